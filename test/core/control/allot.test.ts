import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allot } from '../../../core/control/sharing/allot.js';
import { viewOf } from '../../../core/control/view.js';
import type { ChargerFacts } from '../../../core/model/charger.js';
import type { Decision } from '../../../core/model/decision.js';
import type { SiteFacts } from '../../../core/model/site-facts.js';
import { amps, monoMs } from '../../../core/model/units.js';
import { chargerFacts, House, siteFacts } from './house.js';

interface Car extends Partial<ChargerFacts> {
  /** Charges at so much, settled. */
  readonly atA?: number;
  readonly idle?: boolean;
}
/** Cars on three phases unless said otherwise; the house takes so much on each phase, less the sun. */
function home(
  cars: Readonly<Record<string, Car>>,
  site: Partial<SiteFacts>,
  houseA: readonly number[],
  sunW = 0,
): House {
  const chargers = Object.entries(cars).map(([id, { atA: _a, idle: _i, ...facts }]) => chargerFacts(id, facts));
  const house = new House(siteFacts({ chargers, ...site }));
  const gridW = houseA.map((current) => current * 230 - sunW / houseA.length);
  for (const [id, { atA, idle }] of Object.entries(cars)) {
    house.plugIn(id);
    if (idle) {
      const own = { ...house.cycle().memory.chargers[id], idle: true, idleTries: 1, wakeAt: null } as never;
      const { memory } = house.state;
      house.state = { ...house.state, memory: { ...memory, chargers: { ...memory.chargers, [id]: own } } };
    }
    if (atA === undefined) continue;
    const command = { kind: 'set-limit', chargerId: id, limitA: amps(atA), durationS: 600 as never } as const;
    house.tell({ kind: 'command-sent', chargerId: id, command });
    house.tell({ kind: 'command-answered', chargerId: id, command, outcome: { result: 'accepted' } });
    house.status(id, 'Charging');
  }
  house.pass(120);
  for (const [id, { atA }] of Object.entries(cars)) {
    if (atA === undefined) continue;
    const { phases } = house.charger(id).facts;
    house.draws(
      id,
      phases.map(() => atA - 0.3),
    );
    for (const phase of phases) gridW[phase - 1] = (gridW[phase - 1] ?? 0) + (atA - 0.3) * 230;
  }
  house.grid(...gridW);
  return house;
}
const levels = (house: House): Readonly<Record<string, number>> =>
  Object.fromEntries(allot(viewOf(house.state, house.now)).levels);
const decided = (house: House, id: string): Decision | undefined =>
  house.cycle().decisions.find((one) => one.chargerId === id);

describe('allotment: FAST and ECO+ side by side', () => {
  it('a car on FAST is no part of the choice by the sun', () => {
    const house = home({ a: { atA: 16 }, b: { mode: 'ECO+' } }, { fuseA: amps(63) }, [1, 1, 1], 5000);
    const { choice, chosen } = allot(viewOf(house.state, house.now));
    assert.deepEqual([choice.on, [...chosen.keys()], Object.keys(choice.regret)], [[], ['a'], ['add b/3']]);
  });
  it('the sun that a car on FAST takes is not given twice, nor what one takes that does not obey', () => {
    const sunOf = (house: House): number => Math.round(viewOf(house.state, house.now).sun.midW);
    const cars = { a: { atA: 16 }, b: { mode: 'ECO+', atA: 8 } } as const;
    assert.equal(sunOf(home(cars, {}, [0, 0, 0], 9000)), 9000 - Math.round(15.7 * 690));
    const house = home({ a: { mode: 'ECO', atA: 16 }, b: { mode: 'ECO+', atA: 8 } }, {}, [0, 0, 0], 9000);
    assert.equal(sunOf(house), 9000);
    const a = house.charger('a');
    const disobedience = { samples: 2, since: null, level: 1, levelAt: null } as const;
    house.state = { ...house.state, chargers: { ...house.state.chargers, a: { ...a, disobedience } } };
    assert.equal(sunOf(house), 9000 - Math.round(15.7 * 690));
  });
  it('without a meter ECO+ takes the safe current, where the user prefers it and it is enough', () => {
    const blind = (safeA: number, meterLostEcoPlus: 'safe' | 'pause' = 'safe'): number | undefined => {
      const house = home({ a: { mode: 'ECO+', safeA: amps(safeA) } }, { meterLostEcoPlus }, [0, 0, 0]);
      house.pass(60);
      return decided(house, 'a')?.limitA;
    };
    assert.deepEqual([blind(8), blind(6), blind(5), blind(8, 'pause')], [6, 6, 0, 0]);
  });
  it('one in ECO+ that does not take its offer is no part of it either', () => {
    const house = home({ a: { mode: 'ECO+', idle: true } }, {}, [1, 1, 1], 9000);
    assert.deepEqual(allot(viewOf(house.state, house.now)).choice.regret, {});
  });
});

