import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { MeterConfig } from '../../core/model/config.js';
import { eventually } from '../means/eventually.js';
import { HouseMeters } from '../means/house-meters.js';
import { Registers } from '../means/modbus-slave.js';
import { chain, sunspecConfig as config, u16 } from '../means/sunspec-chain.js';

const house = new HouseMeters();
afterEach(() => house.close());

/** Model 203: A 12.3, −4.5, 6.7 by exponent −1; V by −1; W 2060 = 345 − 578 + 2293 by 0; Wh by 1. */
const METER_203 = {
  3: 123,
  4: u16(-45),
  5: 67,
  6: u16(-1),
  8: 2301,
  9: 2312,
  10: 2293,
  15: u16(-1),
  16: 5002,
  17: u16(-2),
  18: 2060,
  19: 345,
  20: u16(-578),
  21: 2293,
  22: 0,
  38: 0,
  39: 9872,
  46: 0,
  47: 12_345,
  54: 1,
};

const near = (actual: readonly number[] | undefined, expected: readonly number[]) =>
  assert.deepEqual(
    actual?.map((value) => Number(value.toFixed(6))),
    expected,
  );

describe('D.2: SunSpec by discovery', () => {
  it('finds a meter behind an inverter, wherever it lies in the chain', async () => {
    const slave = await house.slave({
      1: chain('Fronius', [
        [103, 50, { 14: 1 }],
        [203, 105, METER_203],
      ]),
    });
    const reading = await house.read([config(slave.port)]).more(1);
    assert.equal(reading.powerW, 2060);
    near(reading.phaseW, [345, -578, 2293]);
    near(reading.currentA, [12.3, -4.5, 6.7]);
    near(reading.voltageV, [230.1, 231.2, 229.3]);
    assert.deepEqual([reading.importWh, reading.exportWh], [123_450, 98_720]);
  });

  it('turns a SolarEdge meter round, because there export is positive', async () => {
    const slave = await house.slave({ 1: chain('SolarEdge', [[203, 105, METER_203]]) });
    const reading = await house.read([config(slave.port, { map: 'solaredge' })]).more(1);
    assert.equal(reading.powerW, -2060);
    near(reading.phaseW, [-345, 578, -2293]);
    near(reading.currentA, [-12.3, 4.5, -6.7]);
  });

  it('finds a meter in a chain without an end, and behind a block without a body', async () => {
    const registers = chain('Any', [
      [64_001, 0, {}],
      [203, 105, METER_203],
    ]).without(3, 40_070 + 2 + 107, 2);
    const slave = await house.slave({ 1: registers });
    const reading = await house.read([config(slave.port)]).more(1);
    assert.equal(reading.powerW, 2060);
  });

  it('reads the exponent with the value, because it may change while running', async () => {
    const registers = chain('Any', [[203, 105, METER_203]]);
    const slave = await house.slave({ 1: registers });
    const kept = house.read([config(slave.port)]);
    await kept.more(1);
    registers.set(3, 40_070 + 22, [1]);
    await eventually('the new exponent', () => kept.last()?.powerW === 20_600);
  });

  it('finds float models, and other bases', async () => {
    const registers = chain('Kostal', [[213, 124, {}]], 0);
    registers
      .f32(3, 70 + 4, 1.5, 2.5, 10)
      .f32(3, 70 + 12, 230.5, 231.5, 229.5)
      .f32(3, 70 + 26, 50)
      .f32(3, 70 + 28, 2060, 345, -578, 2293);
    const slave = await house.slave({ 71: registers });
    const { unitId: _, ...rest } = config(slave.port, { map: 'kostal-ksem' }) as Record<string, unknown>;
    const reading = await house.read([rest as unknown as MeterConfig]).more(1);
    assert.equal(reading.powerW, 2060);
    near(reading.voltageV, [230.5, 231.5, 229.5]);
    near(reading.currentA, [1.5, -2.5, 10]);
  });

  /** Model 701: W by exponent 1, Wh of 64 bits by 0. */
  const DER_701 = { 10: 321, 116: 1, 21: 1, 22: 2345 };

  it('reads a newer device that has model 701 alone', async () => {
    const slave = await house.slave({ 1: chain('Enphase', [[701, 153, DER_701]]) });
    const reading = await house.read([config(slave.port, { role: 'solar' })]).more(1);
    assert.equal(reading.powerW, 3210);
    assert.equal(reading.exportWh, 65_536 + 2345);
  });

  it('reads the inverter of a device that has both, wherever it lies', async () => {
    const registers = chain('Fronius', [
      [701, 153, DER_701],
      [103, 50, { 14: 777, 10: 230, 11: 230, 12: 230, 25: 7 }],
    ]);
    const slave = await house.slave({ 1: registers });
    assert.equal((await house.read([config(slave.port, { role: 'solar' })]).more(1)).powerW, 777);
  });

  it('reads an inverter as solar, and its silence at night as nothing produced', async () => {
    const registers = chain('Fronius', [
      [103, 50, { 14: 3210, 15: 0, 13: 0, 10: 230, 11: 230, 12: 230, 25: 7, 26: 3 }],
    ]);
    const slave = await house.slave({ 1: registers });
    const kept = house.read([config(slave.port, { role: 'solar' })]);
    const day = await kept.more(1);
    assert.deepEqual([day.powerW, day.exportWh], [3210, 7000]);
    registers.set(3, 40_070 + 14, [0x8000]);
    await eventually('the night', () => kept.last()?.powerW === 0);
    assert.deepEqual(kept.troubles, []);
  });

  it('an inverter that tells no exponent of its power tells no power, unless it is none', async () => {
    const registers = chain('Any', [[103, 50, { 14: 3210, 15: 0x8000, 13: 0, 10: 230, 11: 230, 12: 230 }]]);
    const slave = await house.slave({ 1: registers });
    const kept = house.read([config(slave.port, { role: 'solar' })]);
    assert.match(await kept.troubled(/./), /^absurd: no power/);
    assert.deepEqual(kept.readings, []);
    registers.set(3, 40_070 + 14, [0]);
    assert.equal((await kept.more(1)).powerW, 0);
  });

  it('takes the second of two meters when told so', async () => {
    const second = { ...METER_203, 18: 111, 19: 111, 20: 0, 21: 0 };
    const slave = await house.slave({
      1: chain('Any', [
        [203, 105, METER_203],
        [203, 105, second],
      ]),
    });
    const reading = await house.read([config(slave.port, { role: 'load', device: 2 })]).more(1);
    assert.equal(reading.powerW, 111);
  });

  it('whose models have moved, though every register can still be read, is looked through anew', async () => {
    const meter = [203, 105, METER_203] as const;
    const registers = chain('Fronius', [[103, 50, { 14: 1 }], meter]);
    const slave = await house.slave({ 1: registers });
    const kept = house.read([config(slave.port)]);
    await kept.more(1);
    const other = chain('Fronius', [[113, 60, {}], meter]);
    registers.zeros(3, 40_000, 40_400).set(3, 40_000, other.get(3, 40_000, 241) ?? []);
    slave.cut();
    await eventually('found anew', () => slave.requests.some(({ address }) => address === 40_132));
    await kept.more(3);
    assert.deepEqual([...new Set(kept.readings.map(({ powerW }) => Number(powerW)))], [2060]);
  });

  it('a device that is busy while it is looked through is asked again, and nothing is left out', async () => {
    const strings = { 4: u16(-1), 8: 4, [10 + 40 + 11]: 15_000, [10 + 60 + 11]: 0 };
    const blocks = [
      [160, 88, strings],
      [124, 24, { 8: 5600, 22: u16(-2) }],
    ] as const;
    const slave = await house.slave({ 1: chain('Fronius', blocks) });
    const head = 40_002 + 68 + 90;
    let busy = 2;
    slave.misdeed = ({ address, count }) =>
      address === head && count === 2 && busy-- > 0 ? { do: 'exception', code: 6 } : undefined;
    const reading = await house.read([config(slave.port, { role: 'battery' })]).more(1);
    assert.deepEqual([reading.powerW, reading.socPct], [-1500, 56]);
  });

  it('says what it found where no meter is', async () => {
    const slave = await house.slave({ 1: chain('Any', [[103, 50, { 14: 1 }]]) });
    const kept = house.read([config(slave.port)]);
    assert.match(await kept.troubled(/./), /^refused: .*unit 1, SunSpec models without this role: 1 103$/);
  });

  it('says so where nothing speaks SunSpec, and looks again', async () => {
    const registers = new Registers().set(3, 5, [1]);
    const slave = await house.slave({ 1: registers });
    const kept = house.read([config(slave.port)]);
    assert.match(await kept.troubled(/./), /^refused: .*, no SunSpec$/);
    registers.set(3, 40_000, [0x5375, 0x6e53, 203, 105]).zeros(3, 40_002, 40_109).set(3, 40_109, [0xffff, 0]);
    for (const [offset, word] of Object.entries(METER_203)) registers.set(3, 40_002 + Number(offset), [word]);
    await kept.more(1);
    assert.equal(kept.troubles.at(-1)?.what, null);
  });
});
