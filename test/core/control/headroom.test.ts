import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { staticRooms } from '../../../core/control/fuse/fail-safe.js';
import { easesAt, type Headroom, mainFuseHeadroom, usualAfter } from '../../../core/control/fuse/headroom.js';
import { phaseCurrents } from '../../../core/control/fuse/phase-currents.js';
import type { Bucket, ControlMemory } from '../../../core/control/memory.js';
import type { Seat } from '../../../core/control/seat.js';
import { takeSeat } from '../../../core/control/take-seat.js';
import type { MeterReading, MeterRole } from '../../../core/model/reading.js';
import { amps, type MonoMs, monoMs, volts, watts } from '../../../core/model/units.js';
import { chargerFacts, House, siteFacts } from './house.js';

const AT = monoMs(1_000_000);
const ago = (s: number): MonoMs => monoMs(AT - s * 1000);

interface Given {
  readonly phases?: 1 | 3;
  readonly seats?: readonly Partial<Seat>[];
  /** What the grid meter measures, A per phase. */
  readonly gridA?: readonly number[];
  readonly reading?: Partial<MeterReading>;
  readonly memory?: Partial<ControlMemory>;
  readonly fresh?: boolean;
  /** Other meters: role, W, seconds since. */
  readonly beside?: readonly (readonly [role: MeterRole, powerW: number, agoS: number])[];
}
/** Fuse 25 A, margin 0.5 A. */
function rooms({ phases = 3, seats = [{}], gridA = [0, 0, 0], memory, fresh = true, ...given }: Given): Headroom {
  const facts = siteFacts({ phases, chargers: [chargerFacts('a', { phases: phases === 1 ? [1] : [1, 2, 3] })] });
  const house = new House(facts);
  house.plugIn('a');
  const seat = takeSeat(house.state, house.charger('a'), house.now, AT);
  const reading = { meterId: 'grid', role: 'grid' as const, takenAt: AT, powerW: watts(0) };
  const meters = (given.beside ?? []).map(([role, powerW, s], k) => [
    `${role}${k}`,
    {
      meterId: `${role}${k}`,
      role,
      reading: { meterId: `${role}${k}`, role, takenAt: ago(s), powerW: watts(powerW) },
      heardAt: AT,
      changedAt: AT,
      gapsMs: [],
      trouble: null,
    },
  ]);
  const state = {
    ...house.state,
    meters: Object.fromEntries(meters),
    memory: { ...house.state.memory, ...memory },
  };
  return mainFuseHeadroom(
    state,
    seats.map((over) => ({ ...seat, ...over })),
    given.reading ? { ...reading, ...given.reading } : { ...reading, currentA: gridA.map(amps) },
    fresh,
  );
}
const tenths = (values: readonly number[]): readonly number[] => values.map((value) => Math.round(value * 10) / 10);
const drawing = (lowA: number, highA: number, over: Partial<Seat> = {}): Partial<Seat> => ({
  draw: { lowA, highA },
  ...over,
});

