import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { eventually } from '../means/eventually.js';
import { CHARGER_ID, type Hub, openHub } from '../means/open-hub.js';

/**
 * A car that follows a lower offer slowly, on a charger that takes its manual at its word: more than 1.1 × the limit for
 * 5 s is a fault until the plug is pulled.
 */
const STRICT = {
  chargers: [
    {
      id: CHARGER_ID,
      sampleIntervalS: 1,
      bootDelayMs: 50,
      retryMs: 500,
      overCurrentGraceS: 0,
      car: { startDelayS: [1, 2] as const, reactS: [5, 6] as const, rampDownAPerS: 1 },
    },
  ],
};

describe('an over-current trip by our own lowering (Hydra Cubus manual, 15)', () => {
  let hub: Hub;
  const faults: unknown[] = [];
  before(async () => {
    hub = await openHub({}, STRICT);
    hub.site.on((event) => {
      if (event.event === 'fault') faults.push(event.detail['code']);
    });
    await eventually('the charger is online', () => hub.charger().online);
    await eventually('the grid is measured', () => hub.site.snapshot().gridW === 450);
  });
  after(() => hub.close());

  const drawn = (): number => hub.home.charger.currentA[0] ?? 0;
  const inFullSun = async (): Promise<void> => {
    hub.home.setSun(7500);
    hub.home.plug();
    await eventually('it charges in full sun', () => drawn() > 9.5, 60_000);
  };

  it('happens once: the sun goes, the limit falls, and the charger trips', async () => {
    await inFullSun();
    hub.home.setSun(5400);
    await eventually('it trips', () => hub.home.charger.status === 'Faulted', 60_000);
    await eventually('the fault is told', () => faults.length === 1);
    assert.deepEqual(faults, ['OverCurrentFailure']);
  });

  it('is learned: after the plug was pulled, the same lowering does not trip again', async () => {
    hub.home.unplug();
    hub.home.setSun(7500);
    await eventually('the fault is gone', () => hub.charger().state === 'standby', 30_000);
    await inFullSun();
    hub.home.setSun(5400);
    await eventually('it came down in steps', () => drawn() > 0 && drawn() < 7.5, 120_000);
    assert.equal(hub.home.charger.status, 'Charging');
    assert.deepEqual(faults, ['OverCurrentFailure']);
  });
});
