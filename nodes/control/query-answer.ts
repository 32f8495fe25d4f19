import type { ExportedFile, Row, SiteQuery } from '../../core/index.js';

/** What leaves the node for a question: the rows, or a file ready for a file node, a mail, or an answer to a browser. */
export function queryAnswer(
  query: SiteQuery,
  rows: readonly Row[],
  toBrowser: boolean,
): Readonly<Record<string, unknown>> {
  // A copy: the first wire of a flow is not cloned, and a flow may write into what it gets.
  if (query.what !== 'export') return { payload: structuredClone(rows) };
  const [{ name, mime, base64 }] = rows as unknown as readonly [ExportedFile];
  const headers = { 'content-type': mime, 'content-disposition': `attachment; filename="${name}"` };
  return { payload: Buffer.from(base64, 'base64'), filename: name, ...(toBrowser && { headers }) };
}
