import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { expectedChangeW } from '../../../core/control/sun/expectation.js';
import { sineOfSun } from '../../../core/control/sun/sun-position.js';
import { amps, type Now, watts } from '../../../core/model/units.js';
import type { ForecastStep } from '../../../core/model/wishes.js';
import { chargerFacts, House, siteFacts } from './house.js';

const ROME = { latitude: 41.9, longitude: 12.5 };
const heightOf = (time: string, latitude: number, longitude: number): number =>
  (Math.asin(sineOfSun(Date.parse(time), latitude, longitude)) * 180) / Math.PI;

describe('the sun’s position', () => {
  for (const [time, latitude, longitude, degrees] of [
    // 90° − latitude ± 23.44° at true noon; 12:00 − longitude / 15 − equation of time.
    ['2026-06-21T11:11:45Z', 41.9, 12.5, 71.54],
    ['2026-12-21T11:08:00Z', 41.9, 12.5, 24.66],
    ['2026-06-21T12:13:50Z', 55.7, -3, 57.74],
    ['2026-12-21T02:02:00Z', -33.9, 149, 79.54],
    // The equator at the equinox: the sun rises at six, true time.
    ['2026-03-20T06:07:30Z', 0, 0, 0],
  ] as const) {
    it(`${time} at ${latitude}°, ${longitude}°: ${degrees}°`, () => {
      assert.ok(
        Math.abs(heightOf(time, latitude, longitude) - degrees) < 0.2,
        `${heightOf(time, latitude, longitude)}`,
      );
    });
  }
});

const homeWith = (over: Parameters<typeof siteFacts>[0], forecast?: readonly ForecastStep[]): House => {
  const house = new House(siteFacts({ chargers: [chargerFacts('a', { mode: 'ECO+', phases: [1] })], ...over }));
  house.tell({ kind: 'site-wishes', wishes: { version: 1, cards: [], adopted: [], ...(forecast && { forecast }) } });
  return house;
};
const at = (time: string, wallClockPlausible = true): Now => ({
  ...homeWith({}).now,
  wallMs: Date.parse(time) as Now['wallMs'],
  wallClockPlausible,
});
const HOURS: readonly ForecastStep[] = [
  { start: '2026-06-21T10:00:00Z', powerW: 4000 },
  { start: '2026-06-21T11:00:00Z', powerW: 1000 },
];

