import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import type { ExportedFile, ExportQuery } from '../../core/model/export.js';
import type { RecordStore } from '../../core/ports/record-store.js';
import { endOf, folderOf, newCharge, openStore } from '../core/records/means/store.js';
import { FakeClock } from '../means/fake-clock.js';

const run = promisify(execFile);
const HOUSE = { site: '=Home', chargers: { garage: { name: 'Garage', serialNumber: 'M-1' } }, cards: {} };

/** A cell as LibreOffice understands it: its kind of value, and the value. */
type Cell = readonly [kind: string, value: string];

/** Has LibreOffice open a file and write down what it sees: every sheet, row by row. */
async function seenByLibreOffice(
  t: TestContext,
  { name, base64 }: ExportedFile,
  ...filter: readonly string[]
): Promise<Map<string, Cell[][]>> {
  const folder = folderOf(t);
  const file = join(folder, name);
  writeFileSync(file, Buffer.from(base64, 'base64'));
  // A profile of its own, so that no other LibreOffice of this user is asked to do it.
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
  const args = [profile, '--headless', ...filter, '--convert-to', 'fods', '--outdir', folder, file];
  await run('soffice', args, { timeout: 180_000 });
  return tablesOf(readFileSync(file.replace(/\.\w+$/, '.fods'), 'utf8'));
}

/** Tables of a flat OpenDocument file (ODF 1.3, 9.1). */
function tablesOf(xml: string): Map<string, Cell[][]> {
  const tables = new Map<string, Cell[][]>();
  for (const [, name = '', body = ''] of xml.matchAll(/<table:table table:name="([^"]*)"[^>]*>(.*?)<\/table:table>/gs))
    tables.set(
      name,
      [...body.matchAll(/<table:table-row[^>]*>(.*?)<\/table:table-row>/gs)].map(([, row = '']) => cellsOf(row)),
    );
  return tables;
}

function cellsOf(row: string): Cell[] {
  return [...row.matchAll(/<table:table-cell([^>]*?)(?:\/>|>(.*?)<\/table:table-cell>)/gs)].flatMap(
    ([, attributes = '', inner = '']) => {
      const of = (name: string): string | undefined => new RegExp(` ${name}="([^"]*)"`).exec(attributes)?.[1];
      const kind = of('office:value-type') ?? '';
      const text = inner.replaceAll(/<[^>]+>/g, '').trim();
      const cell: Cell = [
        of('table:formula') ? 'formula' : kind,
        of('office:date-value') ?? of('office:value') ?? text,
      ];
      const times = Number(of('table:number-columns-repeated') ?? 1);
      return Array.from({ length: Math.min(times, 60) }, () => cell);
    },
  );
}

async function filled(t: TestContext): Promise<RecordStore> {
  const { store } = await openStore(t, folderOf(t), { clock: new FakeClock('2026-06-21T10:00:00Z'), language: 'en' });
  const shares = { energyWh: 5000.5, solarWh: 3000, batteryWh: 1000, gridWh: 1000.5, meterStopWh: 6000.5, cost: 0.25 };
  for (const [startedAt, cardName] of [
    ['2026-05-03T08:00:00Z', '=1+1'],
    ['2026-05-31T21:30:00Z', 'Jürgen & 王, "<J>"'],
  ] as const) {
    const number = await store.beginCharge(newCharge({ startedAt, cardName, idTag: cardName.slice(0, 6) }));
    await store.endCharge(endOf(number, { ...shares, endedAt: '2026-05-31T21:50:00Z' }));
  }
  return store;
}

const exported = async (t: TestContext, asked: Omit<ExportQuery, 'what'>): Promise<Map<string, Cell[][]>> => {
  const store = await filled(t);
  return seenByLibreOffice(t, await store.exportFile({ what: 'export', ...asked }, HOUSE));
};

describe('an independent spreadsheet (LibreOffice) opens what is exported', () => {
  it('the monthly report: the same numbers, dates and texts, and their kinds', async (t) => {
    const tables = await exported(t, { of: 'report', ratePerKWh: 0.4 });
    assert.deepEqual([...tables.keys()], ['Report', 'By card']);
    const rows = tables.get('Report') ?? [];
    assert.deepEqual(rows[1]?.slice(0, 2), [
      ['string', 'Site'],
      ['string', '=Home'],
    ]);
    assert.deepEqual(rows[2]?.[1], ['date', '2026-05-01']);
    const headings = rows[7]?.map(([, text]) => text) ?? [];
    const first = Object.fromEntries(headings.map((heading, at) => [heading, rows[8]?.[at]]));
    assert.equal(first['Number']?.[0], 'float');
    assert.deepEqual(
      ['Card holder', 'Charger', 'Serial number'].map((heading) => first[heading]),
      [
        ['string', '=1+1'],
        ['string', 'Garage'],
        ['string', 'M-1'],
      ],
      'a formula stays text',
    );
    assert.deepEqual(
      ['Start', 'End'].map((heading) => first[heading]),
      [
        ['date', '2026-05-03T10:00:00'],
        ['date', '2026-05-31T23:50:00'],
      ],
    );
    assert.deepEqual(
      [
        'Meter at start (kWh)',
        'Meter at end (kWh)',
        'Energy (kWh)',
        'From the sun (kWh)',
        'Cost of grid energy',
        'Amount',
      ].map((heading) => first[heading]),
      [
        ['float', '1'],
        ['float', '6.0005'],
        ['float', '5.0005'],
        ['float', '3'],
        ['float', '0.25'],
        ['float', '2.0002'],
      ],
    );
    assert.equal(rows[9]?.[1]?.[1], 'Jürgen &amp; 王, &quot;&lt;J&gt;&quot;');
    const energyAt = headings.indexOf('Energy (kWh)');
    assert.deepEqual(
      [rows[10]?.[0], rows[10]?.[energyAt]],
      [
        ['string', 'Total'],
        ['float', '10.001'],
      ],
    );
  });

  it('statistics: days and months are dates', async (t) => {
    for (const [by, first] of [
      ['day', ['date', '2026-05-22']],
      ['month', ['date', '2025-07-01']],
    ] as const) {
      const rows = (await exported(t, { of: 'statistics', by })).get('Statistics') ?? [];
      assert.deepEqual(rows[1]?.[0], first);
    }
  });

  it('.csv in German: the comma is a decimal sign, a formula is text', async (t) => {
    const store = await filled(t);
    const file = await store.exportFile({ what: 'export', of: 'charges', as: 'csv', language: 'de' }, HOUSE);
    // Separator ";", quote '"', UTF-8, from line 1, German (LCID 1031), with numbers recognised.
    const tables = await seenByLibreOffice(t, file, '--infilter=CSV:59,34,76,1,,1031,false,true');
    const [rows = []] = tables.values();
    const headings = rows[0]?.map(([, text]) => text) ?? [];
    const cell = (heading: string): Cell | undefined => rows[1]?.[headings.indexOf(heading)];
    assert.deepEqual(cell('Energie (kWh)'), ['float', '5.0005']);
    assert.deepEqual(cell('Beginn'), ['date', '2026-05-03T10:00:00']);
    assert.equal(cell('Karteninhaber')?.[0], 'string');
  });
});
