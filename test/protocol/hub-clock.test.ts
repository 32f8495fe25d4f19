import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { amps, wallMs } from '../../core/model/units.js';
import { ChargePoint } from '../means/charge-point.js';
import { eventually } from '../means/eventually.js';
import { chargerFacts, OcppHouse, openHouse, realClock } from '../means/ocpp-house.js';

const DAY_MS = 86_400_000;

/** A house whose wall clock is ahead by so much until it is set right, and a charger that takes its time from it. */
async function ahead(byMs: number) {
  let aheadMs = byMs;
  const wall = (): number => Date.now() + aheadMs;
  const house = new OcppHouse({ ...realClock, now: () => ({ ...realClock.now(), wallMs: wallMs(wall()) }) });
  const open = await openHouse([chargerFacts('CP1')], {}, house);
  const point = await ChargePoint.connect(open.url('CP1'), {
    handlers: { SetChargingProfile: () => ({ status: 'Accepted' }) },
  });
  let offMs = 0;
  const takeTime = async (action: string, payload = {}): Promise<void> => {
    const { currentTime } = await point.call(action, payload);
    offMs = Date.parse(String(currentTime)) - Date.now();
  };
  await takeTime('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' });
  const chargerMs = (): number => Date.now() + offMs;
  const tells = (status: string) => {
    const timestamp = new Date(chargerMs()).toISOString();
    return point.call('StatusNotification', { connectorId: 1, errorCode: 'NoError', status, timestamp });
  };
  await tells('Available');
  return {
    house,
    tells,
    chargerMs,
    beat: () => takeTime('Heartbeat'),
    setRight: () => {
      aheadMs = 0;
    },
    /** Begins of the safe limit that the charger is given now, by its own clock. */
    async safeBegins(): Promise<number> {
      await open.gateway.send({ kind: 'set-safe-limit', chargerId: 'CP1', limitA: amps(6) });
      const profile = point.calls('SetChargingProfile').at(-1)?.['csChargingProfiles'];
      const { chargingSchedule } = profile as { chargingSchedule: { startSchedule: string } };
      return Date.parse(chargingSchedule.startSchedule);
    },
    async close() {
      await point.close();
      await open.close();
    },
  };
}

describe('the hub’s clock is set while a charger is connected', () => {
  for (const [name, byMs] of [
    ['two days back', 2 * DAY_MS],
    ['an hour forwards', -3_600_000],
  ] as const)
    it(`${name}: profiles are told in the charger’s time, and all of them anew once it takes the new one`, async () => {
      const hub = await ahead(byMs);
      const cleared = () => hub.house.of('profiles-cleared', 'CP1').length;
      try {
        await hub.beat();
        hub.setRight();
        assert.equal(cleared(), 0);
        assert.ok(Math.abs(hub.chargerMs() - DAY_MS - (await hub.safeBegins())) < 5000, 'by the old time');
        await hub.beat();
        await eventually('the profiles are unknown', () => cleared() === 1);
        assert.ok(Math.abs(Date.now() - DAY_MS - (await hub.safeBegins())) < 5000, 'by the new one');
        await hub.tells('Preparing');
        const [before, now] = hub.house.of('status', 'CP1').slice(-2);
        assert.ok(before && now && now.takenAt > before.takenAt, 'and what it says is of now');
        await hub.beat();
        assert.equal(cleared(), 1);
      } finally {
        await hub.close();
      }
    });
});