describe('allotment: a car that does not take its offer', () => {
  it('keeps the door open at the minimum, and takes no room', () => {
    const house = home({ a: { idle: true }, b: {} }, {}, [4.5, 4.5, 4.5]);
    assert.deepEqual(levels(house), { a: 6, b: 16 });
    assert.deepEqual(
      allot(viewOf(house.state, house.now)).table.map((seat) => seat.id),
      ['b'],
    );
  });
  it('not where its minimum does not fit the fuse', () => {
    assert.deepEqual(levels(home({ a: { idle: true } }, {}, [19, 0, 0])), { a: 0 });
  });
});

describe('allotment: one alone on FAST that draws less than its offer', () => {
  /** What it is given where so much is free on each phase for sure, and at the most. */
  const given = (atA: number, roomA: number, laxA: number): number | undefined => {
    const house = home({ a: { atA } }, { fuseA: amps(40) }, [0, 0, 0]);
    const own = house.charger('a');
    const chargers = { a: { ...own, car: { ...own.car, capA: amps(7.5) } } };
    const view = viewOf({ ...house.state, chargers }, house.now);
    const rooms = { roomsA: [roomA, roomA, roomA], laxA: [laxA, laxA, laxA] };
    return allot({ ...view, house: { ...view.house, ...rooms } }).levels.get('a');
  };
  it('is given all it may have where that surely fits, and keeps it as long as it may fit', () => {
    assert.deepEqual([given(9, 16, 16), given(9, 15.9, 20), given(16, 15.9, 16)], [16, 9, 16]);
    assert.equal(given(16, 15.9, 15.9), 9);
  });
});

describe('allotment: balance', () => {
  it('is asked for before the next step goes out', () => {
    const cars = {
      a: { phases: [1], mode: 'ECO' },
      b: { phases: [2], mode: 'ECO' },
      c: { phases: [3], mode: 'ECO' },
    } as const;
    const houseA = [9, 3, 3];
    // 15 A of the house, three minimums and six steps.
    const sunW = (15 + 3 * 5.7 + 6) * 230;
    const off = levels(home(cars, { balance: 'off' }, houseA, sunW));
    assert.deepEqual(off, { a: 8, b: 8, c: 8 });
    const on = levels(home(cars, { balance: 'percent' }, houseA, sunW));
    assert.deepEqual(on, { a: 6, b: 9, c: 9 });
  });
});

