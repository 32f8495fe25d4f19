import { placeOf } from '../meters/open-meters.js';
import { pushedReading } from '../meters/pushed.js';
import { meterIdOf } from '../model/config.js';
import { ToldError } from '../model/error-texts.js';
import type { MeterReading } from '../model/reading.js';
import type { SiteCommand } from '../model/site-command.js';
import type { MonoMs } from '../model/units.js';
import type { ResolvedConfig } from './config-schema.js';

/**
 * A value from a flow as a reading. It needs no meter in the configuration; where one is read for that role, two would
 * contradict each other.
 * @throws SurplugError INVALID_INPUT
 */
export function readingPushed(
  { role, meterId, reading }: Extract<SiteCommand, { do: 'reading' }>,
  config: ResolvedConfig,
  takenAt: MonoMs,
): MeterReading {
  const meter = config.meters.find((one) => (meterId ? meterIdOf(one) === meterId : one.role === role));
  if (meter && meter.type !== 'pushed') {
    throw new ToldError('INVALID_INPUT', 'read-already', { role });
  }
  const id = meterId || (meter ? meterIdOf(meter) : role);
  const place = placeOf({ type: 'pushed', role, id, invert: meter?.invert ?? false }, config.phases);
  return pushedReading(reading, place, takenAt, config.voltageV);
}
