import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openRecord } from '../../../core/records/charge-book.js';
import { newCharge } from './means/store.js';
import { Told } from './means/told.js';

describe('a register that leaps', () => {
  for (const [name, registers, energyWh] of [
    ['one absurd leap up is nobody’s energy', [1000, 1200, 4_294_967_295, 1400], 400],
    ['nor is one at the end', [1000, 1200, 4_294_967_295], 200],
    ['nor one that stays, as of another meter: it counts on from there', [1000, 1200, 900_100, 900_300, 900_500], 600],
    ['a register that begins anew counts on from there', [5000, 5200, 10, 200, 400], 590],
    ['two registers told in turns are not added up', [90_000, 90_100, 500, 90_200, 600, 90_300], 300],
    ['samples of the session alone: start and stop say it (ABB Terra)', [123_456, 10, 300, 700, 124_156], 700],
    ['samples in kWh that say Wh: start and stop say it (OpenEVSE #703)', [123_456, 123, 123, 123, 124, 124_106], 650],
  ] as const)
    it(`${name}`, () => {
      const told = new Told();
      const record = told.begin(1, 'garage', registers[0]);
      for (const registerWh of registers.slice(1, -1)) told.pass(60).sample('garage', registerWh);
      told.pass(60).see({ kind: 'tick' });
      assert.equal(told.end(record, registers.at(-1) ?? 0).energyWh, energyWh);
      assert.ok(told.leaps.length > 0, 'it is told');
    });

  it('outside of a charge a register of another kind is nobody’s, and told to nobody (ABB Terra, lbbrhzn/ocpp #919)', () => {
    const told = new Told();
    const record = told.begin(1, 'garage', 0);
    told.sample('garage', 0).pass(60).sample('garage', 300).pass(60).see({ kind: 'tick' });
    assert.equal(told.end(record, 500).energyWh, 500);
    told.pass(10).sample('garage', 123_956).pass(10).sample('garage', 123_956);
    const next = told.begin(2, 'garage', 0);
    told.pass(60).sample('garage', 200).pass(60).see({ kind: 'tick' });
    assert.deepEqual([told.end(next, 400).energyWh, told.leaps], [400, []]);
  });

  it('a hub started in the middle of a charge believes no leap that it would not have believed before', () => {
    const told = new Told();
    const startedAt = '2026-06-21T21:40:00.000Z';
    const record = { ...openRecord(1, newCharge({ chargerId: 'garage', meterStartWh: 0, startedAt })), energyWh: 300 };
    told.ledger.begin(record);
    for (const registerWh of [123_700, 123_800, 123_900]) told.pass(60).sample('garage', registerWh);
    assert.equal(told.end(record, 123_900).energyWh, 500);
  });

  it('a wall clock set forwards is no time in which a car could have charged', () => {
    const told = new Told();
    const record = told.begin(1, 'garage', 0);
    told.sample('garage', 0).setClock(8 * 3600);
    for (const registerWh of [60_000, 100, 200]) told.pass(10).sample('garage', registerWh);
    assert.equal(told.end(record, 200).energyWh, 200);
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
