/**
 * A visit, from plug to unplug.
 *
 * 1. It ends where the connector is free.
 * 2. While charger or hub was away nobody may have seen it free. In the first minutes of a connection a charge that ended by
 *    the plug (`EVDisconnected`) and a connector that says Preparing after it was under way are together another visit, in
 *    whichever order they are told. Later they are not: a charger that only calls it so would start for ever.
 * 3. A charger that is asked to start before a car is there may say Preparing of its own waiting, and be free again when that is
 *    over (ConnectionTimeOut): no car came, and none left.
 */
import { type OcppStatus, PLUGGED } from '../../model/charger.js';
import { amps, type MonoMs } from '../../model/units.js';
import { nextCar } from '../car/learned-car.js';
import { type Ahead, askedAhead, type ChargerState, OBEDIENT } from '../site-state.js';

/** OCPP's reason of a charge whose cable was pulled at the car. */
export const UNPLUGGED = 'EVDisconnected';

export const withoutCar = ({ refusals, ...charger }: ChargerState): ChargerState => ({
  ...charger,
  refusals: withoutStart(refusals),
  ahead: charger.visited ? null : charger.ahead,
  visited: PLUGGED.includes(charger.status),
  transaction: null,
  asked: {},
  uninvited: false,
  finished: false,
  finishedAt: null,
  swap: null,
  granted: false,
  goesOnAs: null,
  pausedAtZero: false,
  resumeTried: false,
  doubted: false,
  car: nextCar(charger.car),
  measuredA: amps(0),
  draws: [],
  drewAt: null,
  tookOffer: false,
  offers: [],
  profiles: { ...charger.profiles, live: null },
  disobedience: OBEDIENT,
});

/** What one car was refused is no reason to let the next wait. */
export function withoutStart({ 'start-transaction': _gone, ...rest }: ChargerState['refusals']): typeof rest {
  return rest;
}

/** What is left of a start asked for ahead, once a status came: nothing, where it tells of a car. */
export function aheadAfter(charger: ChargerState, next: OcppStatus, at: MonoMs): Ahead | null {
  const { ahead, status } = charger;
  if (ahead === null || !PLUGGED.includes(next)) return ahead;
  if (next !== 'Preparing') return null;
  return status === next || askedAhead(charger, at) ? ahead : null;
}

/** So long a charger may take to tell what it has kept. */
const KEPT_MS = 600_000;
const justBack = ({ connectedAt }: ChargerState, at: MonoMs): boolean =>
  connectedAt !== null && at - connectedAt < KEPT_MS;

/** A status came: Preparing once more is half of another visit, or the other half. */
export function perhapsAnew(before: ChargerState, after: ChargerState, at: MonoMs): ChargerState {
  const again = after.status === 'Preparing' && !['Preparing', 'Available', 'Reserved'].includes(before.status);
  if (!again || !justBack(after, at)) return after;
  if (after.swap === 'left') return withoutCar(after);
  return after.transaction ? { ...after, swap: 'came' } : after;
}

/** A charge ended by the plug. */
export function perhapsLeft(after: ChargerState, at: MonoMs): ChargerState {
  if (!justBack(after, at)) return after;
  return after.swap === 'came' ? withoutCar(after) : { ...after, swap: 'left' };
}

/** Another visit began without the connector having been seen free. */
export const cameAnew = (before: ChargerState, after: ChargerState): boolean =>
  before.swap !== null && after.swap === null && after.transaction === null;
