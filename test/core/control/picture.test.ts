import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chargerPicture, stateWord, supplyPicture } from '../../../core/control/picture.js';
import type { ChargerState, MeterState } from '../../../core/control/site-state.js';
import type { MeterReading, MeterRole } from '../../../core/model/reading.js';
import { amps, monoMs, seconds, wallMs, watts } from '../../../core/model/units.js';
import type { ChargerOverlay } from '../../../core/model/wishes.js';
import { chargingHouse, House, home, siteFacts } from './house.js';

const FAULT = { errorCode: 'HighTemperature', since: wallMs(0) };
const level = (of: 0 | 1 | 3) => ({ disobedience: { samples: of, since: null, level: of, levelAt: null } }) as const;
const live = (limitA: number) => ({
  profiles: { max: null, safe: null, live: { limitA: amps(limitA), setAt: monoMs(0) } },
});
const ended = { transaction: null } as const;

describe('picture: the word for a charger', () => {
  const word = (over: Partial<ChargerState>, house = home()): string =>
    stateWord(house.state, { ...house.charger('a'), ...over }, house.now);
  it('offline before all else', () =>
    assert.equal(word({ connected: false, status: 'Faulted', ...level(3) }), 'offline'));
  it('failure by its own word or because nothing makes it obey; with an alarm where both are so', () => {
    assert.equal(word({ status: 'Faulted', fault: FAULT }), 'failure');
    assert.equal(word(level(3)), 'failure');
    assert.equal(word({ status: 'Faulted', fault: FAULT, ...level(1) }), 'failure+alarm');
    assert.equal(word({ status: 'Faulted', ...level(1) }), 'failure');
    assert.equal(word({ fault: FAULT, ...level(3) }), 'failure');
  });
  it('alarm: a fault that does not stop it, disobedience, a charge that nobody allowed', () => {
    for (const over of [{ fault: FAULT }, level(1), { uninvited: true }]) assert.equal(word(over), 'alarm');
    const house = home();
    const alarm = (over: Partial<ChargerState>): boolean =>
      chargerPicture(house.state, { ...house.charger('a'), ...over }, house.now).alarm;
    assert.deepEqual([alarm({ fault: FAULT }), alarm({ fault: FAULT, status: 'Faulted' })], [true, false]);
  });
  it('without a car: standby, or reserved by its own word or by a wish', () => {
    assert.equal(word({ status: 'Available' }), 'standby');
    assert.equal(word({ status: 'Reserved', ...ended }), 'reserved');
    const reservation = { reservationId: 1, idTag: 'x', untilAt: wallMs(home().now.wallMs + 1) };
    assert.equal(word({ status: 'Available' }, home({ reservation })), 'reserved');
  });
  it('with a car: completed, charging, plugged', () => {
    assert.equal(word({ finished: true, status: 'Preparing' }), 'completed');
    assert.equal(word({ status: 'Finishing' }), 'completed');
    assert.equal(word({ status: 'Finishing', ...ended, granted: false, finishedAt: wallMs(0) }), 'completed');
    assert.equal(word({ status: 'Finishing', ...ended, granted: false }), 'plugged', 'it has only waited too long');
    assert.equal(word({ status: 'Finishing', ...ended, granted: true }), 'paused', 'it goes on');
    assert.equal(word({ status: 'Charging' }), 'charging');
    assert.equal(word({ status: 'Preparing', ...ended, ...live(6) }), 'plugged');
  });
  it('paused by 0 A, though it says that it charges; not yet while current still flows', () => {
    assert.equal(word({ status: 'Charging', ...live(0), measuredA: amps(0) }), 'paused');
    assert.equal(word({ status: 'Charging', ...live(0), measuredA: amps(6) }), 'charging');
  });
  it('offered current: starting, or completed when it has had enough; nothing offered: paused', () => {
    assert.equal(word({ status: 'SuspendedEV', ...live(6) }), 'starting');
    assert.equal(word({ status: 'SuspendedEV', ...live(6), ...ended }), 'starting');
    assert.equal(word({ status: 'SuspendedEV', ...live(0) }), 'paused');
    assert.equal(word({ status: 'SuspendedEVSE', ...live(6) }), 'starting');
    assert.equal(word({ status: 'SuspendedEVSE' }), 'paused');
    const { abilities } = chargingHouse().charger('a');
    const unsteered = { abilities: { ...abilities, smartCharging: false } };
    assert.equal(word({ status: 'Unknown', ...live(0), ...unsteered }), 'starting', 'no limit of ours holds it');
    assert.equal(word({ status: 'SuspendedEVSE', ...ended }), 'plugged');
    const asleep = home();
    asleep.cycle();
    const { memory } = asleep.state;
    const own = memory.chargers['a'];
    assert.ok(own);
    asleep.state = { ...asleep.state, memory: { ...memory, chargers: { a: { ...own, idle: true } } } };
    assert.equal(word({ status: 'SuspendedEV', ...live(6) }, asleep), 'completed');
    assert.equal(word({ status: 'SuspendedEVSE', ...live(6) }, asleep), 'starting');
  });
});

