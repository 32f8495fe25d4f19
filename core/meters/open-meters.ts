import type { MeterConfig } from '../model/config.js';
import { SurplugError } from '../model/error.js';
import type { PhaseCount } from '../model/phases.js';
import { METER_SETTINGS } from '../model/settings.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { MeterListener, MeterSource } from '../ports/meter-source.js';
import { Buses } from './bus/buses.js';
import type { Line } from './bus/line.js';
import { rtuTcpLine } from './bus/rtu-tcp-line.js';
import { serialLine, serialSettings, wireMs } from './bus/serial-line.js';
import { tcpLine } from './bus/tcp-line.js';
import { mapOf } from './maps/index.js';
import { MeterVoice } from './meter-voice.js';
import { ModbusMeter } from './modbus-meter.js';
import type { MeterPlace } from './reading-of.js';
import { pointsFor, type RegisterMap } from './register-map.js';

/** What the meters need of the house. */
export interface MeterWorld {
  readonly phases: PhaseCount;
  readonly listener: MeterListener;
  readonly clock: Clock;
  readonly log: Log;
}

type ModbusConfig = Extract<MeterConfig, { type: 'modbus-tcp' | 'modbus-rtu' | 'modbus-rtu-tcp' }>;

/** Where a configured meter sits in the house. */
export const placeOf = (config: MeterConfig, supplyPhases: PhaseCount): MeterPlace => ({
  meterId: config.id || config.role,
  role: config.role,
  supplyPhases,
  phases: config.phases ?? [1, 2, 3],
  invert: config.invert ?? false,
  clamps: ('clamps' in config && config.clamps) || [],
});

/**
 * Opens every configured meter; meters on one line share it. Returns at once: a meter that is missing is waited for and
 * told of through the listener. Throws BAD_CONFIG when a register map does not exist or cannot serve the role.
 * Pushed meters have no source: `pushedReading` is their door.
 */
export function openMeters(configs: readonly MeterConfig[], world: MeterWorld): readonly MeterSource[] {
  const buses = new Buses(world.clock);
  const made = configs.flatMap((config) => {
    switch (config.type) {
      case 'modbus-tcp':
      case 'modbus-rtu':
      case 'modbus-rtu-tcp':
        return [modbusSource(config, buses, world)];
      default:
        return [];
    }
  });
  // Nothing starts before everything is known to be right: what throws above leaves no socket behind.
  for (const source of made) source.start();
  return made;
}

interface StartedSource extends MeterSource {
  start(): void;
}

/** A reply over TCP takes milliseconds; through a gateway to RS485 it may take a second. */
const TCP_TIMEOUT_MS = 1500;
/** What a meter on RS485 may think, beside the time on the wire. */
const RTU_THINKS_MS = 500;
const LONGEST_EXCHANGE_BYTES = 180;

function lineOf(
  config: ModbusConfig,
  map: RegisterMap,
  clock: Clock,
): { readonly line: Line; readonly timeoutMs: number } {
  switch (config.type) {
    case 'modbus-tcp': {
      const port = config.port ?? map.port ?? METER_SETTINGS.port.default;
      return { line: tcpLine(config.host, port, clock), timeoutMs: TCP_TIMEOUT_MS };
    }
    case 'modbus-rtu-tcp': {
      const port = config.port ?? METER_SETTINGS.port.default;
      return { line: rtuTcpLine(config.host, port, clock), timeoutMs: TCP_TIMEOUT_MS };
    }
    case 'modbus-rtu': {
      const usual = serialSettings(map.serial ?? '9600 8N1');
      const settings = {
        baudRate: config.baudRate ?? usual.baudRate,
        parity: config.parity ?? usual.parity,
        stopBits: config.stopBits ?? usual.stopBits,
      };
      const timeoutMs = RTU_THINKS_MS + Math.ceil(wireMs(LONGEST_EXCHANGE_BYTES, settings.baudRate));
      return { line: serialLine(config.path, settings, clock), timeoutMs };
    }
  }
}

function modbusSource(config: ModbusConfig, buses: Buses, world: MeterWorld): StartedSource {
  const map = mapOf(config.map);
  const points = pointsFor(map, config.role);
  if (!points) {
    const roles = Object.keys(map.points).join(', ');
    throw new SurplugError(
      'BAD_CONFIG',
      `The register map ${map.id} has no ${config.role} values; it serves ${roles}.`,
    );
  }
  const place = placeOf(config, world.phases);
  const { line, timeoutMs } = lineOf(config, map, world.clock);
  const bus = buses.join(line);
  bus.settleAfterConnect(map.settleMs ?? 0);
  const meter = new ModbusMeter({
    map,
    points,
    place,
    unitId: config.unitId ?? map.unitId,
    periodMs: (config.periodS ?? METER_SETTINGS.periodS.default) * 1000,
    timeoutMs: config.timeoutMs ?? timeoutMs,
    read: (request) => bus.read(request),
    voice: new MeterVoice(place.meterId, world.listener, world.log),
    clock: world.clock,
  });
  return {
    meterId: place.meterId,
    start: () => meter.start(),
    close: () => {
      meter.close();
      return buses.leave(bus);
    },
  };
}
