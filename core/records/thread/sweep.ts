import { DAY_MS, HOUR_MS, MINUTE_MS, QUARTER_MS } from '../../model/units.js';
import type { HowToOpen } from '../thread-calls.js';
import { counter, setCounter } from './counters.js';
import type { Database } from './database.js';

/*
 * What is too old goes, in this order:
 * 1. At most once an hour, and only while the wall clock can be believed.
 * 2. The present that ages are counted from moves on by at most a day an hour: a clock that is years ahead for an
 *    afternoon costs a few days of the oldest records, not all of them.
 * 3. Open charges and open faults never go.
 */

/** Decisions are many; nobody asks why a year later. */
const DECISION_DAYS = 90;

/** Deletes what is beyond its age or the journal's size; `nowMs` is null while the clock cannot be believed. */
export function tidy(db: Database, how: HowToOpen, nowMs: number | null): void {
  boundJournal(db, how.journalMaxBytes);
  if (nowMs !== null) sweep(db, how, nowMs);
  db.exec('PRAGMA incremental_vacuum(2000)');
}

function sweep(db: Database, how: HowToOpen, nowMs: number): void {
  const swept = counter(db, 'swept');
  if (swept > 0 && nowMs >= swept && nowMs < swept + HOUR_MS) return;
  const present = swept > 0 ? Math.min(nowMs, swept + DAY_MS) : nowMs;
  setCounter(db, 'swept', present);
  const before = (days: number): number => present - days * DAY_MS;
  const oldest = before(how.retentionDays);
  db.run('DELETE FROM journal WHERE to_ms < ?', before(how.journalDays));
  db.run('DELETE FROM decisions WHERE at_ms < ?', Math.max(oldest, before(DECISION_DAYS)));
  db.run('DELETE FROM charges WHERE ended_ms < ?', oldest);
  db.run('DELETE FROM faults WHERE ended_ms < ?', oldest);
  const oldestMinute = Math.floor(Math.max(oldest, before(how.minuteDays)) / MINUTE_MS);
  db.run('DELETE FROM house_minutes WHERE minute < ?', oldestMinute);
  db.run('DELETE FROM charger_minutes WHERE minute < ?', oldestMinute);
  db.run('DELETE FROM house_quarters WHERE quarter < ?', Math.floor(oldest / QUARTER_MS));
  db.run('DELETE FROM charger_quarters WHERE quarter < ?', Math.floor(oldest / QUARTER_MS));
}

/** Keeps the journal's ring within its size: the oldest chunks go first. */
function boundJournal(db: Database, maxBytes: number): void {
  const total = Number(db.first('SELECT sum(size) AS total FROM journal')?.['total'] ?? 0);
  if (total <= maxBytes) return;
  let over = total - maxBytes;
  for (const { id, size } of db.all('SELECT id, size FROM journal ORDER BY id')) {
    if (over <= 0) break;
    db.run('DELETE FROM journal WHERE id = ?', Number(id));
    over -= Number(size);
  }
}
