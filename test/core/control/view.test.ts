import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NEW_CHARGER_MEMORY, NOTHING_HIDDEN } from '../../../core/control/memory.js';
import { type View, viewOf } from '../../../core/control/view.js';
import type { Mode } from '../../../core/model/mode.js';
import { monoMs } from '../../../core/model/units.js';
import { chargerFacts, House, siteFacts } from './house.js';

const NOON_AT = { latitude: 45, longitude: 9 };

describe('what a cycle sees: who is tried on a hidden sun', () => {
  /** The export has stood at its limit for a minute and a half; the car is offered so much. */
  const tried = (mode: Mode, offeredA: number, idle = false): string | undefined => {
    const house = new House(siteFacts({ exportLimitW: 0, ...NOON_AT, chargers: [chargerFacts('a', { mode })] }));
    house.plugIn('a');
    if (offeredA > 0) {
      house.status('a', 'Charging');
      house.draws('a', [offeredA - 0.3, offeredA - 0.3, offeredA - 0.3]);
    }
    house.pass(100);
    house.grid(0, 0, 0);
    const { state, now } = house;
    const hiddenSun = { ...NOTHING_HIDDEN, since: monoMs(now.monoMs - 90_000) };
    const chargers = { a: { ...NEW_CHARGER_MEMORY, idle } };
    return viewOf({ ...state, memory: { ...state.memory, hiddenSun, chargers } }, now).hidden.trying?.kind;
  };
  it('a car that follows the sun', () => {
    assert.deepEqual([tried('ECO', 8), tried('ECO+', 0)], ['raise', 'start']);
  });
  it('not one on FAST: it takes none of it', () => assert.equal(tried('FAST', 8), undefined));
  it('nor one that does not take its offer', () => {
    assert.deepEqual([tried('ECO+', 0, true), tried('ECO', 8, true)], [undefined, undefined]);
  });
});

describe('what a cycle sees: all that the sky gave', () => {
  const seen = (mode: Mode, steered: boolean): number => {
    const house = new House(siteFacts({ chargers: [chargerFacts('a', { mode })] }));
    house.plugIn('a');
    house.status('a', 'Charging');
    house.pass(60);
    house.draws('a', [9, 9, 9]);
    house.grid(0, 0, 0);
    const a = { ...house.charger('a'), connected: steered };
    const view: View = viewOf({ ...house.state, chargers: { a } }, house.now);
    return Math.round(view.seen.at(-1)?.value ?? Number.NaN);
  };
  it('is what cars on FAST take of it, too', () => assert.equal(seen('FAST', true), 9 * 690));
  it('and not what one takes that nobody steers: that is the house’s', () => assert.equal(seen('FAST', false), 0));
});
