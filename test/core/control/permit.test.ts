import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { authorization, startReason } from '../../../core/control/permit/authorization.js';
import { type Permit, permit } from '../../../core/control/permit/permission.js';
import { type ChargerState, OBEDIENT } from '../../../core/control/site-state.js';
import type { Card } from '../../../core/model/card.js';
import { HUB_ID_TAG } from '../../../core/model/charger.js';
import type { BoostTimer } from '../../../core/model/mode.js';
import { amps, wallMs } from '../../../core/model/units.js';
import { type ChargerOverlay, NO_WISHES } from '../../../core/model/wishes.js';
import { chargerFacts, House, siteFacts } from './house.js';

const CARDS: readonly Card[] = [
  { idTag: 'ANNA', name: 'Anna', allowed: true, parentIdTag: 'FAMILY' },
  { idTag: 'BEN', name: 'Ben', allowed: true, parentIdTag: 'family' },
  { idTag: 'CARL', name: 'Carl', allowed: true, parentIdTag: 'OTHERS' },
  { idTag: 'DORA', name: 'Dora', allowed: true },
  { idTag: 'ERIK', name: 'Erik', allowed: true },
];
const ALL_DAY: BoostTimer = { start: '00:00', end: '23:59', repeat: 'daily', enabled: true };

/** A charger for cards, with a car, at noon. */
function home(wishes: ChargerOverlay = {}, facts = {}): House {
  const house = new House(
    siteFacts({ timeZone: 'Etc/UTC', chargers: [chargerFacts('a', { access: 'cards', ...facts })] }),
    {
      wishes: { ...NO_WISHES, cards: CARDS },
    },
  );
  house.connect('a');
  house.status('a', 'Preparing');
  house.wish('a', wishes);
  return house;
}
function of(house: House, over: Partial<ChargerState> = {}): readonly unknown[] {
  const { mayDraw, transaction, because, source }: Permit = permit(
    house.state,
    { ...house.charger('a'), ...over },
    house.now,
  );
  return [mayDraw, transaction, because?.code ?? null, source];
}
const YES = (transaction: string) => [true, transaction, null, null];
const reservation = (house: House, idTag = 'ANNA', parentIdTag?: string) => ({
  reservationId: 1,
  idTag,
  untilAt: wallMs(house.now.wallMs + 60_000),
  ...(parentIdTag === undefined ? {} : { parentIdTag }),
});

