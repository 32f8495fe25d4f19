import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { telegramBroken, telegramSum } from '../../../core/meters/p1-telegram.js';
import { TELEGRAM } from './p1-telegrams.js';

describe('a P1 telegram', () => {
  it('is whole with its checksum, worked out by another program, and broken with another', () => {
    const short = '/ISk5\\2MT382-1000\r\n\r\n1-0:1.7.0(01.193*kW)\r\n!';
    assert.equal(telegramBroken(`${short}BD3C\r\n`), false);
    assert.equal(telegramBroken(`${short.replace('193', '194')}BD3C\r\n`), true);
    assert.equal(telegramBroken(`${short}0000`), true);
  });
  it('of an older meter has no checksum', () => assert.equal(telegramBroken(TELEGRAM), false));
  it('that was cut is not read', () => {
    assert.equal(telegramBroken(TELEGRAM.slice(0, 300)), true);
    assert.equal(telegramBroken(''), true);
    assert.equal(telegramBroken('/'.repeat(1_000_000)), true);
  });
  it('without a value has no such number', () => {
    assert.equal(telegramSum(TELEGRAM, '99.7.0'), undefined);
    assert.equal(telegramSum(TELEGRAM, '1.8.1+99.7.0'), 123_456.789);
    assert.equal(telegramSum(TELEGRAM, '99.7.0|1.7.0-2.7.0|1.8.1'), 1.193);
  });
});
