import type { ChargerMemory } from '../../../core/control/memory.js';
import { chooseBySun, type Question } from '../../../core/control/sun/eco-plus.js';
import { NOT_HIDDEN } from '../../../core/control/sun/hidden-sun.js';
import { takeSeat } from '../../../core/control/take-seat.js';
import type { ChargerFacts } from '../../../core/model/charger.js';
import { amps } from '../../../core/model/units.js';
import { chargerFacts, House, NO_BATTERY, siteFacts } from './house.js';

export interface Car extends Partial<ChargerFacts> {
  /** Charges at so much; not given: waits. */
  readonly atA?: number;
  /** Told so much, and not yet charging. */
  readonly startsAtA?: number;
  /** Of three. */
  readonly usesPhases?: 1;
  readonly got?: Partial<ChargerMemory>;
}

/** Cars in their rank, one-phase on L1 unless said otherwise, in a house with room for all; an hour since the last sample. */
export function asked(cars: Readonly<Record<string, Car>>, over: Partial<Question> = {}): Question {
  const chargers = Object.entries(cars).map(([id, { atA: _a, startsAtA: _s, usesPhases: _u, got: _g, ...facts }], k) =>
    chargerFacts(id, { mode: 'ECO+', phases: [1], priority: k + 1, ...facts }),
  );
  const house = new House(siteFacts({ chargers }));
  for (const [id, { atA, startsAtA, usesPhases: phases }] of Object.entries(cars)) {
    house.plugIn(id);
    const limitA = atA ?? startsAtA;
    if (limitA === undefined) continue;
    const limit = { limitA: amps(limitA), durationS: 300 as never, ...(phases && { phases }) };
    const command = { kind: 'set-limit', chargerId: id, ...limit } as const;
    house.tell({ kind: 'command-sent', chargerId: id, command });
    house.tell({ kind: 'command-answered', chargerId: id, command, outcome: { result: 'accepted' } });
    if (atA !== undefined) house.status(id, 'Charging');
  }
  house.pass(100);
  const { state, now } = house;
  const seats = Object.entries(cars).map(([id, { got }]) => {
    const seat = takeSeat(state, house.charger(id), now, now.monoMs);
    return { ...seat, memory: { ...seat.memory, ...got } };
  });
  const running = seats.filter((seat) => seat.offeredA > 0).map((seat) => `${seat.id}/${seat.on.length}`);
  return {
    seats,
    roomsA: [32, 32, 32],
    laxA: [32, 32, 32],
    voltageV: 230,
    surplusW: 0,
    toldW: over.surplusW ?? 0,
    hidden: NOT_HIDDEN,
    battery: NO_BATTERY,
    past: [],
    driftW: 0,
    dtS: 0,
    at: now.monoMs,
    preset: 'balanced',
    policy: 'equal',
    turned: false,
    ...over,
    memory: { ...state.memory, running: running.join(), ...over.memory },
  };
}
export const remembering = (regret: Readonly<Record<string, number>>, also: Partial<Question['memory']> = {}) =>
  ({ regret, ...also }) as Question['memory'];
export const chosen = (question: Question): string =>
  chooseBySun(question)
    .on.map((seat) => `${seat.id}/${seat.on.length}`)
    .join();
