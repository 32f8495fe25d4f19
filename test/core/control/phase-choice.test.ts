import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Seat } from '../../../core/control/seat.js';
import { choosePhases, type Phased } from '../../../core/control/sharing/phase-choice.js';
import { onPhases } from '../../../core/control/take-seat.js';
import { type View, viewOf } from '../../../core/control/view.js';
import type { OcppStatus } from '../../../core/model/charger.js';
import { monoMs } from '../../../core/model/units.js';
import { chargerFacts, House, siteFacts } from './house.js';

const HOUSE = new House(
  siteFacts({ chargers: [chargerFacts('a', { phaseSwitching: 'on' }), chargerFacts('b', { phaseSwitching: 'on' })] }),
);
for (const id of ['a', 'b']) HOUSE.plugIn(id);
HOUSE.grid(0, 0, 0);
const VIEW = viewOf(HOUSE.state, HOUSE.now);
const [SEAT, OTHER] = VIEW.seats as readonly [Seat, Seat];

const on = (seat: Seat, phases: 1 | 3, offeredA: number): Seat => ({
  ...onPhases({ ...seat, offeredA: 0 }, phases),
  offeredA,
  offeredPhases: offeredA > 0 ? phases : null,
});

interface Given {
  readonly law?: Seat['law'];
  /** Phases and current of its offer; none: it is about to begin. */
  readonly at?: readonly [phases: 1 | 3, offeredA: number];
  readonly status?: OcppStatus;
  readonly idle?: boolean;
  readonly switches?: boolean;
  /** The number of its phases was never told. */
  readonly untold?: boolean;
  /** What the other way has won so far, Wh. */
  readonly wonWh?: number;
  readonly asked?: boolean;
  readonly sunW?: number;
  readonly roomsA?: readonly number[];
  readonly laxA?: readonly number[];
  readonly other?: { readonly law: Seat['law']; readonly at: readonly [1 | 3, number] };
  readonly sampleS?: number;
}
function chosen(given: Given): Phased {
  const { law = 'FAST', at, status = 'Charging', roomsA = [24, 24, 24], laxA = roomsA, other, sampleS = 0 } = given;
  const seat: Seat = {
    ...(at ? on(SEAT, ...at) : SEAT),
    ...(given.untold && { offeredPhases: null, chosenPhases: null }),
    law,
    idle: given.idle ?? false,
    switches: given.switches ?? true,
    writtenAt: monoMs(1000),
    memory: { ...SEAT.memory, phasesWs: (given.wonWh ?? 0) * 3600 },
    charger: { ...SEAT.charger, status, wishedAt: monoMs(given.asked ? 2000 : 500) },
  };
  const steered = [seat, ...(other ? [{ ...on(OTHER, ...other.at), law: other.law }] : [])];
  const sunW = given.sunW ?? 0;
  const view: View = {
    ...VIEW,
    sampleS,
    steered,
    house: { ...VIEW.house, roomsA, laxA },
    sun: { ...VIEW.sun, lowW: sunW, highW: sunW, midW: sunW },
  };
  const [found] = choosePhases([seat], view);
  assert.ok(found);
  return found;
}
const phases = (given: Given): number => chosen(given).seat.on.length;
/** W that the other way wins; it is not taken for that in a second. */
const wins = (given: Given): number => Math.round(chosen({ ...given, sampleS: 1 }).phasesWs);

describe('phase choice: a charge begins', () => {
  for (const [title, given, expected] of [
    ['FAST on three', {}, 3],
    ['FAST on one, where three have no room for a minimum', { roomsA: [24, 5, 24] }, 1],
    ['ECO on one in little sun', { law: 'ECO', sunW: 1000 }, 1],
    ['ECO on one without any', { law: 'ECO', sunW: -3000 }, 1],
    ['ECO on three in much', { law: 'ECO', sunW: 9000 }, 3],
    ['ECO on one in much sun, where the fuse has no room on three', { law: 'ECO', sunW: 9000, roomsA: [24, 5, 24] }, 1],
    ['ECO on one, where another has the sun', { law: 'ECO', sunW: 9000, other: { law: 'ECO', at: [3, 11] } }, 1],
    [
      'ECO on three, where another on FAST takes none of it',
      { law: 'ECO', sunW: 9000, other: { law: 'FAST', at: [3, 11] } },
      3,
    ],
    ['and waits as it is where no way has room', { roomsA: [5, 5, 5] }, 3],
  ] as const) {
    it(title, () => assert.equal(phases(given as Given), expected));
  }
});

