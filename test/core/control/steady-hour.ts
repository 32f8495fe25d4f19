/**
 * An hour in a home where nothing changes, with any car, and any charger's words for what it does: no limit may go to
 * and fro, no car be started over and over, and no fuse be above its current for longer than a car takes to follow.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { amps } from '../../../core/model/units.js';
import { chargerFacts, House, siteFacts } from './house.js';
import { Car, randomCar, VOLTAGE_V } from './random-car.js';

const HOUR_S = 3600;
/** Until then a car is got to know. */
const KNOWN_S = 900;
const FUSE_A = 20;
/** As long as a car that is told late and follows slowly may take. */
const ABOVE_MOST_S = 12;
const CHANGES_MOST = 40;
const STARTS_MOST = 8;

export const steadyHome = fc.record({
  kinds: fc.array(randomCar, { minLength: 1, maxLength: 2 }),
  modes: fc.array(fc.constantFrom('FAST', 'ECO', 'ECO+'), { minLength: 2, maxLength: 2 }),
  preset: fc.constantFrom('gentle', 'balanced', 'strict'),
  policy: fc.constantFrom('equal', 'priority', 'energy-fair'),
  meterS: fc.constantFrom(1, 2, 5, 10),
  sunW: fc.constantFrom(0, 3000, 4500, 6000, 9000, 12_000),
  houseW: fc.constantFrom(300, 1500, 3000),
});
type SteadyHome = ReturnType<typeof steadyHome.generate>['value'];

function anHour({ kinds, modes, preset, policy, meterS, sunW, houseW }: SteadyHome) {
  const ids = ['a', 'b'].slice(0, kinds.length);
  const chargers = ids.map((id, k) =>
    chargerFacts(id, { mode: modes[k] ?? 'FAST', phases: kinds[k]?.phases === 1 ? [1] : [1, 2, 3] }),
  );
  const house = new House(siteFacts({ preset, policy, fuseA: amps(FUSE_A), chargers }));
  const cars = kinds.map((each, k) => new Car(ids[k] ?? '', each, house));
  let [heard, aboveS, aboveMostS] = [0, 0, 0];
  for (let s = 0; s < HOUR_S; s += 1) {
    for (const command of house.commands.slice(heard))
      cars.find(({ id }) => id === command.chargerId)?.told(command, s);
    heard = house.commands.length;
    for (const car of cars) car.lives(s);
    const phaseW = [0, 1, 2].map((phase) =>
      cars.reduce((sum, { drawsA, of }) => sum + (phase < of.phases ? drawsA * VOLTAGE_V : 0), (houseW - sunW) / 3),
    );
    if (s % meterS === 0) house.grid(...phaseW);
    aboveS = Math.max(...phaseW) / VOLTAGE_V > FUSE_A + 0.5 ? aboveS + 1 : 0;
    aboveMostS = Math.max(aboveMostS, aboveS);
    house.wait(1);
  }
  return { cars, aboveMostS };
}

/** Fails where something does not settle. */
export function settles(home: SteadyHome): void {
  const { cars, aboveMostS } = anHour(home);
  assert.ok(aboveMostS <= ABOVE_MOST_S, `above the fuse for ${aboveMostS} s`);
  for (const { id, changes, starts } of cars) {
    const late = changes.filter(([s]) => s >= KNOWN_S).map(([s, limitA]) => `${s}: ${limitA}`);
    assert.ok(late.length <= CHANGES_MOST, `${id} is told ${late.join(', ')}`);
    assert.ok(starts <= STARTS_MOST, `${id} starts ${starts} times`);
  }
}
