import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { ExportQuery } from '../../../core/model/export.js';
import { LANGUAGES } from '../../../core/model/language.js';
import type { RecordStore } from '../../../core/ports/record-store.js';
import { FakeClock } from '../../means/fake-clock.js';
import { endOf, folderOf, newCharge, openStore } from './means/store.js';
import { cellsOf } from './means/unzipped.js';

const HOUSE = {
  site: '=Home',
  chargers: { garage: { name: 'Garage', serialNumber: 'NOW-1' }, carport: { name: 'Carport' } },
  // Readers differ in the case they tell a card in.
  cards: { ben: 'Ben' },
};

/** A charge in May, one over the end of April, one in June, Rome's time: the second begins at 23:30 on the last of April. */
async function housesRecords(t: TestContext): Promise<RecordStore> {
  const { store } = await openStore(t, folderOf(t), { clock: new FakeClock('2026-06-21T10:00:00Z'), language: 'de' });
  for (const [startedAt, endedAt, change, end] of [
    ['2026-05-03T08:00:00Z', '2026-05-03T10:15:00Z', { idTag: 'ANNA', cardName: 'Anna', serialNumber: 'M-7' }, {}],
    [
      '2026-04-30T21:30:00Z',
      '2026-05-01T02:30:00Z',
      { idTag: 'BEN', chargerId: 'carport' },
      { cost: 0.30000000000000004 },
    ],
    ['2026-05-31T22:00:00Z', '2026-06-01T04:00:00Z', { idTag: 'anna' }, {}],
  ] as const) {
    const number = await store.beginCharge(newCharge({ startedAt, startedBy: 'card', ...change }));
    const shares = { energyWh: 5000.5, solarWh: 3000, batteryWh: 1000, gridWh: 1000.5, meterStopWh: 6000.5 };
    await store.endCharge(endOf(number, { endedAt, ...shares, modeS: { 'ECO+': 7200, FAST: 90 }, ...end }));
  }
  // One that runs.
  await store.beginCharge(newCharge({ startedAt: '2026-05-31T21:45:00Z', idTag: 'OPEN' }));
  store.faultBegan({
    chargerId: 'garage',
    startedAt: '2026-05-04T00:00:00Z',
    endedAt: null,
    errorCode: 'GroundFailure',
    vendorErrorCode: null,
    info: null,
  });
  store.decision({
    at: '2026-06-20T10:00:00Z',
    chargerId: 'garage',
    limitA: 0,
    sources: ['stopped'],
    because: { code: 'stopped', numbers: {} },
  });
  return store;
}

const csv = async (
  store: RecordStore,
  asked: Omit<ExportQuery, 'what' | 'as'>,
): Promise<{ name: string; lines: string[] }> => {
  const { name, mime, base64 } = await store.exportFile({ what: 'export', as: 'csv', ...asked }, HOUSE);
  assert.equal(mime, 'text/csv; charset=utf-8');
  return { name, lines: Buffer.from(base64, 'base64').toString().slice(1).trimEnd().split('\r\n') };
};

describe('the monthly report, as a company takes it for a refund', () => {
  it('is of the last whole month: register readings, who, where, which meter, and sums', async (t) => {
    const store = await housesRecords(t);
    const { name, lines } = await csv(store, { of: 'report', ratePerKWh: 0.4 });
    assert.equal(name, 'surplug-report-2026-05.csv');
    assert.deepEqual(lines.slice(0, 7), [
      'Ladebericht;',
      "Anlage;'=Home",
      'Von;2026-05-01 00:00:00',
      'Bis;2026-06-01 00:00:00',
      'Erstellt am;2026-06-21 12:00:00',
      'Preis je kWh;0,4',
      '',
    ]);
    assert.match(
      lines[7] ?? '',
      /^Nummer;Karteninhaber;Kartennummer;Ladestation;Seriennummer;Beginn;Ende;Dauer \(min\);Zählerstand bei Beginn/,
    );
    const [ben = '', anna = '', total = '', ...more] = lines.slice(8).map((line) => line.replace(/^\d+;/, ''));
    assert.equal(
      anna,
      'Anna;ANNA;Garage;M-7;2026-05-03 10:00:00;2026-05-03 12:15:00;135;1;6,0005;5,0005;3;1;1,0005;;2,0002',
    );
    // Ended in May: one that runs at a month's end is in one report, whole, whenever that is made. The name is today's, for
    // it had none then, and this charger told no number.
    assert.equal(
      ben,
      'Ben;BEN;Carport;;2026-04-30 23:30:00;2026-05-01 04:30:00;300;1;6,0005;5,0005;3;1;1,0005;0,3;2,0002',
    );
    assert.equal(total, 'Summe;;;;;;;;;;10,001;6;2;2,001;0,3;4,0004');
    assert.deepEqual(more, []);
  });

  it('is of the month it is asked for, of one card, with a sheet of sums by card', async (t) => {
    const store = await housesRecords(t);
    const may = await csv(store, { of: 'report' });
    assert.deepEqual(
      await csv(store, { of: 'report', to: '2026-06-01' }),
      may,
      'an end alone: from the first of its month',
    );
    const june = await csv(store, { of: 'report', from: '2026-06' });
    assert.equal(june.name, 'surplug-report-2026-06.csv');
    assert.match(june.lines[7] ?? '', /;anna;Garage;NOW-1;2026-06-01 00:00:00;/);
    const { base64 } = await store.exportFile(
      { what: 'export', of: 'report', idTag: 'ANNA', from: '2026-05-01', to: '2026-06-02', language: 'en' },
      HOUSE,
    );
    const { shown } = cellsOf(Buffer.from(base64, 'base64'));
    assert.deepEqual(
      ['A1', 'B2', 'A7', 'B8', 'B9'].map((cell) => shown(1, cell)),
      ['Charging report', '=Home', 'Number', 'Anna', undefined],
    );
    assert.deepEqual(
      ['A2', 'B2', 'C2', 'D2', 'A3', 'C3', 'D3'].map((cell) => shown(2, cell)),
      ['Anna', 'ANNA', 2, 10.001, 'Total', 2, 10.001],
    );
  });
});

