import { dayOf, periodsBefore, periodsBetween } from '../model/calendar-days.js';
import type { ExportQuery } from '../model/export.js';
import { DAY_MS } from '../model/units.js';
import { demandRange, type Range, type Reader } from './range.js';

/** Of which span a file of records is, and what it is called: known before it is made. */

const FIRST_MS = Date.UTC(1970);

/** What is asked for, or what is usual: of a report the last whole month or the month it names, of decisions a week. */
export function exportSpan(asked: ExportQuery, reader: Reader): Range {
  const { from, to } = asked;
  const { nowMs, timeZone } = reader;
  const range = demandRange(asked, reader);
  switch (asked.of) {
    case 'report': {
      if (from !== undefined && to !== undefined) return range;
      const usual = to === undefined ? periodsBefore('month', 1, nowMs, timeZone) : range.toMs - 1;
      const within = from === undefined ? usual : range.fromMs;
      const [month = range] = periodsBetween('month', within, within + 1, timeZone);
      return to === undefined ? month : { ...range, fromMs: month.fromMs };
    }
    case 'decisions':
      return from === undefined ? { ...range, fromMs: Math.min(nowMs, range.toMs) - 7 * DAY_MS } : range;
    default:
      return range;
  }
}

/** "surplug-report-2026-10.xlsx", "surplug-charges-2026-06-01-2026-06-30.csv": no name from outside in it. */
export function exportName(asked: ExportQuery, reader: Reader): string {
  const { timeZone } = reader;
  const { fromMs, toMs } = exportSpan(asked, reader);
  const [month] = fromMs >= FIRST_MS ? periodsBetween('month', fromMs, fromMs + 1, timeZone) : [];
  const parts: string[] = ['surplug', asked.of];
  if (month && month.fromMs === fromMs && month.toMs === toMs) parts.push(month.name);
  else {
    if (asked.from !== undefined) parts.push(dayOf(fromMs, timeZone));
    if (asked.to !== undefined) parts.push(dayOf(toMs - 1, timeZone));
  }
  return `${parts.join('-')}.${asked.as ?? 'xlsx'}`;
}
