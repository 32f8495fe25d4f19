import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { staysUnstarted } from '../../../core/control/car/idle.js';
import type { ChargerState } from '../../../core/control/site-state.js';
import type { ChargerAbilities } from '../../../core/model/charger.js';
import type { Command, CommandOutcome } from '../../../core/model/command.js';
import type { Mode, Policy } from '../../../core/model/mode.js';
import { amps, monoMs } from '../../../core/model/units.js';
import { chargerFacts, House, home, siteFacts } from './house.js';

type Answer = 'refused' | 'ignored';
const STEP_S = 2;
/** What is there beside the cars: room for one of them, and sun for one of them. */
const HOUSE_W = 100;
const SUN_W = -1900;

/** Two chargers, the first of which does not start; what becomes of the car at the second. */
class TwoCars {
  readonly house: House;
  deaf = true;
  #starts = 0;

  constructor(
    readonly mode: Mode,
    readonly answer: Answer,
    policy: Policy,
    abilities: Partial<ChargerAbilities> = {},
  ) {
    const chargers = [chargerFacts('a', { mode }), chargerFacts('b', { mode })];
    this.house = new House(siteFacts({ policy, fuseA: amps(mode === 'FAST' ? 10 : 25), chargers }));
    this.house.answer = (command) => this.#answers(command);
    for (const id of ['a', 'b']) {
      this.house.connect(id, abilities);
      this.house.status(id, 'Available');
    }
    this.house.status('a', 'Preparing');
  }

  #answers({ kind, chargerId }: Command): CommandOutcome {
    if (kind !== 'start-transaction') return { result: 'accepted' };
    if (chargerId === 'a') this.#starts += 1;
    if (chargerId === 'a' && this.deaf && this.answer === 'refused') return { result: 'refused', detail: 'Rejected' };
    if (chargerId === 'b' || !this.deaf) this.house.begin(chargerId);
    return { result: 'accepted' };
  }

  get starts(): number {
    return this.#starts;
  }

  lives(s: number): void {
    for (let t = 0; t < s; t += STEP_S) {
      const drawsA = ['a', 'b'].map((id) => this.#draws(id)).reduce((sum, each) => sum + each, 0);
      const phaseW = (this.mode === 'FAST' ? HOUSE_W : SUN_W) + drawsA * 230;
      this.house.grid(phaseW, phaseW, phaseW);
      this.house.wait(STEP_S);
    }
  }

  #draws(id: string): number {
    const { transaction, status } = this.house.charger(id);
    const limitA = transaction ? (this.house.liveA(id) ?? 0) : 0;
    const word = limitA > 0 ? 'Charging' : 'SuspendedEVSE';
    if (transaction && status !== word) this.house.status(id, word);
    if (transaction) this.house.draws(id, [limitA, limitA, limitA]);
    return limitA;
  }
}

describe('a charger that does not start: the others', () => {
  for (const policy of ['equal', 'priority', 'energy-fair'] as const)
    for (const mode of ['FAST', 'ECO+'] as const)
      for (const answer of ['refused', 'ignored'] as const)
        for (const zeroPauses of [true, false])
          it(`${mode}, ${policy}, ${answer}, 0 A ${zeroPauses ? 'pauses' : 'does not pause'}: the next car has its charge`, () => {
            const cars = new TwoCars(mode, answer, policy, { zeroPauses });
            cars.lives(20);
            cars.house.status('b', 'Preparing');
            cars.lives(100);
            assert.ok((cars.house.liveA('b') ?? 0) >= 8, `${cars.house.liveA('b')} A`);
            const { because, sources } = cars.house.decision('a');
            assert.equal(because.code, answer === 'refused' ? 'start-refused' : 'start-unheeded');
            assert.deepEqual(sources, ['fault']);
          });

  it('it is asked on, and has its own charge as soon as it starts', () => {
    for (const zeroPauses of [true, false]) {
      const cars = new TwoCars('ECO+', 'ignored', 'equal', { zeroPauses });
      cars.lives(600);
      assert.ok(cars.starts >= 2 && cars.starts <= 6, `${cars.starts} starts asked for`);
      cars.deaf = false;
      cars.lives(1200);
      assert.ok((cars.house.liveA('a') ?? 0) >= 6, `0 A pauses: ${zeroPauses}`);
    }
  });

  it('whoever presses start is not made to wait', () => {
    for (const answer of ['refused', 'ignored'] as const) {
      const cars = new TwoCars('ECO+', answer, 'equal', { zeroPauses: false });
      cars.lives(400);
      const before = cars.starts;
      cars.lives(300);
      assert.equal(cars.starts, before, 'it rests');
      cars.deaf = false;
      cars.house.wish('a', { charging: 'allowed', startAsked: true });
      cars.lives(30);
      assert.ok((cars.house.liveA('a') ?? 0) >= 6, answer);
    }
  });
});

describe('a charger that does not start: what counts as such', () => {
  const AT = 20_000_000;
  const refused = {
    'start-transaction': { count: 1, alike: 1, at: monoMs(AT), result: 'refused', detail: 'Rejected' },
  } as const;
  const stays = (count: number, agoS: number, over: Partial<ChargerState> = {}): boolean => {
    const asked = { 'start-transaction': { at: monoMs(AT - agoS * 1000), count, pause: false } };
    const charger = { ...home().charger('a'), transaction: null, status: 'Preparing', asked, ...over } as const;
    return staysUnstarted(charger, monoMs(AT));
  };
  it('the second try that comes to nothing, at once where it is refused', () => {
    assert.deepEqual([stays(1, 40), stays(2, 29), stays(2, 30), stays(3, 0)], [false, false, true, true]);
    assert.deepEqual([stays(1, 0, { refusals: refused }), stays(2, 0, { refusals: refused })], [false, true]);
  });
  it('until it is asked again, after 15 min, 30, 60, and at most two hours', () => {
    for (const [count, min] of [
      [2, 15],
      [3, 30],
      [4, 60],
      [5, 120],
      [9, 120],
    ] as const)
      assert.deepEqual([stays(count, min * 60 - 1), stays(count, min * 60)], [true, false], `${count} tries`);
  });
  it('none that has begun, that charges by its own word, or whose user has wished something since', () => {
    const { transaction } = home().charger('a');
    assert.ok(transaction);
    assert.equal(stays(3, 60, { transaction }), false);
    for (const status of ['Charging', 'SuspendedEV', 'SuspendedEVSE', 'Available'] as const)
      assert.equal(stays(3, 60, { status }), false, status);
    assert.equal(stays(3, 60, { status: 'Finishing' }), true);
    assert.equal(stays(3, 60, { wishedAt: monoMs(AT - 30_000) }), false);
    assert.equal(stays(3, 60, { wishedAt: monoMs(AT - 90_000) }), true);
    assert.equal(stays(3, 60, { asked: {} }), false);
  });
});
