/**
 * What a charger says of itself.
 *
 * 1. Statuses and samples are ordered by their own timestamps; an older one changes nothing.
 * 2. A connection or a boot makes every profile unknown, so that all are written again whatever we believe; once where the
 *    boot is the first word of its connection, because flash wears out.
 * 3. Unplugged (status Available, or see `visit`): the car and its transaction are gone; what was learned of it waits in the memory.
 * 4. A transaction that ends with the car still plugged is finished: nothing starts by itself before unplug or a start
 *    wish. Not finished: a pause by RemoteStop of ours or by a 0 A that ends it, a charger that lost its power, or a timer's charge
 *    that ends with its window where cards begin one.
 * 5. A transaction that permission would not have started is uninvited, and never becomes the new wish.
 */
import { cardOf, type OcppStatus, type RunningTransaction } from '../model/charger.js';
import { BROKE_OFF } from '../model/command.js';
import type { ObservedEvent } from '../model/event.js';
import { PLAUSIBLE, plausible } from '../model/outside-number.js';
import type { ChargerSample } from '../model/reading.js';
import { amps, type MonoMs, type WallMs } from '../model/units.js';
import { learn } from './learn.js';
import { afterStart, carOf, hasDrawn, type LearnedCar, nextCar } from './learned-car.js';
import { pausesByLimit, proveObedience } from './obedience.js';
import { withOffer } from './observe-command.js';
import { mayRun } from './permission.js';
import { counted, drawOf, guessed, withReckoned } from './reckoned-current.js';
import { type ChargerState, OBEDIENT, type SiteState } from './site-state.js';
import { perhapsAnew, perhapsLeft, UNPLUGGED, withoutCar } from './visit.js';

export const UNKNOWN_PROFILES = { max: null, safe: null, live: null } as const;
/** Over-current trips come within half a minute of a lowering (Hydra Cubus manual, 15: 1.1 × limit for 5 s). */
const TRIP_MS = 30_000;
/** OCPP's own word, or the display codes of the manuals as a vendor's code of OtherError: `ERR OCP`, `Err_OCP`. */
const OVER_CURRENT = /over-? ?current|\bocp\b|_ocp\b/i;
const AHEAD_MS = 60_000;
const LATE_MS = 60_000;
/** Many charger clocks tell whole seconds: within one, the order of arrival decides. */
const SAME_MOMENT_MS = 1000;
const DRAWS = 4;
/** Some tell each value in a message of its own; what was told so lately still holds. */
const LATELY_MS = 90_000;

/** What is to be told and asked anew. What made it break off is not the first thing that it is told. */
const anew = (charger: ChargerState): Pick<ChargerState, 'profiles' | 'pending' | 'refusals' | 'asked'> => ({
  profiles: UNKNOWN_PROFILES,
  pending: [],
  refusals: Object.fromEntries(Object.entries(charger.refusals).filter(([, { detail }]) => detail === BROKE_OFF)),
  asked: {},
});

export const connect = (charger: ChargerState, connectedAt: MonoMs): ChargerState => ({
  ...charger,
  ...anew(charger),
  connected: true,
  connectedAt,
  heard: true,
});

export const disconnect = (charger: ChargerState): ChargerState =>
  charger.connected ? { ...charger, connected: false, pending: [] } : charger;

export const boot = (
  charger: ChargerState,
  { identity, first }: Extract<ObservedEvent, { kind: 'booted' }>,
): ChargerState => ({ ...charger, ...(first ? {} : anew(charger)), connected: true, heard: true, identity });

export function takeStatus(
  charger: ChargerState,
  heard: Extract<ObservedEvent, { kind: 'status' }>,
  at: MonoMs,
): ChargerState {
  if (heard.connectorId !== charger.facts.connectorId && heard.connectorId !== 0) return charger;
  if (heard.takenAt > at + AHEAD_MS) return charger;
  if (charger.statusAt !== null && heard.takenAt < charger.statusAt - SAME_MOMENT_MS) return charger;
  const whole = heard.connectorId === 0 && (heard.status === 'Available' || outOfOrder(heard.status));
  const event = whole ? underWhole(charger, heard) : heard;
  if (whole && event.status === charger.status && event.fault === charger.fault) return charger;
  const again = !whole && event.status === charger.statusTold && !outOfOrder(charger.status);
  const status = again ? charger.status : event.status;
  const changed = status !== charger.status;
  const ceased = changed && charger.status === 'Charging';
  const next: ChargerState = {
    ...charger,
    heard: true,
    status,
    statusTold: whole ? charger.statusTold : event.status,
    statusAt: changed ? event.takenAt : charger.statusAt,
    chargingSince:
      changed && event.status === 'Charging'
        ? charger.status === 'Unknown'
          ? null
          : event.takenAt
        : charger.chargingSince,
    chargingEndedAt: ceased ? event.takenAt : charger.chargingEndedAt,
    ...(ceased && nothingFlows(charger)),
    // The first word of a charger that only its limit pauses: its charge was over before the hub came.
    finished:
      charger.finished ||
      (charger.statusTold === 'Unknown' &&
        event.status === 'Finishing' &&
        charger.transaction === null &&
        pausesByLimit(charger)),
    fault: event.fault,
    car: carAfter(charger, event),
  };
  return event.status === 'Available' && !whole ? withoutCar(next) : perhapsAnew(charger, next, at);
}