describe('phase choice: a running charge', () => {
  it('is changed when the other way has won its price', () => {
    assert.deepEqual([phases({ at: [1, 16], wonWh: 149 }), phases({ at: [1, 16], wonWh: 151 })], [1, 3]);
    assert.deepEqual([phases({ law: 'ECO', at: [3, 6], wonWh: 151 })], [1]);
  });
  it('begins to count anew after it, and never below nothing', () => {
    assert.equal(chosen({ at: [1, 16], wonWh: 151 }).phasesWs, 0);
    assert.equal(wins({ at: [3, 16] }), 0);
    assert.equal(wins({ at: [3, 16], wonWh: 1 }), 0);
  });
  it('at once for a wish, unless nothing is won by it', () => {
    assert.equal(phases({ at: [1, 16], asked: true }), 3);
    assert.equal(phases({ at: [3, 16], asked: true }), 3);
  });
  it('at once where its own way has no room for the minimum, by the lax measure; never to one without', () => {
    assert.equal(phases({ at: [3, 16], roomsA: [24, 5, 24] }), 1);
    assert.equal(phases({ at: [3, 16], roomsA: [24, 5, 24], laxA: [24, 6, 24] }), 3);
    assert.equal(phases({ at: [1, 16], roomsA: [24, 5, 24], wonWh: 500 }), 1);
    assert.equal(phases({ at: [3, 16], roomsA: [5, 5, 24] }), 3);
  });
  it('not while the car does not charge: a switch is under way', () => {
    const switching = { at: [1, 16], status: 'SuspendedEVSE', wonWh: 500 } as const;
    assert.deepEqual([phases(switching), chosen(switching).phasesWs], [1, 0]);
  });
  it('not at a charger that cannot choose', () => {
    assert.equal(phases({ at: [1, 16], switches: false, asked: true, wonWh: 500 }), 1);
  });
  it('not for a car that does not take its offer', () => {
    assert.equal(phases({ at: [1, 16], idle: true, wonWh: 500 }), 1);
  });
  it('of phases never told it is where its car is', () => {
    assert.equal(phases({ at: [3, 16], untold: true, roomsA: [24, 5, 24] }), 1);
    assert.equal(chosen({ at: [3, 16], untold: true }).seat.chosenPhases, null);
  });
});

describe('phase choice: what a way wins', () => {
  const W = 15.7 * 230;
  for (const [title, given, expectedW] of [
    ['FAST: two phases more', { at: [1, 16] }, 2 * W],
    [
      'FAST: no more than the fuse leaves on its fullest phase',
      { at: [1, 16], roomsA: [24, 10, 24] },
      3 * 9.7 * 230 - W,
    ],
    [
      'FAST: beside what the other has there',
      { at: [1, 16], other: { law: 'FAST', at: [3, 14] } },
      3 * 9.7 * 230 - 9.7 * 230,
    ],
    [
      'FAST: the other has its own phase only',
      { at: [1, 16], other: { law: 'FAST', at: [1, 14] } },
      3 * 9.7 * 230 - 9.7 * 230,
    ],
    [
      'FAST: at least the minimum, for which others make room',
      { at: [1, 16], other: { law: 'FAST', at: [3, 22] } },
      2 * 5.7 * 230,
    ],
    ['ECO: the sun that one phase cannot take', { law: 'ECO', at: [1, 16], sunW: 9000 }, 9000 - W],
    ['ECO: the grid that three would need', { law: 'ECO', at: [3, 6], sunW: 2000 }, 3 * 5.7 * 230 - 2000],
    ['ECO: no sun is no sun, whatever the house takes', { law: 'ECO', at: [3, 6], sunW: -5000 }, 2 * 5.7 * 230],
    ['ECO: no more than the charger gives', { law: 'ECO', at: [1, 16], sunW: 20_000 }, 2 * W],
  ] as const) {
    it(title, () => assert.equal(wins(given as Given), Math.round(expectedW)));
  }
});
