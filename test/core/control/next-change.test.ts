import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nextChange } from '../../../core/control/because/next-change.js';
import { NOTHING_HIDDEN } from '../../../core/control/memory.js';
import type { Pace } from '../../../core/control/pace.js';
import type { Seat } from '../../../core/control/seat.js';
import { takeSeat } from '../../../core/control/take-seat.js';
import type { BecauseCode } from '../../../core/model/because.js';
import { amps, monoMs, wallMs, wattHours } from '../../../core/model/units.js';
import type { ChargerOverlay } from '../../../core/model/wishes.js';
import { chargerFacts, House, siteFacts } from './house.js';

/** At noon in Rome a car at a charger whose limit went out eight seconds ago. */
const NOON = Date.parse('2026-06-21T10:00:00Z');
const at = (time: string): number => Date.parse(`2026-06-21T${time}:00+02:00`);
const until = (time: string) => wallMs(at(time));
const FREE: Pace = { limitA: 6, paceWs: 0, held: null };

function next(
  set: ChargerOverlay,
  pace: Pace = FREE,
  alter: (seat: Seat) => Seat = (seat) => seat,
  hiddenSun = NOTHING_HIDDEN,
): number | null {
  const house = new House(siteFacts({ chargers: [chargerFacts('a', { mode: 'ECO+' })] }));
  house.plugIn('a');
  house.grid(-3000, -3000, -3000);
  house.cycle();
  house.pass(8);
  house.wish('a', set);
  const seat = takeSeat(house.state, house.charger('a'), house.now, house.now.monoMs);
  const state = { ...house.state, memory: { ...house.state.memory, hiddenSun } };
  return nextChange(state, alter(seat), house.now, pace, null);
}
const timer = (start: string, end: string) => ({ start, end, repeat: 'daily', enabled: true }) as const;

