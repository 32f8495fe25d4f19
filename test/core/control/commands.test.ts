import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { amps, seconds } from '../../../core/model/units.js';
import { chargerFacts, House, siteFacts } from './house.js';

const kinds = (house: House): readonly string[] => house.cycle().commands.map((one) => one.kind);
function running(over: Parameters<typeof siteFacts>[0] = {}): House {
  const house = new House(siteFacts(over));
  house.plugIn('a');
  house.grid(300, 300, 300);
  house.cycle();
  house.status('a', 'Charging');
  return house;
}
const quiet = (house: House, s: number): void => {
  for (let t = 0; t < s; t += 2) {
    house.pass(2);
    const drawA = Math.max(0, (house.liveA('a') ?? 0) - 0.3);
    house.draws('a', [drawA, drawA, drawA]);
    house.grid(drawA * 230 + 300, drawA * 230 + 300, drawA * 230 + 300);
    house.cycle();
  }
};

describe('commands: profiles (control.md 4)', () => {
  it('the hard limit first, then the safe one, then the live one that ends by itself', () => {
    const house = new House(siteFacts());
    house.plugIn('a');
    house.grid(300, 300, 300);
    const { commands } = house.cycle();
    assert.deepEqual(
      commands.map((one) => one.kind),
      ['set-max-limit', 'set-safe-limit', 'set-limit'],
    );
    const live = commands[2];
    assert.ok(live?.kind === 'set-limit' && live.durationS === 300 && live.transactionId === 1);
  });
  it('nothing is said twice', () => {
    assert.deepEqual(kinds(running()), []);
  });
  it('the live limit is renewed before half of its life is gone', () => {
    const house = running();
    const before = house.commands.length;
    quiet(house, 140);
    assert.equal(house.commands.length, before);
    quiet(house, 10);
    assert.equal(house.commands.length, before + 1);
  });
  it('a user’s limit becomes the hard limit', () => {
    const house = running();
    house.wish('a', { limitA: amps(10) });
    assert.deepEqual(
      house.cycle().commands.map((one) => [one.kind, 'limitA' in one ? one.limitA : null]),
      [
        ['set-limit', 10],
        ['set-max-limit', 10],
      ],
    );
  });
  it('before the transaction is known there is no live limit: the safe current carries the first seconds', () => {
    const house = new House(siteFacts());
    house.connect('a');
    house.status('a', 'Preparing');
    house.grid(300, 300, 300);
    assert.deepEqual(kinds(house), ['set-max-limit', 'set-safe-limit', 'start-transaction']);
  });
  it('with two TxDefaultProfiles it can be set before', () => {
    const house = new House(siteFacts());
    house.connect('a', { liveProfile: 'TxDefaultProfile' });
    house.status('a', 'Preparing');
    house.grid(300, 300, 300);
    assert.ok(kinds(house).includes('set-limit'));
  });
  it('a charger without smart charging is only started and stopped', () => {
    const house = new House(siteFacts());
    house.connect('a', { smartCharging: false });
    house.status('a', 'Preparing');
    house.grid(300, 300, 300);
    assert.deepEqual(kinds(house), ['start-transaction']);
  });
});

describe('commands: answers', () => {
  it('what is pending is not asked again, but a reduction may overtake', () => {
    const house = running();
    house.answer = () => null;
    house.wish('a', { limitA: amps(12) });
    assert.deepEqual(kinds(house), ['set-limit', 'set-max-limit']);
    assert.deepEqual(kinds(house), []);
    house.wish('a', { limitA: amps(8) });
    assert.deepEqual(kinds(house), ['set-limit']);
  });
  it('a refused limit is tried again, ever more rarely', () => {
    const house = running();
    house.answer = (command) => ({ result: command.kind === 'set-limit' ? 'refused' : 'accepted', detail: 'Rejected' });
    house.wish('a', { limitA: amps(8) });
    house.cycle();
    const limits = (): number => house.commands.filter((one) => one.kind === 'set-limit').length;
    const tries = (s: number): number => {
      const before = limits();
      for (let t = 0; t < s; t++) {
        house.pass(1);
        house.cycle();
      }
      return limits() - before;
    };
    assert.equal(tries(4), 0);
    assert.equal(tries(26), 2, 'after 5 s and after 10 s more');
    assert.ok(tries(600) <= 6);
    assert.ok(
      house.commands.some((one) => one.kind === 'stop-transaction' && one.pause),
      'a limit below what it draws can only be kept by ending the charge',
    );
  });
  it('a start that shows no effect is asked again after half a minute', () => {
    const house = new House(siteFacts());
    house.connect('a');
    house.status('a', 'Preparing');
    house.grid(300, 300, 300);
    house.cycle();
    house.pass(20);
    assert.deepEqual(kinds(house), []);
    house.pass(11);
    assert.deepEqual(kinds(house), ['start-transaction']);
  });
});

