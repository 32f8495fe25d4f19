/**
 * What users wish of a charger, kept as an overlay over the configuration.
 *
 * 1. The last wish wins; a key that is cleared goes back to the default.
 * 2. At unplug a stop and a boost end, and a start that was asked for is used up (Hydra Cubus manual, 8.5.1-6), but not where
 *    the charger has only ceased to wait for the plug. A reservation is used up by the start of its holder (OCPP 1.6, 5.13).
 * 3. A timer that runs once gets the day on which its window begins next.
 * 4. A start while a charge runs is a resume, and used up at once; while one that a timer began runs, it stands for the card
 *    until that charge is over.
 * 5. A boost or a "ready by" that counts energy gets the register it counts from with the first sample after it.
 */
import { nextWindowDay } from '../../model/calendar.js';
import type { ObservedEvent } from '../../model/event.js';
import type { BoostTimer } from '../../model/mode.js';
import type { MonoMs, WallMs } from '../../model/units.js';
import { type ChargerOverlay, effectiveWishes } from '../../model/wishes.js';
import { staysUnstarted } from '../car/idle.js';
import { holdsReservation } from '../permit/authorization.js';
import { type Ahead, type ChargerState, plugged, type SiteState } from '../site-state.js';
import { cameAnew, withoutStart } from './visit.js';

type WishEvent = Extract<ObservedEvent, { kind: 'wish' }>;

export function takeWish(state: SiteState, { chargerId, set, clear = [], at, atWall }: WishEvent): SiteState {
  const charger = state.chargers[chargerId];
  const wish = without({ ...state.wishes.chargers[chargerId], ...set }, clear);
  const fromWh = charger?.sample?.energyWh;
  const resumes = charger?.transaction && !charger.uninvited && charger.transaction.startedBy !== 'timer';
  const next: ChargerOverlay = {
    ...(resumes ? without(wish, ['startAsked']) : wish),
    ...(set.timers && { timers: set.timers.map((timer) => withDay(timer, atWall, state.facts.timeZone)) }),
    ...(set.boost && fromWh !== undefined && { boost: { fromWh, ...set.boost } }),
    ...(set.readyBy && fromWh !== undefined && { readyBy: { fromWh, ...set.readyBy } }),
  };
  const started = set.startAsked === true || set.charging === 'allowed';
  return withOverlay(state, chargerId, next, {
    ...(started && { finished: false, ...askedAnew(charger, at) }),
    // A timer that is set afterwards starts again.
    ...((started || set.timers) && { finishedAt: null }),
    ...(set.startAsked !== undefined && { ahead: aheadOf(charger, set.startAsked) }),
    ...(AT_ONCE.some((key) => key in set || clear.includes(key)) && { wishedAt: at }),
  });
}

/** Whoever presses start has seen to why it did not, or wants to hear it again: it is asked at once. */
function askedAnew(charger: ChargerState | undefined, at: MonoMs): Partial<ChargerState> {
  if (!charger) return {};
  if (!charger.refusals['start-transaction'] && !staysUnstarted(charger, at)) return {};
  const { 'start-transaction': _asked, ...asked } = charger.asked;
  return { refusals: withoutStart(charger.refusals), asked };
}

/** A start where no car is. One that the charger waits with already is not asked for again. */
function aheadOf(charger: ChargerState | undefined, startAsked: boolean): Ahead | null {
  if (!charger || !startAsked) return null;
  return plugged(charger) ? charger.ahead : { askedAt: null };
}

type WishKey = keyof ChargerOverlay;

/** Wishes whose effect a person waits for. A limit that is turned step by step is not among them. */
const AT_ONCE: readonly WishKey[] = ['mode', 'charging', 'startAsked', 'boost', 'timers', 'readyBy', 'cheapUpTo'];

const withDay = (timer: BoostTimer, atWall: WallMs, zone: string): BoostTimer =>
  timer.repeat === 'once' && !timer.day ? { ...timer, day: nextWindowDay(timer, atWall, zone) } : timer;

/** What an event other than a wish does to the wishes: the car leaves, a start is used up. */
export function settleWishes(state: SiteState, before: ChargerState, after: ChargerState): SiteState {
  const { id } = after.facts;
  const overlay = state.wishes.chargers[id];
  if (!overlay) return state;
  const waited = before.ahead !== null && before.ahead.askedAt !== null;
  const left = before.visited && after.status === 'Available' && !waited;
  if (left || cameAnew(before, after)) return used(state, id, ['charging', 'boost', 'startAsked']);
  const { startAsked, reservation } = overlay;
  const ended = before.transaction && !before.uninvited && after.finished;
  if (ended) return used(state, id, ['startAsked']);
  if (before.transaction || !after.transaction) return state;
  const held = reservation && holdsReservation(state, reservation, after.transaction.idTag);
  return used(state, id, [
    ...(startAsked ? (['startAsked'] as const) : []),
    ...(held ? (['reservation'] as const) : []),
  ]);
}

/** The state without these wishes; the same, where nobody had them. */
function used(state: SiteState, chargerId: string, keys: readonly WishKey[]): SiteState {
  const overlay = state.wishes.chargers[chargerId] ?? {};
  if (keys.every((key) => overlay[key] === undefined)) return state;
  return withOverlay(state, chargerId, without(overlay, keys));
}

const without = (overlay: ChargerOverlay, keys: readonly WishKey[]): ChargerOverlay =>
  Object.fromEntries(Object.entries(overlay).filter(([key]) => !keys.includes(key as WishKey)));

/** A sample came: what counts energy learns where it counts from. */
export function fillFromWh(state: SiteState, chargerId: string): SiteState {
  const overlay = state.wishes.chargers[chargerId];
  const registerWh = state.chargers[chargerId]?.sample?.energyWh;
  if (!overlay || registerWh === undefined) return state;
  const { boost, readyBy } = overlay;
  const boosts = boost?.energyWh !== undefined && boost.fromWh === undefined;
  const waits = readyBy?.energyWh !== undefined && readyBy.fromWh === undefined;
  if (!boosts && !waits) return state;
  return withOverlay(state, chargerId, {
    ...overlay,
    ...(boosts ? { boost: { ...boost, fromWh: registerWh } } : {}),
    ...(waits ? { readyBy: { ...readyBy, fromWh: registerWh } } : {}),
  });
}

function withOverlay(
  state: SiteState,
  chargerId: string,
  overlay: ChargerOverlay,
  also: Partial<ChargerState> = {},
): SiteState {
  const wishes = { ...state.wishes, chargers: { ...state.wishes.chargers, [chargerId]: overlay } };
  const charger = state.chargers[chargerId];
  if (!charger) return { ...state, wishes };
  const next = { ...charger, ...also, wishes: effectiveWishes(charger.facts, overlay) };
  return { ...state, wishes, chargers: { ...state.chargers, [chargerId]: next } };
}
