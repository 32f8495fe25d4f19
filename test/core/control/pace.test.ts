import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Pace, type PaceQuestion, pace, writeBudget } from '../../../core/control/pace.js';
import type { Seat } from '../../../core/control/seat.js';
import type { ChargerState } from '../../../core/control/site-state.js';
import { takeSeat } from '../../../core/control/take-seat.js';
import { amps, type MonoMs, monoMs } from '../../../core/model/units.js';
import { chargerFacts, House, siteFacts } from './house.js';

const HOUSE = new House(siteFacts({ phases: 1, chargers: [chargerFacts('a', { phases: [1] })] }));
HOUSE.plugIn('a');
HOUSE.pass(10_000);
const { now } = HOUSE;
const SEAT = takeSeat(HOUSE.state, HOUSE.charger('a'), now, now.monoMs);
const ago = (s: number): MonoMs => monoMs(now.monoMs - s * 1000);

interface Given extends Partial<PaceQuestion> {
  readonly nowA?: number;
  /** Seconds since the last write; null: none. */
  readonly wroteAgoS?: number | null;
  readonly paceWs?: number;
  /** Seconds since each write of the last hour. */
  readonly writes?: readonly number[];
  readonly charger?: Partial<ChargerState>;
  readonly highA?: number;
}
/** A one-phase car at 10 A, last written a minute ago, in the sun of one that wants 14 A. */
function paced(given: Given): Pace {
  const { nowA = 10, wroteAgoS = 60, paceWs = 0, writes = [], charger, highA = 9.7, ...question } = given;
  const seat: Seat = {
    ...SEAT,
    offeredA: nowA,
    writtenAt: wroteAgoS === null ? null : ago(wroteAgoS),
    memory: { ...SEAT.memory, paceWs },
    draw: { lowA: highA, highA },
    charger: { ...SEAT.charger, writes: writes.map(ago), ...charger },
  };
  return pace(seat, {
    wantedA: 14,
    must: false,
    turns: false,
    sunW: 14 * 230,
    gridWeight: 1,
    dtS: 1,
    now,
    writesPerHour: 100,
    profileDurationS: 300,
    voltageV: 230,
    ...question,
  });
}
/** So many writes, spread over the hour. */
const used = (count: number): readonly number[] => Array.from({ length: count }, (_, k) => 3500 - (k * 3400) / count);
const { car } = SEAT.charger;

describe('pace: a car that trips, and a budget of nothing', () => {
  it('is raised like any other', () => {
    assert.equal(paced({ wroteAgoS: 5, charger: { car: { ...car, tripsOnLowering: true } } }).held, 'pace');
  });
  it('where no write is allowed none is made', () => assert.equal(paced({ writesPerHour: 0 }).held, 'write-budget'));
});

describe('pace: what goes out at once', () => {
  it('the first limit, and what is in force already', () => {
    assert.deepEqual(paced({ wroteAgoS: null, writes: used(99) }), { limitA: 14, paceWs: 0, held: null });
    assert.deepEqual(paced({ wantedA: 10, paceWs: 50, writes: used(100) }), { limitA: 10, paceWs: 0, held: null });
  });
  it('a reduction that must be, and a pause, whatever the budget; a raise waits all the same', () => {
    const writes = used(100);
    assert.deepEqual(paced({ wantedA: 8, must: true, writes }), { limitA: 8, paceWs: 0, held: null });
    assert.deepEqual(paced({ wantedA: 0, writes }), { limitA: 0, paceWs: 0, held: null });
    assert.equal(paced({ wantedA: 8, writes }).held, 'write-budget');
    assert.equal(paced({ must: true, writes }).held, 'write-budget');
  });
});

