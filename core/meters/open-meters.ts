import { type MeterConfig, meterIdOf } from '../model/config.js';
import { ToldError } from '../model/error-texts.js';
import type { PhaseCount } from '../model/phases.js';
import type { MeterSource } from '../ports/meter-source.js';
import { Buses } from './bus/buses.js';
import { chargerSource } from './charger-source.js';
import { derivedSource, heardBy } from './derived-source.js';
import type { MeterWorld, StartedSource } from './meter-world.js';
import { modbusSource } from './modbus-source.js';
import { mqttSource } from './mqtt-source.js';
import type { MeterPlace } from './reading-of.js';

/** Where a configured meter sits in the house. */
export const placeOf = (config: MeterConfig, supplyPhases: PhaseCount): MeterPlace => ({
  meterId: meterIdOf(config),
  role: config.role,
  supplyPhases,
  phases: config.phases ?? [1, 2, 3],
  invert: config.invert ?? false,
  clamps: ('clamps' in config && config.clamps) || [],
});

/**
 * Opens every configured meter; meters on one line share it. Returns at once: a meter that is missing is waited for and
 * told of through the listener. Throws BAD_CONFIG when a register map does not exist or cannot serve the role, or when a
 * derived meter has nothing to be derived from.
 * Pushed meters have no source: `pushedReading` is their door.
 */
export function openMeters(
  configs: readonly MeterConfig[],
  world: MeterWorld,
  buses = new Buses(world.clock),
): readonly MeterSource[] {
  const measured = configs.filter(({ type }) => type !== 'derived' && type !== 'charger');
  const derived = configs.flatMap((config) => {
    const place = placeOf(config, world.phases);
    if (config.type === 'charger') return [chargerSource(config, place, world)];
    return config.type === 'derived' ? [derivedSource(place, measured, world)] : [];
  });
  const heard: MeterWorld = { ...world, listener: heardBy(world.listener, derived) };
  const made = measured.flatMap((config) => sourceOf(config, placeOf(config, world.phases), buses, heard) ?? []);
  // Nothing starts before everything is known to be right: what throws above leaves no socket behind.
  for (const source of [...made, ...derived]) source.start();
  return [...made, ...derived];
}

/** Throws BAD_CONFIG that says which meter it is about. */
function sourceOf(config: MeterConfig, place: MeterPlace, buses: Buses, world: MeterWorld): StartedSource | undefined {
  try {
    switch (config.type) {
      case 'modbus-tcp':
      case 'modbus-rtu':
      case 'modbus-rtu-tcp':
        return modbusSource(config, place, buses, world);
      case 'mqtt':
        return mqttSource(config, place, world);
      default:
        return undefined;
    }
  } catch (error) {
    if (!(error instanceof ToldError)) throw error;
    throw new ToldError(error.code, error.text, { ...error.values, meter: place.meterId });
  }
}
