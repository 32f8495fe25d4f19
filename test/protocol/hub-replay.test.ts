import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openSite } from '../../core/index.js';
import { inEnglish } from '../../core/model/error-texts.js';
import type { ObservedEvent } from '../../core/model/event.js';
import { openRecordStore } from '../../core/records/open-record-store.js';
import { systemClock } from '../../core/site/system-clock.js';
import { journalOf } from '../core/records/means/store.js';
import { eventually } from '../means/eventually.js';
import { KeptLog } from '../means/kept-log.js';
import { CHARGER_ID, freePort, quickHome, temporaryFolder, testConfig } from '../means/open-hub.js';
import { replay } from '../means/replay.js';

interface DecisionRow {
  readonly limitA: number;
  readonly because: unknown;
  readonly sources: unknown;
}

describe('replay', () => {
  it('the journal of a lived half minute, run again, gives the same decisions byte for byte', async () => {
    const folder = temporaryFolder('replay');
    const port = await freePort();
    const home = await quickHome(`ws://127.0.0.1:${port}`, { sunW: 9000 });
    const config = testConfig(home.meterPort, folder.path, { ocpp: { port, bind: '127.0.0.1' } });
    const site = await openSite(config, new KeptLog());
    try {
      await eventually('the charger is online', () => site.snapshot().chargers[0]?.online);
      home.plug();
      await eventually('it charges', () => (home.charger.currentA[0] ?? 0) > 6);
      home.setSun(6500);
      await eventually('it follows', () => (home.charger.currentA[0] ?? 99) < 9.9);
      await site.command({ do: 'wish', charger: CHARGER_ID, wish: { mode: 'FAST', current: 11 } });
      home.setLoad([5600, 150, 150]);
      await eventually('the fuse rules', () => site.snapshot().chargers[0]?.sources.includes('main-fuse'));
      assert.ok(site.snapshot().chargers[0]?.car?.phases, 'the car is learned, and shown');
      assert.equal((await site.command({ do: 'forget-car', charger: CHARGER_ID })).ok, true);
      home.unplug();
      // Not only folded but decided on: what is closed between the two is in the journal without its decision.
      await eventually('it is over', () => site.snapshot().chargers[0]?.reason === 'unplugged');
      await site.close();

      const store = await openRecordStore(folder.path, { log: new KeptLog(), say: inEnglish, clock: systemClock() });
      const journal = await journalOf(store);
      const lived = (await store.query({ what: 'decisions' })) as unknown as readonly DecisionRow[];
      await store.close();

      assert.ok(journal.length > 60, `${journal.length} events`);
      assert.ok(lived.length > 4, `${lived.length} decisions`);
      assert.equal(told(lived), told(changes(journal)));
    } finally {
      await home.close();
      await site.close();
      folder.remove();
    }
  });
});

/** The decisions that changed something, as the records keep them. */
function changes(journal: readonly ObservedEvent[]): DecisionRow[] {
  const rows: DecisionRow[] = [];
  for (const { decisions } of replay(journal)) {
    const decision = decisions.find(({ chargerId }) => chargerId === CHARGER_ID);
    const last = rows.at(-1);
    if (!decision) continue;
    if (last && last.limitA === decision.limitA && code(last) === decision.because.code) continue;
    rows.push(decision);
  }
  return rows;
}

const code = ({ because }: DecisionRow): unknown => (because as { code: string }).code;
const told = (rows: readonly DecisionRow[]): string =>
  rows.map(({ limitA, sources, because }) => JSON.stringify({ limitA, sources, because })).join('\n');
