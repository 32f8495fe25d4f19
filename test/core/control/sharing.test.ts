import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Seat } from '../../../core/control/seat.js';
import { admit } from '../../../core/control/sharing/admit.js';
import { handOver } from '../../../core/control/sharing/hand-over.js';
import { takeSeat } from '../../../core/control/take-seat.js';
import type { Policy } from '../../../core/model/mode.js';
import type { PhaseMap } from '../../../core/model/phases.js';
import { amps } from '../../../core/model/units.js';
import { chargerFacts, House, siteFacts } from './house.js';

/** Chargers that charge as told, on FAST, with so much room for all of them on every phase. */
function charging(roomA: number, policy: Policy, ids: readonly string[], maps: readonly PhaseMap[] = []): House {
  const chargers = ids.map((id, k) => chargerFacts(id, { priority: k + 1, phases: maps[k] ?? [1, 2, 3] }));
  const house = new House(siteFacts({ policy, fuseA: amps(40.5), chargers }));
  for (const id of ids) house.plugIn(id);
  for (let t = 0; t < 400; t += 2) {
    house.pass(2);
    follow(house, roomA);
    house.cycle();
  }
  return house;
}
/** One look: every car draws what it was told, less 0.3 A; the house takes the rest of 40 A. */
function follow(
  house: House,
  roomA: number,
  drawn: (id: string, limitA: number) => number = (_, A) => Math.max(0, A - 0.3),
): void {
  const phaseA = [40 - roomA, 40 - roomA, 40 - roomA];
  for (const { facts } of Object.values(house.state.chargers)) {
    const limitA = house.liveA(facts.id) ?? 0;
    const status = house.charger(facts.id).status;
    if (limitA > 0 && status !== 'Charging') house.status(facts.id, 'Charging');
    if (limitA === 0 && status === 'Charging') house.status(facts.id, 'SuspendedEVSE');
    const drawA = limitA > 0 ? drawn(facts.id, limitA) : 0;
    house.draws(
      facts.id,
      facts.phases.map(() => drawA),
    );
    for (const phase of facts.phases) phaseA[phase - 1] = (phaseA[phase - 1] ?? 0) + drawA;
  }
  house.grid(...phaseA.map((current) => current * 230));
}
const shares = (house: House): readonly (number | null)[] =>
  Object.keys(house.state.chargers).map((id) => house.liveA(id));

describe('sharing: two three-phase cars, 6–16 A', () => {
  const EQUAL: readonly (readonly [number, number, number])[] = [
    [26, 13, 13],
    [20, 10, 10],
    [16, 8, 8],
    [12, 6, 6],
    [11, 11, 0],
  ];
  for (const [room, a, b] of EQUAL) {
    it(`equal: ${room} A gives ${a} + ${b}`, () => {
      const got = [...shares(charging(room, 'equal', ['a', 'b']))].sort((x, y) => (y ?? 0) - (x ?? 0));
      assert.deepEqual(got, [a, b]);
    });
  }
  const PRIORITY: readonly (readonly [number, number, number])[] = [
    [26, 16, 10],
    [20, 14, 6],
    [16, 10, 6],
    [12, 6, 6],
    [11, 11, 0],
  ];
  for (const [room, a, b] of PRIORITY) {
    it(`priority: ${room} A gives ${a} + ${b}`, () => {
      assert.deepEqual(shares(charging(room, 'priority', ['a', 'b'])), [a, b]);
    });
  }
});

