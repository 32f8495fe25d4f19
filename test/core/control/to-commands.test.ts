import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chargerPicture } from '../../../core/control/picture.js';
import type { ChargerState } from '../../../core/control/site-state.js';
import { toCommands } from '../../../core/control/to-commands.js';
import type { Decision } from '../../../core/model/decision.js';
import type { Observation } from '../../../core/model/event.js';
import { amps, monoMs, seconds } from '../../../core/model/units.js';
import { chargingHouse, type House } from './house.js';

const AT_16: Decision = {
  chargerId: 'a',
  limitA: amps(16),
  transaction: 'keep',
  sources: [],
  because: { code: 'stopped', values: {} } as never,
};
const NO_LIMITS = { ...chargingHouse().charger('a').abilities, smartCharging: false };
/** What is sent to a charger that is otherwise as told. */
function sent(over: Partial<ChargerState>, decision: Partial<Decision> = {}): string {
  const house = chargingHouse();
  const charger = { ...house.charger('a'), ...over };
  return toCommands(house.state, charger, { ...AT_16, ...decision }, house.now)
    .map((one) => one.kind)
    .join();
}

describe('commands: what a charger lacks', () => {
  const { abilities, profiles, transaction } = chargingHouse().charger('a');
  it('nothing, where all is in force', () => assert.equal(sent({}), ''));
  it('the hard limit, where it takes one', () => {
    const none = { ...profiles, max: null };
    assert.equal(sent({ profiles: none }), 'set-max-limit');
    assert.equal(sent({ profiles: none, abilities: { ...abilities, maxProfile: false } }), '');
  });
  it('the hard and the safe limit are the smaller of the charger’s and the user’s', () => {
    const { wishes } = chargingHouse().charger('a');
    const wished = (limitA: number): string => sent({ wishes: { ...wishes, limitA: amps(limitA) } });
    assert.deepEqual([wished(20), wished(10), wished(5)], ['', 'set-max-limit', 'set-max-limit,set-safe-limit']);
  });
  it('a live limit that raises goes last, one that lowers first', () => {
    const { live } = profiles;
    const at8 = { profiles: { ...profiles, max: null, live: live && { ...live, limitA: amps(8) } } };
    assert.equal(sent(at8, { limitA: amps(9) }), 'set-max-limit,set-limit');
    assert.equal(sent(at8, { limitA: amps(7) }), 'set-limit,set-max-limit');
  });
  it('a live limit that ends within seconds again, but not within one', () => {
    const house = chargingHouse();
    const state = { ...house.state, facts: { ...house.state.facts, profileDurationS: seconds(4) } };
    const renewed = (ms: number): number => {
      const now = { ...house.now, monoMs: monoMs(house.now.monoMs + ms) };
      return toCommands(state, house.charger('a'), AT_16, now).length;
    };
    assert.deepEqual([renewed(999), renewed(1000)], [0, 1]);
  });
  it('what was asked or refused ever so often, after five minutes at the latest', () => {
    const stop = { transaction: 'stop' } as const;
    const asked = (s: number): string =>
      sent({ asked: { 'stop-transaction': { at: monoMs(1_000_000 - s * 1000), count: 9, pause: false } } }, stop);
    assert.deepEqual([asked(299), asked(300)], ['', 'stop-transaction']);
    const refused = (s: number): string => {
      const refusal = { at: monoMs(1_000_000 - s * 1000), count: 9, alike: 9, result: 'refused', detail: '' } as const;
      return sent({ profiles: { ...profiles, max: null }, refusals: { 'set-max-limit': refusal } });
    };
    assert.deepEqual([refused(299), refused(300)], ['', 'set-max-limit']);
  });
  it('a safe current of nothing, where nothing makes it obey', () => {
    const level = (of: 1 | 2) => ({ disobedience: { samples: 2, since: null, level: of, levelAt: null } }) as const;
    assert.deepEqual([sent(level(1)), sent(level(2))], ['', 'set-safe-limit']);
  });
  it('the live limit of this transaction, and on these phases', () => {
    assert.equal(sent({ transaction: transaction && { ...transaction, transactionId: 9 } }), 'set-limit');
    assert.equal(sent({}, { phases: 1 }), 'set-limit');
    const { live } = profiles;
    const onThree = { profiles: { ...profiles, live: live && { ...live, phases: 3 as const } } };
    assert.deepEqual([sent(onThree), sent(onThree, { phases: 3 })], ['', '']);
  });
  it('a live limit where a charge runs, by the status too; before it where the profile needs none', () => {
    const told = (status: ChargerState['status'], liveProfile = abilities.liveProfile, also = {}): string =>
      sent({ status, transaction: null, abilities: { ...abilities, liveProfile }, ...also }, { limitA: amps(9) });
    for (const status of ['Charging', 'SuspendedEV', 'SuspendedEVSE'] as const) assert.equal(told(status), 'set-limit');
    assert.deepEqual([told('Preparing'), told('Preparing', 'TxDefaultProfile')], ['', 'set-limit']);
    assert.equal(told('Available', 'TxDefaultProfile'), '');
    const refused = (alike: number, result: 'refused' | 'failed' = 'refused') => ({
      refusals: { 'set-limit': { at: monoMs(0), count: 9, alike, result, detail: 'Rejected' } as const },
    });
    assert.deepEqual(
      [told('Preparing', 'TxDefaultProfile', refused(1)), told('Preparing', 'TxDefaultProfile', refused(2))],
      ['set-limit', ''],
    );
    assert.equal(told('Preparing', 'TxDefaultProfile', refused(9, 'failed')), 'set-limit', 'no answer is no refusal');
    assert.equal(
      sent({ profiles: { ...profiles, live: null }, ...refused(2) }),
      'set-limit',
      'in a charge it is asked',
    );
  });
  it('no live limit by the last word of a charge that is over, but where current flows all the same', () => {
    const over = (measuredA: number): string =>
      sent({ transaction: null, finished: true, measuredA: amps(measuredA) }, { limitA: amps(0) });
    assert.deepEqual([over(0), over(6)], ['', 'set-limit']);
  });
  it('no pause by 0 A where that is none, any other limit', () => {
    const never = { ...abilities, zeroPauses: false };
    assert.equal(sent({ abilities: never }, { limitA: amps(0) }), '');
    assert.equal(sent({ abilities: never }, { limitA: amps(8) }), 'set-limit');
  });
  it('a start where no charge runs', () => {
    assert.equal(sent({}, { transaction: 'start' }), '');
    assert.equal(sent({ status: 'SuspendedEV' }, { transaction: 'start' }), '', 'nor while its car rests');
  });
  it('no live limit to a charge that is found running, before it has told what it draws, for ten seconds', () => {
    const { sample: _, ...rest } = chargingHouse().charger('a');
    const sample = { takenAt: monoMs(1_000_000), takenAtWall: chargingHouse().now.wallMs, currentA: [amps(9)] };
    const found = (s: number, told: ChargerState['sample']): string =>
      sent(
        { ...rest, chargingSince: null, connectedAt: monoMs(1_000_000 - s * 1000), sample: told },
        { limitA: amps(9) },
      );
    assert.deepEqual([found(9, null), found(10, null), found(9, sample)], ['', 'set-limit', 'set-limit']);
  });
  it('no end, for a pause, of a charge that is found running before it has told what it draws, for ten seconds', () => {
    const found = (s: number, transaction: 'pause' | 'stop'): string =>
      sent(
        { chargingSince: null, connectedAt: monoMs(1_000_000 - s * 1000), sample: null, abilities: NO_LIMITS },
        { limitA: amps(0), transaction },
      );
    assert.deepEqual([found(9, 'pause'), found(10, 'pause')], ['', 'stop-transaction']);
    assert.equal(found(9, 'stop'), 'stop-transaction', 'what must not charge is ended at once');
  });
  it('no start where it charges by its own word, for half a minute', () => {
    const began = (s: number, status: 'Charging' | 'SuspendedEV' = 'Charging'): string => {
      const chargingSince = monoMs(1_000_000 - s * 1000);
      return sent({ status, chargingSince, transaction: null, abilities: NO_LIMITS }, { transaction: 'start' });
    };
    assert.deepEqual([began(1), began(29), began(30)], ['', '', 'start-transaction']);
    assert.equal(began(1, 'SuspendedEV'), 'start-transaction');
    const found = (s: number): string => {
      const by = { chargingSince: null, connectedAt: monoMs(1_000_000 - s * 1000) };
      return sent({ status: 'Charging', ...by, transaction: null, abilities: NO_LIMITS }, { transaction: 'start' });
    };
    assert.deepEqual([found(29), found(30)], ['', 'start-transaction'], 'found charging: since it has called');
  });
  it('a pause by ending the charge says whether it is to wake a car that does not resume; a stop says neither', () => {
    const ended = (offeredS: number, word: 'pause' | 'stop'): readonly unknown[] => {
      const house = chargingHouse();
      const { car, ...charger } = house.charger('a');
      const offeredSince = monoMs(house.now.monoMs - offeredS * 1000);
      const asleep = { pausedAtZero: true, statusTold: 'SuspendedEV', car: { ...car, offeredSince } } as const;
      return toCommands(house.state, { ...charger, ...asleep }, { ...AT_16, transaction: word }, house.now).map(
        (one) => (one.kind === 'stop-transaction' ? [one.pause, one.resumes] : one.kind),
      );
    };
    assert.deepEqual(ended(60, 'pause'), [[true, true]]);
    assert.deepEqual(ended(30, 'pause'), [[true, undefined]], 'no time yet to resume by itself');
    assert.deepEqual(ended(60, 'stop'), [[undefined, undefined]]);
  });
  it('a stop that has not been asked for a moment ago', () => {
    const asked = { 'stop-transaction': { at: monoMs(1_000_000), count: 1, pause: false } };
    const stop = { transaction: 'stop' } as const;
    assert.deepEqual([sent({}, stop), sent({ asked }, stop)], ['stop-transaction', '']);
  });
  it('what was asked for a minute ago and never answered', () => {
    const command = { kind: 'set-limit', chargerId: 'a', limitA: amps(8), durationS: seconds(300) } as const;
    const after = (s: number): string =>
      sent({ pending: [{ command, sentAt: monoMs(1_000_000 - s * 1000) }] }, { limitA: amps(9) });
    assert.deepEqual([after(59), after(60)], ['', 'set-limit']);
  });
  it('what was told before it disobeyed, in another form', () => {
    const levelAt = monoMs(1_000_001);
    assert.equal(sent({ disobedience: { samples: 2, since: null, level: 1, levelAt } }), 'set-limit');
  });
});

