/**
 * Authorization: may this card charge here now, and who began a charge? The answers to Authorize and StartTransaction. First
 * rule that speaks, decides.
 *
 * 1. Whoever started may end it: the second tap of the same card, or of one with the same parent.
 * 2. Locked while idle: nobody. The hub itself: always.
 * 3. Reserved: the reserving card, or its parent, alone. A clock that cannot be believed keeps a reservation.
 * 4. Free: any card. Cards only: those of the list that are allowed and have not expired; and whatever a charger makes of
 *    the tag of a start that was asked of it (two bytes more: Ocular LTE, lbbrhzn/ocpp #2030).
 */

import { type Card, sameTag } from '../../model/card.js';
import { HUB_ID_TAG, type StartReason } from '../../model/charger.js';
import type { Reservation } from '../../model/mode.js';
import { hasCome, type MonoMs, type Now, type WallMs } from '../../model/units.js';
import { ACT_MS, type ChargerState, type SiteState } from '../site-state.js';
import { activeWindow } from './timers.js';

/** OCPP AuthorizationStatus, as far as the rules here give one. */
type Authorization = 'Accepted' | 'Blocked' | 'Expired' | 'Invalid';

/** Locked while idle: nothing starts. A charge that is paused without its transaction is not idle. */
export const lockedIdle = ({ wishes, transaction, granted }: ChargerState): boolean =>
  wishes.locked && transaction === null && !granted;

/** The reservation in force. */
export function reservedNow(charger: ChargerState, now: Now): Reservation | null {
  const { reservation } = charger.wishes;
  return reservation && hasCome(reservation.untilAt, now) ? null : reservation;
}

/** Whether a card may charge here now. */
export function authorization(state: SiteState, chargerId: string, idTag: string, now: Now): Authorization {
  const charger = state.chargers[chargerId];
  if (!charger) return 'Invalid';
  const running = charger.transaction;
  if (running && !charger.uninvited && sameHolder(state, running.idTag, idTag)) return 'Accepted';
  if (lockedIdle(charger)) return 'Blocked';
  if (sameTag(idTag, HUB_ID_TAG)) return 'Accepted';
  const reservation = reservedNow(charger, now);
  if (reservation && !holdsReservation(state, reservation, idTag)) return 'Blocked';
  if (charger.wishes.access === 'free') return 'Accepted';
  const card = listedCard(state, idTag);
  if (!card) return startsFromHere(charger, now.monoMs) ? 'Accepted' : 'Invalid';
  if (!card.allowed) return 'Blocked';
  if (card.expiresAt !== undefined && hasCome(card.expiresAt, now)) return 'Expired';
  return 'Accepted';
}

/** A start from here waits for its transaction. */
function startsFromHere(
  { wishes, transaction, asked: { 'start-transaction': asked } }: ChargerState,
  at: MonoMs,
): boolean {
  return transaction === null && (wishes.startAsked || (asked !== undefined && at - asked.at < ACT_MS));
}

/** Whether a transaction under that tag may run here; the same question when one is found running. */
export const mayRun = (
  state: SiteState,
  charger: ChargerState,
  idTag: string,
  { at, atWall }: { readonly at: MonoMs; readonly atWall: WallMs },
): boolean =>
  authorization(state, charger.facts.id, idTag, { monoMs: at, wallMs: atWall, wallClockPlausible: true }) ===
  'Accepted';

/** Who began a charge that the charger reports under this tag. */
export function startReason(state: SiteState, chargerId: string, idTag: string, now: Now): StartReason {
  const charger = state.chargers[chargerId];
  if (!charger) return 'card';
  const ours = sameTag(idTag, HUB_ID_TAG) || (!listedCard(state, idTag) && startsFromHere(charger, now.monoMs));
  if (!ours) return 'card';
  if (charger.wishes.startAsked) return 'host';
  const timer = activeWindow(charger.wishes.timers, now, state.facts.timeZone) !== null;
  if (timer && (charger.wishes.access === 'cards' || charger.finished)) return 'timer';
  return 'plug-in';
}

const listedCard = (state: SiteState, idTag: string): Card | undefined =>
  state.wishes.cards.find((card) => sameTag(card.idTag, idTag));

function sameHolder(state: SiteState, a: string, b: string): boolean {
  if (sameTag(a, b)) return true;
  const parent = listedCard(state, a)?.parentIdTag;
  const other = listedCard(state, b)?.parentIdTag;
  return parent !== undefined && other !== undefined && sameTag(parent, other);
}

/** Whether a card, or one of the same parent, is whom the connector is kept for. */
export function holdsReservation(state: SiteState, reservation: Reservation, idTag: string): boolean {
  if (sameTag(reservation.idTag, idTag)) return true;
  const parent = listedCard(state, idTag)?.parentIdTag;
  return parent !== undefined && reservation.parentIdTag !== undefined && sameTag(parent, reservation.parentIdTag);
}
