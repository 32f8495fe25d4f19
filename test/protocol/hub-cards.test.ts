import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { SiteEvent } from '../../core/index.js';
import { eventually } from '../means/eventually.js';
import { CHARGER_ID, type Hub, openHub } from '../means/open-hub.js';

describe('a card is learned by holding it to the reader', () => {
  let hub: Hub;
  const told: Readonly<Record<string, unknown>>[] = [];
  before(async () => {
    hub = await openHub();
    hub.site.on((event: SiteEvent) => {
      if (event.event === 'card') told.push(event.detail);
    });
    await hub.site.command({ do: 'wish', charger: CHARGER_ID, wish: { access: 'cards' } });
    await hub.site.command({ do: 'card', add: { idTag: 'BERT', name: 'Bert', allowed: false } });
    await eventually('the charger is online', () => hub.charger().online && hub.home.charger.online);
  });
  after(() => hub.close());

  it('without being asked for, an unknown card is refused and not learned', async () => {
    assert.equal(await hub.home.tapCard('04A1B2C3'), 'refused');
    assert.deepEqual(told, [{ idTag: '04A1B2C3', accepted: false }]);
  });

  it('a card that is known, blocked here, does not use the wait up', async () => {
    const { applied } = await hub.site.command({ do: 'card', learn: { name: 'Anna' } });
    assert.equal(applied['learn'], 'Anna');
    assert.ok(Date.parse(String(applied['until'])) > Date.now() + 50_000);
    assert.equal(await hub.home.tapCard('BERT'), 'refused');
  });

  it('the next unknown one is allowed under the name, and says so', async () => {
    hub.home.plug();
    assert.notEqual(await hub.home.tapCard('04A1B2C3'), 'refused');
    await eventually('a charge of the card', () => hub.charger().session?.idTag === '04A1B2C3');
    assert.deepEqual(told.at(-1), { idTag: '04A1B2C3', accepted: true, learned: true, card: 'Anna' });
  });

  it('it reaches the local list of the charger by itself', async () => {
    await eventually('in the list', () => hub.home.charger.memory.localList.has('04A1B2C3'));
  });

  it('only one card is learned, because the next one may be a passer-by', async () => {
    hub.home.unplug();
    await eventually('unplugged', () => hub.charger().state === 'standby');
    assert.equal(await hub.home.tapCard('STRANGER'), 'refused');
  });

  it('a name is needed, and a sensible time', async () => {
    for (const learn of [{ name: ' ' }, { name: 'Anna', seconds: 0 }, { name: 'Anna', seconds: 86_400 }])
      await assert.rejects(hub.site.command({ do: 'card', learn }), { code: 'INVALID_INPUT' });
  });

  it('its end is read on the clock of the house, and one that is no time is refused', async () => {
    const add = { idTag: 'GUEST', name: 'Guest', allowed: true };
    const expiryOf = async (expiresAt: string | number): Promise<number | undefined> => {
      await hub.site.command({ do: 'card', add: { ...add, expiresAt } });
      return hub.site.snapshot().cards.find((card) => card.idTag === 'GUEST')?.expiresAt;
    };
    assert.equal(await expiryOf('2031-01-31T18:00'), Date.parse('2031-01-31T17:00Z'), 'in Rome');
    assert.equal(await expiryOf('2031-01-31T18:00Z'), Date.parse('2031-01-31T18:00Z'));
    assert.equal(await expiryOf('2031-01-31'), Date.parse('2031-01-31T23:00Z'), 'the whole day');
    assert.equal(await expiryOf(1_900_000_000_000), 1_900_000_000_000);
    for (const wrong of ['soon', '2031-13-01', Number.NaN])
      await assert.rejects(expiryOf(wrong), {
        code: 'INVALID_INPUT',
        message: /card\.add\.expiresAt is .*a time such as/,
      });
  });

  it('one that is not in the list is not taken away in silence', async () => {
    const remove = hub.site.command({ do: 'card', remove: '04A1B2C4' });
    await assert.rejects(remove, { code: 'INVALID_INPUT', message: /no card "04A1B2C4"/ });
  });
});
