import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ChargerAbilities } from '../../../core/model/charger.js';
import { amps, monoMs, wallMs } from '../../../core/model/units.js';
import { sentence } from '../../../core/words/sentence.js';
import { car, memory, says, told } from './explained.js';
import { chargerFacts, House, siteFacts } from './house.js';

const none = new House(siteFacts()).charger('a');

describe('because: a limit from outside', () => {
  const externalLimit = {
    name: 'Grid operator',
    currentA: amps(8),
    untilAt: wallMs(Date.parse('2026-06-21T12:00:00Z')),
  };
  const limited = (currentA: number) => ({
    charger: { wishes: { ...none.wishes, externalLimit } },
    seat: { ceiling: { currentA: amps(currentA), sources: ['external-limit' as const] } },
  });
  it('is told by its name, above the minimum and below it', () => {
    const why = { code: 'external-limit', name: 'Grid operator', from: 'external-limit' };
    says(8, limited(8), { ...why, currentA: 8 });
    says(0, limited(5), { ...why, currentA: 0 });
  });
});

describe('because: a charger that takes no limits', () => {
  const abilities: ChargerAbilities = { ...none.abilities, smartCharging: false };
  const code = (safeA: number | null, limitA: number | null): string => {
    const safe = safeA === null ? null : { limitA: amps(safeA), setAt: monoMs(0) };
    const profiles = { ...none.profiles, live: null, safe };
    const wishes = { ...none.wishes, limitA: limitA === null ? null : amps(limitA) };
    return told(16, { charger: { abilities, profiles, wishes } }).code;
  };
  it('is held by its safe current where that is below what it may have', () => {
    assert.deepEqual([code(10, null), code(10, 12)], ['safe-current-only', 'safe-current-only']);
    assert.deepEqual([code(10, 10), code(10, 8)], ['takes-no-limits', 'takes-no-limits']);
    assert.deepEqual([code(null, null), code(null, 32)], ['takes-no-limits', 'takes-no-limits']);
  });
});

describe('because: a charger that takes no limits, below a limit of the user', () => {
  const saidAt = (limitA: number): string => {
    const house = new House(siteFacts({ chargers: [chargerFacts('a', { mode: 'FAST' })] }));
    house.plugIn('a');
    house.tell({ kind: 'abilities', chargerId: 'a', abilities: { ...none.abilities, smartCharging: false } });
    house.wish('a', { limitA: amps(limitA) });
    house.grid(300, 300, 300);
    const { because, limitA: givenA } = house.cycle().decisions[0] ?? assert.fail();
    assert.equal(givenA, 0);
    return sentence('en', because);
  };
  it('would draw more, which is why it waits: 10 A are enough for a car', () =>
    assert.match(saidAt(10), /^Paused: the charger accepts no limits, and would draw more/));
  it('is told as any other where no car could charge with it', () =>
    assert.match(saidAt(5), /^Paused: the limit is below the lowest current/));
});

describe('because: what is said of a car', () => {
  it('one whose charge has not begun is waited for, however long it has been offered current', () => {
    const charger = { transaction: null, statusTold: 'SuspendedEV', car: { ...car, offeredSince: monoMs(0) } } as const;
    assert.equal(told(16, { charger }).code, 'waiting-for-start');
  });
  it('one that is asked again with the minimum has not shown to take less', () =>
    assert.equal(told(6, { seat: { memory: { ...memory, idleTries: 1 } } }).code, 'fast-charger-limit'));
});

describe('because: what a car charges for', () => {
  const duty = { due: true, begun: true, missingWh: 20, byAt: wallMs(0), time: '07:00', startAt: wallMs(0) };
  it('is more than nothing as long as something is missing', () => {
    const seat = { duty, spur: 'ready-by' } as const;
    assert.equal(told(16, { seat })['energyKWh'], 0.1);
  });
  it('goes before the fuse of its circuit', () => {
    const site = { circuits: [{ name: 'Garage', fuseA: amps(20) }] };
    const roomsA = [25, 25, 25, 13, 13, 13];
    const seat = { circuit: 0, on: [0, 1, 2], lanes: [0, 1, 2, 3, 4, 5], duty: { ...duty, missingWh: 7400 } } as const;
    const from = 'circuit-fuse';
    says(13, { site, roomsA, seat }, { code: 'circuit-fuse', currentA: 13, name: 'Garage', fuseA: 20, from });
    says(
      13,
      { site, roomsA, seat: { ...seat, spur: 'ready-by' } },
      { code: 'ready-by', currentA: 13, energyKWh: 7.4, time: '07:00', from: 'circuit-fuse,ready-by' },
    );
  });
});
