import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { amps, seconds } from '../../core/model/units.js';
import { met, start } from '../means/ocpp-met.js';

type Payload = Readonly<Record<string, unknown>>;

/** The number of phases in each profile a charge point was sent, in order; null: none named. */
const phasesIn = (profiles: readonly Payload[]): readonly (number | null)[] =>
  profiles.map((one) => {
    const { chargingSchedule } = one['csChargingProfiles'] as {
      readonly chargingSchedule: { readonly chargingSchedulePeriod: readonly { readonly numberPhases?: number }[] };
    };
    return chargingSchedule.chargingSchedulePeriod[0]?.numberPhases ?? null;
  });

/** Sends limits of 10 A on one, three and one phase to a charger that answers by its own mind. */
const switched = (answer: (numberPhases: number | null) => string) =>
  new Promise<{ readonly sent: readonly (number | null)[]; readonly learned: string }>((resolve, reject) => {
    const profile = (payload: Payload) => ({ status: answer(phasesIn([payload])[0] ?? null) });
    met(
      async (point, { gateway, house }) => {
        const { transactionId } = await point.call('StartTransaction', start());
        for (const phases of [1, 3, 1] as const) {
          const outcome = await gateway.send({
            kind: 'set-limit',
            chargerId: 'CP1',
            limitA: amps(10),
            durationS: seconds(300),
            transactionId: Number(transactionId),
            phases,
          });
          assert.equal(outcome.result, 'accepted');
        }
        const told = house.of('abilities').at(-1)?.abilities.phaseSwitching ?? 'unknown';
        resolve({ sent: phasesIn(point.calls('SetChargingProfile')), learned: told });
      },
      { facts: { phaseSwitching: 'on' }, handlers: { SetChargingProfile: profile } },
    ).catch(reject);
  });

describe('one and three phases over the wire (OCPP 1.6, 7.14: numberPhases)', () => {
  it('a charger that takes it is told the number each time', async () => {
    assert.deepEqual(await switched(() => 'Accepted'), { sent: [1, 3, 1], learned: 'unknown' });
  });
  it('one that rejects it, and takes the same limit without it, is asked once', async () => {
    const { sent, learned } = await switched((phases) => (phases === null ? 'Accepted' : 'Rejected'));
    assert.deepEqual([sent, learned], [[1, null, null, null], 'refused']);
  });
});
