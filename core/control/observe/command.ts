/**
 * Commands and what became of them: the only source of what we believe to be in force.
 *
 * 1. A command sent is pending until it is answered; it counts as a write when it goes out.
 * 2. Accepted: the profile is believed in force, refusals of its kind are forgotten.
 * 3. Refused or failed: counted, for the back-off; a limit that may have arrived all the same stays in the offers, but at a
 *    charger that takes none. A start asked for ahead of the car is no try at it.
 */
import { BROKE_OFF, type Command, type CommandOutcome, OFFLINE } from '../../model/command.js';
import { amps, type MonoMs, monoMs } from '../../model/units.js';
import { SWITCHING_MS } from '../car/learn.js';
import type { LearnedCar } from '../car/learned-car.js';
import { takesLimits } from '../car/steering.js';
import {
  type Asked,
  type ChargerState,
  type Offer,
  type PendingCommand,
  plugged,
  type Refusal,
  writesCounted,
} from '../site-state.js';

const OFFERS_MS = 60_000;
/** Who answers sooner has followed since it was told. */
const PROMPT_MS = 5_000;

const isWrite = (command: Command): boolean =>
  command.kind === 'set-limit' || command.kind === 'set-safe-limit' || command.kind === 'set-max-limit';

export function commandSent(charger: ChargerState, command: Command, at: MonoMs): ChargerState {
  const pending: PendingCommand[] = [
    ...charger.pending.filter((other) => other.command.kind !== command.kind),
    { command, sentAt: at },
  ];
  if (command.kind === 'start-transaction' && !plugged(charger)) return { ...charger, pending, ahead: { askedAt: at } };
  const writes = isWrite(command) ? [...writesCounted(charger, at), at] : charger.writes;
  const offers = command.kind === 'set-limit' ? withOffer(charger.offers, offerOf(command, at, false)) : charger.offers;
  const count = (charger.asked[command.kind]?.count ?? 0) + 1;
  const pause = command.kind === 'stop-transaction' && command.pause === true;
  const askedNow: Asked = { at, count, pause };
  const asked = isWrite(command) ? charger.asked : { ...charger.asked, [command.kind]: askedNow };
  const resumeTried = charger.resumeTried || (command.kind === 'stop-transaction' && command.resumes === true);
  return { ...charger, pending, writes, offers, asked, resumeTried };
}

export function commandAnswered(
  charger: ChargerState,
  command: Command,
  outcome: CommandOutcome,
  at: MonoMs,
): ChargerState {
  const sent = charger.pending.find((other) => same(other.command, command));
  const pending = charger.pending.filter((other) => other !== sent);
  if (outcome.result !== 'accepted') {
    const before = charger.refusals[command.kind];
    const { result, detail = result } = outcome;
    const unsent = detail === OFFLINE;
    if (wasAhead(charger, command))
      return { ...charger, pending, ahead: unsent && !plugged(charger) ? { askedAt: null } : null };
    const again = before && endOf(before) === endOf({ result, detail }) ? before.alike : 0;
    const refusal = { count: (before?.count ?? 0) + 1, alike: again + 1, at, result, detail };
    const refusals = unsent ? charger.refusals : { ...charger.refusals, [command.kind]: refusal };
    const denied = (unsent || result === 'refused') && command.kind === 'set-limit' && sent !== undefined;
    // A plain no, or none to ask, means that the limit is not in force; silence means that it may be.
    const offers = denied ? charger.offers.filter((offer) => offer.sure || offer.at !== sent.sentAt) : charger.offers;
    const after = { ...charger, pending, offers, refusals };
    return takesLimits(after) ? after : { ...after, offers: offers.filter(({ sure }) => sure) };
  }
  const { [command.kind]: _done, ...refusals } = charger.refusals;
  const setAt = sent?.sentAt ?? at;
  return { ...charger, pending, refusals, ...inForce(charger, command, setAt, at) };
}

/** A start asked for before a car came. What is said to it does not count once one has. */
const wasAhead = ({ ahead, asked }: ChargerState, { kind }: Command): boolean =>
  kind === 'start-transaction' && ahead !== null && asked[kind] === undefined;

const endOf = ({ result, detail }: Pick<Refusal, 'result' | 'detail'>): string =>
  detail === BROKE_OFF ? detail : result;

