import assert from 'node:assert/strict';
import { it } from 'node:test';
import { eventually } from '../means/eventually.js';
import { CHARGER_ID, openHub } from '../means/open-hub.js';

it('a car that has charged from little sun on one phase has all three when it is boosted', async () => {
  const charger = { id: CHARGER_ID, mode: 'ECO', model: 'hydra-cubus', maxA: 16, phaseSwitching: 'on' } as const;
  const hub = await openHub({ chargers: [charger] }, { sunW: 2500 });
  const drawn = (): readonly boolean[] => hub.home.charger.currentA.map((currentA) => currentA > 5);
  try {
    hub.home.plug();
    await eventually('one phase follows the sun', () => `${drawn()}` === 'true,false,false');
    await hub.site.command({ do: 'wish', charger: CHARGER_ID, wish: { boost: true } });
    await eventually('all three carry current', () => `${drawn()}` === 'true,true,true');
    assert.ok((hub.charger().limitA ?? 0) > 10, 'at full current');
    assert.deepEqual(hub.log.matching(/^(warn|error)/), []);
  } finally {
    await hub.close();
  }
});
