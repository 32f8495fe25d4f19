import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Mode } from '../../../core/model/mode.js';
import { amps, wallMs } from '../../../core/model/units.js';
import { chargerFacts, House, siteFacts } from './house.js';

/** One charger, settled: charging at `offeredA`, drawing 0.3 A less. */
function settled(mode: Mode, offeredA: number, over: Parameters<typeof chargerFacts>[1] = {}, phases = 3): House {
  const map = phases === 3 ? ([1, 2, 3] as const) : ([1] as const);
  const house = new House(siteFacts({ chargers: [chargerFacts('a', { mode, phases: map, ...over })] }));
  house.plugIn('a');
  const transactionId = house.charger('a').transaction?.transactionId ?? 0;
  const command = {
    kind: 'set-limit',
    chargerId: 'a',
    limitA: amps(offeredA),
    durationS: house.state.facts.profileDurationS,
    transactionId,
  } as const;
  house.tell({ kind: 'command-sent', chargerId: 'a', command });
  house.tell({ kind: 'command-answered', chargerId: 'a', command, outcome: { result: 'accepted' } });
  if (offeredA > 0) house.status('a', 'Charging');
  house.pass(60);
  if (offeredA > 0) house.draws('a', new Array(phases).fill(offeredA - 0.3));
  return house;
}
const SURPLUS = (watts: number, offeredA: number, phases: number): readonly number[] => {
  const gridW = offeredA > 0 ? (offeredA - 0.3) * 230 * phases - watts : -watts;
  return [gridW / 3, gridW / 3, gridW / 3];
};
const decided = (house: House, surplusW: number, offeredA: number, phases = 3): { A: number; code: string } => {
  house.grid(...SURPLUS(surplusW, offeredA, phases));
  const decision = house.decision('a');
  return { A: decision.limitA, code: decision.because.code };
};
/** Lets the same surplus stand for a while, a sample every 2 s, the charger doing as told. */
function stand(house: House, surplusW: number, s: number, phases = 3): void {
  for (let t = 0; t < s; t += 2) {
    house.pass(2);
    const offeredA = house.liveA('a') ?? 0;
    const charging = house.charger('a').status === 'Charging';
    if (offeredA > 0 && !charging) house.status('a', 'Charging');
    if (offeredA === 0 && charging) house.status('a', 'SuspendedEVSE');
    house.draws('a', new Array(phases).fill(offeredA > 0 ? offeredA - 0.3 : 0));
    house.grid(...SURPLUS(surplusW, offeredA, phases));
    house.cycle();
  }
}

describe('FAST', () => {
  it('gives the charger’s limit, whatever the sun', () => {
    assert.deepEqual(decided(settled('FAST', 16), -2000, 16), { A: 16, code: 'fast-charger-limit' });
  });
  it('gives the user’s limit where it is smaller, and says so', () => {
    const house = settled('FAST', 16);
    house.wish('a', { limitA: amps(10) });
    house.grid(3000, 3000, 3000);
    const decision = house.decision('a');
    assert.equal(decision.limitA, 10);
    assert.deepEqual(decision.sources, ['user-limit']);
  });
  it('an outside limit binds until its time, and no longer', () => {
    const house = settled('FAST', 16);
    house.wish('a', {
      externalLimit: { name: 'grid operator', currentA: amps(8), untilAt: wallMs(house.now.wallMs + 60_000) },
    });
    assert.deepEqual(decided(house, -2000, 16), { A: 8, code: 'external-limit' });
    house.pass(61);
    house.draws('a', [7.7, 7.7, 7.7]);
    assert.equal(decided(house, -2000, 8).A, 16);
  });
  it('takes only what the fuse leaves, and names the phase', () => {
    const house = settled('FAST', 16);
    house.grid(15.7 * 230 + 500, 15.7 * 230 + 3000, 15.7 * 230);
    const decision = house.decision('a');
    assert.equal(decision.limitA, 11, '25 − 0.5 − 13.04 A');
    assert.deepEqual(decision.because, { code: 'fast-main-fuse', numbers: { currentA: 11, fuseA: 25, phase: 2 } });
  });
});

describe('ECO', () => {
  it('never stops for lack of sun: the minimum', () => {
    assert.deepEqual(decided(settled('ECO', 6), -1500, 6), { A: 6, code: 'eco-minimum' });
  });
  it('follows the surplus above the minimum, to the nearest step', () => {
    const house = settled('ECO', 10);
    assert.deepEqual(decided(house, 12.6 * 690, 10), { A: 13, code: 'eco-surplus' });
    const other = settled('ECO', 10);
    assert.equal(decided(other, 11.9 * 690, 10).A, 12);
  });
  it('the fuse can still stop it', () => {
    const house = settled('ECO', 6);
    house.grid(5.7 * 230, 5.7 * 230 + 4600, 5.7 * 230);
    assert.deepEqual([house.decision('a').limitA, house.decision('a').because.code], [0, 'fuse-pause']);
  });
});

