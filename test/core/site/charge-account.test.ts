import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { booked, openAccount, progress, reopenAccount, solarShareOf } from '../../../core/site/charge-account.js';

describe('the account of a charge', () => {
  it('sun and grid sum to the register for any history, to the watt-hour', () => {
    const step = fc.record({
      wh: fc.double({ min: -50, max: 500, noNaN: true }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.array(step, { maxLength: 200 }), (start, steps) => {
        let register = start;
        let account = openAccount(1, start);
        for (const { wh, share } of steps) {
          register = Math.max(start, register + wh);
          account = booked(account, register, share);
        }
        const stands = progress(account);
        assert.equal(stands.solarWh + stands.gridWh, stands.energyWh);
        assert.ok(stands.solarWh >= 0 && stands.gridWh >= 0);
      }),
      { numRuns: 1000 },
    );
  });

  it('does not believe a register that goes back, and books nothing twice when it comes again', () => {
    const account = [1100, 1050, 1100, 1200].reduce((sum, register) => booked(sum, register, 1), openAccount(1, 1000));
    assert.deepEqual(progress(account), { number: 1, energyWh: 200, solarWh: 200, gridWh: 0, peakW: 0 });
  });

  it('splits what is left at the end like the last step, because nothing newer is known', () => {
    const account = booked(booked(openAccount(1, 0), 1000, 0.5), 2000);
    assert.deepEqual(progress(account), { number: 1, energyWh: 2000, solarWh: 1000, gridWh: 1000, peakW: 0 });
  });

  it('goes on after a restart where its record stands', () => {
    const before = booked(openAccount(7, 500), 1500, 0.8, 7000);
    const after = booked(reopenAccount({ ...progress(before), meterStartWh: 500 }), 2500, 0.2, 3000);
    assert.deepEqual(progress(after), { number: 7, energyWh: 2000, solarWh: 1000, gridWh: 1000, peakW: 7000 });
  });
});

describe("the sun's share of what the cars draw", () => {
  const rows: readonly (readonly [string, number | undefined, number, number])[] = [
    ['export: all sun', -500, 4000, 1],
    ['balanced: all sun', 0, 4000, 1],
    ['a quarter from the grid', 1000, 4000, 0.75],
    ['the house alone needs more than the cars draw: no sun', 6000, 4000, 0],
    ['no meter: nothing is claimed for the sun', undefined, 4000, 0],
    ['no car draws', -500, 0, 0],
  ];
  for (const [story, gridW, chargersW, share] of rows) {
    it(story, () => assert.equal(solarShareOf(gridW, chargersW), share));
  }
});
