import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { openMeters } from '../../core/meters/open-meters.js';
import type { MeterConfig } from '../../core/model/config.js';
import type { MeterReading } from '../../core/model/reading.js';
import { systemClock } from '../../core/site/system-clock.js';
import { eventually } from '../means/eventually.js';
import { sdm630 } from '../means/house-meters.js';
import { KeptLog } from '../means/kept-log.js';
import { type Misdeed, ModbusSlave, type SlaveRequest } from '../means/modbus-slave.js';

/*
 * POLLS polls (100 000 unless the environment says otherwise) with 1 % faults of each kind, over TCP and RTU framing:
 * no value wrong, every lost one accounted for, memory and handles not growing. The seed is printed; SEED repeats a run.
 */

const POLLS = Number(process.env['POLLS'] ?? 100_000);
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

/** mulberry32: small, seeded, the same everywhere. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

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

const handles = (): number => readdirSync('/proc/self/fd').length;
const heap = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};

async function run(framing: 'tcp' | 'rtu', polls: number): Promise<void> {
  const chance = random(SEED + (framing === 'rtu' ? 1 : 0));
  const registers = sdm630();
  let faulty = 0;
  const misdeed = (request: SlaveRequest): Misdeed | undefined => {
    // What is measured changes with every request: a reading that mixes two, or comes late, gives itself away.
    const watts = request.number % 30_000;
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
      const number = slave.requests.length - 1;
      const watts = phaseW?.[0] ?? Number.NaN;
      // The slow block may have been asked for after the live one; anything older is a stale answer.
      const age = ((number % 30_000) - watts + 30_000) % 30_000;
      if (powerW !== 3 * watts || !phaseW?.every((value) => value === watts) || age > 2) {
        wrong += 1;
        console.log('WRONG', JSON.stringify([powerW, phaseW, number]));
      }
    },
    trouble: () => undefined,
  };
  const sources = openMeters([config], { phases: 3, listener, clock: systemClock(), log: new KeptLog() });
  const look = () => sources[0]?.look?.();
  const failures = () => Object.values(look()?.failures ?? {}).reduce((sum, count) => sum + count, 0);
  const done = () => look()?.polls ?? 0;
  const reached = (count: number) => eventually(`${count} polls`, () => done() >= count, 24 * 3600_000);
  await reached(polls / 10);
  const [heapBefore, handlesBefore] = [heap(), handles()];
  slave.requests.length = Math.min(slave.requests.length, slave.requests.length);
  await reached(polls);
  const requestBytes = slave.requests.length * 200;
  const [grownBytes, grownHandles] = [heap() - heapBefore - requestBytes, handles() - handlesBefore];
  const [seen, failed, polled] = [readings, failures(), done()];
  await Promise.all(sources.map((source) => source.close()));
  await slave.close();
  console.log(
    `seed ${SEED}, ${framing}: ${polled} polls, ${faulty} faults, ${seen} readings, ${failed} failures, ${wrong} wrong, heap ${Math.round(grownBytes / 1024)} kB, handles ${grownHandles}`,
  );
  assert.equal(wrong, 0);
  assert.ok(faulty >= polls / 50, 'faults did happen');
  assert.ok(Math.abs(polled - seen - failed) <= 1, 'every poll is a reading or a counted failure');
  assert.ok(grownHandles <= 3, `${grownHandles} handles more`);
  assert.ok(grownBytes < 8_000_000, `${grownBytes} bytes more`);
}

describe(`D: ${POLLS} polls with 1 % faults of each kind, seed ${SEED}`, () => {
  it('Modbus TCP', async () => run('tcp', POLLS));
  it('RTU framing', async () => run('rtu', POLLS / 10));
});
