import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FieldHome } from '../means/field-home.js';
import type { Quirks } from '../means/field-quirks.js';

/** Runs with a home whose charger has these quirks; it breaks no rule of OCPP and neither does the hub. */
const at = (quirks: Quirks, run: (home: FieldHome) => Promise<void>) => async (): Promise<void> => {
  const home = await FieldHome.open(quirks);
  try {
    await run(home);
    assert.deepEqual(home.point.breaches, []);
  } finally {
    await home.close();
  }
};
const stops = (home: FieldHome): number => home.sent('RemoteStopTransaction').length;
const forms = (home: FieldHome, purpose: string): number =>
  home.sent('SetChargingProfile').filter((sent) => JSON.stringify(sent).includes(`"${purpose}"`)).length;
const starts = (home: FieldHome): number => home.sent('RemoteStartTransaction').length;

describe('limits as chargers of the field take them', { concurrency: true }, () => {
  it(
    '0 A gives 6 A all the same: the charge is paused by RemoteStop, learned at once (EN+, evcc #25069)',
    at({ zeroGivesA: 6 }, async (home) => {
      await home.charging();
      await home.wish({ charge: 'stop' });
      await home.within('nothing flows', () => home.drawsA === 0);
      assert.equal(stops(home), 1);
      assert.equal(home.charger.abilities.zeroPauses, false, 'and shown');
      await home.passes(5);
      await home.wish({ charge: 'start' });
      await home.within('it charges again', () => home.drawsA > 6);
      const limits = home.sent('SetChargingProfile').length;
      await home.wish({ charge: 'stop' });
      await home.within('nothing flows', () => home.drawsA === 0);
      assert.equal(stops(home), 2, 'the second time without trying 0 A');
      assert.ok(home.sent('SetChargingProfile').length <= limits + 1, 'no live limit of 0 A');
      await home.wish({ lock: true });
      await home.wish({ charge: 'start' });
      await home.within('it goes on: the lock is for the next charge', () => home.drawsA > 6);
      assert.equal(home.charger.fault, null);
      assert.equal(home.charger.alarm, false);
    }),
  );

  it(
    '0 A means no limit: tried in another form, then paused by RemoteStop (lbbrhzn/ocpp #1245)',
    at({ zeroGivesA: 16 }, async (home) => {
      await home.charging();
      await home.wish({ charge: 'stop' });
      await home.within('nothing flows', () => home.drawsA === 0);
      assert.ok(stops(home) >= 1);
    }),
  );

  it(
    'no resume after 0 A: woken by a new transaction, and from then on paused by RemoteStop (ocpp-rpc #81, goecharger/go-eCharger-API-v2 #155)',
    at({ noResume: true }, async (home) => {
      await home.charging();
      await home.wish({ charge: 'stop' });
      await home.within('paused', () => home.drawsA === 0 && home.charger.state === 'paused');
      assert.equal(stops(home), 0);
      await home.wish({ charge: 'start' });
      await home.within('it charges again', () => home.drawsA > 0);
      assert.equal(stops(home), 1, 'ended once, for a new start');
      await home.within('seen', () => home.charger.powerW > 0);
      await home.wish({ charge: 'stop' });
      await home.within('paused', () => home.drawsA === 0);
      assert.equal(stops(home), 2, 'the second time by RemoteStop');
      await home.wish({ charge: 'start' });
      await home.within('it charges again', () => home.drawsA > 0);
      assert.equal(stops(home), 2);
    }),
  );

  for (const endsAtZero of ['Preparing', 'Finishing'] as const)
    it(
      `0 A ends the transaction, and ${endsAtZero} is told: a pause all the same, by RemoteStop from then on (evcc #29272, #33020)`,
      at({ endsAtZero }, async (home) => {
        await home.charging();
        await home.wish({ charge: 'stop' });
        await home.within('nothing flows', () => home.drawsA === 0 && !home.charger.abilities.zeroPauses);
        assert.equal(stops(home), 0);
        await home.passes(20);
        await home.wish({ charge: 'start', mode: 'ECO+' });
        await home.passes(60);
        assert.equal(starts(home), 1, 'none is begun without sun');
        home.solarA = 12;
        await home.within('it charges in the sun', () => home.drawsA >= 6);
        home.solarA = 0;
        await home.within('it pauses', () => home.drawsA === 0);
        assert.deepEqual([starts(home), stops(home)], [2, 1]);
        home.solarA = 12;
        await home.within('it charges again', () => home.drawsA >= 6);
      }),
    );

  it(
    'every profile accepted, nothing changed: found out, told, ended (go-e, goecharger/go-eCharger-API-v2 #105)',
    at({ deaf: () => true }, async (home) => {
      await home.charging();
      await home.wish({ current: 8 });
      await home.within('the reason is told', () => home.charger.reason === 'fault');
      assert.match(home.charger.because, /16/, 'with what flows');
      await home.within('it is stopped', () => stops(home) > 0);
      await home.within('nothing flows', () => home.drawsA === 0);
    }),
  );

  it(
    'local time without a zone, an Absolute limit in its future: written as Relative, and followed (evcc #10399)',
    at({ localAheadMs: 7_200_000 }, async (home) => {
      await home.charging();
      await home.wish({ current: 8 });
      await home.within('it follows', () => home.drawsA === 8);
      await home.within('the alarm is over', () => !home.charger.alarm);
      assert.equal(stops(home), 0);
      await home.wish({ current: 10 });
      await home.within('it follows at once', () => home.drawsA === 10);
    }),
  );

  it(
    'a clock two hours ahead, told with a zone: followed from the start',
    at({ clockAheadMs: 7_200_000 }, async (home) => {
      await home.charging();
      await home.wish({ current: 8 });
      await home.within('it follows', () => home.drawsA === 8);
      assert.equal(stops(home), 0);
    }),
  );

  it(
    'once ended, it starts only after the plug was pulled: told, not asked for ever (ZJ Beny, evcc PR #12861)',
    at({ onePerPlug: true }, async (home) => {
      await home.charging();
      await home.stop('Local');
      // A charger that is slow to refuse is not waited for: then the reason alone tells it.
      await home.wish({ charge: 'start' }).catch((error: Error) => assert.match(error.message, /refused to start/));
      await home.within(
        'the reason tells it',
        () => home.charger.because === 'The charger refuses to start (Rejected): unplug the car and plug it in again',
      );
      await home.passes(120);
      assert.ok(starts(home) <= 6, `${starts(home)} starts asked for`);
      await home.unplug();
      await home.plug();
      await home.within('it charges', () => home.drawsA > 0);
    }),
  );

  it(
    'an over-current trip by our own lowering happens once, is learned, and does not happen again (Hydra Cubus manual, 15)',
    at({ tripsWhenLowered: true }, async (home) => {
      const faults: unknown[] = [];
      home.site.on((event) => {
        if (event.event === 'fault') faults.push(event.detail['code']);
      });
      const inSun = async (): Promise<void> => {
        home.solarA = 18;
        await home.charging();
        await home.within('it charges in full sun', () => home.drawsA >= 15);
        home.solarA = 10;
      };
      await home.wish({ mode: 'ECO' });
      await inSun();
      await home.within('it trips', () => faults.length === 1);
      await home.unplug();
      await home.within('the fault is over', () => home.charger.state === 'standby');
      await inSun();
      await home.within('it came down in steps', () => home.drawsA > 0 && home.drawsA <= 8.5);
      assert.deepEqual(faults, ['OverCurrentFailure']);
    }),
  );

  it(
    'SuspendedEVSE for minutes when it is given current again: waited for, nothing stopped (evcc #29861)',
    at({ enablesAfterMs: 100_000 }, async (home) => {
      await home.charging();
      await home.wish({ charge: 'stop' });
      await home.within('paused', () => home.drawsA === 0);
      await home.wish({ charge: 'start' });
      await home.within('it charges again', () => home.drawsA === 16);
      assert.equal(stops(home), 0);
      assert.equal(starts(home), 1);
    }),
  );

  it(
    'ChargePointMaxProfile and nothing else is taken: steered by it, with the safe current to follow in the same profile',
    at({ make: { refusesPurpose: ['TxProfile', 'TxDefaultProfile'] } }, async (home) => {
      await home.charging();
      await home.wish({ current: 8 });
      await home.within('it follows', () => home.drawsA === 8);
      await home.wish({ current: 16, mode: 'ECO' });
      await home.within('without sun, the minimum', () => home.drawsA === 6);
      await home.passes(5);
      const searched = forms(home, 'TxProfile');
      assert.ok(searched > 0);
      await home.wish({ charge: 'stop' });
      await home.within('paused', () => home.drawsA === 0);
      assert.equal(forms(home, 'TxProfile'), searched, 'its form is known by now');
      await home.wish({ charge: 'start', mode: 'FAST' });
      await home.within('full again', () => home.drawsA === 16);
      const live = home.memory.profiles.find((profile) => profile.stackLevel > 0);
      assert.deepEqual(
        live?.chargingSchedule.chargingSchedulePeriod.map(({ limit }) => limit),
        [16, 6],
        'a hub that dies leaves the safe current',
      );
      assert.equal(stops(home), 0);
    }),
  );

  it(
    'without TxDefaultProfile it would run unlimited for half a minute: one stands from the start, and it is never cleared (libocpp #811)',
    at({}, async (home) => {
      await home.charging();
      const standing = (): boolean =>
        home.memory.profiles.some((profile) => profile.chargingProfilePurpose === 'TxDefaultProfile');
      assert.ok(standing());
      const cleared = home.sent('ClearChargingProfile').length;
      await home.wish({ charge: 'stop' });
      await home.within('paused', () => home.drawsA === 0);
      await home.wish({ charge: 'start' });
      await home.within('it charges again', () => home.drawsA > 0);
      await home.unplug();
      assert.ok(standing());
      assert.equal(home.sent('ClearChargingProfile').length, cleared);
    }),
  );

  it(
    'each profile may be a write to flash: all are counted, and the count is shown (libocpp #543)',
    at({}, async (home) => {
      await home.charging();
      for (const current of [8, 10, 9]) {
        await home.wish({ current });
        await home.within('it follows', () => home.drawsA === current);
      }
      const writes = (): number => home.sent('SetChargingProfile').length;
      await home.within('counted', () => home.charger.writesLastHour === writes());
      assert.ok(writes() <= 12, `${writes()} writes`);
      assert.equal(home.charger.writesPerHour, 100, 'beside the budget');
    }),
  );

  it(
    'what somebody cleared by hand is written again: the safe current is to outlive the hub',
    at({}, async (home) => {
      await home.charging();
      const standing = (): number => new Set(home.memory.profiles.map((each) => each.chargingProfilePurpose)).size;
      await home.within('all stand', () => standing() === 3);
      await home.site.command({ do: 'ocpp', charger: 'Garage', action: 'ClearChargingProfile', payload: {} });
      await home.within('all stand again', () => standing() === 3);
    }),
  );

  for (const level of [0, 1])
    it(
      `only stack level ${level} is taken, whatever is said (EN+, lbbrhzn/ocpp #1851; ABB, #1737)`,
      at(
        {
          make: {
            onlyStackLevel: level,
            configuration: { ChargeProfileMaxStackLevel: '9', MeterValueSampleInterval: '5' },
          },
        },
        async (home) => {
          await home.charging();
          await home.wish({ current: 8 });
          await home.within('it follows', () => home.drawsA === 8);
          assert.equal(stops(home), 0);
        },
      ),
    );

  it(
    'rejects what it took before: for the fuse the charge is ended, and goes on when all of it fits (lbbrhzn/ocpp #1703)',
    at({}, async (home) => {
      await home.charging();
      home.point.on('SetChargingProfile', () => ({ status: 'Rejected' }));
      home.houseA = 20;
      await home.within('it is ended', () => home.drawsA === 0);
      assert.equal(stops(home), 1);
      assert.equal(starts(home), 1, 'and stays so while the house draws');
      home.point.on('SetChargingProfile', home.takes);
      home.houseA = 2;
      await home.within('it charges again', () => home.drawsA > 0);
    }),
  );
});
