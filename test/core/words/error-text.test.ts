import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SurplugError } from '../../../core/model/error.js';
import { ToldError, told } from '../../../core/model/error-texts.js';
import { LANGUAGES } from '../../../core/model/language.js';
import { errorIn, toldIn } from '../../../core/words/error-text.js';

describe('an error in words', () => {
  it('is in English as it is made, for the log of whoever looks', () => {
    const locked = new ToldError('LOCKED', 'locked', { name: 'Garage' });
    assert.equal(locked.message, 'Garage is locked. Unlock it first, then start.');
    assert.equal(errorIn('en', locked), locked);
  });

  for (const language of LANGUAGES.filter((other) => other !== 'en')) {
    it(`${language}: keeps the code, has itself as the cause, and says it in the language`, () => {
      const cause = new Error('listen EADDRINUSE');
      const inUse = new ToldError('PORT_IN_USE', 'port-in-use', { port: '9220', field: 'ocpp.port' }, { cause });
      const told = errorIn(language, inUse);
      assert.ok(told instanceof SurplugError);
      assert.deepEqual([told.code, told.cause, inUse.cause], ['PORT_IN_USE', inUse, cause]);
      assert.match(told.message, /9220.*\(?ocpp\.port/);
      assert.notEqual(told.message, inUse.message);
    });
  }

  it('a meter is called as its user calls it, and by its role in the language where it has no id', () => {
    const well = (meter: string) => LANGUAGES.map((language) => toldIn(language, told('meter-well', { meter })));
    for (const [at, role] of ['grid', 'Netz', 'rete', 'réseau', 'red', '电网'].entries())
      assert.match(well('grid')[at] ?? '', new RegExp(`[ “]${role}[ ”]`));
    for (const text of well('Dach Süd')) assert.match(text, /Dach Süd/);
    const values = { meter: 'pv', name: 'sma-inverter', role: 'grid', roles: 'solar, battery' };
    assert.equal(
      toldIn('de', told('map-without-role', values)),
      'Zähler pv: Die Registertabelle sma-inverter hat keine Werte für Netz; sie ist für Solar, Batterie.',
    );
  });

  it('has no words for an error without a text, nor for what is no error of ours', () => {
    for (const error of [new SurplugError('STORAGE', 'The disk is full.'), new Error('x'), 'y'])
      assert.equal(errorIn('de', error), error);
  });
});
