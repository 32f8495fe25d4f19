import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Measured } from '../../../core/meters/measured.js';
import { type MeterPlace, readingOf } from '../../../core/meters/reading-of.js';
import type { MeterReading } from '../../../core/model/reading.js';
import { monoMs } from '../../../core/model/units.js';

const GRID: MeterPlace = {
  meterId: 'grid',
  role: 'grid',
  supplyPhases: 3,
  phases: [1, 2, 3],
  invert: false,
  clamps: [],
};

function reading(said: Measured, place: Partial<MeterPlace> = {}): MeterReading {
  const composed = readingOf(said, { ...GRID, ...place }, monoMs(5));
  if ('trouble' in composed) assert.fail(`refused: ${composed.trouble.detail}`);
  return composed.reading;
}

function refusal(said: Measured, place: Partial<MeterPlace> = {}): string {
  const composed = readingOf(said, { ...GRID, ...place }, monoMs(5));
  if ('reading' in composed) assert.fail(`taken: ${JSON.stringify(composed.reading)}`);
  return `${composed.trouble.code}: ${composed.trouble.detail}`;
}

describe('power', () => {
  it('is the total where the meter has one, for it may be measured better than the sum', () => {
    assert.equal(reading({ powerW: 2060, phaseW: [345, -578, 2293] }).powerW, 2060);
  });
  it('is import less export where a meter keeps them apart', () => {
    assert.equal(reading({ importW: 0, exportW: 1200 }).powerW, -1200);
  });
  it('is the sum of an inverter’s strings', () => {
    assert.equal(reading({ partsW: [500, 700] }, { role: 'solar' }).powerW, 1200);
  });
  it('is the sum of the phases at last', () => {
    assert.equal(reading({ phaseW: [100, 200, -50] }).powerW, 250);
  });
  it('is refused as missing when half of it is not available, because half a power is a wrong power', () => {
    assert.equal(refusal({ powerW: null, phaseW: [100, null, 5] }), 'absurd: no power');
    assert.equal(refusal({ importW: 5, exportW: null }), 'absurd: no power');
    assert.equal(refusal({}), 'absurd: no power');
  });
});

describe('the sign of a current', () => {
  it('is that of its phase’s power, because most meters give a magnitude', () => {
    assert.deepEqual(
      reading({ powerW: 2060, phaseW: [345, -578, 2293], currentA: [1.5, 2.5, 10] }).currentA,
      [1.5, -2.5, 10],
    );
  });
  it('does not depend on whether the meter signs it, too', () => {
    assert.deepEqual(reading({ phaseW: [345, -578, 2293], currentA: [1.5, -2.5, 10] }).currentA, [1.5, -2.5, 10]);
  });
  it('of a one-phase meter is that of the total', () => {
    assert.deepEqual(reading({ powerW: -500, currentA: [2.2] }, { supplyPhases: 1 }).currentA, [-2.2]);
  });
  it('stays as given where no phase power is known, so that the fuse sees it as import', () => {
    assert.deepEqual(reading({ powerW: -500, currentA: [2, 3, 4] }).currentA, [2, 3, 4]);
  });
});

describe('invert', () => {
  it('turns power, currents and registers round', () => {
    const turned = reading(
      { powerW: 100, phaseW: [300, -100, -100], currentA: [1.4, 0.5, 0.5], importWh: 10, exportWh: 20 },
      { invert: true },
    );
    assert.equal(turned.powerW, -100);
    assert.deepEqual(turned.phaseW, [-300, 100, 100]);
    assert.deepEqual(turned.currentA, [-1.4, 0.5, 0.5]);
    assert.deepEqual([turned.importWh, turned.exportWh], [20, 10]);
  });
  it('turns no current that has no sign of any kind, because import would be hidden from the fuse', () => {
    const turned = reading({ powerW: -13_800, currentA: [20, 20, 20] }, { invert: true });
    assert.deepEqual([turned.powerW, turned.currentA], [13_800, [20, 20, 20]]);
    const signing = reading({ powerW: -2300, currentA: [-20, 5, 5] }, { invert: true });
    assert.deepEqual(signing.currentA, [20, -5, -5]);
  });
  it('leaves no −0, because it would show as "-0 W"', () => {
    assert.ok(Object.is(reading({ powerW: 0 }, { invert: true }).powerW, 0));
  });
});

