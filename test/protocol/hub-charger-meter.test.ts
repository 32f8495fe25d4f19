import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { eventually } from '../means/eventually.js';
import { CHARGER_ID, type Hub, openHub } from '../means/open-hub.js';

/** No meter at all but the charger's own, and an inverter whose power a flow pushes. Each step stands on the one before. */
describe('D.5: the charger’s own meter as the last resort', () => {
  let hub: Hub;
  let sunW = 0;
  let pushing: NodeJS.Timeout;
  before(async () => {
    hub = await openHub({
      reserveA: 2,
      meters: [
        { role: 'grid', type: 'charger' },
        { id: 'car', role: 'load', type: 'charger', charger: CHARGER_ID },
        { role: 'solar', type: 'pushed' },
      ],
    });
    pushing = setInterval(() => {
      hub.site
        .command({ do: 'reading', role: 'solar', reading: { powerW: sunW } })
        .catch((error: unknown) => hub.log.error(String(error)));
    }, 500);
  });
  after(async () => {
    clearInterval(pushing);
    await hub.close();
  });
  const row = async (meterId: string) =>
    (await hub.site.query({ what: 'meters' })).find((one) => one['meterId'] === meterId);

  it('the grid is what the car takes and the reserve of the house on each phase', async () => {
    await eventually('a grid value', () => hub.site.snapshot().gridW === 3 * 2 * 230);
    const [ok, trouble] = Object.values(hub.site.snapshot().meters).map((meter) => [meter.ok, meter.trouble])[0] ?? [];
    assert.deepEqual([ok, trouble], [true, null]);
  });

  it('ECO+ waits without sun, and follows it beyond that reserve when it comes', async () => {
    hub.home.plug();
    await eventually('a transaction', () => hub.charger().session !== null);
    assert.equal(hub.charger().limitA, 0);
    sunW = 8000;
    const surplusA = (8000 - 1380) / 3 / 230;
    await eventually(
      'the car draws what the sun leaves',
      () => Math.abs((hub.home.charger.currentA[0] ?? 0) - surplusA) <= 1,
      90_000,
    );
  });

  it('as a load it shows what the car takes', async () => {
    const load = await eventually('the load of the car', async () => {
      const { powerW = 0 } = ((await row('car'))?.['reading'] ?? {}) as { powerW?: number };
      const drawnW = 3 * 230 * (hub.home.charger.currentA[0] ?? 0);
      return Math.abs(powerW - drawnW) < 700 ? powerW : false;
    });
    assert.ok(load > 4000);
    assert.equal((await row('car'))?.['type'], 'charger');
  });

  it('FAST keeps the reserve free on the fuse', async () => {
    await hub.site.command({ do: 'wish', charger: CHARGER_ID, wish: { mode: 'FAST' } });
    await eventually('16 A', () => Math.abs((hub.home.charger.currentA[0] ?? 0) - 16) <= 0.5);
    await eventually('all but the reserve is used', () => {
      const headroomA = hub.site.snapshot().headroomA[0] ?? 0;
      return Math.abs(headroomA - (25 - 2 - 16)) <= 1;
    });
  });
});
