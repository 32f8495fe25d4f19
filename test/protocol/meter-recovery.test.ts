import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { afterEach, describe, it } from 'node:test';
import type { MeterConfig } from '../../core/model/config.js';
import { eventually } from '../means/eventually.js';
import { HouseMeters, sdm630 } from '../means/house-meters.js';
import type { Misdeed } from '../means/modbus-slave.js';

/*
 * The fault table, on each Modbus transport: what was measured before a fault, while it lasts and after it are three
 * different numbers, so that anything stale or mixed shows. Heals by itself within three periods after the cause has ended
 * and the capped back-off; nothing stays open; an unhandled rejection would fail the run.
 */

const PERIOD_MS = 20;
const TIMEOUT_MS = 100;
/** Of a unit that is silent, and of a line. */
const BACK_OFF_MS = 10_000;
/** Room for a machine that has other things to do. */
const SLACK_MS = 5000;
const [BEFORE_W, DURING_W, AFTER_W] = [1000, 2000, 3000];

const house = new HouseMeters();
afterEach(() => house.close());

const handles = (): number => readdirSync('/proc/self/fd').length;

interface Row {
  readonly fault: string;
  readonly misdeed: Misdeed;
  readonly told: RegExp | 'nothing';
  /** On this transport it costs nothing: the values go on. */
  readonly harmless?: 'rtu';
  /** The answer itself is whole, and true. */
  readonly whole?: true;
}

const EXCEPTIONS = Array.from({ length: 11 }, (_, i) => i + 1);
const TABLE: readonly Row[] = [
  { fault: 'no answer', misdeed: { do: 'silence' }, told: /^silent/ },
  { fault: 'answers after the time-out', misdeed: { do: 'late', ms: TIMEOUT_MS + 60 }, told: /^(silent|garbled)/ },
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
    told: /^garbled/,
    whole: true,
    harmless: 'rtu',
  },
  { fault: 'the connection reset', misdeed: { do: 'reset' }, told: /^unreachable/ },
  { fault: 'the connection ended', misdeed: { do: 'end' }, told: /^unreachable/ },
  ...EXCEPTIONS.map(
    (code): Row => ({
      fault: `exception ${code}`,
      misdeed: { do: 'exception', code },
      told: new RegExp(`^refused: .*exception ${code}$`),
    }),
  ),
];

for (const framing of ['tcp', 'rtu'] as const) {
  describe(`D: the fault table, ${framing === 'tcp' ? 'Modbus TCP' : 'RTU framing'}`, () => {
    for (const { fault, misdeed, told, harmless, whole } of TABLE) {
      const fine = harmless === framing;
      it(`${fault}: ${fine ? 'costs nothing' : 'heals by itself'}`, async () => {
        const before = handles();
        const registers = sdm630().f32(4, 52, BEFORE_W);
        const slave = await house.slave({ 1: registers }, { framing });
        const config: MeterConfig = {
          type: framing === 'tcp' ? 'modbus-tcp' : 'modbus-rtu-tcp',
          role: 'grid',
          map: 'eastron-sdm630',
          host: '127.0.0.1',
          port: slave.port,
          unitId: 1,
          periodS: PERIOD_MS / 1000,
          timeoutMs: TIMEOUT_MS,
        };
        const kept = house.read([config]);
        await kept.more(3);

        const asked = slave.requests.length;
        registers.f32(4, 52, DURING_W);
        slave.misdeed = () => misdeed;
        await eventually('the fault is met', () => slave.requests.length >= asked + 5);
        if (!fine) assert.match(await kept.troubled(/./), told as RegExp);
        registers.f32(4, 52, AFTER_W);
        slave.misdeed = undefined;
        const endedAt = performance.now();
        await eventually('it is read again', () => kept.last()?.powerW === AFTER_W);
        const healedMs = performance.now() - endedAt;
        assert.ok(healedMs <= 3 * PERIOD_MS + BACK_OFF_MS + SLACK_MS, `${Math.round(healedMs)} ms`);
        assert.equal(kept.troubles.at(-1)?.what ?? null, null);

        await kept.more(3);
        const powers = kept.readings.map((reading) => Number(reading.powerW));
        const seen = powers.filter((power, i) => power !== powers[i - 1]);
        assert.deepEqual(
          seen,
          fine || (whole && seen.length === 3) ? [BEFORE_W, DURING_W, AFTER_W] : [BEFORE_W, AFTER_W],
        );
        await house.close();
        await eventually('nothing stays open', () => handles() <= before);
      });
    }
  });
}
