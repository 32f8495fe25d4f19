import type { FaultRecord } from '../../model/record.js';
import type { Range } from '../range.js';
import type { Database, SqlRow } from './database.js';
import { instant, isoOf } from './instant.js';

const COLUMNS = `charger_id AS chargerId, started_ms AS startedMs, ended_ms AS endedMs, error_code AS errorCode,
  vendor_error_code AS vendorErrorCode, remark AS info`;

/** A fault that is open already is not opened twice: a charger repeats itself after every reconnect. */
export function faultBegan(db: Database, fault: FaultRecord): void {
  const known = db.first(
    `SELECT 1 FROM faults WHERE charger_id = ? AND error_code = ? AND vendor_error_code IS ? AND ended_ms IS NULL`,
    fault.chargerId,
    fault.errorCode,
    fault.vendorErrorCode,
  );
  if (known) return;
  db.run(
    `INSERT INTO faults (charger_id, started_ms, ended_ms, error_code, vendor_error_code, remark)
     VALUES (?, ?, ?, ?, ?, ?)`,
    fault.chargerId,
    instant(fault.startedAt),
    fault.endedAt === null ? null : instant(fault.endedAt),
    fault.errorCode,
    fault.vendorErrorCode,
    fault.info,
  );
}

/** Ends every open fault of a charger. */
export function faultEnded(db: Database, chargerId: string, endedAt: string): void {
  db.run(
    'UPDATE faults SET ended_ms = max(?, started_ms) WHERE charger_id = ? AND ended_ms IS NULL',
    instant(endedAt),
    chargerId,
  );
}

export function openFaults(db: Database): readonly FaultRecord[] {
  return db.all(`SELECT ${COLUMNS} FROM faults WHERE ended_ms IS NULL ORDER BY started_ms, id`).map(faultOf);
}

/** Oldest first. */
export function faults(
  db: Database,
  { fromMs, toMs, charger }: Range & { readonly charger?: string },
): readonly FaultRecord[] {
  return db
    .all(
      `SELECT ${COLUMNS} FROM faults WHERE started_ms >= :fromMs AND started_ms < :toMs
       AND (:charger IS NULL OR charger_id = :charger) ORDER BY started_ms, id`,
      { fromMs, toMs, charger: charger ?? null },
    )
    .map(faultOf);
}

function faultOf({ startedMs, endedMs, ...rest }: SqlRow): FaultRecord {
  return {
    ...(rest as unknown as FaultRecord),
    startedAt: isoOf(startedMs),
    endedAt: endedMs === null ? null : isoOf(endedMs),
  };
}
