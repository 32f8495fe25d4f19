import {
  type CommandOf,
  type Language,
  type Log,
  lineNamed,
  loneFinder,
  type MeterSearch,
  messageOf,
  type Site,
} from '../core/index.js';
import { say } from './words.js';

/*
 * Homebridge has no dialog of ours to search in, so a line named in the settings is searched at the start, and the log says
 * what was found and what to write into the settings for it, or what to try.
 */

/** Searches once; everything there is to say goes to the log. */
export function searchMeters(site: Site, name: string, log: Log, language: Language): void {
  const off = site.on((event) => {
    if (event.event === 'meter-search' && tell(event.search, name, log, language)) off();
  });
  begin(name, log, language, (command) => site.command(command)).catch(off);
}

/** Where what is complained of may be the very meter that is looked for. Returns how to end it. */
export function searchWithoutSite(name: string, log: Log, language: Language): () => Promise<void> {
  const finder = loneFinder(language, log, (search) => tell(search, name, log, language));
  begin(name, log, language, (command) => finder.ask(command)).catch(() => undefined);
  return () => finder.close();
}

/** Rejects, with the reason in the log, where nothing is searched. */
async function begin(
  where: string,
  log: Log,
  language: Language,
  ask: (command: CommandOf<'find-meters'>) => unknown,
): Promise<void> {
  log.info(say(language, 'searching', { where }));
  try {
    await ask({ do: 'find-meters', line: lineNamed(where) });
  } catch (error) {
    log.error(messageOf(error));
    throw error;
  }
}

/** False while it goes on. */
function tell(search: MeterSearch, where: string, log: Log, language: Language): boolean {
  if (search.state === 'searching') return false;
  for (const line of told(search, where, language)) log.info(line);
  return true;
}

function told({ found, advice }: MeterSearch, where: string, language: Language): readonly string[] {
  if (found.length === 0) {
    return [say(language, 'nothingFound', { where }), ...advice.map(({ text }) => `- ${text}`)];
  }
  return found.map(({ unitId, maps, values, config }) => {
    const shown = Object.entries(values).map(
      ([point, value]) => `${point} ${value === null ? '–' : Number(value.toPrecision(6))}`,
    );
    const meter = maps.map((map) => map.name).join(' / ');
    return say(language, 'meterFound', {
      unit: unitId,
      meter,
      values: shown.join(', '),
      config: JSON.stringify(config),
    });
  });
}
