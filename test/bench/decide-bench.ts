/**
 * What one `decide` costs for 1, 10, 50 and 200 chargers that charge from the sun under one fuse, and how it grows.
 * Prints one JSON line. Medians of batches, sizes taken in turn so that a busy machine disturbs all alike.
 */
import { decide } from '../../core/control/decide.js';
import type { PhaseMap } from '../../core/model/phases.js';
import { amps } from '../../core/model/units.js';
import { chargerFacts, House, siteFacts } from '../core/control/house.js';

const SIZES = [1, 10, 50, 200] as const;
const ROUNDS = 15;
const MAPS: readonly PhaseMap[] = [[1, 2, 3], [2, 3, 1], [3, 1, 2], [1], [2], [3]];

/** A site in the middle of a sunny hour: every charger has a car, some charge, each has a history of samples and limits. */
function busyHouse(count: number): House {
  const chargers = Array.from({ length: count }, (_, k) =>
    chargerFacts(`c${k}`, {
      mode: k % 3 === 0 ? 'FAST' : k % 3 === 1 ? 'ECO+' : 'ECO',
      phases: MAPS[k % MAPS.length] ?? [1],
    }),
  );
  const house = new House(siteFacts({ chargers, fuseA: amps(20 + 8 * count) }));
  for (const { id } of chargers) house.plugIn(id);
  for (let t = 0; t < 60; t += 2) {
    house.pass(2);
    for (const { id, phases } of chargers) {
      const limitA = house.liveA(id) ?? 0;
      if (limitA > 0 && house.charger(id).status !== 'Charging') house.status(id, 'Charging');
      house.draws(
        id,
        phases.map(() => Math.max(0, limitA - 0.3)),
      );
    }
    house.grid(...[0, 1, 2].map((phase) => Math.sin(t + phase) * 400 - 1500 * Math.sqrt(count)));
    house.cycle();
  }
  return house;
}

function microseconds(house: House, calls: number): number {
  const began = process.hrtime.bigint();
  for (let k = 0; k < calls; k++) decide(house.state, house.now);
  return Number(process.hrtime.bigint() - began) / 1000 / calls;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Median cost in µs per size, and allocated bytes per call where the collector can be asked. */
export function benchDecide(): Readonly<Record<string, { readonly us: number; readonly bytes: number | null }>> {
  const houses = SIZES.map((count) => ({ count, house: busyHouse(count), us: [] as number[] }));
  for (const { house } of houses) microseconds(house, 200);
  for (let round = 0; round < ROUNDS; round++) {
    for (const one of houses) one.us.push(microseconds(one.house, Math.ceil(1000 / one.count)));
  }
  return Object.fromEntries(houses.map(({ count, house, us }) => [count, { us: median(us), bytes: allocated(house) }]));
}

function allocated(house: House): number | null {
  const collect = (globalThis as { gc?: () => void }).gc;
  if (!collect) return null;
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let k = 0; k < 20; k++) decide(house.state, house.now);
  return Math.max(0, Math.round((process.memoryUsage().heapUsed - before) / 20));
}

if (require.main === module) {
  const cost = benchDecide();
  const growth = (cost['200']?.us ?? Number.NaN) / (cost['50']?.us ?? Number.NaN);
  process.stdout.write(
    `${JSON.stringify({ decide: cost, 'decide(200)/decide(50)': Math.round(growth * 100) / 100 })}\n`,
  );
}
