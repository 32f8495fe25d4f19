import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Seat } from '../../../core/control/seat.js';
import { amps, monoMs } from '../../../core/model/units.js';
import { car, eco, ecoPlus, type Given, held, memory, NEEDED_W, says, told } from './explained.js';
import { House, siteFacts } from './house.js';

describe('because: between the permission and the start', () => {
  const waiting = { transaction: null };
  it('waits for the charger to begin', () => {
    says(16, { charger: waiting }, { code: 'waiting-for-start', from: 'charger-limit' });
  });
  it('says why the charger refused', () => {
    const refusal = { count: 1, alike: 1, at: monoMs(0), result: 'refused', detail: 'Occupied' } as const;
    const refusals = { 'start-transaction': refusal };
    says(
      16,
      { charger: { ...waiting, refusals } },
      { code: 'start-refused', detail: 'Occupied', from: 'charger-limit' },
    );
  });
  it('does not call it a refusal that the charger did not answer (evcc #30943)', () => {
    const refusal = { count: 1, alike: 1, at: monoMs(0), result: 'failed', detail: 'Timeout' } as const;
    const refusals = { 'start-transaction': refusal };
    says(16, { charger: { ...waiting, refusals } }, { code: 'start-unheeded', from: 'charger-limit' });
  });
  it('is over with the transaction', () => {
    const asked = { 'start-transaction': { at: monoMs(0), count: 1, pause: false } };
    says(16, { charger: { asked } }, { code: 'fast-charger-limit', currentA: 16, from: 'charger-limit' });
  });
});

describe('because: what is held back', () => {
  it('the write budget, and what it would be', () => {
    const given = { ...eco, targetA: 12.34, pace: held('write-budget') };
    says(10, given, { code: 'write-budget', currentA: 10, targetA: 12.3, writes: 100, from: 'pace' });
    says(0, given, { code: 'write-budget', currentA: 0, targetA: 12.3, writes: 100, from: 'pace' });
  });
  it('a raise that waits its time, and no reduction', () => {
    const raise = { ...eco, targetA: 12, pace: held('pace') };
    says(10, raise, { code: 'pace-raise', currentA: 10, targetA: 12, from: 'pace' });
    says(0, raise, { code: 'pace-raise', currentA: 0, targetA: 12, from: 'pace' });
    says(10, { ...raise, targetA: 8 }, { code: 'eco-surplus', currentA: 10, surplusW: 0, from: 'surplus' });
    says(10, { ...eco, targetA: 12 }, { code: 'eco-surplus', currentA: 10, surplusW: 0, from: 'surplus' });
  });
  it('a way down in steps, where the charger trips otherwise', () => {
    const down = { ...ecoPlus, targetA: 6, pace: held('trip') };
    says(9, down, { code: 'pace-lower', currentA: 9, targetA: 6, from: 'pace' });
  });
  it('phase balance, for the one that was lowered', () => {
    const given = { balanced: new Set(['a']), imbalancePct: 14.6 };
    says(10, given, { code: 'phase-balance', currentA: 10, imbalancePct: 15, from: 'phase-balance' });
    assert.equal(told(10, { balanced: new Set(['b']) }).code, 'fast-main-fuse');
  });
  it('a car that draws less than it is offered, for two minutes and by more than 1 A', () => {
    const lessFor = (s: number, measuredA: number, charger: Given['charger'] = {}) => {
      const shortSince = monoMs(2_000_000 - s * 1000);
      const short = { status: 'Charging', car: { ...car, shortSince }, measuredA: amps(measuredA) } as const;
      return told(16, { charger: { ...short, ...charger } });
    };
    assert.deepEqual(lessFor(120, 14.96), { code: 'draws-less', currentA: 16, measuredA: 15, from: 'charger-limit' });
    assert.equal(lessFor(119, 14).code, 'fast-charger-limit');
    assert.equal(lessFor(120, 15).code, 'fast-charger-limit');
    assert.equal(lessFor(900, 0, { chargingSince: monoMs(1_880_001) }).code, 'fast-charger-limit', 'begun again');
    assert.equal(lessFor(900, 14, { chargingSince: monoMs(1_880_000) }).code, 'draws-less');
    assert.equal(lessFor(900, 0, { status: 'SuspendedEV' }).code, 'fast-charger-limit');
  });
  it('a car whose own maximum has brought its offer down, at once: the charger would allow more', () => {
    const capped = { charger: { car: { ...car, capA: amps(10) }, measuredA: amps(10.04) } };
    says(12, capped, { code: 'draws-less', currentA: 12, measuredA: 10, from: 'charger-limit' });
    assert.equal(told(16, { charger: { car: { ...car, capA: amps(14.9) } } }).code, 'fast-charger-limit');
    const resumes = { charger: { ...capped.charger, measuredA: amps(0.9) } };
    assert.equal(told(12, resumes).code, 'car-idle', 'until it draws again');
  });
  it('a lock that counts for the next charge', () => {
    const wishes = { ...new House(siteFacts()).charger('a').wishes, locked: true };
    says(16, { charger: { wishes } }, { code: 'locked-next', currentA: 16, from: 'charger-limit' });
  });
});

