import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { amps, seconds } from '../../core/model/units.js';
import type { Handler } from '../means/charge-point.js';
import { met, start } from '../means/ocpp-met.js';

type Profile = Readonly<Record<string, unknown>>;

const safe = { kind: 'set-safe-limit', chargerId: 'CP1', limitA: amps(6) } as const;
const hard = { kind: 'set-max-limit', chargerId: 'CP1', limitA: amps(16) } as const;
const live = (transactionId: unknown) =>
  ({
    kind: 'set-limit',
    chargerId: 'CP1',
    limitA: amps(9),
    durationS: seconds(300),
    transactionId: Number(transactionId),
  }) as const;

/** Answers by the profile; silence where there is no word. */
const by =
  (word: (profile: Profile, unit: unknown) => string | undefined): Handler =>
  (payload) => {
    const profile = payload['csChargingProfiles'] as Profile;
    const status = word(profile, (profile['chargingSchedule'] as Profile)['chargingRateUnit']);
    return status === undefined ? undefined : { status };
  };

const timxon = by((profile) => {
  if (profile['chargingProfileKind'] === 'Absolute') return undefined;
  return profile['chargingProfilePurpose'] === 'TxDefaultProfile' ? 'Accepted' : 'NotSupported';
});

describe('forms of a limit that are not answered, or not supported', { concurrency: true }, () => {
  it('Absolute is met with silence: after twice, Relative is written, and from then on (Timxon, lbbrhzn/ocpp #2158)', () =>
    met(
      async (point, { gateway, house }) => {
        const silent = { result: 'failed', detail: 'Timeout' };
        assert.deepEqual([await gateway.send(safe), await gateway.send(safe)], [silent, silent]);
        assert.deepEqual(await gateway.send(safe), { result: 'accepted' });
        const { transactionId } = await point.call('StartTransaction', start());
        const first = await gateway.send(live(transactionId));
        assert.deepEqual(first, { result: 'refused', detail: 'NotSupported' }, 'of TxProfile, which may pass');
        assert.deepEqual(await gateway.send(live(transactionId)), { result: 'accepted' });
        const abilities = house.of('abilities').at(-1)?.abilities;
        assert.deepEqual(
          [abilities?.smartCharging, abilities?.liveProfile, abilities?.profileKind],
          [true, 'TxDefaultProfile', 'Relative'],
        );
      },
      { handlers: { SetChargingProfile: timxon }, callTimeoutMs: 1000 },
    ));

  it('a hard limit met with silence in the one, and refused in the other, is not written any more', () =>
    met(
      async (point, { gateway, house }) => {
        for (const result of ['failed', 'failed', 'refused']) assert.equal((await gateway.send(hard)).result, result);
        assert.equal(house.of('abilities').at(-1)?.abilities.maxProfile, false);
        assert.equal(point.calls('SetChargingProfile').length, 4);
      },
      { handlers: { SetChargingProfile: timxon }, callTimeoutMs: 1000 },
    ));

  it('silence that was none of the clock: Absolute again, once Relative was refused', () => {
    let asked = 0;
    const hung = by((profile) => {
      asked += 1;
      if (asked <= 2) return undefined;
      return profile['chargingProfileKind'] === 'Relative' ? 'Rejected' : 'Accepted';
    });
    return met(
      async (_point, { gateway, house }) => {
        const results = [];
        for (let times = 0; times < 4; times += 1) results.push((await gateway.send(safe)).result);
        assert.deepEqual(results, ['failed', 'failed', 'refused', 'accepted']);
        assert.notEqual(house.of('abilities').at(-1)?.abilities.profileKind, 'Relative');
      },
      { handlers: { SetChargingProfile: hung }, callTimeoutMs: 1000 },
    );
  });

  it('NotSupported is a no to that form alone: watts are written where amps are not supported', () =>
    met(
      async (point, { gateway, house }) => {
        const { transactionId } = await point.call('StartTransaction', start());
        for (const command of [hard, safe, live(transactionId)])
          assert.deepEqual(await gateway.send(command), { result: 'accepted' });
        const abilities = house.of('abilities').at(-1)?.abilities;
        assert.deepEqual([abilities?.smartCharging, abilities?.rateUnit], [true, 'W']);
      },
      { handlers: { SetChargingProfile: by((_profile, unit) => (unit === 'W' ? 'Accepted' : 'NotSupported')) } },
    ));

  it('NotSupported outside of a charge says nothing of the charge', () =>
    met(
      async (point, { gateway }) => {
        assert.deepEqual(await gateway.send(safe), { result: 'refused', detail: 'NotSupported' });
        const { transactionId } = await point.call('StartTransaction', start());
        assert.deepEqual(await gateway.send(live(transactionId)), { result: 'accepted' });
      },
      {
        handlers: {
          SetChargingProfile: by(({ chargingProfilePurpose }) =>
            chargingProfilePurpose === 'TxProfile' ? 'Accepted' : 'NotSupported',
          ),
        },
      },
    ));

  it('NotSupported to each of them, in a charge too, is no smart charging at all', () =>
    met(
      async (point, { gateway, house }) => {
        await gateway.send(safe);
        const { transactionId } = await point.call('StartTransaction', start());
        await gateway.send(live(transactionId));
        assert.equal((await gateway.send(live(transactionId))).result, 'refused');
        assert.equal(house.of('abilities').at(-1)?.abilities.smartCharging, false);
      },
      { handlers: { SetChargingProfile: by(() => 'NotSupported') } },
    ));

  for (const refused of [1, 2, 3])
    it(`no to the first ${refused} of a charge not quite begun: what is taken after them is not believed`, () => {
      let early = refused;
      const slow = by(({ chargingProfilePurpose }) =>
        chargingProfilePurpose === 'TxProfile' && early-- > 0 ? 'Rejected' : 'Accepted',
      );
      return met(
        async (point, { gateway, house }) => {
          await gateway.send(safe);
          const before = house.of('abilities').at(-1)?.abilities;
          const { transactionId } = await point.call('StartTransaction', start());
          for (let times = 0; times < 2; times++)
            assert.deepEqual(await gateway.send(live(transactionId)), { result: 'accepted' });
          const { rateUnit, profileKind, maxStackLevel } = before ?? {};
          const after = house.of('abilities').at(-1)?.abilities;
          assert.ok(after);
          assert.deepEqual(
            [after.rateUnit, after.profileKind, after.maxStackLevel],
            [rateUnit, profileKind, maxStackLevel],
          );
          assert.equal(point.calls('SetChargingProfile').length, 1 + refused + 2);
        },
        { handlers: { SetChargingProfile: slow } },
      );
    });

  it('a no in PascalCase is a no', () =>
    met(
      async (_point, { gateway }) =>
        assert.deepEqual(await gateway.send(safe), { result: 'refused', detail: 'Rejected' }),
      { handlers: { SetChargingProfile: () => ({ Status: 'Rejected' }) } },
    ));
});
