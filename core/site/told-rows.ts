import type { Because } from '../model/because.js';
import type { SiteFacts } from '../model/site.js';
import type { RecordQuery } from '../model/site-command.js';
import { faultText } from '../words/fault-text.js';
import { sentence } from '../words/sentence.js';

type Row = Readonly<Record<string, unknown>>;

/** Rows of the records with what a person reads: the sentence of a decision, reason and remedy of a fault. */
export function toldRows(
  what: RecordQuery['what'],
  rows: readonly Row[],
  { language, timeZone }: SiteFacts,
): readonly Row[] {
  switch (what) {
    case 'decisions':
    case 'why':
      return rows.map((row) => {
        const because = row['because'] as Because | null | undefined;
        return because ? { ...row, text: sentence(language, because, timeZone) } : row;
      });
    case 'faults':
      return rows.map((row) => {
        const vendorErrorCode = row['vendorErrorCode'] as string | null;
        const info = row['info'] as string | null;
        const { reason, remedy } = faultText(language, {
          errorCode: String(row['errorCode']),
          ...(vendorErrorCode && { vendorErrorCode }),
          ...(info && { info }),
        });
        return { ...row, text: reason, remedy };
      });
    default:
      return rows;
  }
}

/** A charger may be asked for by its name too; one that was forgotten still has its records under its id. */
export function byId<Q extends RecordQuery>(query: Q, { chargers }: SiteFacts): Q {
  if (!('charger' in query) || !query.charger) return query;
  const { charger } = query;
  const known = chargers.find(({ id, name }) => id === charger || name === charger);
  return { ...query, charger: known?.id ?? charger };
}
