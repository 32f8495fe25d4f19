import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { endOf, folderOf, newCharge, openStore } from './means/store.js';

/** The files of a zip archive, by the central directory at its end (APPNOTE 4.3.12). */
function unzipped(zip: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  let at = zip.readUInt32LE(zip.lastIndexOf('PK\x05\x06', undefined, 'latin1') + 16);
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [method, size, name] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)];
    const local = zip.readUInt32LE(at + 42);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const body = zip.subarray(from, from + size);
    const text = (method === 8 ? inflateRawSync(body) : body).toString('utf8');
    files.set(zip.toString('utf8', at + 46, at + 46 + name), text);
    at += 46 + name + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}

/** Cells of a sheet by their address: the type attribute and the value. */
const cellsOf = (sheet: string): Map<string, readonly [string, string]> =>
  new Map(
    [...sheet.matchAll(/<c r="([A-Z]+\d+)"([^>]*?)(?:\/>|>(.*?)<\/c>)/g)].map(
      ([, address = '', attributes = '', inner = '']) => [
        address,
        [/ t="(\w+)"/.exec(attributes)?.[1] ?? 'n', inner.replaceAll(/<[^>]+>/g, '')],
      ],
    ),
  );

describe('.xlsx (Cabur, 8.1.2-7; Hydra Cubus, 8.5.1-17)', () => {
  it('has a sheet for each question: numbers as numbers, text as text, instants on the site’s clock', async (t) => {
    const { store } = await openStore(t, folderOf(t));
    const number = await store.beginCharge(newCharge({ idTag: '=1+1', cardName: 'Jürgen & 王' }));
    await store.endCharge(endOf(number, { energyWh: 5000.5, gridWh: 1000.5 }));
    const keys = ['number', 'startedAt', 'idTag', 'cardName', 'energyWh', 'cost', 'meterStartWh', 'meterStopWh'];
    const xlsx = await store.exportXlsx([
      {
        name: 'Ladungen: 2026/06',
        query: { what: 'charges' },
        columns: keys.map((key) => ({ key, heading: `«${key}»` })),
      },
      { name: '', query: { what: 'statistics', by: 'day' }, columns: [{ key: 'period', heading: 'Tag' }] },
    ]);
    const files = unzipped(Buffer.from(xlsx));
    const cells = cellsOf(files.get('xl/worksheets/sheet1.xml') ?? '');
    const texts = [...(files.get('xl/sharedStrings.xml') ?? '').matchAll(/<si>.*?<\/si>/gs)].map(([text]) =>
      text.replaceAll(/<[^>]+>/g, ''),
    );
    const shown = (address: string): unknown => {
      const [type, value] = cells.get(address) ?? ['', ''];
      return type === 's' ? texts[Number(value)] : type === 'n' && value !== '' ? Number(value) : value;
    };
    assert.deepEqual(['A1', 'C1'].map(shown), ['«number»', '«idTag»']);
    assert.deepEqual(['A2', 'E2', 'G2', 'H2'].map(shown), [number, 5000.5, 1000, 6000]);
    assert.deepEqual(['C2', 'D2', 'F2'].map(shown), ['=1+1', 'Jürgen &amp; 王', ''], 'a formula stays text');
    // 2026-06-21 is day 46194 since 1899-12-30; ten o'clock UTC is noon in Rome.
    assert.equal(shown('B2'), 46_194.5);
    assert.match(files.get('xl/styles.xml') ?? '', /yyyy-mm-dd hh:mm:ss/);
    const names = [...(files.get('xl/workbook.xml') ?? '').matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(
      ([, name]) => name,
    );
    assert.deepEqual(names, ['Ladungen  2026 06', '2']);
  });

  it('of thousands of charges is made without an answer being kept waiting behind it', async (t) => {
    const { store } = await openStore(t, folderOf(t));
    for (let index = 0; index < 500; index += 1) await store.beginCharge(newCharge({ meterStartWh: index }));
    const columns = ['number', 'idTag', 'startedAt'].map((key) => ({ key, heading: key }));
    const sheets = Array.from(
      { length: 10 },
      (_, index) => ({ name: `s${index}`, query: { what: 'charges' }, columns }) as const,
    );
    const [xlsx, number] = await Promise.all([
      store.exportXlsx(sheets),
      store.beginCharge(newCharge({ idTag: 'NEW' })),
    ]);
    assert.ok(number > 0);
    const rows = unzipped(Buffer.from(xlsx)).get('xl/worksheets/sheet10.xml')?.match(/<row /g)?.length ?? 0;
    // Headings, and perhaps the new charge.
    assert.ok(rows === 501 || rows === 502, `${rows} rows`);
  });
});
