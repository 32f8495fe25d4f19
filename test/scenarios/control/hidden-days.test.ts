import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { amps, seconds } from '../../../core/model/units.js';
import { type Happening, play } from './plant.js';

const HOURS = 10;
const METERS = (['grid', 'solar'] as const).map((role) => ({ meterId: role, role, periodS: seconds(2) }));

/** Sun on a roof of so many watts from dawn to dusk; with clouds, it comes and goes every few minutes. */
function sun(peakW: number, clouds: boolean): Happening[] {
  const happens: Happening[] = [{ at: 0, charger: 'a', does: 'plug' }];
  for (let at = 0; at < HOURS * 3600; at += 30) {
    const height = Math.sin((Math.PI * at) / (HOURS * 3600));
    // Two rhythms that do not meet again within the day.
    const shade = clouds && (at % 1110 < 390 || at % 2470 < 600) ? 0.35 : 1;
    happens.push({ at, sunW: Math.round(peakW * height * shade) });
  }
  return happens;
}

function day(peakW: number, clouds: boolean, exportLimitW?: number) {
  const { seconds: lived } = play({
    title: 'a day',
    site: { phases: 1, fuseA: amps(40), meters: METERS, ...(exportLimitW !== undefined && { exportLimitW }) },
    chargers: { a: { mode: 'ECO+', phases: [1], maxA: amps(32) } },
    lastsS: HOURS * 3600,
    happens: sun(peakW, clouds),
    expect: [],
  });
  let [takenKWh, boughtKWh, writes, before] = [0, 0, 0, 0];
  for (const { gridA, chargers } of lived) {
    const { drawsA = 0, offersA = 0 } = chargers['a'] ?? {};
    takenKWh += (drawsA * 230) / 3.6e6;
    boughtKWh += (Math.min(drawsA, Math.max(0, gridA[0] ?? 0)) * 230) / 3.6e6;
    if (offersA !== before) writes++;
    before = offersA;
  }
  return { sunKWh: takenKWh - boughtKWh, boughtKWh, writesPerHour: writes / HOURS };
}

describe('a day with an inverter that may feed in nothing, beside the same day without a limit', () => {
  for (const [peakW, clouds] of [
    [4000, false],
    [6000, true],
  ] as const) {
    it(`${peakW} W${clouds ? ', broken clouds' : ''}: most of its sun is found, for little from the grid`, () => {
      const free = day(peakW, clouds);
      const held = day(peakW, clouds, 0);
      const about = JSON.stringify({ free, held });
      assert.ok(held.sunKWh > 0.85 * free.sunKWh, about);
      assert.ok(held.boughtKWh < free.boughtKWh + 0.5, about);
      assert.ok(held.writesPerHour < 60, about);
    });
  }
});
