import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { defaultAbilities } from '../../../core/chargers/models.js';
import type { Answer } from '../../../core/chargers/outbound/ask.js';
import { writeLimit } from '../../../core/chargers/outbound/limits.js';
import { complaintOf } from '../../../core/chargers/outbound/operations.js';
import { type Layer, type ProfileForm, setChargingProfile } from '../../../core/chargers/outbound/profiles.js';
import type { ChargerAbilities } from '../../../core/model/charger.js';
import { ChargePointMemory, type Make } from '../../means/charge-point-memory.js';

const NOW = Date.UTC(2026, 5, 21, 12);
const LIVE: ProfileForm = { purpose: 'TxProfile', unit: 'A', kind: 'Absolute', stackLevel: 1 };
const WISH = { limitA: 10, phases: 3, chargerNowMs: NOW, durationS: 300, transactionId: 7 };

describe('charging profiles', () => {
  it('write a live limit that ends by itself', () => {
    assert.deepEqual(setChargingProfile('live', 1, LIVE, WISH), {
      connectorId: 1,
      csChargingProfiles: {
        chargingProfileId: 3,
        transactionId: 7,
        stackLevel: 1,
        chargingProfilePurpose: 'TxProfile',
        chargingProfileKind: 'Absolute',
        validTo: '2026-06-21T12:05:00.000Z',
        chargingSchedule: {
          duration: 310,
          startSchedule: '2026-06-21T11:59:50.000Z',
          chargingRateUnit: 'A',
          chargingSchedulePeriod: [{ startPeriod: 0, limit: 10 }],
        },
      },
    });
  });

  it('write the hard limit on connector 0 and the safe limit without an end', () => {
    const hard = setChargingProfile(
      'max',
      1,
      { ...LIVE, purpose: 'ChargePointMaxProfile' },
      { limitA: 16, phases: 3, chargerNowMs: NOW },
    );
    assert.equal(hard['connectorId'], 0);
    const safe = setChargingProfile(
      'safe',
      2,
      { ...LIVE, purpose: 'TxDefaultProfile' },
      { limitA: 6, phases: 3, chargerNowMs: NOW },
    );
    assert.equal(safe['connectorId'], 2);
    assert.doesNotMatch(JSON.stringify([hard, safe]), /duration|validTo|transactionId/);
  });

  const periods = (
    form: ProfileForm,
    wish: Partial<typeof WISH> & { readonly numberPhases?: 1 | 3; readonly safeA?: number },
  ) =>
    (
      setChargingProfile('live', 1, form, { ...WISH, ...wish })['csChargingProfiles'] as {
        chargingSchedule: { chargingSchedulePeriod: unknown; duration?: number };
      }
    ).chargingSchedule;

  it('write watts as the total over the phases at 230 V', () => {
    const watts = { ...LIVE, unit: 'W' } as const;
    assert.deepEqual(periods(watts, { limitA: 6 }).chargingSchedulePeriod, [{ startPeriod: 0, limit: 4140 }]);
    assert.deepEqual(periods(watts, { limitA: 6, phases: 1 }).chargingSchedulePeriod, [
      { startPeriod: 0, limit: 1380, numberPhases: 1 },
    ]);
    assert.deepEqual(periods(watts, { limitA: 6, numberPhases: 1 }).chargingSchedulePeriod, [
      { startPeriod: 0, limit: 1380, numberPhases: 1 },
    ]);
  });

  it('round down to one decimal, and to one that floating point divides by 0.1, because a limit is a ceiling', () => {
    const written = [6.48, 8.1, 8.26, 0.2, -1].map((limitA) => periods(LIVE, { limitA }).chargingSchedulePeriod);
    const limits = [6.4, 8, 8, 0.2, 0].map((limit) => [{ startPeriod: 0, limit }]);
    assert.deepEqual(written, limits);
  });

  it('count Relative time from the start of the transaction', () => {
    const relative = setChargingProfile('live', 1, { ...LIVE, kind: 'Relative' }, { ...WISH, elapsedS: 600 });
    assert.match(JSON.stringify(relative), /"duration":900/);
    assert.doesNotMatch(JSON.stringify(relative), /startSchedule|validTo/);
  });

  it('fall to the safe limit inside the profile where there is one stack level only', () => {
    const single = setChargingProfile(
      'live',
      1,
      { ...LIVE, purpose: 'TxDefaultProfile', stackLevel: 0, thenSafe: true },
      { ...WISH, safeA: 6 },
    );
    assert.match(JSON.stringify(single), /\[{"startPeriod":0,"limit":10},{"startPeriod":310,"limit":6}\]/);
    assert.doesNotMatch(JSON.stringify(single), /"duration"|validTo/);
  });

  it('are valid to the letter in every form', () => {
    const form = fc.record({
      purpose: fc.constantFrom('ChargePointMaxProfile', 'TxDefaultProfile', 'TxProfile'),
      unit: fc.constantFrom('A', 'W'),
      kind: fc.constantFrom('Absolute', 'Relative'),
      stackLevel: fc.integer({ min: 0, max: 20 }),
      thenSafe: fc.boolean(),
    }) as fc.Arbitrary<ProfileForm>;
    const limitA = fc.double({ min: 0, max: 80, noNaN: true });
    fc.assert(
      fc.property(
        fc.constantFrom<Layer>('live', 'safe', 'max'),
        form,
        limitA,
        fc.constantFrom(1, 3),
        (layer, form, limitA, phases) => {
          const payload = setChargingProfile(layer, 1, form, { ...WISH, limitA, phases, safeA: 6 });
          assert.equal(complaintOf('SetChargingProfile', payload), undefined);
          const [period] = (
            payload['csChargingProfiles'] as { chargingSchedule: { chargingSchedulePeriod: { limit: number }[] } }
          ).chargingSchedule.chargingSchedulePeriod;
          const asked = form.unit === 'A' ? limitA : limitA * 230 * phases;
          assert.ok(period && period.limit <= asked + 1e-5 && period.limit > asked - 0.31);
          assert.ok(Number.isInteger(period.limit / 0.1), `${period.limit}`);
        },
      ),
    );
  });
});

