import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { needA, type Seat, topA, wholeSteps } from '../../../core/control/seat.js';
import type { ChargerState } from '../../../core/control/site-state.js';
import { onPhases, takeSeat } from '../../../core/control/take-seat.js';
import type { ChargerFacts } from '../../../core/model/charger.js';
import { amps, monoMs, wallMs } from '../../../core/model/units.js';
import type { ChargerOverlay } from '../../../core/model/wishes.js';
import { chargerFacts, House, siteFacts } from './house.js';

interface Given {
  readonly facts?: Partial<ChargerFacts>;
  readonly wishes?: ChargerOverlay;
  readonly charger?: Partial<ChargerState>;
  readonly car?: Partial<ChargerState['car']>;
  readonly abilities?: Partial<ChargerState['abilities']>;
  readonly wallClockPlausible?: boolean;
  readonly phases?: 1 | 3;
}
function seat({
  facts = {},
  wishes = {},
  charger,
  car,
  abilities,
  wallClockPlausible = true,
  phases = 3,
}: Given): Seat {
  const house = new House(siteFacts({ phases, chargers: [chargerFacts('a', facts)] }));
  house.plugIn('a');
  house.wish('a', wishes);
  const own = house.charger('a');
  return takeSeat(
    house.state,
    { ...own, car: { ...own.car, ...car }, abilities: { ...own.abilities, ...abilities }, ...charger },
    { ...house.now, wallClockPlausible },
    house.now.monoMs,
  );
}
const NOW = new House(siteFacts()).now;
const live = (limitA: number, over = {}) => ({
  max: null,
  safe: null,
  live: { limitA: amps(limitA), setAt: monoMs(NOW.monoMs - 50_000), endsAt: monoMs(NOW.monoMs + 1), ...over },
});
const offer = (limitA: number, ago: number) => ({
  at: monoMs(NOW.monoMs - ago * 1000),
  limitA: amps(limitA),
  sure: true,
});
const refusals = { 'set-limit': { count: 4, alike: 4, at: NOW.monoMs, result: 'refused' as const, detail: '' } };
const capped = (capA: number, also = {}) => ({ car: { capA: amps(capA), ...also } });

describe('a seat: the offer in force', () => {
  const offered = (charger: Partial<ChargerState>, given: Given = {}) => {
    const { offeredA, offeredPhases, writtenAt } = seat({ ...given, charger: { ...charger, ...given.charger } });
    return [offeredA, offeredPhases, writtenAt === null ? null : (NOW.monoMs - writtenAt) / 1000];
  };
  it('is the newest limit on its way, else the live one, since it last changed', () => {
    const sent = (limitA: number, ago: number) => ({
      command: { kind: 'set-limit', chargerId: 'a', limitA: amps(limitA), durationS: 300 as never } as const,
      sentAt: monoMs(NOW.monoMs - ago * 1000),
    });
    assert.deepEqual(offered({ profiles: live(10), pending: [sent(8, 3), sent(7, 2)] }), [7, null, 2]);
    const start = { command: { kind: 'start-transaction', chargerId: 'a', idTag: 'x' } as const, sentAt: NOW.monoMs };
    assert.deepEqual(offered({ profiles: live(10), pending: [start], offers: [offer(10, 40)] }), [10, null, 40]);
    assert.deepEqual(offered({ profiles: live(10) }), [10, null, 50]);
  });
  it('a live limit that has ended is none; without an end it goes on', () => {
    assert.deepEqual(offered({ profiles: live(10, { endsAt: NOW.monoMs }) }), [0, null, null]);
    const { live: one } = live(10);
    const { endsAt: _, ...endless } = one;
    assert.equal(offered({ profiles: { max: null, safe: null, live: endless } })[0], 10);
  });
  it('a car that is found charging is taken on at the safe current, at least the minimum', () => {
    const safe = (limitA: number | null) => ({
      status: 'Charging' as const,
      profiles: { max: null, live: null, safe: limitA === null ? null : { limitA: amps(limitA), setAt: monoMs(0) } },
    });
    assert.equal(offered(safe(8))[0], 8);
    assert.equal(offered(safe(0))[0], 6);
    assert.equal(offered(safe(null))[0], 6);
    assert.equal(offered({ ...safe(8), status: 'SuspendedEV' })[0], 0);
  });
  it('or at what it draws, in whole steps up to what the charger gives', () => {
    const found = (measuredA: number, stepA = 1): number | undefined => {
      const profiles = { max: null, live: null, safe: { limitA: amps(8), setAt: monoMs(0) } };
      const charger = { status: 'Charging', profiles, measuredA: amps(measuredA) } as const;
      return seat({ facts: { stepA: amps(stepA) }, charger }).offeredA;
    };
    assert.deepEqual([found(11.6), found(11.6, 0.1), found(3), found(20)], [12, 11.9, 8, 16]);
  });
  it('one that takes no limits draws all it may, or nothing; that is its minimum as well', () => {
    assert.deepEqual(offered({ refusals, status: 'Charging' }), [16, null, null]);
    assert.deepEqual(offered({ refusals }), [0, null, null]);
    assert.equal(seat({ charger: { refusals } }).minA, 16);
    assert.equal(seat({ abilities: { smartCharging: false } }).minA, 16);
  });
  it('a number of phases counts where the charger switches', () => {
    const given = { facts: { phaseSwitching: 'on' as const } };
    const one = seat({ ...given, charger: { profiles: live(10, { phases: 1 }) } });
    assert.deepEqual([one.offeredPhases, one.chosenPhases, one.on, one.switches], [1, 1, [0], true]);
    const command = { kind: 'set-limit', chargerId: 'a', limitA: amps(8), durationS: 300 as never, phases: 1 } as const;
    const sent = seat({ ...given, charger: { pending: [{ command, sentAt: NOW.monoMs }] } });
    assert.deepEqual([sent.offeredPhases, sent.on], [1, [0]], 'on its way');
    const found = (...currentA: number[]) => {
      const sample = { takenAt: NOW.monoMs, takenAtWall: NOW.wallMs, currentA: currentA.map(amps) };
      const unknown = { max: null, safe: null, live: null };
      return seat({ ...given, charger: { status: 'Charging', profiles: unknown, sample } }).offeredPhases;
    };
    assert.deepEqual([found(9, 0.4, 0), found(9, 9, 9), found(9), found(0, 0, 0)], [1, null, null, null]);
    const not = seat({ charger: { profiles: live(10, { phases: 1 }) } });
    assert.deepEqual([not.offeredPhases, not.on, not.switches], [null, [0, 1, 2], false]);
    const ignored = seat({ ...given, car: { ignoresPhases: true } });
    assert.equal(ignored.switches, false);
  });
});