describe('because: ECO', () => {
  it('the minimum, or the sun above it; the charger’s limit beside it where both are reached', () => {
    says(6, { ...eco, surplusW: -500 }, { code: 'eco-minimum', currentA: 6, surplusW: 0, from: 'minimum' });
    says(6, { ...eco, surplusW: 4 }, { code: 'eco-minimum', currentA: 6, surplusW: 0, from: 'minimum' });
    says(6, { ...eco, surplusW: NEEDED_W }, { code: 'eco-minimum', currentA: 6, surplusW: NEEDED_W, from: 'minimum' });
    says(7, { ...eco, surplusW: 4996 }, { code: 'eco-surplus', currentA: 7, surplusW: 5000, from: 'surplus' });
    says(16, eco, { code: 'eco-surplus', currentA: 16, surplusW: 0, from: 'surplus,charger-limit' });
  });
});

describe('because: ECO+ while it charges', () => {
  it('the sun, above the minimum or where it carries the minimum', () => {
    says(7, ecoPlus, { code: 'eco-plus-surplus', currentA: 7, surplusW: 0, from: 'surplus' });
    const enough = { ...ecoPlus, surplusW: NEEDED_W };
    says(6, enough, { code: 'eco-plus-surplus', currentA: 6, surplusW: NEEDED_W, from: 'surplus' });
  });
  const short = { ...ecoPlus, surplusW: NEEDED_W - 100 };
  const numbers = { currentA: 6, surplusW: NEEDED_W - 100 };
  it('the house battery, where it gives and its charge is known', () => {
    const battery = { holdsW: 404, socPct: 71.6 };
    says(
      6,
      { ...short, battery },
      { code: 'eco-plus-battery', ...numbers, batteryW: 400, socPct: 72, from: 'battery,minimum' },
    );
    const holding = { code: 'eco-plus-holding', ...numbers, neededW: NEEDED_W, from: 'minimum' } as const;
    says(6, { ...short, battery: { ...battery, socPct: null } }, holding);
    says(6, { ...short, battery: { ...battery, holdsW: 0 } }, holding);
    const begins = { ...short, battery: { ...battery, holdsW: 0, starts: true } };
    assert.equal(told(6, begins).code, 'eco-plus-battery', 'it is the battery that begins the charge');
    assert.equal(told(6, { ...begins, charger: { status: 'Charging' } }).code, 'eco-plus-holding');
  });
  it('the allowance, where it is enough; otherwise it holds on for a while', () => {
    const allowed = (ecoPlusA: number, surplusW: number) =>
      told(6, { facts: { mode: 'ECO+', ecoPlusA: amps(ecoPlusA) }, surplusW });
    const from = 'eco-plus-grid,minimum';
    assert.deepEqual(allowed(1, NEEDED_W - 690), {
      code: 'eco-plus-allowance',
      currentA: 6,
      surplusW: NEEDED_W - 690,
      allowanceA: 1,
      from,
    });
    assert.equal(allowed(1, NEEDED_W - 700).code, 'eco-plus-holding');
    assert.equal(allowed(0, NEEDED_W - 10).code, 'eco-plus-holding');
  });
});

