import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UNKNOWN_TRAITS } from '../../../core/control/car/learned-car.js';
import { EMPTY_MEMORY, lastingMemory, NEW_CHARGER_MEMORY, readMemory } from '../../../core/control/memory.js';
import { monoMs, wallMs } from '../../../core/model/units.js';

describe('memory of an earlier life', () => {
  const chargers = (kept: unknown) => readMemory({ version: 1, chargers: kept }).chargers;
  const cars = (kept: unknown) => readMemory({ version: 1, cars: kept }).cars;
  it('what was learned and earned of a charger stays, what carries an instant begins anew', () => {
    const kept = { gotWh: 1, gotAh: 2, gridWh: 3, readyBegan: wallMs(7), tripsOnLowering: true, ignoresPhases: true };
    const instants = { paceWs: 4, idle: true, idleTries: 5, wakeAt: 6 };
    assert.deepEqual(chargers({ a: { ...kept, ...instants } }), { a: { ...NEW_CHARGER_MEMORY, ...kept } });
  });
  it('all of it that outlives a restart is put away, and nothing else', () => {
    const learned = {
      gotWh: 1,
      gotAh: 2,
      gridWh: 3,
      readyBegan: wallMs(7),
      tripsOnLowering: true,
      ignoresPhases: true,
    };
    const memory = {
      ...EMPTY_MEMORY,
      usualA: [1, 2],
      past: [{ at: monoMs(1), value: 2, count: 3 }],
      chargers: { a: { ...NEW_CHARGER_MEMORY, ...learned, paceWs: 4 } },
      cars: { a: { anna: UNKNOWN_TRAITS } },
    };
    assert.deepEqual(readMemory(lastingMemory(memory)), readMemory(memory));
    const { usualA, cars } = memory;
    assert.deepEqual(lastingMemory(memory), { version: 1, usualA, chargers: { a: learned }, cars });
  });
  it('what the house usually takes stays', () => {
    const usualA = (kept: unknown) => readMemory({ version: 1, usualA: kept }).usualA;
    assert.deepEqual([usualA([1, 'x', 3]), usualA(7), usualA(undefined)], [[1, 0, 3], [], []]);
  });
  it('of another version it is none', () => {
    const kept = { a: { gotWh: 1 } };
    assert.deepEqual([readMemory({ version: 2, chargers: kept }).chargers, readMemory(null).chargers], [{}, {}]);
  });
  it('what is no number counts nothing, what is no yes is no', () => {
    const odd = {
      gotWh: 'much',
      gotAh: null,
      gridWh: Number.NaN,
      readyBegan: '7',
      tripsOnLowering: 1,
      ignoresPhases: 'true',
    };
    assert.deepEqual(chargers({ a: odd }), { a: NEW_CHARGER_MEMORY });
  });
  it('a charger that is no record is left out', () => {
    assert.deepEqual(chargers({ a: null, b: 7, c: ['x'], d: {} }), { d: NEW_CHARGER_MEMORY });
    assert.deepEqual([chargers(null), chargers(7), chargers(['x'])], [{}, {}, {}]);
  });
  it('cars stay by charger and card; a trait that was not known then is not known', () => {
    assert.deepEqual(cars({ a: { anna: { offsetA: 0.5, mostA: 16 }, bert: { offsetA: 0.2 } } }), {
      a: { anna: { ...UNKNOWN_TRAITS, offsetA: 0.5, mostA: 16 }, bert: { ...UNKNOWN_TRAITS, offsetA: 0.2 } },
    });
  });
  it('a car that is no record, or without its offset, is left out', () => {
    assert.deepEqual(cars({ a: { anna: null, bert: 7, carl: {}, dora: { offsetA: '0.5' } }, b: 7, c: null }), {});
    assert.deepEqual([cars(null), cars(7), cars(['x'])], [{}, {}, {}]);
  });
});
