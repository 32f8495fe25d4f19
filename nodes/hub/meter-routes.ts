/** What the hub's dialog asks about meters: what they say, and the search for them. */
import type { NodeAPI } from 'node-red';
import { type CommandOf, languageOf, loneFinder, type Site, SurplugError } from '../../core/index.js';
import { heldBy } from '../shared/hub-of.js';
import { addRoute, bodyOf } from './route.js';

type Finder = ReturnType<typeof loneFinder>;

/** What the meters of a running hub say, and how its search for others goes. */
async function metersOf(site: Site): Promise<Readonly<Record<string, unknown>>> {
  const [meters, [search = null]] = await Promise.all([
    site.query({ what: 'meters' }),
    site.query({ what: 'meter-search' }),
  ]);
  return { meters, search };
}

const searchOf = ({ search }: Finder): Readonly<Record<string, unknown>> => ({ meters: [], search: search ?? null });

function wanted({ find, cancel }: Readonly<Record<string, unknown>>): CommandOf<'find-meters'> {
  if (cancel === true) return { do: 'find-meters', cancel };
  // The site itself judges the line.
  if (typeof find === 'object' && find !== null) return { ...find, do: 'find-meters' } as CommandOf<'find-meters'>;
  throw new SurplugError('INVALID_INPUT', 'Send {"find": {"line": …}} or {"cancel": true}.');
}

export function addMeterRoutes(RED: NodeAPI): void {
  /** Of hubs without a site: not deployed yet, or with settings that are not complete, of the meter looked for perhaps. */
  const lone = new Map<string, Finder>();
  // What is deployed now has its lines to itself.
  RED.events.on('flows:starting', () => {
    for (const finder of lone.values()) void finder.close();
    lone.clear();
  });
  const siteOf = async (hubId: string): Promise<Site | undefined> =>
    heldBy(RED, hubId)
      ?.ready()
      .catch(() => undefined);

  addRoute(RED, {
    method: 'get',
    path: '/meters',
    needs: 'surplug.read',
    answer: async (hub, { params: { id = '' } }) => {
      const finder = lone.get(id);
      const site = await siteOf(id);
      return finder && !site ? searchOf(finder) : metersOf(await hub().ready());
    },
  });

  addRoute(RED, {
    method: 'post',
    path: '/meters',
    needs: 'surplug.write',
    answer: async (_hub, request) => {
      const { id = '' } = request.params;
      const body = bodyOf(request);
      const command = wanted(body);
      const site = await siteOf(id);
      if (site) {
        await site.command(command);
        return metersOf(site);
      }
      const finder = lone.get(id) ?? loneFinder(languageOf(body['language']), RED.log);
      lone.set(id, finder);
      finder.ask(command);
      return searchOf(finder);
    },
  });
}
