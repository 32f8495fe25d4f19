import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { eventually } from '../means/eventually.js';
import { HouseMeters } from '../means/house-meters.js';
import { chain, sunspecConfig as config, u16 } from '../means/sunspec-chain.js';

const house = new HouseMeters();
afterEach(() => house.close());

describe('D.2: sun and battery of a hybrid that speaks SunSpec', () => {
  it('reads a Fronius battery: discharge less charge, with its state of charge', async () => {
    const strings = { 4: u16(-1), 8: 4, [10 + 40 + 11]: 15_000, [10 + 60 + 11]: 0 };
    const blocks = [
      [124, 24, { 8: 5600, 22: u16(-2) }],
      [160, 88, strings],
    ] as const;
    const slave = await house.slave({ 1: chain('Fronius', blocks) });
    const reading = await house.read([config(slave.port, { role: 'battery' })]).more(1);
    assert.deepEqual([reading.powerW, reading.socPct], [-1500, 56]);
  });

  /** 103 with 3.5 kW of AC out of 1.2 and 0.3 kW of sun and 2 kW of the battery. */
  const HYBRID = [103, 50, { 10: 230, 11: 230, 12: 230, 13: 0, 14: 3500, 15: 0 }] as const;
  const STRINGS = { 4: u16(-1), 8: 4, [10 + 11]: 12_000, [10 + 20 + 11]: 3000 };

  it('tells the strings of a Fronius with a battery as its sun, and not what the battery gives', async () => {
    const strings = { ...STRINGS, [10 + 40 + 11]: 0, [10 + 60 + 11]: 20_000 };
    const registers = chain('Fronius', [HYBRID, [160, 88, strings], [124, 24, { 8: 5600, 22: u16(-2) }]]);
    const slave = await house.slave({ 1: registers });
    const [sun, battery] = (['solar', 'battery'] as const).map((role) => house.read([config(slave.port, { role })]));
    assert.deepEqual([(await sun?.more(1))?.powerW, (await battery?.more(1))?.powerW], [1500, 2000]);
    registers.set(3, 40_070 + 52 + 10 + 11, [0xffff]).set(3, 40_070 + 52 + 10 + 20 + 11, [0xffff]);
    await eventually('the night', () => sun?.last()?.powerW === 0);
    assert.deepEqual(sun?.troubles, []);
  });

  it('reads sun and battery of a Kostal, whose battery is model 802', async () => {
    const bank = { 11: 56, 47: u16(-1500), 56: 0, 63: 0 };
    const strings = { 4: 0, 8: 3, [10 + 11]: 1200, [10 + 20 + 11]: 300, [10 + 40 + 11]: 0xffff };
    const slave = await house.slave({ 71: chain('KOSTAL', [HYBRID, [160, 68, strings], [802, 62, bank]]) });
    const [sun, battery] = (['solar', 'battery'] as const).map((role) =>
      house.read([config(slave.port, { role, map: 'kostal-plenticore', unitId: 71 })]),
    );
    assert.equal((await sun?.more(1))?.powerW, 1500);
    const reading = await battery?.more(1);
    assert.deepEqual([reading?.powerW, reading?.socPct], [-1500, 56]);
  });

  it('reads sun and battery of a SolarEdge: what charges it is sun, too', async () => {
    const low = (value: number) => {
      const bytes = Buffer.alloc(4);
      bytes.writeFloatBE(value);
      return [bytes.readUInt16BE(2), bytes.readUInt16BE(0)];
    };
    // 1.94 of 3.5 kW of sun come out as AC, 1.5 kW go into the battery; there is no second one.
    const inverter = [103, 50, { 10: 230, 11: 230, 12: 230, 13: 0, 14: 1940, 15: 0, 31: 200, 32: 1 }] as const;
    const registers = chain('SolarEdge ', [inverter])
      .set(3, 0xe142, low(9700))
      .set(3, 0xe174, low(1500))
      .set(3, 0xe184, low(56))
      .set(3, 0xe242, [0xffff, 0xff7f]);
    const slave = await house.slave({ 1: registers });
    const [sun, battery] = (['solar', 'battery'] as const).map((role) =>
      house.read([config(slave.port, { role, map: 'solaredge' })]),
    );
    assert.equal((await sun?.more(1))?.powerW, 3500);
    const reading = await battery?.more(1);
    assert.deepEqual([reading?.powerW, reading?.socPct], [-1500, 56]);
    registers.set(3, 40_070 + 31, [0x8000, 0]).set(3, 0xe174, [0xffff, 0xff7f]);
    await eventually('both rest', () => sun?.last()?.powerW === 0 && battery?.last()?.powerW === 0);
  });

  it('takes nobody else’s strings for a battery', async () => {
    const blocks = [HYBRID, [160, 88, STRINGS], [124, 24, { 8: 5600, 22: u16(-2) }]] as const;
    const slave = await house.slave({ 1: chain('SMA', blocks) });
    assert.equal((await house.read([config(slave.port, { role: 'solar' })]).more(1)).powerW, 3500);
    const battery = house.read([config(slave.port, { role: 'battery' })]);
    assert.match(await battery.troubled(/./), /without this role: 1 103 160 124$/);
  });
});