describe('permission: the first rule that speaks', () => {
  it('never heard: nothing, though a transaction was kept from an earlier life', () => {
    const house = home();
    house.begin('a', 'ANNA', 'card');
    assert.deepEqual(of(house), YES('keep'));
    assert.deepEqual(of(house, { heard: false }), [false, 'none', 'never-heard', 'offline']);
    const away = { heard: false, turnedAway: 'password' } as const;
    assert.deepEqual(of(house, away), [false, 'none', 'turned-away-password', 'offline']);
  });
  it('connected, and no status told yet: not that no car is there', () => {
    assert.deepEqual(of(home(), { status: 'Unknown' }), [false, 'none', 'status-untold', 'unplugged']);
    assert.deepEqual(of(home(), { status: 'Available' }), [false, 'none', 'unplugged', 'unplugged']);
  });
  it('out of order, a transaction is kept', () => {
    const house = home();
    assert.deepEqual(of(house, { status: 'Unavailable' }), [false, 'none', 'unavailable', 'unavailable']);
    assert.deepEqual(of(house, { status: 'Faulted' }), [false, 'none', 'faulted', 'fault']);
    house.begin('a', 'ANNA', 'card');
    assert.deepEqual(of(house, { status: 'Unavailable' }), [false, 'keep', 'unavailable', 'unavailable']);
    assert.deepEqual(of(house, { status: 'Faulted' }), [false, 'keep', 'faulted', 'fault']);
  });
  it('a fault by OCPP’s code, with the vendor’s own words', () => {
    const house = home();
    const told = (fault: ChargerState['fault']): unknown =>
      permit(house.state, { ...house.charger('a'), status: 'Faulted', fault }, house.now).because?.numbers;
    const since = house.now.wallMs;
    const own = { errorCode: 'GroundFailure', vendorErrorCode: 'ERR PE', info: 'L1' };
    assert.deepEqual(told({ ...own, since }), own);
    assert.deepEqual(told({ errorCode: 'GroundFailure', since }), { errorCode: 'GroundFailure' });
    assert.deepEqual(told(null), { errorCode: 'OtherError' });
  });
  it('unplugged: the lock, the reservation, a start that is remembered', () => {
    const unplugged = (wishes: ChargerOverlay, reserved = false): readonly unknown[] => {
      const house = home();
      house.status('a', 'Available');
      house.wish('a', { ...wishes, ...(reserved ? { reservation: reservation(house) } : {}) });
      return of(house);
    };
    const startAsked = true;
    assert.deepEqual(unplugged({ locked: true, startAsked }, true), [false, 'none', 'locked', 'locked']);
    assert.deepEqual(unplugged({ startAsked }, true), [false, 'none', 'reserved', 'reservation']);
    assert.deepEqual(unplugged({ startAsked }), [false, 'start', 'start-remembered', 'unplugged']);
    assert.deepEqual(unplugged({}), [false, 'none', 'unplugged', 'unplugged']);
  });
  it('a running charge: uninvited, disobedient, stopped', () => {
    const house = home();
    house.begin('a', 'ANNA', 'card');
    const { disobedience, wishes } = house.charger('a');
    assert.deepEqual(of(house, { uninvited: true }), [false, 'stop', 'charges-uninvited', 'fault']);
    const pressed = (level: 1 | 2) => ({ disobedience: { ...disobedience, level } });
    assert.deepEqual(of(house, pressed(1)), YES('keep'));
    assert.deepEqual(of(house, pressed(2)), [false, 'stop', 'not-obeying', 'fault']);
    assert.deepEqual(of(house, { wishes: { ...wishes, charging: 'stopped' } }), [false, 'keep', 'stopped', 'stopped']);
    assert.deepEqual(of(house, { wishes: { ...wishes, locked: true } }), YES('keep'));
  });
  it('a charge that a timer began ends with its window, where a card would have been needed', () => {
    const begun = (startedBy: 'timer' | 'card', wishes: ChargerOverlay, access: 'free' | 'cards' = 'cards') => {
      const house = home({}, { access });
      house.begin('a', HUB_ID_TAG, startedBy);
      const charger = house.charger('a');
      return of(house, { uninvited: false, wishes: { ...charger.wishes, ...wishes } });
    };
    assert.deepEqual(begun('timer', {}), [false, 'stop', 'waiting-for-card', 'waiting-for-card']);
    assert.deepEqual(begun('timer', { timers: [ALL_DAY] }), YES('keep'));
    assert.deepEqual(begun('timer', { startAsked: true }), YES('keep'));
    assert.deepEqual(begun('timer', {}, 'free'), YES('keep'));
    assert.deepEqual(begun('card', {}), YES('keep'));
  });
  it('before a charge: stopped, locked, reserved, the timer, finished, the card', () => {
    const locked = { locked: true } as const;
    const start = { startAsked: true } as const;
    assert.deepEqual(of(home({ ...locked, ...start, charging: 'stopped' })), [false, 'none', 'stopped', 'stopped']);
    assert.deepEqual(of(home({ ...locked, ...start })), [false, 'none', 'locked', 'locked']);
    assert.deepEqual(of(home(locked), { granted: true }), YES('start'));
    const house = home();
    house.wish('a', { timers: [ALL_DAY], reservation: reservation(house) });
    assert.deepEqual(of(house), [false, 'none', 'reserved', 'reservation']);
    const finished = { finished: true } as const;
    const timers = [ALL_DAY];
    const endedAgo = (ms: number) => ({ ...finished, finishedAt: wallMs(home().now.wallMs - ms) });
    assert.deepEqual(of(home({ timers }), finished), YES('start'));
    assert.deepEqual(of(home({ timers }), endedAgo(86_400_000)), YES('start'));
    assert.deepEqual(of(home({ timers }), endedAgo(1000)), [false, 'none', 'finished', 'stopped']);
    assert.deepEqual(of(home({}, { access: 'free' }), finished), [false, 'none', 'finished', 'stopped']);
    const pressed = { ...finished, disobedience: { ...OBEDIENT, level: 2 } } as const;
    assert.deepEqual(of(home({}, { access: 'free' }), pressed), [false, 'none', 'ended-not-obeying', 'stopped']);
    assert.deepEqual(of(home(start), finished), YES('start'));
    assert.deepEqual(of(home(), { granted: true }), YES('start'));
    assert.deepEqual(of(home({}, { access: 'free' })), YES('start'));
    assert.deepEqual(of(home()), [false, 'none', 'waiting-for-card', 'waiting-for-card']);
  });
  it('what a disobedient charger was told: its live limit, or the safe one, or nothing', () => {
    const house = home();
    house.begin('a', 'ANNA', 'card');
    const { disobedience } = house.charger('a');
    const told = (live: number | null, safe: number | null): unknown => {
      const made = (limitA: number | null) => (limitA === null ? null : { limitA: amps(limitA), setAt: 0 as never });
      const profiles = { max: null, live: made(live), safe: made(safe) };
      const charger = { ...house.charger('a'), profiles, disobedience: { ...disobedience, level: 2 as const } };
      return permit(house.state, charger, house.now).because?.numbers['currentA'];
    };
    assert.deepEqual([told(8, 6), told(null, 6), told(null, null)], [8, 6, 0]);
  });
});

