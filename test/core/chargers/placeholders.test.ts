import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Placed } from '../../../core/chargers/inbound/clock-sense.js';
import { readMeterValues } from '../../../core/chargers/inbound/meter-values.js';
import { sampleOf } from '../../../core/chargers/inbound/sample.js';
import { monoMs, wallMs } from '../../../core/model/units.js';

const PLACED: Placed = { takenAt: monoMs(1), takenAtWall: wallMs(2), ageMs: 0 };
const I = 'Current.Import';
const U = 'Voltage';
const P = 'Power.Active.Import';
const E = 'Energy.Active.Import.Register';

describe('values that are not what they say', () => {
  for (const [name, sampledValue, expected] of [
    ['thousands apart', [{ value: '1,234,567.8', measurand: E, unit: 'Wh' }], { energyWh: 1234567.8 }],
    ['thousands apart by points', [{ value: '1.234.567,8', measurand: E, unit: 'Wh' }], { energyWh: 1234567.8 }],
    ['three decimals behind a comma', [{ value: '1,234', measurand: E, unit: 'kWh' }], { energyWh: 1234 }],
    [
      'currents of 0 A for "not measured", beside the power (lbbrhzn/ocpp, pull request 2118)',
      [
        ...['L1', 'L2', 'L3'].map((phase) => ({ value: '0.0', measurand: I, phase })),
        { value: '6.9', measurand: P, unit: 'kW' },
      ],
      { currentA: [10, 10, 10], currentFrom: 'power', powerW: 6900 },
    ],
    [
      'a power of 0 W for "not measured", beside a current in all conductors',
      [
        { value: '10', measurand: I, unit: 'A' },
        { value: '0', measurand: P, unit: 'W' },
      ],
      { currentA: [10, 10, 10], powerW: 6900 },
    ],
    [
      'a voltage of 0 V for "not measured": reckoned with 230 V',
      [
        { value: '10', measurand: I, phase: 'L1' },
        { value: '0', measurand: U, phase: 'L1' },
      ],
      { currentA: [10], voltageV: [0], powerW: 2300 },
    ],
    [
      'the current of a charger that waits, 0 W all the same',
      [
        { value: '0.4', measurand: I, phase: 'L1' },
        { value: '0', measurand: P, unit: 'W' },
      ],
      { currentA: [0.4], powerW: 0 },
    ],
  ] as const)
    it(name, () => {
      const told = readMeterValues({ connectorId: 1, meterValue: [{ sampledValue }] });
      const {
        takenAt: _,
        takenAtWall: __,
        ...values
      } = sampleOf(told.measurements[0]?.values ?? [], PLACED, 3) ?? PLACED;
      assert.deepEqual(values, expected);
    });

  it('a current without a phase that is the sum of all: only the power is believed, until one of each was told', () => {
    const values = (currentA: number, powerW: number) =>
      readMeterValues({
        meterValue: [
          {
            sampledValue: [
              { value: currentA, measurand: I },
              { value: powerW, measurand: P },
            ],
          },
        ],
      }).measurements[0]?.values ?? [];
    const shown = (currentA: number, powerW: number, toldOfEach: boolean, conductors = 3) =>
      sampleOf(values(currentA, powerW), PLACED, conductors, toldOfEach)?.currentA?.map(Math.round);
    assert.deepEqual(shown(48, 11_040, false), [16, 16, 16]);
    assert.deepEqual(shown(16, 11_040, false), [16, 16, 16], 'of each, as the power shows');
    assert.deepEqual(shown(16, 3680, true), [16, 0, 0], 'of each, in one alone');
    assert.deepEqual(shown(16, 3680, false, 1), [16]);
  });

  it('reads the lists by the name that both had in OCPP 1.5 (npm charger-simulator)', () => {
    const values = [{ timestamp: '2026-06-21T10:00:00Z', values: [{ value: '30', measurand: E, unit: 'Wh' }] }];
    const [first] = readMeterValues({ connectorId: 1, transactionId: 7, values }).measurements;
    assert.deepEqual(sampleOf(first?.values ?? [], PLACED, 3)?.energyWh, 30);
  });
});