describe('allotment: what presses', () => {
  it('is what the offers in force take together, phase by phase', () => {
    const pressed = (houseA: readonly number[]) => {
      const house = home({ a: { atA: 10, phases: [1] }, b: { atA: 10 } }, {}, houseA);
      return allot(viewOf(house.state, house.now)).pressed;
    };
    assert.deepEqual(pressed([4, 4, 4]), [false, false, false]);
    assert.deepEqual(pressed([5, 4, 4]), [true, false, false]);
    assert.deepEqual(pressed([4, 15, 4]), [false, true, false]);
  });
  it('a car on any pressed phase is lowered whatever the budget; FAST and a ceiling are no matter of the sun', () => {
    const spent = (facts: Car, houseA: readonly number[], sunW = 20_000, wish = {}): number | undefined => {
      const house = home({ a: { atA: 12, ...facts } }, { writesPerHour: 1 }, houseA, sunW);
      house.wish('a', wish);
      return decided(house, 'a')?.limitA;
    };
    assert.equal(spent({ mode: 'ECO' }, [1, 1, 1], 6000), 12, 'the sun may not write any more');
    assert.equal(spent({ mode: 'ECO' }, [1, 1, 22], 0), 0);
    assert.equal(spent({ mode: 'ECO' }, [1, 1, 44.4]), 9, 'one phase of three');
    assert.equal(spent({ mode: 'FAST' }, [14, 1, 1], 0), 10);
    assert.equal(spent({ mode: 'ECO' }, [1, 1, 1], 20_000, { limitA: amps(8) }), 8);
  });
});

describe('view: whether the meter has anything new', () => {
  const freshAt = (gridAt: number | null, silentS = 0): number | null => {
    const house = home({ a: {} }, {}, [1, 1, 1]);
    house.pass(silentS);
    const memory = { ...house.state.memory, gridAt: gridAt === null ? null : monoMs(gridAt) };
    return viewOf({ ...house.state, memory }, house.now).freshAt;
  };
  it('a sample is new once; without a meter nothing is', () => {
    const told = 1_120_000;
    assert.deepEqual([freshAt(null), freshAt(told - 1), freshAt(told)], [told, told, null]);
    assert.equal(freshAt(null, 60), null);
  });
  it('what a car drew at the meter’s moment is what the house is reckoned by', () => {
    const house = home({ a: { atA: 10 } }, {}, [1, 1, 1]);
    const command = { kind: 'set-limit', chargerId: 'a', limitA: amps(16), durationS: 600 as never } as const;
    house.tell({ kind: 'command-sent', chargerId: 'a', command });
    house.tell({ kind: 'command-answered', chargerId: 'a', command, outcome: { result: 'accepted' } });
    house.pass(4);
    const [seat] = viewOf(house.state, house.now).seats;
    assert.deepEqual([seat?.draw.highA, (seat?.drawNow.highA ?? 0) > 9.7], [9.7, true]);
  });
  it('a gap between cycles, or between samples, counts as a minute at most', () => {
    const counted = (s: number): readonly number[] => {
      const house = home({ a: {} }, {}, [1, 1, 1]);
      const since = monoMs(house.now.monoMs - s * 1000);
      const memory = { ...house.state.memory, gridAt: since, decidedAt: since };
      const { sampleS, cycleS } = viewOf({ ...house.state, memory }, house.now);
      return [sampleS, cycleS];
    };
    assert.deepEqual(
      [counted(59), counted(60), counted(600)],
      [
        [59, 59],
        [60, 60],
        [60, 60],
      ],
    );
  });
  it('who may not have its minimum is not steered', () => {
    const steered = (limitA: number): number => {
      const house = home({ a: {} }, {}, [1, 1, 1]);
      house.wish('a', { limitA: amps(limitA) });
      return viewOf(house.state, house.now).steered.length;
    };
    assert.deepEqual([steered(6), steered(5)], [1, 0]);
  });
});

