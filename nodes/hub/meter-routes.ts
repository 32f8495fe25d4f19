/** What the hub's dialog asks about meters: what they say, and the search for them. */
import type { NodeAPI } from 'node-red';
import { type SiteCommand, SurplugError } from '../../core/index.js';
import type { HeldSite } from './held-site.js';
import { deployed, refuse } from './routes.js';

const HUB_METERS = '/surplug/hubs/:id/meters';

/** What the meters of a running hub say, and how its search for others goes. */
async function metersOf(held: HeldSite): Promise<Readonly<Record<string, unknown>>> {
  const site = await held.ready();
  const [meters, [search = null]] = await Promise.all([
    site.query({ what: 'meters' }),
    site.query({ what: 'meter-search' }),
  ]);
  return { meters, search };
}

function wanted(body: unknown): SiteCommand {
  const { find, cancel } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  if (cancel === true) return { do: 'find-meters', cancel };
  // The site itself judges the line.
  if (typeof find === 'object' && find !== null) return { ...find, do: 'find-meters' } as SiteCommand;
  throw new SurplugError('INVALID_INPUT', 'Send {"find": {"line": …}} or {"cancel": true}.');
}

export function addMeterRoutes(RED: NodeAPI): void {
  RED.httpAdmin.get(HUB_METERS, RED.auth.needsPermission('surplug.read'), (request, response) => {
    Promise.resolve()
      .then(() => metersOf(deployed(RED, request.params['id'])))
      .then((answer) => response.json(answer))
      .catch((thrown: unknown) => refuse(response, thrown));
  });

  RED.httpAdmin.post(HUB_METERS, RED.auth.needsPermission('surplug.write'), (request, response) => {
    Promise.resolve()
      .then(async () => {
        const held = deployed(RED, request.params['id']);
        const site = await held.ready();
        await site.command(wanted(request.body));
        return metersOf(held);
      })
      .then((answer) => response.json(answer))
      .catch((thrown: unknown) => refuse(response, thrown));
  });
}
