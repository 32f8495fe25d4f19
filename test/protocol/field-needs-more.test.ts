import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FieldHome } from '../means/field-home.js';
import { CHARGER_ID } from '../means/open-hub.js';

const ECO = { chargers: [{ id: CHARGER_ID, name: 'Garage', maxA: 16, mode: 'ECO' }] } as const;

describe('a charger that says Charging of a car that needs 8 A', { concurrency: true }, () => {
  const at = async (needsA: number, run: (home: FieldHome) => Promise<void>): Promise<void> => {
    const home = await FieldHome.open({ needsA }, ECO);
    try {
      await home.plug();
      await home.within(
        'it says so',
        () => home.sent('SetChargingProfile').length > 0 && home.charger.status === 'charging',
      );
      await run(home);
      assert.deepEqual(home.point.breaches, []);
    } finally {
      await home.close();
    }
  };
  it('is not believed at 6 A, and on ECO the car charges all the same, without any sun', () =>
    at(8, async (home) => {
      await home.within('it is told', () => home.charger.reason === 'car-idle');
      await home.within('it charges', () => home.drawsA >= 8 && home.charger.state === 'charging');
    }));
  it('a full one is told as completed, and offered no more than a little', () =>
    at(99, async (home) => {
      await home.within('it is told', () => home.charger.state === 'completed' && home.charger.status === 'paused');
      await home.passes(60);
      assert.equal(home.charger.offeredA, 10);
    }));
});
