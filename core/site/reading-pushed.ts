import { gridMeter, meterWell } from '../control/fuse/meter-health.js';
import type { SiteState } from '../control/site-state.js';
import { placeOf } from '../meters/open-meters.js';
import { pushedReading } from '../meters/pushed.js';
import { meterIdOf } from '../model/config.js';
import { ToldError } from '../model/error-texts.js';
import type { MeterReading } from '../model/reading.js';
import type { CommandOf } from '../model/site-command.js';
import type { MonoMs } from '../model/units.js';
import type { ResolvedConfig } from './config-schema.js';

/**
 * A value from a flow as a reading. It needs no meter in the configuration; where one is read for that role, or the grid
 * has another one, two would contradict each other, and a meter of another role would change its own. So would two flows
 * that tell the grid under two names: the one that speaks now stays.
 * @throws SurplugError INVALID_INPUT, NO_METER
 */
export function readingPushed(
  { role, meterId, reading }: CommandOf<'reading'>,
  config: ResolvedConfig,
  state: SiteState,
  takenAt: MonoMs,
): MeterReading {
  const named = config.meters.find((one) => meterIdOf(one) === meterId);
  const ofRole = !meterId || role === 'grid' ? config.meters.find((one) => one.role === role) : undefined;
  const meter = named ?? ofRole;
  if (meterId && named && named.role !== role) throw new ToldError('NO_METER', 'no-such-meter', { role, id: meterId });
  if (meter && meter.type !== 'pushed') {
    throw new ToldError('INVALID_INPUT', 'read-already', { role });
  }
  if (meterId && ofRole && !named) throw new ToldError('NO_METER', 'no-such-meter', { role, id: meterId });
  const id = meterId || (meter ? meterIdOf(meter) : role);
  const heard = state.meters[id];
  if (heard && heard.role !== role && meterWell(state, heard, takenAt))
    throw new ToldError('NO_METER', 'no-such-meter', { role, id });
  const told = role === 'grid' ? gridMeter(state, takenAt)?.meterId : undefined;
  if (told !== undefined && told !== id) throw new ToldError('INVALID_INPUT', 'told-already', { role, id: told });
  const place = placeOf({ type: 'pushed', role, id, invert: meter?.invert ?? false }, config.phases);
  return pushedReading(reading, place, takenAt, config.voltageV);
}
