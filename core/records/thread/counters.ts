import type { Database } from './database.js';

type Counter = 'charge' | 'swept';

/** 0 when it was never set. */
export const counter = (db: Database, name: Counter): number =>
  Number(db.first('SELECT value FROM counters WHERE name = ?', name)?.['value'] ?? 0);

export function setCounter(db: Database, name: Counter, value: number): void {
  db.run('INSERT OR REPLACE INTO counters (name, value) VALUES (?, ?)', name, value);
}

/** Never goes back. */
export function bumpCounter(db: Database, name: Counter, value: number): void {
  if (value > counter(db, name)) setCounter(db, name, value);
}
