import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ChargerMemory, NEW_CHARGER_MEMORY } from '../../../core/control/memory.js';
import { boostActive, takenSince } from '../../../core/control/permit/boost.js';
import { type ReadyByDuty, readyByDuty } from '../../../core/control/permit/ready-by.js';
import type { ChargerState } from '../../../core/control/site-state.js';
import type { Boost } from '../../../core/model/mode.js';
import { amps, wallMs, wattHours } from '../../../core/model/units.js';
import type { Wishes } from '../../../core/model/wishes.js';
import { chargerFacts, House, siteFacts } from './house.js';

const NOON = '2026-06-21T12:00:00Z';
const HOUR_MS = 3_600_000;
const inHours = (hours: number): string => new Date(Date.parse(NOON) + hours * HOUR_MS).toISOString();

interface Given extends Pick<Partial<Wishes>, 'prices' | 'forecast'> {
  readonly energyWh?: number;
  /** Hours after noon. */
  readonly at?: number;
  readonly fromWh?: number;
  readonly registerWh?: number;
  readonly car?: Partial<ChargerState['car']>;
  readonly limitA?: number;
  readonly phases?: readonly [1] | readonly [1, 2, 3];
  readonly wallClockPlausible?: boolean;
  readonly fuseA?: number;
  /** The fuse of its circuit. */
  readonly garageA?: number;
  readonly outside?: { readonly currentA: number; readonly until: number };
}
/** 3680 Wh by 18:00, asked at noon, of a one-phase charger of 16 A: an hour at full current, with what is spare 71 min. */
function duty(given: Given): ReadyByDuty | null {
  const { energyWh = 3680, at = 0, fromWh, registerWh, car, limitA, phases = [1], wallClockPlausible = true } = given;
  const { fuseA = 25, garageA, outside } = given;
  const userA = limitA === undefined ? null : amps(limitA);
  const garage = garageA === undefined ? {} : { circuit: 'Garage' };
  const circuits = [{ name: 'Garage', fuseA: amps(garageA ?? 99) }];
  const facts = chargerFacts('a', { mode: 'ECO+', phases, limitA: userA, ...garage });
  const site = siteFacts({ timeZone: 'Etc/UTC', fuseA: amps(fuseA), circuits, chargers: [facts] });
  const house = new House(site, { start: NOON });
  house.plugIn('a');
  const from = fromWh === undefined ? {} : { fromWh: wattHours(fromWh) };
  house.wish('a', { readyBy: { time: '18:00', energyWh: wattHours(energyWh), setAt: house.now.wallMs, ...from } });
  if (outside) {
    const limit = {
      name: 'grid',
      currentA: amps(outside.currentA),
      untilAt: wallMs(Date.parse(inHours(outside.until))),
    };
    house.wish('a', { externalLimit: limit });
  }
  if (registerWh !== undefined) house.draws('a', [0], registerWh);
  const { prices, forecast } = given;
  house.tell({
    kind: 'site-wishes',
    wishes: { ...house.state.wishes, ...(prices && { prices }), ...(forecast && { forecast }) },
  });
  house.pass(at * 3600);
  const charger = house.charger('a');
  return readyByDuty(
    house.state,
    { ...charger, car: { ...charger.car, ...car } },
    { ...house.now, wallClockPlausible },
  );
}
/** Minutes before 18:00 at which it begins at the latest. */
const latest = (given: Given): number | null => {
  const own = duty(given);
  return own && Math.round((own.byAt - own.startAt) / 60_000);
};
const due = (given: Given): boolean | undefined => duty(given)?.due;

