import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openRecord } from '../../../core/records/charge-book.js';
import { Database } from '../../../core/records/thread/database.js';
import { openDatabase } from '../../../core/records/thread/open-database.js';
import { Records } from '../../../core/records/thread/records.js';
import { toldError } from '../../../core/records/thread/told-error.js';
import type { Batch } from '../../../core/records/thread-calls.js';
import { endOf, folderOf, newCharge } from './means/store.js';

const HOW = {
  retentionDays: 365,
  minuteDays: 365,
  journalDays: 14,
  journalMaxBytes: 1e6,
  timeZone: 'Europe/Rome',
  language: 'en',
} as const;
const BATCH: Batch = {
  id: 'life 1',
  nowMs: null,
  progress: [],
  memory: undefined,
  journal: [{ atMs: 5, json: '{"kind":"connected","chargerId":"a","at":5,"atWall":5}' }],
  decisions: [],
  minutes: [],
  faults: [],
};

describe('what is told again after an answer was lost', () => {
  it('a batch is written once', (t) => {
    const records = new Records();
    records.open({ ...HOW, folder: folderOf(t) });
    t.after(() => records.close());
    records.write(BATCH);
    records.write(BATCH);
    records.write({ ...BATCH, id: 'life 2' });
    assert.equal(records.packedJournal(0, 10, 0).bodies.length, 2);
  });

  it('a charge keeps the number its charger was told, and the one nobody was told is gone', (t) => {
    const records = new Records();
    records.open({ ...HOW, folder: folderOf(t) });
    t.after(() => records.close());
    const untold = records.begin(newCharge(), 1000);
    records.keep({ ...openRecord(2000, newCharge()), ...endOf(2000) });
    assert.notEqual(untold, 2000);
    assert.deepEqual(
      records.query({ what: 'charges' }, 0).rows.map((row) => [row['number'], row['energyWh']]),
      [[2000, 5000]],
    );
    assert.equal(records.begin(newCharge({ idTag: 'NEXT' }), 1), 2001);
  });

  it('a charge never takes the number of another', (t) => {
    const records = new Records();
    records.open({ ...HOW, folder: folderOf(t) });
    t.after(() => records.close());
    const number = records.begin(newCharge(), 1000);
    records.keep(openRecord(number, newCharge({ idTag: 'OTHER' })));
    assert.deepEqual(
      records
        .query({ what: 'charges' }, 0)
        .rows.map((row) => row['idTag'])
        .sort(),
      ['HUB', 'OTHER'],
    );
  });

  it('an open record kept twice is one record', (t) => {
    const records = new Records();
    records.open({ ...HOW, folder: folderOf(t) });
    t.after(() => records.close());
    records.keep(openRecord(7, newCharge()));
    records.keep(openRecord(7, newCharge()));
    assert.equal(records.query({ what: 'charges' }, 0).rows.length, 1);
  });
});

describe('durable', () => {
  it('means synced: a power cut takes nothing that was answered (WAL, synchronous FULL, one owner)', (t) => {
    const { db } = openDatabase(folderOf(t));
    t.after(() => db.close());
    const pragma = (name: string): unknown => db.first(`PRAGMA ${name}`)?.[name];
    assert.deepEqual(['journal_mode', 'synchronous', 'locking_mode'].map(pragma), ['wal', 2, 'exclusive']);
  });
});

describe('what SQLite says of a disk', () => {
  it('full is told as full, and leaves nothing half written', (t) => {
    const db = new Database(join(folderOf(t), 'small.sqlite'));
    t.after(() => db.close());
    db.exec('CREATE TABLE t (a TEXT); PRAGMA max_page_count = 4');
    let told: ReturnType<typeof toldError> | undefined;
    try {
      db.transaction(() => {
        for (let row = 0; row < 100; row += 1) db.run('INSERT INTO t VALUES (?)', 'x'.repeat(1000));
      });
    } catch (error) {
      told = toldError(error, '/hub/records');
    }
    assert.equal(told?.code, 'STORAGE');
    assert.match(told?.message ?? '', /The disk that holds \/hub\/records is full \(.+\)\. Free some space/);
    assert.equal(db.first('SELECT count(*) AS n FROM t')?.['n'], 0);
    db.transaction(() => db.run('INSERT INTO t VALUES (?)', 'small'));
  });

  for (const [code, words] of [
    [5, /in use by another program/],
    [8, /permission to write/],
    [10, /reports errors/],
    [11, /damaged/],
    [13, /is full/],
    [14, /permission to write/],
    [26, /damaged/],
    [522, /reports errors/],
  ] as const)
    it(`code ${code} has a sentence that says what to do`, () => {
      const told = toldError(Object.assign(new Error('sqlite'), { errcode: code }), '/hub');
      assert.equal(told.code, 'STORAGE');
      assert.match(told.message, words);
    });

  it('a disk that can only be read is no matter of permission', () => {
    const told = toldError(Object.assign(new Error('EROFS: read-only file system'), { code: 'EROFS' }), '/hub');
    assert.equal(told.code, 'STORAGE');
    assert.match(told.message, /can only be read \(EROFS.+memory card/);
  });

  it('a mistake of ours is not blamed on the disk', () => {
    assert.equal(toldError(new TypeError('cannot be bound'), '/hub').code, 'INVALID_INPUT');
    assert.equal(toldError(Object.assign(new Error('syntax'), { errcode: 1 }), '/hub').code, 'INVALID_INPUT');
  });
});
