import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { inEnglish } from '../../../core/model/error-texts.js';
import { LogOnce } from '../../../core/site/log-once.js';
import { keepMonthlyReports } from '../../../core/site/monthly-report.js';
import { toldIn } from '../../../core/words/error-text.js';
import { eventually } from '../../means/eventually.js';
import { FakeClock } from '../../means/fake-clock.js';
import { flushes } from '../../means/flushed.js';
import { KeptLog } from '../../means/kept-log.js';
import { endOf, folderOf, newCharge, openStore } from '../records/means/store.js';

const HOUSE = { site: 'Home', chargers: {}, cards: {} };

async function reporting(t: TestContext, folder: string, say = inEnglish) {
  const clock = new FakeClock('2026-06-30T21:00:00Z');
  const { store } = await openStore(t, folderOf(t), { clock, language: 'de' });
  const number = await store.beginCharge(newCharge({ startedAt: '2026-05-03T08:00:00Z' }));
  await store.endCharge(endOf(number));
  const log = new KeptLog();
  let planned = 0;
  const made: string[] = [];
  const end = keepMonthlyReports({
    folder,
    as: 'csv',
    // The next look is planned when one is over.
    clock: {
      now: () => clock.now(),
      after(delayMs, call) {
        planned += 1;
        return clock.after(delayMs, call);
      },
    },
    once: new LogOnce(log, clock, inEnglish),
    say,
    reader: () => ({ timeZone: 'Europe/Rome', language: 'de', nowMs: clock.now().wallMs }),
    async make(query) {
      const file = await store.exportFile(query, HOUSE);
      made.push(file.name);
      return file;
    },
  });
  t.after(end);
  /** Lets so many hours pass, one look at a time. */
  const hours = async (count: number): Promise<void> => {
    for (let hour = 0; hour < count; hour += 1) {
      const before = planned;
      await clock.advance(3_600_000);
      await eventually('it has looked', () => planned > before);
    }
  };
  return { hours, log, made, store };
}

describe('the monthly reports', () => {
  it('are written when a month is over, each once, and kept as they are', async (t) => {
    const folder = join(folderOf(t), 'reports');
    const { hours, log, made } = await reporting(t, folder);
    const there = () => readdirSync(folder).sort();
    const flushed = await flushes(t, join(folder, 'surplug-report-2026-05.csv'));
    await hours(1);
    await eventually('the report of May', () => there().includes('surplug-report-2026-05.csv'));
    assert.match(readFileSync(join(folder, 'surplug-report-2026-05.csv'), 'utf8'), /^\uFEFFLadebericht;/);
    assert.deepEqual(flushed, [false], 'before it has its name');
    writeFileSync(join(folder, 'surplug-report-2026-05.csv'), 'signed');
    // Midnight in Rome, the first of July.
    await hours(5);
    await eventually('the report of June', () => there().length === 2);
    assert.deepEqual(there(), ['surplug-report-2026-05.csv', 'surplug-report-2026-06.csv']);
    assert.deepEqual(made, there(), 'one that is there is not made again');
    assert.equal(readFileSync(join(folder, 'surplug-report-2026-05.csv'), 'utf8'), 'signed');
    assert.deepEqual(log.lines, []);
  });

  it('that cannot be written are told once, and written as soon as they can be', async (t) => {
    const folder = join(folderOf(t), 'reports');
    writeFileSync(folder, 'in the way');
    const { hours, log } = await reporting(t, folder);
    await hours(2);
    await eventually('it is told', () => log.lines.length > 0);
    assert.match(log.lines[0] ?? '', /^warn The monthly report could not be written: .*EEXIST/);
    rmSync(folder);
    await hours(1);
    await eventually('all is well', () => log.lines.length > 1);
    assert.deepEqual(log.lines.slice(1), ['info The monthly reports are being written again.']);
    // Midnight has passed meanwhile.
    assert.deepEqual(readdirSync(folder), ['surplug-report-2026-06.csv']);
  });

  it('tell what is wrong in the language of the site', async (t) => {
    const { hours, log, store } = await reporting(t, folderOf(t), (what) => toldIn('de', what));
    await store.close();
    await hours(1);
    await eventually('it is told', () => log.lines.length > 0);
    assert.match(log.lines[0] ?? '', /Aufzeichnungen/);
  });

  it('say nothing of one that breaks off because the site is closing', async (t) => {
    const clock = new FakeClock('2026-06-30T21:00:00Z');
    const log = new KeptLog();
    let breakOff: ((why: Error) => void) | undefined;
    const end = keepMonthlyReports({
      folder: folderOf(t),
      as: 'csv',
      clock,
      once: new LogOnce(log, clock, inEnglish),
      say: inEnglish,
      reader: () => ({ timeZone: 'Europe/Rome', language: 'en', nowMs: clock.now().wallMs }),
      make: () =>
        new Promise((_, reject) => {
          breakOff = reject;
        }),
    });
    await clock.advance(3_600_000);
    await eventually('one is being made', () => breakOff !== undefined);
    end();
    breakOff?.(new Error('the records are closed'));
    await new Promise(setImmediate);
    assert.deepEqual(log.lines, []);
  });
});
