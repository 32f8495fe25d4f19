/**
 * Whether a meter can be believed now.
 *
 * 1. Silent: no value for more than three periods, at least 10 s; for 10 s where the meter itself says that it is in
 *    trouble. The period is the configured one, or the median of the last five where that is longer: one outage does not
 *    stretch it. Time in which the hub itself stood still, and could have heard nobody, is no silence.
 * 2. Frozen: the same value for more than 60 s although a car's own power has changed meanwhile. Not where a house
 *    battery has changed as well, or an inverter that may feed in only so much: they may have made good what the car took, to
 *    the watt.
 * 3. What no fuse hangs on, sun and battery, counts while it is not older than a minute, or than two periods where those are
 *    longer: a value a minute is on its way for some seconds.
 */

import type { MeterReading, MeterRole } from '../../model/reading.js';
import type { MonoMs } from '../../model/units.js';
import type { ControlMemory, Standstill } from '../memory.js';
import type { HeardMeter, MeterState, SiteState } from '../site-state.js';

const SILENT_AT_LEAST_MS = 10_000;
const FROZEN_MS = 60_000;
/** A meter shows within so long what a car has begun or ceased to draw. */
const SHOWS_WITHIN_MS = 5000;
const STALE_MS = 60_000;
/** A meter that is slower than this cannot guard a fuse. */
const SLOWEST_MS = 60_000;
/** Something is decided every second: one that did not for so long stood still. What is older than a minute is of no use anyway. */
const STOOD_STILL_MS = { least: 5000, most: 60_000 };

/** How old the meter's newest value is, ms; endless when there is none. */
export const readingAgeMs = (meter: MeterState, at: MonoMs): number =>
  meter.reading ? Math.max(0, at - meter.reading.takenAt) : Number.POSITIVE_INFINITY;

export function meterWell(state: SiteState, meter: MeterState, at: MonoMs): meter is HeardMeter {
  const patienceMs = meter.trouble === null ? 3 * periodMs(state, meter) : 0;
  return silentMs(state.memory, meter, at) <= Math.max(SILENT_AT_LEAST_MS, patienceMs) && !frozen(state, meter);
}

function silentMs(memory: ControlMemory, meter: MeterState, at: MonoMs): number {
  const ageMs = readingAgeMs(meter, at);
  const pause = standstillAt(memory, at);
  const counts = pause !== null && meter.reading !== null && meter.reading.takenAt <= pause.from;
  return counts ? ageMs - (pause.to - pause.from) : ageMs;
}

/** The last span in which the hub stood still, the one that ends at this moment among them. */
export function standstillAt({ decidedAt, standstill }: ControlMemory, at: MonoMs): Standstill | null {
  const lasted = decidedAt === null ? 0 : at - decidedAt;
  const ends = lasted >= STOOD_STILL_MS.least && lasted <= STOOD_STILL_MS.most;
  return ends && decidedAt !== null ? { from: decidedAt, to: at } : standstill;
}

function periodMs(state: SiteState, meter: MeterState): number {
  const configured = (state.facts.meters.find((own) => own.meterId === meter.meterId)?.periodS ?? 1) * 1000;
  const seen = [...meter.gapsMs].sort((a, b) => a - b)[Math.floor(meter.gapsMs.length / 2)] ?? 0;
  return Math.max(configured, Math.min(seen, SLOWEST_MS));
}

function frozen(state: SiteState, meter: MeterState): boolean {
  const { changedAt, reading } = meter;
  if (changedAt === null || !reading || reading.takenAt - changedAt <= FROZEN_MS) return false;
  const makeGood: readonly MeterRole[] = state.facts.exportLimitW === undefined ? ['battery'] : ['battery', 'solar'];
  const absorbed = Object.values(state.meters).some(
    (other) => makeGood.includes(other.role) && other.changedAt !== null && other.changedAt > changedAt,
  );
  if (absorbed) return false;
  return Object.values(state.chargers).some(
    (charger) =>
      charger.drawChangedAt !== null &&
      charger.drawChangedAt > changedAt &&
      charger.drawChangedAt < reading.takenAt - SHOWS_WITHIN_MS,
  );
}

/** The grid meter that can be believed, or null. */
export const gridMeter = (state: SiteState, at: MonoMs): HeardMeter | null =>
  Object.values(state.meters).find(
    (meter): meter is HeardMeter => meter.role === 'grid' && meterWell(state, meter, at),
  ) ?? null;

/** Whether a meter of which no fuse hangs has spoken lately. */
export const spokeLately = (state: SiteState, meter: MeterState, at: MonoMs): meter is HeardMeter =>
  readingAgeMs(meter, at) <= Math.max(STALE_MS, 2 * periodMs(state, meter));

/** What all meters of a role say that have spoken lately. */
export const readingsOf = (state: SiteState, role: MeterRole, at: MonoMs): readonly MeterReading[] =>
  Object.values(state.meters).flatMap((meter) =>
    meter.role === role && spokeLately(state, meter, at) ? [meter.reading] : [],
  );
