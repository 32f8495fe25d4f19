import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { DISOBEDIENT } from '../../../core/model/charger.js';
import { LANGUAGES } from '../../../core/model/language.js';
import { en } from '../../../core/words/catalogues/en.js';
import { FAULT_NAMES, type FaultName } from '../../../core/words/fault-names.js';
import { faultText } from '../../../core/words/fault-text.js';

/** ChargePointErrorCode, OCPP 1.6 edition 2, 7.6, without NoError. */
const ERROR_CODES: Readonly<Record<string, FaultName>> = {
  ConnectorLockFailure: 'lock',
  EVCommunicationError: 'pilot',
  GroundFailure: 'ground',
  HighTemperature: 'hot',
  InternalError: 'internal',
  LocalListConflict: 'card-list',
  OtherError: 'other',
  OverCurrentFailure: 'over-current',
  OverVoltage: 'over-voltage',
  PowerMeterFailure: 'metering',
  PowerSwitchFailure: 'charging-circuit',
  ReaderFailure: 'card-reader',
  ResetFailure: 'reset',
  UnderVoltage: 'under-voltage',
  WeakSignal: 'weak-signal',
};

const DISPLAY_CODES: Readonly<Record<string, FaultName>> = {
  'ERR OCP': 'over-current',
  'ERR OVP': 'over-voltage',
  'ERR LVP': 'under-voltage',
  'ERR MET': 'metering',
  'ERR CAN ADDR': 'can-bus',
  'ERR PE': 'earth-missing',
  'ERR CP': 'pilot',
  'ERR R12': 'relay-blocked',
  'ERR R3N': 'relay-blocked',
  'ERR ROT': 'relay-hot',
  'ERR ELK': 'lock',
  'ERR OCT': 'socket-hot',
  'ERR IRD': 'leakage',
  'ERR FAN': 'fan',
  'ERR PP': 'contact',
  'ERR MIS': 'phase-missing',
};

const FAULT_TABLE: Readonly<Record<string, FaultName>> = {
  'Abnormal Grounding Fault': 'earth-missing',
  'Overvoltage Fault': 'over-voltage',
  'Undervoltage Fault': 'under-voltage',
  'Metering Communication Failure Fault': 'meter-link',
  'Metering Failure Fault': 'metering',
  'CP voltage abnormal Fault': 'pilot',
  'Overcurrent Protection Fault': 'over-current',
  'Relay Overtemperature Fault': 'relay-hot',
  'Input Overtemperature Fault': 'input-hot',
  'Socket overtemperature Fault': 'socket-hot',
  'Leakage Protection Fault': 'leakage',
  'Electronic Lock Protection Failure': 'lock',
  'Power Failure Fault': 'power-cut',
  'Abnormal Charging Circuit Fault': 'charging-circuit',
  'LN Reverse Connection Fault': 'wires-swapped',
  'Phase Failure Fault': 'phase-missing',
  'Leakage Fault Of PE Line': 'earth-leakage',
  'Load Balancing Networking failure': 'charger-network',
  'Card Reader offline': 'card-reader',
  'Backend Connection Abnormal': 'server',
  'Vehicle Leakage Alarm': 'car-leakage',
  'Plug Out With Load': 'unplugged-under-load',
};

describe('OCPP 1.6, ChargePointErrorCode', () => {
  for (const [errorCode, fault] of Object.entries(ERROR_CODES)) {
    it(`${errorCode} has reason and remedy`, () => assert.deepEqual(faultText('en', { errorCode }), en.faults[fault]));
  }

  it('a code that OCPP does not have is told as it is', () => {
    assert.match(faultText('en', { errorCode: 'GroundFault-17' }).reason, /The charger says: GroundFault-17\.$/);
    assert.match(faultText('en', { errorCode: 'constructor' }).reason, /says: constructor\.$/);
  });
});

