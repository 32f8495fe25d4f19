import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { initialState } from '../../../core/control/initial-state.js';
import type { ChargerState, SiteState } from '../../../core/control/site-state.js';
import type { ChargerFacts } from '../../../core/model/charger.js';
import type { ChargerSample } from '../../../core/model/reading.js';
import { amps, monoMs, volts, wallMs, wattHours } from '../../../core/model/units.js';
import { NO_WISHES } from '../../../core/model/wishes.js';
import { chargersDraw } from '../../../core/site/chargers-draw.js';
import { chargerFacts, siteFacts } from '../control/house.js';

const NOW = monoMs(1_000_000);

const sample = (currentA: readonly number[], agoMs = 10_000): ChargerSample => ({
  takenAt: monoMs(NOW - agoMs),
  takenAtWall: wallMs(0),
  currentA: currentA.map(amps),
});

/** A site whose chargers are as said; each is connected, a car at it charges. */
function state(...chargers: readonly (Partial<ChargerState> & { readonly facts: ChargerFacts })[]): SiteState {
  const facts = siteFacts({ chargers: chargers.map((one) => one.facts) });
  const now = { monoMs: NOW, wallMs: wallMs(0), wallClockPlausible: true };
  const opened = initialState(facts, NO_WISHES, { abilities: {}, memory: null, transactions: {} }, now);
  const as = Object.fromEntries(
    chargers.map((one) => {
      const known = opened.chargers[one.facts.id];
      assert.ok(known);
      return [one.facts.id, { ...known, connected: true, status: 'Charging' as const, ...one }];
    }),
  );
  return { ...opened, chargers: as };
}

const live = (limitA: number) => ({ max: null, safe: null, live: { limitA: amps(limitA), at: NOW } }) as never;

describe('what the chargers draw, by their own meters', () => {
  it('nobody heard: nothing is known', () => {
    assert.equal(chargersDraw(state({ facts: chargerFacts('a'), connected: false }), NOW), undefined);
    assert.equal(chargersDraw(state(), NOW), undefined);
  });

  it('no car: nothing, and that is known now', () => {
    const draw = chargersDraw(state({ facts: chargerFacts('a'), status: 'Available', sample: sample([9, 9, 9]) }), NOW);
    assert.deepEqual([draw?.powerW, draw?.takenAt], [0, NOW]);
  });

  it('each charger’s conductors are laid on the phases they sit on, and summed', () => {
    const draw = chargersDraw(
      state(
        { facts: chargerFacts('a', { phases: [2, 3, 1] }), sample: sample([10, 8, 6], 5000) },
        { facts: chargerFacts('b', { phases: [3] }), sample: sample([16], 20_000) },
      ),
      NOW,
    );
    assert.deepEqual(draw?.currentA, [6, 10, 24]);
    assert.equal(draw?.powerW, 40 * 230);
    assert.equal(draw?.takenAt, NOW - 20_000);
  });

  it('one of them, by its id', () => {
    const both = state(
      { facts: chargerFacts('a'), sample: sample([10, 10, 10]) },
      { facts: chargerFacts('b'), sample: sample([6, 6, 6]) },
    );
    assert.deepEqual(chargersDraw(both, NOW, 'b')?.currentA, [6, 6, 6]);
    assert.equal(chargersDraw(both, NOW, 'nobody'), undefined);
  });

  it('a charger that was told less since does not draw more', () => {
    const told = state({ facts: chargerFacts('a'), sample: sample([16, 16, 16]), profiles: live(6) });
    assert.deepEqual(chargersDraw(told, NOW)?.currentA, [6, 6, 6]);
  });

  it('without a measurement, or with an old one, it counts with what it may', () => {
    const offers = [{ at: monoMs(NOW - 60_000), limitA: amps(13), sure: true }];
    const mute = { facts: chargerFacts('a'), profiles: live(13), offers };
    assert.deepEqual(chargersDraw(state(mute), NOW)?.currentA, [12.7, 12.7, 12.7]);
    assert.deepEqual(
      chargersDraw(state({ ...mute, sample: sample([6, 6, 6], 200_000) }), NOW)?.currentA,
      [12.7, 12.7, 12.7],
    );
  });

  it('no more than a car that has just begun can draw by now, and none before its charger says that it charges', () => {
    const begun = { facts: chargerFacts('a'), profiles: live(13), chargingSince: NOW };
    assert.deepEqual(chargersDraw(state(begun), NOW)?.currentA, [10, 10, 10]);
    const transaction = { transactionId: 1, idTag: '', startedAt: wallMs(0), meterStartWh: wattHours(0) };
    const waits = { ...begun, transaction: { ...transaction, startedBy: 'card' as const } };
    for (const profiles of [live(13), { max: null, safe: null, live: null }])
      assert.equal(chargersDraw(state({ ...waits, profiles, status: 'SuspendedEV' }), NOW)?.powerW, 0);
  });

  it('powers are by the voltage the charger measures', () => {
    const measured = { ...sample([10, 10, 10]), voltageV: [240, 230, 220].map(volts) };
    const draw = chargersDraw(state({ facts: chargerFacts('a'), sample: measured }), NOW);
    assert.deepEqual(draw?.phaseW, [2400, 2300, 2200]);
  });
});
