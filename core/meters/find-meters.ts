import type { FindAdvice, FindLine, FindProgress, FindRequest, FindResult, FoundMeter } from '../model/meter-find.js';
import { METER_SETTINGS } from '../model/settings.js';
import type { Clock } from '../ports/clock.js';
import { Bus } from './bus/bus.js';
import type { Buses } from './bus/buses.js';
import type { Answer, Line } from './bus/line.js';
import { rtuTcpLine } from './bus/rtu-tcp-line.js';
import { serialLine, serialSettings, serialText, wireMs } from './bus/serial-line.js';
import { tcpLine } from './bus/tcp-line.js';
import { candidates, polledBy } from './candidates.js';
import { REGISTER_MAPS } from './maps/index.js';
import { SUNSPEC_PRODUCTS } from './maps/sunspec-products.js';
import { pointsFor } from './register-map.js';
import { discover, sunspecMap } from './sunspec.js';
import { type Trouble, trouble } from './trouble.js';

/** Settings meters leave the factory with, the likeliest first. */
const SERIAL_TRIED = ['9600 8N1', '9600 8E1', '19200 8E1', '2400 8N1', '1200 8N1', '38400 8N1'] as const;
/** A meter that is there answers sooner; every unit that is not costs this. */
const PATIENCE_MS = 400;
/** The usual addresses, the few that somebody names, and all at the likeliest speed are waited for as a slow meter needs. */
const SLOW_MS = 1000;
/** The usual addresses and the few named, at the likeliest speed of a line that nobody reads: some need seconds. */
const SLOWEST_MS = 3000;
const USUAL: readonly number[] = [1, 2];
const FEW = 5;
/** What a device with an address of its own on the network may answer as (Modbus messaging on TCP/IP v1.0b, 4.4.1.2). */
const NO_UNIT = 255;
const MOST_ON_SERIAL = 247;

interface FindHost {
  readonly clock: Clock;
  readonly progress?: (progress: FindProgress) => void;
  /** Calls the search off; what was found so far is returned. */
  readonly signal?: AbortSignal;
  /** Lines that are being read already: a search on one of them takes its turn there, set as that line is. */
  readonly buses?: Buses;
}

/** Units that known products are set to, then the first twenty. */
const usualUnits = (): readonly number[] => [
  ...new Set([
    ...USUAL,
    ...REGISTER_MAPS.map(({ unitId }) => unitId),
    ...SUNSPEC_PRODUCTS.map(({ unitId }) => unitId),
    ...Array.from({ length: 20 }, (_, i) => i + 1),
    NO_UNIT,
  ]),
];

/**
 * Looks for meters on a line, unit by unit, and in each way the line may be set or a gateway may speak, until one is
 * understood. Never rejects; what stood in the way is in the advice.
 */
export async function findMeters(request: FindRequest, host: FindHost): Promise<FindResult> {
  const lines = linesOf(request.line, host);
  const unitsOn = ({ numbered }: Line) =>
    (request.unitIds ?? usualUnits()).filter((unit) => numbered || (unit > 0 && unit <= MOST_ON_SERIAL));
  const of = lines.reduce((sum, { line }) => sum + unitsOn(line).length, 0);
  const found: FoundMeter[] = [];
  const troubles: Trouble[] = [];
  const cancelled = () => host.signal?.aborted === true;
  let done = 0;
  for (const { line, bus, serial, type, patienceMs } of lines) {
    const onBus = bus ?? new Bus(line, host.clock);
    const units = unitsOn(line);
    for (const unitId of units) {
      if (cancelled()) break;
      const where = { unitId, ...(serial && { serial }), ...(type && { type }) };
      host.progress?.({ ...where, done, of, found: [...found] });
      const read: UnitRead = async (functionCode, address, count) => {
        if (cancelled()) return { trouble: trouble('silent', line.where) };
        const [first, likely] = [line === lines[0]?.line, units.length <= FEW || USUAL.includes(unitId)];
        const slowMs = first && likely && !bus ? SLOWEST_MS : SLOW_MS;
        const timeoutMs = first || likely ? Math.max(patienceMs, slowMs) : patienceMs;
        const answer = await onBus.read({ unitId, functionCode, address, count, timeoutMs });
        // What a gateway makes of a way of speaking that is not its own says nothing.
        if ('trouble' in answer && !type) troubles.push(answer.trouble);
        return answer;
      };
      const meter = await probe(read, line.where);
      done += 1;
      if (meter) found.push({ ...where, ...meter });
      if (troubles.at(-1)?.code === 'unreachable') break;
    }
    if (!bus) await onBus.close();
    if (cancelled() || found.length > 0 || understood(troubles) || troubles.at(-1)?.code === 'unreachable') break;
  }
  return { found, advice: found.length > 0 ? [] : adviceFor(request.line, troubles), cancelled: cancelled() };
}

type UnitRead = (functionCode: 3 | 4, address: number, count: number) => Promise<Answer>;

