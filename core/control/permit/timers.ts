/**
 * Boost timers (Hydra Cubus manual, 8.5.1-10 and 10.4): inside its window a timer charges at the user's limit under load
 * balancing, in any mode and without a card.
 *
 * 1. Only enabled timers, and only while the wall clock can be believed.
 * 2. `daily` has a window every day, `once` the one that begins on its day.
 * 3. Of two that meet, the later end counts.
 */
import { type Window, windowAround, windowOn } from '../../model/calendar.js';
import type { BoostTimer } from '../../model/mode.js';
import type { Now } from '../../model/units.js';

/** The window the moment lies in, or null. */
export function activeWindow(timers: readonly BoostTimer[], now: Now, zone: string): Window | null {
  if (!now.wallClockPlausible) return null;
  let active: Window | null = null;
  for (const timer of timers) {
    const window = timer.enabled ? windowOf(timer, now, zone) : null;
    if (!window || now.wallMs < window.startAt || now.wallMs >= window.endAt) continue;
    if (!active || window.endAt > active.endAt) active = window;
  }
  return active;
}

/** The next window to begin, or null: for "when is a change next possible". */
export function nextWindow(timers: readonly BoostTimer[], now: Now, zone: string): Window | null {
  if (!now.wallClockPlausible) return null;
  let next: Window | null = null;
  for (const timer of timers) {
    const window = timer.enabled ? windowOf(timer, now, zone) : null;
    if (window && window.startAt > now.wallMs && (!next || window.startAt < next.startAt)) next = window;
  }
  return next;
}

function windowOf(timer: BoostTimer, now: Now, zone: string): Window | null {
  if (timer.repeat === 'daily') return windowAround(timer, now.wallMs, zone);
  return timer.day ? windowOn(timer.day, timer, zone) : null;
}