describe('Cabur PLUS EV manual, 7.1.2: display codes as vendorErrorCode', () => {
  for (const [vendorErrorCode, fault] of Object.entries(DISPLAY_CODES)) {
    it(`${vendorErrorCode} decides before errorCode`, () => {
      assert.deepEqual(faultText('en', { errorCode: 'OtherError', vendorErrorCode }), en.faults[fault]);
      assert.deepEqual(faultText('en', { errorCode: 'WeakSignal', vendorErrorCode }), en.faults[fault]);
    });
  }

  it('spelled loosely, it is the same code', () => {
    for (const vendorErrorCode of ['OCP', 'err_ocp', ' ERR-OCP ', 'Err ocp', 'OCP fault']) {
      assert.deepEqual(faultText('en', { errorCode: 'OtherError', vendorErrorCode }), en.faults['over-current']);
    }
  });
});

describe('Hydra Cubus manual, 15: the fault table', () => {
  for (const [words, fault] of Object.entries(FAULT_TABLE)) {
    it(`${words}, as vendorErrorCode or as info`, () => {
      const expected = en.faults[fault];
      assert.deepEqual(faultText('en', { errorCode: 'InternalError', vendorErrorCode: words }), expected);
      assert.deepEqual(faultText('en', { errorCode: 'InternalError', info: words }), expected);
    });
  }

  it('over-current is not answered with a higher limit, because the fuse does not grow with it', () => {
    for (const language of LANGUAGES) {
      const { remedy } = faultText(language, { errorCode: 'OverCurrentFailure' });
      assert.doesNotMatch(remedy, /32|maxim|máxim/i);
    }
  });
});

describe('what the charger says in its own words', () => {
  it('a vendor code nobody has explained stands behind the reason of the errorCode', () => {
    assert.deepEqual(faultText('en', { errorCode: 'OverVoltage', vendorErrorCode: 'X-81' }), {
      reason: `${en.faults['over-voltage'].reason} The charger says: X-81.`,
      remedy: en.faults['over-voltage'].remedy,
    });
  });

  it('an info that explains nothing stands behind a known vendor code', () => {
    const { reason } = faultText('en', { errorCode: 'OtherError', vendorErrorCode: 'ERR PP', info: 'connector 1' });
    assert.equal(reason, `${en.faults.contact.reason} The charger says: connector 1.`);
  });

  it('ways of saying nothing are not repeated', () => {
    for (const nothing of ['', '0', '00', 'NoError', 'none', ' ', 'N/A', '-']) {
      const told = faultText('en', { errorCode: 'OverVoltage', vendorErrorCode: nothing, info: nothing });
      assert.deepEqual(told, en.faults['over-voltage'], JSON.stringify(nothing));
    }
  });

  it('control signs and endless texts are cut, because it ends in a notification', () => {
    const { reason } = faultText('en', { errorCode: 'OtherError', info: `a\u0000\u001b[31m\n${'x'.repeat(5000)}` });
    assert.doesNotMatch(reason, /\p{Cc}/u);
    assert.ok(reason.length < 250);
  });

  it('what would be HTML on the page of a flow is none', () => {
    const { reason } = faultText('en', { errorCode: 'OtherError', info: '<img src=x onerror=alert(1)>' });
    assert.match(reason, /The charger says: ‹img src=x onerror=alert\(1\)›\.$/);
  });

  it('whatever a charger sends, there is a reason and a remedy in every language', () => {
    const words = fc.option(fc.string({ unit: 'binary', maxLength: 60 }), { nil: '' });
    fc.assert(
      fc.property(fc.constantFrom(...LANGUAGES), words, words, words, (language, errorCode, vendorErrorCode, info) => {
        const { reason, remedy } = faultText(language, { errorCode, vendorErrorCode, info });
        assert.match(reason, /\S/);
        assert.match(remedy, /\S/);
        assert.doesNotMatch(reason, /undefined/);
      }),
      { numRuns: 500 },
    );
  });

  it('every fault is reached by some code, so that no text is dead', () => {
    const reached = new Set([ERROR_CODES, DISPLAY_CODES, FAULT_TABLE].flatMap((table) => Object.values(table)));
    assert.deepEqual([...reached, 'disobedient'].sort(), [...FAULT_NAMES].sort());
    const own = { errorCode: DISOBEDIENT };
    assert.deepEqual(faultText('en', own), en.faults.disobedient, 'found by the hub, told by no charger');
  });
});
