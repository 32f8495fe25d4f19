import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { faultOf, proveObedience } from '../../../core/control/car/obedience.js';
import { pausesByLimit, takesLimits, unsteeredA, wontResume } from '../../../core/control/car/steering.js';
import { type ChargerState, type Disobedience, OBEDIENT, type Offer } from '../../../core/control/site-state.js';
import { BROKE_OFF } from '../../../core/model/command.js';
import { amps, monoMs, wallMs } from '../../../core/model/units.js';
import { House, siteFacts } from './house.js';

const AT = monoMs(1_000_000);
const WALL = wallMs(Date.UTC(2026, 5, 21, 12));
const offer = (limitA: number, ago: number): Offer => ({
  at: monoMs(AT - ago * 1000),
  limitA: amps(limitA),
  sure: true,
});
function charger(over: Partial<ChargerState>): ChargerState {
  const house = new House(siteFacts());
  house.plugIn('a');
  return { ...house.charger('a'), offers: [offer(10, 60)], measuredA: amps(16), ...over };
}
const proof = (over: Partial<ChargerState>): Disobedience => proveObedience(charger(over), AT, WALL);

describe('proof of obedience', () => {
  it('1.5 A above the offer are a meter’s, more is not', () => {
    assert.equal(proof({ measuredA: amps(11.5) }), OBEDIENT);
    assert.deepEqual(proof({ measuredA: amps(11.6) }), { samples: 1, since: AT, level: 0, levelAt: null });
  });
  it('a charger without smart charging cannot disobey', () => {
    const { abilities } = charger({});
    const without = { abilities: { ...abilities, smartCharging: false } };
    assert.equal(proof(without), OBEDIENT);
    assert.equal(proof({ ...without, disobedience: { ...OBEDIENT, samples: 1, since: AT } }), OBEDIENT);
  });
  it('the highest offer of the last 15 s counts: it may be in force', () => {
    assert.equal(proof({ offers: [offer(16, 60), offer(10, 14)] }).samples, 0);
    assert.equal(proof({ offers: [offer(16, 60), offer(10, 15)] }).samples, 1);
    assert.equal(proof({ offers: [offer(10, 60), offer(16, -1)] }).samples, 1, 'not one that is told later');
  });
  it('while a lower limit is not answered the one before may be in force, for half a minute and the 15 s', () => {
    const unanswered = (ago: number, limitA = 10): Offer => ({ ...offer(limitA, ago), sure: false });
    assert.equal(proof({ offers: [offer(16, 100), unanswered(44)] }).samples, 0);
    assert.equal(proof({ offers: [offer(16, 100), unanswered(45)] }).samples, 1);
    assert.equal(proof({ offers: [offer(16, 100), unanswered(50), unanswered(30)] }).samples, 1, 'asked again');
    assert.equal(proof({ offers: [offer(16, 100), unanswered(44), offer(10, 14)] }).samples, 0, 'answered late');
    assert.equal(proof({ offers: [offer(16, 100), unanswered(44), offer(10, 15)] }).samples, 1);
  });
  it('in the 15 s after the first word of a hub started anew what was told before may be in force', () => {
    assert.equal(proof({ offers: [offer(10, 14)] }).samples, 0);
    assert.equal(proof({ offers: [offer(10, 15)] }).samples, 1);
    assert.equal(proof({ offers: [], connectedAt: AT, measuredA: amps(17.6) }).samples, 0);
    const convicted = { samples: 2, since: AT, level: 1, levelAt: monoMs(AT - 30_000) } as const;
    assert.equal(proof({ offers: [offer(10, 14)], disobedience: convicted }).level, 2, 'one convicted is pressed');
  });
  it('where nothing is known it may draw all it has', () => {
    assert.equal(proof({ offers: [] }).samples, 0);
    const long = monoMs(AT - 15_000);
    assert.equal(proof({ offers: [], connectedAt: long, measuredA: amps(17.6) }).samples, 1);
  });
  it('when the live limit has ended, the safe one is in force as well, or all it has', () => {
    const { profiles } = charger({});
    const live = { limitA: amps(10), setAt: monoMs(0), endsAt: AT };
    assert.equal(proof({ profiles: { ...profiles, live } }).samples, 0);
    assert.equal(proof({ profiles: { ...profiles, live: { ...live, endsAt: monoMs(AT + 1) } } }).samples, 1);
    const lowSafe = { ...profiles, live, safe: { limitA: amps(6), setAt: monoMs(0) } };
    assert.equal(proof({ profiles: lowSafe, measuredA: amps(11) }).samples, 0, 'its last offer counts on');
    const safe = (limitA: number) => ({ limitA: amps(limitA), setAt: monoMs(0) });
    assert.equal(proof({ profiles: { ...profiles, live, safe: safe(6) } }).samples, 1);
    assert.equal(proof({ profiles: { ...profiles, live, safe: safe(15) } }).samples, 0);
  });
  it('a car on its way down is given a minute and a half: what falls clearly does not count, what stands does', () => {
    const draws = (...drawnA: readonly number[]) =>
      drawnA.map((drawA, k) => ({ at: monoMs(AT - 5000 * (drawnA.length - 1 - k)), drawA: amps(drawA) }));
    const fell = { draws: draws(16, 15.5), measuredA: amps(15.5) };
    const one = { ...OBEDIENT, samples: 1, since: monoMs(AT - 89_000) };
    assert.deepEqual(proof(fell), { ...OBEDIENT, since: AT });
    assert.deepEqual(proof({ ...fell, disobedience: one }), one);
    assert.equal(proof({ ...fell, disobedience: { ...one, since: monoMs(AT - 90_000) } }).level, 1);
    assert.equal(proof({ draws: draws(16, 15.6), measuredA: amps(15.6), disobedience: one }).level, 1);
    assert.equal(proof({ draws: draws(16), disobedience: one }).level, 1);
    const level = { ...one, samples: 2, level: 1 as const, levelAt: monoMs(AT - 30_000) };
    assert.equal(proof({ ...fell, disobedience: level }).level, 2, 'once convicted it is pressed');
    assert.equal(proof({ measuredA: amps(11), disobedience: { ...OBEDIENT, since: AT } }), OBEDIENT);
  });
  it('two samples convict; then it is pressed every 30 s, up to a fault', () => {
    const since = monoMs(AT - 100_000);
    const after = (level: Disobedience['level'], s: number): Disobedience =>
      proof({ disobedience: { samples: 5, since, level, levelAt: monoMs(AT - s * 1000) } });
    assert.deepEqual(proof({ disobedience: { samples: 1, since, level: 0, levelAt: null } }), {
      samples: 2,
      since,
      level: 1,
      levelAt: AT,
    });
    assert.equal(after(1, 29).level, 1);
    assert.deepEqual(after(1, 30), { samples: 6, since, level: 2, levelAt: AT });
    assert.deepEqual(after(2, 30), { samples: 6, since, level: 3, levelAt: AT, faultSince: WALL });
    assert.deepEqual(after(3, 30), { samples: 6, since, level: 3, levelAt: AT - 30_000 });
  });
});

