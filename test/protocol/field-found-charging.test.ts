import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FieldHome } from '../means/field-home.js';
import { CHARGER_ID } from '../means/open-hub.js';

/** As Home Assistant leaves it, on the highest level that the charger names. */
const LEFT = {
  connectorId: 0,
  chargingProfileId: 1000,
  chargingProfilePurpose: 'ChargePointMaxProfile',
  chargingProfileKind: 'Absolute',
  stackLevel: 100,
  chargingSchedule: { chargingRateUnit: 'A' as const, chargingSchedulePeriod: [{ startPeriod: 0, limit: 10 }] },
};

describe('a charge that is found running', () => {
  it('taken over in its middle: what another system left is cleared once it is over, and ours is written anew', async () => {
    const home = await FieldHome.open({ make: { stackLevels: 100, profiles: [LEFT] } }, { chargers: [] });
    try {
      await home.plug();
      Object.assign(home.memory, { transactionId: 77, startedMs: 0 });
      await home.clock.within(100, 'it draws what was left to it', () => home.drawsA === 10);
      await home.site.command({ do: 'adopt', id: CHARGER_ID, maxA: 16 });
      await home.wish({ mode: 'FAST' });
      await home.within('it is found charging', () => home.charger.status === 'charging');
      await home.within('limits are written', () => home.sent('SetChargingProfile').length >= 3);
      assert.equal(home.sent('ClearChargingProfile').length, 0, 'not in a charge');
      await home.unplug();
      await home.within('cleared', () => home.sent('ClearChargingProfile').length === 2);
      const left = () => home.memory.profiles.map(({ chargingProfileId: id }) => id).sort();
      await home.within('ours alone stand', () => left().join() === '1,2');
      await home.charging();
      await home.within('they alone hold', () => home.drawsA === 16);
      assert.equal(home.sent('ClearChargingProfile').length, 2, 'once in its life');
    } finally {
      await home.close();
    }
  });
});
