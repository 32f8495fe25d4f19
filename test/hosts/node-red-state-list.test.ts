import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pick } from '../../nodes/state/pick.js';
import { PROPERTIES } from '../../nodes/state/properties.js';
import { chargingSnapshot, siteSnapshot } from '../means/snapshots.js';

describe('what the dialog of the state node offers', () => {
  const car = { phases: 3, leastA: 6, mostA: 16, stepA: 1, startDelayS: 5, rampAS: 1, belowOfferA: 0 };
  const fault = {
    code: 'OtherError',
    vendorCode: null,
    since: '2026-06-21T12:00:00Z',
    text: 'A fault.',
    remedy: 'Ask.',
  };
  const until = '2026-06-21T20:00:00Z';
  const wishes = {
    readyBy: { time: until, energyWh: 9000 },
    limit: { amps: 10, name: '', until },
    reserve: { idTag: 'AB', until },
  };
  const full = siteSnapshot({
    chargers: [chargingSnapshot({ car, fault, ...wishes })],
    meters: { grid: { role: 'grid', ok: true, ageS: 1, trouble: null } },
  });
  for (const source of ['charger', 'site'] as const) {
    const [whole] = pick(full, { source, charger: '', property: '' });
    const shown = whole?.value as Readonly<Record<string, unknown>>;

    it(`of a ${source} is every key that is shown, once, and nothing else`, () => {
      const firsts = PROPERTIES[source].map((property) => property.split('.')[0] ?? '');
      assert.deepEqual([...new Set(firsts)].sort(), Object.keys(shown).sort());
      assert.equal(new Set(PROPERTIES[source]).size, PROPERTIES[source].length);
    });

    it(`of a ${source} leads somewhere`, () => {
      for (const property of PROPERTIES[source]) {
        const inner = property
          .split('.')
          .reduce<unknown>((value, name) => (value as Readonly<Record<string, unknown>> | undefined)?.[name], shown);
        assert.notEqual(inner, undefined, property);
      }
    });
  }
});
