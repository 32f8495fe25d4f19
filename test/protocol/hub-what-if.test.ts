import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { WhatIfRun } from '../../core/index.js';
import { eventually } from '../means/eventually.js';
import { CHARGER_ID, openHub } from '../means/open-hub.js';

describe('what if: on a hub with a meter and a charger on the wire', () => {
  it('runs the last half minute again under another mode while the hub goes on', async () => {
    const startedAt = new Date().toISOString();
    const hub = await openHub({}, { sunW: 9000 });
    const { site, home } = hub;
    const runs: WhatIfRun[] = [];
    site.on((event) => {
      if (event.event === 'what-if') runs.push(event.run);
    });
    const run = async (settings: Record<string, unknown>): Promise<WhatIfRun> => {
      await site.command({ do: 'what-if', from: startedAt, settings });
      await eventually('it is over', () => runs.at(-1)?.state !== 'running');
      const [last] = (await site.query({ what: 'what-if' })) as unknown as readonly WhatIfRun[];
      assert.deepEqual(last, runs.at(-1));
      assert.ok(last);
      return last;
    };
    try {
      await eventually('the charger is online', () => site.snapshot().chargers[0]?.online);
      assert.deepEqual(await site.query({ what: 'what-if' }), []);
      home.plug();
      await eventually('it charges', () => (home.charger.currentA[0] ?? 0) > 6);
      home.setSun(5200);
      await eventually('it follows', () => (home.charger.currentA[0] ?? 99) < 8);
      const energyWh = (): number => site.snapshot().chargers[0]?.session?.energyWh ?? 0;
      const before = energyWh();
      await eventually('it goes on for some time', () => energyWh() > before + 10);

      const { state, result, text } = await run({ mode: 'FAST' });
      assert.equal(state, 'done', text);
      const [charger] = result?.chargers ?? [];
      assert.ok(result && charger);
      assert.equal(charger.chargerId, CHARGER_ID);
      const { recorded, again, otherwise } = charger;
      assert.ok(recorded.energyWh > 5, JSON.stringify(charger));
      assert.ok(again.energyWh > 5, JSON.stringify(charger));
      assert.ok(otherwise.energyWh > 1.2 * again.energyWh, JSON.stringify(charger));
      assert.ok(otherwise.gridWh > again.gridWh, JSON.stringify(charger));
      assert.ok(result.house.otherwise.peakA > result.house.again.peakA, JSON.stringify(result.house));
      assert.ok(result.steps.length > 0);
      assert.equal(site.snapshot().chargers[0]?.state, 'charging', 'what goes on is not touched');
      assert.equal(site.snapshot().chargers[0]?.mode, 'ECO+');
    } finally {
      await hub.close();
    }
  });

  it('refuses what cannot be run again, in words that say what would be right', async () => {
    const hub = await openHub({ language: 'en' });
    const ask = (rest: Record<string, unknown>) => hub.site.command({ do: 'what-if', ...rest });
    try {
      await assert.rejects(ask({ settings: {} }), {
        code: 'INVALID_INPUT',
        message: /at least one setting.*mode, current/,
      });
      await assert.rejects(ask({ settings: { colour: 'red' } }), { code: 'INVALID_INPUT', message: /mode, current/ });
      await assert.rejects(ask({ settings: { mode: 'SLOW' } }), {
        message: /mode is "SLOW"; it must be one of FAST, ECO, ECO\+/,
      });
      await assert.rejects(ask({ settings: { fuseA: -1 } }), { message: /fuseA/ });
      await assert.rejects(ask({ settings: { mode: 'ECO' }, charger: 'nobody' }), { code: 'UNKNOWN_CHARGER' });
      await assert.rejects(ask({ settings: { mode: 'ECO' }, from: 'soon' }), { message: /from is "soon"/ });
      await assert.rejects(ask({ settings: { mode: 'ECO' }, from: '2200-01-01' }), { message: /in the past/ });
      const longAgo = new Date(Date.now() - 30 * 86_400_000).toISOString();
      await ask({ settings: { mode: 'ECO' }, to: longAgo });
      await assert.rejects(ask({ settings: { mode: 'ECO' } }), { message: /at the moment \(0%\)/ });
      const last = await eventually('it is over', async () => {
        const [run] = await hub.site.query({ what: 'what-if' });
        return run?.['state'] !== 'running' && run;
      });
      assert.equal(last['state'], 'failed');
      assert.match(String(last['text']), /Nothing from that time can be replayed/);
      await hub.site.command({ do: 'what-if', cancel: true });
    } finally {
      await hub.close();
    }
  });
});
