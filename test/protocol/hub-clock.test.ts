import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { amps, seconds, wallMs } from '../../core/model/units.js';
import { systemClock } from '../../core/site/system-clock.js';
import { ChargePoint } from '../means/charge-point.js';
import { eventually } from '../means/eventually.js';
import { chargerFacts, OcppHouse, openHouse } from '../means/ocpp-house.js';

const DAY_MS = 86_400_000;

/**
 * A house whose wall clock is ahead by so much until it is set right, and a charger that takes its time from it, and
 * profiles of one kind.
 */
async function ahead(byMs: number, kind = 'Absolute') {
  let aheadMs = byMs;
  const wall = (): number => Date.now() + aheadMs;
  const clock = systemClock();
  const house = new OcppHouse({ ...clock, now: () => ({ ...clock.now(), wallMs: wallMs(wall()) }) });
  const open = await openHouse([chargerFacts('CP1')], {}, house);
  const point = await ChargePoint.connect(open.url('CP1'), {
    handlers: { SetChargingProfile: (asked) => ({ status: kindOf(asked) === kind ? 'Accepted' : 'Rejected' }) },
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
    /** When the safe limit begins that the charger is given now, by its own clock. */
    async safeBegins(): Promise<number> {
      await open.gateway.send({ kind: 'set-safe-limit', chargerId: 'CP1', limitA: amps(6) });
      return Date.parse(String(scheduleOf(point.calls('SetChargingProfile').at(-1))['startSchedule']));
    },
    /** A charge with a live limit of ten seconds, and that limit renewed after the time is set: its duration. */
    async liveLastsS(): Promise<unknown> {
      const start = { connectorId: 1, idTag: 'A', meterStart: 100, timestamp: new Date(chargerMs()).toISOString() };
      const transactionId = Number((await point.call('StartTransaction', start))['transactionId']);
      const live = {
        kind: 'set-limit',
        chargerId: 'CP1',
        limitA: amps(10),
        durationS: seconds(10),
        transactionId,
      } as const;
      assert.equal((await open.gateway.send(live)).result, 'accepted');
      aheadMs = 0;
      assert.equal((await open.gateway.send(live)).result, 'accepted');
      return scheduleOf(point.calls('SetChargingProfile').at(-1))['duration'];
    },
    async close() {
      await point.close();
      await open.close();
    },
  };
}

type Profile = Readonly<Record<string, unknown>>;
const profileOf = (asked: Profile | undefined): Profile => (asked?.['csChargingProfiles'] ?? {}) as Profile;
const kindOf = (asked: Profile): unknown => profileOf(asked)['chargingProfileKind'];
const scheduleOf = (asked: Profile | undefined): Profile => profileOf(asked)['chargingSchedule'] as Profile;

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

  it('a limit that counts from the start of the charge outlives nobody by it', async () => {
    for (const byMs of [-3_600_000, 600_000]) {
      const hub = await ahead(byMs, 'Relative');
      try {
        const lastsS = Number(await hub.liveLastsS());
        assert.ok(lastsS >= 10 && lastsS <= 15, `${lastsS} s`);
      } finally {
        await hub.close();
      }
    }
  });
});
