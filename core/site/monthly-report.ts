import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { detailIn, type Say, told } from '../model/error-texts.js';
import type { ExportedFile, ExportQuery } from '../model/export.js';
import { HOUR_MS } from '../model/units.js';
import type { Clock } from '../ports/clock.js';
import { exportName, exportSpan } from '../records/export-span.js';
import type { Reader } from '../records/range.js';
import type { LogOnce } from './log-once.js';
import { writeWhole } from './whole-file.js';

/*
 * The report of each month that is over, as a file in the storage folder: for a host that cannot hand out files, and for
 * whoever wants it without asking. Written once; a file that was taken away is written again while its month is the last.
 */

/** After the start the chargers tell first who they are. */
const FIRST_MS = 120_000;

interface MonthlyReportParts {
  readonly folder: string;
  readonly as: 'xlsx' | 'csv';
  readonly clock: Clock;
  readonly once: LogOnce;
  readonly say: Say;
  readonly reader: () => Reader;
  readonly make: (query: ExportQuery) => Promise<ExportedFile>;
}

/** Looks every hour whether a report is due. Returns how to end it. */
export function keepMonthlyReports({ folder, as, clock, once, say, reader, make }: MonthlyReportParts): () => void {
  let ended = false;
  let callOff = (): void => undefined;
  const later = (delayMs: number): void => {
    if (ended) return;
    callOff = clock.after(delayMs, () => {
      look()
        .then(() => once.well('monthly-report', told('reports-again')))
        .catch((error: unknown) => {
          // One that breaks off at the end is written after the next start.
          if (!ended) once.wrong('monthly-report', told('report-not-written', { detail: detailIn(say, error) }));
        })
        .finally(() => later(HOUR_MS));
    });
  };
  const look = async (): Promise<void> => {
    if (!clock.now().wallClockPlausible) return;
    const due = dueReport(as, reader());
    if (existsSync(join(folder, due.name))) return;
    const file = await make(due.query);
    await writeWhole(join(folder, file.name), Buffer.from(file.base64, 'base64'));
  };
  later(FIRST_MS);
  return () => {
    ended = true;
    callOff();
  };
}

/** Of the last month that is over; named by its start, so that it stays the same when the next one ends meanwhile. */
function dueReport(as: 'xlsx' | 'csv', reader: Reader): { readonly name: string; readonly query: ExportQuery } {
  const last = { what: 'export', of: 'report', as } as const;
  const query = { ...last, from: new Date(exportSpan(last, reader).fromMs).toISOString() };
  return { name: exportName(query, reader), query };
}