describe('between the least and the most that there may be', () => {
  it('a car is left in peace, though the fuse is sure', () => {
    const house = home({ a: { mode: 'ECO', atA: 10, phases: [1] } }, { fuseA: amps(40) }, [0, 0, 0]);
    const command = { kind: 'set-limit', chargerId: 'a', limitA: amps(14), durationS: 600 as never } as const;
    house.tell({ kind: 'command-sent', chargerId: 'a', command });
    house.tell({ kind: 'command-answered', chargerId: 'a', command, outcome: { result: 'accepted' } });
    house.pass(4);
    // It may draw 9.7 or 13.7 A of a sun of 11.4 or 15.4 A; the others took 15 A a moment ago.
    house.grid(-1.7 * 230, 0, 0);
    const peak = [{ at: house.now.monoMs, value: 15, count: 1 }];
    house.state = { ...house.state, memory: { ...house.state.memory, others: [peak, peak, peak] } };
    const { house: room, sun } = viewOf(house.state, house.now);
    assert.deepEqual(room.roomsA, room.laxA);
    assert.deepEqual([sun.lowW, sun.highW].map(Math.round), [11.4 * 230, 15.4 * 230].map(Math.round));
    assert.deepEqual(levels(house), { a: 14 });
  });
});

describe('what cannot wait, whatever the budget', () => {
  const spent = (
    cars: Readonly<Record<string, Car>>,
    silent = false,
    sunW = 3 * 15.7 * 230,
    fuseA = 23,
  ): number | undefined => {
    const house = home(cars, { writesPerHour: 1, fuseA: amps(fuseA) }, [0, 0, 0], sunW);
    if (silent) house.pass(60);
    return decided(house, 'a')?.limitA;
  };
  it('a meter that is lost', () => {
    assert.deepEqual([spent({ a: { mode: 'ECO', atA: 16 } }), spent({ a: { mode: 'ECO', atA: 16 } }, true)], [16, 6]);
    assert.equal(spent({ a: { mode: 'ECO', atA: 16 } }, true, 0, 63), 6, 'though the fuse leaves enough');
  });
  it('what another car on FAST is to have', () => {
    assert.equal(spent({ a: { atA: 16 }, b: { atA: 6 } }, false, 0), 11);
  });
  it('nobody waits for sun to begin a transaction, where 0 A is a pause', () => {
    const begins = (zeroPauses: boolean): unknown => {
      const house = new House(siteFacts({ chargers: [chargerFacts('a', { mode: 'ECO+' })] }));
      house.connect('a', { zeroPauses });
      house.status('a', 'Preparing');
      house.grid(300, 300, 300);
      const { transaction, limitA } = house.decision('a');
      return [transaction, limitA];
    };
    assert.deepEqual(
      [begins(true), begins(false)],
      [
        ['start', 0],
        ['none', 0],
      ],
    );
  });
});

describe('the price of a write: which sun a car is to follow', () => {
  /** Sixty of a hundred writes are used, ten seconds since the last cycle. */
  const spent = (cars: Readonly<Record<string, Car>>, sunW: number): number | undefined => {
    const house = home(cars, { fuseA: amps(63) }, [0, 0, 0], sunW);
    const { monoMs: now } = house.now;
    const a = {
      ...house.charger('a'),
      writes: Array.from({ length: 60 }, (_, k) => monoMs(now - 3000_000 + k * 1000)),
    };
    const memory = { ...house.state.memory, decidedAt: monoMs(now - 10_000) };
    house.state = { ...house.state, memory, chargers: { ...house.state.chargers, a } };
    return decided(house, 'a')?.limitA;
  };
  it('none in FAST: all that it is given is worth it', () => {
    assert.equal(spent({ a: { mode: 'FAST', atA: 8 } }, 0), 16);
    assert.equal(spent({ a: { mode: 'ECO', atA: 8 } }, 15.7 * 690), 16);
  });
  it('what the others that follow it leave, those on FAST apart', () => {
    assert.equal(spent({ a: { mode: 'ECO', atA: 8 }, b: { mode: 'FAST', atA: 16 } }, 2 * 15.7 * 690), 16);
    assert.equal(spent({ a: { mode: 'ECO', atA: 8 }, b: { mode: 'ECO', atA: 8 } }, (7.7 + 7.9) * 690), 8);
  });
});