describe('because: FAST below what the charger could give', () => {
  it('alone the fuse and its tightest phase, together the others', () => {
    const roomsA = [15, 13, 14];
    says(13, { roomsA }, { code: 'fast-main-fuse', currentA: 13, fuseA: 25, phase: 2, from: 'main-fuse' });
    says(13, { roomsA, mates: [{}] }, { code: 'fast-sharing', currentA: 13, from: 'sharing,main-fuse' });
  });
  it('others on other phases share nothing with it', () => {
    const on = [0];
    says(13, { seat: { on }, mates: [{ on }] }, { code: 'fast-sharing', currentA: 13, from: 'sharing,main-fuse' });
    assert.equal(told(13, { seat: { on }, mates: [{ on: [1, 2] }] }).code, 'fast-main-fuse');
    assert.equal(told(13, { seat: { on }, mates: [{ on: [0, 1] }] }).code, 'fast-sharing');
  });
  it('a boost under the fuse', () => {
    const seat = { spur: 'boost' } as const;
    says(13, { seat }, { code: 'boost-main-fuse', currentA: 13, fuseA: 25, phase: 1, from: 'main-fuse,boost' });
  });
  it('what is to be ready is told where it is why the car charges, the timer while its window is open', () => {
    const duty = { due: false, begun: false, missingWh: 7400, byAt: 0 as never, time: '07:00', startAt: 0 as never };
    says(16, { seat: { duty } }, { code: 'fast-charger-limit', currentA: 16, from: 'charger-limit' });
    const readyBy = { code: 'ready-by', currentA: 16, energyKWh: 7.4, time: '07:00', from: 'ready-by,charger-limit' };
    says(16, { seat: { duty, spur: 'ready-by' } }, readyBy);
    const window = { startAt: 0 as never, endAt: Date.parse('2026-06-21T18:30:00Z') as never, day: '2026-06-21' };
    const timer = { code: 'timer', currentA: 16, end: '20:30', from: 'timer,charger-limit' };
    says(16, { seat: { duty, window, spur: 'timer' } }, timer);
    says(16, { seat: { window, spur: 'boost' } }, { code: 'boost', currentA: 16, from: 'boost,charger-limit' });
    const roomsA = [13, 13, 13];
    says(13, { roomsA, seat: { duty, spur: 'ready-by' } }, { ...readyBy, currentA: 13, from: 'main-fuse,ready-by' });
    const tight = { roomsA, mates: [{}], seat: { window, spur: 'timer' } } as const;
    assert.equal(told(13, { roomsA, seat: { window, spur: 'boost' } }).code, 'boost-main-fuse');
    says(13, tight, { ...timer, currentA: 13, from: 'sharing,main-fuse,timer' });
  });
  it('all that is worth offering to a car that takes less is no want of fuse', () => {
    const capped = { charger: { car: { ...car, capA: amps(8.7) }, measuredA: amps(8.7) } };
    assert.deepEqual([told(10, capped).code, told(9, capped).code], ['draws-less', 'fast-main-fuse']);
  });
  it('the phase is one that the car uses', () => {
    const roomsA = [5, 14, 13];
    const seat = { on: [1, 2] };
    says(13, { seat, roomsA }, { code: 'fast-main-fuse', currentA: 13, fuseA: 25, phase: 3, from: 'main-fuse' });
  });
});

