import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Language } from '../../core/index.js';
import { signsOf } from '../../nodes/meter-in/reading-of.js';
import { stateStatus } from '../../nodes/state/state-status.js';
import { chargerSnapshot, chargingSnapshot, siteSnapshot } from '../means/snapshots.js';

const say = (key: string, blanks: object = {}): string => `${key} ${JSON.stringify(blanks)}`;
const house = siteSnapshot({ chargers: [chargingSnapshot(), chargerSnapshot({ id: 'CP002', name: 'Yard' })] });
describe('what is shown below a node', () => {
  it('the status of a charger is a key for words, or its numbers', () => {
    const status = (charger: string, property = '') =>
      stateStatus(house, { source: 'charger', charger, property }, say, 'en').text;
    assert.match(status('CP001') ?? '', /^ECO\+ \d+(\.\d)? A$/);
    assert.equal(status('CP002'), 'surplug.state.standby');
    assert.equal(status('boat'), 'surplug.status.no-charger');
    assert.equal(status(''), 'surplug.status.which-charger', 'there are two');
  });

  it('one property shows its value with the unit of its name', () => {
    const status = (source: 'charger' | 'site', property: string) =>
      stateStatus(house, { source, charger: 'CP002', property }, say, 'en').text;
    assert.equal(status('charger', 'powerW'), '0 W');
    assert.equal(status('charger', 'currentA.0'), '0 A');
    assert.equal(status('charger', 'plugged'), 'false');
    assert.equal(status('charger', 'session'), 'null');
    assert.match(status('site', 'gridW') ?? '', /^-?\d+(\.\d)? W$/);
    const priced = { ...house, pricePerKWh: 0.2834 };
    const price = { source: 'site', charger: '', property: 'pricePerKWh' } as const;
    assert.equal(stateStatus(priced, price, say, 'en').text, '0.2834');
    assert.match(status('site', '') ?? '', /^surplug\.status\.grid \{"power":"-?\d+ W"\}$/);
  });

  it('numbers are written as the language of the hub has them', () => {
    const [charger] = house.chargers;
    assert.ok(charger);
    const odd = { socPct: 61.54, frequencyHz: 49.98, temperatureC: 31, cheapUpTo: 0.0925 } as const;
    const changed = { ...charger, state: 'charging', mode: 'ECO+', currentA: [9.46], ...odd } as const;
    const told = (language: Language, property: string) =>
      stateStatus({ ...house, chargers: [changed] }, { source: 'charger', charger: '', property }, say, language).text;
    for (const language of ['de', 'it', 'fr', 'es'] as const) assert.equal(told(language, ''), 'ECO+ 9,5 A', language);
    for (const language of ['en', 'zh'] as const) assert.equal(told(language, ''), 'ECO+ 9.5 A', language);
    assert.equal(told('de', 'currentA.0'), '9,5 A');
    assert.equal(told('fr', 'socPct'), '61,5 %');
    assert.equal(told('en', 'frequencyHz'), '50 Hz');
    assert.equal(told('en', 'temperatureC'), '31 °C');
    assert.equal(told('de', 'cheapUpTo'), '0,0925');
    assert.equal(signsOf({ currentA: [10, 9.46, 0] }, 'es'), '10 9,5 0 A');
    assert.equal(signsOf({ socPct: 61.54 }, 'it'), '61,5%');
  });

  it('a sentence is shown whole, anything else in a few signs', () => {
    const [charger] = house.chargers;
    assert.ok(charger);
    const told = (property: string, value: string) =>
      stateStatus(
        { ...house, chargers: [{ ...charger, [property]: value }] },
        { source: 'charger', charger: '', property },
        say,
        'en',
      ).text;
    const because = 'Charging at 9 A: 2.1 kW of solar surplus.';
    assert.equal(told('because', because), because);
    assert.equal(told('because', because.repeat(3))?.length, 90);
    assert.equal(told('name', 'x'.repeat(30)), `${'x'.repeat(19)}…`);
  });
});
