import type { Because } from '../model/because.js';
import type { RecordQuery, Row } from '../model/site-query.js';
import { faultText } from '../words/fault-text.js';
import { sentence } from '../words/sentence.js';
import type { Reader } from './range.js';

/** Rows of the records with what a person reads: the sentence of a decision, reason and remedy of a fault. */
export function* toldRows(what: RecordQuery['what'], rows: Iterable<object>, reader: TellingTo): Generator<Row> {
  for (const row of rows) yield toldRow(what, row as Row, reader);
}

type TellingTo = Pick<Reader, 'language' | 'timeZone'>;

function toldRow(what: RecordQuery['what'], row: Row, { language, timeZone }: TellingTo): Row {
  switch (what) {
    case 'decisions':
    case 'why':
      return { ...row, text: sentence(language, row['because'] as Because, timeZone) };
    case 'faults': {
      const vendorErrorCode = row['vendorErrorCode'] as string | null;
      const info = row['info'] as string | null;
      const { reason, remedy } = faultText(language, {
        errorCode: String(row['errorCode']),
        ...(vendorErrorCode && { vendorErrorCode }),
        ...(info && { info }),
      });
      return { ...row, text: reason, remedy };
    }
    default:
      return row;
  }
}
