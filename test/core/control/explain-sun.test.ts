import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Seat } from '../../../core/control/seat.js';
import type { ChargerState } from '../../../core/control/site-state.js';
import { NOT_HIDDEN } from '../../../core/control/sun/hidden-sun.js';
import { amps, monoMs } from '../../../core/model/units.js';
import { car, eco, ecoPlus, NEEDED_W, says, told } from './explained.js';

describe('because: a car that is offered current and not begun with it', () => {
  const offered = (s: number, also: Partial<ChargerState> = {}) => {
    const transaction = { transactionId: 1, startedBy: 'plug-in', idTag: '', startedAt: 0, meterStartWh: 0 } as never;
    const offeredSince = monoMs(2_000_000 - s * 1000);
    return { charger: { transaction, status: 'SuspendedEV', car: { ...car, offeredSince }, ...also } } as const;
  };
  it('is said not to take it, once that has lasted longer than most cars need', () => {
    assert.deepEqual([told(10, offered(14)).code, told(10, offered(15)).code], ['fast-main-fuse', 'car-idle']);
    assert.equal(told(10, offered(60, { status: 'Charging' })).code, 'fast-main-fuse');
    assert.equal(told(10, offered(60, { measuredA: amps(5) })).code, 'fast-main-fuse');
  });
});

describe('because: sun that the main fuse does not let through', () => {
  const bright = { ...ecoPlus, surplusW: 20_000, roomsA: [20, 13.4, 20] };
  it('is the fuse, and on which phase', () => {
    const fuse = { code: 'fast-main-fuse', currentA: 13, fuseA: 25, phase: 2, from: 'main-fuse' };
    says(13, bright, fuse);
    says(13, { ...bright, ...eco }, fuse);
    assert.equal(told(12, bright).code, 'eco-plus-surplus', 'a step more has room');
    assert.equal(told(16, { ...bright, roomsA: [16, 16, 16] }).code, 'eco-plus-surplus', 'the most it may have');
    assert.equal(told(13, { ...bright, surplusW: 9000 }).code, 'eco-plus-surplus', 'the sun gives no step more');
  });
  it('with what another draws beside it, of the fuse and of the sun', () => {
    const beside = (mate: Partial<Seat>, surplusW = 20_000) =>
      told(9, { ...bright, surplusW, mates: [{ offeredA: 4, on: [1], ...mate }] }).code;
    assert.equal(beside({ law: 'FAST' }), 'fast-sharing');
    assert.equal(beside({ law: 'FAST', offeredA: 3 }), 'eco-plus-surplus');
    assert.equal(beside({}), 'fast-sharing');
    assert.equal(beside({ offeredA: 3 }), 'sun-sharing');
    assert.equal(beside({}, 9000), 'sun-sharing', 'the sun gives no step more beside it');
    assert.equal(beside({ law: 'FAST' }, 9000), 'fast-sharing', 'FAST takes none of it');
    assert.equal(beside({ law: 'FAST', on: [0] }), 'eco-plus-surplus', 'on another phase');
  });
});

describe('because: sun that is hidden behind an export limit', () => {
  const trying = { kind: 'raise', chargerId: 'a', sunW: 5000, endsAt: monoMs(9_000_000) } as const;
  it('is being tried, at the minimum and above it, by ECO and ECO+ alone', () => {
    const hidden = { ...NOT_HIDDEN, hidden: true, trying };
    says(6, { ...ecoPlus, hidden }, { code: 'sun-tried', currentA: 6, from: 'surplus' });
    says(7, { ...eco, hidden }, { code: 'sun-tried', currentA: 7, from: 'surplus' });
    assert.equal(told(16, { hidden }).code, 'fast-charger-limit');
  });
  it('is waited for, where the meter shows less than the car needs', () => {
    const hidden = { ...NOT_HIDDEN, hidden: true };
    says(0, { ...ecoPlus, hidden }, { code: 'sun-hidden', from: 'surplus' });
    assert.equal(told(0, { ...ecoPlus, hidden, surplusW: NEEDED_W }).code, 'eco-plus-soon');
  });
});

describe('because: several that follow the sun', () => {
  const shared = { code: 'sun-sharing', surplusW: 9000, from: 'surplus,sharing' };
  it('share it, above the minimum or at it', () => {
    says(9, { ...eco, surplusW: 9000, mates: [{}] }, { ...shared, currentA: 9 });
    says(6, { ...eco, surplusW: 9000, mates: [{}] }, { ...shared, currentA: 6 });
    says(9, { ...ecoPlus, surplusW: 9000, mates: [{}] }, { ...shared, currentA: 9 });
    says(
      16,
      { ...ecoPlus, surplusW: 9000, mates: [{}] },
      { ...shared, currentA: 16, from: 'surplus,sharing,charger-limit' },
    );
  });
  it('and none is its own mate: what it takes itself, and may take, counts once', () => {
    const itself = { mates: [{ id: 'a', offeredA: 13 }] };
    const fuse = { ...ecoPlus, surplusW: 10_000, roomsA: [20, 13.4, 20], ...itself };
    assert.deepEqual([told(12, fuse).code, told(13, fuse).code], ['eco-plus-surplus', 'fast-main-fuse']);
    assert.equal(told(6, { ...ecoPlus, surplusW: NEEDED_W, ...itself }).code, 'eco-plus-surplus');
    const allowed = (surplusW: number) =>
      told(6, { facts: { mode: 'ECO+', ecoPlusA: amps(1) }, surplusW, ...itself }).code;
    assert.deepEqual([allowed(NEEDED_W - 690), allowed(NEEDED_W - 700)], ['eco-plus-allowance', 'eco-plus-holding']);
  });
  it('not with one on FAST, and not where there is not enough for the least of all', () => {
    assert.equal(told(9, { ...ecoPlus, surplusW: 9000, mates: [{ law: 'FAST' }] }).code, 'eco-plus-surplus');
    assert.equal(told(6, { ...eco, surplusW: NEEDED_W - 10, mates: [{}] }).code, 'eco-minimum');
    assert.equal(told(6, { ...eco, surplusW: NEEDED_W, mates: [{}] }).code, 'sun-sharing', 'more than it takes');
    const short = { surplusW: NEEDED_W, neededW: 2 * NEEDED_W + 10, currentA: 6 };
    const holding = { code: 'eco-plus-holding', ...short, from: 'minimum' };
    says(6, { ...ecoPlus, surplusW: NEEDED_W, mates: [{}] }, holding);
  });
});
