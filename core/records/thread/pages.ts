import type { Page, Row } from '../thread-calls.js';

/** Taken over by the host in a fraction of a millisecond. */
const ROWS_A_PAGE = 100;
/** Answers whose rest nobody fetched are forgotten, oldest first. */
const MOST_WAITING = 16;

/** Long answers, handed out a page at a time. */
export class Pages {
  /** Last row first: a page is taken off the end, and what is handed out is let go of. */
  readonly #waiting = new Map<number, Row[]>();
  #lastToken = 0;

  first(rows: readonly Row[]): Page {
    if (rows.length <= ROWS_A_PAGE) return { rows };
    return this.#page([...rows].reverse());
  }

  next(token: number): Page {
    const waiting = this.#waiting.get(token) ?? [];
    this.#waiting.delete(token);
    return this.#page(waiting);
  }

  #page(waiting: Row[]): Page {
    const rows = waiting.splice(-ROWS_A_PAGE).reverse();
    if (waiting.length === 0) return { rows };
    const token = ++this.#lastToken;
    this.#waiting.set(token, waiting);
    for (const old of [...this.#waiting.keys()].slice(0, -MOST_WAITING)) this.#waiting.delete(old);
    return { rows, token };
  }
}
