import { findMeters } from '../meters/find-meters.js';
import type { Language } from '../model/language.js';
import type { MeterSearch } from '../model/meter-find.js';
import type { Log } from '../ports/log.js';
import { toldIn } from '../words/error-text.js';
import { MeterFinder } from './meter-finder.js';
import { systemClock } from './system-clock.js';

/** A search for meters where no site is open yet: whoever sets one up wants to know what to enter. */
export function loneFinder(
  language: Language,
  log: Log,
  tell: (search: MeterSearch) => void = () => undefined,
): MeterFinder {
  const clock = systemClock();
  return new MeterFinder({
    clock,
    log,
    say: (what) => toldIn(language, what),
    language: () => language,
    find: (request, host) => findMeters(request, { clock, ...host }),
    tell,
  });
}