describe('a seat: the ceiling and the minimum', () => {
  it('charger, user, outside: the smallest, equals joined', () => {
    const outside = (currentA: number, inS: number) => ({
      externalLimit: { name: 'x', currentA: amps(currentA), untilAt: wallMs(NOW.wallMs + inS * 1000) },
    });
    const of = (wishes: ChargerOverlay, wallClockPlausible = true) => {
      const { currentA, sources } = seat({ wishes, wallClockPlausible }).ceiling;
      return [currentA, ...sources];
    };
    assert.deepEqual(of({}), [16, 'charger-limit']);
    assert.deepEqual(of({ limitA: amps(10) }), [10, 'user-limit']);
    assert.deepEqual(of({ limitA: amps(16) }), [16, 'user-limit', 'charger-limit']);
    assert.deepEqual(of({ limitA: amps(10), ...outside(8, 60) }), [8, 'external-limit']);
    assert.deepEqual(of(outside(8, 0)), [16, 'charger-limit']);
    assert.deepEqual(of(outside(8, 0), false), [8, 'external-limit'], 'a clock that cannot be believed keeps it');
  });
  it('of one that takes no limits, the safe current it keeps to', () => {
    const kept = (safeA: number | null, limitA: number | null = null) => {
      const safe = safeA === null ? null : { limitA: amps(safeA), setAt: monoMs(0) };
      const profiles = { max: null, live: null, safe };
      const wishes = { limitA: limitA === null ? null : amps(limitA) };
      const { currentA, sources } = seat({ wishes, charger: { refusals, profiles } }).ceiling;
      return [currentA, ...sources];
    };
    assert.deepEqual(kept(8), [8, 'charger-limit']);
    assert.deepEqual(kept(8, 10), [8, 'charger-limit']);
    assert.deepEqual(kept(8, 7), [7, 'user-limit']);
    assert.deepEqual(kept(null, 16), [16, 'user-limit', 'charger-limit']);
  });
  it('the minimum is the car’s where it has shown that it needs more, and may have it', () => {
    const refuses = (offerA: number, times = 2) => ({ car: { refuses: { offerA: amps(offerA), times } } });
    assert.equal(seat(refuses(7)).minA, 8);
    assert.equal(seat(refuses(7, 1)).minA, 6);
    assert.equal(seat(refuses(4)).minA, 6);
    assert.equal(seat({ ...refuses(10), wishes: { limitA: amps(11) } }).minA, 11);
    assert.equal(seat({ ...refuses(10), wishes: { limitA: amps(10) } }).minA, 6);
  });
  it('steps are two at once for a car that follows every other one', () => {
    assert.deepEqual([seat({}).stepA, seat({ car: { dullSteps: 2 } }).stepA], [1, 2]);
    assert.equal(seat({ facts: { stepA: amps(0.1) }, car: { dullSteps: 2 } }).stepA, 0.2);
  });
});

