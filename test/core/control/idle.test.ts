import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { idleAfter } from '../../../core/control/car/idle.js';
import { type ChargerMemory, NEW_CHARGER_MEMORY } from '../../../core/control/memory.js';
import type { ChargerState } from '../../../core/control/site-state.js';
import { type Amps, amps, monoMs } from '../../../core/model/units.js';
import { chargerFacts, House, siteFacts } from './house.js';

/** A car that takes nothing for so long; the meter goes on. */
function asleep(
  mode: 'FAST' | 'ECO+',
  wakeUp: boolean,
  s: number,
): { readonly house: House; readonly told: readonly [number, number][] } {
  const house = new House(siteFacts({ wakeUp, chargers: [chargerFacts('a', { mode })] }));
  house.plugIn('a');
  const told: [number, number][] = [];
  for (let t = 0; t < s; t += 2) {
    house.pass(2);
    house.grid(-3000, -3000, -3000);
    const before = house.liveA('a');
    house.cycle();
    const limitA = house.liveA('a') ?? 0;
    if (limitA !== before) told.push([t, limitA]);
    house.status('a', limitA > 0 ? 'SuspendedEV' : 'SuspendedEVSE');
  }
  return { house, told };
}

describe('idle: one look', () => {
  const looked = (
    memory: Partial<ChargerMemory>,
    charger: (before: ChargerState) => Partial<ChargerState>,
  ): boolean => {
    const house = new House(siteFacts());
    house.plugIn('a');
    house.status('a', 'Charging');
    const before = house.charger('a');
    house.pass(100);
    house.draws('a', [0]);
    const now = house.charger('a');
    return idleAfter({ ...NEW_CHARGER_MEMORY, ...memory }, { ...now, ...charger(before) }, house.now).idle;
  };
  it('paused, it is idle until it is to be asked again', () => {
    const paused = ({ car }: ChargerState) => ({
      status: 'SuspendedEVSE' as const,
      car: { ...car, offeredSince: null },
    });
    const asked = (wakeAt: number): boolean => looked({ idle: true, wakeAt: monoMs(wakeAt) }, paused);
    assert.deepEqual([asked(1_100_000), asked(1_100_001)], [false, true]);
  });
});

describe('idle: how long', () => {
  const look = (memory: Partial<ChargerMemory>, startDelayS: number | null, waitedS: number): ChargerMemory => {
    const house = new House(siteFacts());
    house.plugIn('a');
    const own = house.charger('a');
    const offeredSince = monoMs(house.now.monoMs - waitedS * 1000);
    const car = { ...own.car, startDelayS, offeredSince };
    return idleAfter({ ...NEW_CHARGER_MEMORY, ...memory }, { ...own, status: 'SuspendedEV', car }, house.now);
  };
  it('after a minute; a car known to start late has half as much again', () => {
    const idle = (startDelayS: number | null, waitedS: number): boolean => look({}, startDelayS, waitedS).idle;
    assert.deepEqual([idle(null, 61), idle(20, 59), idle(20, 61)], [true, false, true]);
    assert.deepEqual([idle(100, 149), idle(100, 151)], [false, true]);
  });
  it('asked again after 15 min, 30, 60, and at most two hours', () => {
    const againMin = [0, 1, 2, 3, 4, 9].map((idleTries) => {
      const { wakeAt } = look({ idleTries }, null, 61);
      return ((wakeAt ?? 0) - 1_000_000) / 60_000;
    });
    assert.deepEqual(againMin, [15, 30, 60, 120, 120, 120]);
  });
  it('one that stopped at a lowering is asked for the first time after a minute', () => {
    const house = new House(siteFacts());
    house.plugIn('a');
    const own = house.charger('a');
    const againS = (idleTries: number, drew: boolean, refusedA: Amps | null = amps(6)): number => {
      const offeredSince = monoMs(house.now.monoMs - 61_000);
      const car = { ...own.car, refusedA, offeredSince };
      const memory = { ...NEW_CHARGER_MEMORY, idleTries };
      const drewAt = drew ? offeredSince : null;
      const { wakeAt } = idleAfter(memory, { ...own, status: 'SuspendedEV', drewAt, car }, house.now);
      return ((wakeAt ?? 0) - house.now.monoMs) / 1000;
    };
    assert.deepEqual([againS(0, true), againS(0, false), againS(1, true)], [60, 900, 1800]);
    assert.equal(againS(0, true, null), 900, 'one that has had enough is not');
  });
  it('one that stops charging has its minute from then on, however long it has been offered current', () => {
    const idle = (endedS: number): boolean => {
      const house = new House(siteFacts());
      house.plugIn('a');
      const at = (s: number) => monoMs(house.now.monoMs - s * 1000);
      const own = house.charger('a');
      const car = { ...own.car, offeredSince: at(3600) };
      const charger = { ...own, status: 'SuspendedEV', chargingEndedAt: at(endedS), car } as const;
      return idleAfter(NEW_CHARGER_MEMORY, charger, house.now).idle;
    };
    assert.deepEqual([idle(60), idle(61)], [false, true]);
  });
  it('one paused after it has charged has its minute from the next offer on', () => {
    const house = new House(siteFacts());
    house.plugIn('a');
    const own = house.charger('a');
    const car = { ...own.car, offeredSince: monoMs(house.now.monoMs - 60_000) };
    const charger = { ...own, status: 'SuspendedEV', chargingEndedAt: monoMs(0), car } as const;
    assert.equal(idleAfter(NEW_CHARGER_MEMORY, charger, house.now).idle, false);
  });
  it('its word alone ends the rest, but not the count of tries; a current ends both, and a minute of it where none measures', () => {
    const rested = { ...NEW_CHARGER_MEMORY, idle: true, idleTries: 2, wakeAt: monoMs(0) };
    const after = (measuredA: number | null, saidS: number, limitA = 6) => {
      const house = new House(siteFacts());
      house.plugIn('a');
      house.limit('a', limitA);
      house.status('a', 'Charging');
      if (measuredA !== null) house.draws('a', [measuredA]);
      house.pass(saidS);
      const { idle, idleTries } = idleAfter(rested, house.charger('a'), house.now);
      return [idle, idleTries];
    };
    assert.deepEqual(
      [after(0, 1), after(6, 1)],
      [
        [false, 2],
        [false, 0],
      ],
    );
    assert.deepEqual(
      [after(null, 60), after(null, 61)],
      [
        [false, 2],
        [false, 0],
      ],
    );
    assert.deepEqual(after(null, 61, 0)[1], 2, 'at 0 A it tells nothing');
  });
});

