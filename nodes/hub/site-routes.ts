/** What the hub's dialog and the sidebar ask of the running hub. */
import type { NodeAPI } from 'node-red';
import { type SiteCommand, type SiteQuery, SurplugError } from '../../core/index.js';
import { heldBy } from '../shared/hub-of.js';
import { glance } from './glance.js';
import { addRoute, bodyOf, HUB_PATH, type Route } from './route.js';

type Given = Readonly<Record<string, unknown>>;

function wanted(body: Given): SiteCommand {
  const { adopt, forget, name, circuit, access, charger, wish, whatIf } = body;
  const named = typeof name === 'string' && name.trim() !== '' ? { name: name.trim() } : {};
  const behind = typeof circuit === 'string' && circuit !== '' ? { circuit } : {};
  if (typeof adopt === 'string' && (access === 'free' || access === 'cards'))
    return { do: 'adopt', id: adopt, ...named, ...behind, access };
  if (typeof forget === 'string') return { do: 'forget', id: forget };
  // The site itself checks what is wished.
  if (typeof charger === 'string' && typeof wish === 'object' && wish !== null) return { do: 'wish', charger, wish };
  if (typeof whatIf === 'object' && whatIf !== null) return { ...whatIf, do: 'what-if' };
  throw new SurplugError(
    'INVALID_INPUT',
    'Send {"adopt": id, "access": "free" or "cards"}, {"forget": id}, {"charger": id, "wish": {…}} or {"whatIf": {…}}.',
  );
}

interface Question extends Required<Pick<Route, 'path' | 'needs'>> {
  readonly what: SiteQuery['what'];
  /** Keys of the query that may be given; the site itself checks them. */
  readonly keys: readonly string[];
  /** Answered with its one row, or null, where others are with all of them. */
  readonly one?: true;
}

const QUESTIONS: readonly Question[] = [
  { path: '/adopted', needs: 'surplug.read', what: 'adopted', keys: [] },
  { path: '/what-if', needs: 'surplug.read', what: 'what-if', keys: [], one: true },
  // Never split by card: who charged is not for everybody who may look at the editor.
  { path: '/statistics', needs: 'surplug.read', what: 'statistics', keys: ['by', 'charger'] },
  // Whose card was shown stands in the messages, and who charged when in the records.
  { path: '/trace', needs: 'surplug.write', what: 'trace', keys: ['charger'] },
  {
    path: '/export',
    needs: 'surplug.write',
    what: 'export',
    keys: ['of', 'as', 'from', 'to', 'charger', 'idTag', 'by', 'split'],
    one: true,
  },
];

function addQuestion(RED: NodeAPI, { path, needs, what, keys, one }: Question): void {
  addRoute(RED, {
    method: 'get',
    path,
    needs,
    answer: async (hub, { query }) => {
      const given = keys.flatMap((key) => (query[key] ? [[key, String(query[key])]] : []));
      const site = await hub().ready();
      const rows = await site.query({ ...Object.fromEntries(given), what } as SiteQuery);
      return one ? (rows[0] ?? null) : rows;
    },
  });
}

export function addSiteRoutes(RED: NodeAPI): void {
  RED.httpAdmin.get(HUB_PATH, RED.auth.needsPermission('surplug.read'), (request, response) => {
    // A hub that was never deployed is no error: its dialog is open all the same.
    const { since } = request.query;
    response.json(glance(heldBy(RED, request.params['id']), since === undefined ? undefined : String(since)));
  });

  addRoute(RED, {
    method: 'post',
    needs: 'surplug.write',
    answer: async (hub, request) => {
      const command = wanted(bodyOf(request));
      const site = await hub().ready();
      await site.command(command);
      return glance(hub());
    },
  });

  for (const question of QUESTIONS) addQuestion(RED, question);
}