/** What answers there, by the map that fits best, or by what it says of itself. */
async function probe(read: UnitRead, where: string): Promise<Pick<FoundMeter, 'maps' | 'values'> | undefined> {
  const { fits, alive } = await candidates(read);
  const best = fits[0];
  if (best) return { maps: fits.map(({ map }) => map.id), values: best.values };
  if (!alive) return undefined;
  const device = await discover(({ functionCode, address, count }) => read(functionCode, address, count), where);
  if ('code' in device) return undefined;
  for (const role of ['grid', 'solar'] as const) {
    const map = sunspecMap(device, role);
    const points = map && pointsFor(map, role);
    if (map && points) return { maps: ['sunspec'], values: (await polledBy(map, points, read)) ?? {} };
  }
  return undefined;
}

/** A line to search, with the bus on it where it is in use. */
interface Searched {
  readonly line: Line;
  readonly bus: Bus | undefined;
  readonly serial?: string;
  /** How a gateway is spoken to, where that is otherwise than was asked. */
  readonly type?: 'modbus-tcp' | 'modbus-rtu-tcp';
  readonly patienceMs: number;
}

function linesOf(line: FindLine, { clock, buses }: FindHost): readonly Searched[] {
  const tried = line.type === 'modbus-rtu' ? serialLines(line, clock) : gatewayLines(line, clock);
  // A line that is open already can be asked only as it is set.
  const [first] = tried;
  const inUse = first && buses?.inUse(first.line);
  if (!inUse) return tried;
  const { bus, settings } = inUse;
  const same = tried.find((one) => one.line.settings === settings);
  return [same ? { ...same, bus } : { line: first.line, bus, patienceMs: first.patienceMs }];
}

/** As was asked, then the other way: a gateway speaks Modbus TCP, or passes RTU frames on as they are. */
function gatewayLines(line: Exclude<FindLine, { type: 'modbus-rtu' }>, clock: Clock): readonly Searched[] {
  const { host, port = METER_SETTINGS.port.default } = line;
  const tcp = { line: tcpLine(host, port, clock), bus: undefined, patienceMs: 2 * PATIENCE_MS };
  const rtu = { ...tcp, line: rtuTcpLine(host, port, clock) };
  return line.type === 'modbus-tcp' ? [tcp, { ...rtu, type: 'modbus-rtu-tcp' }] : [rtu, { ...tcp, type: 'modbus-tcp' }];
}

function serialLines(line: Extract<FindLine, { type: 'modbus-rtu' }>, clock: Clock): readonly Searched[] {
  const given = line.baudRate !== undefined || line.parity !== undefined || line.stopBits !== undefined;
  return (given ? ['9600 8N1'] : SERIAL_TRIED).map((text) => serialLineSet(line, text, clock));
}

/** The serial line with what was asked for, and the rest as usual. */
function serialLineSet(line: Extract<FindLine, { type: 'modbus-rtu' }>, usual: string, clock: Clock): Searched {
  const { baudRate, parity, stopBits } = serialSettings(usual);
  const settings = {
    baudRate: line.baudRate ?? baudRate,
    parity: line.parity ?? parity,
    stopBits: line.stopBits ?? stopBits,
  };
  return {
    line: serialLine(line.path, settings, clock),
    bus: undefined,
    serial: serialText(settings),
    patienceMs: PATIENCE_MS + Math.ceil(wireMs(30, settings.baudRate)),
  };
}

function adviceFor(line: FindLine, troubles: readonly Trouble[]): readonly FindAdvice[] {
  const unreachable = troubles.find(({ code }) => code === 'unreachable');
  if (unreachable) {
    if (line.type !== 'modbus-rtu') return ['check-host'];
    if (/in use/.test(unreachable.detail)) return ['close-other-program'];
    return [/no permission/.test(unreachable.detail) ? 'check-permission' : 'check-port'];
  }
  if (line.type === 'modbus-tcp' && troubles.some(({ detail }) => /another answer/.test(detail)))
    return ['other-address'];
  if (troubles.some(({ code }) => code === 'refused')) return ['own-map', 'other-address'];
  if (troubles.some(({ code }) => code === 'garbled')) return ['second-master', 'other-speed', 'add-termination'];
  if (line.type === 'modbus-tcp' && !behindGateway(troubles)) return ['other-address'];
  return ['swap-a-b', 'add-termination', 'other-speed', 'other-address', 'switch-to-modbus'];
}

/** Something has answered, if only with a no: it is spoken to in the right way. */
const understood = (troubles: readonly Trouble[]): boolean =>
  behindGateway(troubles) || troubles.some(({ code }) => code === 'refused' || code === 'busy');

/** A gateway says that nobody answers on the line behind it (exceptions 0Ah and 0Bh). */
const behindGateway = (troubles: readonly Trouble[]): boolean =>
  troubles.some(({ detail }) => /exception 1[01]$/.test(detail));