describe('ready by: as late as the physics allow', () => {
  it('the time at full current, a tenth and five minutes', () => {
    assert.equal(latest({}), 71);
    assert.deepEqual([due({ at: 6 - 71.1 / 60 }), due({ at: 6 - 70.9 / 60 })], [false, true]);
    assert.equal(duty({})?.time, '18:00');
  });
  it('full current is the least of charger, user and what the car has ever taken', () => {
    assert.equal(latest({ limitA: 8 }), 137);
    assert.equal(latest({ car: { mostA: amps(8) } }), 137);
    assert.equal(latest({ limitA: 32 }), 71);
    assert.equal(latest({ fuseA: 8.5 }), 137, 'the fuse, less its margin');
    assert.equal(latest({ fuseA: 20 }), 71);
    assert.equal(latest({ garageA: 8 }), 137, 'that of its circuit, which has none');
    assert.equal(latest({ garageA: 20 }), 71);
    assert.equal(latest({ fuseA: 8.5, garageA: 20 }), 137, 'the main fuse, where its circuit carries more');
  });
  it('earlier by what a limit from outside holds it up, as long as that lasts', () => {
    assert.equal(latest({ outside: { currentA: 8, until: 9 } }), 2 * 71);
    assert.equal(latest({ outside: { currentA: 8, until: 5 } }), 82, 'eleven minutes of it');
    assert.equal(latest({ outside: { currentA: 8, until: 4 } }), 71);
    assert.equal(latest({ outside: { currentA: 20, until: 9 } }), 71);
    assert.equal(due({ outside: { currentA: 0, until: 9 } }), true);
    assert.equal(latest({ outside: { currentA: 0, until: 9 } }), 16 * 71, 'nothing at all is as one ampere');
  });
  it('on the phases of the car, or of the charger where they are not known', () => {
    assert.equal(latest({ phases: [1, 2, 3] }), 27);
    assert.equal(latest({ phases: [1, 2, 3], car: { conductors: [0] } }), 71);
  });
  it('what was taken since is no longer missing; without a register all is', () => {
    assert.equal(duty({ fromWh: 1000, registerWh: 2000 })?.missingWh, 2680);
    assert.equal(duty({ registerWh: 2000 })?.missingWh, 3680, 'it counts from the first sample');
    assert.equal(duty({ fromWh: 1000 })?.missingWh, 3680);
    assert.equal(duty({ fromWh: 1000, registerWh: 500 })?.missingWh, 3680, 'a register that began anew');
    assert.equal(duty({ fromWh: 1000, registerWh: 4680 }), null);
  });
  it('is over at its time, and sleeps while the clock cannot be believed', () => {
    assert.notEqual(duty({ at: 5.99 }), null);
    assert.equal(duty({ at: 6 }), null);
    assert.equal(duty({ at: 5, wallClockPlausible: false }), null);
  });
});

describe('ready by: several that want it', () => {
  it('share the main fuse, where they share a phase, and as long as the other still wants it and has a car', () => {
    const beside = (
      also: Partial<ChargerState>,
      phases: readonly [2] | readonly [3, 1] = [3, 1],
      memory: Partial<ChargerMemory> = {},
    ): number => {
      const own = chargerFacts('a', { mode: 'ECO+', phases: [1] });
      const other = chargerFacts('b', { mode: 'ECO+', phases });
      const facts = siteFacts({ timeZone: 'Etc/UTC', fuseA: amps(16.5), chargers: [own, other] });
      const house = new House(facts, { start: NOON });
      for (const id of ['a', 'b']) {
        house.plugIn(id);
        house.wish(id, { readyBy: { time: '18:00', energyWh: wattHours(3680), setAt: house.now.wallMs } });
      }
      const chargers = { ...house.state.chargers, b: { ...house.charger('b'), ...also } };
      const state = {
        ...house.state,
        chargers,
        memory: { ...house.state.memory, chargers: { b: { ...NEW_CHARGER_MEMORY, ...memory } } },
      };
      const { byAt = 0, startAt = 0 } = readyByDuty(state, house.charger('a'), house.now) ?? {};
      return (byAt - startAt) / 60_000;
    };
    const wishes = { ...new House(siteFacts()).charger('a').wishes, mode: 'ECO+' } as const;
    assert.deepEqual([beside({}), beside({}, [2])], [137, 71]);
    const asks = (mode: 'FAST' | 'ECO') => Math.round(beside({ wishes: { ...wishes, mode } }));
    assert.deepEqual([asks('FAST'), asks('ECO')], [137, 111], 'FAST takes its share too, ECO its minimum');
    const readyBy = { time: '18:00', energyWh: wattHours(3680), setAt: wallMs(Date.parse(NOON)) };
    assert.equal(beside({ wishes: { ...wishes, mode: 'ECO', readyBy } }), 137, 'and that only where it has no share');
    const inGarage = { facts: chargerFacts('b', { circuit: 'Garage' }) };
    assert.equal(beside(inGarage), 137, 'the main fuse is shared with one behind another circuit, too');
    assert.deepEqual([beside({ transaction: null }), beside({ wishes: { ...wishes, readyBy: null } })], [71, 71]);
    assert.equal(beside({}, [3, 1], { idle: true }), 71, 'nor with one that has had enough');
  });
});

