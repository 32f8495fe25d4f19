/**
 * Transactions begin and end.
 *
 * 1. One that permission would not have started is uninvited, and never becomes the new wish.
 * 2. One that ends with the car still plugged is finished: nothing starts by itself before unplug or a start wish. Not
 *    finished: a pause by RemoteStop of ours or by a 0 A that ends it, a charger that lost its power, or a timer's charge that
 *    ends with its window where cards begin one.
 * 3. One that is ended by a reset goes on once the charger has come back: begun before, it would be lost on the way.
 */
import { cardOf, type RunningTransaction } from '../../model/charger.js';
import type { ObservedEvent } from '../../model/event.js';
import type { MonoMs, WallMs } from '../../model/units.js';
import { carOf, hasDrawn, nextCar } from '../car/learned-car.js';
import { mayRun } from '../permit/authorization.js';
import { ACT_MS, type ChargerState, OBEDIENT, type SiteState } from '../site-state.js';
import { withOffer } from './command.js';
import { nothingFlows } from './sample.js';
import { perhapsLeft, UNPLUGGED } from './visit.js';

export function startTransaction(
  state: SiteState,
  charger: ChargerState,
  transaction: RunningTransaction,
  when: { readonly at: MonoMs; readonly atWall: WallMs },
): ChargerState {
  const { at } = when;
  const { facts } = charger;
  const invited = transaction.startedBy === 'unknown' || mayRun(state, charger, transaction.idTag, when);
  const { safe, live } = charger.profiles;
  const offers = safe && !live ? withOffer(charger.offers, { at, limitA: safe.limitA, sure: true }) : charger.offers;
  // A second transaction of one visit is the same car; otherwise it is the one of that card.
  const car = hasDrawn(charger.car)
    ? charger.car
    : nextCar(charger.car, carOf(state.memory.cars, facts.id, cardOf(transaction)));
  const again = charger.transaction?.transactionId === transaction.transactionId;
  return {
    ...charger,
    visited: true,
    transaction,
    offers,
    car: { ...car, offeredSince: charger.status === 'Charging' ? null : at },
    // What is told again on another connection may have been asked to end meanwhile.
    asked: again ? charger.asked : {},
    drewAt: again ? charger.drewAt : null,
    tookOffer: again && charger.tookOffer,
    ahead: null,
    uninvited: !invited,
    granted: charger.granted || invited,
    goesOnAs: null,
    finished: false,
    pausedAtZero: false,
    swap: null,
    // A profile of another transaction has ended with it (OCPP 1.6, 3.13.1).
    profiles: { ...charger.profiles, live: null },
  };
}

/** Ended for what it drew: after every other means, or at once where 0 A does not pause it and another limit binds it no better. */
function wasUnruly({ disobedience, asked, offers }: ChargerState): boolean {
  const ended = asked['stop-transaction'] !== undefined && (offers.at(-1)?.limitA ?? 0) > 0;
  return disobedience.level >= 2 || (disobedience.level === 1 && ended);
}

/** `Other`: not all that are stopped from here say so. */
const STOPPED_BY_US = ['Remote', 'Other'];
/** `Charging` was the word for what has ended: nothing charges until the next. */
const PLUGGED_ALONE = { status: 'Preparing', statusTold: 'Preparing' } as const;
const RESETS = ['HardReset', 'SoftReset'];
const GOES_ON = ['PowerLoss', 'Reboot', ...RESETS];

/** Told by one that has just come back, its restart is over. */
const restarts = ({ connectedAt }: ChargerState, { at, reason }: { at: MonoMs; reason: string }): boolean =>
  RESETS.includes(reason) && at - (connectedAt ?? 0) >= ACT_MS;

export function endTransaction(
  charger: ChargerState,
  ended: Extract<ObservedEvent, { kind: 'transaction-ended' }>,
): ChargerState {
  const { transactionId, reason } = ended;
  if (charger.transaction?.transactionId !== transactionId) return charger;
  const unruly = wasUnruly(charger);
  const paused = !unruly && charger.asked['stop-transaction']?.pause && STOPPED_BY_US.includes(reason);
  const goesOn = paused || ended.paused === true || GOES_ON.includes(reason);
  // With its timer's window: the next window or a card begins another.
  const byTimer = charger.transaction.startedBy === 'timer' && charger.wishes.access === 'cards';
  const withWindow = byTimer && charger.asked['stop-transaction'] !== undefined;
  const over: ChargerState = {
    ...charger,
    transaction: null,
    asked: {},
    restartsSince: restarts(charger, ended) ? ended.at : undefined,
    uninvited: false,
    finished: !goesOn && !withWindow,
    // One that nobody allowed is no charge that is over.
    finishedAt: goesOn || charger.uninvited ? charger.finishedAt : ended.atWall,
    granted: goesOn && charger.granted,
    goesOnAs: goesOn && charger.granted ? charger.transaction.idTag : null,
    ...nothingFlows(charger),
    ...(charger.status === 'Charging' && { ...PLUGGED_ALONE, chargingEndedAt: ended.at }),
    car: { ...charger.car, offeredSince: null },
    draws: [],
    // So nothing flows that should not. One that had to be stopped for it stays convicted until the plug is pulled.
    disobedience: unruly ? { ...charger.disobedience, level: charger.disobedience.level === 3 ? 3 : 2 } : OBEDIENT,
    profiles: { ...charger.profiles, live: null },
  };
  return reason === UNPLUGGED ? perhapsLeft(over, ended.at) : over;
}
