import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NO_OUTLOOK, type Outlook, outlookOf, SPANS_S, watched } from '../../../core/control/sun/outlook.js';
import { NET_EVEN, NET_STRICT } from '../../../core/control/sun/outlook-net.js';

const LEAST_W = 1311;
/** A sample every 2 s for so long, of so many least powers of sun. */
function sun(powers: number, forS: number, before: Outlook = NO_OUTLOOK): Outlook {
  let outlook = before;
  for (let s = 0; s < forS; s += 2) outlook = watched(outlook, worthOf(powers), 1, 2);
  return outlook;
}
/** Sun of so many least powers, less what the grid must add. */
const worthOf = (powers: number): number => (powers >= 1 ? powers : 2 * powers - 1);
const says = (outlook: Outlook, leastW = LEAST_W): number => outlookOf(outlook, leastW, NET_EVEN) ?? Number.NaN;
const near = (actual: number | undefined, expected: number): void =>
  assert.ok(Math.abs((actual ?? Number.NaN) - expected) < 1e-6, `${actual} is not ${expected}`);

describe('outlook: what is watched', () => {
  it('means over eight spans, each forgetting in its own time', () => {
    const { means } = watched(watched(NO_OUTLOOK, 1, 1, 10), -1, 1, 10);
    SPANS_S.forEach((spanS, k) => {
      const kept = Math.exp(-10 / spanS);
      near(means[k], kept * (1 - kept) - (1 - kept));
    });
  });
  it('for how long the worth has kept its sign, and how often it changed it', () => {
    const clear = sun(2, 60);
    assert.equal(clear.worthIt, true);
    assert.equal(clear.sideS, 58, 'from the sample that brought the sun');
    const cloud = sun(0, 60, clear);
    assert.equal(cloud.worthIt, false);
    assert.ok(cloud.sideS > 50 && cloud.sideS < 60, `${cloud.sideS} s after the cloud came`);
    near(clear.turns, Math.exp(-60 / 1800));
    assert.ok(cloud.turns > 1.8 && cloud.turns < 1.9, `${cloud.turns} turns`);
    near(sun(0, 1800, cloud).turns, cloud.turns * Math.exp(-1));
  });
  it('what an allowance or a battery carries, as the sun that would be worth as much', () => {
    near(watched(NO_OUTLOOK, -0.12, 1, 1000).sun, 0.44);
    near(watched(NO_OUTLOOK, 1, 1, 1000).sun, 1);
    near(watched(NO_OUTLOOK, 2.5, 1, 1000).sun, 2.5);
    near(watched(NO_OUTLOOK, -1, 3, 1000).sun, 0.5);
    near(watched(NO_OUTLOOK, 2.5, 3, 1000).sun, 2.5);
  });
  it('the sun of the last seconds and of the best time, which fades over hours; less than none is none', () => {
    const clear = sun(3, 600);
    near(clear.bestSun, 3);
    near(clear.sun, 3);
    const later = sun(-1, 7200, clear);
    near(later.bestSun, 3 * Math.exp(-1));
    near(later.sun, 0);
  });
});

describe('outlook: what it says', () => {
  it('nothing in its first ten minutes, nor of a sun never watched', () => {
    assert.equal(outlookOf(sun(3, 598), LEAST_W, NET_EVEN), null);
    assert.notEqual(outlookOf(sun(3, 600), LEAST_W, NET_EVEN), null);
    assert.equal(outlookOf(undefined, LEAST_W, NET_EVEN), null);
  });
  it('a clear hour is worth a start, a dull one is not worth going on', () => {
    for (const leastW of [1311, 3933]) {
      for (const powers of [1.3, 2, 4, 9]) assert.ok(says(sun(powers, 3600), leastW) >= 1, `${powers} × ${leastW} W`);
      for (const powers of [-2, 0, 0.2]) assert.ok(says(sun(powers, 3600), leastW) <= 0, `${powers} × ${leastW} W`);
    }
  });
  it('a young view counts as far as it was seen: a steady sun says the same after ten minutes as after hours', () => {
    assert.ok(says(sun(3, 600)) >= 1 && says(sun(0, 600)) <= 0);
  });
  it('a mean counts by the part of its span that has been seen', () => {
    const view = (seenS: number): Outlook => {
      const seen = (spanS: number): number => 1 - Math.exp(-seenS / spanS);
      const means = SPANS_S.map((spanS, k) => (k / 8) * seen(spanS));
      return { ...NO_OUTLOOK, seenS, means, sun: 2 * seen(15), bestSun: 2, worthIt: true, sideS: 60 };
    };
    near(says(view(600)), says(view(1e9)));
  });
  it('what is far out of the ordinary counts no more than what is at its edge', () => {
    const view = (mean: number): Outlook => {
      const means = SPANS_S.map(() => mean);
      return { ...NO_OUTLOOK, seenS: 1e9, means, sun: 2, bestSun: 2, worthIt: true, sideS: 60 };
    };
    near(says(view(-5)), says(view(-1)));
    near(says(view(7)), says(view(2)));
    assert.notEqual(says(view(1)), says(view(2)));
  });
  it('how much of the best sun is there now counts', () => {
    const view = (sunNow: number): Outlook => {
      const means = SPANS_S.map(() => 1);
      return { ...NO_OUTLOOK, seenS: 1e9, means, sun: sunNow, bestSun: 2, worthIt: true, sideS: 60 };
    };
    assert.notEqual(says(view(0.5)), says(view(2)));
    near(says(view(4)), says(view(3)));
  });
  it('a passing cloud ends no charge; one that stays does, and soon', () => {
    const clear = sun(2, 3600);
    assert.ok(says(sun(0.2, 20, clear)) > 0, 'after 20 s');
    assert.ok(says(sun(0.2, 600, clear)) <= 0, 'after ten minutes');
  });
  it('a gap in the clouds starts nothing at once; one that stays does', () => {
    const dull = sun(0.2, 3600);
    assert.ok(says(sun(1.5, 4, dull)) < 1, 'after 4 s');
    assert.ok(says(sun(1.5, 600, dull)) >= 1, 'after ten minutes');
  });
  it('what hardly carries half the minimum is left alone, whatever the sky did before', () => {
    assert.ok(says(sun(0.4, 7200, sun(1.2, 3600))) <= 0);
    assert.ok(says(sun(0.4, 3600, sun(-1, 3600))) <= 0);
  });
  it('where the grid counts thrice, what pays otherwise may not', () => {
    const under = (powers: number): number => {
      let outlook = NO_OUTLOOK;
      const worth = powers >= 1 ? powers : 4 * powers - 3;
      for (let s = 0; s < 3600; s += 2) outlook = watched(outlook, worth, 3, 2);
      return outlookOf(outlook, LEAST_W, NET_STRICT) ?? Number.NaN;
    };
    for (const powers of [1.3, 2, 4, 9]) assert.ok(under(powers) >= 1, `${powers}`);
    for (const powers of [0, 0.2, 0.5, 0.7]) assert.ok(under(powers) <= 0, `${powers}`);
    assert.ok(says(sun(0.7, 3600)) > 0, 'which pays where it counts once');
  });
});
