import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { begin, progress } from '../../../core/records/thread/charges.js';
import { save } from '../../../core/records/thread/kept.js';
import { FILE_NAME, openDatabase } from '../../../core/records/thread/open-database.js';
import { folderOf, minutesAfter, newCharge } from './means/store.js';

/** In the log, a page with its head. */
const FRAME_BYTES = 4096 + 24;

describe('what is written every ten seconds, for years, to a memory card', () => {
  it('is one page for how a charge stands, one for a name that is kept, and none of an index', (t) => {
    const folder = folderOf(t);
    const { db } = openDatabase(folder);
    t.after(() => db.close());
    const size = () => statSync(join(folder, `${FILE_NAME}-wal`)).size;
    const pages = (act: () => void): number => {
      const before = size();
      db.transaction(act);
      return (size() - before) / FRAME_BYTES;
    };
    const number = db.transaction(() => begin(db, newCharge(), 1));
    db.transaction(() => save(db, 'batch', 'one'));
    const stands = { number, energyWh: 5, solarWh: 5, gridWh: 0, peakW: 9, startedAt: minutesAfter(0) };
    assert.deepEqual(
      {
        progress: pages(() => progress(db, stands)),
        batch: pages(() => save(db, 'batch', 'two')),
        'its clock was set': pages(() => progress(db, { ...stands, startedAt: minutesAfter(5) })),
      },
      { progress: 1, batch: 1, 'its clock was set': 2 },
    );
  });
});
