import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { inEnglish } from '../../../../core/model/error-texts.js';
import type { ObservedEvent } from '../../../../core/model/event.js';
import { wallMs } from '../../../../core/model/units.js';
import type { Clock } from '../../../../core/ports/clock.js';
import type { ChargeEnd, NewCharge, RecordStore } from '../../../../core/ports/record-store.js';
import { openRecordStore, type RecordStoreOptions } from '../../../../core/records/open-record-store.js';
import { FakeClock } from '../../../means/fake-clock.js';
import { KeptLog } from '../../../means/kept-log.js';

const START = '2026-06-21T10:00:00.000Z';

/** A folder of the test's own, gone after it. */
export function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'surplug-records-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

interface Opened {
  readonly store: RecordStore;
  readonly log: KeptLog;
  readonly clock: FakeClock;
}

/** A store that is closed when the test ends, whatever becomes of it. */
export async function openStore(
  t: TestContext,
  folder: string,
  options: Partial<RecordStoreOptions> & { readonly clock?: FakeClock } = {},
): Promise<Opened> {
  const log = new KeptLog();
  const clock = options.clock ?? new FakeClock();
  const store = await openRecordStore(folder, {
    timeZone: 'Europe/Rome',
    ...options,
    log,
    say: inEnglish,
    clock: clock as Clock,
  });
  t.after(() => store.close());
  return { store, log, clock };
}

export const newCharge = (change: Partial<NewCharge> = {}): NewCharge => ({
  chargerId: 'garage',
  idTag: 'HUB',
  startedAt: START,
  startedBy: 'plug-in',
  modeAtStart: 'ECO+',
  meterStartWh: 1000,
  ...change,
});

export const endOf = (number: number, change: Partial<ChargeEnd> = {}): ChargeEnd => ({
  number,
  endedAt: '2026-06-21T12:00:00.000Z',
  stopReason: 'EVDisconnected',
  meterStopWh: 6000,
  energyWh: 5000,
  solarWh: 4000,
  gridWh: 1000,
  peakW: 7400,
  ...change,
});

export const minutesAfter = (minutes: number): string => new Date(Date.parse(START) + minutes * 60_000).toISOString();

export const wallAt = (iso: string) => wallMs(Date.parse(iso));

/** The events of a span of the journal, of all of it where none is named, oldest first. */
export async function journalOf(
  store: RecordStore,
  from = '2000-01-01T00:00:00Z',
  to = '2100-01-01T00:00:00Z',
): Promise<readonly ObservedEvent[]> {
  // Of the thread's own modules none is to be loaded here before it is needed.
  const { eventsIn } = await import('../../../../core/records/thread/journal.js');
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
  const bodies = await store.packedJournal({ fromMs, toMs });
  return bodies.flatMap((body) => eventsIn(body)).filter(({ atWall }) => atWall >= fromMs && atWall < toMs);
}
