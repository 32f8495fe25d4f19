import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { authorization, startReason } from '../../../core/control/permit/authorization.js';
import type { Asked } from '../../../core/control/site-state.js';
import type { Card } from '../../../core/model/card.js';
import { HUB_ID_TAG } from '../../../core/model/charger.js';
import { monoMs, wallMs } from '../../../core/model/units.js';
import { NO_WISHES } from '../../../core/model/wishes.js';
import { chargerFacts, House, siteFacts } from './house.js';

const free = (): House => new House(siteFacts());
const CARDS: readonly Card[] = [
  { idTag: 'ANNA', name: 'Anna', allowed: true, parentIdTag: 'FAMILY' },
  { idTag: 'BEN', name: 'Ben', allowed: true, parentIdTag: 'FAMILY' },
  { idTag: 'LOST', name: 'lost', allowed: false },
  { idTag: 'OLD', name: 'old', allowed: true, expiresAt: wallMs(Date.parse('2026-01-01T00:00:00Z')) },
];
const cards = (): House =>
  new House(siteFacts({ chargers: [chargerFacts('a', { access: 'cards' })] }), {
    wishes: { ...NO_WISHES, cards: CARDS },
  });
const plugged = (house: House): House => {
  house.connect('a');
  house.status('a', 'Preparing');
  house.grid(300, 300, 300);
  return house;
};
const asks = (house: House): { transaction: string; code: string } => {
  const { transaction, because } = house.decision('a');
  return { transaction, code: because.code };
};
const start = { charging: 'allowed', startAsked: true } as const;

describe('permission: whether a charge may start', () => {
  it('free: the hub starts as soon as a car is plugged', () => {
    const house = plugged(free());
    assert.equal(asks(house).transaction, 'start');
    assert.ok(house.commands.some((one) => one.kind === 'start-transaction' && one.idTag === HUB_ID_TAG));
  });
  it('never heard: nothing, because nothing is known', () => {
    assert.deepEqual(asks(free()), { transaction: 'none', code: 'never-heard' });
  });
  it('unplugged: nothing starts', () => {
    const house = free();
    house.connect('a');
    house.status('a', 'Available');
    assert.deepEqual(asks(house), { transaction: 'none', code: 'unplugged' });
  });
  it('a start while unplugged is remembered until the next plug-in', () => {
    const house = cards();
    house.connect('a');
    house.status('a', 'Available');
    house.wish('a', start);
    assert.equal(asks(house).code, 'start-remembered');
    house.status('a', 'Preparing');
    assert.equal(asks(house).transaction, 'start');
  });
  it('cards only: waits for a card', () => {
    assert.deepEqual(asks(plugged(cards())), { transaction: 'none', code: 'waiting-for-card' });
  });
  it('cards only: a start from a host counts as a card', () => {
    const house = plugged(cards());
    house.wish('a', start);
    assert.equal(asks(house).transaction, 'start');
  });
  it('a start is used up by the charge it started: the next plug-in waits again', () => {
    const house = plugged(cards());
    house.wish('a', start);
    house.begin('a', HUB_ID_TAG, 'host');
    assert.equal(house.charger('a').wishes.startAsked, false);
    house.status('a', 'Available');
    house.status('a', 'Preparing');
    assert.equal(asks(house).code, 'waiting-for-card');
  });
  it('unavailable and faulted: nothing starts, the reason is the charger’s', () => {
    const house = plugged(free());
    house.status('a', 'Unavailable');
    assert.equal(asks(house).code, 'unavailable');
    house.status('a', 'Faulted', 'GroundFailure');
    const decision = house.decision('a');
    assert.deepEqual(decision.because, { code: 'faulted', numbers: { errorCode: 'GroundFailure' } });
  });
});

