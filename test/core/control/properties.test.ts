import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Cycle, decide } from '../../../core/control/decide.js';
import { PRESET_NUMBERS } from '../../../core/control/eco-plus.js';
import { MODES, POLICIES, PRESETS } from '../../../core/model/mode.js';
import type { PhaseMap } from '../../../core/model/phases.js';
import { amps } from '../../../core/model/units.js';
import { chargerFacts, House, siteFacts } from './house.js';

const RUNS = Number(process.env['SURPLUG_PROPERTY_RUNS'] ?? 1000);
const MAPS: readonly PhaseMap[] = [[1, 2, 3], [2, 3, 1], [3, 1, 2], [1], [2], [3]];

const unit = fc.record({
  map: fc.constantFrom(...MAPS),
  mode: fc.constantFrom(...MODES),
  maxA: fc.integer({ min: 6, max: 32 }),
  limitA: fc.option(fc.integer({ min: 6, max: 32 })),
  ecoPlusA: fc.integer({ min: 0, max: 5 }),
  outsideA: fc.option(fc.integer({ min: 0, max: 32 }), { freq: 5 }),
  boost: fc.boolean(),
});
const site = fc.record({
  units: fc.array(unit, { minLength: 1, maxLength: 5 }),
  fuseA: fc.integer({ min: 16, max: 63 }),
  policy: fc.constantFrom(...POLICIES),
  preset: fc.constantFrom(...PRESETS),
  balance: fc.constantFrom('off' as const, 'percent' as const, 'spread' as const),
  /** What the house does, W per phase, one entry per look. */
  looks: fc.array(fc.tuple(...([0, 1, 2] as const).map(() => fc.integer({ min: -5000, max: 6000 }))), {
    minLength: 1,
    maxLength: 12,
  }),
});
type Home = typeof site extends fc.Arbitrary<infer T> ? T : never;

/** Runs a home: cars that do as they are told, a look every 4 s; `see` after each cycle. */
function live(
  home: Home,
  see: (house: House, cycle: Cycle, otherA: readonly number[]) => void,
  more: number = 0,
): House {
  const units = home.units.slice(0, home.units.length - more);
  const chargers = units.map((own, k) =>
    chargerFacts(`c${k}`, {
      mode: own.mode,
      phases: own.map,
      maxA: amps(own.maxA),
      limitA: own.limitA === null ? null : amps(own.limitA),
      ecoPlusA: amps(own.ecoPlusA),
      priority: k + 1,
    }),
  );
  const { fuseA, policy, preset, balance } = home;
  const house = new House(siteFacts({ fuseA: amps(fuseA), policy, preset, balance, chargers }));
  units.forEach((own, k) => {
    house.plugIn(`c${k}`);
    const untilAt = (house.now.wallMs + 20_000) as never;
    if (own.outsideA !== null)
      house.wish(`c${k}`, { externalLimit: { name: 'x', currentA: amps(own.outsideA), untilAt } });
    if (own.boost) house.wish(`c${k}`, { boost: { since: house.now.wallMs } });
  });
  for (const look of home.looks) {
    house.pass(4);
    const otherA = look.map((power) => power / 230);
    const grid = [...look];
    for (const { facts } of Object.values(house.state.chargers)) {
      const limitA = house.liveA(facts.id) ?? 0;
      if (limitA > 0) house.status(facts.id, 'Charging');
      else if (house.charger(facts.id).status === 'Charging') house.status(facts.id, 'SuspendedEVSE');
      const drawA = limitA > 0 ? limitA - 0.3 : 0;
      house.draws(
        facts.id,
        facts.phases.map(() => drawA),
      );
      for (const phase of facts.phases) grid[phase - 1] = (grid[phase - 1] ?? 0) + drawA * 230;
    }
    house.grid(...grid);
    see(house, house.cycle(), otherA);
  }
  return house;
}
const property = (name: string, check: (home: Home) => void): void => {
  it(name, () => fc.assert(fc.property(site, check), { numRuns: RUNS }));
};

