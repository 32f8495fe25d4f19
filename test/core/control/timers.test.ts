import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { activeWindow, nextWindow } from '../../../core/control/permit/timers.js';
import { instantOf, nextTime, nextWindowDay, overlap, windowOn } from '../../../core/model/calendar.js';
import type { BoostTimer } from '../../../core/model/mode.js';
import { amps, monoMs, type Now, wallMs } from '../../../core/model/units.js';
import type { Wishes } from '../../../core/model/wishes.js';
import { chargerFacts, House, siteFacts } from './house.js';

const ROME = 'Europe/Rome';
const at = (iso: string): Now => ({ monoMs: monoMs(0), wallMs: wallMs(Date.parse(iso)), wallClockPlausible: true });
const daily = (start: string, end: string): BoostTimer => ({ start, end, repeat: 'daily', enabled: true });
const active = (timer: BoostTimer, iso: string): boolean => activeWindow([timer], at(iso), ROME) !== null;

describe('boost timers: windows (Hydra Cubus manual, 8.5.1-10)', () => {
  it('take their start and leave their end, in the site’s time zone', () => {
    const timer = daily('22:00', '23:30');
    assert.equal(active(timer, '2026-06-21T19:59:59Z'), false);
    assert.equal(active(timer, '2026-06-21T20:00:00Z'), true);
    assert.equal(active(timer, '2026-06-21T21:30:00Z'), false);
  });
  it('23:00–05:00 is one window over midnight', () => {
    const timer = daily('23:00', '05:00');
    assert.equal(active(timer, '2026-01-10T21:59:00Z'), false);
    assert.equal(active(timer, '2026-01-10T22:00:00Z'), true);
    assert.equal(active(timer, '2026-01-11T03:59:00Z'), true);
    assert.equal(active(timer, '2026-01-11T04:00:00Z'), false);
  });
  it('a disabled one does nothing, and none does with a clock that cannot be believed', () => {
    assert.equal(active({ ...daily('00:00', '23:59'), enabled: false }, '2026-06-21T10:00:00Z'), false);
    assert.equal(
      activeWindow([daily('00:00', '23:59')], { ...at('2026-06-21T10:00:00Z'), wallClockPlausible: false }, ROME),
      null,
    );
  });
  it('once runs on its day only', () => {
    const timer: BoostTimer = { ...daily('12:00', '13:00'), repeat: 'once', day: '2026-06-22' };
    assert.equal(active(timer, '2026-06-21T10:30:00Z'), false);
    assert.equal(active(timer, '2026-06-22T10:30:00Z'), true);
    assert.equal(active(timer, '2026-06-23T10:30:00Z'), false);
  });
  it('the day of a once timer is that of its next start', () => {
    assert.equal(nextWindowDay(daily('12:00', '13:00'), at('2026-06-21T09:59:00Z').wallMs, ROME), '2026-06-21');
    assert.equal(nextWindowDay(daily('12:00', '13:00'), at('2026-06-21T10:00:00Z').wallMs, ROME), '2026-06-22');
  });
  it('of two that meet, the later end counts', () => {
    const window = activeWindow([daily('10:00', '11:00'), daily('10:30', '12:00')], at('2026-06-21T08:45:00Z'), ROME);
    assert.equal(window?.endAt, Date.parse('2026-06-21T10:00:00Z'));
  });
  it('the next window is the earliest still to begin', () => {
    const [late, early] = [daily('20:00', '21:00'), daily('15:00', '16:00')];
    for (const timers of [
      [late, early],
      [early, late],
    ])
      assert.equal(nextWindow(timers, at('2026-06-21T12:00:00Z'), ROME)?.startAt, Date.parse('2026-06-21T13:00:00Z'));
  });
  it('none is to begin that is disabled, that has begun, or while the clock cannot be believed', () => {
    const next = (timer: BoostTimer, wallClockPlausible = true): boolean =>
      nextWindow([timer], { ...at('2026-06-21T12:00:00Z'), wallClockPlausible }, ROME) !== null;
    assert.deepEqual([next(daily('15:00', '16:00')), next(daily('15:00', '16:00'), false)], [true, false]);
    assert.equal(next({ ...daily('15:00', '16:00'), enabled: false }), false);
    assert.equal(next(daily('14:00', '16:00')), false);
    assert.equal(next({ ...daily('15:00', '16:00'), repeat: 'once' }), false, 'a day that nobody has given it');
  });
  it('the later end counts in whatever order they stand', () => {
    const both = [daily('10:30', '12:00'), daily('10:00', '11:00')];
    assert.equal(activeWindow(both, at('2026-06-21T08:45:00Z'), ROME)?.endAt, Date.parse('2026-06-21T10:00:00Z'));
  });
  it('overlaps are found, over midnight too', () => {
    assert.equal(overlap(daily('22:00', '01:00'), daily('00:30', '02:00')), true);
    assert.equal(overlap(daily('22:00', '01:00'), daily('01:00', '02:00')), false);
    assert.equal(overlap(daily('08:00', '10:00'), daily('09:00', '09:30')), true);
  });
});