const outOfOrder = (status: OcppStatus): boolean => status === 'Faulted' || status === 'Unavailable';

/**
 * Connector 0 is the charger as a whole: it only tells of faults and availability (OCPP 1.6, 4.9). A charge goes on under
 * them unless its connector says otherwise (Alfen in safe mode, lbbrhzn/ocpp #337); well again, the connector's word counts.
 */
function underWhole(charger: ChargerState, event: Extract<ObservedEvent, { kind: 'status' }>): typeof event {
  const own = outOfOrder(charger.status) ? charger.statusTold : charger.status;
  if (outOfOrder(event.status)) {
    return {
      ...event,
      status: charger.transaction === null ? event.status : own,
      fault: event.fault ?? charger.fault,
    };
  }
  return { ...event, status: own, fault: event.fault ? charger.fault : null };
}

/** What a status tells of the car: that it has started on the offer, or that our lowering made the charger trip. */
function carAfter(charger: ChargerState, event: Extract<ObservedEvent, { kind: 'status' }>): LearnedCar {
  const { car } = charger;
  if (tripped(charger, event)) return { ...car, tripsOnLowering: true };
  const offer = charger.offers.at(-1);
  if (event.status === 'Charging' && car.offeredSince !== null) {
    const startDelayS = delayAfter(car.startDelayS, (event.takenAt - car.offeredSince) / 1000);
    return { ...afterStart(car, charger.profiles.live?.limitA ?? amps(0)), startDelayS, offeredSince: null };
  }
  // It stopped by itself under a standing offer: from here on it is waited for.
  if (event.status === 'SuspendedEV' && charger.status === 'Charging' && offer && offer.limitA > 0) {
    const lowered = charger.offers.some((one) => one.limitA > offer.limitA && one.at > event.takenAt - LOWERED_MS);
    return { ...car, offeredSince: event.takenAt, refusedA: lowered ? offer.limitA : car.refusedA };
  }
  return car;
}

/** A car that slept for an hour has not shown how long it takes to start. */
const DELAY_MOST_S = 300;
const delayAfter = (before: number | null, delayS: number): number | null =>
  delayS > DELAY_MOST_S ? before : Math.round(before === null ? delayS : (before + delayS) / 2);
/** A car that stops so soon after a lowering may have stopped because of it. */
const LOWERED_MS = 60_000;

function tripped(charger: ChargerState, event: Extract<ObservedEvent, { kind: 'status' }>): boolean {
  const { fault } = event;
  if (!fault || !OVER_CURRENT.test(`${fault.errorCode} ${fault.vendorErrorCode ?? ''} ${fault.info ?? ''}`))
    return false;
  const recent = charger.offers.filter((offer) => offer.at > event.takenAt - TRIP_MS);
  const first = recent[0];
  if (!first) return false;
  const before = charger.offers.findLast((offer) => offer.at < first.at);
  const told = [...(before ? [before] : []), ...recent];
  return told.some((offer, k) => offer.limitA < (told[k - 1]?.limitA ?? 0));
}

export function takeSample(charger: ChargerState, told: ChargerSample, at: MonoMs): ChargerState {
  const sample = withReckoned(charger, { ...lately(charger, told), ...told });
  if (!Number.isFinite(sample.takenAt) || sample.takenAt > at + AHEAD_MS) return charger;
  if (charger.sample && sample.takenAt < charger.sample.takenAt) return charger;
  // Out of a queue: what flowed in a charge that is over.
  const over = charger.transaction === null && charger.status !== 'Charging';
  const freeAt = charger.status === 'Available' ? (charger.statusAt ?? 0) : 0;
  if (over && sample.takenAt < Math.max(freeAt, at - LATE_MS)) return charger;
  const currentA = told.currentA ? (sample.currentA ?? []) : [];
  const currents = currentA.filter((value) => plausible(value, PLAUSIBLE.currentA));
  if (currents.length === 0) return { ...charger, heard: true, sample };
  const draw = drawOf(charger, sample, currents);
  const measuredA = draw.drawA;
  // The same moment in another message counts once.
  const again = charger.draws.at(-1)?.at === sample.takenAt;
  const draws = again ? charger.draws.slice(0, -1) : charger.draws;
  const moved = Math.abs(measuredA - charger.measuredA) > 2;
  const seen: ChargerState = {
    ...charger,
    ...statusBySample(charger, sample.takenAt, measuredA),
    heard: true,
    sample,
    measuredA,
    draws: [...draws.slice(-(DRAWS - 1)), draw],
    drawChangedAt: moved && charger.sample ? charger.sample.takenAt : charger.drawChangedAt,
  };
  if (again) return seen;
  const judged = { ...seen, disobedience: proveObedience(seen, sample.takenAt) };
  const car = guessed(judged, sample) ? counted(judged, sample) : learn(judged, currentA, sample.takenAt);
  return { ...judged, car };
}

