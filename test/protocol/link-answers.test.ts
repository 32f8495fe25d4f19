import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeOf, SurplugError } from '../../core/model/error.js';
import type { SiteEvent } from '../../core/model/site-event.js';
import { eventually } from '../means/eventually.js';
import { LinkHouse } from '../means/link-house.js';
import { MemorySite } from '../means/memory-site.js';

const fast = { do: 'wish', charger: 'garage', wish: { mode: 'FAST' } } as const;

describe('what the owner answers is what the host sees', () => {
  it('every code of the owner arrives as itself, with its message', async () => {
    for (const sent of ['LOCKED', 'TIMEOUT', 'REJECTED', 'NO_METER', 'STORAGE', 'OFFLINE', 'CLOSED'] as const) {
      const memory = new MemorySite();
      memory.command = () => Promise.reject(new SurplugError(sent, `do this about ${sent}`));
      const house = await LinkHouse.open(memory);
      const site = await house.attached();
      await assert.rejects(site.command(fast), { name: 'SurplugError', code: sent, message: `do this about ${sent}` });
      await house.end();
    }
  });

  it('a failure of the owner that is no SurplugError is REJECTED; its words stay in the log of the owner', async () => {
    const memory = new MemorySite();
    memory.command = () => Promise.reject(new TypeError('secret inner works'));
    const house = await LinkHouse.open(memory);
    const site = await house.attached();
    await assert.rejects(site.command(fast), (error: unknown) => {
      assert.equal(codeOf(error), 'REJECTED');
      assert.doesNotMatch(String(error), /secret/);
      return true;
    });
    assert.equal(house.log.matching(/secret inner works/).length, 1);
    await house.end();
  });

  it('an answer too long for the link is refused, and the link lives', async () => {
    const memory = new MemorySite();
    memory.rows = Array.from({ length: 70_000 }, (_, number) => ({ number, filler: 'x'.repeat(80) }));
    const house = await LinkHouse.open(memory);
    const site = await house.attached();
    await assert.rejects(site.query({ what: 'decisions' }), { code: 'INVALID_INPUT', message: /shorter period/ });
    assert.equal((await site.command(fast)).ok, true);
    await house.end();
  });

  it('a file of the owner is not a host’s to name', async () => {
    const memory = new MemorySite();
    const house = await LinkHouse.open(memory);
    const site = await house.attached();
    await assert.rejects(site.command({ do: 'firmware', charger: 'garage', file: '/etc/passwd' }), {
      code: 'INVALID_INPUT',
      message: /Only the host that runs the site can name a file; give the URL/,
    });
    assert.deepEqual(memory.commands, []);
    const url = 'ftp://nas/image';
    await assert.rejects(site.command({ do: 'firmware', charger: 'garage', url }), /no command of this site/);
    assert.equal(memory.commands.length, 1);
    await house.end();
  });

  it('what JSON cannot write is INVALID_INPUT, and nothing is left behind', async () => {
    const house = await LinkHouse.open();
    const site = await house.attached();
    const round: Record<string, unknown> = {};
    round['self'] = round;
    const odd = { do: 'ocpp', charger: 'garage', action: 'Reset', payload: round } as const;
    await assert.rejects(site.command(odd), { code: 'INVALID_INPUT' });
    assert.equal((await site.command(fast)).ok, true);
    await house.end();
  });

  it('a host sees its own wish once it is answered, although the owner tells states later', async () => {
    const memory = new MemorySite();
    const house = await LinkHouse.open(memory);
    const site = await house.attached();
    memory.tell = () => undefined;
    await site.command(fast);
    assert.equal(site.snapshot().chargers[0]?.mode, 'FAST');
    await house.end();
  });

  it('events come in order and whole, and states as the house last stood', async () => {
    const memory = new MemorySite();
    const house = await LinkHouse.open(memory);
    const site = await house.attached();
    const heard: SiteEvent[] = [];
    site.on((event) => heard.push(event));
    for (let number = 0; number < 300; number += 1) {
      memory.happen('card', 'garage', { number });
      memory.tell({ event: 'state', snapshot: memory.snapshot() });
    }
    await eventually('the last event', () =>
      heard.some((event) => event.event === 'card' && event.detail['number'] === 299),
    );
    await eventually('a state after it', () => heard.at(-1)?.event === 'state');
    const numbers = heard.flatMap((event) => (event.event === 'card' ? [event.detail['number']] : []));
    assert.deepEqual(
      numbers,
      Array.from({ length: 300 }, (_, number) => number),
    );
    assert.ok(heard.filter((event) => event.event === 'state').length < 300, 'states that waited were overtaken');
    await house.end();
  });
});
