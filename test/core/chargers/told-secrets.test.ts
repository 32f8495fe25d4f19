import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settingsShown } from '../../../core/chargers/configuration.js';
import { MODELS } from '../../../core/chargers/models.js';
import { failureOf } from '../../../core/chargers/outbound/failure.js';
import { secretsIn } from '../../../core/chargers/trace.js';

const KEY = 'ab'.repeat(20);

describe('what a charger tells of a secret', () => {
  const failure = (asked: object, description: string): string =>
    failureOf('Garage', 'Any', { kind: 'error', code: 'GenericError', description }, secretsIn(asked))?.message ?? '';

  it('does not come back with its refusal of a password', () =>
    assert.equal(
      failure({ key: 'AuthorizationKey', value: KEY }, `cannot take "${KEY}"`),
      'Garage answered Any with GenericError: cannot take "•••".',
    ));

  it('does not come back with a URL it could not fetch', () =>
    assert.doesNotMatch(failure({}, 'no answer: ftp://joe:geheim@host/fw.bin, http://h/f|joe|geheim|00'), /geheim/));

  it('is hidden in settings that are read', () => {
    const told = [
      { key: 'AuthorizationKey', readonly: false, value: KEY },
      { key: 'LightIntensity', readonly: false, value: '50' },
    ];
    assert.deepEqual(settingsShown({ configurationKey: told }, MODELS.generic), [
      { ...told[0], value: '•••' },
      told[1],
    ]);
  });
});

describe('a refusal in the words of a charger', () => {
  it('is one line, whatever it writes: it may end in a log', () => {
    const { message = '' } =
      failureOf('Garage', 'Any', { kind: 'error', code: 'X\n', description: 'no\r\n\u001b[31m[ERROR] all is lost' }) ??
      {};
    assert.equal(message, 'Garage answered Any with X : no [31m[ERROR] all is lost.');
  });
});
