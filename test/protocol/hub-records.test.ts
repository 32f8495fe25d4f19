import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { attachSite, type ExportedFile, type Site, type SiteQuery } from '../../core/index.js';
import { inEnglish } from '../../core/model/error-texts.js';
import { openRecordStore } from '../../core/records/open-record-store.js';
import { systemClock } from '../../core/site/system-clock.js';
import { cellsOf } from '../core/records/means/unzipped.js';
import { eventually } from '../means/eventually.js';
import { KeptLog } from '../means/kept-log.js';
import { CHARGER_ID, type Hub, openHub, temporaryFolder } from '../means/open-hub.js';

const TOKEN = 'a token of the test that is long enough';

/** A charge of a real charger, and what every host can ask about it afterwards. */
describe('what is kept of a charge', () => {
  let hub: Hub;
  let attached: Site;
  before(async () => {
    hub = await openHub({ link: { token: TOKEN }, language: 'de' });
    attached = attachSite(`${hub.url}/surplug/link`, TOKEN, new KeptLog(), 'de');
    await eventually('the charger is online', () => hub.charger().online);
    await hub.site.command({ do: 'card', add: { idTag: 'SURPLUG', name: 'Anna', allowed: true } });
    await hub.site.command({ do: 'wish', charger: 'Garage', wish: { mode: 'FAST' } });
    hub.home.plug();
    await eventually('energy has flowed', () => (hub.charger().session?.energyWh ?? 0) > 20);
    hub.home.unplug();
    const charges = () => hub.site.query({ what: 'charges' });
    await eventually('the charge is over', async () => (await charges())[0]?.['endedAt'] !== null);
    await eventually('the host is attached', () => attached.snapshot().online);
  });
  after(async () => {
    await attached.close();
    await hub.close();
  });

  const both = async (query: SiteQuery): Promise<readonly Readonly<Record<string, unknown>>[]> => {
    const [owner, host] = [await hub.site.query(query), await attached.query(query)];
    assert.deepEqual(host, owner, 'the attached host sees what the owner sees');
    return owner;
  };

  it('tells the meter that counted it, by its number', async () => {
    const [charge] = await both({ what: 'charges' });
    const { identity } = hub.charger();
    assert.equal(charge?.['serialNumber'], identity.meterSerialNumber ?? identity.serialNumber);
    assert.ok(charge?.['serialNumber'], JSON.stringify(identity));
  });

  it('is a file for a spreadsheet, through the link too', async () => {
    const [charge] = await both({ what: 'charges' });
    // Each file carries the time it was made, so that two are not the same bytes.
    for (const site of [hub.site, attached]) {
      const [file] = (await site.query({ what: 'export', of: 'charges' })) as unknown as ExportedFile[];
      assert.equal(file?.name, 'surplug-charges.xlsx');
      const { shown } = cellsOf(Buffer.from(file?.base64 ?? '', 'base64'));
      assert.deepEqual(
        ['A1', 'B1', 'A2', 'B2'].map((cell) => shown(1, cell)),
        ['Nummer', 'Ladestation', charge?.['number'], 'Garage'],
      );
      assert.equal(shown(1, 'L2'), Number(charge?.['energyWh']) / 1000);
    }
  });

  it('is on disk once it is settled, to the minute that runs', async () => {
    const { charger, site } = hub;
    await site.settle();
    assert.equal(charger().session, null);
    const copy = temporaryFolder('copy');
    cpSync(hub.folder, copy.path, { recursive: true });
    const store = await openRecordStore(copy.path, { log: new KeptLog(), say: inEnglish, clock: systemClock() });
    const energies = (await store.query({ what: 'statistics', by: 'year' })).map((row) => Number(row['energyWh']));
    const [charge] = await store.query({ what: 'charges' });
    assert.equal(
      energies.reduce((sum, energyWh) => sum + energyWh, 0),
      charge?.['energyWh'],
    );
    await store.close();
    copy.remove();
  });

  it('says how large the file is, and how far back it reaches', async () => {
    const [charge] = await both({ what: 'charges' });
    const [row] = await hub.site.query({ what: 'storage' });
    assert.deepEqual(
      [row?.['charges'], row?.['oldestChargeAt'], row?.['retentionDays']],
      [1, charge?.['startedAt'], 3653],
    );
    assert.ok(Number(row?.['bytes']) > 50_000 && Number(row?.['journalBytes']) > 0, JSON.stringify(row));
  });

  it('answers why it charged, now and at a moment, in words', async () => {
    const [charge] = await both({ what: 'charges' });
    const at = String(charge?.['endedAt']);
    const [why] = await both({ what: 'why', charger: 'garage', at });
    assert.equal(why?.['chargerId'], CHARGER_ID);
    assert.match(String(why?.['text']), /^\p{L}/u);
    assert.ok(Date.parse(String(why?.['at'])) <= Date.parse(at));
  });

  it('refuses to say why of a charger that is not there, and names those that are', async () => {
    for (const site of [hub.site, attached])
      await assert.rejects(site.query({ what: 'why', charger: 'Garten' }), {
        code: 'UNKNOWN_CHARGER',
        message: /Garten.*Garage/,
      });
  });

  for (const [query, field] of [
    [{ what: 'export', of: 'cats' }, 'of'],
    [{ what: 'export', of: 'charges', as: 'pdf' }, 'as'],
    [{ what: 'export', of: 'report', ratePerKWh: 'much' }, 'ratePerKWh'],
    [{ what: 'export', of: 'charges', from: 'lunch' }, 'from'],
    [{ what: 'charges', last: 'many' }, 'last'],
    [{ what: 'charges', last: 1e99 }, 'last'],
    [{ what: 'statistics', by: 'week' }, 'by'],
    [{ what: 'why', at: 'lunch' }, 'at'],
  ] as const)
    it(`refuses ${JSON.stringify(query)} and names ${field}`, async () => {
      for (const site of [hub.site, attached])
        await assert.rejects(site.query(query as unknown as SiteQuery), {
          code: 'INVALID_INPUT',
          message: new RegExp(`^${field} ist `),
        });
    });
});
