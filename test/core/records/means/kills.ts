import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { inEnglish } from '../../../../core/model/error-texts.js';
import type { RecordStore } from '../../../../core/ports/record-store.js';
import { openRecordStore } from '../../../../core/records/open-record-store.js';
import { randomSource } from '../../../../examples/simulated-home/random.js';
import { eventually } from '../../../means/eventually.js';
import { FakeClock } from '../../../means/fake-clock.js';
import { KeptLog } from '../../../means/kept-log.js';
import { inChild } from './in-child.js';
import { journalOf } from './store.js';

/**
 * Lives on one folder, each ended by SIGKILL at a seeded moment while it writes. After each, all that was promised is
 * looked for: every number once, every end, the last wish, energies that sum.
 */
export async function killAndLook(t: TestContext, folder: string, lives: number, seed: number): Promise<void> {
  const random = randomSource(seed);
  const promised = { began: new Map<number, number>(), ended: new Set<number>(), wish: -1 };
  for (let life = 0; life < lives; life += 1) {
    const child = inChild(t, 'writer', [folder, String(life)]);
    await eventually('the writer opens its records', () => child.lines.includes('open'));
    const lines = 1 + Math.floor(random() * 25);
    await eventually(`${lines} promises`, () => child.lines.length > lines);
    // A part of a millisecond more or less: between a write and its sync, or within a batch.
    for (let spin = Math.floor(random() * 20); spin > 0; spin -= 1) await new Promise((next) => setImmediate(next));
    child.process.kill('SIGKILL');
    assert.equal(await child.ended, 'SIGKILL', child.complaints());
    for (const line of child.lines) note(promised, line, life);
    await lookAtAll(folder, promised, `life ${life} of seed ${seed}`);
  }
}

interface Promised {
  readonly began: Map<number, number>;
  readonly ended: Set<number>;
  wish: number;
}

function note(promised: Promised, line: string, life: number): void {
  const [word, first, second] = line.split(' ');
  const number = Number(first);
  if (word === 'began') {
    assert.ok(!promised.began.has(number), `number ${number} was given twice, again in life ${life}`);
    promised.began.set(number, Number(second));
  } else if (word === 'ended') promised.ended.add(number);
  else if (word === 'wished') promised.wish = number;
}

async function lookAtAll(folder: string, promised: Promised, where: string): Promise<void> {
  const log = new KeptLog();
  const store: RecordStore = await openRecordStore(folder, { log, say: inEnglish, clock: new FakeClock() });
  try {
    const kept = await store.load();
    assert.deepEqual([kept.remarks, log.matching(/^(warn|error)/)], [[], []], where);
    const rows = new Map((await store.query({ what: 'charges' })).map((row) => [Number(row['number']), row]));
    for (const [number, mark] of promised.began) assert.equal(rows.get(number)?.['meterStartWh'], mark, where);
    for (const number of promised.ended) assert.equal(rows.get(number)?.['energyWh'], 100, where);
    for (const row of rows.values())
      assert.equal(Number(row['solarWh']) + Number(row['gridWh']), row['energyWh'], `energies of ${where}`);
    const mark = Number(kept.wishes.cards[0]?.idTag.slice('CARD-'.length) ?? -1);
    // The kill may have come after the disk took a wish and before it was told.
    assert.ok(mark === promised.wish || mark === promised.wish + 1 || mark % 100_000 === 0, `${mark} in ${where}`);
    const events = await journalOf(store);
    assert.ok(events.every((event) => event.kind === 'connected'));
  } finally {
    await store.close();
  }
}
