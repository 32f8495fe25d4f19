import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { systemClock } from '../../../core/site/system-clock.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe('the clock of the machine', () => {
  const time = { wallMs: Date.UTC(2026, 5, 21), awakeMs: 5000, upMs: 9_000_000 };
  const clock = systemClock({ wallMs: () => time.wallMs, awakeMs: () => time.awakeMs, upMs: () => time.upMs });
  let last = clock.now();
  /** By how much both sides moved on since the last look, after something happened. */
  const moved = (happens: Partial<typeof time>): readonly number[] => {
    for (const key of ['wallMs', 'awakeMs', 'upMs'] as const) time[key] += happens[key] ?? 0;
    const before = last;
    last = clock.now();
    return [last.monoMs - before.monoMs, last.wallMs - before.wallMs];
  };

  for (const [what, happens, monoMs, wallMs] of [
    ['an hour goes by', { wallMs: HOUR_MS, awakeMs: HOUR_MS, upMs: HOUR_MS }, HOUR_MS, HOUR_MS],
    ['it is set forwards: only the wall clock steps', { wallMs: HOUR_MS }, 0, HOUR_MS],
    ['it is set back: only the wall clock steps', { wallMs: -HOUR_MS }, 0, -HOUR_MS],
    ['the machine sleeps: time goes by on both', { wallMs: HOUR_MS, upMs: HOUR_MS }, HOUR_MS, HOUR_MS],
    ['it sleeps once more', { wallMs: HOUR_MS, upMs: HOUR_MS }, HOUR_MS, HOUR_MS],
    ['asleep it is set, too', { wallMs: 3 * HOUR_MS, upMs: HOUR_MS }, HOUR_MS, 3 * HOUR_MS],
    ['a second later', { wallMs: 1000, awakeMs: 1000, upMs: 1010 }, 1000, 1000],
  ] as const)
    it(what, () => assert.deepEqual(moved(happens), [monoMs, wallMs]));

  it('keeps waiting for what is weeks ahead, which no timer of Node.js can hold', (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const timers = t.mock.method(globalThis, 'setTimeout');
    let calls = 0;
    clock.after(60 * DAY_MS, () => {
      calls += 1;
    });
    const callOff = clock.after(60 * DAY_MS, () => assert.fail('it was called off'));
    for (let day = 0; day < 59; day += 1) t.mock.timers.tick(DAY_MS);
    callOff();
    assert.equal(calls, 0);
    for (let day = 0; day < 2; day += 1) t.mock.timers.tick(DAY_MS);
    assert.equal(calls, 1);
    for (const { arguments: asked } of timers.mock.calls) assert.ok(Number(asked[1]) < 2 ** 31);
  });
});
