/**
 * What a charger says it is at.
 *
 * 1. The connector counts, and the charger as a whole where it is out of order or well again.
 * 2. Statuses are ordered by their own timestamps; an older one changes nothing, nor does one from the future.
 * 3. A status tells of the car: that it has started, or stopped by itself, or that our lowering made the charger trip.
 * 4. Unplugged (status Available, or see `visit`): the car and its transaction are gone; what was learned of it waits in the
 *    memory.
 */
import { type OcppStatus, outOfOrder, PLUGGED } from '../../model/charger.js';
import type { ObservedEvent } from '../../model/event.js';
import { amps, fromTheFuture, type MonoMs } from '../../model/units.js';
import { afterStart, type LearnedCar } from '../car/learned-car.js';
import { pausesByLimit } from '../car/steering.js';
import type { ChargerState } from '../site-state.js';
import { believed, wasDry, wasLowered } from './believed-status.js';
import { nothingFlows } from './sample.js';
import { aheadAfter, perhapsAnew, withoutCar } from './visit.js';

type Status = Extract<ObservedEvent, { kind: 'status' }>;

/** Many charger clocks tell whole seconds: within one, the order of arrival decides. */
const SAME_MOMENT_MS = 1000;
/** Over-current trips come within half a minute of a lowering (Hydra Cubus manual, 15: 1.1 × limit for 5 s). */
const TRIP_MS = 30_000;
/** OCPP's own word, or the display codes of the manuals as a vendor's code of OtherError: `ERR OCP`, `Err_OCP`. */
const OVER_CURRENT = /over-? ?current|\bocp\b|_ocp\b/i;
/** A car that slept for an hour has not shown how long it takes to start, nor has one that came before it was waited for. */
const DELAY_MOST_S = 300;

export function takeStatus(charger: ChargerState, heard: Status, at: MonoMs): ChargerState {
  if (heard.connectorId !== charger.facts.connectorId && heard.connectorId !== 0) return charger;
  if (fromTheFuture(heard.takenAt, at)) return charger;
  if (charger.statusAt !== null && heard.takenAt < charger.statusAt - SAME_MOMENT_MS) return charger;
  const whole = heard.connectorId === 0 && (heard.status === 'Available' || outOfOrder(heard.status));
  const event = whole ? underWhole(charger, heard) : heard;
  if (whole && event.status === charger.status && event.fault === charger.fault) return charger;
  const again = event.status === charger.statusTold && !outOfOrder(charger.status);
  const status = again ? charger.status : believed(charger, event.status);
  const changed = status !== charger.status;
  const begins = changed && status === 'Charging';
  const ceased = changed && charger.status === 'Charging';
  // The first word of a charger: whoever charges has done so since nobody knows when.
  const beganAt = charger.status === 'Unknown' ? null : event.takenAt;
  const next: ChargerState = {
    ...charger,
    heard: true,
    status,
    visited: charger.visited || PLUGGED.includes(status),
    statusTold: whole ? charger.statusTold : event.status,
    statusAt: changed ? event.takenAt : charger.statusAt,
    chargingSince: begins ? beganAt : charger.chargingSince,
    chargingEndedAt: ceased ? event.takenAt : charger.chargingEndedAt,
    ...(ceased && nothingFlows(charger)),
    doubted: charger.doubted || (ceased && wasDry(charger)),
    finished: charger.finished || foundFinished(charger, event),
    ahead: aheadAfter(charger, status, at),
    fault: event.fault,
    car: carAfter(charger, event, status),
  };
  return event.status === 'Available' && !whole ? withoutCar(next) : perhapsAnew(charger, next, at);
}

/** The first word of a charger that only its limit pauses: its charge was over before the hub came. */
const foundFinished = (charger: ChargerState, { status }: Status): boolean =>
  charger.statusTold === 'Unknown' && status === 'Finishing' && charger.transaction === null && pausesByLimit(charger);

/**
 * Connector 0 is the charger as a whole: it only tells of faults and availability (OCPP 1.6, 4.9). A charge goes on under
 * them unless its connector says otherwise (Alfen in safe mode, lbbrhzn/ocpp #337); well again, the connector's word counts.
 */
function underWhole(charger: ChargerState, event: Status): Status {
  const own = outOfOrder(charger.status) ? charger.statusTold : charger.status;
  // What the connector itself is out of order for, it alone says is over.
  const ofItsOwn = charger.statusTold === 'Faulted' ? charger.fault : null;
  if (outOfOrder(event.status)) {
    return {
      ...event,
      status: charger.transaction === null ? event.status : own,
      fault: ofItsOwn ?? event.fault ?? charger.fault,
    };
  }
  return { ...event, status: own, fault: ofItsOwn ?? (event.fault && (charger.fault ?? event.fault)) };
}

function carAfter(charger: ChargerState, event: Status, status: OcppStatus): LearnedCar {
  const { car } = charger;
  if (tripped(charger, event)) return { ...car, tripsOnLowering: true };
  const offer = charger.offers.at(-1);
  if (status === 'Charging' && car.offeredSince !== null) {
    const startDelayS = delayAfter(car.startDelayS, (event.takenAt - car.offeredSince) / 1000);
    return { ...afterStart(car, charger.profiles.live?.limitA ?? amps(0)), startDelayS, offeredSince: null };
  }
  // It stopped by itself under a standing offer: from here on it is waited for.
  if (event.status === 'SuspendedEV' && charger.status === 'Charging' && offer && offer.limitA > 0) {
    const refusedA = wasLowered(charger, event.takenAt) ? offer.limitA : car.refusedA;
    return { ...car, offeredSince: event.takenAt, refusedA };
  }
  return car;
}

const delayAfter = (before: number | null, delayS: number): number | null =>
  delayS < 0 || delayS > DELAY_MOST_S ? before : Math.round(before === null ? delayS : (before + delayS) / 2);

function tripped(charger: ChargerState, event: Status): boolean {
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
