import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Pages } from '../../../core/records/thread/pages.js';
import type { Page, Row } from '../../../core/records/thread-calls.js';

const rowsTo = (count: number): Row[] => Array.from({ length: count }, (_, at) => ({ at }));

/** Every page of an answer. */
function* turned(pages: Pages, first: Page): Generator<Page> {
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
      const pages = new Pages();
      const all = [...turned(pages, pages.first(rowsTo(count)))];
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

  it('that nobody fetches is forgotten, when sixteen others wait', () => {
    const pages = new Pages();
    const tokens = Array.from({ length: 17 }, () => pages.first(rowsTo(101)).token ?? 0);
    assert.deepEqual(
      tokens.map((token) => pages.next(token).rows.length),
      tokens.map((_, at) => (at === 0 ? 0 : 1)),
    );
  });

  it('of a million rows is handed out in a moment: no page costs more for what is still to come', () => {
    const pages = new Pages();
    const first = pages.first(new Array<Row>(1_000_000).fill({}));
    const began = performance.now();
    let rows = 0;
    for (const page of turned(pages, first)) rows += page.rows.length;
    assert.equal(rows, 1_000_000);
    assert.ok(performance.now() - began < 5000, 'copying the rest for each page took half a minute');
  });
});
