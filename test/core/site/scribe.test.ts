import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { initialState } from '../../../core/control/initial-state.js';
import { observe } from '../../../core/control/observe.js';
import { type Disobedience, OBEDIENT } from '../../../core/control/site-state.js';
import { type ChargerFault, DISOBEDIENT, type OcppStatus } from '../../../core/model/charger.js';
import { inEnglish } from '../../../core/model/error-texts.js';
import { NO_WISHES } from '../../../core/model/wishes.js';
import { Scribe } from '../../../core/site/scribe.js';
import { eventsOf } from '../../../core/site/tell-events.js';
import { FakeClock } from '../../means/fake-clock.js';
import { chargerFacts, siteFacts } from '../control/house.js';
import { folderOf, openStore } from '../records/means/store.js';

/** One life of a hub: what its charger says is folded, and written down. */
async function life(t: TestContext, folder: string, clock: FakeClock) {
  const { store, log } = await openStore(t, folder, { clock });
  const scribe = new Scribe(store, log, inEnglish, (await store.load()).openFaults);
  const facts = siteFacts({ chargers: [chargerFacts('CP1')] });
  let state = initialState(facts, NO_WISHES, { abilities: {}, memory: null, transactions: {} }, clock.now());
  return {
    store,
    async says(status: OcppStatus, fault: Omit<ChargerFault, 'since'> | null, connectorId = 1) {
      await clock.advance(60_000);
      const { monoMs: at, wallMs: atWall } = clock.now();
      const told = fault && { ...fault, since: atWall };
      const event = {
        kind: 'status',
        chargerId: 'CP1',
        connectorId,
        status,
        fault: told,
        takenAt: at,
        at,
        atWall,
      } as const;
      const before = state;
      state = observe(state, event);
      scribe.folded(event, before, state);
    },
    async proves(disobedience: Disobedience) {
      await clock.advance(60_000);
      const { monoMs: at, wallMs: atWall } = clock.now();
      const before = state;
      const charger = before.chargers['CP1'];
      assert.ok(charger);
      state = { ...before, chargers: { CP1: { ...charger, disobedience } } };
      scribe.folded(
        { kind: 'sample', chargerId: 'CP1', sample: { takenAt: at, takenAtWall: atWall }, at, atWall },
        before,
        state,
      );
      return eventsOf({ kind: 'connected', chargerId: 'CP1', at, atWall }, before, state, clock.now()).map(
        ({ event, ...rest }) => [event, 'detail' in rest && rest.detail['code']],
      );
    },
    faults: async () =>
      (await store.query({ what: 'faults' })).map((row) => [
        row['vendorErrorCode'],
        String(row['startedAt']).slice(14, 16),
        row['endedAt'] && String(row['endedAt']).slice(14, 16),
      ]),
  };
}

describe('the records of faults', () => {
  it('end one that was put right while the hub was off', async (t) => {
    const [folder, clock] = [folderOf(t), new FakeClock()];
    const first = await life(t, folder, clock);
    await first.says('Faulted', { errorCode: 'OtherError', vendorErrorCode: 'E5' });
    await first.store.close();
    const second = await life(t, folder, clock);
    await second.says('Faulted', { errorCode: 'OtherError' });
    assert.deepEqual(await second.faults(), [['E5', '01', null]], 'it lasts');
    await second.store.close();
    const third = await life(t, folder, clock);
    await third.says('Charging', null, 2);
    assert.deepEqual(await third.faults(), [['E5', '01', null]], 'another connector says nothing of it');
    await third.says('Available', null);
    assert.deepEqual(await third.faults(), [['E5', '01', '04']]);
  });

  it('hold one that the hub has found itself, and that no status ends', async (t) => {
    const clock = new FakeClock();
    const { says, proves, faults } = await life(t, folderOf(t), clock);
    await says('Charging', null);
    const pressed = {
      ...OBEDIENT,
      samples: 2,
      since: clock.now().monoMs,
      level: 2,
      levelAt: clock.now().monoMs,
    } as const;
    const found = { ...pressed, level: 3, faultSince: clock.now().wallMs } as const;
    assert.deepEqual([await proves(pressed), await faults()], [[], []]);
    assert.deepEqual(await proves(found), [['fault', DISOBEDIENT]]);
    assert.deepEqual(await proves({ ...found, samples: 3 }), []);
    await says('Charging', null);
    assert.deepEqual(await faults(), [[null, '01', null]]);
    assert.deepEqual(await proves(OBEDIENT), [['fault-cleared', DISOBEDIENT]]);
    assert.deepEqual(await faults(), [[null, '01', '06']]);
  });

  it('tell two apart that have one word in OCPP', async (t) => {
    const { says, faults } = await life(t, folderOf(t), new FakeClock());
    await says('Faulted', { errorCode: 'OtherError', vendorErrorCode: 'E5' });
    await says('Faulted', { errorCode: 'OtherError', vendorErrorCode: 'E7' });
    await says('Faulted', { errorCode: 'OtherError' });
    await says('Available', null);
    assert.deepEqual(await faults(), [
      ['E5', '01', '02'],
      ['E7', '02', '04'],
    ]);
  });
});