describe('headroom: fuse − margin − what others take', () => {
  it('others are what is measured less what the cars drew', () => {
    const { roomsA, laxA, baseA } = rooms({ seats: [drawing(10, 10)], gridA: [15, 12, 10] });
    assert.deepEqual(
      [roomsA, laxA, baseA],
      [
        [19.5, 22.5, 24.5],
        [19.5, 22.5, 24.5],
        [5, 2, 0],
      ],
    );
  });
  it('where the cars may draw less or more, raises get half of the doubt, who charges all of it', () => {
    const { roomsA, laxA, baseA } = rooms({ seats: [drawing(6, 10, { on: [0] })], gridA: [15, 0, 0] });
    assert.deepEqual([roomsA[0], laxA[0], baseA[0]], [24.5 - 9 + 2, 24.5 - 9 + 4, 9]);
  });
  it('the doubts of several cars add up', () => {
    const one = drawing(6, 10, { on: [0] });
    const { roomsA, laxA } = rooms({ seats: [one, one], gridA: [22, 0, 0] });
    assert.deepEqual([roomsA[0], laxA[0]], [24.5 - 10 + 4, 24.5 - 10 + 8]);
  });
  it('above the fuse a raise gets none of the doubt', () => {
    const { roomsA, laxA } = rooms({ seats: [drawing(6, 10, { on: [0] })], gridA: [25.1, 25, 0] });
    assert.deepEqual(tenths([roomsA[0] ?? 0, laxA[0] ?? 0, roomsA[1] ?? 0]), [5.4, 9.4, -0.5]);
  });
  it('who cannot be steered is taken off at its most, and is no doubt', () => {
    const { roomsA, laxA, baseA } = rooms({ seats: [drawing(6, 10, { on: [0], fixedA: 16 })], gridA: [15, 0, 0] });
    assert.deepEqual([roomsA[0], laxA[0], baseA[0]], [24.5 - 16 - 9, 24.5 - 16 - 9, 25]);
  });
  it('the largest of the last 90 s counts, as far as it was certain', () => {
    const peak = (s: number, value: number): Bucket => ({ at: ago(s), value, count: 1 });
    const room = (others: readonly Bucket[]): number | undefined =>
      rooms({ gridA: [5, 0, 0], memory: { others: [others, [], []] } }).roomsA[0];
    assert.equal(room([]), 19.5);
    assert.equal(room([peak(50, 12), peak(40, 9)]), 12.5);
    assert.equal(room([peak(90, 12)]), 12.5);
    assert.equal(room([peak(95, 12)]), 19.5);
    assert.equal(room([peak(90, 3)]), 19.5);
    const { others } = rooms({ seats: [drawing(6, 10, { on: [0] })], gridA: [15, 0, 0] });
    assert.deepEqual(others[0], [{ at: AT, value: 5, count: 1 }]);
  });
  it('is remembered in stretches of 5 s, the largest of each; a sample seen before adds nothing', () => {
    const before = [
      { at: ago(10), value: 9, count: 1 },
      { at: AT, value: 7, count: 1 },
    ];
    const others = (gridA: readonly number[], fresh = true) =>
      rooms({ gridA, fresh, memory: { others: [before, [], []] } }).others[0];
    assert.deepEqual(others([6, 0, 0]), before);
    assert.deepEqual(others([8, 0, 0]), [before[0], { at: AT, value: 8, count: 1 }]);
    assert.equal(others([20, 0, 0], false), before);
    assert.deepEqual(rooms({ fresh: false }).others[0], []);
  });
});

describe('headroom: above the fuse', () => {
  const above = (agoS: number | null, gridA: number) => {
    const overSince = agoS === null ? [] : [ago(agoS), null, null];
    const {
      roomsA,
      laxA,
      overSince: since,
    } = rooms({
      seats: [drawing(20, 24, { on: [0] })],
      gridA: [gridA, 0, 0],
      memory: { overSince },
    });
    return { room: tenths([roomsA[0] ?? 0, laxA[0] ?? 0]), since: since[0] };
  };
  it('for six seconds by the samples, there is no room for anybody', () => {
    assert.deepEqual(above(null, 25.1), { room: [19.4, 23.4], since: AT });
    assert.deepEqual(above(5.9, 25.1), { room: [19.4, 23.4], since: ago(5.9) });
    assert.deepEqual(above(6, 25.1), { room: [0, 0], since: ago(6) });
    assert.deepEqual(above(6, 60), { room: [-15.5, -11.5], since: ago(6) });
  });
  it('below it, that is forgotten', () => {
    assert.deepEqual(above(6, 25), { room: [21.5, 23.5], since: null });
  });
});

describe('headroom: a charger that tells more than grid and sun give', () => {
  const room = (beside: Given['beside']): number | undefined =>
    rooms({ seats: [drawing(16, 16)], gridA: [2, 2, 2], ...(beside && { beside }) }).roomsA[0];
  it('is not believed where a solar meter tells what the sun gives, twice over', () => {
    assert.equal(room([['solar', 0, 0]]), 24.5);
    assert.equal(room([['solar', 1150, 0]]), 24.5 + 10);
    assert.equal(
      room([
        ['solar', 1150, 0],
        ['battery', 230, 0],
      ]),
      24.5 + 12,
    );
    assert.equal(
      room([
        ['solar', 1150, 0],
        ['battery', -2300, 0],
      ]),
      24.5 + 10,
      'a battery that is charged gives nothing',
    );
  });
  it('is believed where nobody tells it, or did a minute ago', () => {
    for (const beside of [
      [],
      [['battery', 0, 0]],
      [['house', 0, 0]],
      [['solar', 0, 61]],
      [
        ['solar', 0, 0],
        ['battery', 0, 61],
      ],
    ] as const)
      assert.equal(room(beside), 24.5 + 14, JSON.stringify(beside));
    assert.equal(room([['solar', 0, 60]]), 24.5);
  });
});