describe('clamps', () => {
  it('multiply power and current of their input, and the total becomes the sum', () => {
    const clamped = reading(
      { powerW: 60, phaseW: [10, 20, 30], currentA: [0.1, 0.2, 0.3] },
      { clamps: [{ ratio: 20 }, { ratio: 20 }, { ratio: 20 }] },
    );
    assert.deepEqual(clamped.phaseW, [200, 400, 600]);
    assert.equal(clamped.powerW, 1200);
    assert.deepEqual(
      clamped.currentA?.map((value) => Number(value.toFixed(6))),
      [2, 4, 6],
    );
  });
  it('turned round count the other way, each for itself', () => {
    const clamped = reading(
      { powerW: 40, phaseW: [10, -20, 30], currentA: [1, 2, 3] },
      { clamps: [{}, { invert: true }, {}] },
    );
    assert.deepEqual(clamped.phaseW, [10, 20, 30]);
    assert.deepEqual(clamped.currentA, [1, 2, 3]);
    assert.equal(clamped.powerW, 60);
  });
  it('sit on the phase they name', () => {
    const clamped = reading(
      { phaseW: [10, 20, 30], currentA: [1, 2, 3], voltageV: [230, 231, 232] },
      { clamps: [{ phase: 3 }, { phase: 1 }, { phase: 2 }] },
    );
    assert.deepEqual(clamped.phaseW, [20, 30, 10]);
    assert.deepEqual(clamped.voltageV, [231, 232, 230]);
  });
  it('that are all alike act on a total without phases, and hide no current without a sign from the fuse', () => {
    const all = { ratio: 2, invert: true };
    const clamped = reading({ powerW: -1380, currentA: [2, 2, 2] }, { clamps: [all, all, all] });
    assert.deepEqual([clamped.powerW, clamped.currentA], [2760, [4, 4, 4]]);
  });
  it('of a one-phase meter with one clamp act on the total', () => {
    assert.equal(reading({ powerW: 10 }, { clamps: [{ ratio: 30, invert: true }], supplyPhases: 1 }).powerW, -300);
  });
});

describe('phases of the supply', () => {
  it('are filled in the order the configuration names', () => {
    assert.deepEqual(reading({ phaseW: [1, 2, 3] }, { phases: [2, 3, 1] }).phaseW, [3, 1, 2]);
  });
  it('a one-phase inverter on L2 gives nothing on the others', () => {
    assert.deepEqual(reading({ powerW: 900, phaseW: [900] }, { role: 'solar', phases: [2] }).phaseW, [0, 900, 0]);
  });
  it('a grid meter on one of three phases claims nothing of the others, because the fuse would believe it', () => {
    const one = reading({ powerW: 900, phaseW: [900], currentA: [4], voltageV: [230] }, { phases: [2] });
    assert.deepEqual([one.phaseW, one.currentA, one.voltageV], [undefined, undefined, undefined]);
  });
  it('a three-phase meter on a one-phase supply counts all its inputs', () => {
    const one = reading({ phaseW: [900, 0, 0], currentA: [4, 0, 0], voltageV: [230, 0, 0] }, { supplyPhases: 1 });
    assert.deepEqual([one.phaseW, one.currentA, one.voltageV], [[900], [4], [230]]);
  });
});

describe('the door', () => {
  const rows: readonly [because: string, said: Measured, refused: string][] = [
    ['a power no home has', { powerW: 9e9 }, 'absurd: powerW 9000000000'],
    ['a current no home has', { powerW: 1, currentA: [1, 2, 1e5] }, 'absurd: currentA 100000'],
    [
      'words in the wrong order read as tiny numbers',
      { powerW: 0, voltageV: [4e-38, 4e-38, 4e-38] },
      'absurd: voltageV 4e-38',
    ],
    [
      'a meter still on DL/T 645 or of another map',
      { powerW: 5, voltageV: [2301, 2302, 2299] },
      'absurd: voltageV 2301',
    ],
    ['volts × 10 in one-phase maps', { powerW: 5, voltageV: [0.23] }, 'absurd: voltageV 0.23'],
    ['a frequency no mains has', { powerW: 5, frequencyHz: 5002 }, 'absurd: frequencyHz 5002'],
  ];
  for (const [because, said, refused] of rows) {
    it(`refuses the whole reading: ${because}`, () => assert.equal(refusal(said), refused));
  }
  it('takes a supply that has lost one phase, because that is when the fuse is watched most', () => {
    assert.deepEqual(reading({ powerW: 5, voltageV: [230, 0, 231] }).voltageV, [230, 0, 231]);
  });
  it('drops a register that cannot be, since nothing is decided on it', () => {
    assert.equal(reading({ powerW: 5, importWh: 1e15, socPct: 254 }).socPct, undefined);
  });
});
