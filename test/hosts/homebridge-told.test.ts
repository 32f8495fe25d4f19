import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SiteTold } from '../../homebridge-plugin/site-told.js';
import { KeptLog } from '../means/kept-log.js';
import { chargerSnapshot, siteSnapshot } from '../means/snapshots.js';

type Reason = 'surplus' | 'pace';

describe('what the log of Homebridge tells of a charger', () => {
  const lines = (
    said: readonly (readonly [because: string, reason?: Reason, online?: boolean])[],
  ): readonly string[] => {
    const log = new KeptLog();
    const told = new SiteTold(log);
    for (const [because, reason = 'surplus', online = true] of said) {
      const chargers = [chargerSnapshot({ id: 'CP001', because, reason })];
      told.tell(siteSnapshot({ online, chargers }), new Map([['CP001', 'Garage']]));
    }
    return log.matching(/./);
  };

  it('is why it does what it does, anew when that is something else and not for other numbers', () =>
    assert.deepEqual(lines([['At 9 A: 2 kW'], ['At 9.5 A: 950 W'], ['Paused'], ['Paused'], ['At 6 A: 3 kW']]), [
      'info Garage: At 9 A: 2 kW',
      'info Garage: Paused',
      'info Garage: At 6 A: 3 kW',
    ]));

  it('is nothing on the way from one current to the next', () =>
    assert.deepEqual(
      lines([
        ['At 9 A: sun'],
        ['At 9 A, rising to 12 A', 'pace'],
        ['At 12 A: sun'],
        ['At 12 A, rising to 13 A', 'pace'],
      ]),
      ['info Garage: At 9 A: sun'],
    ));

  it('is nothing of a site whose owner is gone', () =>
    assert.deepEqual(lines([['At 9 A: sun', 'surplus', false]]), []));
});
