import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type HiddenSunMemory, NOTHING_HIDDEN } from '../../../core/control/memory.js';
import type { Seat } from '../../../core/control/seat.js';
import { type HiddenSun, hiddenSun } from '../../../core/control/sun/hidden-sun.js';
import { takeSeat } from '../../../core/control/take-seat.js';
import type { SiteFacts } from '../../../core/model/site-facts.js';
import { amps, monoMs, seconds } from '../../../core/model/units.js';
import { chargerFacts, House, NO_BATTERY, siteFacts } from './house.js';

const METERS = (['grid', 'solar'] as const).map((role) => ({ meterId: role, role, periodS: seconds(2) }));

interface Given {
  readonly site?: Partial<SiteFacts>;
  readonly gridW?: number | null;
  readonly solarW?: number | null;
  readonly secondSolarW?: number;
  /** What a house battery gives, or takes before the cars. */
  readonly givesW?: number;
  readonly keepsW?: number;
  readonly memory?: Partial<HiddenSunMemory>;
  /** Currents on offer, by charger. */
  readonly offers?: Readonly<Record<string, number>>;
  readonly switches?: boolean;
  readonly start?: string;
  readonly noClock?: boolean;
  readonly mode?: 'ECO' | 'ECO+';
}

/** A minute and a half after the export has come to its limit, unless something else is said. */
function look(given: Given): HiddenSun & { readonly at: number } {
  const offers = given.offers ?? { a: 0 };
  const chargers = Object.keys(offers).map((id) => chargerFacts(id, { mode: given.mode ?? 'ECO+', maxA: amps(16) }));
  const site = siteFacts({ exportLimitW: 0, meters: METERS, chargers, ...given.site });
  const house = new House(site, given.start ? { start: given.start } : {});
  house.pass(1000);
  house.wallClockPlausible = !given.noClock;
  if (given.solarW !== null) house.solar(given.solarW ?? 300);
  if (given.secondSolarW !== undefined) house.solar(given.secondSolarW, 'solar 2');
  const { now } = house;
  const state = {
    ...house.state,
    memory: {
      ...house.state.memory,
      hiddenSun: { ...NOTHING_HIDDEN, since: at(now.monoMs - 90_000), ...given.memory },
    },
  };
  const seats: Seat[] = Object.entries(offers).map(([id, offeredA]) => ({
    ...takeSeat(state, house.charger(id), now, now.monoMs),
    offeredA,
    switches: given.switches ?? false,
  }));
  const { givesW = 0, keepsW = 0 } = given;
  const battery = { ...NO_BATTERY, shareW: -givesW, keepsW, givesW };
  const gridW = given.gridW === undefined ? 10 : given.gridW;
  return { ...hiddenSun(state, seats, gridW, battery, now), at: now.monoMs };
}
const at = (ms: number) => monoMs(ms);

describe('sun is hidden', () => {
  const rows: readonly [because: string, given: Given, hidden: boolean][] = [
    ['the export is at its limit of nothing', {}, true],
    ['a swing about nothing is at it too', { gridW: 60 }, true],
    ['what comes from the grid could not be hidden', { gridW: 61 }, false],
    ['an export at a limit above nothing', { site: { exportLimitW: 3000 }, gridW: -2850 }, true],
    ['below that limit all is seen', { site: { exportLimitW: 3000 }, gridW: -2840 }, false],
    ['without a limit nothing is hidden', { site: { exportLimitW: undefined } as never }, false],
    ['the grid meter is silent', { gridW: null }, false],
    ['the inverter gives nothing: it is dark', { solarW: 100 }, false],
    ['one of two inverters gives something', { solarW: 0, secondSolarW: 300 }, true],
    ['a house battery that gives keeps the meter at nothing', { givesW: 100 }, false],
    ['one that gives next to nothing does not', { givesW: 99 }, true],
    ['a battery that takes its sun before the cars has not enough yet', { keepsW: 100 }, false],
    ['one that takes next to nothing has', { keepsW: 99 }, true],
    ['no solar meter, no coordinates: nobody knows whether it is day', { solarW: null }, false],
    ['no solar meter, but noon at the coordinates', { solarW: null, site: { latitude: 45, longitude: 9 } }, true],
    [
      'no solar meter, and a clock that is not set',
      { solarW: null, site: { latitude: 45, longitude: 9 }, noClock: true },
      false,
    ],
    [
      'no solar meter, and night at the coordinates',
      { solarW: null, site: { latitude: 45, longitude: 9 }, start: '2026-06-21T00:00:00Z' },
      false,
    ],
  ];
  for (const [because, given, hidden] of rows) it(because, () => assert.equal(look(given).hidden, hidden));
});

it('is hidden from the moment on in which the export comes to its limit', () => {
  const seen = look({ memory: { since: null } });
  assert.equal(seen.memory.since, seen.at);
  assert.equal(seen.trying, null);
});

