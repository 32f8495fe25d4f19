import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { failSafe } from '../../../core/control/fuse/fail-safe.js';
import type { ChargerState } from '../../../core/control/site-state.js';
import { takeSeat } from '../../../core/control/take-seat.js';
import type { Mode } from '../../../core/model/mode.js';
import { amps, monoMs } from '../../../core/model/units.js';
import { chargerFacts, House, siteFacts } from './house.js';

function charging(mode: Mode, over: Parameters<typeof siteFacts>[0] = {}): House {
  const house = new House(siteFacts({ chargers: [chargerFacts('a', { mode })], ...over }));
  house.plugIn('a');
  house.grid(-3000, -3000, -3000);
  house.cycle();
  return house;
}
const told = (house: House): readonly [number, string] => {
  const { limitA, because } = house.decision('a');
  return [limitA, because.code];
};

describe('fail-safe: the grid meter falls silent', () => {
  it('FAST keeps to the static share, fuse less reserve', () => {
    const house = charging('FAST', { reserveA: amps(14) });
    house.wait(11);
    assert.deepEqual(told(house), [11, 'no-meter-fast']);
  });
  it('what a charger that cannot be reached may draw is not shared out', () => {
    const house = new House(siteFacts({ chargers: [chargerFacts('a'), chargerFacts('b', { limitA: amps(7) })] }));
    house.plugIn('a');
    house.plugIn('b');
    house.grid(0, 0, 0);
    house.cycle();
    house.tell({ kind: 'disconnected', chargerId: 'b' });
    house.wait(11);
    assert.deepEqual(told(house), [25 - 10 - 7, 'no-meter-fast']);
  });
  it('ECO charges at the minimum', () => {
    const house = charging('ECO');
    house.wait(11);
    assert.deepEqual(told(house), [6, 'no-meter-eco']);
  });
  it('ECO+ pauses, or takes the safe current if the user prefers', () => {
    const house = charging('ECO+');
    house.wait(11);
    assert.deepEqual(told(house), [0, 'no-meter-eco-plus']);
    const safe = charging('ECO+', { meterLostEcoPlus: 'safe' });
    safe.wait(11);
    assert.deepEqual(told(safe), [6, 'no-meter-safe']);
  });
  it('of one that was never set up ECO+ says so', () => {
    const house = charging('ECO+', { meters: [] });
    house.wait(11);
    assert.deepEqual(told(house), [0, 'no-grid-meter']);
  });
  it('not before three periods and ten seconds', () => {
    const house = charging('FAST', { reserveA: amps(14) });
    house.pass(9);
    assert.equal(told(house)[1], 'fast-charger-limit');
  });
  it('resumes by itself with the next value', () => {
    const house = charging('FAST', { reserveA: amps(14) });
    house.status('a', 'Charging');
    house.wait(11);
    house.grid(300, 300, 300);
    assert.deepEqual(told(house), [11, 'pace-raise'], 'ten seconds between raises');
    house.pass(10);
    house.grid(300, 300, 300);
    assert.deepEqual(told(house), [16, 'fast-charger-limit']);
  });
  it('a meter slower than configured is known by its own pace, and one outage does not stretch it', () => {
    const house = charging('ECO');
    for (const gapS of [10, 10, 10, 10]) {
      house.pass(gapS);
      house.grid(-3000, -3000, -3000);
      house.cycle();
    }
    house.wait(25);
    assert.notEqual(told(house)[1], 'no-meter-eco');
    house.wait(100);
    house.grid(-3000, -3000, -3000);
    house.cycle();
    house.wait(31);
    assert.equal(told(house)[1], 'no-meter-eco');
  });
  it('a meter that says it is in trouble is silent after ten seconds: a gateway that is busy for three pauses no car', () => {
    const house = charging('ECO');
    house.tell({ kind: 'meter-trouble', meterId: 'grid', role: 'grid', what: 'CRC error' });
    assert.notEqual(told(house)[1], 'no-meter-eco');
    house.wait(10);
    assert.notEqual(told(house)[1], 'no-meter-eco');
    house.wait(0.1);
    assert.equal(told(house)[1], 'no-meter-eco');
  });
  it('a hub that stood still for twenty seconds did not hear it: its silence begins when the hub goes on', () => {
    const house = charging('ECO');
    house.wait(3);
    house.pass(20);
    assert.notEqual(told(house)[1], 'no-meter-eco');
    house.wait(7);
    assert.notEqual(told(house)[1], 'no-meter-eco');
    house.wait(1);
    assert.equal(told(house)[1], 'no-meter-eco');
  });
  it('one that stands still again and again, or for more than a minute, does not make it young', () => {
    const often = charging('ECO');
    for (const standsS of [6, 6, 6]) {
      often.pass(standsS);
      often.cycle();
    }
    assert.equal(told(often)[1], 'no-meter-eco');
    const long = charging('ECO');
    long.pass(61);
    assert.equal(told(long)[1], 'no-meter-eco');
  });
  it('a meter missing at start: the site opens, FAST takes the static share', () => {
    const house = new House(siteFacts({ reserveA: amps(15) }));
    house.plugIn('a');
    assert.deepEqual(told(house), [10, 'no-meter-fast']);
  });
  it('frozen while the car’s own power changed counts as silent', () => {
    const house = charging('ECO');
    house.status('a', 'Charging');
    for (let t = 0; t < 80; t += 2) {
      house.pass(2);
      house.draws('a', t < 20 ? [0, 0, 0] : [5.7, 5.7, 5.7]);
      house.grid(1000, 1000, 1000);
      house.cycle();
    }
    assert.equal(told(house)[1], 'no-meter-eco');
  });
  it('the same value for minutes is no fault when nothing changed', () => {
    const house = charging('ECO');
    for (let t = 0; t < 200; t += 2) {
      house.pass(2);
      house.grid(-1000, -1000, -1000);
      house.cycle();
    }
    assert.notEqual(told(house)[1], 'no-meter-eco');
  });
  it('absurd values and NaN are refused at the door', () => {
    const house = charging('ECO');
    const before = house.state;
    house.grid(Number.NaN, 0, 0);
    house.grid(5e9, 0, 0);
    assert.equal(house.state, before);
  });
});

