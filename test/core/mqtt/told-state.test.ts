import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sayTheSame, toldCharger, toldSite } from '../../../core/mqtt/told-state.js';
import { chargingSnapshot, session, siteSnapshot } from '../../means/snapshots.js';

const SECRET = 'DEADBEEF';

describe('what the broker is told', () => {
  it('names no card, serial number or SIM, because everybody there can read it', () => {
    const charger = chargingSnapshot({
      session: { ...session, idTag: SECRET },
      reserve: { idTag: SECRET, until: '2026-06-21T20:00:00.000Z' },
      identity: { vendor: 'Hydra', serialNumber: SECRET, iccid: SECRET, imsi: SECRET },
    });
    const card = { idTag: SECRET, name: 'Anna', allowed: true } as const;
    const pending = { id: SECRET, address: SECRET, firstSeen: '', lastSeen: '', identity: {} };
    const site = siteSnapshot({ chargers: [charger], cards: [card], pending: [pending] });
    assert.doesNotMatch(JSON.stringify([toldSite(site), toldCharger(charger)]), /DEADBEEF|Anna/);
    assert.equal((toldCharger(charger).payload['session'] as typeof session).solarWh, 2000);
  });

  it('a change of state is news at once, a measured value is not', () => {
    const before = chargingSnapshot();
    const facts = (changes: Parameters<typeof chargingSnapshot>[0]) => toldCharger(chargingSnapshot(changes)).facts;
    for (const changes of [
      { mode: 'FAST' },
      { state: 'paused' },
      { limitA: 9 },
      { offeredA: 9 },
      { locked: true },
      { allowed: false },
      { online: false },
      { userLimitA: 12 },
      { readyBy: { time: '2026-06-22T05:00:00.000Z', energyWh: 9000 } },
      { reserve: { idTag: 'AB', until: '2026-06-21T20:00:00.000Z' } },
      { boost: { active: true, until: null, source: 'user' } },
    ] as const) {
      assert.notEqual(facts(changes), toldCharger(before).facts, JSON.stringify(changes));
    }
    for (const changes of [{ powerW: 1 }, { because: 'so' }, { currentA: [1] }, { energyWh: 2 }, { at: 'x' }]) {
      assert.equal(facts(changes), toldCharger(before).facts, JSON.stringify(changes));
    }
  });

  it('two that differ in their instant alone are the same', () => {
    const a = toldCharger(chargingSnapshot({ at: '1' })).payload;
    assert.ok(sayTheSame(a, toldCharger(chargingSnapshot({ at: '2' })).payload));
    assert.ok(!sayTheSame(a, toldCharger(chargingSnapshot({ at: '1', powerW: 5 })).payload));
  });
});
