import { NOMINAL_V } from '../../model/units.js';
import type { Payload } from '../../ports/charger-gateway.js';

/**
 * Charging profiles as OCPP 1.6 (chapter 5.16 and 7.8 ff.) has them. Pure: the same wish gives the same message.
 *
 * - Current is per phase, power the total over the phases at 230 V; both to one decimal, never above what was asked.
 * - An Absolute profile began a few seconds ago on the charger's own clock: one that begins "now" may lie in the future.
 * - A live limit carries both `duration` and `validTo`: some chargers only keep one of them.
 * - Relative time runs from the start of the transaction, so the time already gone is added to the duration.
 */
type ProfilePurpose = 'ChargePointMaxProfile' | 'TxDefaultProfile' | 'TxProfile';

/** One way to write a limit. */
export interface ProfileForm {
  readonly purpose: ProfilePurpose;
  readonly unit: 'A' | 'W';
  readonly kind: 'Absolute' | 'Relative';
  readonly stackLevel: number;
  /** For a charger with a single stack level: the safe limit follows in the same profile. */
  readonly thenSafe?: boolean;
  /** On connector 0, for all connectors. */
  readonly everywhere?: boolean;
}

export interface ProfileWish {
  readonly limitA: number;
  /** Conductors of the charger. */
  readonly phases: number;
  /** Milliseconds since 1970 on the charger's clock. */
  readonly chargerNowMs: number;
  /** How long the limit holds; left out: until replaced. */
  readonly durationS?: number;
  readonly transactionId?: number;
  /** How long the transaction has run. */
  readonly elapsedS?: number;
  readonly safeA?: number;
  /** Only for a charger that switches phases. */
  readonly numberPhases?: 1 | 3;
}

/** How long ago an Absolute profile says it began. */
const BEGAN_S = 10;
/** One that holds until replaced began a day ago: no clock or time zone of a charger lies further behind. */
const LASTING_BEGAN_S = 86_400;
/** Each layer has an id of its own, so that none replaces another. */
export const IDS = { max: 1, safe: 2, live: 3 } as const;
export type Layer = keyof typeof IDS;

export function setChargingProfile(layer: Layer, connectorId: number, form: ProfileForm, wish: ProfileWish): Payload {
  const relative = form.kind === 'Relative';
  const beganMs =
    Math.floor(wish.chargerNowMs / 1000) * 1000 - (wish.durationS === undefined ? LASTING_BEGAN_S : BEGAN_S) * 1000;
  const durationS =
    wish.durationS === undefined ? undefined : Math.ceil(wish.durationS + (relative ? (wish.elapsedS ?? 0) : BEGAN_S));
  const phases = wish.numberPhases ?? wish.phases;
  // Watts are shared out over three phases unless the profile says otherwise (OCPP 1.6, 7.14).
  const numberPhases = wish.numberPhases ?? (form.unit === 'W' && wish.phases !== 3 ? wish.phases : undefined);
  const period = (startPeriod: number, limitA: number): Payload => ({
    startPeriod,
    limit: rate(limitA, form.unit, phases),
    ...(numberPhases !== undefined && { numberPhases }),
  });
  const stepped = form.thenSafe === true && durationS !== undefined && wish.safeA !== undefined;
  return {
    connectorId: form.purpose === 'ChargePointMaxProfile' || form.everywhere ? 0 : connectorId,
    csChargingProfiles: {
      chargingProfileId: IDS[layer],
      ...(form.purpose === 'TxProfile' && wish.transactionId !== undefined && { transactionId: wish.transactionId }),
      stackLevel: form.stackLevel,
      chargingProfilePurpose: form.purpose,
      chargingProfileKind: form.kind,
      ...(durationS !== undefined &&
        !stepped &&
        !relative && { validTo: new Date(beganMs + durationS * 1000).toISOString() }),
      chargingSchedule: {
        ...(durationS !== undefined && !stepped && { duration: durationS }),
        ...(!relative && { startSchedule: new Date(beganMs).toISOString() }),
        chargingRateUnit: form.unit,
        chargingSchedulePeriod: [
          period(0, wish.limitA),
          ...(stepped && durationS !== undefined && wish.safeA !== undefined ? [period(durationS, wish.safeA)] : []),
        ],
      },
    },
  };
}

/**
 * To one decimal, rounded down: a limit is a ceiling. And to one that is a whole multiple of 0.1 in floating point, too, for
 * checks of the schema divide by it: 8.1 / 0.1 is 80.999…, and refused.
 */
function rate(limitA: number, unit: 'A' | 'W', phases: number): number {
  const value = unit === 'A' ? limitA : limitA * NOMINAL_V * phases;
  let tenths = Math.floor(Math.max(0, value) * 10 + 1e-6);
  while (!Number.isInteger(tenths / 10 / 0.1)) tenths -= 1;
  return tenths / 10;
}