describe('the fault of a charger', () => {
  it('its own goes before the one found here', () => {
    const fault = { errorCode: 'GroundFailure', since: WALL };
    const disobedience = { samples: 9, since: AT, level: 3, levelAt: AT, faultSince: WALL } as const;
    assert.deepEqual(faultOf(charger({ fault, disobedience })), fault);
    assert.equal(faultOf(charger({ fault: null, disobedience }))?.errorCode, 'Disobedient');
  });
});

describe('whether limits reach a charger', () => {
  const refused = (alike: number, result: 'refused' | 'failed' = 'refused') =>
    takesLimits(charger({ refusals: { 'set-limit': { count: 9, alike, result, at: AT, detail: '' } } }));
  it('not where it has refused them four times in a row; silence before is no refusal', () => {
    assert.deepEqual([refused(3), refused(4), refused(4, 'failed')], [true, false, true]);
  });
  it('not where it has broken off at them twice in a row', () => {
    const brokeOff = (alike: number): boolean => {
      const refusal = { count: 9, alike, result: 'failed', at: AT, detail: BROKE_OFF } as const;
      return takesLimits(charger({ refusals: { 'set-limit': refusal } }));
    };
    assert.deepEqual([brokeOff(1), brokeOff(2)], [true, false]);
  });
  it('without them it draws its safe current, where it keeps to that, and all it may otherwise', () => {
    const { profiles } = charger({});
    const drawsAtMost = (
      safeA: number | null,
      measuredA: number,
      live: ChargerState['profiles']['live'] = null,
    ): number =>
      unsteeredA(
        charger({
          measuredA: amps(measuredA),
          profiles: { ...profiles, live, safe: safeA === null ? null : { limitA: amps(safeA), setAt: AT } },
        }),
      );
    assert.deepEqual([drawsAtMost(10, 11.5), drawsAtMost(10, 11.6)], [10, 16]);
    assert.deepEqual([drawsAtMost(null, 0), drawsAtMost(5, 5), drawsAtMost(20, 16)], [16, 16, 16]);
    assert.equal(drawsAtMost(10, 8, { limitA: amps(8), setAt: AT }), 16, 'it may be under a limit of this charge');
    assert.equal(drawsAtMost(null, 5), 6, 'not told anew yet');
    const no = (result: 'refused' | 'failed') => ({ count: 1, alike: 1, result, at: AT, detail: '' });
    const draws = { measuredA: amps(5), profiles: { ...profiles, live: null, safe: null } };
    const toldNo = (result: 'refused' | 'failed') =>
      unsteeredA(charger({ ...draws, refusals: { 'set-safe-limit': no(result) } }));
    assert.deepEqual([toldNo('refused'), toldNo('failed')], [16, 6]);
  });
  it('0 A is a pause where it stops the current and lets it come back', () => {
    const { abilities } = charger({});
    const pauses = (over: Partial<typeof abilities>): boolean =>
      pausesByLimit(charger({ abilities: { ...abilities, ...over } }));
    assert.deepEqual(
      [
        pauses({}),
        pauses({ zeroPauses: false }),
        pauses({ resumesAfterZero: false }),
        pauses({ smartCharging: false }),
      ],
      [true, false, false, false],
    );
  });
});

