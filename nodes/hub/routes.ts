/** What the hub's dialog and the sidebar ask of the running hub. Reading and writing need the editor's own permissions. */
import type { NodeAPI } from 'node-red';
import { codeOf, messageOf, type SiteCommand, SurplugError } from '../../core/index.js';
import { HUB_TYPE, heldBy } from '../shared/hub-of.js';
import { sayings } from '../shared/words.js';
import { glance } from './glance.js';
import type { HeldSite } from './held-site.js';

/** Express's, by way of Node-RED, which brings it. */
type Response = Parameters<ReturnType<NodeAPI['auth']['needsPermission']>>[1];

function wanted(body: unknown): SiteCommand {
  const asked = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const { adopt, forget, name, access, charger, wish, whatIf } = asked;
  const named = typeof name === 'string' && name.trim() !== '' ? { name: name.trim() } : {};
  if (typeof adopt === 'string' && (access === 'free' || access === 'cards'))
    return { do: 'adopt', id: adopt, ...named, access };
  if (typeof forget === 'string') return { do: 'forget', id: forget };
  // The site itself checks what is wished.
  if (typeof charger === 'string' && typeof wish === 'object' && wish !== null) return { do: 'wish', charger, wish };
  if (typeof whatIf === 'object' && whatIf !== null) return { ...whatIf, do: 'what-if' };
  throw new SurplugError(
    'INVALID_INPUT',
    'Send {"adopt": id, "access": "free" or "cards"}, {"forget": id}, {"charger": id, "wish": {…}} or {"whatIf": {…}}.',
  );
}

/** An error as the editor shows it. */
export function refuse(response: Response, thrown: unknown): void {
  response.status(codeOf(thrown) === 'INVALID_INPUT' ? 400 : 409);
  response.json({ code: codeOf(thrown) ?? 'ERROR', message: messageOf(thrown) });
}

/** The site of a hub that was deployed; what it is asked before that is refused. */
export function deployed(RED: NodeAPI, hubId: unknown): HeldSite {
  const held = heldBy(RED, hubId);
  if (!held) throw new SurplugError('HUB_DISABLED', sayings(RED, HUB_TYPE)('surplug.wrong.deploy-first'));
  return held;
}

export function addRoutes(RED: NodeAPI): void {
  RED.httpAdmin.get('/surplug/hubs/:id', RED.auth.needsPermission('surplug.read'), (request, response) => {
    // A hub that was never deployed is no error: its dialog is open all the same.
    const { since } = request.query;
    response.json(glance(heldBy(RED, request.params['id']), since === undefined ? undefined : String(since)));
  });

  RED.httpAdmin.get('/surplug/hubs/:id/what-if', RED.auth.needsPermission('surplug.read'), (request, response) => {
    Promise.resolve()
      .then(async () => {
        const site = await deployed(RED, request.params['id']).ready();
        const [run = null] = await site.query({ what: 'what-if' });
        response.json(run);
      })
      .catch((thrown: unknown) => refuse(response, thrown));
  });

  // Whose card was shown stands in the messages: not for everybody who may look at the editor.
  RED.httpAdmin.get('/surplug/hubs/:id/trace', RED.auth.needsPermission('surplug.write'), (request, response) => {
    Promise.resolve()
      .then(async () => {
        const site = await deployed(RED, request.params['id']).ready();
        response.json(await site.query({ what: 'trace', charger: String(request.query['charger'] ?? '') }));
      })
      .catch((thrown: unknown) => refuse(response, thrown));
  });

  RED.httpAdmin.post('/surplug/hubs/:id', RED.auth.needsPermission('surplug.write'), (request, response) => {
    Promise.resolve()
      .then(async () => {
        const held = deployed(RED, request.params['id']);
        const command = wanted(request.body);
        const site = await held.ready();
        await site.command(command);
        response.json(glance(held));
      })
      .catch((thrown: unknown) => refuse(response, thrown));
  });
}