describe('permission: stop', () => {
  it('holds at 0 A and keeps the transaction, because many cars do not restart after a RemoteStop', () => {
    const house = free();
    house.plugIn('a');
    house.grid(300, 300, 300);
    house.cycle();
    house.wish('a', { charging: 'stopped' });
    const decision = house.decision('a');
    assert.deepEqual([decision.limitA, decision.transaction, decision.because.code], [0, 'keep', 'stopped']);
  });
  it('puts 0 A under it, so that a dead hub does not start it', () => {
    const house = free();
    house.plugIn('a');
    house.grid(300, 300, 300);
    house.wish('a', { charging: 'stopped' });
    house.cycle();
    assert.equal(house.charger('a').profiles.safe?.limitA, 0);
    house.wish('a', { charging: 'allowed' });
    house.cycle();
    assert.equal(house.charger('a').profiles.safe?.limitA, 6);
  });
  it('ends at unplug, with the boost; mode, lock and limit stay', () => {
    const house = free();
    house.plugIn('a');
    house.wish('a', { charging: 'stopped', mode: 'ECO', locked: true, boost: { since: house.now.wallMs } });
    house.status('a', 'Available');
    const { wishes } = house.charger('a');
    assert.deepEqual([wishes.charging, wishes.boost, wishes.mode, wishes.locked], ['allowed', null, 'ECO', true]);
  });
  it('a charge ended by its card does not start again by itself before unplug', () => {
    const house = plugged(free());
    const id = house.begin('a');
    house.tell({ kind: 'transaction-ended', chargerId: 'a', transactionId: id, reason: 'Local' });
    house.status('a', 'Finishing');
    assert.deepEqual(asks(house), { transaction: 'none', code: 'finished' });
    house.wish('a', start);
    assert.equal(asks(house).transaction, 'start');
  });
  it('a hub that comes back to a finished charge, Finishing its first word, does not start another', () => {
    const house = free();
    house.tell({ kind: 'connected', chargerId: 'a' });
    house.status('a', 'Finishing');
    assert.equal(asks(house).code, 'finished');
  });
  it('a fault is not an unplug: the stop stays', () => {
    const house = plugged(free());
    house.wish('a', { charging: 'stopped' });
    house.status('a', 'Faulted', 'GroundFailure');
    house.status('a', 'Preparing');
    assert.equal(asks(house).code, 'stopped');
  });
  it('a power cut does not end the permission', () => {
    const house = plugged(cards());
    const id = house.begin('a', 'ANNA', 'card');
    house.tell({ kind: 'transaction-ended', chargerId: 'a', transactionId: id, reason: 'PowerLoss' });
    house.status('a', 'Preparing');
    assert.equal(asks(house).transaction, 'start');
  });
});

describe('permission: lock (Hydra Cubus manual, 8.5.1-9)', () => {
  it('locked while idle, nothing starts and cards are refused', () => {
    const house = plugged(cards());
    house.wish('a', { locked: true });
    assert.deepEqual(asks(house), { transaction: 'none', code: 'locked' });
    assert.equal(authorization(house.state, 'a', 'ANNA', house.now), 'Blocked');
    assert.equal(authorization(house.state, 'a', HUB_ID_TAG, house.now), 'Blocked');
  });
  it('locked while charging, this charge goes on and the next does not start', () => {
    const house = free();
    house.plugIn('a');
    house.grid(300, 300, 300);
    house.wish('a', { locked: true });
    const decision = house.decision('a');
    assert.equal(decision.transaction, 'keep');
    assert.ok(decision.limitA >= 6);
    assert.equal(decision.because.code, 'locked-next');
    house.status('a', 'Available');
    house.status('a', 'Preparing');
    assert.equal(asks(house).code, 'locked');
  });
  it('whoever started may end it even when locked', () => {
    const house = plugged(cards());
    house.begin('a', 'ANNA', 'card');
    house.wish('a', { locked: true });
    assert.equal(authorization(house.state, 'a', 'ANNA', house.now), 'Accepted');
    assert.equal(authorization(house.state, 'a', 'BEN', house.now), 'Accepted', 'same parent');
  });
});

