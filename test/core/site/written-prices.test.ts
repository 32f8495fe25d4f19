import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wallMs } from '../../../core/model/units.js';
import { NO_WISHES } from '../../../core/model/wishes.js';
import { sitePreferences } from '../../../core/site/change-wishes.js';
import { resolveConfig } from '../../../core/site/parse-config.js';
import { siteFacts } from '../../../core/site/site-facts.js';

const parsed = resolveConfig({ phases: 3, fuseA: 25, storage: 'x', timeZone: 'America/Bogota' });
assert.ok('config' in parsed);
const { config } = parsed;
const now = wallMs(Date.parse('2026-06-21T20:00:00Z'));
const scene = { now, config, facts: siteFacts(config, []), wishes: NO_WISHES, pending: [] };

describe('the start of a price, as a flow writes it', () => {
  for (const [start, meant, because] of [
    ['2026-06-22T00:00', '2026-06-22T05:00:00.000Z', 'without an offset it is on the site’s clock, not the machine’s'],
    ['2026-06-22 00:00', '2026-06-22T05:00:00.000Z', 'and so with a space between'],
    ['2026-06-22T00:00Z', '2026-06-22T00:00:00.000Z', 'with an offset it says itself'],
    ['2026-06-22T00:00+02:00', '2026-06-21T22:00:00.000Z', 'whatever the offset'],
  ] as const)
    it(`${start}: ${because}`, () => {
      const { prices } = sitePreferences({ do: 'site', prices: [{ start, price: 0.2 }] }, scene);
      assert.deepEqual(prices, [{ start: meant, price: 0.2 }]);
    });
});