describe('ready by: what the house takes', () => {
  const behind = (usualA: readonly number[], phases: 1 | 3, own: readonly [2] | readonly [1], fuseA = 16.5): number => {
    const chargers = [chargerFacts('a', { mode: 'ECO+', phases: own })];
    const house = new House(siteFacts({ timeZone: 'Etc/UTC', fuseA: amps(fuseA), phases, chargers }), { start: NOON });
    house.plugIn('a');
    house.wish('a', { readyBy: { time: '18:00', energyWh: wattHours(3680), setAt: house.now.wallMs } });
    const state = { ...house.state, memory: { ...house.state.memory, usualA } };
    const { byAt = 0, startAt = 0 } = readyByDuty(state, house.charger('a'), house.now) ?? {};
    return Math.round((byAt - startAt) / 60_000);
  };
  it('usually, on the phases of the charger, is not there for the car', () => {
    assert.deepEqual([behind([], 3, [2]), behind([8, 0, 8], 3, [2]), behind([0, 8, 0], 3, [2])], [71, 71, 137]);
    assert.deepEqual([behind([8], 1, [1]), behind([15], 1, [1])], [137, 181], 'no less than the minimum');
    assert.equal(behind([-8], 1, [1], 8.5), 137, 'what it usually feeds in is no room');
  });
});

describe('ready by: once begun', () => {
  it('it goes on to the end without a pause, though charging wins time; another wish begins anew', () => {
    const facts = chargerFacts('a', { mode: 'ECO+', phases: [1, 2, 3] });
    const house = new House(siteFacts({ timeZone: 'Etc/UTC', chargers: [facts] }), { start: NOON });
    house.plugIn('a');
    const wish = (energyWh: number): void =>
      house.wish('a', { readyBy: { time: '18:00', energyWh: wattHours(energyWh), setAt: house.now.wallMs } });
    wish(22_080);
    let registerWh = 0;
    const offers: boolean[] = [];
    const spend = (s: number): void => {
      for (let t = 0; t < s; t += 10) {
        house.pass(10);
        const limitA = house.liveA('a') ?? 0;
        house.status('a', limitA > 0 ? 'Charging' : 'SuspendedEVSE');
        registerWh += (limitA * 690 * 10) / 3600;
        house.draws('a', [limitA, limitA, limitA], registerWh);
        house.grid(limitA * 230, limitA * 230, limitA * 230);
        house.cycle();
        if (offers.at(-1) !== limitA > 0) offers.push(limitA > 0);
      }
    };
    spend(5 * 3600);
    assert.deepEqual([offers, house.charger('a').wishes.readyBy?.energyWh], [[false, true], 22_080]);
    wish(1000);
    spend(900);
    assert.deepEqual(offers, [false, true, false]);
  });
});

describe('ready by: behind a circuit', () => {
  it('its fuse is shared by those that hang there, whatever the main fuse carries', () => {
    const beside = (there: { readonly circuit?: string }): number => {
      const charger = { mode: 'ECO+', phases: [1] } as const;
      const chargers = [
        chargerFacts('a', { ...charger, circuit: 'Garage' }),
        chargerFacts('b', { ...charger, ...there }),
      ];
      const circuits = [{ name: 'Garage', fuseA: amps(16) }];
      const house = new House(siteFacts({ timeZone: 'Etc/UTC', fuseA: amps(63), circuits, chargers }), { start: NOON });
      for (const id of ['a', 'b']) {
        house.plugIn(id);
        house.wish(id, { readyBy: { time: '18:00', energyWh: wattHours(3680), setAt: house.now.wallMs } });
      }
      const { byAt = 0, startAt = 0 } = readyByDuty(house.state, house.charger('a'), house.now) ?? {};
      return (byAt - startAt) / 60_000;
    };
    assert.deepEqual([beside({ circuit: 'Garage' }), beside({})], [137, 71]);
  });
});

