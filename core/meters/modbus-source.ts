import type { MeterConfig } from '../model/config.js';
import { ToldError } from '../model/error-texts.js';
import type { MeterRole } from '../model/reading.js';
import { METER_SETTINGS } from '../model/settings.js';
import type { Clock } from '../ports/clock.js';
import type { Bus } from './bus/bus.js';
import type { Buses } from './bus/buses.js';
import type { Line } from './bus/line.js';
import { rtuTcpLine } from './bus/rtu-tcp-line.js';
import { serialLine, serialSettings, wireMs } from './bus/serial-line.js';
import { tcpLine } from './bus/tcp-line.js';
import { mapOf, sunspecProduct } from './maps/index.js';
import { MeterVoice } from './meter-voice.js';
import type { MeterWorld, StartedSource } from './meter-world.js';
import { type Layout, ModbusMeter } from './modbus-meter.js';
import type { MeterPlace } from './reading-of.js';
import { pointsFor } from './register-map.js';
import { discover, sunspecMap } from './sunspec.js';
import { type Trouble, trouble } from './trouble.js';

type ModbusConfig = Extract<MeterConfig, { type: 'modbus-tcp' | 'modbus-rtu' | 'modbus-rtu-tcp' }>;

/** A reply over TCP takes milliseconds; through a gateway to RS485 it may take a second. */
const TCP_TIMEOUT_MS = 1500;
/** What a meter on RS485 may think, beside the time on the wire: slow ones take 900 ms. */
const RTU_THINKS_MS = 1000;
/** One that is late again and again gets so long, unless the settings say how long it gets. */
const SLOWEST_MS = 5000;
const LONGEST_EXCHANGE_BYTES = 180;

/** What is known of a product before it is asked. */
interface Product {
  readonly unitId: number;
  readonly port?: number;
  readonly serial?: string;
  readonly settleMs?: number;
}

/** A meter on a Modbus line. Throws BAD_CONFIG when its map does not exist or cannot serve the role. */
export function modbusSource(config: ModbusConfig, place: MeterPlace, buses: Buses, world: MeterWorld): StartedSource {
  const product: Product = sunspecProduct(config.map) ?? mapOf(config.map);
  const known = sunspecProduct(config.map) ? undefined : knownLayout(config);
  const { line, timeoutMs } = lineOf(config, product, world.clock);
  const bus = buses.join(line);
  bus.settleAfterConnect(product.settleMs ?? 0);
  const unitId = config.unitId ?? product.unitId;
  const patienceMs = config.timeoutMs ?? timeoutMs;
  const slow = config.timeoutMs === undefined ? { mayTakeMs: SLOWEST_MS } : {};
  const meter = new ModbusMeter({
    layout: () => (known ? Promise.resolve(known) : sunspecLayout(bus, unitId, patienceMs, place.role, config.device)),
    place,
    unitId,
    periodMs: (config.periodS ?? METER_SETTINGS.periodS.default) * 1000,
    timeoutMs: patienceMs,
    read: (request) => bus.read({ ...request, ...slow }),
    connected: () => bus.connected,
    voice: new MeterVoice(place.meterId, world),
    clock: world.clock,
  });
  return {
    meterId: place.meterId,
    start: () => meter.start(),
    look: () => meter.look(`${bus.where}, unit ${unitId}`),
    close: () => {
      meter.close();
      return buses.leave(bus);
    },
  };
}

function knownLayout(config: ModbusConfig): Layout {
  const map = mapOf(config.map);
  const points = pointsFor(map, config.role);
  if (points) return { map, points };
  const roles = Object.keys(map.points).join(', ');
  throw new ToldError('BAD_CONFIG', 'map-without-role', { name: map.id, role: config.role, roles });
}

async function sunspecLayout(
  bus: Bus,
  unitId: number,
  timeoutMs: number,
  role: MeterRole,
  device: number | undefined,
): Promise<Layout | Trouble> {
  const where = `${bus.where}, unit ${unitId}`;
  const found = await discover((request) => bus.read({ ...request, unitId, timeoutMs }), where);
  if ('code' in found) return found;
  const map = sunspecMap(found, role, device);
  const points = map && pointsFor(map, role);
  const listed = found.models.map(({ id }) => id).join(' ');
  return map && points ? { map, points } : trouble('refused', where, `SunSpec models without this role: ${listed}`);
}

/** The line a meter hangs on, and how long its answers may take there. */
function lineOf(
  config: ModbusConfig,
  product: Product,
  clock: Clock,
): { readonly line: Line; readonly timeoutMs: number } {
  switch (config.type) {
    case 'modbus-tcp': {
      const port = config.port ?? product.port ?? METER_SETTINGS.port.default;
      return { line: tcpLine(config.host, port, clock), timeoutMs: TCP_TIMEOUT_MS };
    }
    case 'modbus-rtu-tcp': {
      const port = config.port ?? METER_SETTINGS.port.default;
      return { line: rtuTcpLine(config.host, port, clock), timeoutMs: TCP_TIMEOUT_MS };
    }
    case 'modbus-rtu': {
      const usual = serialSettings(product.serial ?? '9600 8N1');
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