describe('fail-safe: the smaller of what was decided and the safe current', () => {
  const kept = (limitA: number, wallClockPlausible: boolean): number | undefined => {
    const house = charging('ECO+', { meterLostEcoPlus: 'safe' });
    const now = { ...house.now, wallClockPlausible };
    const seat = takeSeat(house.state, house.charger('a'), now, now.monoMs);
    return failSafe(house.state, seat, limitA, false, now)?.limitA;
  };
  it('by a clock that cannot be believed', () => assert.deepEqual([kept(4, false), kept(10, false)], [4, 6]));
  it('without a meter', () => assert.deepEqual([kept(4, true), kept(10, true)], [4, 6]));
});

describe('fail-safe: chargers', () => {
  it('offline: the larger of its last limit and the safe current that it was told', () => {
    const house = charging('FAST');
    const offline = (liveA: number, safeA: number | null): number | undefined => {
      const own = house.charger('a');
      const { live } = own.profiles;
      const safe = safeA === null ? null : { limitA: amps(safeA), setAt: monoMs(0) };
      const profiles = { ...own.profiles, live: live && { ...live, limitA: amps(liveA) }, safe };
      const charger: ChargerState = { ...own, connected: false, profiles };
      const seat = takeSeat(house.state, charger, house.now, house.now.monoMs);
      return failSafe(house.state, seat, 16, true, house.now)?.limitA;
    };
    assert.deepEqual([offline(12, 9), offline(7, 9), offline(4, null)], [12, 9, 6]);
  });
  it('offline: its last limit and the safe default are counted in the fuse until it is back', () => {
    const house = new House(siteFacts({ chargers: [chargerFacts('a'), chargerFacts('b')] }));
    for (const id of ['a', 'b']) house.plugIn(id);
    house.grid(230, 230, 230);
    house.cycle();
    const sharedA = house.liveA('a') ?? 0;
    assert.equal(sharedA, 12, '25 − 0.5 − 1 A: 12 and 11');
    house.tell({ kind: 'disconnected', chargerId: 'a' });
    house.pass(2);
    house.grid(230, 230, 230);
    const { decisions } = house.cycle();
    assert.equal(decisions.find((one) => one.chargerId === 'a')?.because.code, 'offline');
    assert.equal(decisions.find((one) => one.chargerId === 'b')?.limitA, 11, 'what 12 A for the other leave');
  });
  it('offline: nothing is sent, and nothing stale comes after', () => {
    const house = charging('FAST');
    house.tell({ kind: 'disconnected', chargerId: 'a' });
    house.pass(200);
    house.grid(0, 0, 0);
    assert.deepEqual(house.cycle().commands, [], 'not even the renewal that is due');
  });
  it('reconnected: every profile is set again whatever we believe', () => {
    const house = charging('FAST');
    house.tell({ kind: 'disconnected', chargerId: 'a' });
    house.connect('a');
    house.grid(0, 0, 0);
    assert.deepEqual(
      house.cycle().commands.map((one) => one.kind),
      ['set-max-limit', 'set-safe-limit', 'set-limit'],
    );
  });
  it('a hub that comes back goes on with a car that charges instead of pausing it', () => {
    const house = new House(siteFacts({ chargers: [chargerFacts('a', { mode: 'ECO+' })] }));
    house.connect('a');
    house.status('a', 'Charging');
    house.begin('a', 'SURPLUG', 'unknown');
    house.grid(-1000, -1000, -1000);
    assert.equal(house.decision('a').limitA, 6);
  });
  it('the clock is not plausible: the safe current, and no timer', () => {
    const house = charging('FAST');
    house.wallClockPlausible = false;
    assert.deepEqual(told(house), [6, 'clock-unset']);
    const dark = new House(siteFacts({ chargers: [chargerFacts('a', { mode: 'ECO+' })] }));
    dark.connect('a');
    dark.status('a', 'Preparing');
    dark.grid(300, 300, 300);
    dark.wallClockPlausible = false;
    assert.deepEqual(told(dark), [0, 'eco-plus-waiting'], 'it waits for the sun, not for the clock');
  });
  it('the wall clock stepped: the live profile is set again', () => {
    const house = charging('FAST');
    house.cycle();
    house.tell({ kind: 'clock-stepped', byMs: 3_600_000 });
    assert.deepEqual(
      house.cycle().commands.map((one) => one.kind),
      ['set-limit'],
    );
  });
});