describe('ready by: with prices', () => {
  const hourly = (...prices: number[]) => prices.map((price, k) => ({ start: inHours(k), price }));
  it('the cheapest hours, as many as are needed; of the same the first', () => {
    const prices = hourly(3, 1, 2, 3, 3, 3);
    assert.deepEqual(
      [0, 1, 2].map((at) => due({ prices, at })),
      [false, true, true],
    );
    const now = (energyWh: number) => due({ prices: hourly(2, 1, 9, 9, 9, 9), energyWh });
    assert.deepEqual([now(2000), now(6000)], [false, true], 'the hour of 1 is enough, or it is not');
    assert.equal(due({ prices: hourly(1, 1, 1, 1, 1, 1), energyWh: 2000 }), true);
    assert.equal(due({ prices: hourly(2, 2, 1, 1, 2, 2), at: 1 }), false);
  });
  it('when it will begin is when the first of them does', () => {
    const begins = (given: Given) => duty({ prices: hourly(3, 3, 1, 2, 3, 3), ...given })?.startAt;
    assert.equal(begins({ energyWh: 2000 }), Date.parse(inHours(2)));
    assert.equal(begins({ prices: hourly(3, 2, 3, 1, 3, 3) }), Date.parse(inHours(1)), 'the hour of 1 is not enough');
    assert.equal(begins({ energyWh: 2000, prices: hourly(9, 9, 9, 9, 9, 1) }), Date.parse(inHours(5)));
    const forecast = [0, 3, 4].map((k) => ({ start: inHours(k), powerW: k === 3 ? 2760 : 0 }));
    const latest = Date.parse(inHours(6)) - 71 * 60_000;
    assert.equal(begins({ prices: hourly(9, 9, 9, 9, 9, 1), forecast }), latest, 'before it, should the sun not come');
  });
  it('nothing where the list does not last as long as is needed', () => {
    assert.equal(due({ prices: hourly(1), at: 0 }), true, 'a tariff goes on without end');
    assert.equal(
      due({ prices: [...hourly(1), { start: inHours(0.5), price: 2 }], at: 0 }),
      false,
      'an hour, and 71 min are needed',
    );
    assert.equal(due({ prices: [] }), false);
  });
  it('bought is what half of the forecast does not bring, of steps that carry the minimum', () => {
    const prices = hourly(1, 9, 9, 9, 9, 9);
    const sun = (powerW: number) => [0, 3, 4].map((k) => ({ start: inHours(k), powerW: k === 3 ? powerW : 0 }));
    const bought = (powerW: number, energyWh = 3680) => due({ prices, energyWh, forecast: sun(powerW) });
    assert.equal(bought(0), true);
    assert.equal(bought(2 * 3680), false);
    assert.equal(bought(2 * 3679), true);
    assert.equal(bought(20_000, 3681), true, 'no more than the car takes');
    assert.equal(bought(2 * 1380, 1380), false);
    assert.equal(bought(2 * 1379, 1379), true, 'less than the minimum of the car');
  });
});

describe('boost: until its time or its energy is over', () => {
  const active = (boost: Partial<Boost>, registerWh?: number, wallClockPlausible = true): boolean => {
    const house = new House(siteFacts(), { start: NOON });
    house.plugIn('a');
    if (registerWh !== undefined) house.draws('a', [0], registerWh);
    const charger = house.charger('a');
    const wishes = { ...charger.wishes, boost: { since: house.now.wallMs, ...boost } };
    return boostActive({ ...charger, wishes }, { ...house.now, wallClockPlausible });
  };
  const untilAt = (inMs: number) => ({ untilAt: wallMs(Date.parse(NOON) + inMs) });
  it('its time, as far as the clock can be believed', () => {
    assert.deepEqual([active({}), active(untilAt(1)), active(untilAt(0))], [true, true, false]);
    assert.equal(active(untilAt(0), undefined, false), true);
  });
  it('its energy, as far as the register is known', () => {
    const counted = { energyWh: wattHours(500), fromWh: wattHours(1000) };
    assert.deepEqual([active(counted, 1499), active(counted, 1500), active(counted)], [true, false, true]);
    assert.equal(active({ energyWh: wattHours(500) }, 1500), true);
    assert.equal(active({ fromWh: wattHours(1000) }, 9000), true);
  });
  it('a register that began anew has taken nothing', () => {
    const house = new House(siteFacts());
    house.draws('a', [0], 500);
    assert.equal(takenSince(house.charger('a'), 1000), 0);
    assert.equal(takenSince(house.charger('a'), undefined), null);
  });
});
