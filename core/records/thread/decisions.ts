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

/** Read so many at once: of ten chargers there are a million. */
const AT_ONCE = 500;

/** Oldest first. */
export function* decisions(
  db: Database,
  { fromMs, toMs, charger = null }: Range & { readonly charger?: string | null },
): Generator<DecisionRecord> {
  let after: SqlRow = { atMs: fromMs, id: 0 };
  for (;;) {
    const { atMs = null, id = null } = after;
    const rows = db.all(
      `SELECT id, ${COLUMNS} FROM decisions WHERE (at_ms, id) > (:atMs, :id) AND at_ms < :toMs
       AND (:charger IS NULL OR charger_id = :charger) ORDER BY at_ms, id LIMIT ${AT_ONCE}`,
      { atMs, id, toMs, charger },
    );
    for (const { id: _, ...row } of rows) yield decisionOf(row);
    const last = rows.at(-1);
    if (!last || rows.length < AT_ONCE) return;
    after = last;
  }
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