describe('pace: a raise', () => {
  it('above what the car took so far is worth as much as if it took it all: else it could never prove it', () => {
    const short = { car: { ...car, capA: amps(8) } };
    const waits = paced({ nowA: 9, charger: short, writes: used(70) });
    assert.deepEqual([waits.held, Math.round(waits.paceWs)], ['pace', 1311]);
    assert.equal(paced({ nowA: 9, paceWs: 3000, charger: short, writes: used(70) }).limitA, 14);
  });
  it('comes ten seconds after the last write; a reduction does not wait', () => {
    assert.deepEqual(paced({ wroteAgoS: 9.9, paceWs: 100 }), { limitA: 10, paceWs: 100 + 4 * 230, held: 'pace' });
    assert.equal(paced({ wroteAgoS: 10 }).limitA, 14);
    assert.equal(paced({ wroteAgoS: 1, wantedA: 8 }).limitA, 8);
  });
  it('waits for nothing but the budget when a user has just asked', () => {
    const asked = { charger: { wishedAt: ago(1) }, wroteAgoS: 1 };
    assert.equal(paced(asked).limitA, 14);
    assert.equal(paced({ charger: { wishedAt: ago(61) }, wroteAgoS: 1 }).held, 'pace', 'asked before that write');
    assert.equal(paced({ ...asked, writes: used(100) }).held, 'write-budget');
    assert.equal(
      paced({ ...asked, wantedA: 10.5, wroteAgoS: 60, charger: { wishedAt: ago(1) }, writes: used(90) }).held,
      null,
    );
  });
});

describe('pace: the price of a write', () => {
  it('is nothing up to half of the budget, and then what it has cost to wait must exceed it', () => {
    const old = (count: number): readonly number[] => Array(count).fill(3500);
    assert.equal(paced({ dtS: 0, writes: old(49) }).held, null);
    assert.equal(paced({ dtS: 0, writes: old(50) }).held, 'pace');
    const price = (400 * (Math.exp(6 * 0.2) - 1) * 0.5) / 0.3;
    assert.equal(paced({ dtS: 0, writes: old(69), paceWs: price - 0.1 }).held, 'pace');
    assert.deepEqual(paced({ dtS: 0, writes: old(69), paceWs: price + 0.1 }), { limitA: 14, paceWs: 0, held: null });
    assert.equal(paced({ dtS: 0, writes: old(99), paceWs: 1e6 }).held, 'pace', 'the last one is for what cannot wait');
  });
  it('counts the renewals that are to come before those writes have left the hour', () => {
    assert.equal(paced({ dtS: 0, writes: Array(26).fill(1) }).held, null);
    assert.equal(paced({ dtS: 0, writes: Array(27).fill(1) }).held, 'pace');
  });
  it('is not asked of a car that waits to start', () => {
    assert.equal(paced({ nowA: 0, dtS: 0, writes: used(50) }).limitA, 14);
  });
  it('writes of more than an hour ago are forgotten', () => {
    assert.equal(paced({ dtS: 0, writes: used(50).map((s) => s + 3600) }).held, null);
  });
  it('grows by the sun not taken, and by the grid as it is weighed', () => {
    const waited = (given: Given): number => Math.round(paced({ wroteAgoS: 1, dtS: 1, charger: {}, ...given }).paceWs);
    assert.equal(waited({ sunW: 14 * 230 }), 4 * 230);
    assert.equal(waited({ sunW: 13.7 * 230 - 230 }), 2 * 230, 'a step too far is bought');
    assert.equal(waited({ sunW: 13.7 * 230 - 230, gridWeight: 3 }), 0);
    assert.equal(waited({ sunW: 0 }), 0, 'what would lose is not counted against what was lost');
    assert.equal(waited({ sunW: null }), 4 * 230, 'FAST: all that is given is worth it');
    const down = { wantedA: 8, wroteAgoS: 60, writes: used(90), dtS: 1 };
    assert.equal(Math.round(paced({ ...down, sunW: null }).paceWs), 2 * 230);
    assert.equal(Math.round(paced({ ...down, sunW: 0, gridWeight: 3 }).paceWs), 3 * 2 * 230);
  });
});