describe('permission: cards', () => {
  for (const [idTag, answer] of [
    ['ANNA', 'Accepted'],
    ['anna', 'Accepted'],
    ['LOST', 'Blocked'],
    ['OLD', 'Expired'],
    ['NOBODY', 'Invalid'],
    [HUB_ID_TAG, 'Accepted'],
  ] as const) {
    it(`${idTag} is ${answer}`, () => {
      const house = plugged(cards());
      assert.equal(authorization(house.state, 'a', idTag, house.now), answer);
    });
  }
  it('a start from here waits while a person wants it, and 30 s after it was asked, until it runs', () => {
    const house = plugged(cards());
    const heard = (startAsked: boolean, agoMs: number | null, idTag = 'NOBODY', runs = false) => {
      const { a } = house.state.chargers;
      assert.ok(a);
      const asked = (ago: number): Asked => ({ at: monoMs(house.now.monoMs - ago), count: 1, pause: false });
      const charger = {
        ...a,
        wishes: { ...a.wishes, startAsked },
        asked: agoMs === null ? {} : { 'start-transaction': asked(agoMs) },
        transaction: runs ? a.transaction : null,
      };
      const state = { ...house.state, chargers: { a: charger } };
      return [authorization(state, 'a', idTag, house.now), startReason(state, 'a', idTag, house.now)];
    };
    assert.deepEqual(heard(false, null), ['Invalid', 'card']);
    assert.deepEqual(heard(true, null), ['Accepted', 'host']);
    assert.equal(heard(false, 29_999)[0], 'Accepted');
    assert.deepEqual(heard(false, 30_000), ['Invalid', 'card']);
    assert.deepEqual(heard(true, null, 'ANNA'), ['Accepted', 'card'], 'a card of the list');
    house.begin('a', 'ANNA', 'card');
    assert.deepEqual(heard(true, 0, 'NOBODY', true), ['Invalid', 'card'], 'it runs');
  });
  it('a start from here runs under whatever its charger makes of the tag (Ocular LTE, lbbrhzn/ocpp #2030)', () => {
    const house = plugged(cards());
    const own = () => authorization(house.state, 'a', `${HUB_ID_TAG}\u0010\u000e`, house.now);
    assert.equal(own(), 'Invalid');
    house.wish('a', { charging: 'allowed', startAsked: true });
    house.cycle();
    assert.equal(house.commands.filter(({ kind }) => kind === 'start-transaction').length, 1);
    assert.equal(own(), 'Accepted');
    assert.equal(authorization(house.state, 'a', 'LOST', house.now), 'Blocked', 'a card of the list is what it is');
    assert.equal(startReason(house.state, 'a', `${HUB_ID_TAG}\u0010\u000e`, house.now), 'host');
    house.begin('a', `${HUB_ID_TAG}\u0010\u000e`, 'host');
    house.cycle();
    assert.equal(house.charger('a').uninvited, false);
    assert.equal(own(), 'Accepted', 'who began it may end it');
    assert.equal(authorization(house.state, 'a', 'NOBODY', house.now), 'Invalid', 'and nobody else');
  });
  it('free takes anyone', () => {
    assert.equal(authorization(free().state, 'a', 'NOBODY', free().now), 'Accepted');
  });
  it('a charger that is not ours authorises nobody', () => {
    assert.equal(authorization(free().state, 'z', HUB_ID_TAG, free().now), 'Invalid');
  });
  it('a transaction nobody allowed is stopped, and never becomes the new wish', () => {
    const house = plugged(cards());
    house.begin('a', 'NOBODY', 'card');
    const decision = house.decision('a');
    assert.deepEqual([decision.transaction, decision.limitA, decision.because.code], ['stop', 0, 'charges-uninvited']);
    assert.ok(house.commands.some((one) => one.kind === 'stop-transaction'));
    assert.equal(house.charger('a').profiles.safe?.limitA, 0);
  });
});

describe('permission: reservation', () => {
  const reserved = (): House => {
    const house = plugged(cards());
    const untilAt = wallMs(house.now.wallMs + 600_000);
    house.wish('a', { reservation: { reservationId: 1, idTag: 'ANNA', parentIdTag: 'FAMILY', untilAt } });
    return house;
  };
  it('only the reserving card or its parent starts', () => {
    const house = reserved();
    assert.equal(authorization(house.state, 'a', 'ANNA', house.now), 'Accepted');
    assert.equal(authorization(house.state, 'a', 'BEN', house.now), 'Accepted');
    assert.equal(authorization(house.state, 'a', 'NOBODY', house.now), 'Blocked');
    assert.equal(asks(house).code, 'reserved');
  });
  it('ends by itself', () => {
    const house = reserved();
    house.pass(601);
    assert.equal(asks(house).code, 'waiting-for-card');
  });
});

describe('permission: who began a charge', () => {
  it('a card, a host, or the plug-in', () => {
    const house = plugged(cards());
    assert.equal(startReason(house.state, 'a', 'ANNA', house.now), 'card');
    house.wish('a', start);
    assert.equal(startReason(house.state, 'a', HUB_ID_TAG, house.now), 'host');
    const other = plugged(free());
    assert.equal(startReason(other.state, 'a', HUB_ID_TAG, other.now), 'plug-in');
  });
});