describe('whether a car is plugged in', () => {
  it('by the status, or by a charge that runs where the status says neither', () => {
    const house = chargingHouse();
    const plugged = (over: Partial<ChargerState>): boolean =>
      chargerPicture(house.state, { ...house.charger('a'), ...over }, house.now).plugged;
    assert.deepEqual(
      [plugged({ status: 'Faulted' }), plugged({ status: 'Faulted', transaction: null })],
      [true, false],
    );
    assert.deepEqual([plugged({ status: 'Available' }), plugged({ status: 'Reserved' })], [false, false]);
  });
});

describe('commands: a charger that boots, or comes and goes, every half minute', () => {
  const identity = { vendor: 'a', model: 'a' };
  for (const kind of ['booted', 'connected'] as const) {
    /** In a charge, so many minutes. */
    const restless = (minutes: number): House => {
      const house = chargingHouse();
      for (let k = 0; k < 2 * minutes; k += 1) {
        if (kind === 'connected') house.tell({ kind: 'disconnected', chargerId: 'a' });
        house.tell({ kind, chargerId: 'a', ...(kind === 'booted' && { identity }) } as Observation);
        for (let t = 0; t < 6; t += 1) {
          house.draws('a', [16, 16, 16]);
          house.grid(3980, 3980, 3980);
          house.wait(5);
        }
      }
      return house;
    };
    const written = (house: House, from = 0): string =>
      [...new Set(house.commands.slice(from).map(({ kind: what }) => what))].sort().join();
    const ALL = 'set-limit,set-max-limit,set-safe-limit';

    it(`is told all limits each time, until its flash has had enough: from then on the live one alone (${kind})`, () => {
      const house = restless(8);
      const before = house.commands.length;
      house.tell({ kind: 'connected', chargerId: 'a' });
      house.wait(5);
      assert.equal(written(house, before), ALL);
      const hour = restless(60);
      const lasting = hour.commands.filter(({ kind: what }) => what !== 'set-limit').length;
      assert.ok(lasting <= 80, `${lasting} writes of what lasts in an hour`);
    });

    it(`is told at once what is to last otherwise, or was cleared, and all once more when it is calm (${kind})`, () => {
      const house = restless(60);
      let before = house.commands.length;
      house.wait(1);
      assert.equal(written(house, before), '');
      house.wish('a', { limitA: amps(5) });
      house.wait(1);
      assert.equal(written(house, before), ALL);
      const cleared = restless(60);
      before = cleared.commands.length;
      cleared.tell({ kind: 'profiles-cleared', chargerId: 'a' });
      cleared.wait(1);
      assert.equal(written(cleared, before), ALL);
      const calm = restless(60);
      before = calm.commands.length;
      calm.wait(3600);
      assert.equal(written(calm, before), ALL);
    });
  }
});
