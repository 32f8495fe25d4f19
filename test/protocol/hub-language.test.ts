import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import {
  attachSite,
  type MeterConfig,
  openSite,
  type Site,
  type SiteCommand,
  type SiteQuery,
} from '../../core/index.js';
import { eventually } from '../means/eventually.js';
import { KeptLog } from '../means/kept-log.js';
import { CHARGER_ID, freePort, openHub, temporaryFolder, testConfig } from '../means/open-hub.js';

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
      () => log.matching(/^warn Contatore rete: Il contatore non/).length === 1,
    );
  });

  const wish = (change: object): SiteCommand => ({ do: 'wish', charger: 'garage', wish: change }) as SiteCommand;
  for (const [asked, words] of [
    [wish({ mode: 'SLOW' }), 'mode è "SLOW"; deve essere uno tra FAST, ECO, ECO+.'],
    [wish({ lock: 2 }), 'lock è 2; deve essere true o false.'],
    [wish({ colour: 'red' }), '"colour" non si può chiedere a una stazione; vedi l’aiuto del nodo comando ricarica.'],
    [
      wish({ timers: [{ start: '25:00', end: '04:00' }] }),
      'timers[0].start è "25:00"; deve essere un orario come "23:00".',
    ],
    [{ do: 'dance' } as unknown as SiteCommand, '"dance" non è un comando noto a questa versione.'],
    [
      { do: 'firmware', charger: 'garage' },
      'Indica o l’URL del firmware (url) o il percorso di un file su questo computer (file).',
    ],
    [
      { do: 'firmware', charger: 'garage', file: 'nowhere.bin' },
      'Il file nowhere.bin non esiste; indica il percorso del file del firmware.',
    ],
    [
      { do: 'password', charger: 'garage', password: 'secret' },
      'La password deve avere da 16 a 20 byte in esadecimale: da 32 a 40 cifre, in numero pari (openssl rand -hex 20).',
    ],
    [
      { do: 'ocpp', charger: 'garage', action: 'reset', payload: {} },
      'OCPP 1.6 non ha un’operazione "reset" dal server alla stazione; scrivi Reset.',
    ],
    [{ do: 'ocpp', charger: 'garage', action: 'Reset', payload: {} }, 'Reset: manca type.'],
    [
      { do: 'ocpp', charger: 'garage', action: 'Reset', payload: { type: 1 } },
      'Reset: type deve essere di tipo string.',
    ],
  ] as const) {
    it(`refuses ${JSON.stringify(asked)} in its words`, async () => {
      await assert.rejects(site.command(asked), { code: 'INVALID_INPUT', message: words });
    });
  }

  it('refuses a question in its words, those of the thread with the records too', async () => {
    const asked: SiteQuery = { what: 'charges', from: 'yesterday' };
    await assert.rejects(site.query(asked), {
      code: 'INVALID_INPUT',
      message: /^from è "yesterday"; deve essere un orario/,
    });
    await assert.rejects(site.query({ what: 'trace', charger: 'cellar' }), { message: /Nessuna stazione "cellar"/ });
  });
});