describe('charges without a card', () => {
  it('have no card number, and are one row by card, told in words', async (t) => {
    const { store } = await openStore(t, folderOf(t), { clock: new FakeClock('2026-06-21T10:00:00Z'), language: 'en' });
    for (const [hour, idTag] of ['SURPLUG', '', 'ANNA'].entries()) {
      const number = await store.beginCharge(newCharge({ startedAt: `2026-05-03T0${hour}:00:00Z`, idTag }));
      await store.endCharge(endOf(number, { endedAt: `2026-05-03T0${hour}:30:00Z`, energyWh: 1000 }));
    }
    const { lines } = await csv(store, { of: 'charges' });
    const [, ...rows] = lines.map((line) => line.split(',').slice(7, 9));
    assert.deepEqual(rows, [
      ['', 'Without a card'],
      ['', 'Without a card'],
      ['ANNA', ''],
    ]);
    const { base64 } = await store.exportFile({ what: 'export', of: 'report', from: '2026-05' }, HOUSE);
    const { shown } = cellsOf(Buffer.from(base64, 'base64'));
    assert.deepEqual(
      ['A2', 'B2', 'C2', 'A3', 'B3', 'C3'].map((cell) => shown(2, cell)),
      ['Without a card', undefined, 2, undefined, 'ANNA', 1],
    );
  });
});

describe('an export', () => {
  it('of charges has the manuals’ columns and what is known beyond them, in words', async (t) => {
    const { name, lines } = await csv(await housesRecords(t), { of: 'charges', from: '2026-05-03', to: '2026-05-04' });
    assert.equal(name, 'surplug-charges-2026-05-03-2026-05-03.csv');
    assert.equal(lines.length, 2);
    const cells = (lines[1] ?? '').split(';');
    assert.deepEqual(Object.fromEntries((lines[0] ?? '').split(';').map((heading, at) => [heading, cells[at]])), {
      Nummer: cells[0],
      Ladestation: 'Garage',
      Beginn: '2026-05-03 10:00:00',
      Ende: '2026-05-03 12:15:00',
      'Dauer (min)': '135',
      Startart: 'Karte',
      Stoppart: 'Ausgesteckt',
      Kartennummer: 'ANNA',
      Karteninhaber: 'Anna',
      'Zählerstand bei Beginn (kWh)': '1',
      'Zählerstand bei Ende (kWh)': '6,0005',
      'Energie (kWh)': '5,0005',
      'Von der Sonne (kWh)': '3',
      'Aus der Batterie (kWh)': '1',
      'Aus dem Netz (kWh)': '1,0005',
      'Sonnenanteil (%)': cells[15],
      'Höchste Leistung (kW)': '7,4',
      'Kosten des Netzstroms': '',
      Gespart: '',
      'Modus bei Beginn': 'ECO+',
      'Minuten in FAST': '1,5',
      'Minuten in ECO': '',
      'Minuten in ECO+': '120',
    });
  });

  it('of decisions says why, of faults what to do, in the language that is asked for', async (t) => {
    const store = await housesRecords(t);
    const why = await csv(store, { of: 'decisions', language: 'en' });
    assert.deepEqual(why.lines, [
      'Time,Charger,Limit (A),Reason',
      '2026-06-20 12:00:00,Garage,0,Stopped until you start it again',
    ]);
    const [, fault = ''] = (await csv(store, { of: 'faults', language: 'it' })).lines;
    assert.match(
      fault,
      /^Garage;2026-05-04 02:00:00;;;"La protezione [^;]+";"Scollega l’auto\. .*;.*";GroundFailure;$/,
    );
  });

  it('of statistics has a line a period, split where that is asked', async (t) => {
    const store = await housesRecords(t);
    const days = await csv(store, { of: 'statistics', from: '2026-05-30', to: '2026-06-02' });
    assert.deepEqual(
      days.lines.slice(1).map((line) => line.split(';').slice(0, 2)),
      [
        ['2026-05-30', '0'],
        ['2026-05-31', '1'],
        ['2026-06-01', '1'],
      ],
    );
    const cards = await csv(store, {
      of: 'statistics',
      by: 'month',
      split: 'card',
      from: '2026-04',
      to: '2026-07',
      separator: ',',
    });
    assert.match(cards.lines[0] ?? '', /^Zeitraum,Karteninhaber,Kartennummer,Ladevorgänge,/);
    assert.ok(
      cards.lines.some((line) => line.startsWith('2026-04,Ben,BEN,1,')),
      cards.lines.join('\n'),
    );
  });

  for (const language of LANGUAGES)
    it(`has its own headings in ${language}, in the .xlsx too`, async (t) => {
      const store = await housesRecords(t);
      const { base64 } = await store.exportFile({ what: 'export', of: 'charges', language }, HOUSE);
      const { shown } = cellsOf(Buffer.from(base64, 'base64'));
      const columns = Array.from({ length: 23 }, (_, at) => shown(1, `${String.fromCharCode(65 + at)}1`));
      assert.ok(
        columns.every((heading) => typeof heading === 'string' && heading !== ''),
        columns.join(),
      );
      assert.equal(new Set(columns).size, 23, 'no two are alike');
      assert.equal(shown(1, 'L2'), 5.0005);
    });
});