describe('a car that does not take its offer', () => {
  it('FAST keeps the door open at the minimum after a minute', () => {
    const { told } = asleep('FAST', false, 1800);
    assert.deepEqual(
      told.map(([, limitA]) => limitA),
      [16, 6],
    );
    assert.ok((told[1]?.[0] ?? 0) >= 60 && (told[1]?.[0] ?? 0) <= 70);
  });
  it('is woken by one pause after a quarter of an hour where the user allows it', () => {
    const { told } = asleep('FAST', true, 1200);
    assert.deepEqual(
      told.map(([, limitA]) => limitA),
      [16, 6, 0, 6],
    );
    const [pausedAt, backAt] = [told[2]?.[0] ?? 0, told[3]?.[0] ?? 0];
    assert.ok(pausedAt >= 900 && backAt - pausedAt >= 10 && backAt - pausedAt <= 20, `${pausedAt}, ${backAt}`);
  });
  it('ECO+ pauses it, and asks again with the minimum only, ever more rarely', () => {
    const { told } = asleep('ECO+', false, 4 * 3600);
    const offers = told.filter(([, limitA]) => limitA > 0);
    assert.ok(offers.slice(1).every(([, limitA]) => limitA === 6));
    assert.ok(offers.length >= 3 && offers.length <= 5, `${offers.length} offers in four hours`);
  });
  it('forgets it all when the car charges', () => {
    const { house } = asleep('FAST', false, 120);
    house.status('a', 'Charging');
    house.pass(2);
    house.draws('a', [5.7, 5.7, 5.7]);
    house.grid(0, 0, 0);
    house.cycle();
    assert.deepEqual([house.state.memory.chargers['a']?.idle, house.state.memory.chargers['a']?.idleTries], [false, 0]);
  });
  for (const [what, happens] of [
    ['when it leaves: the next car is another one', (house: House) => house.status('a', 'Available')],
    ['when the charger is gone', (house: House) => house.tell({ kind: 'disconnected', chargerId: 'a' })],
  ] as const) {
    it(`and ${what}`, () => {
      const { house } = asleep('FAST', false, 120);
      assert.equal(house.state.memory.chargers['a']?.idle, true);
      happens(house);
      house.cycle();
      const { idle, idleTries, wakeAt } = house.state.memory.chargers['a'] ?? {};
      assert.deepEqual([idle, idleTries, wakeAt], [false, 0, null]);
    });
  }
});
