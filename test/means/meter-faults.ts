import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { afterEach, it } from 'node:test';
import { LAST_RETRY_MS } from '../../core/meters/back-off.js';
import type { MeterConfig } from '../../core/model/config.js';
import { eventually } from './eventually.js';
import { FastClock } from './fast-clock.js';
import { HouseMeters, sdm630 } from './house-meters.js';
import type { KeptMeters } from './kept-meters.js';
import { type Misdeed, ModbusSlave, type Registers } from './modbus-slave.js';

/*
 * The table of faults, for any way to a Modbus slave. What was measured before a fault, while it lasts and after it
 * are three different numbers, so that anything stale or mixed shows. From the end of the cause to the next good value: three
 * periods and the longest back-off at the most. Nothing stays open; an unhandled rejection would fail the run.
 */

const [BEFORE_W, DURING_W, AFTER_W] = [1000, 2000, 3000];

export const openHandles = (): number => readdirSync('/proc/self/fd').length;

/** How a meter is reached: what its configuration says of the line to a slave. */
export interface Way {
  readonly framing: 'tcp' | 'rtu';
  readonly to: (slave: ModbusSlave) => Promise<MeterConfig>;
  /** Cannot happen to this line. */
  readonly never?: readonly Misdeed['do'][];
}

/** An SDM630 at a TCP port of this machine, framed one way or the other. */
export const overTcp = (framing: 'tcp' | 'rtu'): Way => ({
  framing,
  to: async ({ port }) => ({
    type: framing === 'tcp' ? 'modbus-tcp' : 'modbus-rtu-tcp',
    role: 'grid',
    map: 'eastron-sdm630',
    host: '127.0.0.1',
    port,
    unitId: 1,
  }),
});

interface Row {
  readonly fault: string;
  readonly misdeed: Misdeed;
  /** Absent: nothing, since one answer is all there is in a poll. */
  readonly told?: RegExp;
  /** On this transport it costs nothing: the values go on. */
  readonly harmless?: 'rtu';
  /** The answer itself is whole, and true. */
  readonly whole?: true;
}

const PERIOD_MS = 20;
const TIMEOUT_MS = 100;
const EXCEPTIONS = Array.from({ length: 11 }, (_, i) => i + 1);
const TABLE: readonly Row[] = [
  { fault: 'no answer', misdeed: { do: 'silence' }, told: /^silent/ },
  {
    fault: 'answers after the time-out',
    misdeed: { do: 'late', ms: TIMEOUT_MS + 60 },
    told: /^late: .*unit 1, \d+ ms$/,
  },
  { fault: 'a wrong checksum or length', misdeed: { do: 'corrupt' }, told: /^(garbled|silent)/ },
  { fault: 'half a frame', misdeed: { do: 'cut', bytes: 20 }, told: /^(garbled|silent)/ },
  { fault: 'another unit’s answer', misdeed: { do: 'wrong-unit', unitId: 9 }, told: /^(garbled|silent)/ },
  {
    fault: 'stray bytes before the answer',
    misdeed: { do: 'noise', bytes: [0, 0xff, 1, 4] },
    told: /^garbled/,
    harmless: 'rtu',
  },
  {
    fault: 'stray bytes behind the answer',
    misdeed: { do: 'trail', bytes: [1, 4, 0] },
    whole: true,
    harmless: 'rtu',
  },
  { fault: 'the connection reset', misdeed: { do: 'reset' }, told: /^unreachable/ },
  { fault: 'the connection ended', misdeed: { do: 'end' }, told: /^unreachable/ },
  ...EXCEPTIONS.map(
    (code): Row => ({
      fault: `exception ${code}`,
      misdeed: { do: 'exception', code },
      told: new RegExp(
        `^${code === 5 || code === 6 ? 'busy' : code < 10 ? 'refused' : 'silent'}: .*exception ${code}$`,
      ),
    }),
  ),
];

interface Scene {
  readonly slave: ModbusSlave;
  readonly kept: KeptMeters;
  readonly registers: Registers;
  /** Handles open before there was anything. */
  readonly before: number;
}

const house = new HouseMeters();

async function scene(way: Way, timing: { periodMs: number; timeoutMs: number }, clock?: FastClock): Promise<Scene> {
  const before = openHandles();
  const registers = sdm630().f32(4, 52, BEFORE_W);
  const slave = await house.slave({ 1: registers }, { framing: way.framing });
  const { periodMs, timeoutMs } = timing;
  const config = { ...(await way.to(slave)), periodS: periodMs / 1000, timeoutMs } as MeterConfig;
  const kept = house.read([config], 3, clock);
  await kept.more(3);
  return { slave, kept, registers, before };
}

