import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openSite, type RecordQuery, type Site, type SiteCommand } from '../../core/index.js';
import { eventually } from '../means/eventually.js';
import { KeptLog } from '../means/kept-log.js';
import { freePort, temporaryFolder, testConfig } from '../means/open-hub.js';

describe('a site in Italian', () => {
  const folder = temporaryFolder('language');
  const log = new KeptLog();
  let site: Site;

  before(async () => {
    writeFileSync(join(folder.path, 'surplug-records.sqlite'), 'not a database '.repeat(500));
    const chargers = [{ id: 'garage' }];
    site = await openSite(testConfig(await freePort(), folder.path, { chargers, language: 'it' }), log);
  });
  after(async () => {
    await site.close();
    folder.remove();
  });

  it('tells at the start that the records were damaged, and where they are', () => {
    assert.match(log.lines.join('\n'), /^warn Le registrazioni erano danneggiate\. .*damaged-.*\.sqlite/m);
  });

  it('tells of a meter that is not there', async () => {
    await eventually(
      `the log tells of the meter:\n${log.lines.join('\n')}`,
      () => log.matching(/^warn Contatore grid: Il contatore non/).length === 1,
      30_000,
    );
  });

  const wish = (change: object): SiteCommand => ({ do: 'wish', charger: 'garage', wish: change }) as SiteCommand;
  for (const [asked, words] of [
    [wish({ mode: 'SLOW' }), 'mode è "SLOW"; deve essere uno tra FAST, ECO, ECO+.'],
    [wish({ lock: 1 }), 'lock è 1; deve essere true o false.'],
    [
      wish({ colour: 'red' }),
      '"colour" non è qualcosa che si possa chiedere a una stazione; vedi l’aiuto del nodo di comando.',
    ],
    [
      wish({ timers: [{ start: '25:00', end: '04:00' }] }),
      'timers[0].start è "25:00"; deve essere un orario come "23:00".',
    ],
    [{ do: 'dance' } as unknown as SiteCommand, '"dance" non è un comando di questa versione.'],
  ] as const) {
    it(`refuses ${JSON.stringify(asked)} in its words`, async () => {
      await assert.rejects(site.command(asked), { code: 'INVALID_INPUT', message: words });
    });
  }

  it('refuses a question in its words, those of the thread with the records too', async () => {
    const asked: RecordQuery = { what: 'charges', from: 'yesterday' };
    await assert.rejects(site.query(asked), {
      code: 'INVALID_INPUT',
      message: /^from è "yesterday"; deve essere un orario/,
    });
    await assert.rejects(site.query({ what: 'trace', charger: 'cellar' }), { message: /nessuna stazione "cellar"/ });
  });
});
