import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type ChargingProfile,
  type Installed,
  limitInForce,
  type ProfileRules,
  whyRefused,
  withoutProfiles,
  withProfile,
} from '../../examples/simulated-home/charging-profiles.js';
import { compositePeriods } from '../../examples/simulated-home/composite-schedule.js';

const NOON = Date.parse('2026-06-21T12:00:00Z');
const at = (seconds: number): string => new Date(NOON + seconds * 1000).toISOString();

type Purpose = ChargingProfile['chargingProfilePurpose'];
interface Short {
  readonly id?: number;
  readonly stack?: number;
  readonly kind?: ChargingProfile['chargingProfileKind'];
  readonly daily?: boolean;
  readonly unit?: 'A' | 'W';
  readonly startS?: number;
  readonly duration?: number;
  readonly validFromS?: number;
  readonly validToS?: number;
  readonly phases?: number;
  readonly transactionId?: number;
  /** [second, limit] pairs. */
  readonly periods?: readonly (readonly [number, number])[];
}

let nextId = 1;

function profile(purpose: Purpose, limit: number, short: Short = {}): ChargingProfile {
  nextId += 1;
  const { stack = 0, kind = 'Absolute', startS = -60, periods = [[0, limit]] } = short;
  return {
    chargingProfileId: short.id ?? nextId,
    stackLevel: stack,
    chargingProfilePurpose: purpose,
    chargingProfileKind: short.daily ? 'Recurring' : kind,
    ...(short.daily ? { recurrencyKind: 'Daily' as const } : {}),
    ...(short.transactionId === undefined ? {} : { transactionId: short.transactionId }),
    ...(short.validFromS === undefined ? {} : { validFrom: at(short.validFromS) }),
    ...(short.validToS === undefined ? {} : { validTo: at(short.validToS) }),
    chargingSchedule: {
      ...(short.duration === undefined ? {} : { duration: short.duration }),
      ...(kind === 'Relative' ? {} : { startSchedule: at(startS) }),
      chargingRateUnit: short.unit ?? 'A',
      chargingSchedulePeriod: periods.map(([startPeriod, periodLimit]) => ({
        startPeriod,
        limit: periodLimit,
        ...(short.phases === undefined ? {} : { numberPhases: short.phases }),
      })),
    },
  };
}

const max = (limit: number, short?: Short): Installed => ({
  connectorId: 0,
  profile: profile('ChargePointMaxProfile', limit, short),
});
const txDefault = (limit: number, short?: Short): Installed => ({
  connectorId: 1,
  profile: profile('TxDefaultProfile', limit, short),
});
const tx = (limit: number, short?: Short): Installed => ({
  connectorId: 1,
  profile: profile('TxProfile', limit, short),
});

/** The limit `seconds` after noon, in a transaction that began a minute before noon, on three phases. */
const limitAt = (installed: readonly Installed[], seconds = 0, startedS: number | null = -60): number =>
  limitInForce(installed, {
    atMs: NOON + seconds * 1000,
    startedMs: startedS === null ? null : NOON + startedS * 1000,
    phases: 3,
    voltageV: 230,
  }).limitA;

describe('OCPP 1.6, 3.13: the composite of the installed profiles', () => {
  const rows: readonly (readonly [string, readonly Installed[], number])[] = [
    ['without a profile there is no limit', [], Number.POSITIVE_INFINITY],
    ['the default rules a transaction', [txDefault(6)], 6],
    ['TxProfile replaces TxDefaultProfile, even upwards', [txDefault(6), tx(13)], 13],
    ['the maximum caps the transaction', [max(10), tx(16)], 10],
    ['the maximum does not raise it', [max(32), tx(8)], 8],
    ['the higher stack level wins', [txDefault(6, { stack: 0 }), txDefault(11, { stack: 3 })], 11],
    [
      'the profile of the connector goes before that of connector 0',
      [{ ...txDefault(9), connectorId: 0 }, txDefault(12)],
      12,
    ],
    ['an ended duration hands over to the next lower stack', [tx(14, { stack: 2, duration: 60 }), tx(9)], 9],
    ['an ended TxProfile hands over to the default', [txDefault(6), tx(14, { duration: 60 })], 6],
    ['an ended profile with nothing below it means no limit', [tx(14, { duration: 60 })], Number.POSITIVE_INFINITY],
    ['a profile still to come does not count', [txDefault(6), tx(14, { startS: 1 })], 6],
    ['validTo in the past ends a profile', [txDefault(6), tx(14, { validToS: 0 })], 6],
    ['validFrom in the future holds a profile back', [txDefault(6), tx(14, { validFromS: 1 })], 6],
    ['watts are shared by three phases when none are named', [tx(6900, { unit: 'W' })], 10],
    ['watts for one phase are all its own', [tx(2300, { unit: 'W', phases: 1 })], 10],
    [
      'the period in force is the last that has begun',
      [
        tx(0, {
          periods: [
            [0, 16],
            [60, 10],
            [61, 8],
          ],
        }),
      ],
      10,
    ],
    [
      'a Relative profile counts from the start of the transaction',
      [
        tx(0, {
          kind: 'Relative',
          periods: [
            [0, 16],
            [60, 7],
          ],
        }),
      ],
      7,
    ],
    ['a Daily profile runs again the next day', [txDefault(11, { daily: true, startS: -86_400, duration: 60 })], 11],
    [
      'a Daily profile is silent after its hours',
      [txDefault(6), txDefault(11, { daily: true, startS: -86_500, duration: 60, stack: 1 })],
      6,
    ],
  ];
  for (const [what, installed, limitA] of rows) it(what, () => assert.equal(limitAt(installed), limitA));

  it('ends at the very second of its duration, because a hub counts on it', () => {
    const installed = [txDefault(6), tx(14, { startS: 0, duration: 10 })];
    assert.equal(limitAt(installed, 9.999), 14);
    assert.equal(limitAt(installed, 10), 6);
  });

  it('only the maximum counts outside a transaction', () => {
    assert.equal(limitAt([txDefault(6), max(20)], 0, null), 20);
  });
});

