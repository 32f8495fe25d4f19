import { ToldError } from '../../model/error-texts.js';
import type { Row } from '../../model/site-query.js';
import type { Paged, RowsPage } from '../thread-calls.js';

/** Taken over by the host in a fraction of a millisecond. */
const ROWS_A_PAGE = 100;

/** The rows of an answer by pages; of an empty one too there is a page. */
export function* pagesOf(rows: Iterable<Row>): Generator<RowsPage> {
  let page: Row[] = [];
  for (const row of rows) {
    if (page.length === ROWS_A_PAGE) {
      yield { rows: page };
      page = [];
    }
    page.push(row);
  }
  yield { rows: page };
}

/**
 * Long answers, handed out a page at a time, each made when it is asked for: between two of them the thread answers others.
 * What was begun is always fetched to its end.
 */
export class Pages<P extends object> {
  readonly #begun = new Map<number, { readonly ahead: P; readonly rest: Iterator<P> }>();
  #lastToken = 0;

  /** Every answer has a page, were it an empty one. */
  first(pages: Iterator<P>): Paged<P> {
    return this.#handOut(pages.next().value as P, pages);
  }

  next(token: number): Paged<P> {
    const begun = this.#begun.get(token);
    this.#begun.delete(token);
    if (!begun) throw new ToldError('STORAGE', 'records-closed');
    return this.#handOut(begun.ahead, begun.rest);
  }

  #handOut(page: P, rest: Iterator<P>): Paged<P> {
    const { value: ahead, done } = rest.next();
    if (done) return page;
    const token = ++this.#lastToken;
    this.#begun.set(token, { ahead, rest });
    return { ...page, token };
  }
}
