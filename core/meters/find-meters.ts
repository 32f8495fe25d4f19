import type { FindAdvice, FindLine, FindProgress, FindRequest, FindResult, FoundMeter } from '../model/meter-find.js';
import { METER_SETTINGS } from '../model/settings.js';
import type { Clock } from '../ports/clock.js';
import { Bus } from './bus/bus.js';
import type { Line } from './bus/line.js';
import { rtuTcpLine } from './bus/rtu-tcp-line.js';
import { serialLine, serialSettings, wireMs } from './bus/serial-line.js';
import { tcpLine } from './bus/tcp-line.js';
import { candidates } from './candidates.js';
import { REGISTER_MAPS } from './maps/index.js';
import { SUNSPEC_PRODUCTS } from './maps/sunspec-products.js';
import { discover, sunspecMap } from './sunspec.js';
import type { Trouble } from './trouble.js';

/** Settings meters leave the factory with, the likeliest first. */
const SERIAL_TRIED = ['9600 8N1', '9600 8E1', '19200 8E1', '2400 8N1', '1200 8N1', '38400 8N1'] as const;
/** A meter that is there answers sooner; every unit that is not costs this. */
const PATIENCE_MS = 400;

export interface FindHost {
  readonly clock: Clock;
  readonly progress?: (progress: FindProgress) => void;
  /** Calls the search off; what was found so far is returned. */
  readonly signal?: AbortSignal;
}

/** Units that known products are set to, then the first twenty. */
const usualUnits = (): readonly number[] => [
  ...new Set([
    1,
    2,
    ...REGISTER_MAPS.map(({ unitId }) => unitId),
    ...SUNSPEC_PRODUCTS.map(({ unitId }) => unitId),
    ...Array.from({ length: 20 }, (_, i) => i + 1),
  ]),
];

/** Looks for meters on a line, unit by unit. Never rejects; what stood in the way is in the advice. */
export async function findMeters(request: FindRequest, host: FindHost): Promise<FindResult> {
  const units = (request.unitIds ?? usualUnits()).filter((unit) => request.line.type === 'modbus-tcp' || unit > 0);
  const lines = linesOf(request.line, host.clock);
  const found: FoundMeter[] = [];
  const troubles: Trouble[] = [];
  const cancelled = () => host.signal?.aborted === true;
  let done = 0;
  for (const { line, serial, patienceMs } of lines) {
    const bus = new Bus(line, host.clock);
    for (const unitId of units) {
      if (cancelled()) break;
      host.progress?.({
        done,
        of: units.length * lines.length,
        unitId,
        found: found.length,
        ...(serial && { serial }),
      });
      const meter = await probe(bus, unitId, patienceMs, troubles);
      done += 1;
      if (meter) found.push({ ...meter, ...(serial && { serial }) });
      if (troubles.at(-1)?.code === 'unreachable') break;
    }
    await bus.close();
    if (cancelled() || found.length > 0 || troubles.at(-1)?.code === 'unreachable') break;
  }
  return { found, advice: found.length > 0 ? [] : adviceFor(request.line, troubles), cancelled: cancelled() };
}

async function probe(
  bus: Bus,
  unitId: number,
  timeoutMs: number,
  troubles: Trouble[],
): Promise<FoundMeter | undefined> {
  const read = async (functionCode: 3 | 4, address: number, count: number) => {
    const answer = await bus.read({ unitId, functionCode, address, count, timeoutMs });
    if ('trouble' in answer) troubles.push(answer.trouble);
    return answer;
  };
  const { fits, alive } = await candidates(read);
  const best = fits[0];
  if (best) return { unitId, maps: fits.map(({ map }) => map.id), values: best.values };
  if (!alive) return undefined;
  const sunspec = await discover(({ functionCode, address, count }) => read(functionCode, address, count), bus.where);
  if ('code' in sunspec || !(sunspecMap(sunspec, 'grid') ?? sunspecMap(sunspec, 'solar'))) return undefined;
  return { unitId, maps: ['sunspec'], values: {} };
}

function linesOf(
  line: FindLine,
  clock: Clock,
): readonly { readonly line: Line; readonly serial?: string; readonly patienceMs: number }[] {
  if (line.type === 'modbus-rtu') {
    const given = line.baudRate !== undefined || line.parity !== undefined || line.stopBits !== undefined;
    const tried = given ? [undefined] : SERIAL_TRIED;
    return tried.map((text) => {
      const usual = serialSettings(text ?? '9600 8N1');
      const settings = {
        baudRate: line.baudRate ?? usual.baudRate,
        parity: line.parity ?? usual.parity,
        stopBits: line.stopBits ?? usual.stopBits,
      };
      const serial = `${settings.baudRate} 8${settings.parity.charAt(0).toUpperCase()}${settings.stopBits}`;
      const patienceMs = PATIENCE_MS + Math.ceil(wireMs(30, settings.baudRate));
      return { line: serialLine(line.path, settings, clock), serial, patienceMs };
    });
  }
  const port = line.port ?? METER_SETTINGS.port.default;
  const made = line.type === 'modbus-tcp' ? tcpLine(line.host, port, clock) : rtuTcpLine(line.host, port, clock);
  return [{ line: made, patienceMs: 2 * PATIENCE_MS }];
}

function adviceFor(line: FindLine, troubles: readonly Trouble[]): readonly FindAdvice[] {
  const unreachable = troubles.find(({ code }) => code === 'unreachable');
  if (unreachable) {
    if (line.type !== 'modbus-rtu') return ['check-host'];
    return [/in use/.test(unreachable.detail) ? 'close-other-program' : 'check-port'];
  }
  if (troubles.some(({ code }) => code === 'refused')) return ['own-map', 'other-address'];
  if (troubles.some(({ code }) => code === 'garbled')) return ['second-master', 'other-speed', 'add-termination'];
  if (line.type === 'modbus-tcp') return ['other-address'];
  return ['swap-a-b', 'add-termination', 'other-speed', 'other-address', 'switch-to-modbus'];
}
