import { sameTag } from '../model/card.js';
import type { SurplugError } from '../model/error.js';
import { ToldError } from '../model/error-texts.js';
import type { ChargeRecord, DecisionRecord } from '../model/record.js';
import type { RecordQuery, Row } from '../model/site-query.js';
import { demandRange, type Reader } from './range.js';
import { toldRows } from './told-rows.js';

/** What memory can answer while the disk refuses: charges and decisions of this life. Anything else is told plainly. */
export function answerFromMemory(
  query: RecordQuery,
  charges: readonly ChargeRecord[],
  decisions: readonly DecisionRecord[],
  trouble: SurplugError | null,
  reader: Reader,
): readonly Row[] {
  const { fromMs, toMs } = demandRange(query, reader);
  const asked = <T extends { readonly chargerId: string }>(rows: readonly T[], at: (row: T) => string): T[] =>
    rows.filter((row) => {
      const ms = Date.parse(at(row));
      const wanted = 'charger' in query && query.charger !== undefined ? query.charger : row.chargerId;
      return ms >= fromMs && ms < toMs && row.chargerId === wanted;
    });
  switch (query.what) {
    case 'charges': {
      const ofCard = ({ idTag }: ChargeRecord): boolean => query.idTag === undefined || sameTag(idTag, query.idTag);
      const rows = asked(charges, (charge) => charge.startedAt).filter(ofCard);
      return asRows(query.last === undefined ? rows : rows.slice(-query.last));
    }
    case 'decisions':
      return [
        ...toldRows(
          'decisions',
          asked(decisions, (decision) => decision.at),
          reader,
        ),
      ];
    default:
      throw trouble ?? new ToldError('STORAGE', 'records-unreadable');
  }
}

const asRows = (rows: readonly object[]): readonly Row[] => rows.map((row) => ({ ...row }));
