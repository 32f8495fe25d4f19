import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { priceWatch } from '../../../core/control/permit/cheap-power.js';
import type { Decision } from '../../../core/model/decision.js';
import type { ChargerOverlay, PriceStep } from '../../../core/model/wishes.js';
import { chargerFacts, House, siteFacts } from './house.js';

/** A night without sun, prices by the hour from ten in the evening on: 30, 20, 10, 30. */
const TEN = Date.parse('2026-06-21T20:00:00Z');
const HOUR_MS = 3_600_000;
const NIGHT: readonly PriceStep[] = [30, 20, 10, 30].map((price, k) => ({
  start: new Date(TEN + k * HOUR_MS).toISOString(),
  price,
}));

function home(wish: ChargerOverlay, prices: readonly PriceStep[] = NIGHT): House {
  const charger = chargerFacts('a', { mode: 'ECO+', phases: [1] });
  const house = new House(siteFacts({ chargers: [charger] }), { start: '2026-06-21T20:00:00Z' });
  house.tell({ kind: 'site-wishes', wishes: { version: 1, cards: [], adopted: [], prices } });
  house.wish('a', wish);
  house.plugIn('a');
  return house;
}
/** What is decided so many hours after ten, and how many after ten the next change is possible; the car takes what it is offered. */
function hour(house: House, hours: number): readonly unknown[] {
  let decided: Decision | undefined;
  while (house.now.wallMs < TEN + hours * HOUR_MS) {
    house.pass(60);
    house.grid(300 + 230 * (decided?.limitA ?? 0), 300, 300);
    decided = house.decision('a');
    house.status('a', decided.limitA > 0 ? 'Charging' : 'SuspendedEVSE');
    house.draws('a', [decided.limitA]);
  }
  assert.ok(decided);
  const { limitA, because, nextChangeAt = null } = decided;
  return [limitA, because.code, because.numbers['price'], nextChangeAt && (nextChangeAt - TEN) / HOUR_MS];
}

describe('cheap power', () => {
  it('full current while a kWh costs no more than is wished, and what the mode says above it', () => {
    const house = home({ cheapUpTo: 20 });
    assert.deepEqual(hour(house, 0.5), [0, 'eco-plus-waiting', undefined, 1]);
    assert.deepEqual(hour(house, 1), [16, 'cheap-power', 20, 3], 'up to the price and no less');
    assert.deepEqual(hour(house, 2.5), [16, 'cheap-power', 10, 3]);
    assert.deepEqual(hour(house, 3), [0, 'eco-plus-waiting', undefined, null]);
  });
  it('nothing is cheap where the list does not reach, and the end of the list is when that is', () => {
    const house = home({ cheapUpTo: 30 });
    assert.deepEqual(hour(house, 3.5), [16, 'cheap-power', 30, 4]);
    assert.deepEqual(hour(house, 4), [0, 'eco-plus-waiting', undefined, null]);
    assert.deepEqual(hour(home({ cheapUpTo: 20 }, []), 1), [0, 'eco-plus-waiting', undefined, null], 'no list');
  });
  it('a tariff of one price is cheap without end, or never', () => {
    const [tariff] = NIGHT;
    assert.ok(tariff);
    assert.deepEqual(hour(home({ cheapUpTo: 30 }, [tariff]), 1), [16, 'cheap-power', 30, null]);
    assert.deepEqual(hour(home({ cheapUpTo: 29.9 }, [tariff]), 1), [0, 'eco-plus-waiting', undefined, null]);
  });
  it('a price below zero is one, too', () => {
    const paid = NIGHT.map((step) => ({ ...step, price: step.price - 15 }));
    assert.deepEqual(hour(home({ cheapUpTo: 0 }, paid), 2), [16, 'cheap-power', -5, 3]);
  });
  it('not by a clock that cannot be believed', () => {
    const house = home({ cheapUpTo: 30 });
    const watch = () => priceWatch(house.state, house.charger('a'), house.now);
    assert.deepEqual(watch(), { cheap: true, price: 30 });
    house.wallClockPlausible = false;
    assert.equal(watch(), null);
  });
  it('not without the card that is asked for, nor where it is stopped', () => {
    const cards = new House(siteFacts({ chargers: [chargerFacts('a', { mode: 'ECO+', access: 'cards' })] }), {
      start: '2026-06-21T21:00:00Z',
    });
    cards.tell({ kind: 'site-wishes', wishes: { version: 1, cards: [], adopted: [], prices: NIGHT } });
    cards.wish('a', { cheapUpTo: 20 });
    cards.connect('a');
    cards.status('a', 'Preparing');
    assert.equal(hour(cards, 1.5)[1], 'waiting-for-card');
    assert.equal(hour(home({ cheapUpTo: 20, charging: 'stopped' }), 1)[1], 'stopped');
  });
  it('a boost is told before it, and on FAST the price changes nothing', () => {
    const house = home({ cheapUpTo: 20 });
    house.wish('a', { boost: { since: house.now.wallMs } });
    assert.equal(hour(house, 1)[1], 'boost');
    assert.equal(hour(home({ cheapUpTo: 20, mode: 'FAST' }), 1)[1], 'fast-charger-limit');
  });
});