describe('a site in German whose meters cannot work is refused in its words', () => {
  const folder = temporaryFolder('language-meters');
  after(() => folder.remove());
  const tcp = { role: 'grid', type: 'modbus-tcp', map: 'chint-dtsu666', host: '127.0.0.1', port: 1 } as const;
  const rtu = { role: 'load', type: 'modbus-rtu', map: 'eastron-sdm630', path: '/dev/none' } as const;
  const mqtt = { role: 'grid', type: 'mqtt', url: 'mqtt://127.0.0.1:1' } as const;
  const own = { functionCode: 3, points: { voltage1V: { address: 1, type: 'u16' } } } as const;
  const rows: readonly [meters: readonly MeterConfig[], says: RegExp][] = [
    [[{ ...tcp, map: 'chint' }], /^Zähler Netz: Eine Registertabelle "chint" gibt es nicht\. Bekannt: chint-dtsu666, /],
    [
      [{ ...tcp, map: 'sma-inverter' }],
      /^Zähler Netz: Die Registertabelle sma-inverter hat keine Werte für Netz; sie ist für Solar/,
    ],
    [[{ ...tcp, map: own }], /^Zähler Netz: Die eigene Registertabelle enthält keine Leistung/],
    [
      [
        { ...rtu, id: 'a' },
        { ...rtu, id: 'b', baudRate: 2400 },
      ],
      /^Zwei Zähler an \/dev\/none sind verschieden eingestellt: 9600 8N1 und 2400 8N1\./,
    ],
    [[{ ...mqtt, preset: 'shelly' }], /^Zähler Netz: Ein MQTT-Produkt "shelly" gibt es nicht\. Bekannt: number, /],
    [[{ ...mqtt, preset: 'evcc' }], /^Zähler Netz: Das MQTT-Produkt evcc braucht ein Topic, z\. B\. "evcc"\.$/],
    [[mqtt], /^Zähler Netz: Ein MQTT-Zähler braucht ein Produkt mit seinem Topic/],
    [
      [{ role: 'grid', type: 'derived' }],
      /^Der Wert Netz lässt sich nicht berechnen: füge einen Zähler für Haus hinzu/,
    ],
    [[{ role: 'load', type: 'derived' }], /^Der Wert Last lässt sich nicht berechnen: das geht nur für Netz/],
  ];
  for (const [meters, says] of rows) {
    it(String(says), async () => {
      const config = testConfig(await freePort(), folder.path, { meters, language: 'de' });
      await assert.rejects(openSite(config, new KeptLog()), { code: 'BAD_CONFIG', message: says });
    });
  }
});

const TOKEN = 'a-token-hard-to-guess';

describe('a host attached in French', () => {
  it('is refused in its words: no token, no address, nobody there', async () => {
    const log = new KeptLog();
    const asks = async (url: string, token: string): Promise<Error> => {
      const site = attachSite(url, token, log, 'fr');
      const refused = await site.command({ do: 'wish', charger: 'x', wish: {} }).then(
        () => assert.fail('it was done'),
        (error: Error) => error,
      );
      await site.close();
      return refused;
    };
    assert.match((await asks('ws://127.0.0.1:1', '')).message, /^Pour vous rattacher à une installation, saisissez/);
    assert.match(
      (await asks('http://x', 'secret')).message,
      /^L’adresse de l’installation n’est pas une adresse WebSocket/,
    );
    assert.match(
      (await asks('ws://127.0.0.1:1', 'secret')).message,
      /^Le hub qui détient l’installation n’a pas encore/,
    );
    const site = attachSite('ws://127.0.0.1:1', 'secret', log, 'fr');
    const told = () => log.matching(/^warn L’installation à ws:.* ne répond pas ; .*Nouvelles tentatives/).length === 1;
    await eventually('the log tells that nobody is there', told);
    await site.close();
    await assert.rejects(site.query({ what: 'charges' }), {
      code: 'CLOSED',
      message: /^Cette installation est fermée/,
    });
  });

  it('to a house in Italian is refused in its own words, not in those of the house', async () => {
    const hub = await openHub({ language: 'it', link: { token: TOKEN } });
    const attached = attachSite(`${hub.url}/surplug/link`, TOKEN, new KeptLog(), 'fr');
    try {
      await eventually('attached', () => attached.snapshot().online);
      const wrong = { do: 'wish', charger: CHARGER_ID, wish: { mode: 'SLOW' } } as unknown as SiteCommand;
      const asked: SiteQuery = { what: 'charges', from: 'yesterday' };
      await assert.rejects(attached.command(wrong), {
        code: 'INVALID_INPUT',
        message: 'mode vaut "SLOW" ; il faudrait l’une de ces valeurs : FAST, ECO, ECO+.',
      });
      await assert.rejects(attached.query(asked), {
        code: 'INVALID_INPUT',
        message: /^from vaut "yesterday" ; il faudrait/,
      });
      await assert.rejects(hub.site.command(wrong), { message: /^mode è "SLOW"/ });
    } finally {
      await attached.close();
      await hub.close();
    }
  });
});
