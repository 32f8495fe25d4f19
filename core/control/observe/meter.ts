/**
 * Meter readings, newest by their own timestamp.
 *
 * 1. A value that is no number or absurd is refused here, whatever the meter room let through.
 * 2. A reading older than the one known, or from the future by more than a minute, changes nothing.
 * 3. A power or current that differs from the last one moves `changedAt`, by which a frozen meter is found out. Energy does not:
 *    it is read less often, and would tell of a change that came before the frost.
 */
import { PLAUSIBLE, plausible } from '../../model/outside-number.js';
import type { MeterReading, MeterRole } from '../../model/reading.js';
import { fromTheFuture, type MonoMs } from '../../model/units.js';
import { unheardMeter } from '../initial-state.js';
import type { SiteState } from '../site-state.js';

const GAPS = 5;

export function takeReading(state: SiteState, reading: MeterReading, at: MonoMs): SiteState {
  if (!sound(reading) || fromTheFuture(reading.takenAt, at)) return state;
  const known = state.meters[reading.meterId] ?? unheardMeter(reading.meterId, reading.role);
  if (known.reading && reading.takenAt < known.reading.takenAt) return state;
  const same = known.reading !== null && sameValues(known.reading, reading);
  const gapMs = known.reading ? reading.takenAt - known.reading.takenAt : 0;
  const next = {
    ...known,
    role: reading.role,
    reading,
    heardAt: at,
    changedAt: same ? known.changedAt : reading.takenAt,
    gapsMs: gapMs > 0 ? [...known.gapsMs.slice(1 - GAPS), gapMs] : known.gapsMs,
    trouble: null,
  };
  return { ...state, meters: { ...state.meters, [reading.meterId]: next } };
}

export function takeTrouble(state: SiteState, meterId: string, role: MeterRole, what: string | null): SiteState {
  const known = state.meters[meterId] ?? unheardMeter(meterId, role);
  return { ...state, meters: { ...state.meters, [meterId]: { ...known, trouble: what } } };
}

const sound = (reading: MeterReading): boolean =>
  Number.isFinite(reading.takenAt) &&
  plausible(reading.powerW, PLAUSIBLE.powerW) &&
  (reading.phaseW ?? []).every((value) => plausible(value, PLAUSIBLE.powerW)) &&
  (reading.currentA ?? []).every((value) => plausible(value, PLAUSIBLE.currentA));

function sameValues(a: MeterReading, b: MeterReading): boolean {
  if (a.powerW !== b.powerW) return false;
  const before = a.phaseW ?? a.currentA ?? [];
  const now = b.phaseW ?? b.currentA ?? [];
  return before.length === now.length && before.every((value, phase) => value === now[phase]);
}
