import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Placed } from '../../../core/chargers/inbound/clock-sense.js';
import { readMeterValues } from '../../../core/chargers/inbound/meter-values.js';
import { sampleOf } from '../../../core/chargers/inbound/sample.js';
import { monoMs, wallMs } from '../../../core/model/units.js';

const PLACED: Placed = { takenAt: monoMs(1), takenAtWall: wallMs(2), ageMs: 0 };

interface Sampled {
  readonly value: unknown;
  readonly measurand?: string;
  readonly phase?: string;
  readonly unit?: string;
  readonly [more: string]: unknown;
}

/** The sample of one meterValue. */
function sample(sampledValue: readonly Sampled[], conductors = 3) {
  const told = readMeterValues({ connectorId: 1, meterValue: [{ timestamp: '2026-06-21T12:00:00Z', sampledValue }] });
  const found = sampleOf(told.measurements[0]?.values ?? [], PLACED, conductors);
  if (!found) return undefined;
  const { takenAt: _, takenAtWall: __, ...values } = found;
  return values;
}

const I = 'Current.Import';
const U = 'Voltage';
const P = 'Power.Active.Import';
const E = 'Energy.Active.Import.Register';

describe('MeterValues to a sample', () => {
  for (const [name, values, expected, conductors] of [
    ['the register alone, with measurand and unit left out (OCPP 1.6, 7.43)', [{ value: '1234' }], { energyWh: 1234 }],
    ['a register in kWh', [{ value: '1.234', measurand: E, unit: 'kWh' }], { energyWh: 1234 }],
    ['a measurand every object knows', [{ value: '7', measurand: '__proto__' }, { value: '12' }], { energyWh: 12 }],
    ['a numeric value', [{ value: 1234.5, measurand: E, unit: 'Wh' }], { energyWh: 1234.5 }],
    [
      'a decimal comma',
      [
        { value: '9,5', measurand: I, phase: 'L1', unit: 'A' },
        { value: '230', measurand: U, phase: 'L1' },
      ],
      { currentA: [9.5], voltageV: [230], powerW: 2185 },
    ],
    ['a value with its unit behind it', [{ value: '231.5 V', measurand: U, phase: 'L1' }], { voltageV: [231.5] }],
    [
      'names in any letter case',
      [{ VALUE: '6', Measurand: 'current.import', Phase: 'l1', Unit: 'a' } as never],
      { currentA: [6], powerW: 1380 },
    ],
    [
      'milliamps and kilovolts',
      [
        { value: '16000', measurand: I, phase: 'L1', unit: 'mA' },
        { value: '0.23', measurand: U, phase: 'L1', unit: 'kV' },
      ],
      { currentA: [16], voltageV: [230], powerW: 3680 },
    ],
    [
      'the register of now, not that of the start beside it (Project EV, evcc #15768)',
      [
        { value: '646', context: 'Sample.Periodic', measurand: E },
        { value: '0', context: 'Transaction.Begin', measurand: E },
      ],
      { energyWh: 646 },
    ],
    ['the register of the start alone', [{ value: '7', context: 'Transaction.Begin', measurand: E }], { energyWh: 7 }],
    [
      'one current for all the conductors that the power explains (Enercab, evcc #16523)',
      [
        { value: ' 9.6', measurand: I, phase: 'L1' },
        { value: '230', measurand: U, phase: 'L1' },
        { value: '6.6', measurand: P, unit: 'kW' },
      ],
      { currentA: [9.6, 9.6, 9.6], voltageV: [230], powerW: 6600 },
    ],
    [
      'the neutral where no other current comes (Injet, lbbrhzn/ocpp #1311)',
      [
        { value: '3.5', measurand: P, unit: 'kW' },
        { value: '15.6', measurand: I, phase: 'N' },
      ],
      { currentA: [15.6, 0, 0], powerW: 3500 },
    ],
    [
      'no neutral where the power says more',
      [
        { value: '6.9', measurand: P, unit: 'kW' },
        { value: '0.3', measurand: I, phase: 'N' },
      ],
      { currentA: [10, 10, 10], currentFrom: 'power', powerW: 6900 },
    ],
    [
      'V × I of each conductor where no power comes (Hydra Cubus manual, 9.2)',
      [
        { value: '10', measurand: I, phase: 'L1' },
        { value: '8', measurand: I, phase: 'L2' },
        { value: '6', measurand: I, phase: 'L3' },
        { value: '230', measurand: U, phase: 'L1-N' },
        { value: '231', measurand: U, phase: 'L2-N' },
        { value: '232', measurand: U, phase: 'L3-N' },
      ],
      { currentA: [10, 8, 6], voltageV: [230, 231, 232], powerW: 2300 + 1848 + 1392 },
    ],
    [
      'the messages of the LINCHR of lbbrhzn/ocpp #1705',
      [
        {
          value: '239.20',
          context: 'Sample.Periodic',
          format: 'Raw',
          measurand: U,
          phase: 'L1',
          location: 'Inlet',
          unit: 'V',
        },
        {
          value: '15.90',
          context: 'Sample.Periodic',
          format: 'Raw',
          measurand: I,
          phase: 'L1',
          location: 'Outlet',
          unit: 'A',
        },
        { value: '48100', context: 'Sample.Periodic', format: 'Raw', measurand: E, location: 'Outlet', unit: 'Wh' },
        { value: '3803', context: 'Sample.Periodic', format: 'Raw', measurand: P, location: 'Outlet', unit: 'W' },
        { value: '32.00', context: 'Sample.Periodic', format: 'Raw', measurand: 'Current.Offered', unit: 'A' },
      ],
      { currentA: [15.9], voltageV: [239.2], powerW: 3803, energyWh: 48100 },
      1,
    ],
    [
      'power that is sent before V × I',
      [
        { value: '6', measurand: I, phase: 'L1' },
        { value: '1.2', measurand: P, unit: 'kW' },
      ],
      { currentA: [6], powerW: 1200 },
    ],
    [
      'power per phase summed',
      ['L1', 'L2', 'L3'].map((phase) => ({ value: '1150', measurand: P, phase, unit: 'W' })),
      { powerW: 3450, currentA: [5, 5, 5], currentFrom: 'phase-power' },
    ],
    [
      'the phase behind the measurand',
      [
        { value: '1150', measurand: `${P}.L1` },
        { value: '460', measurand: `${P}.L2` },
      ],
      { powerW: 1610, currentA: [5, 2], currentFrom: 'phase-power' },
    ],
    [
      'the total and not its parts once more',
      [
        { value: '3450', measurand: P },
        { value: '1000', measurand: P, phase: 'L1' },
      ],
      { powerW: 3450, currentA: [5, 5, 5], currentFrom: 'power' },
    ],
    [
      'a total alone as an even share of each conductor, and says so (OpenEVSE #335)',
      [
        { value: 604.213, measurand: E, unit: 'Wh' },
        { value: 3450, measurand: P, unit: 'W' },
      ],
      { energyWh: 604.213, powerW: 3450, currentA: [5, 5, 5], currentFrom: 'power' },
    ],
    [
      'a total by the voltage that is told, but not by 0 V',
      [
        { value: '2400', measurand: P },
        { value: '240', measurand: U, phase: 'L1-N' },
        { value: '0', measurand: U, phase: 'L2-N' },
      ],
      { voltageV: [240, 0], powerW: 2400, currentA: [10 / 3, 800 / 230, 10 / 3], currentFrom: 'power' },
    ],
    [
      'no current at no power',
      [{ value: '0.00', measurand: P, unit: 'kW' }],
      { powerW: 0, currentA: [0, 0, 0], currentFrom: 'power' },
    ],
    [
      'nothing of the neutral',
      [
        { value: '6', measurand: I, phase: 'L1' },
        { value: '6', measurand: I, phase: 'N' },
      ],
      { currentA: [6], powerW: 1380 },
    ],
    [
      'one current for all conductors, because that is the worse case for the fuse',
      [{ value: '10', measurand: I }],
      { currentA: [10, 10, 10], powerW: 6900 },
    ],
    [
      'one current for the conductors that the power explains',
      [
        { value: '10', measurand: I },
        { value: '2300', measurand: P },
      ],
      { currentA: [10, 0, 0], powerW: 2300 },
    ],
    ['one current on a one-phase charger', [{ value: '10', measurand: I }], { currentA: [10], powerW: 2300 }, 1],
    [
      'voltage between phases',
      [{ value: '398.4', measurand: U, phase: 'L1-L2' }],
      { voltageV: [398.4 / Math.sqrt(3)] },
    ],
    [
      'the outlet before other places',
      [
        { value: '7', measurand: I, phase: 'L1', location: 'Outlet' },
        { value: '9', measurand: I, phase: 'L1', location: 'Inlet' },
      ],
      { currentA: [7], powerW: 1610 },
    ],
    [
      'charge, heat and frequency, in any unit',
      [
        { value: '55', measurand: 'SoC', unit: 'Percent' },
        { value: '104', measurand: 'Temperature', unit: 'Fahrenheit' },
        { value: '50.01', measurand: 'Frequency', unit: 'Hertz' },
      ],
      { socPct: 55, temperatureC: 40, frequencyHz: 50.01 },
    ],
    [
      'an unknown context and unit',
      [{ value: '5', measurand: I, phase: 'L1', context: 'Whenever', unit: 'Amp' }],
      { currentA: [5], powerW: 1150 },
    ],
  ] as const) {
    it(`reads ${name}`, () => assert.deepEqual(sample(values as readonly Sampled[], conductors ?? 3), expected));
  }

  for (const [name, values] of [
    ['an empty value', [{ value: '', measurand: I }]],
    ['words', [{ value: 'none', measurand: I }]],
    ['an absurd current', [{ value: '99999', measurand: I, phase: 'L1' }]],
    ['a state of charge beyond 100', [{ value: '200', measurand: 'SoC' }]],
    ['signed values', [{ value: 'a1b2', format: 'SignedData', measurand: E }]],
    ['a measurand of another world', [{ value: '3', measurand: 'Fan.Speed' }]],
    ['nothing', []],
  ] as const) {
    it(`makes nothing of ${name}`, () => assert.equal(sample(values as readonly Sampled[]), undefined));
  }

  it('joins what was told in pieces of one moment, and keeps moments in their order', () => {
    const piece = (timestamp: string, value: string, measurand: string) => ({
      timestamp,
      sampledValue: [{ value, measurand }],
    });
    const told = readMeterValues({
      connectorId: '1',
      transactionId: '7',
      meterValue: [
        piece('2026-06-21T12:00:10Z', '2', E),
        piece('2026-06-21T12:00:00Z', '1', E),
        piece('2026-06-21T12:00:10Z', '6', I),
      ],
    });
    assert.equal(told.transactionId, 7);
    assert.deepEqual(
      told.measurements.map((each) => each.values.map((value) => value.value)),
      [[1], [2, 6]],
    );
  });

  it('takes a single object where a list belongs', () => {
    const told = readMeterValues({ meterValue: { timestamp: 'x', sampledValue: { value: '3' } } });
    assert.equal(sampleOf(told.measurements[0]?.values ?? [], PLACED, 3)?.energyWh, 3);
  });

  it('reads labels that are no words afresh each time, whatever the same words meant before', () => {
    const odd = { value: '5', measurand: [U], phase: 'L1' } as never;
    const plain = { value: '5', measurand: U, phase: 'L1' };
    assert.deepEqual(
      [sample([plain]), sample([odd]), sample([plain])],
      [{ voltageV: [5] }, { energyWh: 5 }, { voltageV: [5] }],
    );
  });

  it('never throws and never yields a number that is none, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('connectorId', 'meterValue', 'transactionId'), fc.anything()),
        (payload) => {
          for (const { values } of readMeterValues(payload).measurements) {
            const found = sampleOf(values, PLACED, 3);
            for (const value of Object.values(found ?? {}).flat()) assert.ok(Number.isFinite(value));
          }
        },
      ),
    );
  });
});
