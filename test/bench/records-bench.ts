import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { inEnglish } from '../../core/model/error-texts.js';
import { openRecordStore } from '../../core/records/open-record-store.js';
import { Database } from '../../core/records/thread/database.js';
import { migrate } from '../../core/records/thread/migrations.js';
import { FILE_NAME } from '../../core/records/thread/open-database.js';
import { FakeClock } from '../means/fake-clock.js';
import { KeptLog } from '../means/kept-log.js';
import { type Bench, inTurns, type Measure, median, paired } from './measure.js';

/*
 * Ten years of a home with two cars: 20 000 charges, 10 million minute samples. How long a year's statistics and a year's
 * export take, how large the file is, and the longest stall of the host's event loop meanwhile, beside the same process
 * idle in the same run.
 */

const END = Date.UTC(2026, 0, 1);
const YEARS = 10;
const MINUTES = Math.floor((YEARS * 365.25 * 86_400) / 60);
const CHARGES = 20_000;
const SAMPLES = 10_000_000;

function fill(file: string): void {
  const db = new Database(file);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF');
  migrate(db);
  const first = Math.floor(END / 60_000) - MINUTES;
  const numbers = (count: number): string =>
    `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${count - 1})`;
  db.exec(`${numbers(MINUTES)} INSERT INTO house_minutes
    SELECT ${first} + i, i % 97 / 3.0, i % 31 / 7.0, i % 83 / 2.0, NULL, NULL, i % 19 / 2.0 FROM n`);
  const each = Math.floor((SAMPLES - MINUTES) / 2);
  for (const charger of ['garage', 'carport'])
    db.exec(`${numbers(each)} INSERT INTO charger_minutes
      SELECT ${first} + i * ${MINUTES} / ${each}, '${charger}', 'CARD-' || (i % 3), 61, 40, 1, 20, 0.006, 0.012 FROM n`);
  db.exec(`INSERT INTO house_quarters SELECT minute / 15, sum(import_wh), sum(export_wh), sum(solar_wh), NULL, NULL,
      sum(house_wh) FROM house_minutes GROUP BY 1;
    INSERT INTO charger_quarters SELECT minute / 15, charger_id, id_tag, sum(energy_wh), sum(solar_wh), sum(battery_wh),
      sum(grid_wh), sum(cost), sum(saving) FROM charger_minutes GROUP BY 1, 2, 3`);
  db.exec(`${numbers(CHARGES)} INSERT INTO charges
    SELECT 1000 + i, CASE i % 2 WHEN 0 THEN 'garage' ELSE 'carport' END, 1, 'CARD-' || (i % 3),
      ${first * 60_000} + i * ${Math.floor((MINUTES * 60_000) / CHARGES)}, ${first * 60_000} + (i + 1) * 60000, 'card',
      'Local', 'ECO+', i * 12000, (i + 1) * 12000, 12000, 8000, 4000, 11000, 0, 1.2, 2.4, '{"ECO+":7200}', 'Anna', 'M-7'
    FROM n`);
  db.close();
}

interface Stalls {
  readonly maxMs: number;
  readonly tookMs: number;
}

/** Turns of work and idleness: one stall of a busy machine must not speak for all. */
const ROUNDS = 9;

/** The event loop's longest delay while something is done. */
async function stallsOf(act: () => Promise<unknown>): Promise<Stalls> {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  await pause(50);
  delays.enable();
  const began = performance.now();
  await act();
  const tookMs = performance.now() - began;
  delays.disable();
  return { maxMs: delays.max / 1e6, tookMs };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const row = (what: string, value: number, unit: string): Measure => ({ bench: 'records', what, value, unit });

/** How long a piece of work took, and the longest stall of the loop beside idle stretches as long, turn by turn. */
async function measured(what: string, work: () => Promise<unknown>): Promise<readonly Measure[]> {
  const first = await stallsOf(work);
  const pairs = await inTurns(
    ROUNDS,
    () => stallsOf(work),
    () => stallsOf(() => pause(Math.max(50, first.tookMs))),
  );
  const stalls = pairs.map(({ ours, other }) => ({ ours: ours.maxMs, other: other.maxMs }));
  return [
    row(what, median(pairs.map(({ ours }) => ours.tookMs)), 'ms'),
    paired({ bench: 'records', what: `longest stall during: ${what}`, unit: 'ms', goal: '1' }, 'idle', stalls),
  ];
}

export const recordsBench: Bench = async (say) => {
  const folder = mkdtempSync(join(tmpdir(), 'surplug-bench-'));
  try {
    const file = join(folder, FILE_NAME);
    say(`ten years are written: ${CHARGES} charges, ${SAMPLES} samples`);
    fill(file);
    const sizeMb = statSync(file).size / 2 ** 20;
    const clock = new FakeClock('2026-01-01T00:00:00Z');
    const began = performance.now();
    const options = {
      log: new KeptLog(),
      say: inEnglish,
      clock,
      timeZone: 'Europe/Rome',
      minuteDays: 3700,
      retentionDays: 3700,
    };
    const store = await openRecordStore(folder, options);
    const rows: Measure[] = [
      row('file of ten years', sizeMb, 'MB'),
      row('opened and checked', performance.now() - began, 'ms'),
    ];
    const year = { from: '2024-12-31T23:00:00Z', to: '2025-12-31T23:00:00Z' };
    const house = { site: 'bench', chargers: {}, cards: {} };
    const works: Record<string, () => Promise<unknown>> = {
      'a year’s statistics by day': () => store.query({ what: 'statistics', by: 'day', ...year }),
      'ten years by month': () => store.query({ what: 'statistics', by: 'month', from: '2016-01-01T00:00:00Z' }),
      'a year’s charges': () => store.query({ what: 'charges', ...year }),
      'a year’s charges as CSV': () => store.exportFile({ what: 'export', of: 'charges', as: 'csv', ...year }, house),
      'a year’s charges as .xlsx': () => store.exportFile({ what: 'export', of: 'charges', ...year }, house),
      'all 20 000 charges': () => store.query({ what: 'charges' }),
      'a start, durable': () =>
        store.beginCharge({
          chargerId: 'garage',
          idTag: 'BENCH',
          startedAt: new Date(END + performance.now()).toISOString(),
          startedBy: 'card',
          modeAtStart: 'ECO+',
          meterStartWh: 1,
        }),
    };
    for (const [what, work] of Object.entries(works)) {
      rows.push(...(await measured(what, work)));
      say(what);
    }
    await store.close();
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