describe('a seat: the phases', () => {
  it('all that are wired, until this visit has shown which', () => {
    const known = seat({ facts: { phases: [2, 3, 1] }, car: { conductors: [0, 2] } });
    assert.deepEqual([known.on, known.feeds], [[1, 2, 0], 2]);
    const seen = seat({ facts: { phases: [2, 3, 1] }, car: { conductors: [0, 2], phasesSeen: true } });
    assert.deepEqual([seen.on, seen.feeds], [[1, 0], 2]);
    const odd = seat({ facts: { phases: [2] }, car: { conductors: [2], phasesSeen: true } });
    assert.deepEqual([odd.on, odd.feeds], [[1], 1], 'nothing of what is wired: all of it');
    assert.deepEqual(seat({ phases: 1, facts: { phases: [1] } }).on, [0]);
  });
  it('as it would be on one or three: what runs on as many stays as it is', () => {
    const given: Given = { facts: { phaseSwitching: 'on' }, car: { conductors: [0, 1], phasesSeen: true } };
    const running = seat({ ...given, charger: { profiles: live(10, { phases: 3 }) } });
    assert.deepEqual([onPhases(running, 3).on, onPhases(running, 3).chosenPhases], [[0, 1], 3]);
    assert.deepEqual([onPhases(running, 1).on, onPhases(running, 1).feeds], [[0], 1]);
    const paused = seat(given);
    assert.deepEqual([onPhases(paused, 3).on, onPhases(paused, 3).feeds], [[0, 1, 2], 2]);
    const atRest = seat({ ...given, charger: { profiles: live(0, { phases: 3 }) } });
    assert.deepEqual(onPhases(atRest, 3).on, [0, 1, 2], 'at 0 A nothing runs on any');
    const unasked = seat({ ...given, car: { conductors: [1], phasesSeen: true }, charger: { profiles: live(10) } });
    assert.deepEqual(onPhases(unasked, 1).on, [1], 'one phase by what is measured');
  });
});

describe('a seat: who cannot be steered', () => {
  const fixed = (charger: Partial<ChargerState>): number | null => seat({ charger }).fixedA;
  const safe = { max: null, live: null, safe: { limitA: amps(7), setAt: monoMs(0) } };
  it('offline: the most of what it draws, was told, and the safe current', () => {
    const gone = { connected: false };
    assert.equal(fixed({}), null);
    assert.equal(fixed({ ...gone }), 6, 'the safe current of the configuration');
    assert.equal(fixed({ ...gone, profiles: safe }), 7);
    assert.equal(fixed({ ...gone, measuredA: amps(9) }), 9);
    assert.equal(fixed({ ...gone, profiles: live(12) }), 12);
    assert.equal(fixed({ ...gone, offers: [offer(14, 400), offer(11, 300)] }), 11);
  });
  it('offline in a charge that no limit reaches: all it may draw, whatever status it has told', () => {
    const gone = { connected: false, refusals, status: 'Preparing' } as const;
    assert.equal(fixed(gone), 16);
    assert.equal(fixed({ ...gone, transaction: null }), 6, 'none runs');
  });
  it('offline without a car: the safe current alone; never heard, all the same as with one', () => {
    const empty = { connected: false, status: 'Available', transaction: null, measuredA: amps(9) } as const;
    assert.equal(fixed(empty), 6);
    assert.equal(fixed({ ...empty, heard: false }), 9);
    assert.equal(fixed({ heard: false, measuredA: amps(9) }), 9);
  });
  it('not obeying: what it draws', () => {
    const disobedience = { samples: 2, since: monoMs(0), level: 1, levelAt: monoMs(0) } as const;
    assert.equal(fixed({ disobedience, measuredA: amps(15) }), 15);
  });
});