/** For what the machine has to do besides; less than one more back-off. */
const BUSY_MS = 0.8 * LAST_RETRY_MS;

/** Waits until it is read well again, says when it ended and is measured by `nowMs`, and looks whether all is in order. */
async function healed(
  { kept, registers }: Scene,
  endsTheCause: () => unknown,
  periodMs: number,
  nowMs: () => number,
  spareMs = 0,
): Promise<void> {
  registers.f32(4, 52, AFTER_W);
  await endsTheCause();
  const endedAt = nowMs();
  await eventually('it is read again', () => kept.last()?.powerW === AFTER_W);
  const tookMs = Math.round(nowMs() - endedAt);
  assert.ok(tookMs <= 3 * periodMs + LAST_RETRY_MS + spareMs, `${tookMs} ms`);
  assert.equal(kept.troubles.at(-1)?.what ?? null, null);
  await kept.more(3);
}

/** The values as they changed. */
const powers = ({ kept }: Scene): number[] => {
  const all = kept.readings.map((reading) => Number(reading.powerW));
  return all.filter((power, i) => power !== all[i - 1]);
};

/** A fault lasts for five requests; then all is well. */
export function faultTable(way: Way): void {
  afterEach(() => house.close());
  for (const { fault, misdeed, told, harmless, whole } of TABLE) {
    if (way.never?.includes(misdeed.do)) continue;
    const fine = harmless === way.framing;
    it(`${fault}: ${fine ? 'costs nothing' : 'heals by itself'}`, async () => {
      const set = await scene(way, { periodMs: PERIOD_MS, timeoutMs: TIMEOUT_MS });
      const { slave, kept, registers, before } = set;
      const asked = slave.requests.length;
      registers.f32(4, 52, DURING_W);
      slave.misdeed = () => misdeed;
      await eventually('the fault is met', () => slave.requests.length >= asked + 5);
      if (!fine && told) await kept.troubled(told);
      const end = () => {
        slave.misdeed = undefined;
      };
      await healed(set, end, PERIOD_MS, () => performance.now(), BUSY_MS);
      const seen = powers(set);
      const three = fine || (whole && seen.length === 3);
      assert.deepEqual(seen, three ? [BEFORE_W, DURING_W, AFTER_W] : [BEFORE_W, AFTER_W]);
      await house.close();
      await eventually('nothing stays open', () => openHandles() <= before);
    });
  }
}

/** Of a time that runs ten times as fast: what lasts until the back-off is at its longest takes 3 s. */
const SLOWLY = { periodMs: 2000, timeoutMs: 1500 };
const FASTER = 10;
const LONG_MS = 35_000;

/** An outage so long that nothing is asked any more often than every `LAST_RETRY_MS`. */
export interface Outage {
  readonly what: string;
  readonly begin: (slave: ModbusSlave) => unknown;
  readonly end: (slave: ModbusSlave) => unknown;
}

const meets = (what: string, misdeed: Misdeed): Outage => ({
  what,
  begin: (slave) => {
    slave.misdeed = () => misdeed;
  },
  end: (slave) => {
    slave.misdeed = undefined;
  },
});

export const SILENT = meets('silent', { do: 'silence' });
export const DAMAGED = meets('damaging every answer', { do: 'corrupt' });
export const WRONG_UNIT = meets('letting another unit answer', { do: 'wrong-unit', unitId: 9 });

/** The host behind the address is gone, and is there again. */
export const HOST_AWAY: Outage = {
  what: 'not there at all',
  begin: (slave) => slave.close(),
  end: async (slave) => {
    const { port } = slave;
    house.slaves.push(await ModbusSlave.listen(slave.units, { framing: slave.framing, port }));
  },
};

export function outages(way: Way, list: readonly Outage[]): void {
  afterEach(() => house.close());
  for (const { what, begin, end } of list) {
    it(`${what} for long: heals within three periods and ${LAST_RETRY_MS / 1000} s`, async () => {
      const clock = new FastClock(FASTER);
      const nowMs = () => clock.now().monoMs;
      const set = await scene(way, SLOWLY, clock);
      const { slave, kept, registers, before } = set;
      const open = openHandles();
      registers.f32(4, 52, DURING_W);
      await begin(slave);
      await kept.troubled(/./);
      const beganAt = nowMs();
      await eventually('it lasts', () => nowMs() > beganAt + LONG_MS);
      await healed(set, () => end(slave), SLOWLY.periodMs, nowMs);
      assert.deepEqual(powers(set), [BEFORE_W, AFTER_W]);
      await eventually('no handle more than before', () => openHandles() <= open);
      await house.close();
      await eventually('nothing stays open', () => openHandles() <= before);
    });
  }
}
