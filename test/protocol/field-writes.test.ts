import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FieldHome } from '../means/field-home.js';
import type { Quirks } from '../means/field-quirks.js';

type Profile = Readonly<Record<string, unknown>>;

const at = (quirks: Quirks, run: (home: FieldHome) => Promise<void>) => async (): Promise<void> => {
  const home = await FieldHome.open(quirks);
  try {
    await run(home);
  } finally {
    await home.close();
  }
};
const purposes = (home: FieldHome): readonly unknown[] =>
  home.sent('SetChargingProfile').map((sent) => (sent['csChargingProfiles'] as Profile)['chargingProfilePurpose']);

/** As Home Assistant writes them, on the highest level that the charger names. */
const left = (chargingProfileId: number, connectorId: number, chargingProfilePurpose: string, limit: number) => ({
  connectorId,
  chargingProfileId,
  chargingProfilePurpose,
  chargingProfileKind: 'Relative',
  stackLevel: 100,
  chargingSchedule: { chargingRateUnit: 'A' as const, chargingSchedulePeriod: [{ startPeriod: 0, limit }] },
});
const LEFT = [left(1000, 0, 'ChargePointMaxProfile', 0), left(1001, 1, 'TxDefaultProfile', 32)];

describe('profiles written to a charger that comes in', { concurrency: true }, () => {
  it(
    'and boots first: each of them once, for a profile is a write to its flash',
    at({}, async (home) => {
      await home.charging();
      await home.passes(30);
      assert.deepEqual(purposes(home), ['ChargePointMaxProfile', 'TxDefaultProfile', 'TxProfile']);
    }),
  );

  it(
    'and boots in the middle: all of them once more',
    at({}, async (home) => {
      await home.within('written', () => purposes(home).length === 2);
      await home.point.call('BootNotification', { chargePointVendor: 'Field', chargePointModel: 'One' });
      await home.within('written once more', () => purposes(home).length === 4);
    }),
  );

  it(
    'and keeps the last alone, whatever it is for: the live limit has the last word (Solax X3-HAC)',
    at({ make: { keepsOne: true } }, async (home) => {
      home.solarA = 14;
      await home.wish({ mode: 'ECO+' });
      await home.charging();
      home.solarA = 0;
      await home.within('paused', () => home.drawsA === 0 && home.charger.state === 'paused');
      await home.point.cut();
      await home.connect();
      await home.within('all of them are written', () => new Set(purposes(home)).size === 3);
      await home.passes(30);
      assert.equal(purposes(home).at(-1), 'TxProfile');
      assert.deepEqual([home.drawsA, home.charger.state, home.charger.abilities.zeroPauses], [0, 'paused', true]);
      assert.equal(home.sent('RemoteStopTransaction').length, 0);
    }),
  );

  it(
    'and takes amps, but goes by watts alone: all of them once more, as soon as it has told (matth-x/MicroOcppSimulator)',
    at(
      {
        make: {
          units: ['A', 'W'],
          heedsUnit: 'W',
          configuration: { ChargingScheduleAllowedChargingRateUnit: 'Power', MeterValueSampleInterval: '5' },
        },
      },
      async (home) => {
        await home.charging();
        const inWatts = (): readonly string[] =>
          home.memory.profiles
            .filter(({ chargingSchedule }) => chargingSchedule.chargingRateUnit === 'W')
            .map(({ chargingProfilePurpose: purpose }) => purpose);
        await home.within('all of them stand in watts', () => inWatts().length === 3);
        assert.deepEqual(
          home.memory.profiles.filter(({ chargingSchedule }) => chargingSchedule.chargingRateUnit === 'A'),
          [],
        );
        assert.equal(home.sent('RemoteStopTransaction').length, 0);
      },
    ),
  );

  it(
    'and holds what another system left in it: a hard limit of 0 A, 32 A to fall back to (lbbrhzn/ocpp #879, evcc #31597)',
    at({ make: { stackLevels: 100, profiles: LEFT } }, async (home) => {
      await home.within('cleared', () => home.sent('ClearChargingProfile').length === 2);
      await home.charging();
      await home.within('its own limit alone holds', () => home.drawsA === 16);
      assert.deepEqual(
        home.memory.profiles.filter(({ chargingProfileId: id }) => id > 3),
        [],
      );
      const cleared = home.sent('ClearChargingProfile').length;
      await home.point.cut();
      await home.connect();
      await home.within('written once more', () => purposes(home).length >= 2);
      assert.deepEqual([cleared, home.sent('ClearChargingProfile').length], [2, 0], 'once in its life');
    }),
  );

  it(
    'and does not answer to the clearing of what others left: asked once, and all of them are written behind it',
    at({ handlers: { ClearChargingProfile: () => undefined } }, async (home) => {
      await home.charging();
      await home.within('all stand', () => home.memory.profiles.length === 3);
      assert.equal(home.sent('ClearChargingProfile').length, 1);
    }),
  );

  for (const [room, full, make, tells] of [
    [3, 'takes-none', 'libocpp: full, it takes none in the place of another', true],
    [2, 'takes-none', 'the same: what is replaced leaves first', true],
    [2, 'clears-id-first', 'MicroOcpp: full, it takes one of the same id', true],
    [2, 'takes-none', 'and does not tell', false],
    [3, 'takes-none', 'and does not tell', false],
  ] as const) {
    const told = tells && { MaxChargingProfilesInstalled: String(room) };
    const configuration = { ...told, MeterValueSampleInterval: '5' };
    it(
      `and has room for ${room} (${make}): the hard limit makes room for the live one, and no charge is stopped`,
      at({ make: { room, full, configuration } }, async (home) => {
        await home.charging();
        for (const current of [8, 10, 9]) {
          await home.wish({ current });
          await home.within('it follows', () => home.drawsA === current);
        }
        assert.deepEqual(home.memory.profiles.map(({ chargingProfilePurpose: purpose }) => purpose).sort(), [
          'TxDefaultProfile',
          'TxProfile',
        ]);
        assert.equal(home.charger.abilities.maxProfile, false);
        assert.equal(home.sent('RemoteStopTransaction').length, 0);
      }),
    );
  }

  for (const hours of [3, -3]) {
    const quirks = { clockAheadMs: 0 };
    it(
      `and sets its clock by ${hours} h in a pause: once more, which ends the pause of no charge`,
      at(quirks, async (home) => {
        home.solarA = 14;
        await home.wish({ mode: 'ECO+' });
        await home.charging();
        home.solarA = 0;
        await home.within('paused', () => home.drawsA === 0 && home.charger.state === 'paused');
        const lasting = () => purposes(home).filter((purpose) => purpose !== 'TxProfile').length;
        assert.equal(lasting(), 2);
        const pausedWh = home.registerWh;
        quirks.clockAheadMs = hours * 3_600_000;
        await home.within('its limit is not in force any more', () => home.registerWh > pausedWh);
        await home.within('it is again', () => home.drawsA === 0);
        await home.passes(30);
        assert.equal(lasting(), 4, 'each of them once');
        assert.equal(home.sent('RemoteStopTransaction').length, 0);
        assert.equal(home.charger.abilities.zeroPauses, true);
      }),
    );
  }

  it(
    'and refused where they end by themselves: held at its safe current, for nothing above that may outlive the hub',
    at({ make: { refusesEnds: true } }, async (home) => {
      await home.charging();
      await home.within('told, with what to do', () =>
        /^Held at the safe current \(6\sA\): .*A higher safe current/.test(home.charger.because),
      );
      assert.deepEqual([home.drawsA, home.charger.limitA], [6, 6]);
      await home.wish({ mode: 'ECO+' });
      await home.within('it waits for the sun', () => home.drawsA === 0);
      home.solarA = 9;
      await home.within('that carries its 6 A', () => home.drawsA === 6 && home.charger.status === 'charging');
      const above = home.memory.profiles.filter(
        ({ chargingProfilePurpose, chargingSchedule: { chargingSchedulePeriod: periods } }) =>
          chargingProfilePurpose !== 'ChargePointMaxProfile' && periods.some(({ limit }) => limit > 6),
      );
      assert.deepEqual(above, []);
      await home.within('its hard limit stands, taken out in search of room or not', () =>
        home.memory.profiles.some(({ chargingProfilePurpose: purpose }) => purpose === 'ChargePointMaxProfile'),
      );
    }),
  );

  it(
    'and breaks off at each of them: is asked for other things in between, ever longer, and charges (steve #129)',
    at({ breaksOffAt: 'SetChargingProfile' }, async (home) => {
      await home.plug().catch(() => {});
      await home.within('it charges', () => home.drawsA > 0);
      const before = home.breaks;
      await home.passes(60);
      assert.ok(home.breaks - before < 15, `broken off ${home.breaks - before} times within a minute`);
    }),
  );
});

