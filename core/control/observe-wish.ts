/**
 * What users wish of a charger, kept as an overlay over the configuration.
 *
 * 1. The last wish wins; a key that is cleared goes back to the default.
 * 2. At unplug a stop and a boost end, and a start that was asked for is used up (Hydra Cubus manual, 8.5.1-6). A
 *    reservation is used up by the start of its holder (OCPP 1.6, 5.13).
 * 3. A timer that runs once gets the day on which its window begins next.
 * 4. A start while a charge runs is a resume, and used up at once; while one that a timer began runs, it stands for the card
 *    until that charge is over.
 * 5. A boost or a "ready by" that counts energy gets the register it counts from with the first sample after it.
 */
import { nextWindowDay } from '../model/calendar.js';
import type { ObservedEvent } from '../model/event.js';
import type { WallMs } from '../model/units.js';
import { type ChargerOverlay, effectiveWishes } from '../model/wishes.js';
import { holdsReservation } from './authorization.js';
import { type ChargerState, plugged, type SiteState } from './site-state.js';
import { cameAnew } from './visit.js';

type WishEvent = Extract<ObservedEvent, { kind: 'wish' }>;

export function takeWish(state: SiteState, event: WishEvent): SiteState {
  const charger = state.chargers[event.chargerId];
  const overlay: Record<string, unknown> = { ...state.wishes.chargers[event.chargerId], ...event.set };
  for (const key of event.clear ?? []) delete overlay[key];
  const wish = overlay as ChargerOverlay;
  const registerWh = charger?.sample?.energyWh;
  const { startAsked: _used, ...others } = wish;
  const resumes = charger?.transaction && !charger.uninvited && charger.transaction.startedBy !== 'timer';
  const next: ChargerOverlay = {
    ...(resumes ? others : wish),
    ...(event.set.timers
      ? { timers: event.set.timers.map((timer) => withDay(timer, event.atWall, state.facts.timeZone)) }
      : {}),
    ...(event.set.boost && registerWh !== undefined ? { boost: { fromWh: registerWh, ...event.set.boost } } : {}),
    ...(event.set.readyBy && registerWh !== undefined ? { readyBy: { fromWh: registerWh, ...event.set.readyBy } } : {}),
  };
  const started = event.set.startAsked === true || event.set.charging === 'allowed';
  const changed = [...Object.keys(event.set), ...(event.clear ?? [])].some((key) => AT_ONCE.includes(key));
  return withOverlay(state, event.chargerId, next, {
    ...(started ? { finished: false } : {}),
    // A timer that is set afterwards starts again.
    ...(started || event.set.timers ? { finishedAt: null } : {}),
    ...(changed ? { wishedAt: event.at } : {}),
  });
}

/** Wishes whose effect a person waits for. A limit that is turned step by step is not among them. */
const AT_ONCE: readonly string[] = ['mode', 'charging', 'startAsked', 'boost', 'timers', 'readyBy'];

const withDay = <T extends { repeat: string; start: string; end: string; day?: string }>(
  timer: T,
  atWall: WallMs,
  zone: string,
): T => (timer.repeat === 'once' && !timer.day ? { ...timer, day: nextWindowDay(timer, atWall, zone) } : timer);

/** A car is there, or has charged and not been seen to leave: a fault hides it. */
const visited = (charger: ChargerState): boolean => plugged(charger) || charger.finished || charger.granted;

/** What an event other than a wish does to the wishes: the car leaves, a start is used up. */
export function settleWishes(state: SiteState, before: ChargerState, after: ChargerState): SiteState {
  const overlay = state.wishes.chargers[after.facts.id];
  if (!overlay) return state;
  if ((visited(before) && after.status === 'Available') || cameAnew(before, after)) {
    const { charging, boost, startAsked, ...rest } = overlay;
    if (charging === undefined && boost === undefined && startAsked === undefined) return state;
    return withOverlay(state, after.facts.id, rest);
  }
  if (before.transaction && !before.uninvited && after.finished && !after.transaction && overlay.startAsked) {
    const { startAsked, ...rest } = overlay;
    return withOverlay(state, after.facts.id, rest);
  }
  if (!before.transaction && after.transaction) {
    const { startAsked, reservation, ...rest } = overlay;
    const held = reservation && holdsReservation(state, reservation, after.transaction.idTag);
    if (!startAsked && !held) return state;
    const left = startAsked ? rest : { ...rest, ...(startAsked === undefined ? {} : { startAsked }) };
    return withOverlay(state, after.facts.id, reservation && !held ? { ...left, reservation } : left);
  }
  return state;
}

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