describe('hidden sun is tried', () => {
  const tries = (given: Given) => {
    const { trying, at: now } = look(given);
    return trying && [trying.kind, trying.chargerId, Math.round(trying.sunW), (trying.endsAt - now) / 1000];
  };
  const earlier = (s: number) => ({ since: at(2_000_000 - 1000 * s) });
  const rows: readonly [because: string, given: Given, is: ReturnType<typeof tries>][] = [
    ['after a minute a car is let in at its minimum', {}, ['start', 'a', 3934, 90]],
    ['on one phase where its charger switches', { switches: true }, ['start', 'a', 1312, 90]],
    ['not before', { memory: earlier(59) }, null],
    ['nor before the wait for the next start is over', { memory: { startAt: at(2_000_001) } }, null],
    ['but once it is', { memory: { startAt: at(2_000_000) } }, ['start', 'a', 3934, 90]],
    ['a car that waits in ECO waits for the fuse', { mode: 'ECO' }, null],
    [
      'one that charges is raised by a step, after ten seconds',
      { offers: { a: 8 }, memory: earlier(10) },
      ['raise', 'a', 6004, 30],
    ],
    ['by four, where two were there', { offers: { a: 8 }, memory: { steps: 4 } }, ['raise', 'a', 8074, 30]],
    ['not beyond what it may have', { offers: { a: 15 }, memory: { steps: 4 } }, ['raise', 'a', 10834, 30]],
    ['not before ten seconds', { offers: { a: 8 }, memory: earlier(9) }, null],
    ['nor before the wait for the next raise is over', { offers: { a: 8 }, memory: { raiseAt: at(2_000_001) } }, null],
    ['but once it is over', { offers: { a: 8 }, memory: { raiseAt: at(2_000_000) } }, ['raise', 'a', 6004, 30]],
    ['where nobody can be raised, the next is let in', { offers: { a: 16, b: 0 } }, ['start', 'b', 14767, 90]],
    ['where everybody has all, nothing is tried', { offers: { a: 16, b: 16 } }, null],
  ];
  for (const [because, given, is] of rows) it(because, () => assert.deepEqual(tries(given), is));
});

describe('a try', () => {
  const trying = (kind: 'start' | 'raise', endsAt: number) => ({
    kind,
    chargerId: 'a',
    sunW: 5000,
    endsAt: at(endsAt),
  });

  it('stands until its time, whatever the meter says meanwhile', () => {
    const seen = look({ gridW: 900, offers: { a: 6, b: 0 }, memory: { trying: trying('start', 2_000_001) } });
    assert.equal(seen.trying?.sunW, 5000);
    assert.ok(seen.hidden);
  });

  it('ends when its car is gone, or the meter silent', () => {
    const memory = { trying: trying('start', 2_000_001) };
    assert.equal(look({ gridW: 900, offers: { b: 0 }, memory }).trying, null);
    assert.equal(look({ gridW: null, memory }).trying, null);
  });

  it('is none any more once the inverter may feed in all', () => {
    const {
      hidden,
      trying: now,
      memory,
    } = look({
      site: { exportLimitW: undefined } as never,
      memory: { trying: trying('start', 2_000_001) },
    });
    assert.deepEqual([hidden, now, memory], [false, null, NOTHING_HIDDEN]);
  });

  it('was there, where the export is at its limit again: the next is twice as large, and nothing waits', () => {
    const memory = { trying: trying('raise', 2_000_000), inVain: 2, steps: 2, startAt: at(9e9), raiseAt: at(9e9) };
    const { memory: after, trying: next } = look({ offers: { a: 8 }, memory });
    assert.partialDeepStrictEqual(after, { inVain: 0, steps: 4, startAt: null, raiseAt: null });
    assert.equal(next?.kind, 'raise');
    for (const [steps, then] of [
      [1, 2],
      [4, 4],
    ] as const)
      assert.equal(look({ offers: { a: 8 }, memory: { ...memory, steps } }).memory.steps, then);
    const start = { trying: trying('start', 2_000_000) };
    assert.equal(look({ offers: { a: 6 }, memory: start }).guest, null, 'whoever was let in stays');
  });

  it('was a raise in vain: a step, three minutes later', () => {
    const memory = { trying: trying('raise', 2_000_000), steps: 4 };
    const { memory: after, guest } = look({ gridW: 300, offers: { a: 9 }, memory });
    assert.partialDeepStrictEqual(after, { steps: 1, raiseAt: 2_180_000, startAt: null, since: null, trying: null });
    assert.equal(guest, null);
  });

  it('was a start in vain: the guest may go, and the next waits ten minutes, twenty, forty at the most', () => {
    for (const [inVain, waitsS, then] of [
      [0, 600, 1],
      [1, 1200, 2],
      [2, 2400, 2],
    ] as const) {
      const memory = { trying: trying('start', 2_000_000), inVain };
      const { memory: after, guest } = look({ gridW: 900, offers: { a: 6 }, memory });
      assert.partialDeepStrictEqual(after, { startAt: 2_000_000 + waitsS * 1000, inVain: then });
      assert.equal(guest, 'a');
    }
  });
});
