import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CellValue, Column } from '../../../core/records/thread/sheet.js';
import { xlsxOf } from '../../../core/records/thread/xlsx.js';
import { folderOf, newCharge, openStore } from './means/store.js';
import { cellsOf } from './means/unzipped.js';

const column = (heading: string, kind: Column['kind'], rest: Partial<Column> = {}): Column => ({
  heading,
  kind,
  value: (row) => row[heading] as CellValue,
  ...rest,
});

describe('.xlsx (Cabur, 8.1.2-7; Hydra Cubus, 8.5.1-17)', () => {
  it('has numbers as numbers, text as text, days and instants as dates on the site’s clock', () => {
    const columns = [
      column('name', 'text'),
      column('kWh', 'number', { digits: 3, summed: true }),
      column('at', 'instant'),
      column('month', 'period'),
      column('day', 'period'),
      column('year', 'period'),
    ];
    const rows = [
      { name: '=1+1', kWh: 5.0005, at: '2026-06-21T10:00:00.000Z', month: '2026-06', day: '2026-06-21', year: '2026' },
      { name: 'Jürgen & 王', kWh: 0.1, at: null, month: null, day: null, year: null },
      { name: '2026-06-21', kWh: 0.2 },
    ];
    const sheet = { name: 'Ladungen: 2026/06', columns, rows, total: 'Summe' };
    const above = [['Anlage', { kind: 'text', value: 'Haus' }] as const];
    const { shown, files } = cellsOf(Buffer.concat([...xlsxOf([sheet, { ...sheet, name: '', above }], 'Europe/Rome')]));
    assert.deepEqual(
      ['A1', 'B1'].map((cell) => shown(1, cell)),
      ['name', 'kWh'],
    );
    // 2026-06-21 is day 46194 since 1899-12-30; ten o'clock UTC is noon in Rome.
    assert.deepEqual(
      ['A2', 'B2', 'C2', 'D2', 'E2', 'F2'].map((cell) => shown(1, cell)),
      ['=1+1', 5.0005, 46_194.5, 46_174, 46_194, 2026],
    );
    assert.deepEqual(
      ['A3', 'B3', 'C3'].map((cell) => shown(1, cell)),
      ['Jürgen &amp; 王', 0.1, undefined],
    );
    assert.equal(shown(1, 'A4'), '2026-06-21', 'what a user named like a day stays a name');
    assert.deepEqual(
      ['A5', 'B5', 'C5'].map((cell) => shown(1, cell)),
      ['Summe', 5.3005, undefined],
    );
    assert.deepEqual(
      ['A1', 'B1', 'A2', 'A3', 'A4'].map((cell) => shown(2, cell)),
      ['Anlage', 'Haus', undefined, 'name', '=1+1'],
    );
    const styles = files.get('xl/styles.xml') ?? '';
    for (const format of ['yyyy-mm-dd hh:mm:ss', 'yyyy-mm-dd', 'yyyy-mm', '0.000'])
      assert.ok(styles.includes(`"${format}"`), format);
    const names = [...(files.get('xl/workbook.xml') ?? '').matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(
      ([, name]) => name,
    );
    assert.deepEqual(names, ['Ladungen  2026 06', '2']);
  });

  it('has columns beyond Z, and leaves out what XML has no place for', () => {
    const columns = Array.from({ length: 30 }, (_, at) => column(`c${at}`, 'text'));
    const rows = [{ c0: 'a\u0000b\uffffc', c25: 'Z', c26: 'AA', c29: ' <AD> ' }];
    const { shown } = cellsOf(Buffer.concat([...xlsxOf([{ name: 'wide', columns, rows }], 'utc')]));
    assert.deepEqual(
      ['A2', 'Z2', 'AA2', 'AD2', 'B2'].map((cell) => shown(1, cell)),
      ['abc', 'Z', 'AA', ' &lt;AD&gt; ', undefined],
    );
  });

  it('of thousands of charges is made without an answer being kept waiting behind it', async (t) => {
    const { store } = await openStore(t, folderOf(t));
    for (let index = 0; index < 500; index += 1) await store.beginCharge(newCharge({ meterStartWh: index }));
    const asked = { what: 'export', of: 'charges' } as const;
    const house = { site: 'Home', chargers: {}, cards: {} };
    const files = Array.from({ length: 10 }, () => store.exportFile(asked, house));
    const number = await store.beginCharge(newCharge({ idTag: 'NEW' }));
    assert.ok(number > 0);
    for (const { base64 } of await Promise.all(files)) {
      const { files: inside } = cellsOf(Buffer.from(base64, 'base64'));
      const rows = inside.get('xl/worksheets/sheet1.xml')?.match(/<row /g)?.length ?? 0;
      // Headings, and perhaps the new charge.
      assert.ok(rows === 501 || rows === 502, `${rows} rows`);
    }
  });
});