describe('because: a pause', () => {
  it('no current is permitted, and by whom not', () => {
    const permit = { mayDraw: false, transaction: 'none', because: null } as const;
    says(0, { seat: { permit: { ...permit, source: 'fault' } } }, { code: 'unplugged', from: 'fault' });
    says(0, { seat: { permit: { ...permit, source: null } } }, { code: 'unplugged', from: 'unplugged' });
  });
  it('a ceiling below the minimum, and whose it is', () => {
    const low = (source: 'user-limit' | 'external-limit') => ({ ceiling: { currentA: amps(5), sources: [source] } });
    says(0, { seat: low('user-limit') }, { code: 'fast-user-limit', currentA: 0, from: 'user-limit' });
    says(0, { seat: low('external-limit') }, { code: 'external-limit', currentA: 0, name: '', from: 'external-limit' });
  });
  it('the fuse, by the tightest phase of the car', () => {
    const roomsA = [20, 5.94, 8];
    says(0, { roomsA }, { code: 'fuse-pause', headroomA: 5.9, minA: 6, from: 'main-fuse' });
    says(0, { roomsA, seat: { on: [0, 2] } }, { code: 'sharing-waiting', from: 'sharing' });
  });
  it('a car that is woken, in FAST and ECO; in ECO+ it is left alone', () => {
    const woken = (wakeAt: number, { wakeUp = true, ...given }: Given & { wakeUp?: boolean } = {}) =>
      told(0, { site: { wakeUp }, seat: { idle: true, memory: { ...memory, wakeAt: monoMs(wakeAt) } }, ...given }).code;
    assert.equal(woken(1_000_000), 'wake-up');
    assert.equal(woken(9_000_000), 'car-idle', 'not yet: the fuse leaves nothing for one that takes nothing');
    assert.equal(woken(1_000_000, { wakeUp: false }), 'car-idle');
    assert.equal(woken(1_000_000, ecoPlus), 'car-idle');
    const seat = { idle: true };
    says(0, { ...ecoPlus, seat }, { code: 'car-idle', currentA: 0, from: 'car-idle' });
    says(6, { seat }, { code: 'car-idle', currentA: 6, from: 'car-idle' });
  });
  it('ECO+ waits for the sun, for the battery that comes first, or for the start to pay', () => {
    const waiting = (surplusW: number, keepsW = 0) => told(0, { ...ecoPlus, surplusW, battery: { keepsW } });
    const from = { from: 'surplus' };
    assert.deepEqual(waiting(-50), { code: 'eco-plus-waiting', surplusW: 0, neededW: NEEDED_W, ...from });
    assert.deepEqual(waiting(NEEDED_W), { code: 'eco-plus-soon', surplusW: NEEDED_W, ...from });
    assert.deepEqual(waiting(930, 3004), {
      code: 'eco-plus-battery-first',
      surplusW: 930,
      neededW: NEEDED_W,
      batteryW: 3000,
      from: 'battery',
    });
    assert.equal(waiting(920, 3004).code, 'eco-plus-waiting');
    const oneOfThree = told(0, { ...ecoPlus, surplusW: 1000, seat: { switches: true } });
    assert.deepEqual(oneOfThree, { code: 'eco-plus-waiting', surplusW: 1000, neededW: 1310, ...from });
  });
  it('ECO+ with sun enough for one while another has it, and for both', () => {
    const beside = (mate: Partial<Seat>, surplusW: number) => told(0, { ...ecoPlus, surplusW, mates: [mate] }).code;
    assert.equal(beside({}, NEEDED_W - 10), 'eco-plus-waiting');
    assert.equal(beside({}, NEEDED_W), 'sharing-waiting');
    assert.equal(beside({}, 2 * NEEDED_W - 100), 'sharing-waiting');
    assert.equal(beside({}, 2 * NEEDED_W + 10), 'eco-plus-soon');
    assert.equal(beside({ law: 'FAST' }, NEEDED_W), 'eco-plus-soon');
    const turn = { code: 'sharing-waiting', from: 'sharing,surplus' };
    says(0, { ...ecoPlus, surplusW: NEEDED_W, mates: [{}] }, turn);
  });
  it('ECO+ that the sun would let charge, and the fuse not beside another', () =>
    assert.equal(told(0, { ...ecoPlus, surplusW: NEEDED_W, mates: [{ id: 'a' }] }).code, 'sharing-waiting'));
  it('one that does not ask the sun waits for another, however much there is of it', () =>
    assert.equal(told(0, { surplusW: NEEDED_W }).code, 'sharing-waiting'));
  it('no less than no room', () => assert.equal(told(0, { roomsA: [20, -3, 20] })['headroomA'], 0));
});
