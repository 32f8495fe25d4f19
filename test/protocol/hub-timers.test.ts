import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { eventually } from '../means/eventually.js';
import { CHARGER_ID, type Hub, openHub } from '../means/open-hub.js';

/** Without summer time, in whose last hour a time of day comes twice. */
const ZONE = 'Africa/Tunis';
const clockAt = (inMin: number): string =>
  new Date(Date.now() + inMin * 60_000).toLocaleTimeString('de-DE', {
    timeZone: ZONE,
    hour: '2-digit',
    minute: '2-digit',
  });
/** A window that began five minutes ago. */
const windowNow = () => [{ start: clockAt(-5), end: clockAt(60), repeat: 'daily', enabled: true }] as const;

/** Cards only, no sun: what charges here does so by a card, by a start from the hub, or by the timer. */
describe('a boost timer beside a card and a start', () => {
  let hub: Hub;
  const wish = (asked: object) => hub.site.command({ do: 'wish', charger: CHARGER_ID, wish: asked });
  const charges = () => eventually('it charges', () => (hub.home.charger.currentA[0] ?? 0) > 4);
  const over = () =>
    eventually('the charge is over', () => hub.charger().state === 'completed' && !hub.charger().session);

  before(async () => {
    hub = await openHub({ timeZone: ZONE });
    await eventually('online', () => hub.charger().online && hub.home.charger.status === 'Available');
    await hub.site.command({ do: 'card', add: { idTag: 'ANNA', name: 'Anna', allowed: true } });
    await wish({ access: 'cards' });
  });
  afterEach(async () => {
    hub.home.unplug();
    await eventually('free', () => hub.charger().state === 'standby');
    await wish({ timers: [] });
  });
  after(() => hub.close());

  it('the second tap of the card ends its charge, and the timer does not begin another', async () => {
    hub.home.plug();
    await eventually('it waits for a card', () => hub.charger().reason === 'waiting-for-card');
    assert.equal(await hub.home.tapCard('ANNA'), 'started');
    await eventually('a charge of Anna', () => hub.charger().session?.idTag === 'ANNA');
    await wish({ timers: windowNow() });
    await charges();
    const { id } = hub.charger().session ?? { id: 0 };
    assert.equal(await hub.home.tapCard('ANNA'), 'stopped');
    await over();
    const answer = await wish({ priority: 2 });
    assert.equal(answer.chargers[0]?.because, 'This charge is over: unplug the car for the next one');
    const [newest] = await hub.site.query({ what: 'charges', last: 1 });
    assert.deepEqual([newest?.['number'], newest?.['stopReason']], [id, 'Local']);
  });

  it('but a timer that is set afterwards does', async () => {
    hub.home.plug();
    await eventually('it waits for a card', () => hub.charger().reason === 'waiting-for-card');
    await hub.home.tapCard('ANNA');
    await eventually('a charge of Anna', () => hub.charger().session?.idTag === 'ANNA');
    await hub.home.tapCard('ANNA');
    await over();
    await wish({ timers: windowNow() });
    await eventually('the timer has begun, without a card', () => hub.charger().session?.idTag === '');
  });

  it('a start pressed while the timer charges counts as a card: it goes on after the window', async () => {
    await wish({ timers: windowNow() });
    hub.home.plug();
    await charges();
    const { id } = hub.charger().session ?? { id: 0 };
    await wish({ charge: 'start', mode: 'FAST' });
    const answer = await wish({ timers: [] });
    const [charger] = answer.chargers;
    assert.deepEqual([charger?.reason, charger?.limitA], ['charger-limit', 16]);
    await eventually('a moment later it still does', () => hub.home.charger.currentA[0] === 15.7);
    assert.equal(hub.charger().session?.id, id);
    await wish({ mode: 'ECO+' });
  });

  it('without one it ends with the window', async () => {
    await wish({ timers: windowNow() });
    hub.home.plug();
    await charges();
    await wish({ timers: [] });
    await over();
  });
});