describe('headroom: without currents per phase', () => {
  it('each phase is feared to carry all other loads', () => {
    const others = (powerW: number, phases: 1 | 3 = 3, also: Partial<MeterReading> = {}) =>
      tenths(rooms({ phases, seats: [drawing(0, 0)], reading: { powerW: watts(powerW), ...also } }).baseA);
    assert.deepEqual(others(2300), [10, 10, 10]);
    assert.deepEqual(others(-2070), [-3, -3, -3], 'what flows out is spread');
    assert.deepEqual(others(2300, 1), [10]);
    assert.deepEqual(others(2300, 3, { phaseW: [2300, 0, 0].map(watts) }), [10, 0, 0]);
    assert.deepEqual(others(2300, 3, { currentA: [10, 0, 0].map(amps) }), [10, 0, 0]);
  });
  it('less what the cars drew', () => {
    const { baseA } = rooms({ seats: [drawing(6, 6)], reading: { powerW: watts(18 * 230 + 2300) } });
    assert.deepEqual(tenths(baseA), [10, 10, 10]);
  });
  it('the room without any meter: fuse less reserve, less who cannot be steered', () => {
    const house = new House(siteFacts({ chargers: [chargerFacts('a'), chargerFacts('b', { phases: [2] })] }));
    const seats = ['a', 'b'].map((id) => takeSeat(house.state, house.charger(id), house.now, AT));
    const fixed = seats.map((seat, k) => ({ ...seat, fixedA: k === 0 ? 6 : null }));
    assert.deepEqual(staticRooms(house.state, fixed), [9, 9, 9]);
    assert.deepEqual(
      staticRooms(
        house.state,
        seats.map((seat) => ({ ...seat, fixedA: 4 })),
      ),
      [11, 7, 11],
    );
  });
});

describe('the currents of a meter', () => {
  const { state } = new House(siteFacts());
  const of = (reading: Partial<MeterReading>) =>
    tenths(phaseCurrents(state, { meterId: 'grid', role: 'grid', takenAt: AT, powerW: watts(690), ...reading }));
  it('as told, else from the powers and its own voltages, else spread from the total', () => {
    const phaseW = [230, 460, -230].map(watts);
    assert.deepEqual(of({ currentA: [4, 5, 6].map(amps), phaseW }), [4, 5, 6]);
    assert.deepEqual(of({ phaseW }), [1, 2, -1]);
    assert.deepEqual(of({ phaseW, voltageV: [115, 460].map(volts) }), [2, 1, -1]);
    assert.deepEqual(of({}), [1, 1, 1]);
  });
  it('a phase that is not told carries nothing', () => assert.deepEqual(of({ currentA: [4, 5].map(amps) }), [4, 5, 0]));
});

describe('what the other loads usually take', () => {
  const look = (...valuesA: number[]) => valuesA.map((value) => ({ at: monoMs(0), value, count: 1 }));
  it('comes near to what counts for the fuse within hours; sun that flows out is no load', () => {
    const after = (hours: number) => usualAfter([4, 4], [look(10, 2), look(-8)], hours * 3600).map(Math.round);
    assert.deepEqual(
      [after(0), after(2), after(12)],
      [
        [4, 4],
        [8, 1],
        [10, 0],
      ],
    );
    assert.deepEqual(usualAfter([], [look(10)], 0), [0], 'nothing seen yet');
  });
});

describe('when a load that is gone no longer counts', () => {
  const loads = (...values: number[]) => [values.map((value, k) => ({ at: monoMs(1000 + 5000 * k), value, count: 1 }))];
  it('is told of the largest of the last 90 s, where it is an amp more than now', () => {
    assert.equal(easesAt(loads(3, 12, 4), [0]), 6000 + 95_000);
    assert.equal(easesAt(loads(3, 4, 12), [0]), null);
    assert.equal(easesAt(loads(4.9, 4), [0]), null);
    assert.equal(easesAt(loads(-10, -10), [0]), null, 'sun that flows out is no load');
    assert.equal(easesAt([], [0]), null);
  });
});