describe('properties: what must never happen', () => {
  property('no phase is planned above the fuse', (home) => {
    live(home, (house, { decisions }, otherA) => {
      const planned = [...otherA];
      for (const { chargerId, limitA } of decisions) {
        for (const phase of house.charger(chargerId).facts.phases)
          planned[phase - 1] = (planned[phase - 1] ?? 0) + limitA;
      }
      planned.forEach((current, phase) => {
        const taken = decisions.some(
          (one) => one.limitA > 0 && house.charger(one.chargerId).facts.phases.includes((phase + 1) as 1),
        );
        if (taken) assert.ok(current <= home.fuseA + 1e-6, `L${phase + 1}: ${current} A of ${home.fuseA}`);
      });
    });
  });
  property('nobody is between 0 and the minimum, or above user, charger or outside limit', (home) => {
    live(home, (house, { decisions }) => {
      for (const { chargerId, limitA } of decisions) {
        const { facts, wishes } = house.charger(chargerId);
        assert.ok(limitA === 0 || limitA >= facts.minA, `${limitA} A`);
        const outside = wishes.externalLimit;
        const outsideA = outside && house.now.wallMs < outside.untilAt ? outside.currentA : 99;
        assert.ok(limitA <= Math.min(facts.maxA, wishes.limitA ?? 99, outsideA), `${limitA} A`);
      }
    });
  });
  property('a limit always has a source and a reason whose numbers are there and finite', (home) => {
    live(home, (_, { decisions }) => {
      for (const { sources, because } of decisions) {
        assert.ok(sources.length > 0);
        for (const value of Object.values(because.numbers)) {
          assert.ok(typeof value === 'string' || Number.isFinite(value), JSON.stringify(because));
        }
      }
    });
  });
  property('the same state and time give the same cycle, and the state is not touched', (home) => {
    live(home, (house) => {
      const before = JSON.stringify(house.state);
      assert.deepEqual(decide(house.state, house.now), decide(house.state, house.now));
      assert.equal(JSON.stringify(house.state), before);
    });
  });
  property('ECO+ above the minimum never plans more than half a step of grid when it raises', (home) => {
    live(home, (house, { commands }, otherA) => {
      const sunW = -otherA.reduce((sum, current) => sum + current * 230, 0);
      if (Object.values(house.state.chargers).some((one) => one.wishes.mode !== 'ECO+' || one.wishes.boost)) return;
      const raised = commands.filter(
        (one) => one.kind === 'set-limit' && one.limitA > house.charger(one.chargerId).facts.minA,
      );
      if (raised.length === 0) return;
      let plannedW = 0;
      let halfStepW = 0;
      let aboveMinimum = false;
      for (const { facts } of Object.values(house.state.chargers)) {
        const limitA = house.liveA(facts.id) ?? 0;
        plannedW += Math.max(0, limitA - 0.3) * 230 * facts.phases.length;
        if (limitA > facts.minA) aboveMinimum = true;
        halfStepW = Math.max(halfStepW, 0.5 * 230 * facts.phases.length);
      }
      const lowered = house.last?.decisions.every((one) => one.because.code !== 'pace-raise') ?? false;
      const minimumsW = Object.values(house.state.chargers).reduce(
        (sum, one) =>
          sum + ((house.liveA(one.facts.id) ?? 0) > 0 ? (one.facts.minA - 0.3) * 230 * one.facts.phases.length : 0),
        0,
      );
      if (aboveMinimum && lowered && sunW >= minimumsW && Object.keys(house.state.chargers).length === 1) {
        assert.ok(plannedW <= sunW + halfStepW + 1, `${plannedW} W of ${sunW} W`);
      }
    });
  });
  property('one charger more on the same phases never raises another’s first limit', (home) => {
    if (home.units.length < 2) return;
    // On other phases it may: lowering a three-phase car for the newcomer frees current for a one-phase car beside it.
    const units = home.units.map((own) => ({ ...own, map: [1, 2, 3] as PhaseMap }));
    const alone = { ...home, units, looks: home.looks.slice(0, 1), balance: 'off' as const };
    const first = (more: number): ReadonlyMap<string, number> => {
      const house = live(alone, () => undefined, more);
      return new Map(house.last?.decisions.map((one) => [one.chargerId, one.limitA]));
    };
    const fewer = first(1);
    for (const [id, limitA] of first(0)) {
      if (fewer.has(id)) assert.ok(limitA <= (fewer.get(id) ?? 0), `${id}: ${limitA} A`);
    }
  });
});

describe('properties: ECO+ at the minimum', () => {
  for (const preset of ['gentle', 'balanced', 'strict'] as const) {
    it(`${preset}: never more grid between two pauses than its published Wh`, () => {
      const house = new House(
        siteFacts({ phases: 1, preset, chargers: [chargerFacts('a', { mode: 'ECO+', phases: [1] })] }),
      );
      house.plugIn('a');
      house.status('a', 'Charging');
      let gridWh = 0;
      for (let t = 0; t < 36_000 && !((house.liveA('a') ?? 6) === 0); t += 2) {
        house.pass(2);
        house.draws('a', [5.7]);
        // Just enough sun that regret alone would never stop it.
        house.grid(5.7 * 230 - 1000);
        if (house.liveA('a') !== null) gridWh += ((5.7 * 230 - 1000) * 2) / 3600;
        house.cycle();
      }
      assert.equal(house.liveA('a'), 0);
      assert.ok(gridWh <= PRESET_NUMBERS[preset].boundWh + 1, `${gridWh} Wh`);
    });
  }
});
