import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Told } from './means/told.js';

describe('a register that leaps', () => {
  for (const [name, registers, energyWh] of [
    ['one absurd leap up is nobody’s energy', [1000, 1200, 4_294_967_295, 1400], 400],
    ['nor is one at the end', [1000, 1200, 4_294_967_295], 200],
    ['nor one that stays, as of another meter: it counts on from there', [1000, 1200, 900_100, 900_300, 900_500], 600],
    ['a register that begins anew counts on from there', [5000, 5200, 10, 200, 400], 590],
    ['two registers told in turns are not added up', [90_000, 90_100, 500, 90_200, 600, 90_300], 300],
  ] as const)
    it(`${name}`, () => {
      const told = new Told();
      const record = told.begin(1, 'garage', registers[0]);
      for (const registerWh of registers.slice(1, -1)) told.pass(60).sample('garage', registerWh);
      told.pass(60).see({ kind: 'tick' });
      assert.equal(told.end(record, registers.at(-1) ?? 0).energyWh, energyWh);
      assert.ok(told.leaps.length > 0, 'it is told');
    });

  it('the machine slept, and the car charged on', () => {
    const told = new Told();
    const record = told.begin(1, 'garage', 0);
    told
      .sample('garage', 0)
      .pass(10)
      .sleep(8 * 3600)
      .see({ kind: 'tick' })
      .sample('garage', 60_000);
    assert.deepEqual([told.end(record, 60_000).energyWh, told.leaps], [60_000, []]);
  });

  it('a register in whole kWh makes no peak that no charger has', () => {
    const told = new Told();
    const record = told.begin(1, 'garage', 0);
    told.sample('garage', 0).pass(10).sample('garage', 1000).pass(10).sample('garage', 1000);
    assert.equal(told.end(record, 1000).peakW, 50_000);
  });

  it('what flowed while nobody was told is believed as far as a charger can have given it', () => {
    const told = new Told();
    const record = told.begin(1, 'garage', 0);
    told
      .sample('garage', 0)
      .pass(5 * 3600)
      .sample('garage', 55_000);
    assert.equal(told.end(record, 55_000).energyWh, 55_000);
  });
});
