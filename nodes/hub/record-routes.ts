/** Files of the records, for the hub's dialog. As JSON: the editor's token goes with its own requests, not with a link. */
import type { NodeAPI } from 'node-red';
import type { ExportQuery } from '../../core/index.js';
import { addRoute } from './route.js';

const KEYS = ['of', 'as', 'from', 'to', 'charger', 'idTag', 'by', 'split'] as const;

/** The site itself checks what is asked for. */
const asked = (query: Readonly<Record<string, unknown>>): ExportQuery =>
  ({
    what: 'export',
    ...Object.fromEntries(KEYS.flatMap((key) => (query[key] ? [[key, String(query[key])]] : []))),
  }) as ExportQuery;

export function addRecordRoutes(RED: NodeAPI): void {
  addRoute(RED, {
    method: 'get',
    path: '/export',
    // Who charged when is in it: not for everybody who may look at the editor.
    needs: 'surplug.write',
    answer: async (hub, { query }) => {
      const site = await hub().ready();
      const [file] = await site.query(asked(query));
      return file;
    },
  });
}
