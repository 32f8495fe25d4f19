import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { Database } from '../../../core/records/thread/database.js';
import { migrate } from '../../../core/records/thread/migrations.js';
import { FILE_NAME } from '../../../core/records/thread/open-database.js';
import { folderOf, newCharge, openStore } from './means/store.js';

const HOUSE = { site: 'Home', chargers: {}, cards: {} };
const DECISIONS = { what: 'export', of: 'decisions', from: '2026-01-01' } as const;

/** A folder with so many rows, made by SQL; `i` counts them. */
function folderWith(t: TestContext, rows: number, insert: string): string {
  const folder = folderOf(t);
  const db = new Database(join(folder, FILE_NAME));
  migrate(db);
  db.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows}) ${insert}`);
  db.close();
  return folder;
}

const decisionsOf = (name: string): string => `INSERT INTO decisions (at_ms, charger_id, limit_a, sources, because)
  SELECT ${Date.UTC(2026, 5, 1)} + i / 2 * 1000, 'garage', i, '[]', json_object('code', 'external-limit', 'numbers',
    json_object('currentA', i, 'name', ${name})) FROM n`;

describe('what is more than a small computer can hold at once', () => {
  it('is handed on line by line, all of it, and a charge need not wait for it', async (t) => {
    const rows = 20_000;
    const { store } = await openStore(t, folderWith(t, rows, decisionsOf("'x'")));
    const order: string[] = [];
    const file = store.exportFile({ ...DECISIONS, as: 'csv' }, HOUSE).finally(() => order.push('file'));
    // Settled before anything is read, so that the charge comes when the file has begun.
    await store.settle();
    await store.beginCharge(newCharge());
    order.push('charge');
    const lines = Buffer.from((await file).base64, 'base64')
      .toString()
      .trimEnd()
      .split('\r\n')
      .slice(1);
    assert.deepEqual(order, ['charge', 'file']);
    const limits = lines.map((line) => Number(line.split(',')[2]));
    assert.equal(limits.length, rows);
    assert.ok(
      limits.every((limit, at) => limit === at + 1),
      'each once, and in order',
    );
  });

  it('is read a stretch at a time: each minute once and in order, with house and chargers together', async (t) => {
    const FIRST = Date.UTC(2026, 5, 1) / 60_000;
    const folder = folderWith(
      t,
      1600,
      `INSERT INTO house_minutes (minute, import_wh) SELECT ${FIRST} + i, i FROM n WHERE i % 2 = 0`,
    );
    const db = new Database(join(folder, FILE_NAME));
    db.exec(`WITH RECURSIVE n(i) AS (SELECT 3 UNION ALL SELECT i + 3 FROM n WHERE i < 1598)
      INSERT INTO charger_minutes SELECT ${FIRST} + i, charger, 'ANNA', i, 0, 0, i, NULL, NULL FROM n,
      (SELECT 'garage' AS charger UNION SELECT 'carport')`);
    db.close();
    const { store } = await openStore(t, folder);
    const rows = await store.query({ what: 'samples', from: '2026-06-01', to: '2026-06-03' });
    const shown = rows.map(({ at, importWh, chargersWh }) => [
      Date.parse(String(at)) / 60_000 - FIRST,
      importWh,
      chargersWh,
    ]);
    const wanted = Array.from({ length: 1600 }, (_, at) => at + 1).flatMap((i) => {
      const drawn = i % 3 === 0 ? { carport: i, garage: i } : {};
      return i % 2 === 0 || i % 3 === 0 ? [[i, i % 2 === 0 ? i : undefined, drawn]] : [];
    });
    assert.deepEqual(shown, wanted);
  });

  it('is refused where it is too much for one file, and told what to do', async (t) => {
    const { store } = await openStore(t, folderWith(t, 2000, decisionsOf('hex(randomblob(5000))')));
    for (const as of ['csv', 'xlsx'] as const) {
      const asked = store.exportFile({ ...DECISIONS, as }, HOUSE);
      if (as === 'csv') await assert.rejects(asked, { code: 'INVALID_INPUT', message: /shorter period/ });
      else assert.ok((await asked).base64.length > 0, 'packed it is half of that');
    }
  });
});
