import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { initialState } from '../../../core/control/initial-state.js';
import { monoMs } from '../../../core/model/units.js';
import { NO_WISHES } from '../../../core/model/wishes.js';
import { CommandDesk, type DeskParts } from '../../../core/site/command-desk.js';
import { resolveConfig } from '../../../core/site/parse-config.js';
import { siteFacts } from '../../../core/site/site-facts.js';
import { FakeClock } from '../../means/fake-clock.js';

describe('a start that the charger refuses', () => {
  it('is told, also where the charger answers before the disk has written the wish', async () => {
    const parsed = resolveConfig({ phases: 3, fuseA: 25, storage: '.', chargers: [{ id: 'A' }] });
    assert.ok('config' in parsed);
    const { config } = parsed;
    const facts = siteFacts(config, []);
    const now = new FakeClock('2026-06-21T10:00:00Z').now();
    const state = initialState(facts, NO_WISHES, { abilities: {}, memory: null, transactions: {} }, now);
    const refusal = { count: 1, alike: 1, at: monoMs(0), result: 'refused', detail: 'Rejected' } as const;
    let onTheWay = false;
    let refusals = {};
    const desk = new CommandDesk({
      scene: () => ({ now: now.wallMs, config, facts, wishes: NO_WISHES, pending: [] }),
      observe: () => {},
      decideNow: () => {
        onTheWay = true;
      },
      saved: async () => {
        onTheWay = false;
      },
      settled: async () => {
        if (onTheWay) refusals = { 'start-transaction': refusal };
      },
      intoService: async () => {},
      chargerSnapshot: () => undefined,
      charger: (id: string) => ({ ...state.chargers[id], refusals }),
    } as unknown as DeskParts);
    const started = desk.take({ do: 'wish', charger: 'A', wish: { charge: 'start' } });
    await assert.rejects(started, { code: 'REJECTED', message: 'The charger refused to start (Rejected).' });
  });
});