describe('pace: the budget', () => {
  it('is spent to the last write', () => {
    const lately = (count: number) => ({ nowA: 0, dtS: 0, writes: used(count), profileDurationS: 7200 });
    assert.equal(paced(lately(99)).limitA, 14);
    assert.equal(paced(lately(100)).held, 'write-budget');
  });
  it('keeps back what renewals need until old writes have left the hour', () => {
    const fresh = (count: number) => ({ nowA: 0, dtS: 0, writes: Array(count).fill(1) });
    // In the next hour 23 renewals: one every 150 s.
    assert.equal(paced(fresh(76)).limitA, 14);
    assert.equal(paced(fresh(77)).held, 'write-budget');
    const old = (count: number) => ({ nowA: 0, dtS: 0, writes: Array(count).fill(3500) });
    assert.equal(paced(old(99)).limitA, 14, 'those of nearly an hour ago will be gone before');
  });
  it('does not count what is older than an hour', () => {
    const before = used(100).map((s) => s + 3600);
    assert.equal(paced({ nowA: 0, dtS: 0, writes: before }).limitA, 14);
  });
  it('gentle has sixty at the most', () => {
    const facts = (writesPerHour: number) => siteFacts({ writesPerHour });
    assert.deepEqual(
      [writeBudget(facts(100), 'gentle'), writeBudget(facts(40), 'gentle'), writeBudget(facts(100), 'balanced')],
      [60, 40, 100],
    );
  });
});

describe('pace: a charger that trips when it is lowered', () => {
  const trips = { charger: { car: { ...car, tripsOnLowering: true } } };
  it('goes down every six seconds, by a tenth of what the car draws', () => {
    const down = { ...trips, nowA: 16, wantedA: 6, highA: 15.7 };
    assert.deepEqual(paced({ ...down, wroteAgoS: 5.9, paceWs: 7 }), { limitA: 16, paceWs: 7, held: 'trip' });
    assert.deepEqual(paced({ ...down, wroteAgoS: 6 }), { limitA: 15, paceWs: 0, held: 'trip' });
    assert.deepEqual(paced({ ...down, nowA: 32, highA: 31.7 }), { limitA: 29, paceWs: 0, held: 'trip' });
  });
  it('at least a step, not past what is wanted, and no further than the minimum asks', () => {
    assert.equal(paced({ ...trips, nowA: 10, wantedA: 6, highA: 12 }).limitA, 9);
    assert.deepEqual(paced({ ...trips, nowA: 16, wantedA: 15, highA: 9 }), { limitA: 15, paceWs: 0, held: null });
    assert.equal(paced({ ...trips, nowA: 16, wantedA: 3, highA: 0 }).limitA, 6);
  });
  it('is raised like any other, and lowered at once where it must be', () => {
    assert.equal(paced(trips).limitA, 14);
    assert.equal(paced({ ...trips, wantedA: 6, must: true }).limitA, 6);
    assert.equal(paced({ wantedA: 6 }).limitA, 6);
  });
});

describe('pace: a change of phases', () => {
  it('waits for neither gap nor price, and not for a car that trips: its current goes to nothing first', () => {
    const used90 = Array.from({ length: 90 }, (_, k) => 3500 - k * 38);
    assert.equal(paced({ turns: true, wroteAgoS: 3 }).limitA, 14);
    assert.equal(paced({ turns: true, wantedA: 10, writes: used90 }).held, null);
    assert.equal(paced({ turns: true, wantedA: 6, charger: { car: { ...car, tripsOnLowering: true } } }).limitA, 6);
  });
  it('obeys the budget, be the current the same', () => {
    assert.equal(paced({ turns: true, writesPerHour: 0 }).held, 'write-budget');
    assert.equal(paced({ turns: true, wantedA: 10, writesPerHour: 0 }).held, 'write-budget');
  });
});
