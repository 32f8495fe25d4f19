import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openSite, type Site, type SiteCommand, type SiteEvent } from '../../core/index.js';
import { eventually } from '../means/eventually.js';
import { FakeClock } from '../means/fake-clock.js';
import { KeptLog } from '../means/kept-log.js';
import { temporaryFolder } from '../means/open-hub.js';

/** A price list and a forecast, given to a site whose clock the test moves. */
describe('lists that are given to the site', () => {
  const folder = temporaryFolder('lists');
  const clock = new FakeClock('2026-06-21T10:00:00Z');
  const log = new KeptLog();
  const events: SiteEvent[] = [];
  let site: Site;
  before(async () => {
    const config = {
      phases: 3,
      fuseA: 25,
      storage: folder.path,
      ocpp: { port: 0, bind: '127.0.0.1' },
      language: 'de',
      timeZone: 'Europe/Rome',
      chargers: [{ id: 'garage' }],
    } as const;
    site = await openSite({ ...config, chargers: [...config.chargers] }, log, clock);
    site.on((event) => void (event.event === 'list-outdated' && events.push(event)));
  });
  after(async () => {
    await site.close();
    folder.remove();
  });

  const hours = (key: 'price' | 'powerW', ...values: readonly number[]) =>
    values.map((value, hour) => ({ start: `2026-06-21T${12 + hour}:00:00+02:00`, [key]: value }));
  const give = (command: object) => site.command({ do: 'site', ...command } as SiteCommand);

  it('are shown with what holds now and until when', async () => {
    await give({ prices: hours('price', 0.3, 0.2), forecast: hours('powerW', 4000, 5000, 0) });
    const { pricePerKWh, pricesUntil, forecastW, forecastUntil } = site.snapshot();
    assert.deepEqual(
      { pricePerKWh, pricesUntil, forecastW, forecastUntil },
      {
        pricePerKWh: 0.3,
        pricesUntil: '2026-06-21T12:00:00.000Z',
        forecastW: 4000,
        forecastUntil: '2026-06-21T13:00:00.000Z',
      },
    );
    assert.deepEqual(events, []);
  });

  it('are told once when they have run out, in words, and once more when the next one has', async () => {
    await clock.advance(2 * 3_600_000);
    await eventually('the prices are told', () => events.length > 0);
    await clock.advance(60_000);
    const text =
      'Die Preisliste endete am 21. Juni, 14:00: bis eine neue kommt, sind die Kosten unbekannt und es werden keine günstigen Stunden gewählt';
    assert.deepEqual(events.splice(0), [
      { event: 'list-outdated', list: 'prices', endedAt: '2026-06-21T12:00:00.000Z', text },
    ]);
    assert.deepEqual(log.matching(/Preisliste/), [`warn ${text}`]);
    assert.equal(site.snapshot().pricePerKWh, null);
    await give({ prices: [{ start: '2026-06-21T12:00:00Z', price: 0.25 }] });
    assert.deepEqual([site.snapshot().pricePerKWh, site.snapshot().pricesUntil], [0.25, null]);
    await clock.advance(2 * 3_600_000);
    await eventually('the forecast is told', () => events.length > 0);
    assert.deepEqual(
      events.map((event) => event.event === 'list-outdated' && event.list),
      ['forecast'],
    );
  });

  for (const [why, command] of [
    ['no list', { prices: 'cheap' }],
    ['a step without a time', { prices: [{ price: 1 }] }],
    ['a step that is nothing', { prices: [null] }],
    ['a price that is no number', { prices: [{ start: '2026-06-21T12:00:00Z', price: '0.3' }] }],
    ['a price nobody pays', { prices: [{ start: '2026-06-21T12:00:00Z', price: 1e9 }] }],
    ['sun below zero', { forecast: [{ start: '2026-06-21T12:00:00Z', powerW: -1 }] }],
    [
      'a list without an end',
      { prices: Array.from({ length: 40_000 }, () => ({ start: '2026-06-21T12:00:00Z', price: 1 })) },
    ],
  ] as const)
    it(`are refused whole: ${why}`, async () => {
      await assert.rejects(give(command), { code: 'INVALID_INPUT', message: /^(prices|forecast)/ });
      assert.equal(site.snapshot().pricePerKWh, 0.25);
    });
});
