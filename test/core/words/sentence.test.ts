import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { BECAUSE, type Because, type BecauseCode, because } from '../../../core/model/because.js';
import { LANGUAGES, type Language } from '../../../core/model/language.js';
import type { FaultWords } from '../../../core/words/fault-text.js';
import { sentence as asShown } from '../../../core/words/sentence.js';

/** With spaces where lines do not break. */
const sentence: typeof asShown = (...told) => asShown(...told).replaceAll('\u00a0', ' ');

interface Row {
  readonly language: Language;
  readonly reason: Because;
  readonly told: string;
}

const surplus = because('eco-plus-surplus', { currentA: 9, surplusW: 2070 });
const rows: readonly Row[] = [
  { language: 'en', reason: surplus, told: 'Charging at 9 A: 2.1 kW of solar surplus' },
  { language: 'de', reason: surplus, told: 'Lädt mit 9 A: 2,1 kW Solarüberschuss' },
  { language: 'it', reason: surplus, told: 'Carica a 9 A: 2,1 kW di surplus solare' },
  { language: 'fr', reason: surplus, told: 'Charge à 9 A : 2,1 kW de surplus solaire' },
  { language: 'es', reason: surplus, told: 'Carga a 9 A: 2,1 kW de excedente solar' },
  { language: 'zh', reason: surplus, told: '以 9 A 充电：太阳能余电 2.1 kW' },
  {
    language: 'en',
    reason: because('fast-main-fuse', { currentA: 12.5, fuseA: 25, phase: 2 }),
    told: 'Charging at 12.5 A: the main fuse (25 A) leaves no more on L2',
  },
  {
    language: 'de',
    reason: because('fast-main-fuse', { currentA: 12.5, fuseA: 25, phase: 'L2' }),
    told: 'Lädt mit 12,5 A: die Hauptsicherung (25 A) lässt auf L2 nicht mehr zu',
  },
  {
    language: 'fr',
    reason: because('phase-balance', { currentA: 8, imbalancePct: 14.4 }),
    told: 'Charge à 8 A : les phases sont équilibrées (déséquilibre 14 %)',
  },
  {
    language: 'en',
    reason: because('timer', { currentA: 16, end: '05:00' }),
    told: 'Charging at 16 A: boost timer until 05:00',
  },
  {
    language: 'es',
    reason: because('ready-by', { currentA: 16, energyKWh: 12.3, time: '07:00' }),
    told: 'Carga a 16 A: aún faltan 12,3 kWh antes de las 07:00',
  },
];

describe('nobody charges at 0 A', () => {
  it('a reason that leaves no current is told as a pause', () => {
    const limited = because('external-limit', { currentA: 0, name: 'the grid operator' });
    assert.equal(sentence('en', limited), 'Paused: the grid operator allows too little current');
    assert.equal(sentence('de', because('car-idle', { currentA: 0 })), 'Bereit: das Auto nimmt keinen Strom');
  });
  it('at 6 A the same reason is told as a limit', () => {
    const limited = because('external-limit', { currentA: 6, name: 'the grid operator' });
    assert.equal(sentence('en', limited), 'Charging at 6 A: limited by the grid operator');
  });
  it('a limit from outside without a name is another system’s', () => {
    const says = (language: Language, currentA: number) =>
      sentence(language, because('external-limit', { currentA, name: '' }));
    assert.equal(says('en', 8), 'Charging at 8 A: limited by another system');
    assert.equal(says('de', 0), 'Pause: ein anderes System lässt zu wenig Strom zu');
  });
});

describe('instants in a sentence', () => {
  const until = because('reserved', { until: '2026-06-21T12:05:00.000Z' });
  it('are told with their day in the time zone of the site', () => {
    assert.equal(sentence('en', until, 'Europe/Rome'), 'Reserved for another card until Jun 21, 14:05');
    assert.equal(sentence('zh', until, 'Asia/Shanghai'), '已为另一张卡预约至 6月21日 20:05');
  });
  it('a clock time stays as it is', () =>
    assert.equal(
      sentence('es', because('timer', { currentA: 16, end: '14:05' })),
      'Carga a 16 A: temporizador de boost hasta las 14:05',
    ));
  it('what only looks like an instant stays as it is', () =>
    assert.match(sentence('en', because('reserved', { until: '2026-13-41T99:99:00Z' })), /2026-13-41T99:99:00Z$/));
  it('a name that is empty is a dash', () =>
    assert.equal(
      sentence('en', because('start-refused', { detail: '' })),
      'The charger refuses to start (–): unplug the car and plug it in again',
    ));
});

