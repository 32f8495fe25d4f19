import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Row } from '../../../core/model/site-query.js';
import { Pages, pagesOf } from '../../../core/records/thread/pages.js';
import type { Paged, RowsPage } from '../../../core/records/thread-calls.js';

const rowsTo = (count: number): Row[] => Array.from({ length: count }, (_, at) => ({ at }));

/** Every page of an answer. */
function* turned(pages: Pages<RowsPage>, first: Paged<RowsPage>): Generator<RowsPage> {
  for (let page = first; ; page = pages.next(page.token)) {
    yield page;
    if (page.token === undefined) return;
  }
}

describe('a long answer', () => {
  it('comes whole and in its order, a hundred rows a page', () => {
    for (const [count, sizes] of [
      [0, [0]],
      [100, [100]],
      [101, [100, 1]],
      [250, [100, 100, 50]],
    ] as const) {
      const pages = new Pages<RowsPage>();
      const all = [...turned(pages, pages.first(pagesOf(rowsTo(count))))];
      assert.deepEqual(
        all.map(({ rows }) => rows.length),
        sizes,
      );
      assert.deepEqual(
        all.flatMap(({ rows }) => rows),
        rowsTo(count),
      );
    }
  });

  it('is whole however many others are fetched meanwhile', () => {
    const pages = new Pages<RowsPage>();
    const tokens = Array.from({ length: 40 }, () => pages.first(pagesOf(rowsTo(101))).token ?? 0);
    for (const token of tokens) assert.deepEqual(pages.next(token), { rows: [{ at: 100 }] });
  });

  it('is made no sooner than it is asked for', () => {
    let made = 0;
    function* counted(): Generator<Row> {
      for (;;) yield { at: ++made };
    }
    const pages = new Pages<RowsPage>();
    let page = pages.first(pagesOf(counted()));
    for (let turn = 0; turn < 3; turn += 1) page = pages.next(page.token ?? 0);
    assert.ok(made < 600, `${made} rows for four pages of a hundred`);
  });
});