describe('what the sun is expected to change', () => {
  it('nothing is known without forecast and coordinates', () => {
    assert.equal(expectedChangeW(homeWith({}).state, 3000, at('2026-06-21T10:45:00Z')), 0);
  });
  it('half of what the forecast falls or rises, along the line between the middles of its steps', () => {
    const { state } = homeWith({}, HOURS);
    const changeW = expectedChangeW(state, 3000, at('2026-06-21T10:45:00Z'));
    assert.ok(Math.abs(changeW + (0.5 * 3000 * 18.5) / 60) < 1, `${changeW} W`);
  });
  it('a forecast that does not cover the time says nothing; the sun’s height does', () => {
    const evening = at('2026-06-21T17:00:00Z');
    assert.equal(expectedChangeW(homeWith({}, HOURS).state, 1500, evening), 0);
    const changeW = expectedChangeW(homeWith(ROME, HOURS).state, 1500, evening);
    assert.ok(changeW < -80 && changeW > -400, `${changeW} W`);
  });
  it('up in the morning, down in the afternoon, by what the panels give where that is measured', () => {
    const house = homeWith(ROME);
    const change = (time: string): number => expectedChangeW(house.state, 1500, at(time));
    assert.ok(change('2026-06-21T06:00:00Z') > 50);
    assert.ok(Math.abs(change('2026-06-21T11:10:00Z')) < 10);
    const unmeasuredW = change('2026-06-21T15:00:00Z');
    house.tell({
      kind: 'reading',
      reading: { meterId: 'roof', role: 'solar', takenAt: house.now.monoMs, powerW: watts(3000) },
    });
    assert.ok(Math.abs(change('2026-06-21T15:00:00Z') - 2 * unmeasuredW) < 1);
  });
  it('by what a solar meter told within the last minute; no other meter measures the sun', () => {
    const time = at('2026-06-21T15:00:00Z');
    const change = (role: 'solar' | 'battery', ageS: number): number => {
      const house = homeWith(ROME);
      const { monoMs } = house.now;
      house.tell({ kind: 'reading', reading: { meterId: 'm', role, takenAt: monoMs, powerW: watts(3000) } });
      house.pass(ageS);
      return expectedChangeW(house.state, 1500, { ...time, monoMs: house.now.monoMs });
    };
    const unmeasuredW = expectedChangeW(homeWith(ROME).state, 1500, time);
    assert.deepEqual([change('battery', 0), change('solar', 61)], [unmeasuredW, unmeasuredW]);
    assert.ok(Math.abs(change('solar', 60) - 2 * unmeasuredW) < 1);
  });
  it('by what all solar meters give together, one that takes giving nothing; by no surplus at all where there is none', () => {
    const time = at('2026-06-21T15:00:00Z');
    const change = (...powersW: readonly number[]): number => {
      const house = homeWith(ROME);
      powersW.forEach((powerW, k) => {
        const reading = {
          meterId: `roof${k}`,
          role: 'solar',
          takenAt: house.now.monoMs,
          powerW: watts(powerW),
        } as const;
        house.tell({ kind: 'reading', reading });
      });
      return Math.round(expectedChangeW(house.state, -500, time));
    };
    assert.deepEqual([change(1000, 2000), change(3000, -20)], [change(3000), change(3000)]);
    assert.equal(Math.abs(change()), 0);
  });
  it('near the horizon, and with a clock that cannot be right, nothing', () => {
    const { state } = homeWith(ROME);
    assert.equal(expectedChangeW(state, 1500, at('2026-06-21T04:00:00Z')), 0);
    assert.equal(expectedChangeW(state, 1500, at('2026-06-21T15:00:00Z', false)), 0);
  });
});

describe('a charge that expects', () => {
  /** Seconds until a charge at the minimum pauses under a surplus that no longer carries it. */
  const pausesAfterS = (forecast?: readonly ForecastStep[]): number => {
    const house = homeWith({}, forecast);
    house.plugIn('a');
    const sun = (surplusW: number): void => {
      house.pass(2);
      const offeredA = house.liveA('a') ?? 0;
      house.status('a', offeredA > 0 ? 'Charging' : 'SuspendedEVSE');
      house.draws('a', [offeredA > 0 ? offeredA - 0.3 : 0]);
      house.grid((offeredA > 0 ? offeredA - 0.3 : 0) * 230 - surplusW);
      house.cycle();
    };
    for (let s = 0; s < 600; s += 2) sun(1800);
    assert.ok((house.liveA('a') ?? 0) >= amps(6), 'it charges');
    let s = 0;
    for (; (house.liveA('a') ?? 0) > 0 && s < 3600; s += 2) sun(500);
    return s;
  };
  const hoursFrom = (powersW: readonly number[]): readonly ForecastStep[] => {
    const start = homeWith({}).now.wallMs - 3_600_000;
    return powersW.map((powerW, k) => ({ start: new Date(start + k * 3_600_000).toISOString(), powerW }));
  };
  it('holds longer when the sun is to come back, and lets go sooner when it is not', () => {
    const plain = pausesAfterS();
    assert.ok(pausesAfterS(hoursFrom([1000, 2500, 4000, 5500])) > plain, 'rising');
    assert.ok(pausesAfterS(hoursFrom([5500, 4000, 2500, 1000])) < plain, 'falling');
    assert.equal(pausesAfterS(hoursFrom([3000, 3000, 3000, 3000])), plain, 'steady');
  });
});