describe('a seat: what is worth offering', () => {
  it('a little above what the car takes, so that it can prove otherwise; three where one step changed nothing', () => {
    assert.equal(topA(seat({})), 16);
    assert.equal(topA(seat(capped(8.7))), 10);
    assert.deepEqual([topA(seat(capped(8.7, { dullSteps: 1 }))), topA(seat(capped(8.7, { dullSteps: 2 })))], [11, 11]);
    assert.equal(topA(seat(capped(15))), 16);
    assert.equal(topA(seat(capped(2))), 6);
    assert.equal(topA(seat({ ...capped(2), wishes: { limitA: amps(5) } })), 5);
  });
  it('so far above that measuring it a little less or more is not taken for following', () => {
    assert.deepEqual(
      [12.7, 12.8, 12.98, 13, 13.02].map((capA) => topA(seat(capped(capA)))),
      [14, 15, 15, 15, 15],
    );
    const fine = (capA: number): number => topA(seat({ ...capped(capA), facts: { stepA: amps(0.1) } }));
    assert.deepEqual([12.4, 12.7, 12.9].map(fine), [15, 15, 16], 'of whole amps only, it may be further below');
  });
  const asked = (over: Given, limitA = 16): number => {
    const own = seat({ ...over, wishes: { mode: 'ECO+', limitA: amps(limitA), ...over.wishes } });
    return topA({ ...own, memory: { ...own.memory, idleTries: 1 } });
  };
  const refused = (refusedA: number | null) => ({ car: { refusedA: refusedA === null ? null : amps(refusedA) } });
  it('to one that did not take its offer the minimum, or a little more than it refused', () => {
    const after = (refusedA: number | null, limitA?: number) => asked(refused(refusedA), limitA);
    assert.deepEqual([after(null), after(6), after(7), after(9), after(10), after(16)], [6, 8, 9, 10, 6, 6]);
    assert.deepEqual([after(7, 8), after(null, 5)], [8, 5]);
  });
  it('on FAST and ECO, where the door stays open, as much more at once', () => {
    for (const mode of ['FAST', 'ECO'] as const) {
      const after = (refusedA: number | null, charger = {}) =>
        asked({ ...refused(refusedA), wishes: { mode }, charger });
      assert.deepEqual([after(6), after(9), after(10), after(16)], [10, 10, 6, 6]);
      const told = (...limitsA: number[]) => ({ offers: limitsA.map((limitA) => offer(limitA, 0)) });
      assert.deepEqual([after(null, told(6)), after(null, told(0, 16, 8)), after(null, told(12))], [10, 10, 6]);
      assert.equal(after(null, { ...told(6), tookOffer: true }), 6, 'one that drew is full');
    }
  });
  it('the fuse keeps what the car takes and half an ampere, or the offer', () => {
    assert.deepEqual([needA(seat({}), 10), needA(seat(capped(8)), 10), needA(seat(capped(8)), 7)], [10, 8.5, 7]);
  });
  it('whole steps, rounded down but for a hair', () => {
    assert.deepEqual(
      [wholeSteps(7.9, 1), wholeSteps(7.9999999, 1), wholeSteps(6.25, 0.1), wholeSteps(7, 2)],
      [7, 8, 6.2, 6],
    );
  });
});

describe('a seat: the law', () => {
  const law = (wishes: ChargerOverlay): readonly unknown[] => {
    const { law: own, spur } = seat({ wishes: { mode: 'ECO', ...wishes } });
    return [own, spur];
  };
  const boost = { since: NOW.wallMs };
  const timers = [{ start: '00:00', end: '23:59', repeat: 'daily', enabled: true }] as const;
  const readyBy = (time: string) => ({ time, energyWh: 20_000 as never, setAt: NOW.wallMs });
  it('the mode’s, or FAST by a boost, a timer, or what must be ready; the first of them is told', () => {
    assert.deepEqual(law({}), ['ECO', null]);
    assert.deepEqual(law({ readyBy: readyBy('13:00') }), ['FAST', 'ready-by']);
    assert.deepEqual(law({ readyBy: readyBy('11:59') }), ['ECO', null], 'not yet due');
    assert.deepEqual(law({ readyBy: readyBy('13:00'), timers }), ['FAST', 'timer']);
    assert.deepEqual(law({ readyBy: readyBy('13:00'), timers, boost }), ['FAST', 'boost']);
  });
  it('in FAST only a timer is told', () => {
    assert.deepEqual(law({ mode: 'FAST', boost }), ['FAST', null]);
    assert.deepEqual(law({ mode: 'FAST', boost, timers }), ['FAST', 'timer']);
  });
});