describe('fail-safe: proof of obedience', () => {
  function disobedient(): House {
    const house = charging('FAST');
    house.wish('a', { limitA: amps(6) });
    house.cycle();
    house.status('a', 'Charging');
    house.pass(20);
    house.draws('a', [15.7, 15.7, 15.7]);
    house.pass(10);
    return house;
  }
  it('one sample too high is not yet a sentence, two are', () => {
    const house = disobedient();
    assert.equal(house.charger('a').disobedience.level, 0);
    house.draws('a', [15.7, 15.7, 15.7]);
    assert.equal(house.charger('a').disobedience.level, 1);
  });
  it('is told the profile again, then stopped, then a fault; the fuse counts what it draws', () => {
    const house = disobedient();
    house.draws('a', [15.7, 15.7, 15.7]);
    house.grid(3600, 3600, 3600);
    assert.deepEqual(
      house.cycle().commands.map((one) => one.kind),
      ['set-limit'],
    );
    for (let t = 0; t < 70; t += 10) {
      house.pass(10);
      house.draws('a', [15.7, 15.7, 15.7]);
      house.grid(3600, 3600, 3600);
      house.cycle();
    }
    assert.equal(house.charger('a').disobedience.level, 3);
    assert.ok(house.commands.some((one) => one.kind === 'stop-transaction'));
    assert.equal(house.decision('a').because.code, 'not-obeying');
  });
  it('a slow car that takes a minute to come down is not convicted, nor stopped', () => {
    const house = charging('FAST');
    house.wish('a', { limitA: amps(6) });
    house.cycle();
    house.status('a', 'Charging');
    for (let drawA = 15.7; drawA > 5.7; drawA -= 0.8) {
      house.pass(5);
      house.draws('a', [drawA, drawA, drawA]);
      house.grid(drawA * 230, drawA * 230, drawA * 230);
      house.cycle();
      assert.equal(house.charger('a').disobedience.level, 0, `${drawA} A`);
    }
    assert.ok(house.commands.every((one) => one.kind !== 'stop-transaction'));
  });
  it('one sample within its offer acquits', () => {
    const house = disobedient();
    house.draws('a', [15.7, 15.7, 15.7]);
    house.pass(10);
    house.draws('a', [5.7, 5.7, 5.7]);
    assert.equal(house.charger('a').disobedience.level, 0);
  });
});