describe('daylight saving: Europe/Rome 2026', () => {
  const lastsH = (day: string, start: string, end: string): number => {
    const window = windowOn(day, daily(start, end), ROME);
    return (window.endAt - window.startAt) / 3_600_000;
  };
  it('the night of the spring change is an hour shorter', () => {
    assert.equal(lastsH('2026-03-28', '23:00', '05:00'), 5);
  });
  it('the night of the autumn change is an hour longer', () => {
    assert.equal(lastsH('2026-10-24', '23:00', '05:00'), 7);
  });
  it('a start that the spring change skips is the moment of the change', () => {
    assert.equal(instantOf('2026-03-29', '02:30', ROME), Date.parse('2026-03-29T01:00:00Z'));
    assert.equal(lastsH('2026-03-29', '02:30', '04:00'), 1);
  });
  it('a window inside the hour that autumn repeats runs once', () => {
    assert.equal(lastsH('2026-10-25', '02:15', '02:45'), 0.5);
    assert.equal(active(daily('02:15', '02:45'), '2026-10-25T00:30:00Z'), true);
    assert.equal(active(daily('02:15', '02:45'), '2026-10-25T01:30:00Z'), false);
  });
  it('a daily window keeps its clock time across both changes', () => {
    for (const day of ['2026-03-28', '2026-03-29', '2026-03-30', '2026-10-24', '2026-10-25', '2026-10-26']) {
      assert.equal(lastsH(day, '12:00', '14:00'), 2, day);
    }
  });
});

describe('boost timers: what they start', () => {
  const home = (access: 'free' | 'cards'): House => {
    const timers = [daily('22:00', '23:00')];
    const house = new House(siteFacts({ chargers: [chargerFacts('a', { mode: 'ECO+', access, limitA: amps(12) })] }), {
      start: '2026-06-21T19:59:00Z',
    });
    house.connect('a');
    house.status('a', 'Preparing');
    house.grid(300, 300, 300);
    house.wish('a', { timers });
    return house;
  };
  const look = (house: House): readonly [string, number, string] => {
    house.grid(300, 300, 300);
    const { transaction, limitA, because } = house.decision('a');
    return [transaction, limitA, because.code];
  };
  it('a charge without a card, at the user’s limit, and ends it with the window', () => {
    const house = home('cards');
    assert.deepEqual(look(house), ['none', 0, 'waiting-for-card']);
    house.pass(60);
    assert.equal(look(house)[0], 'start');
    house.begin('a', 'SURPLUG', 'timer');
    assert.deepEqual(look(house), ['keep', 12, 'timer']);
    house.pass(3600);
    assert.deepEqual(look(house), ['stop', 0, 'waiting-for-card']);
  });
  it('where the mode would have started it, the former mode goes on', () => {
    const house = home('free');
    house.pass(30);
    house.begin('a');
    house.pass(31);
    assert.deepEqual(look(house), ['keep', 12, 'timer']);
    house.pass(3600);
    assert.equal(look(house)[0], 'keep');
    assert.notEqual(look(house)[2], 'timer');
  });
  it('nothing when locked or stopped', () => {
    const locked = home('cards');
    locked.wish('a', { locked: true });
    locked.pass(61);
    assert.deepEqual(look(locked), ['none', 0, 'locked']);
    const stopped = home('free');
    stopped.wish('a', { charging: 'stopped' });
    stopped.pass(61);
    assert.deepEqual(look(stopped), ['none', 0, 'stopped']);
  });
});

