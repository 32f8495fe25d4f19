import { faultOf } from '../control/car/obedience.js';
import { chargerPicture } from '../control/picture.js';
import type { ChargerState, SiteState } from '../control/site-state.js';
import { outOfOrder, sameFault } from '../model/charger.js';
import type { ObservedEvent } from '../model/event.js';
import type { ChargerEventName, SiteEvent } from '../model/site-event.js';
import type { PendingCharger } from '../model/snapshot.js';
import type { Now } from '../model/units.js';

/** An unknown charger has come. */
export const pendingEvent = ({ id, lastSeen, address, identity }: PendingCharger): SiteEvent => ({
  event: 'pending',
  charger: id,
  name: id,
  at: lastSeen,
  detail: { address, identity },
});

/** What an observation means to a person, told by comparing the house before and after it. */
export function eventsOf(event: ObservedEvent, before: SiteState, after: SiteState, now: Now): SiteEvent[] {
  if (!('chargerId' in event)) return [];
  const { chargerId } = event;
  const was = before.chargers[chargerId];
  const is = after.chargers[chargerId];
  if (!is) return [];
  const told: SiteEvent[] = [];
  const tell = (name: ChargerEventName, detail: Readonly<Record<string, unknown>> = {}) =>
    told.push({ event: name, charger: chargerId, name: is.facts.name, at: new Date(now.wallMs).toISOString(), detail });

  if (event.kind === 'card') {
    const { idTag, accepted, learned } = event;
    tell('card', { idTag, accepted, ...(learned !== undefined && { learned: true, card: learned }) });
  }
  if (is.connected !== (was?.connected ?? false)) tell(is.connected ? 'connected' : 'disconnected');
  const plugged = carSeen(after, is, now);
  if (plugged !== (was !== undefined && carSeen(before, was, now))) tell(plugged ? 'plugged' : 'unplugged');
  const [past, running] = [was?.transaction, is.transaction];
  if (past?.transactionId !== running?.transactionId) {
    if (past) tell('session-ended', { id: past.transactionId });
    if (running) {
      const { transactionId, idTag, startedBy } = running;
      tell('session-started', { id: transactionId, idTag, startedBy });
    }
  }
  const fault = faultOf(is);
  const hadFault = was ? faultOf(was) : null;
  if (fault && !(hadFault && sameFault(hadFault, fault))) {
    tell('fault', { code: fault.errorCode, vendorCode: fault.vendorErrorCode ?? null });
  }
  if (!fault && hadFault) tell('fault-cleared', { code: hadFault.errorCode });
  if (was && is.wishes !== was.wishes) {
    if (is.wishes.mode !== was.wishes.mode) tell('mode', { mode: is.wishes.mode });
    if (is.wishes.locked !== was.wishes.locked) tell('lock', { locked: is.wishes.locked });
    if (is.wishes.limitA !== was.wishes.limitA) tell('limit', { limitA: is.wishes.limitA });
    if ((is.wishes.boost === null) !== (was.wishes.boost === null)) tell('boost', { active: is.wishes.boost !== null });
  }
  return told;
}

/** A charger that is out of order hides its car, which has not been unplugged by that. */
const carSeen = (state: SiteState, charger: ChargerState, now: Now): boolean =>
  chargerPicture(state, charger, now).plugged || (charger.visited && outOfOrder(charger.status));
