import type { DecisionRecord, WhyRow } from '../../model/record.js';
import type { Range } from '../range.js';
import type { Database, SqlRow } from './database.js';
import { instant, isoOf } from './instant.js';

const COLUMNS = 'at_ms AS atMs, charger_id AS chargerId, limit_a AS limitA, sources, because';

export function addDecision(db: Database, decision: DecisionRecord): void {
  db.run(
    'INSERT INTO decisions (at_ms, charger_id, limit_a, sources, because) VALUES (?, ?, ?, ?, ?)',
    instant(decision.at),
    decision.chargerId,
    decision.limitA,
    JSON.stringify(decision.sources),
    JSON.stringify(decision.because),
  );
}

/** Oldest first. */
export function decisions(
  db: Database,
  { fromMs, toMs, charger }: Range & { readonly charger?: string },
): readonly DecisionRecord[] {
  return db
    .all(
      `SELECT ${COLUMNS} FROM decisions WHERE at_ms >= :fromMs AND at_ms < :toMs
       AND (:charger IS NULL OR charger_id = :charger) ORDER BY at_ms, id`,
      { fromMs, toMs, charger: charger ?? null },
    )
    .map(decisionOf);
}

function decisionOf({ atMs, sources, because, ...rest }: SqlRow): DecisionRecord {
  return {
    ...(rest as unknown as DecisionRecord),
    at: isoOf(atMs),
    sources: JSON.parse(String(sources)) as DecisionRecord['sources'],
    because: JSON.parse(String(because)) as DecisionRecord['because'],
  };
}

/** The decision in force at a moment, for one charger or each that had one. */
export function why(db: Database, atMs: number, charger: string | undefined): readonly WhyRow[] {
  const chargers =
    charger === undefined ? db.all('SELECT DISTINCT charger_id AS chargerId FROM decisions') : [{ chargerId: charger }];
  return chargers.flatMap(({ chargerId }) => {
    const row = db.first(
      `SELECT ${COLUMNS} FROM decisions WHERE charger_id = ? AND at_ms <= ? ORDER BY at_ms DESC, id DESC LIMIT 1`,
      chargerId ?? null,
      atMs,
    );
    if (!row) return [];
    const next = db.first(
      'SELECT min(at_ms) AS ms FROM decisions WHERE charger_id = ? AND at_ms > ?',
      chargerId ?? null,
      atMs,
    )?.['ms'];
    const until = next === null || next === undefined ? null : isoOf(next);
    return [{ askedAt: isoOf(atMs), until, ...decisionOf(row) }];
  });
}
