/** A route of a running hub, as its dialog and the sidebar ask it: JSON, or why not. */
import type { NodeAPI } from 'node-red';
import { codeOf, messageOf, SurplugError } from '../../core/index.js';
import { HUB_TYPE, heldBy } from '../shared/hub-of.js';
import { sayings } from '../shared/words.js';
import type { HeldSite } from './held-site.js';

/** Express's, by way of Node-RED, which brings it. */
type Handler = ReturnType<NodeAPI['auth']['needsPermission']>;
type Request = Parameters<Handler>[0];

export const HUB_PATH = '/surplug/hubs/:id';

export interface Route {
  readonly method: 'get' | 'post';
  /** Below the hub's own path. */
  readonly path?: string;
  /** Of the editor's permissions. */
  readonly needs: 'surplug.read' | 'surplug.write';
  /** `hub` throws where the hub was never deployed. */
  readonly answer: (hub: () => HeldSite, request: Request) => Promise<unknown>;
}

export function addRoute(RED: NodeAPI, { method, path = '', needs, answer }: Route): void {
  const handle: Handler = (request, response) => {
    Promise.resolve()
      .then(() => answer(() => deployed(RED, request.params['id']), request))
      .then((found) => response.json(found))
      .catch((thrown: unknown) => {
        response.status(codeOf(thrown) === 'INVALID_INPUT' ? 400 : 409);
        response.json({ code: codeOf(thrown) ?? 'ERROR', message: messageOf(thrown) });
      });
  };
  if (method === 'get') RED.httpAdmin.get(HUB_PATH + path, RED.auth.needsPermission(needs), handle);
  else RED.httpAdmin.post(HUB_PATH + path, RED.auth.needsPermission(needs), handle);
}

/** The site of a hub that was deployed; what it is asked before that is refused. */
function deployed(RED: NodeAPI, hubId: unknown): HeldSite {
  const held = heldBy(RED, hubId);
  if (!held) throw new SurplugError('HUB_DISABLED', sayings(RED, HUB_TYPE)('surplug.wrong.deploy-first'));
  return held;
}

/** What was sent as JSON. A form is nothing: any page on the internet may have a browser send one here, but no JSON. */
export const bodyOf = (request: Request): Readonly<Record<string, unknown>> => {
  const body: unknown = request.is('application/json') ? request.body : undefined;
  return typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
};