describe('profiles taken, and followed on stack level 0 alone (Grizzl-E Mini Connect, evcc PR #32502)', () => {
  it('are found out by what flows, and stand on another connection: at the safe current it is written otherwise', async () => {
    const home = await FieldHome.open({
      make: { configuration: { ChargeProfileMaxStackLevel: '3', MeterValueSampleInterval: '5' } },
      deaf: (profile) => profile['stackLevel'] !== 0,
    });
    try {
      await home.plug();
      await home.within('it is given all', () => home.drawsA === 16);
      await home.wish({ current: 10 });
      await home.within('it follows', () => home.drawsA === 10);
      await home.point.cut();
      await home.connect();
      await home.passes(20);
      await home.wish({ current: 12 });
      await home.within('it follows at once', () => home.drawsA === 12);
      assert.equal(home.sent('RemoteStopTransaction').length, 0);
    } finally {
      await home.close();
    }
  });
});

describe('profiles refused', { concurrency: true }, () => {
  it(
    'since the charge is just over: no other purpose than TxProfile is tried, and none learned of it',
    at({}, async (home) => {
      await home.charging();
      await home.wish({ current: 8 });
      await home.within('it follows', () => home.drawsA === 8);
      const written = purposes(home);
      home.point.on('SetChargingProfile', (payload) => {
        if ((payload['csChargingProfiles'] as Profile)['chargingProfilePurpose'] !== 'TxProfile')
          return home.takes(payload);
        setImmediate(() => void home.stop('Local'));
        return { status: 'Rejected' };
      });
      await home.wish({ charge: 'stop' });
      const since = (): readonly unknown[] => purposes(home).slice(written.length);
      await home.within('it is asked', () => since().includes('TxProfile'));
      await home.passes(30);
      assert.equal(home.charger.abilities.zeroPauses, true);
      assert.equal(home.charger.abilities.liveProfile, 'TxProfile');
    }),
  );

  it(
    'a no to a limit is not told as a refused start',
    at({}, async (home) => {
      await home.charging();
      await home.wish({ charge: 'stop' });
      await home.within('nothing flows', () => home.drawsA === 0);
      home.point.on('SetChargingProfile', () => ({ status: 'Rejected' }));
      await home.wish({ charge: 'start' });
    }),
  );

  it(
    'a charge that ends in a fault, while 0 A is in force, is not ended by 0 A',
    at({}, async (home) => {
      await home.charging();
      await home.wish({ charge: 'stop' });
      await home.within('nothing flows', () => home.drawsA === 0);
      const fault = { connectorId: 1, errorCode: 'GroundFailure', status: 'Faulted' };
      await home.point.call('StatusNotification', {
        ...fault,
        timestamp: new Date(home.clock.now().wallMs).toISOString(),
      });
      await home.stop('Other');
      await home.passes(2);
      assert.equal(home.charger.abilities.zeroPauses, true);
    }),
  );
});