const MAY_CHARGE: readonly OcppStatus[] = ['Unknown', 'Preparing', 'SuspendedEV', 'SuspendedEVSE'];
/** More than a charger itself takes. */
const FLOWS_A = 1;
/** Current may outlive the status of a pause so long. */
const AFTERGLOW_MS = 4000;

/** Measured current stands above a status that denies it; without current the charger's word counts again. */
function statusBySample(charger: ChargerState, takenAt: MonoMs, measuredA: number): Partial<ChargerState> {
  const { status, statusTold, transaction } = charger;
  if (!MAY_CHARGE.includes(statusTold) || transaction === null) return {};
  if (measuredA <= FLOWS_A) return status === statusTold ? {} : { status: statusTold, chargingEndedAt: takenAt };
  if (status === 'Charging') return {};
  // A hub that came back finds a car that charges since nobody knows when.
  if (status === 'Unknown') return { status: 'Charging', chargingSince: null };
  if (takenAt <= (charger.statusAt ?? takenAt) + AFTERGLOW_MS) return {};
  const car = afterStart(charger.car, charger.profiles.live?.limitA ?? amps(0));
  return { status: 'Charging', chargingSince: takenAt, car: { ...car, offeredSince: null } };
}

function lately({ sample }: ChargerState, told: ChargerSample): Partial<ChargerSample> {
  if (!sample) return {};
  const { currentA, currentFrom, ...before } = sample;
  const currents = told.currentA ? {} : { ...(currentA && { currentA }), ...(currentFrom && { currentFrom }) };
  return told.takenAt - sample.takenAt < LATELY_MS ? { ...before, ...currents } : currents;
}

export function startTransaction(
  state: SiteState,
  charger: ChargerState,
  transaction: RunningTransaction,
  now: { readonly at: MonoMs; readonly atWall: WallMs },
): ChargerState {
  const invited = transaction.startedBy === 'unknown' || mayRun(state, charger, transaction.idTag, now.atWall);
  const safe = charger.profiles.safe;
  const offers =
    safe && !charger.profiles.live
      ? withOffer(charger.offers, { at: now.at, limitA: safe.limitA, sure: true })
      : charger.offers;
  const facts = charger.facts;
  // A second transaction of one visit is the same car; otherwise it is the one of that card.
  const car = hasDrawn(charger.car)
    ? charger.car
    : nextCar(charger.car, carOf(state.memory.cars, facts.id, cardOf(transaction)));
  return {
    ...charger,
    transaction,
    offers,
    car: { ...car, offeredSince: charger.status === 'Charging' ? null : now.at },
    asked: {},
    uninvited: !invited,
    granted: charger.granted || invited,
    finished: false,
    pausedAtZero: false,
    swap: null,
    // A profile of another transaction has ended with it (OCPP 1.6, 3.13.1).
    profiles: { ...charger.profiles, live: null },
  };
}

/** Without a transaction, or by its word, nothing flows; some say no more of it until it does (EM2GO, evcc #23878). */
const nothingFlows = ({ sample }: ChargerState): Pick<ChargerState, 'sample' | 'measuredA'> => ({
  sample: sample && withoutFlow(sample),
  measuredA: amps(0),
});

const withoutFlow = ({ currentA, powerW: _gone, ...rest }: ChargerSample): ChargerSample => ({
  ...rest,
  ...(currentA && { currentA: currentA.map(() => amps(0)) }),
});

/** `Other`: not all that are stopped from here say so. */
const STOPPED_BY_US = ['Remote', 'Other'];
const GOES_ON = ['PowerLoss', 'Reboot', 'HardReset', 'SoftReset'];

export function endTransaction(
  charger: ChargerState,
  ended: Extract<ObservedEvent, { kind: 'transaction-ended' }>,
): ChargerState {
  const { transactionId, reason } = ended;
  if (charger.transaction?.transactionId !== transactionId) return charger;
  const paused = charger.asked['stop-transaction']?.pause === true && STOPPED_BY_US.includes(reason);
  const goesOn = paused || ended.paused === true || GOES_ON.includes(reason);
  // With its timer's window: the next window or a card begins another.
  const byTimer = charger.transaction.startedBy === 'timer' && charger.wishes.access === 'cards';
  const withWindow = byTimer && charger.asked['stop-transaction'] !== undefined;
  const over: ChargerState = {
    ...charger,
    transaction: null,
    asked: {},
    uninvited: false,
    finished: !goesOn && !withWindow,
    // One that nobody allowed is no charge that is over.
    finishedAt: goesOn || charger.uninvited ? charger.finishedAt : ended.atWall,
    granted: goesOn && charger.granted,
    ...nothingFlows(charger),
    draws: [],
    // So nothing flows that should not. One that had to be stopped for it stays convicted until the plug is pulled.
    disobedience: charger.disobedience.level < 2 ? OBEDIENT : charger.disobedience,
    profiles: { ...charger.profiles, live: null },
  };
  return reason === UNPLUGGED ? perhapsLeft(over, ended.at) : over;
}
