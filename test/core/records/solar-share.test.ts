import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { ChargeRecord } from '../../../core/model/record.js';
import { monoMs, wallMs, watts } from '../../../core/model/units.js';
import { sharesOf } from '../../../core/records/shares.js';
import { Told } from './means/told.js';

describe('where the cars’ energy comes from', () => {
  for (const [house, carsW, solar, battery, because] of [
    [{ gridW: -500 }, 4000, 1, 0, 'while power leaves, all the cars draw is sun'],
    [{ gridW: 1000 }, 4000, 0.75, 0, 'the import is the cars’ first, the house comes before them'],
    [{ gridW: 6000 }, 4000, 0, 0, 'an import above their draw is theirs up to all of it'],
    [{}, 4000, 0, 0, 'nothing is claimed for the sun without a grid meter'],
    [{ gridW: 0, batteryW: 3000 }, 4000, 0.25, 0.75, 'the battery is told apart'],
    [{ gridW: 2000, batteryW: 3000 }, 4000, 0, 0.5, 'first the grid, then the battery'],
    [{ gridW: -1000, batteryW: 3000 }, 4000, 0.5, 0.5, 'what leaves came from the battery first'],
    [{ gridW: 0, batteryW: null }, 4000, 0, 0, 'a battery that is silent may give all of it'],
    [{ gridW: 0, batteryW: -2000 }, 4000, 1, 0, 'a battery that charges gives nothing'],
    [{ gridW: 3500, solarW: 0 }, 4000, 0, 0, 'two meters that disagree at night make no sun'],
    [{ gridW: 0, solarW: 1000 }, 4000, 0.25, 0, 'never more sun than the panels give'],
    [{ gridW: -500 }, 0, 0, 0, 'no draw, no shares'],
  ] as const)
    it(`${JSON.stringify(house)} for ${carsW} W: sun ${solar}, battery ${battery}, because ${because}`, () => {
      assert.deepEqual(sharesOf(house, carsW), { solar, battery });
    });
});

const NOTHING = { number: 1, batteryWh: 0, peakW: 0, cost: null, saving: null, modeS: {} };

const near = (actual: number, expected: number, what: string): void =>
  assert.ok(
    Math.abs(actual - expected) < 1e-6 * Math.max(1, Math.abs(expected)),
    `${what}: ${actual}, not ${expected}`,
  );