describe('sharing: what one does not draw', () => {
  it('goes to the others within 60 s', () => {
    const house = charging(26, 'equal', ['a', 'b']);
    for (let t = 0; t < 60; t += 2) {
      house.pass(2);
      follow(house, 26, (id, limitA) => (id === 'a' ? Math.min(7.5, limitA - 0.3) : limitA - 0.3));
      house.cycle();
    }
    assert.ok((house.liveA('b') ?? 0) >= 16, `b has ${house.liveA('b')}`);
    assert.ok((house.liveA('a') ?? 0) <= 9, `a has ${house.liveA('a')}`);
  });
  it('stays with one that is alone, whatever it draws of it: FAST is all it may have', () => {
    const house = charging(26, 'equal', ['a']);
    const offers = new Set<number | null>();
    for (let t = 0; t < 600; t += 2) {
      house.pass(2);
      // As in SAP’s simulator, where each reading is drawn at random.
      follow(house, 26, () => [3, 14, 8, 5, 11][((t / 10) % 5) | 0] ?? 0);
      house.cycle();
      offers.add(house.liveA('a'));
    }
    assert.deepEqual([...offers], [16]);
  });
  it('is taken back from one that is alone where the fuse would not carry all of it', () => {
    const house = charging(15, 'equal', ['a']);
    assert.equal(house.liveA('a'), 15);
    for (let t = 0; t < 60; t += 2) {
      house.pass(2);
      follow(house, 15, () => 7.5);
      house.cycle();
    }
    assert.equal(house.liveA('a'), 9);
  });
  it('is taken back as soon as there is another', () => {
    const house = charging(26, 'equal', ['a', 'b']);
    house.status('b', 'Available');
    const drawn = (id: string, limitA: number) => (id === 'a' ? 7.5 : Math.max(0, limitA - 0.3));
    for (let t = 0; t < 120; t += 2) {
      house.pass(2);
      follow(house, 26, drawn);
      house.status('b', 'Available');
      house.cycle();
    }
    assert.equal(house.liveA('a'), 16);
    house.plugIn('b');
    for (let t = 0; t < 90; t += 2) {
      house.pass(2);
      follow(house, 26, drawn);
      house.cycle();
    }
    assert.deepEqual(shares(house), [9, 16]);
  });
  it('a car that never takes its offer leaves its share after a minute, and keeps the door open at the minimum', () => {
    const house = charging(26, 'equal', ['a', 'b']);
    house.status('a', 'SuspendedEV');
    for (let t = 0; t < 90; t += 2) {
      house.pass(2);
      house.draws('a', [0, 0, 0]);
      house.draws('b', new Array(3).fill((house.liveA('b') ?? 0) - 0.3));
      const phaseW = (14 + (house.liveA('b') ?? 0) - 0.3) * 230;
      house.grid(phaseW, phaseW, phaseW);
      house.cycle();
    }
    assert.deepEqual(shares(house), [6, 16]);
    assert.equal(house.decision('a').because.code, 'car-idle');
  });
});

describe('sharing: room for one', () => {
  interface Given {
    readonly ids?: readonly string[];
    readonly roomsA?: readonly number[];
    readonly laxA?: readonly number[];
    readonly idle?: string;
  }
  /** Of two, b charges; by default there is room for one and a bit. */
  const admitted = (policy: Policy, turned: boolean, given: Given = {}): readonly string[] => {
    const { ids = ['a', 'b'], laxA = [8, 8, 8], roomsA = laxA, idle } = given;
    const house = new House(siteFacts({ chargers: [chargerFacts('a'), chargerFacts('b')] }));
    for (const id of ['a', 'b']) house.plugIn(id);
    const command = {
      kind: 'set-limit',
      chargerId: 'b',
      limitA: amps(6),
      durationS: house.state.facts.profileDurationS,
    } as const;
    house.tell({ kind: 'command-sent', chargerId: 'b', command });
    house.tell({ kind: 'command-answered', chargerId: 'b', command, outcome: { result: 'accepted' } });
    const seats = ids.map((id) => {
      const seat = takeSeat(house.state, house.charger(id), house.now, house.now.monoMs);
      return { ...seat, idle: id === idle };
    });
    return [...admit(seats, roomsA, laxA, policy, turned).keys()];
  };
  it('who charges stays, until the turn of the other', () => {
    assert.deepEqual(admitted('equal', false), ['b']);
    assert.deepEqual(admitted('equal', true), ['a']);
  });
  it('under priority rank alone counts', () => {
    assert.deepEqual(admitted('priority', false), ['a']);
  });
  it('who charges is counted once, whatever its rank', () => {
    assert.deepEqual(admitted('equal', false, { ids: ['b', 'a'], laxA: [12, 12, 12] }), ['b', 'a']);
    assert.deepEqual(admitted('equal', false, { laxA: [11.9, 12, 12] }), ['b'], 'on every phase');
  });
  it('who is to start is measured by the strict room, who charges by the lax one', () => {
    assert.deepEqual(admitted('equal', false, { roomsA: [8, 11, 8], laxA: [12, 12, 12] }), ['b']);
    assert.deepEqual(admitted('equal', false, { roomsA: [0, 0, 0], laxA: [6, 6, 6] }), ['b']);
  });
  it('one that does not take its offer is let in, and takes no room', () => {
    assert.deepEqual(admitted('equal', false, { idle: 'b', laxA: [6, 6, 6] }), ['b', 'a']);
    assert.deepEqual(admitted('equal', false, { idle: 'b', laxA: [5, 6, 6] }), []);
  });
});

