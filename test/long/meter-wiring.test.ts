import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { eventually } from '../means/eventually.js';
import { CHARGER_ID, freePort, type Hub, openHub } from '../means/open-hub.js';

/** The clamp on L2 of the grid meter sits the wrong way round; a car that starts and stops gives it away. */
describe('D.9: a turned clamp is noticed and told', () => {
  let hub: Hub;
  before(async () => {
    const port = await freePort();
    const clamps = [{}, { invert: true }, {}];
    const meter = { role: 'grid', type: 'modbus-tcp', map: 'chint-dtsu666', host: '127.0.0.1', port, clamps } as const;
    hub = await openHub({ language: 'it', meters: [{ ...meter, periodS: 0.5 }] }, { meter: { port } });
  });
  after(() => hub.close());

  it('in words, with the phase and what to do, wherever the meter is shown', async () => {
    await eventually('the charger is online', () => hub.charger().online, 30_000);
    await hub.site.command({ do: 'wish', charger: CHARGER_ID, wish: { mode: 'FAST' } });
    hub.home.plug();
    const remark = () => hub.site.snapshot().meters['grid']?.remark;
    const polls = async () => Number((await hub.site.query({ what: 'meters' }))[0]?.['polls']);
    const drawn = () => hub.home.charger.currentA[0] ?? 0;
    for (const charge of ['stop', 'start', 'stop', 'start'] as const) {
      await eventually('the car rests', () => (charge === 'stop' ? drawn() > 14 : drawn() === 0), 60_000);
      // As many readings as the watch looks at, before a step and after one.
      const before = await polls();
      await eventually('it was seen to rest', async () => (await polls()) > before + 25, 60_000);
      if (remark()) break;
      await hub.site.command({ do: 'wish', charger: CHARGER_ID, wish: { charge } });
    }
    await eventually('the remark', () => remark(), 60_000);
    assert.equal(remark(), 'Il contatore conta al contrario: gira la pinza o imposta “Inverti il segno” (L2)');
    const [row] = await hub.site.query({ what: 'meters' });
    assert.deepEqual(row?.['remarks'], [remark()]);
    assert.ok(hub.log.matching(/^warn.*rete: Il contatore conta al contrario/).length === 1);
  });
});