describe('the ledger', () => {
  it('weighs each moment by what the car drew: half an hour of sun at 8 kW, half of grid at 2 kW', () => {
    const told = new Told(0.3);
    const record = told.begin(1, 'garage', 1000);
    told.reading('grid', -100).sample('garage', 1000, 8000);
    for (let step = 0; step < 30; step += 1) told.pass(60).reading('grid', -100);
    told.sample('garage', undefined, 2000).reading('grid', 2500);
    for (let step = 0; step < 30; step += 1) told.pass(60).reading('grid', 2500);
    const { energyWh, solarWh, gridWh, cost, saving, peakW, modeS } = told.end(record, 6000);
    assert.deepEqual([energyWh, solarWh, gridWh, peakW, modeS], [5000, 4000, 1000, 8000, { 'ECO+': 3600 }]);
    near(cost ?? 0, 0.3, 'cost');
    near(saving ?? 0, 1.2, 'saving');
  });

  it('a charger that tells power alone: what was watched stands for its register, and is kept when there is none', () => {
    const told = new Told(0.3);
    const record = told.begin(1, 'garage', 0);
    told.reading('grid', -100).sample('garage', undefined, 6000);
    for (let step = 0; step < 30; step += 1) told.pass(60).reading('grid', step < 15 ? -100 : 3000);
    const running = told.ledger.charge('garage');
    assert.deepEqual([running?.energyWh, running?.solarWh, running?.cost], [3000, 2300, null]);
    const { energyWh, solarWh, gridWh, cost } = told.end(record, 0);
    assert.deepEqual([energyWh, solarWh, gridWh], [3000, 2300, 700]);
    near(cost ?? 0, 0.21, 'cost');
    assert.deepEqual(told.leaps, []);
  });

  it('but a register that tells, be it at the stop alone, is believed instead', () => {
    const stops = (startWh: number, stopWh: number, toldWh?: number): number => {
      const told = new Told();
      const record = told.begin(1, 'garage', startWh);
      told.reading('grid', -100).sample('garage', toldWh, 6000);
      for (let step = 0; step < 30; step += 1) told.pass(60).reading('grid', -100);
      return told.end(record, stopWh).energyWh;
    };
    assert.equal(stops(0, 2800), 2800);
    assert.equal(stops(700, 700), 0, 'one that stands at its start');
    assert.equal(stops(0, 0, 0), 0, 'one that was heard');
  });

  it('goes on after a restart with what was watched before', () => {
    const told = new Told();
    const record = told.begin(1, 'garage', 0);
    told.reading('grid', -100).sample('garage', undefined, 6000);
    for (let step = 0; step < 30; step += 1) told.pass(60).reading('grid', -100);
    const kept = told.ledger.charge('garage');
    assert.ok(kept);
    const again = new Told();
    again.ledger.begin({ ...record, ...kept });
    again.reading('grid', -100).sample('garage', undefined, 6000);
    for (let step = 0; step < 10; step += 1) again.pass(60).reading('grid', -100);
    assert.equal(again.end(record, 0).energyWh, 4000);
  });

  it('gives several cars the same mixture, each by its own register', () => {
    const told = new Told();
    const [a, b] = [told.begin(1, 'garage', 0), told.begin(2, 'carport', 0)];
    told.reading('grid', 3000).sample('garage', 0, 4000).sample('carport', 0, 2000);
    for (let step = 0; step < 60; step += 1) told.pass(60).reading('grid', 3000);
    assert.deepEqual([told.end(a, 4000).solarWh, told.end(b, 2000).solarWh], [2000, 1000]);
  });

  it('spreads a step over the minutes it took: a charge over midnight belongs to both days', () => {
    const told = new Told();
    // 23:50 in Rome; the register is read once, after twenty minutes.
    const record = told.begin(1, 'garage', 0);
    told.reading('grid', 7000).sample('garage', 0, 6000);
    for (let step = 0; step < 20; step += 1) told.pass(60).reading('grid', 7000);
    told.end(record, 2000);
    told.ledger.flush();
    const midnight = '2026-06-21T22:00:00.000Z';
    near(
      told.wh('TAG-1', 'energyWh', (at) => at < midnight),
      1000,
      'before midnight',
    );
    near(
      told.wh('TAG-1', 'energyWh', (at) => at >= midnight),
      1000,
      'after midnight',
    );
  });

  it('knows the draw of a charger that tells its register alone', () => {
    const told = new Told();
    const record = told.begin(1, 'garage', 0);
    told.reading('grid', -1).sample('garage', 0);
    for (let step = 1; step <= 10; step += 1)
      told
        .pass(60)
        .reading('grid', -1)
        .sample('garage', step * 100);
    // The first step was watched by nobody.
    assert.deepEqual([told.end(record, 1000).solarWh, told.wh('TAG-1', 'gridWh')], [900, 100]);
  });

  it('counts as grid what was charged while the meter was silent or the hub was off', () => {
    const told = new Told();
    const record = told.begin(1, 'garage', 0);
    told.reading('grid', -100).sample('garage', 0, 6000);
    for (let step = 0; step < 20; step += 1) told.pass(60).sample('garage', (step + 1) * 100, 6000);
    const { solarWh, gridWh } = told.end(record, 2000);
    // The meter is believed for ninety seconds.
    assert.deepEqual([solarWh, gridWh], [200, 1800]);
    const later = new Told();
    later.ledger.begin({ ...record, energyWh: 500, solarWh: 400, gridWh: 100 });
    assert.deepEqual(later.ledger.end('garage', 1500), { ...NOTHING, energyWh: 1500, solarWh: 400, gridWh: 1100 });
  });

  it('reckons no share with a charger that is gone, and claims no sun for what that took unseen', () => {
    const told = new Told();
    const [a, b] = [told.begin(1, 'garage', 0), told.begin(2, 'carport', 0)];
    told.reading('grid', 4000).reading('solar', 3000).sample('garage', 0, 4000).sample('carport', 0, 7000);
    told.see({ kind: 'disconnected', chargerId: 'carport' });
    for (let step = 1; step <= 60; step += 1)
      told
        .pass(60)
        .reading('grid', 4000)
        .reading('solar', 3000)
        .sample('garage', (step * 4000) / 60, 4000);
    told.ledger.flush();
    const later = (at: string): boolean => at >= '2026-06-21T21:56';
    assert.equal(told.wh('TAG-1', 'solarWh', later), 0, 'all that flows is the import of the car that is there');
    assert.equal(told.minutes.at(-2)?.house?.houseWh, 50, 'the house is not what the lost one leaves of it');
    assert.equal(told.end(a, 4000).energyWh, 4000);
    const { energyWh, solarWh } = told.end(b, 6000);
    assert.deepEqual([energyWh, solarWh < 500], [6000, true], `${solarWh} Wh: of five minutes in sixty`);
  });

  it('leaves the house unknown, and the sun unclaimed, while a battery is silent', () => {
    const told = new Told();
    const record = told.begin(1, 'garage', 0);
    const read = () => told.reading('grid', 0).reading('solar', 5000);
    read().reading('battery', 3000).sample('garage', 0, 4000).pass(60);
    read().see({ kind: 'meter-trouble', meterId: 'battery', role: 'battery', what: 'unreachable' });
    for (let step = 0; step < 3; step += 1) read().pass(60);
    read();
    told.ledger.flush();
    assert.deepEqual(
      told.minutes.map(({ house }) => house?.houseWh),
      [66.667, null, null, null],
    );
    assert.equal(told.end(record, 400).solarWh, 25, 'of the one minute that was seen');
  });

  it('does not believe a register that goes back, and books no watt-hour twice', () => {
    const told = new Told();
    const record = told.begin(1, 'garage', 1000);
    told.sample('garage', 1500, 1000).pass(10).sample('garage', 900, 1000).pass(10).sample('garage', 1500, 1000);
    assert.equal(told.end(record, 1600).energyWh, 600);
  });

  it('does not weigh by a draw that is only rounding', () => {
    const told = new Told();
    const record = told.begin(1, 'garage', 0);
    told.reading('grid', -1).sample('garage', 0).pass(60).reading('grid', -1).sample('garage', Number.MIN_VALUE);
    told.pass(60).reading('grid', -1);
    const { energyWh, solarWh, gridWh } = told.end(record, 400);
    assert.deepEqual([energyWh, solarWh, gridWh], [400, 0, 400]);
  });

  it('does not go by a sample that comes late: its power is long over', () => {
    const told = new Told();
    const record = told.begin(1, 'garage', 0);
    told.reading('grid', -1).pass(10).sample('garage', 10, 1000);
    told.ledger.observe({
      at: monoMs(10_000),
      atWall: wallMs(Date.UTC(2026, 5, 21, 21, 50, 10)),
      kind: 'sample',
      chargerId: 'garage',
      sample: { takenAt: monoMs(5_000), takenAtWall: wallMs(0), powerW: watts(9000) },
    });
    assert.equal(told.end(record, 20).peakW, 1000);
  });

  it('keeps up with two hundred chargers: a crowd of events is one reckoning', () => {
    const told = new Told();
    const records = Array.from({ length: 200 }, (_, index) => told.begin(index, `charger-${index}`, 0));
    for (let second = 0; second < 60; second += 1) {
      told.pass(0.2).reading('grid', -1);
      for (const { chargerId } of records) told.pass(0.004).sample(chargerId, second, 3600);
    }
    for (const record of records) assert.equal(told.end(record, 60).energyWh, 60);
    told.ledger.flush();
    const exportWh = told.minutes.reduce((sum, { house }) => sum + (house?.exportWh ?? 0), 0);
    assert.ok(Math.abs(exportWh - 1 / 60) < 0.001, `${exportWh} Wh left in a minute at 1 W`);
  });

  it('integrates the house by the minute, and leaves unknown what nobody measured', () => {
    const told = new Told();
    told.reading('grid', -600).reading('solar', 3000).pass(60).reading('grid', 600).pass(60).reading('grid', 0);
    told.ledger.flush();
    const [first, second] = told.minutes.map(({ house }) => house);
    assert.deepEqual(first, {
      importWh: 0,
      exportWh: 10,
      solarWh: 50,
      batteryInWh: null,
      batteryOutWh: null,
      houseWh: 40,
    });
    assert.equal(second?.importWh, 10);
  });

  const step = fc.record({
    seconds: fc.integer({ min: 0, max: 200 }),
    what: fc.constantFrom('grid', 'solar', 'battery', 'sample', 'sample', 'sample', 'begin', 'end', 'silent'),
    charger: fc.constantFrom('a', 'b', 'c'),
    powerW: fc.integer({ min: -12_000, max: 22_000 }),
    stepWh: fc.oneof(fc.integer({ min: -50, max: 1000 }), fc.double({ min: 0, max: 500, noNaN: true })),
    withPower: fc.boolean(),
  });

  it('sums: solar + battery + grid is the register’s energy for every charge of any history, several cars at once', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 120 }), (steps) => {
        const told = new Told();
        const registers = new Map([
          ['a', 10],
          ['b', 5000.25],
          ['c', 0],
        ]);
        const open = new Map<string, ChargeRecord>();
        let number = 0;
        for (const { seconds, what, charger, powerW, stepWh, withPower } of steps) {
          told.pass(seconds);
          const registerWh = registers.get(charger) ?? 0;
          const record = open.get(charger);
          if (what === 'silent') told.see({ kind: 'disconnected', chargerId: charger });
          else if (what === 'begin' && !record) open.set(charger, told.begin(++number, charger, registerWh));
          else if (what === 'end' && record) {
            told.end(record, registerWh);
            open.delete(charger);
          } else if (what === 'sample') {
            registers.set(charger, registerWh + Math.max(0, stepWh));
            told.sample(charger, registerWh + stepWh, withPower ? Math.abs(powerW) : undefined);
          } else if (what === 'grid' || what === 'solar' || what === 'battery') told.reading(what, powerW);
        }
        for (const [charger, record] of open) told.end(record, registers.get(charger) ?? 0);
        told.ledger.flush();
        for (const { record, stopWh, progress } of told.ended) {
          const { energyWh, solarWh, batteryWh = Number.NaN, gridWh } = progress;
          assert.ok(Math.min(solarWh, batteryWh, gridWh) >= 0, JSON.stringify(progress));
          assert.ok(Math.abs(energyWh - (stopWh - record.meterStartWh)) < 0.001, 'the register');
          assert.ok(Math.abs(solarWh + batteryWh + gridWh - energyWh) < 1e-6, 'the sum');
          assert.ok(Math.abs(told.wh(record.idTag, 'energyWh') - energyWh) < 0.001, 'the minutes');
          const parts = ['solarWh', 'batteryWh', 'gridWh'] as const;
          near(
            parts.reduce((sum, part) => sum + told.wh(record.idTag, part), 0),
            told.wh(record.idTag, 'energyWh'),
            'parts',
          );
        }
      }),
      { numRuns: 1000 },
    );
  });
});
