import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { takeClockStep } from '../../../core/control/observe/clock.js';
import { amps, monoMs, wallMs, wattHours } from '../../../core/model/units.js';
import type { ChargerOverlay } from '../../../core/model/wishes.js';
import { House, siteFacts } from './house.js';

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 10, 30, 12);

/** So much after the site was opened. */
const step = (house: House, byMs: number) =>
  ({ kind: 'clock-stepped', byMs, at: monoMs(house.state.openedAt + 10 * 60_000), atWall: wallMs(NOON) }) as const;

/** What is wished and what runs, begun at a moment, after the clock was set at noon (the new one) by so much. */
function after(beganAt: number, byMs: number) {
  const house = new House(siteFacts());
  house.plugIn('a');
  const since = wallMs(beganAt);
  const untilAt = wallMs(beganAt + HOUR);
  const wished: ChargerOverlay = {
    boost: { since, untilAt },
    externalLimit: { name: 'grid', currentA: amps(8), since, untilAt },
    readyBy: { time: '07:00', energyWh: wattHours(5000), setAt: since },
  };
  house.tell({ kind: 'wish', chargerId: 'a', set: wished });
  const charger = house.state.chargers['a'];
  assert.ok(charger?.transaction);
  const begun = { ...charger, finishedAt: since, transaction: { ...charger.transaction, startedAt: since } };
  const state = takeClockStep({ ...house.state, chargers: { a: begun } }, step(house, byMs));
  const set = state.chargers['a'];
  assert.deepEqual(
    set?.wishes.boost,
    state.wishes.chargers['a']?.boost,
    'wishes in force and wishes kept are the same',
  );
  const { boost, externalLimit, readyBy } = set?.wishes ?? {};
  const moments = [boost?.since, externalLimit?.since, readyBy?.setAt, set?.transaction?.startedAt, set?.finishedAt];
  const ends = [boost?.untilAt, externalLimit?.untilAt];
  return { moments: new Set(moments), ends: new Set(ends) };
}

describe('the wall clock is set', () => {
  for (const [name, beganAt, byMs, movesTo] of [
    ['from 1970: what began there began that long ago', 60_000, NOON - 5 * 60_000, NOON - 4 * 60_000],
    ['from 1970: what is older, of an earlier life, stays', NOON - 2 * HOUR, NOON - 60_000, NOON - 2 * HOUR],
    ['back: what would lie ahead moves along', NOON + 500_000, -600_000, NOON - 100_000],
    ['back: what the wrong clock told moves along', NOON + 300_000, -600_000, NOON - 300_000],
    ['back: what is older, of an earlier life, stays', NOON - 60_000, -600_000, NOON - 60_000],
    ['forwards: what the wrong clock told moves along', NOON - HOUR - 60_000, HOUR, NOON - 60_000],
    ['forwards: what is older, of an earlier life, stays', NOON - 2 * HOUR, HOUR, NOON - 2 * HOUR],
    ['forwards: what another clock told stays', NOON - HOUR + 60_000, HOUR, NOON - HOUR + 60_000],
  ] as const)
    it(name, () => {
      assert.deepEqual(after(beganAt, byMs), { moments: new Set([movesTo]), ends: new Set([movesTo + HOUR]) });
    });
});
