import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Seat } from '../../../core/control/seat.js';
import { byOutlook, type Outlooks, watchedBy, wayName, waysOf } from '../../../core/control/sun/one-car.js';
import { NET_EVEN } from '../../../core/control/sun/outlook-net.js';
import { presetNumbers } from '../../../core/control/sun/presets.js';
import type { Sky } from '../../../core/control/sun/worth.js';
import { takeSeat } from '../../../core/control/take-seat.js';
import type { ChargerFacts } from '../../../core/model/charger.js';
import type { Preset } from '../../../core/model/mode.js';
import { monoMs } from '../../../core/model/units.js';
import { chargerFacts, House, NO_BATTERY, siteFacts } from './house.js';

const LEAST_W = 5.7 * 230;
const SWITCHING: Partial<ChargerFacts> = { phases: [1, 2, 3], phaseSwitching: 'on' };

function car(facts: Partial<ChargerFacts> = { phases: [1] }): Seat {
  const house = new House(siteFacts({ chargers: [chargerFacts('a', facts)] }));
  house.plugIn('a');
  return takeSeat(house.state, house.charger('a'), house.now, house.now.monoMs);
}
const sky = (surplusW: number, over: Partial<Sky> = {}, preset: Preset = 'balanced'): Sky => ({
  numbers: presetNumbers(preset, 1),
  voltageV: 230,
  surplusW,
  past: [],
  driftW: 0,
  allRest: false,
  battery: NO_BATTERY,
  ...over,
});
/** So much surplus for so long, by samples of 2 s. */
function under(surplusW: number, forS: number, seat: Seat, before: Outlooks = {}): Outlooks {
  let outlooks = before;
  for (let s = 0; s < forS; s += 2) outlooks = watchedBy(outlooks, [seat], sky(surplusW), 2);
  return outlooks;
}
const asked = (
  outlooks: Outlooks,
  seat: Seat,
  running: readonly Seat[],
  given: Sky,
  fits: (way: Seat) => boolean = () => true,
): string | undefined => byOutlook(outlooks, [seat], running, given, fits)?.map(wayName).join();

describe('one car: watching the sun', () => {
  it('for each way it can be charged, at each fresh sample', () => {
    const one = watchedBy({}, [car()], sky(LEAST_W), 2);
    assert.deepEqual(Object.keys(one), ['a/1 ×1']);
    assert.deepEqual(Object.keys(watchedBy({}, [car(SWITCHING)], sky(LEAST_W), 2)), ['a/1 ×1', 'a/3 ×1']);
    assert.equal(watchedBy(one, [car()], sky(0), 0), one, 'no sample, no news');
    assert.equal(watchedBy(one, [car()], sky(0), 2)['a/1 ×1']?.seenS, 4);
  });
  it('in least powers of that way: three phases need three times the sun', () => {
    const { 'a/1 ×1': one, 'a/3 ×1': three } = under(3 * LEAST_W, 60, car(SWITCHING));
    assert.ok(one && three);
    assert.ok(Math.abs(one.bestSun - 15.7 / 5.7) < 1e-6, 'as far as the car can take it');
    assert.ok(Math.abs(three.bestSun - 1) < 1e-6);
    assert.ok((one.means[0] ?? 0) > 2.7 && Math.abs((three.means[0] ?? 0) - 1) < 1e-3);
  });
  it('anew when the grid is weighed otherwise: what was seen was worth something else', () => {
    const seat = car();
    const clear = under(3000, 3600, seat);
    assert.equal(asked(clear, seat, [], sky(3000, {}, 'strict')), undefined);
    assert.deepEqual(Object.keys(watchedBy(clear, [seat], sky(3000, {}, 'strict'), 2)), ['a/1 ×3']);
  });
  it('not for several cars, nor where the preset weighs by regret alone', () => {
    assert.deepEqual(watchedBy({}, [car(), car()], sky(0), 2), {});
    assert.deepEqual(watchedBy({}, [], sky(0), 2), {});
    for (const preset of ['gentle', 'literal'] as const)
      assert.deepEqual(watchedBy({}, [car()], sky(0, {}, preset), 2), {}, preset);
  });
});

describe('one car: start and pause', () => {
  it('has no say before it has seen enough, for several, or where the preset has none', () => {
    const seat = car();
    const clear = under(3000, 3600, seat);
    assert.equal(asked(under(3000, 300, seat), seat, [], sky(3000)), undefined);
    assert.equal(
      byOutlook(clear, [seat, car()], [], sky(3000), () => true),
      null,
    );
    assert.equal(
      byOutlook(clear, [], [], sky(3000), () => true),
      null,
    );
    assert.equal(asked(clear, seat, [], sky(3000, {}, 'gentle')), undefined);
  });
  it('nor as long as one of its ways has not been seen: another car may switch where the last one did not', () => {
    const three = waysOf(car(SWITCHING)).slice(1);
    assert.equal(asked(under(9000, 3600, car()), car(SWITCHING), three, sky(9000)), undefined);
  });
  it('starts in the sun and pauses without it', () => {
    const seat = car();
    assert.equal(asked(under(3000, 3600, seat), seat, [], sky(3000)), 'a/1');
    assert.equal(asked(under(200, 3600, seat), seat, [], sky(200)), '');
    assert.equal(asked(under(200, 3600, seat), seat, [seat], sky(200)), '');
    assert.equal(asked(under(3000, 3600, seat), seat, [seat], sky(3000)), 'a/1');
  });
  it('goes on between the two, whether it charges or rests', () => {
    const seat = car();
    const limits = { net: NET_EVEN, startsAt: 99, pausesAt: -99 };
    const between = sky(3000, { numbers: { ...presetNumbers('balanced', 1), outlook: limits } });
    assert.equal(asked(under(3000, 3600, seat), seat, [], between), '');
    assert.equal(asked(under(200, 3600, seat), seat, [seat], between), 'a/1');
  });
  it('of the ways worth a start it takes the one that is worth most now, if the fuse has room for it', () => {
    const seat = car(SWITCHING);
    const [one, three] = waysOf(seat);
    assert.ok(one && three);
    const clear = under(9000, 3600, seat);
    assert.equal(asked(clear, seat, [], sky(9000)), 'a/3');
    assert.equal(
      asked(clear, seat, [], sky(9000), (way) => way.on.length === 1),
      'a/1',
    );
    assert.equal(
      asked(clear, seat, [], sky(9000), () => false),
      '',
    );
    assert.equal(asked(under(2000, 3600, seat), seat, [], sky(2000)), 'a/1');
  });
  it('on three phases it pauses only when one phase would not be worth it either', () => {
    const seat = car(SWITCHING);
    const three = waysOf(seat).slice(1);
    assert.equal(asked(under(2000, 3600, seat), seat, three, sky(2000)), 'a/3');
    assert.equal(asked(under(200, 3600, seat), seat, three, sky(200)), '');
  });
});

describe('one car: what the sun is expected to do', () => {
  it('counts for the ten minutes to come', () => {
    const seat = car();
    const past = [{ at: monoMs(0), value: 200, count: 1 }];
    const dull = under(200, 3600, seat);
    assert.equal(asked(dull, seat, [], sky(200, { past, driftW: 3000 })), 'a/1');
    const clear = under(2000, 3600, seat);
    const sunny = [{ at: monoMs(0), value: 2000, count: 1 }];
    assert.equal(asked(clear, seat, [seat], sky(2000, { past: sunny, driftW: -1900 })), '');
  });
});