describe('paused by 0 A, a car that does not resume (ocpp-rpc #81)', () => {
  const { car } = charger({});
  const paused: Partial<ChargerState> = {
    pausedAtZero: true,
    statusTold: 'SuspendedEV',
    car: { ...car, offeredSince: monoMs(AT - 45_001) },
  };
  const wakes = (over: Partial<ChargerState>, limitA = 10): boolean =>
    wontResume(charger({ ...paused, ...over }), limitA, {
      monoMs: AT,
      wallMs: 0 as never,
      wallClockPlausible: true,
    });
  it('is given a new transaction after 45 s', () => {
    assert.equal(wakes({}), true);
    assert.equal(wakes({ car: { ...car, offeredSince: monoMs(AT - 45_000) } }), false);
  });
  it('not when it was not paused so, was tried already, says nothing of the car, or is offered nothing', () => {
    for (const over of [
      { pausedAtZero: false },
      { resumeTried: true },
      { statusTold: 'SuspendedEVSE' as const },
      { car: { ...car, offeredSince: null } },
    ])
      assert.equal(wakes(over), false, JSON.stringify(over));
    assert.equal(wakes({}, 0), false);
  });
  it('by a pause of ours, once for a car', () => {
    const house = new House(siteFacts());
    house.plugIn('a');
    house.grid(0, 0, 0);
    house.cycle();
    house.status('a', 'Charging');
    const look = (s: number): void => {
      for (let t = 0; t < s; t += 5) {
        house.pass(5);
        house.draws('a', [0, 0, 0]);
        house.grid(0, 0, 0);
        house.cycle();
      }
    };
    house.wish('a', { charging: 'stopped' });
    look(5);
    house.status('a', 'SuspendedEVSE');
    house.wish('a', { charging: 'allowed' });
    look(5);
    house.status('a', 'SuspendedEV');
    look(55);
    const stops = house.commands.filter((one) => one.kind === 'stop-transaction');
    assert.deepEqual(stops, [
      { kind: 'stop-transaction', chargerId: 'a', transactionId: 1, pause: true, resumes: true },
    ]);
    house.tell({ kind: 'transaction-ended', chargerId: 'a', transactionId: 1, reason: 'Remote' });
    house.status('a', 'Preparing');
    look(5);
    assert.equal(house.commands.at(-1)?.kind, 'start-transaction');
  });
});
