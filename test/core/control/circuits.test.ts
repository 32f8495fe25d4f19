import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Mode, Policy } from '../../../core/model/mode.js';
import type { PhaseMap } from '../../../core/model/phases.js';
import type { Circuit } from '../../../core/model/site-facts.js';
import { amps } from '../../../core/model/units.js';
import { chargerFacts, House, siteFacts } from './house.js';

interface Unit {
  readonly circuit?: string;
  readonly phases?: PhaseMap;
  readonly mode?: Mode;
}
interface Given {
  readonly units: Readonly<Record<string, Unit>>;
  readonly policy?: Policy;
  /** Fuse of the garage, and of the house, A. */
  readonly garageA?: number;
  readonly fuseA?: number;
}

function home({ units, policy = 'equal', garageA = 20, fuseA = 100 }: Given): House {
  const circuits: readonly Circuit[] = [
    { name: 'Shed', fuseA: amps(40) },
    { name: 'Garage', fuseA: amps(garageA) },
  ];
  const chargers = Object.entries(units).map(([id, unit], k) =>
    chargerFacts(id, { mode: 'FAST', maxA: amps(16), priority: k + 1, ...unit }),
  );
  const house = new House(siteFacts({ policy, fuseA: amps(fuseA), circuits, chargers }));
  for (const id of Object.keys(units)) house.plugIn(id);
  return house;
}

/** Cars that take what they are offered, less 0.3 A, a look every 2 s; `restA`: what the house adds on each phase. */
function live(house: House, { seconds = 120, restA = 1, each = (): void => undefined } = {}): void {
  for (let t = 0; t < seconds; t += 2) {
    house.pass(2);
    const netA = [restA, restA, restA];
    for (const { facts, connected } of Object.values(house.state.chargers)) {
      const limitA = house.liveA(facts.id) ?? 0;
      const drawA = Math.max(0, limitA - 0.3);
      if (connected) {
        house.status(facts.id, limitA > 0 ? 'Charging' : 'SuspendedEVSE');
        house.draws(
          facts.id,
          facts.phases.map(() => drawA),
        );
      }
      for (const phase of facts.phases) netA[phase - 1] = (netA[phase - 1] ?? 0) + drawA;
    }
    house.grid(...netA.map((current) => current * 230));
    house.cycle();
    each();
  }
}
const garage = { circuit: 'Garage' };
const shares = (house: House): readonly (number | null)[] =>
  Object.keys(house.state.chargers).map((id) => house.liveA(id));
const why = (house: House, id: string) => {
  const { because, sources } = house.decision(id);
  return { ...because.numbers, code: because.code, from: sources.join() };
};

describe('circuits: chargers behind a fuse of their own', () => {
  it('share it, while one on the supply itself has all it wants', () => {
    for (const [policy, expected] of [
      ['equal', [10, 10, 16]],
      ['priority', [14, 6, 16]],
    ] as const) {
      const house = home({ policy, units: { a: garage, b: garage, c: {} } });
      live(house);
      assert.deepEqual(shares(house), expected, policy);
    }
  });
  it('are told so, the car on the supply itself is not', () => {
    const house = home({ units: { a: garage, b: garage, c: {} } });
    live(house);
    assert.deepEqual(why(house, 'a'), {
      code: 'circuit-fuse',
      name: 'Garage',
      fuseA: 20,
      currentA: 10,
      from: 'circuit-fuse',
    });
    assert.equal(why(house, 'c').code, 'fast-charger-limit');
  });
  it('one whose own fuse is smaller than what it may take', () => {
    const house = home({ garageA: 13, units: { a: garage } });
    live(house);
    assert.deepEqual([shares(house), why(house, 'a').code], [[13], 'circuit-fuse']);
  });
  it('the main fuse goes on counting, and is told where it is the tighter one', () => {
    const house = home({ fuseA: 25, units: { a: garage, b: garage } });
    live(house, { restA: 10 });
    assert.deepEqual(shares(house), [7, 7]);
    assert.equal(why(house, 'a').code, 'fast-sharing');
  });
  it('each phase has a fuse of its own', () => {
    const house = home({ garageA: 16, units: { a: { ...garage, phases: [1] }, b: { ...garage, phases: [2] } } });
    live(house);
    assert.deepEqual(shares(house), [16, 16]);
  });
  it('two minimums that do not fit: one charges, the other waits its turn', () => {
    const house = home({ garageA: 11, units: { a: garage, b: garage } });
    live(house);
    assert.deepEqual(shares(house), [11, 0]);
    assert.equal(why(house, 'b').code, 'sharing-waiting');
  });
  it('what one does not draw goes to the other within a minute', () => {
    const house = home({ units: { a: garage, b: garage } });
    live(house);
    house.status('a', 'Available');
    house.tell({ kind: 'disconnected', chargerId: 'a' });
    house.tell({ kind: 'connected', chargerId: 'a' });
    house.status('a', 'Available');
    for (let t = 0; t < 60; t += 2) {
      house.pass(2);
      house.draws('b', [0, 0, 0].fill((house.liveA('b') ?? 0) - 0.3));
      house.grid(3000, 3000, 3000);
      house.cycle();
    }
    assert.equal(house.liveA('b'), 16);
  });
  it('one that is offline is counted at what it may take', () => {
    const house = home({ units: { a: garage, b: garage } });
    live(house);
    house.tell({ kind: 'disconnected', chargerId: 'a' });
    live(house, { seconds: 600 });
    assert.equal(house.liveA('b'), 10, 'what it was last told may still be in force');
  });
  it('no room left beside it: paused, and by whose fuse', () => {
    const house = home({ garageA: 14, units: { a: garage, b: garage } });
    house.wish('a', { limitA: amps(10) });
    house.wish('b', { charging: 'stopped' });
    live(house);
    house.tell({ kind: 'disconnected', chargerId: 'a' });
    house.wish('b', { charging: 'allowed' });
    live(house);
    assert.deepEqual(why(house, 'b'), {
      code: 'circuit-pause',
      name: 'Garage',
      headroomA: 4,
      minA: 6,
      from: 'circuit-fuse',
    });
  });
  it('nobody is raised before the other has come down', () => {
    const house = home({ units: { a: garage, b: garage } });
    house.wish('a', { limitA: amps(6) });
    live(house);
    assert.deepEqual(shares(house), [6, 14]);
    house.wish('a', { limitA: null });
    let mostA = 0;
    const each = (): void => {
      mostA = Math.max(
        mostA,
        Object.values(house.state.chargers).reduce((sum, one) => sum + one.measuredA, 0),
      );
    };
    live(house, { seconds: 60, each });
    assert.deepEqual(shares(house), [10, 10]);
    assert.ok(mostA <= 20, `${mostA} A`);
  });
  it('in ECO+ the sun for two cars starts one where the circuit carries one', () => {
    const sunny: Unit = { ...garage, mode: 'ECO+' };
    const house = home({ garageA: 11, units: { a: sunny, b: sunny } });
    live(house, { seconds: 900, restA: -30 });
    assert.deepEqual(
      [...shares(house)].sort((x, y) => Number(x) - Number(y)),
      [0, 11],
    );
  });
  it('without a meter they keep to it as well', () => {
    const house = home({ units: { a: garage, b: garage } });
    live(house);
    for (let t = 0; t < 60; t += 2) {
      house.pass(2);
      house.cycle();
    }
    assert.deepEqual(shares(house), [10, 10]);
    assert.equal(why(house, 'a').code, 'no-meter-fast');
  });
});