/** The parts of the state that an accepted command changes. */
function inForce(charger: ChargerState, command: Command, setAt: MonoMs, at: MonoMs): Partial<ChargerState> {
  const { profiles } = charger;
  switch (command.kind) {
    case 'set-max-limit':
      return { profiles: { ...profiles, ...over(profiles), max: { limitA: command.limitA, setAt } } };
    case 'set-safe-limit':
      return { profiles: { ...profiles, ...over(profiles), safe: { limitA: command.limitA, setAt } } };
    case 'set-limit': {
      const live = {
        limitA: command.limitA,
        setAt,
        endsAt: monoMs(setAt + command.durationS * 1000),
        ...(command.transactionId === undefined ? {} : { transactionId: command.transactionId }),
        ...(command.phases === undefined ? {} : { phases: command.phases }),
      };
      // Answered late, it is in force since some time in between.
      const late = at - setAt > PROMPT_MS;
      const others = late ? charger.offers : charger.offers.filter((offer) => offer.sure || offer.at !== setAt);
      const offers = withOffer(others, offerOf(command, late ? at : setAt, true));
      const pausedAtZero = charger.pausedAtZero || (command.limitA === 0 && charger.status === 'Charging');
      return { profiles: { ...profiles, live }, offers, pausedAtZero, car: carUnder(charger, command, setAt) };
    }
    case 'start-transaction':
    case 'stop-transaction':
      return {};
  }
}

/** The live limit with one that lasts written over it. */
const over = ({ live }: ChargerState['profiles']) => live && { live: { ...live, overwritten: true as const } };

/**
 * What a car stayed away from, when an offer ends long unanswered: the least of its last while. One that drew before, and did
 * not stop at a lowering, is full.
 */
function afterWait({ offers, tookOffer }: ChargerState, car: LearnedCar, at: MonoMs): LearnedCar {
  const from = at - UNANSWERED_MS;
  if ((car.offeredSince ?? at) >= from || (tookOffer && car.refusedA === null)) return car;
  const stood = offers.filter(({ sure }, k) => sure && (offers[k + 1]?.at ?? at) > from);
  const leastA = Math.min(...stood.map(({ limitA }) => limitA));
  return Number.isFinite(leastA) ? { ...car, refusedA: amps(Math.max(leastA, car.refusedA ?? 0)) } : car;
}
/** A car is idle after a minute; the wait may have begun some seconds before this very offer. */
const UNANSWERED_MS = 45_000;

/** The car is waited for from the first offer on, or from when other phases are there; those have to be learned anew. */
function carUnder(charger: ChargerState, command: Command & { kind: 'set-limit' }, setAt: MonoMs): LearnedCar {
  const { live } = charger.profiles;
  const switched = command.phases !== undefined && command.phases !== live?.phases;
  const known = switched ? { ...charger.car, phasesSeen: false, followed: null } : charger.car;
  const car = live && live.limitA !== command.limitA ? afterWait(charger, known, setAt) : known;
  if (command.limitA === 0) return { ...car, offeredSince: null };
  if (switched) return { ...car, offeredSince: monoMs(setAt + SWITCHING_MS) };
  return charger.status === 'Charging' || car.offeredSince !== null ? car : { ...car, offeredSince: setAt };
}

const offerOf = (command: Command & { kind: 'set-limit' }, at: MonoMs, sure: boolean): Offer => ({
  at,
  limitA: command.limitA,
  sure,
  ...(command.phases === undefined ? {} : { phases: command.phases }),
});

/** Adds an offer, lets go of those that can no longer matter: older than a minute, but for the newest sure one. */
export function withOffer(offers: readonly Offer[], offer: Offer): readonly Offer[] {
  const last = offers.at(-1);
  if (last?.sure && offer.sure && last.limitA === offer.limitA && last.phases === offer.phases) return offers;
  const all = [...offers, offer].sort((a, b) => a.at - b.at);
  const newestOld = all.findLast((one) => one.sure && one.at <= offer.at - OFFERS_MS);
  return all.filter((one) => one.at > offer.at - OFFERS_MS || one === newestOld);
}

const same = (a: Command, b: Command): boolean => JSON.stringify(a) === JSON.stringify(b);
