import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ChargerMemory, type ControlMemory, NEW_CHARGER_MEMORY } from '../../../core/control/memory.js';
import { recall, recordCharger, type Spell } from '../../../core/control/recall.js';
import type { Seat } from '../../../core/control/seat.js';
import { gotOf, ranking } from '../../../core/control/sharing/rank.js';
import { takeSeat } from '../../../core/control/take-seat.js';
import type { Policy } from '../../../core/model/mode.js';
import { amps, monoMs } from '../../../core/model/units.js';
import { chargerFacts, House, siteFacts } from './house.js';

const AT = monoMs(10_000_000);
const now = { monoMs: AT, wallMs: 0 as never, wallClockPlausible: true };

interface Given extends Partial<Pick<ControlMemory, 'order'>> {
  readonly got?: Readonly<Record<string, Partial<ChargerMemory>>>;
  readonly turnAgoS?: number | null;
  readonly priorities?: readonly number[];
}
function ranked(policy: Policy, { got = {}, turnAgoS = null, order = [], priorities = [1, 1, 1] }: Given) {
  const chargers = ['a', 'b', 'c'].map((id, k) => chargerFacts(id, { priority: priorities[k] ?? 1 }));
  const house = new House(siteFacts({ chargers }));
  const seats = ['a', 'b', 'c'].map((id): Seat => {
    const seat = takeSeat(house.state, house.charger(id), house.now, house.now.monoMs);
    return { ...seat, memory: { ...seat.memory, ...got[id] } };
  });
  const turnedAt = turnAgoS === null ? null : monoMs(AT - turnAgoS * 1000);
  const { seats: found, ...turn } = ranking(seats, policy, { ...house.state.memory, order, turnedAt }, now);
  return { order: found.map((seat) => seat.id).join(''), ...turn };
}
const wh = (gotWh: number) => ({ gotWh });

describe('who goes first', () => {
  it('priority: the smaller number, equals as they are configured; no turns', () => {
    const turnedAt = monoMs(AT - 5_000_000);
    assert.deepEqual(ranked('priority', { priorities: [3, 1, 1], order: ['c', 'a'], turnAgoS: 5000 }), {
      order: 'bca',
      turned: false,
      turnedAt,
    });
  });
  it('at the turn who got least, in halves of a kilowatt-hour', () => {
    assert.deepEqual(ranked('energy-fair', { got: { a: wh(1200), b: wh(600), c: wh(0) } }), {
      order: 'cba',
      turned: true,
      turnedAt: AT,
    });
    assert.equal(ranked('energy-fair', { got: { a: wh(240), b: wh(0) } }).order, 'abc');
  });
  it('equal counts ampere-hours, energy-fair the energy', () => {
    const got = { a: { gotWh: 9000, gotAh: 0 }, b: { gotWh: 0, gotAh: 13 } };
    assert.equal(ranked('equal', { got }).order, 'acb');
    assert.equal(ranked('energy-fair', { got }).order, 'bca');
    const house = new House(siteFacts());
    const seat = takeSeat(house.state, house.charger('a'), house.now, house.now.monoMs);
    const own = { ...seat, memory: { ...seat.memory, gotWh: 700, gotAh: 2 } };
    assert.deepEqual([gotOf(own, 'energy-fair'), gotOf(own, 'equal')], [700, 2 * 690]);
  });
  it('a turn lasts a quarter of an hour: the order stays, newcomers come last', () => {
    const got = { a: wh(9000) };
    const turnedAt = monoMs(AT - 899_000);
    assert.deepEqual(ranked('energy-fair', { got, order: ['c', 'a'], turnAgoS: 899 }), {
      order: 'cab',
      turned: false,
      turnedAt,
    });
    assert.equal(ranked('energy-fair', { order: ['c'], turnAgoS: 899 }).order, 'cab');
    assert.deepEqual(ranked('energy-fair', { got, order: ['c', 'a'], turnAgoS: 900 }), {
      order: 'bca',
      turned: true,
      turnedAt: AT,
    });
  });
});

describe('what is remembered of a charger', () => {
  const house = new House(siteFacts({ chargers: [chargerFacts('a', { mode: 'ECO+', ecoPlusA: amps(1) })] }));
  house.plugIn('a');
  house.status('a', 'Charging');
  const seat = takeSeat(house.state, house.charger('a'), house.now, house.now.monoMs);
  const before = { ...NEW_CHARGER_MEMORY, gotWh: 100, turnWh: 20, gotAh: 1, gridWh: 50 };
  const after = (over: Partial<Seat>, charger = {}, spell: Partial<Spell> = {}): ChargerMemory =>
    recordCharger(
      { ...seat, memory: before, offeredA: 6, ...over, charger: { ...seat.charger, measuredA: amps(6), ...charger } },
      { paceWs: 0, phasesWs: 0, dtS: 3600, shortW: 1000, carried: false, turned: false, voltageV: 230, ...spell },
    );
  it('energy and ampere-hours as they were measured, while it charges', () => {
    const { gotWh, gotAh } = after({});
    assert.deepEqual([gotWh, gotAh], [100 + 6 * 690, 1 + 6]);
    assert.equal(after({ feeds: 1 }).gotWh, 100 + 6 * 230);
    assert.deepEqual([after({}).turnWh, after({}, {}, { turned: true }).turnWh], [20, 100 + 6 * 690]);
    assert.deepEqual([after({}, { status: 'SuspendedEV' }).gotWh, after({}, {}, { dtS: 0 }).gotAh], [100, 1]);
  });
  it('grid energy beyond the allowance at the minimum; none above it, and a pause that the sun carries begins anew', () => {
    assert.equal(after({}).gridWh, 50 + 1000 - 690);
    assert.equal(after({}, {}, { shortW: 600 }).gridWh, 50);
    assert.equal(after({ offeredA: 7 }).gridWh, 50);
    assert.equal(after({}, { status: 'SuspendedEV' }).gridWh, 50);
    assert.equal(after({ offeredA: 0 }, { status: 'SuspendedEVSE' }).gridWh, 50);
    assert.equal(after({ offeredA: 0 }, {}, { carried: true }).gridWh, 0);
    assert.equal(after({}, {}, { shortW: 0, carried: true }).gridWh, 50, 'not while it charges');
    assert.equal(after({ law: 'ECO' }).gridWh, 0);
  });
  it('that it trips, and that it ignores a number of phases', () => {
    const { tripsOnLowering, ignoresPhases } = after({}, { car: { ...seat.charger.car, tripsOnLowering: true } });
    assert.deepEqual([tripsOnLowering, ignoresPhases], [true, false]);
    assert.equal(after({}, { car: { ...seat.charger.car, ignoresPhases: true } }).ignoresPhases, true);
  });
  it('fairness counts within a plug-in', () => {
    const remembered = (status: 'Available' | 'SuspendedEV', gotWh: number): readonly unknown[] => {
      const site = new House(siteFacts());
      site.plugIn('a');
      site.status('a', status);
      site.state = { ...site.state, memory: { ...site.state.memory, chargers: { a: { ...before, gotWh } } } };
      const own = recall(site.state, site.now).memory.chargers['a'];
      return [own?.gotWh, own?.turnWh, own?.gotAh, own?.gridWh];
    };
    assert.deepEqual(remembered('SuspendedEV', 100), [100, 20, 1, 50]);
    assert.deepEqual(remembered('Available', 100), [0, 0, 0, 0]);
  });
});
