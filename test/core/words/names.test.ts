import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { meterTroubleText, sharedLineText } from '../../../core/words/names.js';

describe('meter troubles', () => {
  it('a code becomes a sentence', () => assert.equal(meterTroubleText('en', 'silent'), 'The meter does not answer'));
  it('the detail behind the code is kept, because installers look for it', () =>
    assert.equal(
      meterTroubleText('de', 'unreachable: connect ECONNREFUSED 192.0.2.7:502: again'),
      'Der Zähler ist nicht erreichbar (connect ECONNREFUSED 192.0.2.7:502: again)',
    ));
  it('facts behind it are in the language, what follows them stands as it is', () => {
    const rows = [
      [
        'refused: 10.0.0.7:502, unit 1, register 52, exception 2',
        '10.0.0.7:502, indirizzo 1, registro 52, eccezione 2',
      ],
      ['unreachable: /dev/ttyUSB0, in use by another program', '/dev/ttyUSB0, usata da un altro programma'],
      ['unreadable: mqtt://hub, powerW, not JSON: {"unit', 'mqtt://hub, powerW, non è JSON: {"unit'],
      ['refused: united, units', 'united, units'],
      ['silent: grid', 'rete'],
    ] as const;
    for (const [what, says] of rows)
      assert.match(meterTroubleText('it', what), new RegExp(`\\(${says.replaceAll('{', '\\{')}\\)$`));
  });
  it('in Chinese and French they are set as there', () => {
    const what = 'unreadable: mqtt://hub, not JSON: {"unit';
    assert.match(meterTroubleText('zh', what), /（mqtt:\/\/hub，不是 JSON：\{"unit）$/);
    assert.match(meterTroubleText('fr', what), / \(mqtt:\/\/hub, pas du JSON : \{"unit\)$/);
  });
  it('a meter without an id is told by its role', () => {
    assert.match(sharedLineText('de', 'house'), /^Zähler Haus wird/);
    assert.match(sharedLineText('de', 'cellar'), /^Zähler cellar wird/);
  });
  it('words without a code stay as they are', () =>
    assert.equal(meterTroubleText('es', 'no route: yet'), 'no route: yet'));
});
