import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chargerInformation } from '../../homebridge-plugin/accessory-information.js';
import { chargerNames } from '../../homebridge-plugin/charger-names.js';
import { firmwareRevision } from '../../homebridge-plugin/firmware-revision.js';
import { isLegalName, legalName } from '../../homebridge-plugin/legal-name.js';
import { LABELS, LOG_WORDS, say } from '../../homebridge-plugin/words.js';

describe('names Apple Home takes', () => {
  for (const { given, legal, because } of [
    { given: 'Garage', legal: 'Garage', because: 'nothing is wrong with it' },
    { given: 'ECO+', legal: 'ECO Plus', because: 'a plus is said, so that ECO+ stays apart from ECO' },
    { given: '🚗 Garage 🔌', legal: 'Garage', because: 'emojis go, and the spaces they leave at the ends' },
    { given: "Anna's  car", legal: "Anna's car", because: 'an apostrophe inside may stay' },
    { given: 'Garage.', legal: 'Garage', because: 'a name ends in a letter or digit' },
    { given: 'Garage (left)', legal: 'Garage left', because: 'a bracket that is closed nowhere looks broken' },
    { given: 'Tesla (1) 🚗', legal: 'Tesla 1', because: 'whatever came behind it' },
    { given: 'A (left) car', legal: 'A (left) car', because: 'brackets inside may stay' },
    { given: 'Hof/Straße, links', legal: 'Hof/Straße, links', because: 'letters are not only ASCII' },
    { given: '车库', legal: '车库', because: 'Chinese letters are letters' },
    { given: 'A', legal: 'Car Charger', because: 'one character is refused before hap-nodejs 2.3' },
    { given: '***', legal: 'Car Charger', because: 'nothing usable is left' },
    { given: '<b>Carport</b>', legal: 'b Carport /b', because: 'angle brackets are not allowed' },
  ]) {
    it(`"${given}" becomes "${legal}", because ${because}`, () => {
      assert.equal(legalName(given, 'Car Charger'), legal);
      assert.ok(isLegalName(legal));
    });
  }

  it('two chargers are never called the same, whatever they are named', () => {
    const named = (...chargers: readonly (readonly [id: string, name: string])[]) => [
      ...chargerNames(
        chargers.map(([id, name]) => ({ id, name })),
        'Car Charger',
      ).values(),
    ];
    const garages = [
      ['CP3', 'Garage'],
      ['CP4', 'garage'],
    ] as const;
    assert.deepEqual(named(['CP1', 'CP1'], ['CP2', 'CP2'], ...garages), [
      'Car Charger',
      'Car Charger CP2',
      'Garage',
      'garage CP4',
    ]);
    assert.deepEqual(named(['CP1', 'Garage CP4'], ...garages), ['Garage CP4', 'Garage', 'garage 2']);
    assert.deepEqual(named(['*', '*'], ['?', '?'], ['#', '#']), ['Car Charger', 'Car Charger 2', 'Car Charger 3']);
    const long = 'The charger of the family at the far end of the underground car park';
    const longs = named(['A', long], ['B', long], ['C', long]);
    assert.equal(new Set(longs).size, 3);
    for (const name of longs) {
      assert.ok(isLegalName(name), name);
      assert.ok(`${name} Eco Plus`.length <= 64, 'a name of HomeKit');
    }
  });
});

describe('FirmwareRevision is x.y.z', () => {
  for (const [firmware, revision] of [
    ['1.2.3', '1.2.3'],
    ['v2.10', '2.10.0'],
    ['FW 3.4.5.6-beta', '3.4.5'],
    ['83105120000_JLS2103_V000B01D03;83105120001_JLS2104', '0.1.3'],
    ['83105120000', '0.0.0'],
    ['', '0.0.0'],
    [undefined, '0.0.0'],
  ] as const) {
    it(`${firmware} → ${revision}`, () => assert.equal(firmwareRevision(firmware), revision));
  }

  it('serial number, maker and model have 2 to 64 characters; the id is there before the charger has spoken', () => {
    assert.equal(chargerInformation({ id: '7', identity: {} }).serialNumber, 'CP-7');
    assert.equal(chargerInformation({ id: 'CP001', identity: { serialNumber: 'X9' } }).serialNumber, 'CP001');
    for (const [vendor, model, shown] of [
      [' ', 'X', ['OCPP', 'OCPP 1.6J']],
      ['M'.repeat(255), 'XY', ['M'.repeat(64), 'XY']],
    ] as const) {
      const said = chargerInformation({ id: 'CP001', identity: { vendor, model } });
      assert.deepEqual([said.manufacturer, said.model], shown);
    }
  });
});

describe('words in six languages', () => {
  for (const [language, labels] of Object.entries(LABELS)) {
    it(`${language}: every label is there, legal alone and behind a name, and unlike the others`, () => {
      assert.deepEqual(Object.keys(labels), Object.keys(LABELS.en));
      for (const label of Object.values(labels)) {
        assert.ok(isLegalName(label), label);
        assert.ok(isLegalName(`${labels.charger} ${label}`), label);
      }
      assert.equal(new Set(Object.values(labels)).size, Object.keys(labels).length);
    });
  }

  for (const [language, sentences] of Object.entries(LOG_WORDS)) {
    it(`${language}: every sentence is there, with the gaps of the English one`, () => {
      assert.deepEqual(Object.keys(sentences), Object.keys(LOG_WORDS.en));
      for (const [key, sentence] of Object.entries(sentences)) {
        assert.deepEqual(gaps(sentence), gaps(LOG_WORDS.en[key as keyof typeof LOG_WORDS.en]), key);
      }
    });
  }

  it('fills the gaps', () => {
    assert.equal(say('de', 'retrying', { seconds: 15 }), 'Neuer Versuch alle 15 s.');
  });
});

const gaps = (sentence: string): string[] => [...sentence.matchAll(/\{\w+\}/g)].map(([gap]) => gap).sort();