describe('the sentence of a decision', () => {
  for (const { language, reason, told } of rows) {
    it(`${language}: ${told}`, () => assert.equal(sentence(language, reason), told));
  }

  it('tells a fault by its reason, because a code tells nobody anything', () => {
    assert.equal(
      sentence('en', because('faulted', { errorCode: 'OverVoltage' })),
      'Charger fault. The supply voltage was too high for 5 seconds (over 276 V, or 460 V between phases)',
    );
    assert.doesNotMatch(sentence('zh', because('faulted', { errorCode: 'OverVoltage' })), /。$/);
  });

  it('tells a fault by the maker’s code where that says more, as the fault itself is told', () => {
    const told = (words: FaultWords): string =>
      sentence('en', { code: 'faulted', numbers: { ...words } }).replace('Charger fault. ', '');
    assert.equal(
      told({ errorCode: 'GroundFailure', vendorErrorCode: 'ERR PE' }),
      'The protective earth (PE) is not connected, or the charger is set to a different earthing system',
    );
    assert.equal(
      told({ errorCode: 'OverVoltage', vendorErrorCode: 'Overvoltage Fault', info: 'L1 279V' }),
      'The supply voltage was too high for 5 seconds (over 276 V, or 460 V between phases). The charger says: L1 279V',
    );
    assert.equal(told({ errorCode: 'OtherError', info: 'Card Reader offline' }), told({ errorCode: 'ReaderFailure' }));
  });

  it('tells a fault without a known name by what the charger calls it', () => {
    assert.match(sentence('de', because('faulted', { errorCode: 'Brumm' })), /Brumm$/);
  });

  it('keeps the words of others as they came, braces and all', () => {
    const told = sentence('en', because('external-limit', { currentA: 6, name: '{currentA} $& grid' }));
    assert.equal(told, 'Charging at 6 A: limited by {currentA} $& grid');
  });

  for (const language of LANGUAGES) {
    it(`${language}: whatever the numbers, there is a sentence and every number has its place`, () => {
      // A fault has no number but the charger's own word, told as it is.
      const codes = (Object.keys(BECAUSE) as BecauseCode[]).filter((code) => code !== 'faulted');
      const number = fc.oneof(fc.double(), fc.integer(), fc.constant('14:32'));
      fc.assert(
        fc.property(fc.constantFrom(...codes), fc.array(number, { maxLength: 4 }), (code, values) => {
          const numbers = Object.fromEntries(
            BECAUSE[code].flatMap((name, i) => (values[i] === undefined ? [] : [[name, values[i]]])),
          );
          const told = sentence(language, { code, numbers });
          assert.match(told, /\S/);
          assert.doesNotMatch(told, /[{}]|NaN|undefined|Infinity/);
        }),
        { numRuns: 300 },
      );
    });
  }
});

describe('a decision of another version', () => {
  it('for a reason nobody here knows is told by its code', () =>
    assert.equal(sentence('en', { code: 'tides' as BecauseCode, numbers: { currentA: 6 } }), 'tides'));
});

describe('numbers in words', () => {
  const told = (language: Language, surplusW: number): string =>
    /[\d.,]+ k?W/.exec(sentence(language, because('eco-surplus', { currentA: 6, surplusW })))?.[0] ?? '';

  it('below a kilowatt, watts', () => assert.equal(told('en', 949.6), '950 W'));
  it('999.7 W is a kilowatt', () => assert.equal(told('en', 999.7), '1 kW'));
  it('a surplus below zero is none', () => assert.equal(told('en', -300), '0 W'));
  it('minus nothing is nothing', () => assert.equal(told('en', -0.2), '0 W'));
  it('no thousands sign, because "12.345" is twelve in half of the languages', () =>
    assert.equal(told('de', 12_345_678), '12345,7 kW'));
  it('a current is told to the tenth', () =>
    assert.match(sentence('en', because('boost', { currentA: 15.96 })), /^Charging at 16 A:/));
  it('a surplus that just does not reach what is needed is told apart from it', () => {
    const waits = (surplusW: number, neededW: number) =>
      sentence('de', because('eco-plus-waiting', { surplusW, neededW })).replace('Wartet auf mehr Sonne: ', '');
    assert.equal(waits(1360, 1380), '1,36 kW Solarüberschuss, nötig sind 1,38 kW');
    assert.equal(waits(1200, 1380), '1,2 kW Solarüberschuss, nötig sind 1,4 kW');
  });
  it('a number that is missing is a dash', () =>
    assert.equal(sentence('en', { code: 'boost', numbers: {} }), 'Charging at –: boost is on'));

  it('make a format once for all lines of a list', (t) => {
    const made = t.mock.method(Intl, 'NumberFormat').mock;
    for (let surplusW = 2000; surplusW < 3000; surplusW += 1) told('it', surplusW);
    assert.ok(made.callCount() <= 2, `${made.callCount()} times`);
  });
});

describe('how a sentence is set', () => {
  it('a number stays on a line with its unit', () =>
    assert.equal(
      asShown('en', because('eco-plus-battery', { currentA: 9, batteryW: 850, socPct: 80, surplusW: 2070 })),
      'Charging at 9\u00a0A: 850\u00a0W from the house battery (80%), 2.1\u00a0kW of solar surplus',
    ));
  it('a word that begins like a unit is none', () =>
    assert.equal(asShown('en', because('external-limit', { currentA: 0, name: '2 Wallboxes' })).includes('2 W'), true));
  it('in French a colon stays with its word, and a name with its guillemets', () =>
    assert.equal(
      asShown('fr', because('circuit-fuse', { currentA: 9, name: 'Garage', fuseA: 20 })),
      'Charge à 9\u00a0A\u00a0: le disjoncteur «\u00a0Garage\u00a0» (20\u00a0A) ne permet pas plus',
    ));
  it('in Chinese there is a space beside a foreign word, and none between its own', () => {
    const says = (name: string) => sentence('zh', because('external-limit', { currentA: 0, name }));
    assert.equal(says('EVU'), '已暂停：EVU 允许的电流太小');
    assert.equal(says('车库'), '已暂停：车库允许的电流太小');
    assert.equal(sentence('zh', because('external-limit', { currentA: 8, name: '' })), '以 8 A 充电：受其他系统限制');
  });
});
