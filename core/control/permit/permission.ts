/**
 * Permission: may this charger give current, and may a transaction start here? First rule that speaks, decides.
 *
 * 1. Never heard, unavailable or faulted: nothing starts.
 * 2. Unplugged: nothing; a start that a person asked for is remembered, and the charger is asked for it once: some wait for the
 *    plug by themselves, some have none (OCA 011). Where it would draw at once, there must be current for it.
 * 3. A transaction nobody allowed is stopped, and one whose charger has not obeyed for long.
 * 4. Stopped by the user: held at 0 A, transaction kept until unplug, so that a start is quick.
 * 5. A running transaction goes on, also when locked meanwhile: the lock is for the next (Hydra Cubus manual, 8.5.1-9).
 *    Only a charge that a timer began ends with its window where the mode would not have started it.
 * 6. Locked while idle: nothing starts. Reserved: only the reserving card, or its parent, starts.
 * 7. A boost timer starts, without a card, and after a finished charge too; one that ended within its window, by a card or
 *    because the car was full, stays ended. After that a finished charge stays finished until unplug, and one that was ended
 *    for not obeying is started by nobody.
 * 8. Free: the hub starts. Cards only: waits for a card, or for a start from a host, which counts as one; after a pause the
 *    charge goes on without another.
 */
import { type Because, because } from '../../model/because.js';
import type { Window } from '../../model/calendar.js';
import type { ChargerFault, RunningTransaction } from '../../model/charger.js';
import type { LimitSource } from '../../model/limit.js';
import type { Reservation } from '../../model/mode.js';
import { type Now, tenth } from '../../model/units.js';
import { endedUnruly } from '../car/obedience.js';
import { holdsAtZero } from '../car/steering.js';
import { type ChargerState, lastToldA, plugged, type SiteState } from '../site-state.js';
import { lockedIdle, reservedNow } from './authorization.js';
import { activeWindow } from './timers.js';

export interface Permit {
  /** Current may be given. */
  readonly mayDraw: boolean;
  readonly transaction: 'start' | 'keep' | 'stop' | 'none';
  /** Why not, where current may not be given. */
  readonly because: Because | null;
  readonly source: LimitSource | null;
}

const no = (source: LimitSource, why: Because, transaction: Permit['transaction'] = 'none'): Permit => ({
  mayDraw: false,
  transaction,
  because: why,
  source,
});
const yes = (transaction: 'start' | 'keep'): Permit => ({ mayDraw: true, transaction, because: null, source: null });

const TURNED_AWAY = { password: 'turned-away-password', certificate: 'turned-away-certificate' } as const;

/** Why nothing was heard of it. */
export const absent = ({ turnedAway }: ChargerState): Because =>
  because(turnedAway ? TURNED_AWAY[turnedAway] : 'never-heard');

export function permit(state: SiteState, charger: ChargerState, now: Now): Permit {
  const { wishes, transaction } = charger;
  if (!charger.heard) return no('offline', absent(charger));
  if (charger.status === 'Unavailable') return no('unavailable', because('unavailable'), transaction ? 'keep' : 'none');
  if (charger.status === 'Faulted') return no('fault', faulted(charger), transaction ? 'keep' : 'none');
  const reservation = reservedNow(charger, now);
  if (!plugged(charger)) return whileUnplugged(charger, reservation);
  const timer = activeWindow(wishes.timers, now, state.facts.timeZone);
  if (transaction) return whileItRuns(charger, transaction, timer);
  if (wishes.charging === 'stopped') return no('stopped', because('stopped'));
  if (lockedIdle(charger)) return no('locked', because('locked'));
  if (reservation) return no('reservation', because('reserved', { until: until(reservation) }));
  if (endedUnruly(charger)) return no('stopped', because('ended-not-obeying'));
  if (timer && !(charger.finishedAt !== null && charger.finishedAt >= timer.startAt)) return yes('start');
  if (charger.finished && !wishes.startAsked) return no('stopped', because('finished'));
  if (wishes.access === 'free' || wishes.startAsked || charger.granted) return yes('start');
  return no('waiting-for-card', because('waiting-for-card'));
}

function whileUnplugged(charger: ChargerState, reservation: Reservation | null): Permit {
  if (charger.wishes.locked) return no('locked', because('locked'));
  if (reservation) return no('reservation', because('reserved', { until: until(reservation) }));
  const { ahead } = charger;
  if (charger.wishes.startAsked) {
    if (ahead?.askedAt === null && !holdsAtZero(charger)) return yes('start');
    return no('unplugged', because('start-remembered'), ahead?.askedAt === null ? 'start' : 'none');
  }
  return no('unplugged', because(charger.status === 'Unknown' ? 'status-untold' : 'unplugged'));
}

function whileItRuns(charger: ChargerState, { startedBy }: RunningTransaction, timer: Window | null): Permit {
  const { wishes } = charger;
  if (charger.uninvited) return no('fault', uninvited(charger), 'stop');
  if (charger.disobedience.level >= 2) return no('fault', notObeying(charger), 'stop');
  if (wishes.charging === 'stopped') return no('stopped', because('stopped'), 'keep');
  const byTimerAlone = startedBy === 'timer' && wishes.access === 'cards' && !wishes.startAsked;
  return byTimerAlone && !timer ? no('waiting-for-card', because('waiting-for-card'), 'stop') : yes('keep');
}

const until = (reservation: Reservation): string => new Date(reservation.untilAt).toISOString();

/** With the charger's own words, which may tell more than the code. */
function faulted({ fault }: ChargerState): Because {
  const { errorCode = 'OtherError', vendorErrorCode, info }: Partial<ChargerFault> = fault ?? {};
  return because('faulted', { errorCode, ...(vendorErrorCode && { vendorErrorCode }), ...(info && { info }) });
}
const uninvited = (charger: ChargerState): Because =>
  because('charges-uninvited', { measuredA: tenth(charger.measuredA) });
const notObeying = (charger: ChargerState): Because =>
  because('not-obeying', { currentA: lastToldA(charger), measuredA: tenth(charger.measuredA) });
