import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Expectation, play, type Second } from './plant.js';
import { STORIES } from './stories.js';

const within = (value: number, [least, most]: readonly [number, number]): boolean =>
  value >= least - 1e-6 && value <= most + 1e-6;

function hold(expected: Expectation, second: Second): void {
  const at = `at ${second.t} s`;
  if (expected.gridA) {
    const fullest = Math.max(...second.gridA);
    assert.ok(within(fullest, expected.gridA), `${at}: ${fullest.toFixed(1)} A on the fullest phase`);
  }
  if (!expected.charger) return;
  const seen = second.chargers[expected.charger];
  assert.ok(seen, `${at}: nothing of ${expected.charger}`);
  const about = `${at}, ${expected.charger}: ${JSON.stringify(seen)}`;
  if (expected.offersA) assert.ok(within(seen.offersA, expected.offersA), about);
  if (expected.drawsA) assert.ok(within(seen.drawsA, expected.drawsA), about);
  if (expected.because) assert.ok(expected.because.includes(seen.because), about);
}

describe('stories: hours through observe and decide', () => {
  for (const story of STORIES) {
    it(story.title, () => {
      const { seconds } = play(story);
      for (const expected of story.expect) {
        for (const second of seconds) if (second.t >= expected.from && second.t <= expected.to) hold(expected, second);
      }
    });
  }
});