/** Writes a live limit to a strict charge point in a transaction; what it then limits to, now and when the hub is gone. */
async function written(make: Partial<Make>, abilities: Partial<ChargerAbilities> = {}, limitA = 10) {
  const memory = new ChargePointMemory({ operations: ['SetChargingProfile'], configuration: {}, ...make });
  memory.transactionId = 7;
  const handler = memory.handlers()['SetChargingProfile'];
  const asked: string[] = [];
  const ask = async (_action: string, payload: Readonly<Record<string, unknown>>): Promise<Answer> => {
    asked.push(JSON.stringify(payload));
    return { kind: 'answered', payload: (handler?.(payload) ?? {}) as Record<string, unknown> };
  };
  let known: ChargerAbilities = { ...defaultAbilities('generic'), ...abilities };
  const write = async (layer: Layer, limitA: number, live: boolean) => {
    const wish = { limitA, phases: 3, chargerNowMs: NOW, safeA: 6, ...(live && { durationS: 300, transactionId: 7 }) };
    const done = await writeLimit(
      ask,
      { layer, connectorId: 1, abilities: known, wish },
      { search: true, currentAccepted: false, unheeded: [] },
    );
    known = done.abilities;
    return done.outcome;
  };
  const outcomes = [await write('max', 16, false), await write('safe', 6, false), await write('live', limitA, true)];
  const first = asked.length;
  await write('live', limitA, true);
  return {
    outcomes,
    known,
    tries: first,
    again: asked.length - first,
    now: memory.limitAt(NOW),
    later: memory.limitAt(NOW + 400_000),
  };
}

