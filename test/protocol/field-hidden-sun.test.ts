import assert from 'node:assert/strict';
import { it } from 'node:test';
import { FieldHome } from '../means/field-home.js';

it('an inverter that may feed in nothing: its sun is tried at the charger, found, and let go when it is gone', async () => {
  const home = await FieldHome.open(
    {},
    {
      exportLimitW: 0,
      meters: [
        { role: 'grid', type: 'pushed' },
        { role: 'solar', type: 'pushed' },
      ],
      chargers: [{ id: 'CP1', name: 'Garage', maxA: 16, mode: 'ECO+' }],
    },
  );
  try {
    home.feedsInA = 0;
    home.solarA = 14;
    await home.plug();
    await home.within('it waits', () => /^Waiting: the inverter holds solar power back/.test(home.charger.because));
    await home.within('it is tried', () => home.drawsA >= 6 && /testing whether/.test(home.charger.because));
    await home.within('most of it is found', () => home.drawsA >= 11);
    home.solarA = 0;
    await home.within('it is gone', () => home.drawsA === 0);
    await home.within('at night nothing is tried', () => /^Waiting for more sun/.test(home.charger.because));
    assert.deepEqual(home.point.breaches, []);
  } finally {
    await home.close();
  }
});
