import type { Page, Row } from '../thread-calls.js';

/** Taken over by the host in a fraction of a millisecond. */
const ROWS_A_PAGE = 100;
/** Answers whose rest nobody fetched are forgotten, oldest first. */
const MOST_WAITING = 16;

/** Long answers, handed out a page at a time. */
export class Pages {
  readonly #waiting = new Map<number, readonly Row[]>();
  #lastToken = 0;

  first(rows: readonly Row[]): Page {
    if (rows.length <= ROWS_A_PAGE) return { rows };
    const token = ++this.#lastToken;
    this.#waiting.set(token, rows.slice(ROWS_A_PAGE));
    for (const old of [...this.#waiting.keys()].slice(0, -MOST_WAITING)) this.#waiting.delete(old);
    return { rows: rows.slice(0, ROWS_A_PAGE), token };
  }

  next(token: number): Page {
    const rows = this.#waiting.get(token) ?? [];
    this.#waiting.delete(token);
    return this.first(rows);
  }
}
