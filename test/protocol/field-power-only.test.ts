import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ChargePointMemory } from '../means/charge-point-memory.js';
import { FieldHome } from '../means/field-home.js';
import type { Quirks } from '../means/field-quirks.js';

const at = (quirks: Quirks, run: (home: FieldHome) => Promise<void>) => async (): Promise<void> => {
  const home = await FieldHome.open({ tells: 'power', ...quirks });
  try {
    await run(home);
    assert.deepEqual(home.point.breaches, []);
  } finally {
    await home.close();
  }
};
const limitOf = (sent: Readonly<Record<string, unknown>>): number => {
  const { chargingSchedule } = sent['csChargingProfiles'] as ChargePointMemory['profiles'][number];
  return chargingSchedule.chargingSchedulePeriod[0]?.limit ?? 0;
};
const rounded = (home: FieldHome): readonly number[] => home.charger.currentA.map(Math.round);

describe('a charger that tells its power and no current', { concurrency: true }, () => {
  it(
    'has derived currents that say so, on the phases that its car has shown by following two limits',
    at({ phases: 1 }, async (home) => {
      await home.charging();
      await home.within('16 A', () => home.drawsA === 16 && home.charger.currentDerived);
      await home.within('the plans know', () => home.charger.car?.phases === 1);
      await home.wish({ current: 10 });
      await home.within('it follows', () => home.drawsA === 10);
      await home.within('on one phase', () => String(rounded(home)) === '10,0,0');
      assert.equal(home.charger.alarm, false);
    }),
  );

  it(
    'tells the sum of its currents beside it, as one without a phase: no conductor carries that',
    at({ tells: 'power-and-sum' }, async (home) => {
      await home.charging();
      await home.within('16 A on each phase', () => String(rounded(home)) === '16,16,16');
      await home.wish({ current: 8 });
      await home.within('it follows', () => String(rounded(home)) === '8,8,8');
      assert.equal(home.charger.alarm, false);
    }),
  );

  it(
    'is found out when it ignores its limit, by power alone',
    at({ deaf: () => true }, async (home) => {
      await home.charging();
      await home.within('16 A', () => rounded(home).every((currentA) => currentA === 16));
      await home.wish({ current: 8 });
      await home.within('the reason is told', () => home.charger.reason === 'fault');
      assert.match(home.charger.because, /16/, 'with what flows');
      await home.within('nothing flows', () => home.drawsA === 0);
    }),
  );

  it(
    'is paused by RemoteStop when 0 A gives 6 A all the same',
    at({ zeroGivesA: 6, phases: 1 }, async (home) => {
      await home.charging();
      await home.wish({ charge: 'stop' });
      await home.within('nothing flows', () => home.drawsA === 0);
      assert.equal(home.charger.abilities.zeroPauses, false);
    }),
  );

  it(
    'is written to by its own clock when it stays at the safe current',
    at({ localAheadMs: 7_200_000 }, async (home) => {
      await home.charging();
      await home.within('it follows', () => home.drawsA === 16);
      assert.equal(home.charger.abilities.profileKind, 'Relative');
    }),
  );

  it(
    'keeps its clock when one phase at 16 A is as much power as three near the safe current',
    at({ phases: 1 }, async (home) => {
      await home.charging();
      await home.within('16 A', () => home.drawsA === 16);
      const began = home.clock.now().monoMs;
      await home.within('a minute and a half of the home', () => home.clock.now().monoMs - began > 90_000);
      assert.equal(home.charger.abilities.profileKind, 'Absolute');
    }),
  );
});

describe('a charger that tells zeros of current beside its register, and nothing else', () => {
  it(
    'draws as its register says: ECO+ follows the sun, and pauses nothing but a cloud',
    at({ tells: 'zeros' }, async (home) => {
      home.solarA = 14;
      await home.wish({ mode: 'ECO+' });
      await home.charging();
      await home.within('the sun', () => home.drawsA >= 10);
      const told = home.sent('SetChargingProfile').length;
      await home.passes(150);
      const limits = home.sent('SetChargingProfile').slice(told).map(limitOf);
      assert.ok(Math.min(...limits) >= 10, `told ${limits} A`);
      home.solarA = 0;
      await home.within('paused', () => home.drawsA === 0 && home.charger.state === 'paused');
      home.solarA = 14;
      await home.within('the sun again', () => home.drawsA >= 10);
    }),
  );
});
