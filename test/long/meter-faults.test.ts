import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it, type TestContext } from 'node:test';
import { openMeters } from '../../core/meters/open-meters.js';
import type { MeterConfig } from '../../core/model/config.js';
import { inEnglish } from '../../core/model/error-texts.js';
import type { MeterReading } from '../../core/model/reading.js';
import { systemClock } from '../../core/site/system-clock.js';
import { randomSource } from '../../examples/simulated-home/random.js';
import { eventually } from '../means/eventually.js';
import { collectedHeap } from '../means/heap.js';
import { sdm630 } from '../means/house-meters.js';
import { KeptLog } from '../means/kept-log.js';
import { type Part, partsOf } from '../means/long-run.js';
import { type Misdeed, ModbusSlave, type SlaveRequest } from '../means/modbus-slave.js';

/*
 * 100 000 polls over TCP and over RTU framing each, with 1 % faults of each kind: no value wrong, every lost one accounted
 * for, memory and handles not growing. In parts, each of them by itself.
 */

const TIMEOUT_MS = 40;
const FAULTS: readonly Misdeed[] = [
  { do: 'silence' },
  { do: 'late', ms: TIMEOUT_MS + 15 },
  { do: 'exception', code: 4 },
  { do: 'exception', code: 6 },
  { do: 'wrong-unit', unitId: 9 },
  { do: 'cut', bytes: 30 },
  { do: 'noise', bytes: [1, 4, 0x6c] },
  { do: 'trail', bytes: [1, 4] },
  { do: 'corrupt' },
  { do: 'reset' },
  { do: 'end' },
];

/** Asked of a unit that was silent, see core/meters/bus. */
const LONGEST_FENCE = 8;

const handles = (): number => readdirSync('/proc/self/fd').length;

async function run(test: TestContext, framing: 'tcp' | 'rtu', part: Part): Promise<void> {
  const { count: polls, seed } = part;
  part.tell(test);
  const chance = randomSource(seed);
  const registers = sdm630();
  let faulty = 0;
  /** The last request for the live block: whoever tells a reading has asked for it, and had its answer. */
  let live = 0;
  const misdeed = (request: SlaveRequest): Misdeed | undefined => {
    // What is measured changes with every request: a reading that mixes two, or comes late, gives itself away.
    const watts = request.number % 30_000;
    if (request.count > LONGEST_FENCE && request.address === 0) live = watts;
    registers.f32(4, 12, watts, watts, watts).f32(4, 52, 3 * watts);
    const drawn = chance();
    if (drawn >= FAULTS.length / 100) return undefined;
    faulty += 1;
    return FAULTS[Math.floor(drawn * 100)];
  };
  const slave = await ModbusSlave.listen(new Map([[1, registers]]), { framing, misdeed });
  const config: MeterConfig = {
    type: framing === 'tcp' ? 'modbus-tcp' : 'modbus-rtu-tcp',
    role: 'grid',
    map: 'eastron-sdm630',
    host: '127.0.0.1',
    port: slave.port,
    unitId: 1,
    periodS: 0.0001,
    timeoutMs: TIMEOUT_MS,
  };
  let readings = 0;
  let wrong = 0;
  const listener = {
    reading({ powerW, phaseW }: MeterReading) {
      readings += 1;
      const watts = phaseW?.[0] ?? Number.NaN;
      if (powerW !== 3 * watts || !phaseW?.every((value) => value === watts) || watts !== live) {
        wrong += 1;
        test.diagnostic(`wrong after live request ${live}: ${JSON.stringify([powerW, phaseW])}`);
      }
    },
    trouble: () => undefined,
  };
  const sources = openMeters([config], {
    phases: 3,
    voltageV: 230,
    listener,
    clock: systemClock(),
    log: new KeptLog(),
    say: inEnglish,
  });
  const look = () => sources[0]?.look?.();
  const failures = () => Object.values(look()?.failures ?? {}).reduce((sum, count) => sum + count, 0);
  const done = () => look()?.polls ?? 0;
  const reached = (count: number) => eventually(`${count} polls`, () => done() >= count, 24 * 3600_000);
  await reached(polls / 10);
  const [heapBefore, handlesBefore] = [collectedHeap(), handles()];
  await reached(polls);
  const requestBytes = slave.requests.length * 200;
  const [grownBytes, grownHandles] = [collectedHeap() - heapBefore - requestBytes, handles() - handlesBefore];
  const [seen, failed, polled] = [readings, failures(), done()];
  await Promise.all(sources.map((source) => source.close()));
  await slave.close();
  test.diagnostic(
    `${polled} polls, ${faulty} faults, ${seen} readings, ${failed} failures, ${wrong} wrong, heap ${Math.round(grownBytes / 1024)} kB, handles ${grownHandles}`,
  );
  assert.equal(wrong, 0);
  assert.ok(faulty >= polls / 50, 'faults did happen');
  assert.ok(Math.abs(polled - seen - failed) <= 1, 'every poll is a reading or a counted failure');
  assert.ok(grownHandles <= 3, `${grownHandles} handles more`);
  assert.ok(grownBytes < 8_000_000, `${grownBytes} bytes more`);
}

describe('polls with 1 % faults of each kind', () => {
  const long = { parts: 10, each: 10_000 };
  for (const part of partsOf('polls over Modbus TCP', { long, short: { parts: 1, each: 4000 } })) {
    it(part.title, async (test) => run(test, 'tcp', part));
  }
  for (const part of partsOf('polls over RTU framing', { long, short: { parts: 1, each: 500 } })) {
    it(part.title, async (test) => run(test, 'rtu', part));
  }
});