describe('picture: a charger', () => {
  const picture = (over: Partial<ChargerState>, house = home()) =>
    chargerPicture(house.state, { ...house.charger('a'), ...over }, house.now);
  const sample = (also: object) => ({ sample: { takenAt: home().now.monoMs, takenAtWall: wallMs(0), ...also } });
  const currentA = [5, 6].map(amps);
  it('currents by conductor and power, measured or reckoned; none without a car', () => {
    const told = (over: Partial<ChargerState>) => [picture(over).currentA, picture(over).powerW];
    assert.deepEqual(told(sample({ currentA })), [[5, 6, 0], 11 * 230]);
    assert.deepEqual(told(sample({ currentA, powerW: watts(2400) })), [[5, 6, 0], 2400]);
    assert.deepEqual(told(sample({})), [[0, 0, 0], 0]);
    assert.deepEqual(told({}), [[0, 0, 0], 0]);
    assert.deepEqual(told({ ...sample({ currentA, powerW: watts(2400) }), status: 'Available' }), [[0, 0, 0], 0]);
  });
  it('long after it last told of it, what the car takes of its offer; nothing where it is out of reach, or not charging', () => {
    const house = chargingHouse();
    house.draws('a', [0, 16, 0]);
    const told = (over: Partial<ChargerState> = {}) => {
      const { currentA: now, currentDerived, powerW } = picture(over, house);
      assert.equal(
        supplyPicture({ ...house.state, chargers: { a: { ...house.charger('a'), ...over } } }, house.now).chargersW,
        powerW,
      );
      return [now, currentDerived, powerW];
    };
    house.pass(180);
    assert.deepEqual(told(), [[0, 16, 0], false, 16 * 230]);
    const { abilities } = house.charger('a');
    house.wish('a', { limitA: amps(10) });
    house.grid(300, 300, 300);
    house.cycle();
    house.pass(60);
    const conductors = [1];
    const car = { ...house.charger('a').car, conductors, offsetA: amps(0) };
    assert.deepEqual(told({ car }), [[0, 10, 0], true, 10 * 230]);
    assert.deepEqual(told({ abilities: { ...abilities, sampleIntervalS: seconds(80) } }), [
      [0, 16, 0],
      false,
      16 * 230,
    ]);
    assert.deepEqual(told({ connected: false }), [[0, 0, 0], true, 0]);
    assert.deepEqual(told({ status: 'SuspendedEV' }), [[0, 0, 0], true, 0]);
  });
  it('that never told of it: the same, from its word that it charges', () => {
    const house = chargingHouse();
    house.wish('a', { limitA: amps(10) });
    house.grid(300, 300, 300);
    house.cycle();
    house.pass(60);
    const car = { ...house.charger('a').car, conductors: [1], offsetA: amps(0) };
    const told = (over: Partial<ChargerState> = {}) => {
      const { currentA, currentDerived, powerW } = picture({ sample: null, car, ...over }, house);
      return [currentA, currentDerived, powerW];
    };
    assert.deepEqual(told(), [[0, 10, 0], true, 10 * 230]);
    assert.deepEqual(told({ status: 'SuspendedEV' }), [[0, 0, 0], false, 0]);
    const sample = { takenAt: house.now.monoMs, takenAtWall: wallMs(0), powerW: watts(2400) };
    assert.deepEqual(
      told({ sample }),
      [[0, 2400 / 230, 0], true, 2400],
      'by the rise of its register it is known to draw',
    );
  });
  it('what it was told: the live limit, else the safe one', () => {
    assert.equal(picture(live(8)).offeredA, 8);
    const safe = { max: null, live: null, safe: { limitA: amps(6), setAt: monoMs(0) } };
    assert.deepEqual([picture({ profiles: safe }).offeredA, picture({}).offeredA], [6, 0]);
  });
  it('whether the next is locked out, and whether it may charge', () => {
    const told = (wishes: ChargerOverlay, over: Partial<ChargerState> = {}) => {
      const { lockedNext, allowed } = picture(over, home(wishes));
      return [lockedNext, allowed];
    };
    assert.deepEqual(told({ locked: true }), [true, true]);
    assert.deepEqual(told({ locked: true }, ended), [false, true]);
    assert.deepEqual(told({ charging: 'stopped' }), [false, false]);
  });
  it('a boost: whose it is, and until when', () => {
    const timers = [{ start: '00:00', end: '23:59', repeat: 'daily', enabled: true }] as const;
    const untilAt = wallMs(home().now.wallMs + 1000);
    const endAt = Date.parse('2026-06-21T21:59:00Z');
    const boost = { since: wallMs(0) };
    const told = (wishes: ChargerOverlay) => picture({}, home(wishes)).boost;
    assert.deepEqual(told({}), { active: false, untilMs: null, source: null });
    assert.deepEqual(told({ timers }), { active: true, untilMs: endAt, source: 'timer' });
    assert.deepEqual(told({ boost }), { active: true, untilMs: null, source: 'user' });
    assert.deepEqual(told({ timers, boost }), { active: true, untilMs: null, source: 'user' });
    assert.deepEqual(told({ timers, boost: { ...boost, untilAt } }), {
      active: true,
      untilMs: untilAt,
      source: 'user',
    });
  });
  it('the words of its status, and the writes of the last hour', () => {
    assert.deepEqual([picture({}).status, picture({ connected: false }).status], ['paused', 'offline']);
    assert.equal(picture({ status: 'Unknown', ...ended }).status, 'unknown');
    const house = home();
    house.pass(4000);
    const ago = (s: number) => monoMs(house.now.monoMs - s * 1000);
    assert.equal(picture({ writes: [ago(3600), ago(3599), ago(1)] }, house).writesLastHour, 2);
  });
  it('the car, as far as it is learned', () => {
    const { car } = home().charger('a');
    const learned = { ...car, conductors: [0, 1], refuses: { offerA: amps(7), times: 2 }, mostA: amps(13) };
    const { phases, leastA, mostA } = picture({ car: learned }).car ?? {};
    assert.deepEqual([phases, leastA, mostA], [2, 8, 13]);
    assert.deepEqual([picture({}).car?.phases, picture({}).car?.leastA], [null, 6]);
    assert.equal(picture({ status: 'Available' }).car, null);
  });
});