describe('ready by', () => {
  const home = (lists: Pick<Wishes, 'prices' | 'forecast'> = {}): House => {
    const house = new House(
      siteFacts({ chargers: [chargerFacts('a', { mode: 'ECO+', phases: [1], maxA: amps(16) })] }),
      {
        start: '2026-06-21T20:00:00Z',
      },
    );
    house.plugIn('a');
    house.grid(300, 300, 300);
    house.cycle();
    house.draws('a', [0], 50_000);
    house.tell({ kind: 'site-wishes', wishes: { version: 1, cards: [], adopted: [], ...lists } });
    house.wish('a', { readyBy: { time: '07:00', energyWh: 7360 as never, setAt: house.now.wallMs } });
    return house;
  };
  const code = (house: House): string => {
    house.grid(300, 300, 300);
    return house.decision('a').because.code;
  };
  it('starts as late as the physics allow: 7.36 kWh at 3.68 kW, a tenth and five minutes to spare', () => {
    const house = home();
    assert.equal(code(house), 'eco-plus-waiting');
    house.pass(6.7 * 3600);
    assert.equal(code(house), 'eco-plus-waiting');
    house.pass(0.1 * 3600);
    assert.equal(code(house), 'ready-by');
  });
  it('is over when the energy is there', () => {
    const house = home();
    house.pass(7 * 3600);
    assert.equal(code(house), 'ready-by');
    house.draws('a', [0], 57_360);
    assert.notEqual(code(house), 'ready-by');
    house.pass(1.95 * 3600);
    assert.notEqual(code(house), 'ready-by', 'nor in the last minutes before the time');
    assert.equal(house.decision('a').limitA, 0, 'and without sun nothing is offered any more');
  });
  it('the clock time means the next one after it was set', () => {
    assert.equal(nextTime('07:00', at('2026-06-21T20:00:00Z').wallMs, ROME), Date.parse('2026-06-22T05:00:00Z'));
  });
  const hourly = (k: number): string => new Date(Date.parse('2026-06-21T20:00:00Z') + k * 3_600_000).toISOString();
  const cheapAtTen = Array.from({ length: 10 }, (_, k) => ({ start: hourly(k), price: k >= 2 && k < 5 ? 0.1 : 0.3 }));
  const sunAtSix = (powerW: number) =>
    Array.from({ length: 10 }, (_, k) => ({ start: hourly(k), powerW: k >= 6 ? powerW : 0 }));
  it('uses the cheapest hours when prices are given', () => {
    const house = home({ prices: cheapAtTen });
    assert.equal(code(house), 'eco-plus-waiting');
    house.pass(2 * 3600);
    assert.equal(code(house), 'ready-by');
  });
  it('buys as much less as half of the forecast brings: one cheap hour, not two', () => {
    for (const [forecast, expected] of [
      [[], 'ready-by'],
      [sunAtSix(2800), 'eco-plus-holding'],
    ] as const) {
      const house = home({ prices: cheapAtTen, forecast });
      house.pass(2 * 3600);
      assert.equal(code(house), 'ready-by', 'the first cheap hour');
      house.draws('a', [0], 53_680);
      assert.equal(code(house), expected, `half is there, ${forecast.length} steps of forecast`);
    }
  });
  it('buys nothing when the sun is to bring it all, and charges at the latest all the same when it stays away', () => {
    const house = home({ prices: cheapAtTen, forecast: sunAtSix(9000) });
    house.pass(2 * 3600);
    assert.equal(code(house), 'eco-plus-waiting');
    house.pass(4.8 * 3600);
    assert.equal(code(house), 'ready-by');
  });
});
