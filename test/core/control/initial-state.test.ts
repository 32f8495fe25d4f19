import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { standing } from '../../../core/control/initial-state.js';
import { wallMs, wattHours } from '../../../core/model/units.js';
import { chargerFacts, House, siteFacts } from './house.js';

const TWO = siteFacts({ chargers: [chargerFacts('a'), chargerFacts('b')] });
const CHARGE = {
  transactionId: 7,
  idTag: 'ANNA',
  startedAt: wallMs(0),
  meterStartWh: wattHours(0),
  startedBy: 'card',
} as const;

describe('the first state of a site', () => {
  it('a charge that ran is one: its car has come, and may charge; elsewhere nobody has', () => {
    const house = new House(TWO, { kept: { transactions: { a: CHARGE } } });
    const of = (id: string) => {
      const { transaction, visited, granted } = house.charger(id);
      return [transaction?.transactionId ?? null, visited, granted];
    };
    assert.deepEqual(
      [of('a'), of('b')],
      [
        [7, true, true],
        [null, false, false],
      ],
    );
  });
  it('where its car has left meanwhile, a wish for that visit is gone with it', () => {
    const house = new House(TWO, { kept: { transactions: { a: CHARGE } } });
    house.wish('a', { charging: 'stopped' });
    house.connect('a');
    house.status('a', 'Available');
    assert.equal(house.charger('a').wishes.charging, 'allowed');
  });
});

describe('a site as it stands', () => {
  it('tells of the chargers that have been heard, and of no other', () => {
    const house = new House(TWO, { kept: { transactions: { b: CHARGE } } });
    house.plugIn('a');
    const { chargers, kept } = standing(house.state);
    assert.deepEqual([Object.keys(chargers), Object.keys(kept.abilities)], [['a'], ['a']]);
    assert.deepEqual(Object.keys(kept.transactions), ['a']);
  });
});
