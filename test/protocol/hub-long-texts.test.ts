import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { SiteCommand, SiteQuery } from '../../core/index.js';
import { messageOf } from '../../core/model/error.js';
import { CHARGER_ID, type Hub, openHub } from '../means/open-hub.js';

const LONG = 'x'.repeat(1_000_000);

/** A refusal names what came; of a megabyte it names the beginning. */
describe('what is refused is not repeated at length', () => {
  let hub: Hub;
  before(async () => {
    hub = await openHub();
  });
  after(() => hub?.close());

  for (const [name, command] of Object.entries({
    'a charger': { do: 'wish', charger: LONG, wish: { mode: 'FAST' } },
    'a command': { do: LONG },
    'a mode': { do: 'wish', charger: CHARGER_ID, wish: { mode: LONG } },
    'a wish': { do: 'wish', charger: CHARGER_ID, wish: { [LONG]: 1 } },
    'a timer': { do: 'wish', charger: CHARGER_ID, wish: { timers: [{ start: LONG, end: '07:00' }] } },
    'a card': { do: 'card', remove: LONG },
    'an identity': { do: 'adopt', id: LONG },
    'an identity to forget': { do: 'forget', id: LONG },
    'an operation': { do: 'ocpp', charger: CHARGER_ID, action: LONG, payload: {} },
    'a field of an operation': { do: 'ocpp', charger: CHARGER_ID, action: 'Reset', payload: { [LONG]: 1 } },
    'a meter': { do: 'reading', role: 'grid', meterId: LONG, reading: 1 },
  })) {
    it(name, async () => {
      const told = await hub.site.command(command as unknown as SiteCommand).then(() => '', messageOf);
      assert.ok(told.length > 10 && told.length < 3000, `${told.length}: ${told.slice(0, 200)}`);
    });
  }

  it('a question', async () => {
    const told = await hub.site.query({ what: LONG } as unknown as SiteQuery).then(() => '', messageOf);
    assert.ok(told.length > 10 && told.length < 3000, `${told.length}: ${told.slice(0, 200)}`);
  });
});
