/** What the hub's dialog asks about meters: what they say, and the search for them. */
import type { NodeAPI } from 'node-red';
import { type SiteCommand, SurplugError } from '../../core/index.js';
import type { HeldSite } from './held-site.js';
import { addRoute, bodyOf } from './route.js';

/** What the meters of a running hub say, and how its search for others goes. */
async function metersOf(held: HeldSite): Promise<Readonly<Record<string, unknown>>> {
  const site = await held.ready();
  const [meters, [search = null]] = await Promise.all([
    site.query({ what: 'meters' }),
    site.query({ what: 'meter-search' }),
  ]);
  return { meters, search };
}

function wanted({ find, cancel }: Readonly<Record<string, unknown>>): SiteCommand {
  if (cancel === true) return { do: 'find-meters', cancel };
  // The site itself judges the line.
  if (typeof find === 'object' && find !== null) return { ...find, do: 'find-meters' } as SiteCommand;
  throw new SurplugError('INVALID_INPUT', 'Send {"find": {"line": …}} or {"cancel": true}.');
}

export function addMeterRoutes(RED: NodeAPI): void {
  addRoute(RED, { method: 'get', path: '/meters', needs: 'surplug.read', answer: metersOf });

  addRoute(RED, {
    method: 'post',
    path: '/meters',
    needs: 'surplug.write',
    answer: async (held, request) => {
      const site = await held.ready();
      await site.command(wanted(bodyOf(request)));
      return metersOf(held);
    },
  });
}
