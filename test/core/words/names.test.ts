import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventName, meterTroubleText, modeName, sourceName, stateName } from '../../../core/words/names.js';

describe('Hydra Cubus manual, 8.5.1-7: the states', () => {
  it('are told in the language of the site', () => {
    assert.equal(stateName('en', 'failure+alarm'), 'Failure with alarm');
    assert.equal(stateName('de', 'charging'), 'Lädt');
    assert.equal(stateName('zh', 'standby'), '待机');
  });
});

describe('names', () => {
  it('a mode has the name that is on the charger, in every language', () => {
    assert.equal(modeName('zh', 'ECO+'), 'ECO+');
  });
  it('who set a limit, and what happened', () => {
    assert.equal(sourceName('it', 'main-fuse'), 'interruttore generale');
    assert.equal(eventName('fr', 'plugged'), 'Voiture branchée');
  });
});

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
    ] as const;
    for (const [what, says] of rows)
      assert.match(meterTroubleText('it', what), new RegExp(`\\(${says.replaceAll('{', '\\{')}\\)$`));
  });
  it('words without a code stay as they are', () =>
    assert.equal(meterTroubleText('es', 'no route: yet'), 'no route: yet'));
});