describe('ECO+', () => {
  it('waits without sun', () => {
    assert.deepEqual(decided(settled('ECO+', 0), -300, 0), { A: 0, code: 'eco-plus-waiting' });
  });
  it('starts when the sun has shown that it pays, not at the first sample', () => {
    const house = settled('ECO+', 0);
    stand(house, 6000, 4);
    assert.equal(house.liveA('a'), 0);
    stand(house, 6000, 60);
    assert.equal(house.liveA('a'), 9, '6000 W on three phases');
  });
  it('a short cloud does not pause it: the energy lost is bounded', () => {
    const house = settled('ECO+', 8);
    stand(house, 2500, 20);
    assert.equal(house.liveA('a'), 6);
  });
  it('a lasting cloud does', () => {
    const house = settled('ECO+', 8);
    stand(house, 500, 300);
    assert.equal(house.liveA('a'), 0);
  });
  it('the allowance keeps the minimum alive but never raises the current', () => {
    const without = settled('ECO+', 6);
    const withAllowance = settled('ECO+', 6, { ecoPlusA: amps(5) });
    stand(without, 1000, 600);
    stand(withAllowance, 1000, 600);
    assert.deepEqual([without.liveA('a'), withAllowance.liveA('a')], [0, 6]);
    stand(withAllowance, 5520, 60);
    assert.equal(withAllowance.liveA('a'), 8, 'what 5520 W give on three phases, and not 3 A more');
  });
  it('the allowance alone charges nobody: without sun the car rests, however large it is', () => {
    for (const ecoPlusA of [1, 3, 5]) {
      const resting = settled('ECO+', 0, { ecoPlusA: amps(ecoPlusA) });
      stand(resting, -300, 3600);
      assert.equal(resting.liveA('a'), 0, `${ecoPlusA} A, at rest`);
      const evening = settled('ECO+', 6, { ecoPlusA: amps(ecoPlusA) });
      stand(evening, -300, 3600);
      assert.equal(evening.liveA('a'), 0, `${ecoPlusA} A, when the sun has gone`);
    }
  });
  it('the supply example of the manual, 1.7 kW: 7 A on one phase, a pause on three', () => {
    const one = settled('ECO+', 0, {}, 1);
    stand(one, 1700, 300, 1);
    assert.equal(one.liveA('a'), 8, '7.39 A offered as 8, since the car draws 0.3 A less: 7.7 A is half a step');
    const three = settled('ECO+', 0);
    stand(three, 1700, 300);
    assert.equal(three.liveA('a'), 0);
    assert.equal(three.decision('a').because.code, 'eco-plus-waiting');
  });
  it('strict weighs the grid three times: it pauses sooner than balanced', () => {
    const pausedAfter = (preset: 'balanced' | 'strict'): number => {
      const house = settled('ECO+', 6);
      house.tell({ kind: 'site-wishes', wishes: { version: 1, cards: [], adopted: [], preset } });
      let s = 0;
      while ((house.liveA('a') ?? 0) > 0 && s < 900) {
        stand(house, 2200, 2);
        s += 2;
      }
      return s;
    };
    assert.ok(pausedAfter('strict') < pausedAfter('balanced') / 1.5);
  });
  it('strict buys nothing by rounding: the step below', () => {
    const levelOf = (preset: 'balanced' | 'strict'): number => {
      const house = settled('ECO+', 8);
      house.tell({ kind: 'site-wishes', wishes: { version: 1, cards: [], adopted: [], preset } });
      stand(house, 9.5 * 690, 60);
      return house.liveA('a') ?? 0;
    };
    assert.deepEqual([levelOf('balanced'), levelOf('strict')], [10, 9], '9.7 A on the wire for 9.5 A of sun, or 8.7 A');
  });
  it('a kettle does not pause it: what the house takes beyond the sun is not the car’s', () => {
    const house = settled('ECO+', 8, {}, 1);
    stand(house, 2000, 300, 1);
    stand(house, -2500, 60, 1);
    assert.equal(house.liveA('a'), 6);
    stand(house, -2500, 240, 1);
    assert.equal(house.liveA('a'), 0, 'five minutes are no kettle');
  });
  it('literal pauses with the first sample that does not carry the minimum, and rests a minute', () => {
    const house = settled('ECO+', 6);
    house.tell({ kind: 'site-wishes', wishes: { version: 1, cards: [], adopted: [], preset: 'literal' } });
    stand(house, 3900, 2);
    assert.equal(house.liveA('a'), 0);
    stand(house, 6000, 50);
    assert.equal(house.liveA('a'), 0);
    stand(house, 6000, 14);
    assert.ok((house.liveA('a') ?? 0) >= 6);
  });
});

describe('boost (Hydra Cubus manual, 8.5.1-6)', () => {
  const boosted = (boost: object): House => {
    const house = settled('ECO+', 0);
    house.wish('a', { boost: { since: house.now.wallMs, ...boost } });
    return house;
  };
  it('turns ECO+ into FAST', () => {
    assert.deepEqual(decided(boosted({}), -500, 0), { A: 16, code: 'boost' });
  });
  it('ends at its time', () => {
    const house = boosted({ untilAt: wallMs(Date.parse('2026-06-21T10:05:00Z')) });
    house.pass(600);
    assert.deepEqual(decided(house, -500, 0), { A: 0, code: 'eco-plus-waiting' });
  });
  it('ends when its energy is taken, counted from the register', () => {
    const house = settled('ECO+', 0);
    house.draws('a', [0, 0, 0], 10_000);
    house.wish('a', { boost: { since: house.now.wallMs, energyWh: 2000 as never } });
    house.pass(2);
    house.draws('a', [0, 0, 0], 11_900);
    assert.equal(decided(house, -500, 0).code, 'boost');
    house.pass(2);
    house.draws('a', [0, 0, 0], 12_000);
    assert.equal(decided(house, -500, 0).code, 'eco-plus-holding', 'the former mode is back');
  });
  it('in FAST it changes nothing', () => {
    const house = settled('FAST', 16);
    house.wish('a', { boost: { since: house.now.wallMs } });
    assert.equal(decided(house, -500, 16).code, 'fast-charger-limit');
  });
});