describe('when the next change is possible', () => {
  for (const [because, set, expected] of [
    ['nothing is known to come', {}, null],
    ['a boost ends', { boost: { since: until('11:00'), untilAt: until('13:00') } }, at('13:00')],
    ['a boost that has ended counts no more', { boost: { since: until('11:00'), untilAt: until('11:59') } }, null],
    ['a boost that ends with its energy has no time', { boost: { since: until('11:00') } }, null],
    [
      'a limit from outside ends',
      { externalLimit: { name: 'grid', currentA: 6, untilAt: until('12:30') } },
      at('12:30'),
    ],
    [
      'one that has ended counts no more',
      { externalLimit: { name: 'grid', currentA: 6, untilAt: until('11:59') } },
      null,
    ],
    ['a reservation ends', { reservation: { reservationId: 1, idTag: 'A', untilAt: until('14:00') } }, at('14:00')],
    ['a window begins', { timers: [timer('15:00', '16:00')] }, at('15:00')],
    ['a window ends', { timers: [timer('11:00', '12:15')] }, at('12:15')],
    ['the first of several', { timers: [timer('15:00', '16:00'), timer('13:00', '13:30')] }, at('13:00')],
    // 11.04 kWh at 11.04 kW, a tenth and five minutes to spare.
    [
      'ready-by begins at the latest',
      { readyBy: { time: '20:00', energyWh: wattHours(11_040), setAt: wallMs(NOON) } },
      at('20:00') - 71 * 60_000,
    ],
    ['nothing, while it is stopped', { charging: 'stopped', timers: [timer('15:00', '16:00')] }, null],
    [
      'a window begins, where a card is waited for',
      { access: 'cards', timers: [timer('15:00', '16:00')] },
      at('15:00'),
    ],
    ['ready-by that has begun', { readyBy: { time: '12:30', energyWh: wattHours(11_040), setAt: wallMs(NOON) } }, null],
  ] as [string, ChargerOverlay, number | null][]) {
    it(because, () => assert.equal(next(set), expected));
  }

  it('ten seconds after the last write, where a raise waits for that', () =>
    assert.equal(next({}, { ...FREE, held: 'pace' }), NOON + 10_000));

  it('when the oldest write leaves the hour, where the budget holds', () =>
    assert.equal(next({}, { ...FREE, held: 'write-budget' }), NOON + 3_600_000));

  it('when a car that takes nothing is asked again', () => {
    const asleep = (seat: Seat): Seat => ({
      ...seat,
      memory: { ...seat.memory, idle: true, wakeAt: monoMs(1_000_000 + 900_000) },
    });
    assert.equal(next({}, FREE, asleep), NOON + 900_000);
    const due = (seat: Seat): Seat => ({ ...seat, memory: { ...seat.memory, idle: true, wakeAt: monoMs(1_000_000) } });
    assert.equal(next({}, FREE, due), NOON + 8000, 'it is due: now, not in the past');
    const awake = (seat: Seat): Seat => ({
      ...seat,
      memory: { ...seat.memory, idle: false, wakeAt: monoMs(1_000_000) },
    });
    assert.equal(next({}, FREE, awake), null, 'it has been asked');
  });

  it('when sun that may be hidden is tried again, while it is hidden and the car waits', () => {
    const hidden = (since: number | null, startS: number | null, offeredA: number): number | null => {
      const startAt = startS === null ? null : monoMs(1_008_000 + startS * 1000);
      const hiddenSun = { ...NOTHING_HIDDEN, since: since === null ? null : monoMs(since), startAt };
      return next({}, FREE, (seat) => ({ ...seat, offeredA: amps(offeredA) }), hiddenSun);
    };
    assert.equal(hidden(1_000_000, 600, 0), NOON + 608_000);
    assert.equal(hidden(1_000_000, 600, 6), null, 'it charges');
    assert.equal(hidden(null, 600, 0), null, 'nothing is hidden any more');
    assert.equal(hidden(1_000_000, -1, 0), null, 'it is due, and waits for something else');
    assert.equal(hidden(1_000_000, null, 0), null);
  });

  it('where nothing is permitted: when time alone permits it', () => {
    const set = {
      timers: [timer('15:00', '16:00')],
      reservation: { reservationId: 1, idTag: 'A', untilAt: until('14:00') },
    };
    const refused = (code: BecauseCode) =>
      next(set, FREE, (seat) => ({
        ...seat,
        permit: { mayDraw: false, transaction: 'none', because: { code, numbers: {} }, source: 'stopped' },
      }));
    for (const code of ['waiting-for-card', 'finished', 'ended-not-obeying'] as const)
      assert.equal(refused(code), at('15:00'), code);
    assert.equal(refused('reserved'), at('14:00'));
    assert.equal(refused('locked'), null);
  });

  it('of one that waits for another, too, when a load that is gone no longer counts', () => {
    const house = new House(siteFacts({ chargers: [chargerFacts('a'), chargerFacts('b')], fuseA: amps(16) }));
    house.plugIn('a');
    house.plugIn('b');
    for (let s = 0; s < 20; s += 1) {
      house.pass(1);
      house.grid(s < 5 ? 1400 : 200, 200, 200);
      house.cycle();
    }
    const [waiting] = house.cycle().decisions.filter(({ because }) => because.code === 'sharing-waiting');
    assert.ok(waiting?.nextChangeAt && waiting.nextChangeAt > house.now.wallMs + 60_000, JSON.stringify(waiting));
  });

  it('when a load that is gone no longer counts against the fuse, and not where that binds nobody', () => {
    const kettle = (fuseA: number): readonly (number | null)[] => {
      const house = new House(siteFacts({ chargers: [chargerFacts('a')], fuseA: amps(fuseA) }));
      house.plugIn('a');
      const seconds: (number | null)[] = [];
      for (let s = 0; s < 110; s += 1) {
        house.pass(1);
        house.grid(s < 10 ? 3000 : 200, 200, 200);
        const { nextChangeAt } = house.decision('a');
        if (s === 8 || s === 20)
          seconds.push(nextChangeAt ? Math.round((nextChangeAt - house.now.wallMs) / 1000) : null);
      }
      return seconds;
    };
    const [during, after] = kettle(25);
    assert.equal(during, null);
    assert.ok(after && after > 70 && after <= 90, `${after} s`);
    assert.deepEqual(kettle(63), [null, null]);
  });
});