describe('picture: the supply', () => {
  interface Told extends Partial<MeterReading> {
    readonly role: MeterRole;
    readonly agoS?: number;
    readonly trouble?: string;
  }
  function supply(...meters: readonly Told[]) {
    const house = home();
    house.status('a', 'Charging');
    house.draws('a', [10, 10, 10]);
    const made = meters.map(({ role, agoS = 0, trouble = null, ...own }, k): [string, MeterState] => {
      const takenAt = monoMs(house.now.monoMs - agoS * 1000);
      const reading = { meterId: `m${k}`, role, takenAt, powerW: watts(0), ...own };
      return [`m${k}`, { meterId: `m${k}`, role, reading, heardAt: takenAt, changedAt: takenAt, gapsMs: [], trouble }];
    });
    return supplyPicture({ ...house.state, meters: Object.fromEntries(made) }, house.now);
  }
  const W = (role: MeterRole, powerW: number, also: Partial<Told> = {}): Told => ({
    role,
    powerW: watts(powerW),
    ...also,
  });
  it('what is not measured is not known', () => {
    const { gridW, solarW, batteryW, batterySocPct, houseW, surplusW, gridA, headroomA, imbalancePct } = supply();
    assert.deepEqual([gridW, solarW, batteryW, batterySocPct, houseW, surplusW], Array(6).fill(null));
    assert.deepEqual([gridA, headroomA, imbalancePct], [[], [], null]);
  });
  it('the house is what is left: grid, sun and battery less the chargers, never less than nothing', () => {
    assert.equal(supply(W('grid', 7500)).houseW, 600);
    assert.equal(supply(W('grid', 5000), W('solar', 2000), W('battery', 500)).houseW, 600);
    assert.equal(supply(W('grid', 4000), W('solar', 2000)).houseW, 0);
    assert.equal(supply(W('grid', 6000)).houseW, null, 'a sun that nobody measures has fed it too');
    assert.equal(supply(W('grid', 7500), W('house', 700)).houseW, 700, 'or measured');
    assert.equal(supply(W('house', 700)).houseW, 700);
    assert.equal(supply(W('house', -5)).houseW, 0);
  });
  it('meters of one kind add up, as far as they have spoken within a minute', () => {
    const { solarW, batteryW, batterySocPct } = supply(
      W('solar', 1000),
      W('solar', 500),
      W('battery', -300, { socPct: 50 }),
    );
    assert.deepEqual([solarW, batteryW, batterySocPct], [1500, -300, 50]);
    assert.equal(supply(W('solar', 1000), W('solar', 500, { agoS: 61 })).solarW, 1000);
    assert.equal(supply(W('solar', 1000, { agoS: 60 })).solarW, 1000);
  });
  it('the charge of the battery is that of the emptiest that speaks, and not known when none does', () => {
    const soc = (socPct: number, agoS = 0) => W('battery', 100, { socPct, agoS });
    assert.equal(supply(soc(50), soc(20), W('battery', 0)).batterySocPct, 20);
    assert.equal(supply(soc(50), soc(20, 61)).batterySocPct, 50);
    assert.equal(supply(soc(50, 61)).batterySocPct, null);
  });
  it('the grid meter that can be believed, or nothing', () => {
    const silent = W('grid', 1000, { agoS: 30 });
    assert.equal(supply(silent, W('grid', 2000)).gridW, 2000);
    assert.deepEqual([supply(silent).gridW, supply(silent).surplusW, supply(silent).gridA], [null, null, []]);
    assert.equal(supply(W('solar', 1000)).gridW, null);
  });
  it('surplus, headroom and imbalance; no imbalance below 6 A', () => {
    const phases = (...currentA: number[]) => supply(W('grid', 2300, { currentA: currentA.map(amps) }));
    const { surplusW, headroomA, imbalancePct } = phases(20, 10, -5);
    assert.deepEqual([surplusW, headroomA, imbalancePct], [6900 - 2300, [5, 15, 30], 125]);
    assert.deepEqual([phases(6, 3, 3).imbalancePct, phases(5.9, 3, 3).imbalancePct], [50, null]);
    const single = new House(siteFacts({ phases: 1 }));
    single.grid(20 * 230);
    assert.equal(supplyPicture(single.state, single.now).imbalancePct, null, 'none of one phase');
    assert.equal(phases(-10, -5, -5).imbalancePct, 50, 'by the largest, whichever way it flows');
  });
});
