/**
 * The wall clock was set: NTP came late, or somebody set it.
 *
 * 1. Absolute profiles may have ended, or may never end: the live ones are set anew.
 * 2. What was begun by the wrong clock was begun that long ago all the same, and lasts as long as was asked: charge, boost,
 *    limit from outside, ready-by.
 * That the machine slept is no setting: time went by on both clocks.
 */
import type { ObservedEvent } from '../../model/event.js';
import { afterSetting, type WallMs, wallMs } from '../../model/units.js';
import { type ChargerOverlay, effectiveWishes } from '../../model/wishes.js';
import type { SiteState } from '../site-state.js';

type Move = (moment: WallMs) => WallMs;
type ClockStep = Extract<ObservedEvent, { kind: 'clock-stepped' }>;

export function takeClockStep(state: SiteState, step: ClockStep): SiteState {
  const move: Move = (moment) => afterSetting(moment, step, state.openedAt);
  const overlays: Record<string, ChargerOverlay> = {};
  for (const [id, overlay] of Object.entries(state.wishes.chargers)) overlays[id] = movedWishes(overlay, move);
  const chargers: SiteState['chargers'] = Object.fromEntries(
    Object.entries(state.chargers).map(([id, charger]) => {
      const { facts, profiles, transaction, finishedAt } = charger;
      const moved = {
        ...charger,
        wishes: effectiveWishes(facts, overlays[id]),
        profiles: { ...profiles, live: null },
        transaction: transaction && { ...transaction, startedAt: move(transaction.startedAt) },
        finishedAt: finishedAt && move(finishedAt),
      };
      return [id, moved];
    }),
  );
  return { ...state, wishes: { ...state.wishes, chargers: overlays }, chargers };
}

function movedWishes(overlay: ChargerOverlay, move: Move): ChargerOverlay {
  const { boost, externalLimit, readyBy } = overlay;
  return {
    ...overlay,
    ...(boost && { boost: lasting(boost, boost.since, move) }),
    ...(externalLimit && { externalLimit: lasting(externalLimit, externalLimit.since, move) }),
    ...(readyBy && { readyBy: { ...readyBy, setAt: move(readyBy.setAt) } }),
  };
}

/** Lasts as long as it would have. */
function lasting<T extends { readonly untilAt?: WallMs }>(wish: T, since: WallMs | undefined, move: Move): T {
  if (since === undefined) return wish;
  const byMs = move(since) - since;
  return { ...wish, since: move(since), ...(wish.untilAt !== undefined && { untilAt: wallMs(wish.untilAt + byMs) }) };
}
