/** What the hub's dialog and the sidebar ask of the running hub. */
import type { NodeAPI } from 'node-red';
import { type SiteCommand, type SiteQuery, SurplugError } from '../../core/index.js';
import { heldBy } from '../shared/hub-of.js';
import { glance } from './glance.js';
import { addRoute, bodyOf, HUB_PATH } from './route.js';

function wanted(body: Readonly<Record<string, unknown>>): SiteCommand {
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

export function addRoutes(RED: NodeAPI): void {
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

  addRoute(RED, {
    method: 'get',
    path: '/adopted',
    needs: 'surplug.read',
    answer: async (hub) => {
      const site = await hub().ready();
      return site.query({ what: 'adopted' });
    },
  });

  addRoute(RED, {
    method: 'get',
    path: '/what-if',
    needs: 'surplug.read',
    answer: async (hub) => {
      const site = await hub().ready();
      const [run = null] = await site.query({ what: 'what-if' });
      return run;
    },
  });

  addRoute(RED, {
    method: 'get',
    path: '/statistics',
    // Never split by card: who charged is not for everybody who may look at the editor.
    needs: 'surplug.read',
    answer: async (hub, { query }) => {
      const site = await hub().ready();
      const { by, charger } = query;
      return site.query({
        what: 'statistics',
        by: String(by),
        ...(charger && { charger: String(charger) }),
      } as SiteQuery);
    },
  });

  addRoute(RED, {
    method: 'get',
    path: '/trace',
    // Whose card was shown stands in the messages: not for everybody who may look at the editor.
    needs: 'surplug.write',
    answer: async (hub, { query }) => {
      const site = await hub().ready();
      return site.query({ what: 'trace', charger: String(query['charger'] ?? '') });
    },
  });
}