describe('OCPP 1.6, 5.16: what SetChargingProfile takes', () => {
  const rules: ProfileRules = {
    rateUnits: ['A', 'W'],
    maxStackLevel: 3,
    maxProfiles: 10,
    takesWeekly: false,
    connectors: 1,
    transactionId: 7,
  };
  const refused: readonly (readonly [string, number, ChargingProfile, Partial<ProfileRules>])[] = [
    ['a maximum for one connector', 1, profile('ChargePointMaxProfile', 16), {}],
    ['a relative maximum', 0, profile('ChargePointMaxProfile', 16, { kind: 'Relative' }), {}],
    ['a TxProfile for connector 0', 0, profile('TxProfile', 16, { transactionId: 7 }), {}],
    ['a TxProfile without a transaction', 1, profile('TxProfile', 16, { transactionId: 7 }), { transactionId: null }],
    ['a TxProfile of another transaction', 1, profile('TxProfile', 16, { transactionId: 8 }), {}],
    ['a TxProfile that names none', 1, profile('TxProfile', 16), {}],
    ['a stack level too high', 1, profile('TxDefaultProfile', 16, { stack: 4 }), {}],
    ['amps where only watts are known', 1, profile('TxDefaultProfile', 16), { rateUnits: ['W'] }],
    ['a negative limit', 1, profile('TxDefaultProfile', -1), {}],
    ['a first period that begins late', 1, profile('TxDefaultProfile', 0, { periods: [[5, 16]] }), {}],
    ['a connector it has not', 2, profile('TxDefaultProfile', 16), {}],
    ['Weekly on a Hydra', 1, { ...profile('TxDefaultProfile', 16, { daily: true }), recurrencyKind: 'Weekly' }, {}],
  ];
  for (const [what, connectorId, one, other] of refused) {
    it(`refuses ${what}`, () => assert.notEqual(whyRefused(connectorId, one, { ...rules, ...other }), null));
  }

  it('takes the three layers a hub writes', () => {
    assert.equal(whyRefused(0, profile('ChargePointMaxProfile', 16), rules), null);
    assert.equal(whyRefused(1, profile('TxDefaultProfile', 0), rules), null);
    assert.equal(whyRefused(1, profile('TxProfile', 7, { transactionId: 7, stack: 3, duration: 300 }), rules), null);
  });

  it('replaces by id, and by purpose, stack level and connector', () => {
    const first = withProfile([], 1, profile('TxDefaultProfile', 6, { id: 50 }));
    assert.equal(limitAt(withProfile(first, 1, profile('TxDefaultProfile', 8, { id: 51 }))), 8);
    const moved = withProfile(first, 1, profile('TxDefaultProfile', 9, { id: 50, stack: 2 }));
    assert.equal(moved.length, 1);
    assert.equal(withProfile(first, 1, profile('TxDefaultProfile', 9, { id: 52, stack: 2 })).length, 2);
  });

  it('clears by filters joined with "and", and everything without one', () => {
    const installed = [max(16, { id: 1 }), txDefault(6, { id: 2 }), tx(9, { id: 3, stack: 2 })];
    const left = (clearing: Parameters<typeof withoutProfiles>[1]): number[] =>
      withoutProfiles(installed, clearing).map((one) => one.profile.chargingProfileId);
    assert.deepEqual(left({ id: 2 }), [1, 3]);
    assert.deepEqual(left({ chargingProfilePurpose: 'TxProfile', stackLevel: 0 }), [1, 2, 3]);
    assert.deepEqual(left({ connectorId: 1 }), [1]);
    assert.deepEqual(left({}), []);
  });
});

describe('Hydra Cubus manual, 9.2: the composite schedule', () => {
  const asked = { atMs: NOON, startedMs: NOON - 60_000, phases: 3, voltageV: 230 };

  it('shows the fall to the safe current when the live limit ends', () => {
    const installed = [txDefault(6), tx(13, { startS: -10, duration: 300 }), max(16)];
    assert.deepEqual(compositePeriods(installed, asked, 600, 'A', 16), {
      durationS: 600,
      periods: [
        { startPeriod: 0, limit: 13, numberPhases: 3 },
        { startPeriod: 290, limit: 6, numberPhases: 3 },
      ],
    });
  });

  it('never reaches beyond 24 hours, and speaks watts when asked', () => {
    assert.deepEqual(compositePeriods([], asked, 200_000, 'W', 16), {
      durationS: 86_400,
      periods: [{ startPeriod: 0, limit: 11_040, numberPhases: 3 }],
    });
  });
});