describe('commands: a charger that does not pause at 0 A', () => {
  it('is paused by ending the transaction, and started again when there is sun', () => {
    const chargers = [chargerFacts('a', { mode: 'ECO+' })];
    const house = new House(siteFacts({ chargers, meterLostEcoPlus: 'pause' }));
    house.connect('a', { zeroPauses: false });
    house.status('a', 'Preparing');
    house.grid(300, 300, 300);
    assert.ok(!kinds(house).includes('start-transaction'), 'no sun, no start');
    for (let t = 0; t < 40; t += 2) {
      house.pass(2);
      house.grid(-2000, -2000, -2000);
      house.cycle();
    }
    assert.ok(house.commands.some((one) => one.kind === 'start-transaction'));
    const id = house.begin('a');
    house.pass(2);
    house.grid(-2000, -2000, -2000);
    house.cycle();
    house.status('a', 'Charging');
    for (let t = 0; t < 400 && !house.commands.some((one) => one.kind === 'stop-transaction'); t += 2) {
      house.pass(2);
      const drawA = (house.liveA('a') ?? 6) - 0.3;
      house.draws('a', [drawA, drawA, drawA]);
      house.grid(drawA * 230 + 300, drawA * 230 + 300, drawA * 230 + 300);
      house.cycle();
    }
    assert.ok(house.commands.some((one) => one.kind === 'stop-transaction' && one.transactionId === id));
    house.tell({ kind: 'transaction-ended', chargerId: 'a', transactionId: id, reason: 'Remote' });
    assert.equal(house.charger('a').finished, false, 'a pause of ours is not the end of the charge');
    const nothing = house.commands.filter((one) => one.kind === 'set-limit' && one.limitA === 0);
    assert.deepEqual(nothing, [], 'it is never told 0 A');
  });
});

describe('pace: the write budget', () => {
  it('is never overdrawn by the sun, renewals counted', () => {
    const chargers = [chargerFacts('a', { mode: 'ECO', phases: [1] })];
    const house = new House(siteFacts({ phases: 1, chargers, writesPerHour: 40, profileDurationS: seconds(300) }));
    house.plugIn('a');
    house.status('a', 'Charging');
    const writes: number[] = [];
    for (let t = 0; t < 7200; t += 2) {
      house.pass(2);
      const drawA = Math.max(0, (house.liveA('a') ?? 0) - 0.3);
      house.draws('a', [drawA]);
      house.grid(drawA * 230 - (t % 60 < 30 ? 3400 : 1500));
      const sent = house.cycle().commands.filter((one) => one.kind === 'set-limit').length;
      for (let k = 0; k < sent; k++) writes.push(t);
    }
    const worst = Math.max(...writes.map((end) => writes.filter((t) => t > end - 3600 && t <= end).length));
    assert.ok(worst <= 40, `${worst} writes in an hour`);
    assert.ok(worst >= 30, `only ${worst}: the budget is there to be used`);
  });
  it('reductions for the fuse are exempt', () => {
    const house = running({ writesPerHour: 20, chargers: [chargerFacts('a', { phases: [1, 2, 3] })] });
    for (let t = 0; t < 1200; t += 10) {
      house.pass(10);
      const drawA = Math.max(0, (house.liveA('a') ?? 0) - 0.3);
      house.draws('a', [drawA, drawA, drawA]);
      house.grid(drawA * 230 + 300, drawA * 230 + 300, drawA * 230 + 300 + (t % 400 === 0 ? 3000 : 0));
      const { decisions } = house.cycle();
      if (t % 400 === 0)
        assert.ok((decisions[0]?.limitA ?? 99) <= 10, 'the house switches on, the car is lowered at once');
    }
  });
  it('raises come at least ten seconds after the last limit', () => {
    const chargers = [chargerFacts('a', { mode: 'ECO', phases: [1] })];
    const house = new House(siteFacts({ phases: 1, chargers }));
    house.plugIn('a');
    house.status('a', 'Charging');
    let lastAt = Number.NEGATIVE_INFINITY;
    for (let t = 0; t < 300; t += 1) {
      house.pass(1);
      const before = house.liveA('a') ?? 0;
      const drawA = Math.max(0, before - 0.3);
      house.draws('a', [drawA]);
      house.grid(drawA * 230 - (1500 + ((t * 37) % 1700)));
      const raised = house.cycle().commands.find((one) => one.kind === 'set-limit');
      if (raised?.kind !== 'set-limit') continue;
      if (before > 0 && raised.limitA > before) assert.ok(t - lastAt >= 10, `${t - lastAt} s`);
      if (raised.limitA !== before) lastAt = t;
    }
  });
  it('a charger that tripped when lowered is lowered by the sun in steps it can follow, by the fuse at once', () => {
    const chargers = [chargerFacts('a', { mode: 'ECO', phases: [1], maxA: amps(32) })];
    const house = new House(siteFacts({ phases: 1, chargers, fuseA: amps(63) }));
    house.plugIn('a');
    house.status('a', 'Charging');
    const sun = (watts: number, other = 0): void => {
      house.pass(2);
      const drawA = Math.max(0, (house.liveA('a') ?? 0) - 0.3);
      house.draws('a', [drawA]);
      house.grid(drawA * 230 - watts + other);
      house.cycle();
    };
    for (let t = 0; t < 60; t += 2) sun(7000);
    const highA = house.liveA('a') ?? 0;
    assert.ok(highA >= 29);
    sun(1500);
    assert.equal(house.liveA('a'), 7);
    house.pass(6);
    house.status('a', 'Faulted', 'OverCurrentFailure');
    assert.equal(house.charger('a').car.tripsOnLowering, true);
    house.status('a', 'Charging');
    for (let t = 0; t < 60; t += 2) sun(7000);
    sun(1500);
    const first = house.liveA('a') ?? 0;
    assert.ok(first >= (highA - 0.3) / 1.1 - 1 && first < highA, `${first}`);
    for (let t = 0; t < 200; t += 2) sun(1500);
    assert.ok((house.liveA('a') ?? 99) <= 7, 'it gets there');
    for (let t = 0; t < 60; t += 2) sun(7000);
    sun(1500, 12_000);
    assert.ok((house.liveA('a') ?? 99) <= 12, 'the fuse does not wait');
  });
});
