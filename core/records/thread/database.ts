import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite';

export type SqlRow = Record<string, SQLOutputValue>;

/** Values by place (`?`), or one object with them by name (`:name`); not every Node.js 22 takes numbered ones (`?1`). */
type Bound = readonly SQLInputValue[] | readonly [Readonly<Record<string, SQLInputValue>>];

/** One open file: statements prepared once, and transactions that leave nothing half done. */
export class Database {
  readonly #db: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();

  /** Waits up to 3 s for another owner to leave: the old process of a hub that is being restarted. */
  constructor(file: string, readOnly = false) {
    this.#db = new DatabaseSync(file, { readOnly });
    try {
      this.#db.exec('PRAGMA busy_timeout = 3000');
    } catch (error) {
      this.#db.close();
      throw error;
    }
  }

  exec(sql: string): void {
    this.#db.exec(sql);
  }

  /** How many rows changed. */
  run(sql: string, ...values: Bound): number {
    return Number(this.#statement(sql).run(...(values as SQLInputValue[])).changes);
  }

  all<R extends SqlRow>(sql: string, ...values: Bound): R[] {
    return this.#statement(sql).all(...(values as SQLInputValue[])) as R[];
  }

  first<R extends SqlRow>(sql: string, ...values: Bound): R | undefined {
    return this.#statement(sql).get(...(values as SQLInputValue[])) as R | undefined;
  }

  /** Row by row, so that what can be read of a damaged file is read. */
  each(sql: string): IterableIterator<SqlRow> {
    return this.#db.prepare(sql).iterate() as IterableIterator<SqlRow>;
  }

  /** All of it or nothing; on disk when it returns. */
  transaction<T>(act: () => T): T {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const result = act();
      this.#db.exec('COMMIT');
      return result;
    } catch (error) {
      // SQLite has rolled back by itself after some errors, a full disk among them.
      try {
        this.#db.exec('ROLLBACK');
      } catch {}
      throw error;
    }
  }

  close(): void {
    this.#prepared.clear();
    this.#db.close();
  }

  #statement(sql: string): StatementSync {
    let statement = this.#prepared.get(sql);
    if (!statement) {
      statement = this.#db.prepare(sql);
      this.#prepared.set(sql, statement);
    }
    return statement;
  }
}
