import type { MeterConfig } from '../model/config.js';
import { ToldError } from '../model/error-texts.js';
import type { ChargersDraw, MeterReading } from '../model/reading.js';
import { amps, liveVoltage, watts } from '../model/units.js';
import type { DerivedSource } from './derived-source.js';
import { MeterVoice } from './meter-voice.js';
import type { MeterWorld } from './meter-world.js';
import type { MeterPlace } from './reading-of.js';
import { trouble } from './trouble.js';

/*
 * The chargers' own meters, the last resort where there is no other:
 *  1. as a load: what the chargers draw, or the one named
 *  2. as the grid: what the chargers draw, and the reserve of the house on each phase, since nobody sees the house; less
 *     what solar and battery meters give, those that speak. No import is ever told too small, so the fuse is safe, and
 *     the sun beyond the reserve can be charged
 */

const EVERY_MS = 1000;
const GONE_MS = 60_000;

type ChargerMeterConfig = Extract<MeterConfig, { type: 'charger' }>;

/** Throws BAD_CONFIG for a role that the chargers can tell nothing about. */
export function chargerSource(config: ChargerMeterConfig, place: MeterPlace, world: MeterWorld): DerivedSource {
  const { role } = place;
  if (role !== 'load' && role !== 'grid') {
    throw new ToldError('BAD_CONFIG', 'chargers-cannot-tell', { role });
  }
  const voice = new MeterVoice(place.meterId, world);
  const given = new Map<string, MeterReading>();
  let callOff = (): void => undefined;
  const speak = (): void => {
    callOff = world.clock.after(EVERY_MS, speak);
    const draw = world.chargers?.(config.charger || undefined);
    if (draw) voice.well(role === 'load' ? loadOf(draw, place) : gridOf(draw, [...given.values()], place, world));
    else voice.failed(trouble('silent', config.charger || 'no charger was heard yet'));
  };
  return {
    meterId: place.meterId,
    start: speak,
    hear(reading) {
      if (reading.role === 'solar' || reading.role === 'battery') given.set(reading.meterId, reading);
    },
    missing(meterId, gone) {
      if (gone) given.delete(meterId);
    },
    close: () => {
      callOff();
      return Promise.resolve();
    },
  };
}

const loadOf = (draw: ChargersDraw, { meterId, role }: MeterPlace): MeterReading => ({ ...draw, meterId, role });

function gridOf(
  draw: ChargersDraw,
  given: readonly MeterReading[],
  { meterId, role }: MeterPlace,
  { clock, voltageV, reserveA = 0 }: MeterWorld,
): MeterReading {
  const takenAt = clock.now().monoMs;
  // What was told of the sun a while ago says nothing about now.
  const fresh = given.filter((reading) => takenAt - reading.takenAt < GONE_MS);
  const unseenW = reserveA * voltageV;
  const phaseW = draw.phaseW.map((power, i) => power + unseenW - sum(fresh.map((one) => surelyGiven(one, i, draw))));
  const powerW = draw.powerW + unseenW * phaseW.length - sum(fresh.map((one) => one.powerW));
  return {
    meterId,
    role,
    takenAt,
    powerW: watts(powerW),
    phaseW: phaseW.map(watts),
    currentA: phaseW.map((power, i) => amps(power / liveVoltage(draw.voltageV?.[i], voltageV))),
    ...(draw.voltageV && { voltageV: draw.voltageV }),
  };
}

/** A total may come from any phase: it relieves none for sure, and what a battery takes may burden each. */
function surelyGiven({ phaseW, powerW }: MeterReading, phase: number, draw: ChargersDraw): number {
  if (draw.phaseW.length === 1) return powerW;
  return phaseW?.[phase] ?? Math.min(0, powerW);
}

const sum = (list: readonly number[]): number => list.reduce((total, value) => total + value, 0);