describe('sharing: handing over', () => {
  const raised = (wanted: Readonly<Record<string, number>>, roomA: number, offeredA = 6): readonly unknown[] => {
    const house = new House(siteFacts({ chargers: [chargerFacts('a'), chargerFacts('b')] }));
    const seats = Object.keys(wanted).map((id) => {
      house.plugIn(id);
      const seat = takeSeat(house.state, house.charger(id), house.now, house.now.monoMs);
      const drawA = Math.max(0, offeredA - 0.3);
      return { ...seat, offeredA, drawNow: { lowA: drawA, highA: drawA } };
    });
    return [...handOver(seats, new Map(Object.entries(wanted)), [roomA, roomA, roomA]).values()];
  };
  it('two that are raised at once do not take the same room', () => {
    assert.deepEqual(raised({ a: 16, b: 16 }, 20), [14, 6]);
    assert.deepEqual(raised({ a: 16, b: 16 }, 30), [16, 14]);
  });
  it('what a car has been promised is kept for it, unless it does not take it', () => {
    const beside = (over: Partial<Seat>): number => {
      const house = new House(siteFacts({ chargers: [chargerFacts('a'), chargerFacts('b')] }));
      const [a, b] = ['a', 'b'].map((id): Seat => {
        house.plugIn(id);
        return takeSeat(house.state, house.charger(id), house.now, house.now.monoMs);
      });
      assert.ok(a && b);
      const told = { ...a, offeredA: 10, ...over };
      return (
        handOver(
          [told, b],
          new Map([
            ['a', told.offeredA],
            ['b', 16],
          ]),
          [20, 20, 20],
        ).get('b') ?? 0
      );
    };
    assert.equal(beside({}), 10, '9.7 A are on their way');
    assert.equal(beside({ idle: true }), 16);
    assert.equal(beside({ offeredA: 0 }), 16);
    assert.equal(beside({ offeredA: 0, drawNow: { lowA: 0, highA: 8 } }), 12, 'what still flows');
  });
  it('who cannot be raised, stays: lowering is for others to say', () => {
    assert.deepEqual(raised({ a: 16 }, 8, 10), [10]);
    assert.deepEqual(raised({ a: 8 }, 20, 10), [8]);
  });
  it('who cannot be raised to the minimum yet, waits', () => {
    assert.deepEqual(raised({ a: 6, b: 6 }, 11.6, 0), [6, 0]);
    assert.deepEqual(raised({ a: 6, b: 6 }, 12, 0), [6, 6]);
  });
});

describe('sharing: phases', () => {
  it('one-phase chargers on other phases do not take from each other', () => {
    assert.deepEqual(shares(charging(16, 'equal', ['a', 'b', 'c'], [[1], [2], [3]])), [16, 16, 16]);
  });
  it('a one-phase car on a three-phase charger only burdens one phase, once learned', () => {
    const house = charging(
      22,
      'equal',
      ['a', 'b'],
      [
        [1, 2, 3],
        [2, 3, 1],
      ],
    );
    for (let t = 0; t < 300; t += 2) {
      house.pass(2);
      const a = Math.max(0, (house.liveA('a') ?? 0) - 0.3);
      const b = Math.max(0, (house.liveA('b') ?? 0) - 0.3);
      house.draws('a', [a, 0, 0]);
      house.draws('b', [b, 0, 0]);
      house.grid((18 + a) * 230, (18 + b) * 230, 18 * 230);
      house.cycle();
    }
    assert.deepEqual(shares(house), [16, 16]);
  });
  it('nobody goes up before the other has come down', () => {
    const house = charging(26, 'priority', ['a', 'b']);
    house.wish('b', { priority: 0 });
    house.pass(2);
    follow(house, 26);
    house.cycle();
    assert.deepEqual(shares(house), [10, 10], 'a is lowered at once, b waits for the current to go');
    for (let t = 0; t < 40; t += 2) {
      house.pass(2);
      follow(house, 26);
      house.cycle();
    }
    assert.deepEqual(shares(house), [10, 16]);
  });
});
