import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { whatOf } from '../../../core/meters/trouble.js';
import { UNWATCHED, watch } from '../../../core/meters/watch.js';
import { wiringRemark } from '../../../core/meters/wiring-check.js';
import type { MeterReading } from '../../../core/model/reading.js';
import { amps, monoMs, volts, watts } from '../../../core/model/units.js';

const READING: MeterReading = { meterId: 'm', role: 'grid', takenAt: monoMs(0), powerW: watts(2000) };

/** What is told after a row of readings, one a second. */
function toldAfter(
  count: number,
  of: (i: number) => { reading?: Partial<MeterReading>; signature?: string },
): string[] {
  let watched = UNWATCHED;
  let remarks: string[] = [];
  for (let i = 0; i < count; i++) {
    const { reading = {}, signature = String(i) } = of(i);
    const seen = watch(watched, { ...READING, ...reading, takenAt: monoMs(1_000_000 + i * 1000) }, signature);
    watched = seen.watched;
    remarks = seen.remarks.map(whatOf);
  }
  return remarks;
}

describe('a meter that works but is odd', () => {
  it('frozen: not a bit in two minutes although something flows', () => {
    assert.deepEqual(
      toldAfter(119, () => ({ signature: 'same' })),
      [],
    );
    assert.deepEqual(
      toldAfter(121, () => ({ signature: 'same' })),
      ['frozen: 120 s'],
    );
  });
  it('a roof at night may stand still', () => {
    assert.deepEqual(
      toldAfter(500, () => ({ signature: 'same', reading: { powerW: watts(0) } })),
      [],
    );
  });
  it('one changed bit is life', () => {
    assert.deepEqual(
      toldAfter(200, (i) => ({ signature: i < 150 ? 'a' : 'b' })),
      [],
    );
  });
  it('sign: a roof that consumes for half a minute', () => {
    const roof = { role: 'solar', powerW: watts(-1500) } as const;
    assert.deepEqual(
      toldAfter(29, () => ({ reading: roof })),
      [],
    );
    assert.deepEqual(
      toldAfter(30, () => ({ reading: roof })),
      ['sign: -1500 W'],
    );
  });
  it('an inverter’s stand-by is no turned clamp', () => {
    assert.deepEqual(
      toldAfter(100, () => ({ reading: { role: 'solar', powerW: watts(-20) } })),
      [],
    );
  });
  it('absurd: more watts than volts and amperes make, on one phase, for half a minute', () => {
    const reading = {
      phaseW: [200, 4000, 200].map(watts),
      currentA: [1, 2, 1].map(amps),
      voltageV: [230, 230, 230].map(volts),
    };
    assert.deepEqual(
      toldAfter(30, () => ({ reading })),
      ['absurd: L2, 4000 W'],
    );
    assert.deepEqual(
      toldAfter(60, (i) => ({ reading: i % 20 === 0 ? {} : reading })),
      [],
    );
  });
});

describe('watts and amperes', () => {
  const phase = (powerW: number, currentA: number) => ({
    phaseW: [powerW, 200, 200].map(watts),
    currentA: [currentA, 1, 1].map(amps),
    voltageV: [230, 230, 230].map(volts),
  });
  const told = (powerW: number, currentA: number) => toldAfter(30, () => ({ reading: phase(powerW, currentA) }));
  it('absurd: next to no watts of many amperes, since the map gives kW for W', () => {
    assert.deepEqual(told(2.5, 10.9), ['absurd: L1, 3 W']);
    assert.deepEqual(told(-2.5, -10.9), ['absurd: L1, -2 W']);
  });
  it('few amperes may be reactive, and so may many where a battery holds the grid at about nothing', () => {
    assert.deepEqual([told(1, 6), told(10, 10.9)], [[], []]);
  });
});

describe('the wiring, as a car that starts or stops shows it', () => {
  const check = (chargerA: number[], gridW: number[]) => {
    const found = wiringRemark({ chargerA: chargerA.map(amps), gridW: gridW.map(watts), voltageV: 230 });
    return found && whatOf(found);
  };
  const rows: readonly [because: string, chargerA: number[], gridW: number[], says: string | undefined][] = [
    ['three phases start, three show it', [10, 10, 10], [2300, 2250, 2400], undefined],
    ['the car stops and import falls, as it should', [-16, -16, -16], [-3600, -3700, -3650], undefined],
    ['the car starts and import falls', [10, 10, 10], [-2300, -2250, -2400], 'sign: -6950 W'],
    ['one phase and a one-phase supply, turned', [16], [-3600], 'sign: -3600 W'],
    ['one clamp of three turned', [10, 10, 10], [2300, -2250, 2400], 'sign: L2'],
    ['a car on L1 shows on L2', [16, 0, 0], [40, 3600, -20], 'phase-order: L1 → L2'],
    ['a kettle at the same moment on another phase proves nothing', [16, 0, 0], [3600, 2000, 0], undefined],
    ['the sun went up by far more than the car: proves nothing', [10, 10, 10], [-4600, -4600, -4600], undefined],
    ['a change too small to tell', [1, 1, 1], [-230, -230, -230], undefined],
    ['the house moved against it by half: proves nothing', [10, 0, 0], [1100, 0, 0], undefined],
    ['no phase values', [10, 10, 10], [], undefined],
  ];
  for (const [because, chargerA, gridW, says] of rows) {
    it(because, () => assert.equal(check(chargerA, gridW), says));
  }
});
