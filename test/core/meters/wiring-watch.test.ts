import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { WIRING_UNWATCHED, watchChargers, watchGrid } from '../../../core/meters/wiring-watch.js';
import { monoMs, volts, watts } from '../../../core/model/units.js';

/** How the grid meter sees what the phases really carry. */
type Meter = (realW: readonly number[]) => readonly number[];
const right: Meter = (realW) => realW;

/** A car that goes through currents (per phase), each held for so long; the grid meter is read every second. */
function told(
  steps: readonly (readonly number[])[],
  { meter = right, houseW = () => 0, holdS = 40, sampleS = 10, unmeasuredV } = {} as {
    meter?: Meter;
    /** Of a supply whose meter tells no voltage. */
    unmeasuredV?: number;
    houseW?: (second: number, phase: number) => number;
    holdS?: number;
    sampleS?: number;
  },
): string[] {
  let watched = WIRING_UNWATCHED;
  const said: string[] = [];
  for (let second = 0; second < steps.length * holdS; second++) {
    const car = steps[Math.floor(second / holdS)] ?? [];
    const at = monoMs(second * 1000);
    if (second % sampleS === 0) watched = watchChargers(watched, car, at);
    const phaseW = meter(car.map((current, phase) => current * (unmeasuredV ?? 230) + houseW(second, phase))).map(
      watts,
    );
    const powerW = watts(phaseW.reduce((sum, power) => sum + power, 0));
    const voltageV = { voltageV: [230, 230, 230].map(volts) };
    const of = { meterId: 'grid', role: 'grid', takenAt: at, powerW, ...(!unmeasuredV && voltageV) } as const;
    const seen = watchGrid(watched, phaseW.length > 1 ? { ...of, phaseW } : of, volts(unmeasuredV ?? 230));
    watched = seen.watched;
    if (seen.told) said.push(seen.told.join() || 'nothing odd');
  }
  return said;
}

const onOff = (times: number, on = [10, 10, 10]): readonly (readonly number[])[] =>
  Array.from({ length: times }, (_, i) => (i % 2 === 0 ? on.map(() => 0) : on));

describe('D.9: the wiring of the grid meter, as cars that start and stop show it', () => {
  it('a meter that is right is left alone', () => assert.deepEqual(told(onOff(10)), []));

  it('a meter turned round is told once, at the third step', () => {
    assert.match(told(onOff(10), { meter: (real) => real.map((power) => -power) }).join('|'), /^sign: -?6900 W$/);
    assert.deepEqual(told(onOff(3), { meter: (real) => real.map((power) => -power) }), []);
  });

  it('one clamp turned round is told with its phase', () => {
    const meter: Meter = ([one = 0, two = 0, three = 0]) => [one, -two, three];
    assert.deepEqual(told(onOff(6), { meter }), ['sign: L2']);
  });

  it('phases in another order: a car on L1 shows on L3', () => {
    const meter: Meter = ([one = 0, two = 0, three = 0]) => [two, three, one];
    assert.deepEqual(told(onOff(6, [16, 0, 0]), { meter }), ['phase-order: L1 → L3']);
  });

  it('a meter that knows only the total shows its sign', () => {
    const meter: Meter = (real) => [-real.reduce((sum, power) => sum + power, 0)];
    assert.match(told(onOff(6), { meter }).join(), /^sign: /);
  });

  it('one phase', () => assert.match(told(onOff(6, [16]), { meter: ([power = 0]) => [-power] }).join(), /^sign: /));

  it('a meter that tells no voltage is judged by that of the supply', () => {
    const meter: Meter = (real) => real.map((power) => -power);
    assert.match(told(onOff(6), { meter, unmeasuredV: 120 }).join(), /^sign: -?3600 W$/);
  });

  it('put right while it runs, it is taken back', () => {
    let second = 0;
    const meter: Meter = (real) => {
      second += 1;
      return second < 240 ? real.map((power) => -power) : real;
    };
    const said = told(onOff(12), { meter });
    assert.equal(said.length, 2);
    assert.match(said[0] ?? '', /^sign/);
    assert.equal(said[1], 'nothing odd');
  });

  it('a ramp over several samples is one step', () => {
    const ramp = [0, 4, 8, 12, 16, 16, 16, 16, 12, 8, 4, 0, 0, 0, 0, 0].map((current) => [current, current, current]);
    const turned: Meter = (real) => real.map((power) => -power);
    const said = told([...ramp, ...ramp, ...ramp], { meter: turned, holdS: 4, sampleS: 4 });
    assert.match(said.join('|'), /^sign: -?11040 W$/);
  });

  it('a car that never rests proves nothing', () => {
    const restless = Array.from({ length: 60 }, (_, i) => [(i % 2) * 16, (i % 2) * 16, (i % 2) * 16]);
    const turned: Meter = (real) => real.map((power) => -power);
    assert.deepEqual(told(restless, { meter: turned, holdS: 5, sampleS: 5 }), []);
  });

  it('a charger that tells seldom proves nothing', () => {
    const seldom = { meter: ((real) => real.map((power) => -power)) as Meter, holdS: 180, sampleS: 90 };
    assert.deepEqual(told(onOff(8), seldom), []);
  });

  it('a house that moves by less than the car never makes a meter that is right be accused', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1300 }), { minLength: 20, maxLength: 40 }), (loads) => {
        const houseW = (second: number, phase: number) =>
          loads[(Math.floor(second / 7) * 3 + phase) % loads.length] ?? 0;
        assert.deepEqual(told(onOff(8), { houseW }), []);
      }),
      { numRuns: 100 },
    );
  });

  it('a sun that comes and goes by far more than the car proves nothing', () => {
    const houseW = (second: number) => (Math.floor(second / 40) % 2 === 0 ? 0 : -6000);
    assert.deepEqual(told(onOff(10), { houseW }), []);
  });
});
