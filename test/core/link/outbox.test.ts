import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Outbox } from '../../../core/link/outbox.js';
import type { SiteEvent } from '../../../core/model/site-event.js';
import { settle } from '../../means/fake-clock.js';
import { MemorySite } from '../../means/memory-site.js';

const card = (number: number): SiteEvent => ({
  event: 'card',
  charger: 'garage',
  name: 'garage',
  at: '2026-06-21T10:00:00Z',
  detail: { number },
});

/** An outbox whose host takes a parcel only when told to. */
function slowHost() {
  const site = new MemorySite();
  const parcels: (readonly SiteEvent[])[] = [];
  const failures: string[] = [];
  const waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const outbox = new Outbox({
    send: (events) => {
      parcels.push(events);
      return new Promise<void>((resolve, reject) => waiting.push({ resolve, reject }));
    },
    snapshot: () => site.snapshot(),
    failed: (why) => failures.push(why),
  });
  const state = (): SiteEvent => ({ event: 'state', snapshot: site.snapshot() });
  return { site, outbox, parcels, failures, waiting, state };
}

describe('events on their way to a host', () => {
  it('one parcel at a time; what happens meanwhile goes with the next, in order', async () => {
    const { outbox, parcels, waiting } = slowHost();
    outbox.push(card(1));
    outbox.push(card(2));
    outbox.push(card(3));
    assert.deepEqual(parcels, [[card(1)]]);
    waiting[0]?.resolve();
    await settle();
    assert.deepEqual(parcels, [[card(1)], [card(2), card(3)]]);
  });

  it('states that wait are overtaken, and what is sent is the house as it stands then', async () => {
    const { site, outbox, parcels, waiting, state } = slowHost();
    outbox.push(card(1));
    outbox.push(state());
    outbox.push(card(2));
    outbox.push(state());
    await site.command({ do: 'wish', charger: 'garage', wish: { mode: 'FAST' } });
    waiting[0]?.resolve();
    await settle();
    assert.deepEqual(parcels[1], [card(2), state()]);
  });

  it('a host that takes nothing is let go before a thousand events wait for it', () => {
    const { outbox, failures } = slowHost();
    for (let number = 0; number <= 1000; number += 1) outbox.push(card(number));
    assert.deepEqual(failures, []);
    outbox.push(card(1001));
    assert.equal(failures.length, 1);
  });

  it('a host that does not answer is let go', async () => {
    const { outbox, failures, waiting } = slowHost();
    outbox.push(card(1));
    waiting[0]?.reject(new Error('timeout'));
    await settle();
    assert.equal(failures.length, 1);
  });
});
