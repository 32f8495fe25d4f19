import { ToldError } from '../../model/error-texts.js';
import { shown } from '../../model/outside-number.js';
import type { RecordQuery, Row } from '../../model/site-query.js';
import { demandMoments, demandRange, type Reader } from '../range.js';
import { toldRows } from '../told-rows.js';
import { charges } from './charges.js';
import type { Database } from './database.js';
import { decisions, why } from './decisions.js';
import { faults } from './faults.js';
import { samples } from './samples.js';
import { statistics } from './statistics.js';

/** The rows that answer a question, with what a person reads in the reader's language. */
export const answer = (db: Database, query: RecordQuery, reader: Reader): Iterable<Row> =>
  toldRows(query.what, rowsOf(db, query, reader), reader);

function rowsOf(db: Database, query: RecordQuery, reader: Reader): Iterable<object> {
  const asked = { ...query, ...demandRange(query, reader) };
  switch (asked.what) {
    case 'charges':
      return charges(db, asked);
    case 'faults':
      return faults(db, asked);
    case 'decisions':
      return decisions(db, asked);
    case 'why': {
      const moments = asked.at === undefined ? [reader.nowMs] : demandMoments(asked.at, 'at', reader);
      return moments.flatMap((atMs) => why(db, atMs, asked.charger));
    }
    case 'statistics':
      return statistics(db, asked, reader.nowMs, reader.timeZone);
    case 'samples':
      return samples(db, asked, reader.nowMs);
    default:
      throw new ToldError('NOT_SUPPORTED', 'no-question', { name: shown(asked.what) });
  }
}