describe('permission: who may charge', () => {
  const answer = (house: House, idTag: string): string => authorization(house.state, 'a', idTag, house.now);
  it('whoever started, or has the same parent, may end it, whatever holds for the next', () => {
    const house = home({}, { access: 'free' });
    house.begin('a', 'ANNA', 'card');
    house.wish('a', { reservation: reservation(house, 'DORA') });
    assert.deepEqual(
      ['ANNA', 'anna', 'BEN'].map((idTag) => answer(house, idTag)),
      Array(3).fill('Accepted'),
    );
    assert.deepEqual(
      ['CARL', 'ERIK', 'NOBODY'].map((idTag) => answer(house, idTag)),
      Array(3).fill('Blocked'),
    );
    assert.equal(answer(house, 'DORA'), 'Accepted');
    const stranger = home();
    stranger.begin('a', 'NOBODY', 'card');
    assert.equal(answer(stranger, 'NOBODY'), 'Invalid', 'an uninvited one is nobody’s to end');
  });
  it('the same card may, even while the connector is kept for another', () => {
    const house = home();
    house.begin('a', 'DORA', 'card');
    house.wish('a', { reservation: reservation(house, 'ANNA') });
    assert.deepEqual(
      ['dora', 'ERIK'].map((idTag) => answer(house, idTag)),
      ['Accepted', 'Blocked'],
    );
  });
  it('two cards without a parent have nothing in common', () => {
    const house = home();
    house.begin('a', 'DORA', 'card');
    house.wish('a', { reservation: reservation(house, 'DORA') });
    assert.equal(answer(house, 'ERIK'), 'Blocked');
    assert.equal(answer(house, 'ANNA'), 'Blocked');
  });
  it('a lock is for the next: not for the charge that runs, nor for one that was granted', () => {
    const house = home({ locked: true });
    assert.equal(answer(house, 'ANNA'), 'Blocked');
    house.state = { ...house.state, chargers: { a: { ...house.charger('a'), granted: true } } };
    assert.equal(answer(house, 'ANNA'), 'Accepted');
    const running = home();
    running.begin('a', 'ANNA', 'card');
    running.wish('a', { locked: true });
    running.state = { ...running.state, chargers: { a: { ...running.charger('a'), granted: false } } };
    assert.equal(answer(running, 'CARL'), 'Accepted');
  });
  it('a reservation is for its card and its parent, under any spelling', () => {
    const house = home();
    house.wish('a', { reservation: reservation(house, 'anna', 'Family') });
    assert.deepEqual(
      ['ANNA', 'BEN'].map((idTag) => answer(house, idTag)),
      ['Accepted', 'Accepted'],
    );
    assert.deepEqual(
      ['CARL', 'DORA', 'NOBODY'].map((idTag) => answer(house, idTag)),
      Array(3).fill('Blocked'),
    );
    house.wish('a', { reservation: reservation(house, 'ANNA') });
    assert.equal(answer(house, 'BEN'), 'Blocked', 'it was kept for nobody’s parent');
    assert.equal(answer(house, HUB_ID_TAG), 'Accepted');
    house.wish('a', { reservation: reservation(house, 'NOBODY') });
    assert.equal(answer(house, 'nobody'), 'Invalid', 'kept for it, but no card that is known');
  });
  it('a card holds until the moment it expires', () => {
    const at = (inMs: number): string => {
      const house = new House(siteFacts({ chargers: [chargerFacts('a', { access: 'cards' })] }));
      const card = { idTag: 'OLD', name: 'old', allowed: true, expiresAt: wallMs(house.now.wallMs + inMs) };
      house.tell({ kind: 'site-wishes', wishes: { version: 1, cards: [card], adopted: [] } });
      return authorization(house.state, 'a', 'OLD', house.now);
    };
    assert.deepEqual([at(1), at(0)], ['Accepted', 'Expired']);
  });
  it('a clock that cannot be believed keeps a reservation, and ends no card', () => {
    const cards = [{ idTag: 'OLD', name: 'old', allowed: true, expiresAt: wallMs(1000) }];
    const house = new House(siteFacts({ chargers: [chargerFacts('a', { access: 'cards' })] }), {
      wishes: { ...NO_WISHES, cards },
    });
    house.wish('a', { reservation: { reservationId: 1, idTag: 'OLD', untilAt: wallMs(1000) } });
    const at = (wallClockPlausible: boolean, idTag: string): string =>
      authorization(house.state, 'a', idTag, { ...house.now, wallClockPlausible });
    assert.deepEqual([at(true, 'OLD'), at(false, 'OLD')], ['Expired', 'Accepted']);
    assert.deepEqual([at(true, 'NOBODY'), at(false, 'NOBODY')], ['Invalid', 'Blocked']);
  });
});

describe('permission: who began it', () => {
  it('a timer, where the plug-in alone would not have started it', () => {
    const reason = (house: House, over: Partial<ChargerState> = {}): string => {
      house.state = { ...house.state, chargers: { a: { ...house.charger('a'), ...over } } };
      return startReason(house.state, 'a', HUB_ID_TAG.toLowerCase(), house.now);
    };
    const timers = [ALL_DAY];
    assert.equal(reason(home({ timers })), 'timer');
    assert.equal(reason(home()), 'plug-in');
    assert.equal(reason(home({ timers }, { access: 'free' })), 'plug-in');
    assert.equal(reason(home({ timers }, { access: 'free' }), { finished: true }), 'timer');
    assert.equal(reason(home({ timers, startAsked: true })), 'host');
    assert.equal(startReason(home().state, 'z', HUB_ID_TAG, home().now), 'card');
  });
});
