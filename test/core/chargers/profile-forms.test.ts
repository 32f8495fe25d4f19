import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defaultAbilities } from '../../../core/chargers/models.js';
import { formsFor } from '../../../core/chargers/outbound/profile-forms.js';

describe('the forms of the live limit', () => {
  it('never puts a live TxDefaultProfile on the level of the safe one without the safe limit inside it', () => {
    for (const maxStackLevel of [0, 1, 5]) {
      for (const liveProfile of ['TxProfile', 'TxDefaultProfile'] as const) {
        for (const form of formsFor('live', { ...defaultAbilities('generic'), maxStackLevel, liveProfile }, true)) {
          assert.ok(form.purpose === 'TxProfile' || form.stackLevel > 0 || form.thenSafe, JSON.stringify(form));
        }
      }
    }
  });

  it('steers by ChargePointMaxProfile only who takes no safe limit, and above the hard limit', () => {
    const purposes = (onlyMaximum: boolean) =>
      formsFor('live', defaultAbilities('generic'), true, onlyMaximum).filter(
        (form) => form.purpose === 'ChargePointMaxProfile',
      );
    assert.deepEqual(purposes(false), []);
    assert.deepEqual(
      purposes(true).map(({ unit, stackLevel, thenSafe }) => [unit, stackLevel, thenSafe]),
      [
        ['A', 1, true],
        ['W', 1, true],
      ],
    );
  });
});
