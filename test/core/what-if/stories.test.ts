import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ObservedEvent } from '../../../core/model/event.js';
import { wallMs } from '../../../core/model/units.js';
import { NO_WISHES } from '../../../core/model/wishes.js';
import { runAgain } from '../../../core/what-if/run-again.js';
import { play } from '../../scenarios/control/plant.js';
import { STORIES } from '../../scenarios/control/stories.js';

/** Chargers that do not obey; imagined ones do. */
const DISOBEYS = STORIES.filter(({ happens }) => happens.some((one) => 'does' in one && one.does === 'ignore'));

describe('what if: every story can be lived again', () => {
  for (const story of STORIES) {
    it(story.title, () => {
      const { seconds, house } = play(story);
      const [first] = house.journal;
      assert.ok(first);
      const { at, atWall } = first;
      const opened: ObservedEvent = {
        at,
        atWall: wallMs(atWall - 1),
        kind: 'opened',
        facts: house.state.facts,
        wishes: NO_WISHES,
        kept: { abilities: {}, memory: null, transactions: {} },
      };
      const journal = { events: () => [opened, ...house.journal] };
      const job = { fromMs: atWall, toMs: wallMs(atWall + 1000 * story.lastsS), change: { facts: {}, chargers: {} } };
      const result = runAgain(job, journal, house.state.memory.cars, () => undefined);
      for (const { chargerId, again, otherwise } of result.chargers) {
        assert.deepEqual(otherwise, again, 'nothing was changed');
        const { carPhases = 3, phases = [1, 2, 3] } = story.chargers[chargerId] ?? {};
        const conductors = Math.min(carPhases, phases.length);
        const drewWh =
          seconds.reduce((sum, { chargers }) => sum + (chargers[chargerId]?.drawsA ?? 0), 0) *
          (230 / 3600) *
          conductors;
        if (DISOBEYS.includes(story)) continue;
        assert.ok(
          Math.abs(again.energyWh - drewWh) < Math.max(80, 0.08 * drewWh),
          `${again.energyWh} for ${Math.round(drewWh)} Wh`,
        );
      }
    });
  }
});
