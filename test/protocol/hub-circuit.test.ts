import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ChargePoint } from '../../examples/simulated-home/charge-point.js';
import { eventually } from '../means/eventually.js';
import { type Hub, openHub } from '../means/open-hub.js';

const quick = (id: string) => ({
  id,
  sampleIntervalS: 2,
  bootDelayMs: 50,
  reconnect: { firstMs: 200, mostMs: 500 },
  retryMs: 500,
  car: { startDelayS: [1, 2] as const },
});
const garage = (id: string) => ({ id, mode: 'FAST' as const, maxA: 16, circuit: 'Garage' });

describe('two chargers behind the fuse of a garage', () => {
  let hub: Hub;
  const charger = (id: string): ChargePoint => {
    const found = hub.home.chargers.find((one) => one.id === id);
    assert.ok(found);
    return found;
  };
  const drawnA = (id: string): number => charger(id).currentA[0] ?? 0;
  before(async () => {
    hub = await openHub(
      { fuseA: 63, circuits: [{ name: 'Garage', fuseA: 20 }], chargers: [garage('A'), garage('B')] },
      { chargers: [quick('A'), quick('B')] },
    );
    await eventually('both are there', () => hub.site.snapshot().chargers.every(({ online }) => online));
    hub.home.plug('A');
    await eventually('one takes all it may', () => drawnA('A') > 15);
  });
  after(() => hub.close());

  it('share it, and never draw more of it together', async () => {
    hub.home.plug('B');
    let mostA = 0;
    await eventually('each has half', () => {
      mostA = Math.max(mostA, drawnA('A') + drawnA('B'));
      return ['A', 'B'].every((id) => Math.abs(drawnA(id) - 10) < 0.6);
    });
    assert.ok(mostA <= 20, `${mostA} A`);
    const [one] = hub.site.snapshot().chargers;
    assert.match(one?.because ?? '', /^Charging at 10\sA: the fuse of Garage \(20\sA\) leaves no more$/);
  });

  it('what one gives back, the other has', async () => {
    hub.home.unplug('A');
    await eventually('all for one', () => drawnA('B') > 15);
  });
});
