/**
 * What one `decide` costs for 1, 10, 50 and 200 chargers that charge from the sun under one fuse, and how it grows.
 * Medians of batches, sizes taken in turn so that a busy machine disturbs all alike.
 */
import { decide } from '../../core/control/decide.js';
import type { PhaseMap } from '../../core/model/phases.js';
import { amps } from '../../core/model/units.js';
import { chargerFacts, House, siteFacts } from '../core/control/house.js';
import { type Bench, type Measure, median, paired } from './measure.js';

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

/** Bytes that one call allocates; calls in which something was collected do not count. */
function allocated(house: House): number {
  const grown: number[] = [];
  for (let k = 0; k < 50; k++) {
    const before = process.memoryUsage().heapUsed;
    decide(house.state, house.now);
    grown.push(process.memoryUsage().heapUsed - before);
  }
  return median(grown.filter((bytes) => bytes > 0));
}

const chargersIn = (count: number): string => (count === 1 ? '1 charger' : `${count} chargers`);

export const decideBench: Bench = async (say) => {
  const houses = SIZES.map((count) => ({ count, house: busyHouse(count), us: [] as number[] }));
  for (const { house } of houses) microseconds(house, 200);
  say(`${ROUNDS} rounds of ${SIZES.join(', ')} chargers`);
  for (let round = 0; round < ROUNDS; round++) {
    for (const one of houses) one.us.push(microseconds(one.house, Math.ceil(1000 / one.count)));
  }
  const bench = 'decide';
  const usOf = (size: number): readonly number[] => houses.find(({ count }) => count === size)?.us ?? [];
  const growth = usOf(200).map((us, round) => ({ ours: us, other: usOf(50)[round] ?? Number.NaN }));
  return [
    paired({ bench, what: '200 chargers', unit: 'µs', goal: '≤ 8' }, '50 chargers', growth),
    ...houses.flatMap(({ count, house, us }): readonly Measure[] => [
      { bench, what: chargersIn(count), value: median(us), unit: 'µs' },
      { bench, what: `${chargersIn(count)}, allocated`, value: allocated(house) / 1024, unit: 'kB' },
    ]),
  ];
};
