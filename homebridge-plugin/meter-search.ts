import {
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
    if (event.event !== 'meter-search' || event.search.state === 'searching') return;
    off();
    for (const line of told(event.search, name, language)) log.info(line);
  });
  log.info(say(language, 'searching', { where: name }));
  site.command({ do: 'find-meters', line: lineNamed(name) }).catch((error: unknown) => {
    off();
    log.error(messageOf(error));
  });
}

/** Where what is complained of may be the very meter that is looked for. Returns how to end it. */
export function searchWithoutSite(name: string, log: Log, language: Language): () => Promise<void> {
  const finder = loneFinder(language, log, (search) => {
    if (search.state === 'searching') return;
    for (const line of told(search, name, language)) log.info(line);
  });
  log.info(say(language, 'searching', { where: name }));
  try {
    finder.ask({ do: 'find-meters', line: lineNamed(name) });
  } catch (error) {
    log.error(messageOf(error));
  }
  return () => finder.close();
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