describe('the limit that outlives nobody, on chargers of every kind', () => {
  for (const [name, make, abilities, learned, limits] of [
    ['a charger by the book', {}, {}, { rateUnit: 'A', liveProfile: 'TxProfile', maxStackLevel: 1 }, [10, 6]],
    [
      'a charger that takes watts only',
      { units: ['W'] },
      {},
      { rateUnit: 'W', liveProfile: 'TxProfile' },
      [6900, 4140],
    ],
    ['a charger that was believed to take watts', { units: ['A'] }, { rateUnit: 'W' }, { rateUnit: 'A' }, [10, 6]],
    [
      'a charger without TxProfile',
      { refusesPurpose: ['TxProfile'] },
      {},
      { liveProfile: 'TxDefaultProfile' },
      [10, 6],
    ],
    [
      'a charger without TxProfile, in watts',
      { refusesPurpose: ['TxProfile'], units: ['W'] },
      {},
      { liveProfile: 'TxDefaultProfile', rateUnit: 'W' },
      [6900, 4140],
    ],
    [
      'a charger without TxProfile and with one stack level',
      { refusesPurpose: ['TxProfile'], stackLevels: 0 },
      {},
      { liveProfile: 'TxDefaultProfile', maxStackLevel: 0 },
      [10, 6],
    ],
    [
      'a charger that reports a stack level too many',
      { stackLevels: 1 },
      { maxStackLevel: 2 },
      { maxStackLevel: 1 },
      [10, 6],
    ],
    ['a charger with one stack level', { stackLevels: 0 }, { maxStackLevel: 0 }, { liveProfile: 'TxProfile' }, [10, 6]],
    [
      'a charger that takes level 0 alone, whatever it reports',
      { onlyStackLevel: 0 },
      { maxStackLevel: 5 },
      { liveProfile: 'TxProfile', maxStackLevel: 0 },
      [10, 6],
    ],
    [
      'a charger that takes no hard limit',
      { refusesPurpose: ['ChargePointMaxProfile'] },
      {},
      { maxProfile: false },
      [10, 6],
    ],
  ] as const) {
    it(`holds for ${name}, and is written at the first try afterwards`, async () => {
      const { outcomes, known, again, now, later } = await written(make as Partial<Make>, abilities);
      assert.deepEqual(outcomes[2], { result: 'accepted' });
      assert.deepEqual({ ...known, ...learned }, known);
      assert.equal(again, 1);
      assert.deepEqual([now, later], limits);
    });
  }

  it('is Relative where Absolute is refused', async () => {
    const { outcomes, known } = await written({ refusesKind: ['Absolute'] });
    assert.deepEqual(
      [outcomes[1], outcomes[2], known.profileKind],
      [{ result: 'accepted' }, { result: 'accepted' }, 'Relative'],
    );
  });

  it('is refused by name where the charger has no smart charging, and not asked again', async () => {
    const asked: string[] = [];
    const ask = async (action: string): Promise<Answer> => {
      asked.push(action);
      return { kind: 'unsupported', code: 'NotImplemented' };
    };
    const wish = { limitA: 6, phases: 3, chargerNowMs: NOW };
    const look = { search: true, currentAccepted: false, unheeded: [] };
    const safe = { layer: 'safe', connectorId: 1, wish } as const;
    const first = await writeLimit(ask, { ...safe, abilities: defaultAbilities('generic') }, look);
    assert.deepEqual(first.outcome, { result: 'refused', detail: 'NotSupported' });
    await writeLimit(ask, { ...safe, abilities: first.abilities }, look);
    assert.equal(asked.length, 1);
  });

  it('teaches nothing when every form is refused, because that may pass', async () => {
    const rejected = async (): Promise<Answer> => ({ kind: 'answered', payload: { status: 'Rejected' } });
    const abilities = defaultAbilities('generic');
    const wish = { limitA: 10, phases: 3, chargerNowMs: NOW, durationS: 300, transactionId: 7 };
    const live = { layer: 'live', connectorId: 1, abilities } as const;
    const look = { search: true, currentAccepted: false, unheeded: [] };
    const done = await writeLimit(rejected, { ...live, wish }, look);
    assert.deepEqual(
      [done.outcome, done.abilities, done.allRefused],
      [{ result: 'refused', detail: 'Rejected' }, abilities, true],
    );
    const zero = await writeLimit(
      rejected,
      { ...live, wish: { ...wish, limitA: 0 } },
      { search: false, currentAccepted: true, unheeded: [] },
    );
    assert.equal(zero.abilities.zeroPauses, false, 'but 0 A refused where a current was taken does not pause');
  });

  it('tries no other purpose where the transaction may be over, and may search again at once', async () => {
    const purposes = new Set<unknown>();
    const rejected = async (_action: string, payload: Readonly<Record<string, unknown>>): Promise<Answer> => {
      purposes.add((payload['csChargingProfiles'] as Record<string, unknown>)['chargingProfilePurpose']);
      return { kind: 'answered', payload: { status: 'Rejected' } };
    };
    const wish = { limitA: 10, phases: 3, chargerNowMs: NOW, durationS: 300, transactionId: 7 };
    const look = { search: true, currentAccepted: false, unheeded: [], perhapsOver: true };
    const abilities = defaultAbilities('generic');
    const done = await writeLimit(rejected, { layer: 'live', connectorId: 1, abilities, wish }, look);
    assert.deepEqual([[...purposes], done.allRefused], [['TxProfile'], false]);
  });

  it('ends the search at silence', async () => {
    let asked = 0;
    const silent = async (): Promise<Answer> => {
      asked += 1;
      return { kind: 'timeout' };
    };
    const done = await writeLimit(
      silent,
      {
        layer: 'live',
        connectorId: 1,
        abilities: defaultAbilities('generic'),
        wish: { limitA: 6, phases: 1, chargerNowMs: NOW },
      },
      { search: true, currentAccepted: false, unheeded: [] },
    );
    assert.deepEqual([done.outcome, asked], [{ result: 'failed', detail: 'Timeout' }, 1]);
  });
});
