/**
 * Charging profiles as OCPP 1.6, 3.13 has them, pure:
 * 1. one profile per purpose, stack level and connector, and one per id: the newer replaces the older;
 * 2. per purpose the highest stack level that is valid now decides; a profile is valid between validFrom and validTo,
 *    from its start, for its duration;
 * 3. the transaction follows TxProfile, else TxDefaultProfile; never above ChargePointMaxProfile;
 * 4. nothing valid: no limit but the charger's own.
 */
export interface SchedulePeriod {
  readonly startPeriod: number;
  readonly limit: number;
  readonly numberPhases?: number;
}

export interface ChargingProfile {
  readonly chargingProfileId: number;
  readonly transactionId?: number;
  readonly stackLevel: number;
  readonly chargingProfilePurpose: 'ChargePointMaxProfile' | 'TxDefaultProfile' | 'TxProfile';
  readonly chargingProfileKind: 'Absolute' | 'Recurring' | 'Relative';
  readonly recurrencyKind?: 'Daily' | 'Weekly';
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly chargingSchedule: {
    readonly duration?: number;
    readonly startSchedule?: string;
    readonly chargingRateUnit: 'A' | 'W';
    readonly chargingSchedulePeriod: readonly SchedulePeriod[];
  };
}

export interface Installed {
  readonly connectorId: number;
  readonly profile: ChargingProfile;
}

/** What the charger takes, and what runs on it. */
export interface ProfileRules {
  readonly rateUnits: readonly ('A' | 'W')[];
  readonly maxStackLevel: number;
  readonly maxProfiles: number;
  readonly takesWeekly: boolean;
  readonly connectors: number;
  /** Its id; null: none runs; undefined: about to begin. */
  readonly transactionId: number | null | undefined;
}

export interface ProfileClearing {
  readonly id?: number;
  readonly connectorId?: number;
  readonly chargingProfilePurpose?: string;
  readonly stackLevel?: number;
}

/** Why a profile is refused, or null when it is taken. */
export function whyRefused(connectorId: number, profile: ChargingProfile, rules: ProfileRules): string | null {
  const schedule = profile.chargingSchedule;
  const periods = schedule.chargingSchedulePeriod;
  const purpose = profile.chargingProfilePurpose;
  if (connectorId < 0 || connectorId > rules.connectors) return 'no such connector';
  if (purpose === 'ChargePointMaxProfile' && connectorId !== 0) return 'ChargePointMaxProfile is for connector 0';
  if (purpose === 'ChargePointMaxProfile' && profile.chargingProfileKind === 'Relative') return 'cannot be relative';
  if (purpose === 'TxProfile' && connectorId === 0) return 'TxProfile needs a connector';
  if (purpose === 'TxProfile' && rules.transactionId === null) return 'TxProfile without a transaction';
  if (purpose === 'TxProfile' && profile.transactionId !== rules.transactionId) return 'another transaction';
  if (profile.stackLevel < 0 || profile.stackLevel > rules.maxStackLevel) return 'stack level';
  if (!rules.rateUnits.includes(schedule.chargingRateUnit)) return 'charging rate unit';
  if (profile.chargingProfileKind !== 'Relative' && schedule.startSchedule === undefined) return 'no startSchedule';
  if (profile.chargingProfileKind === 'Recurring' && profile.recurrencyKind === undefined) return 'no recurrencyKind';
  if (profile.recurrencyKind === 'Weekly' && !rules.takesWeekly) return 'weekly';
  if (periods[0]?.startPeriod !== 0) return 'the first period does not start at 0';
  if (periods.some((period, at) => at > 0 && period.startPeriod <= (periods[at - 1]?.startPeriod ?? 0)))
    return 'periods out of order';
  if (periods.some((period) => period.limit < 0)) return 'negative limit';
  return null;
}

/** The profiles after one more is installed. */
export function withProfile(
  installed: readonly Installed[],
  connectorId: number,
  profile: ChargingProfile,
): readonly Installed[] {
  const others = installed.filter(
    (one) =>
      one.profile.chargingProfileId !== profile.chargingProfileId &&
      !(
        one.connectorId === connectorId &&
        one.profile.chargingProfilePurpose === profile.chargingProfilePurpose &&
        one.profile.stackLevel === profile.stackLevel
      ),
  );
  return [...others, { connectorId, profile }];
}

/** The profiles a ClearChargingProfile leaves: its filters are joined by "and", none clears all. */
export function withoutProfiles(installed: readonly Installed[], clearing: ProfileClearing): readonly Installed[] {
  return installed.filter(
    ({ connectorId, profile }) =>
      !(
        (clearing.id ?? profile.chargingProfileId) === profile.chargingProfileId &&
        (clearing.connectorId ?? connectorId) === connectorId &&
        (clearing.chargingProfilePurpose ?? profile.chargingProfilePurpose) === profile.chargingProfilePurpose &&
        (clearing.stackLevel ?? profile.stackLevel) === profile.stackLevel
      ),
  );
}

/** When and on what the limit is asked for. */
export interface LimitQuestion {
  readonly atMs: number;
  /** Start of the running transaction, for Relative profiles; null: none runs, and only the maximum counts. */
  readonly startedMs: number | null;
  /** Phases of the charger: a limit in watts is shared among them. */
  readonly phases: number;
  readonly voltageV: number;
}

export interface LimitInForce {
  /** Per phase; infinite when no profile limits. */
  readonly limitA: number;
  readonly numberPhases: number;
}

const UNLIMITED: LimitInForce = { limitA: Number.POSITIVE_INFINITY, numberPhases: 3 };

/** The composite of all that is installed, at one moment. */
export function limitInForce(installed: readonly Installed[], asked: LimitQuestion): LimitInForce {
  const most = limitOf('ChargePointMaxProfile', installed, asked) ?? UNLIMITED;
  if (asked.startedMs === null) return most;
  const own = limitOf('TxProfile', installed, asked) ?? limitOf('TxDefaultProfile', installed, asked) ?? UNLIMITED;
  return {
    limitA: Math.min(most.limitA, own.limitA),
    numberPhases: Math.min(most.numberPhases, own.numberPhases),
  };
}

function limitOf(
  purpose: ChargingProfile['chargingProfilePurpose'],
  installed: readonly Installed[],
  asked: LimitQuestion,
): LimitInForce | null {
  // At one stack level the profile of the connector itself goes before that of connector 0.
  const candidates = installed
    .filter((one) => one.profile.chargingProfilePurpose === purpose)
    .sort((a, b) => b.profile.stackLevel - a.profile.stackLevel || b.connectorId - a.connectorId);
  for (const { profile } of candidates) {
    const period = periodAt(profile, asked);
    if (period) return inAmps(period, profile.chargingSchedule.chargingRateUnit, asked);
  }
  return null;
}

function periodAt(profile: ChargingProfile, asked: LimitQuestion): SchedulePeriod | null {
  const { validFrom, validTo, chargingSchedule: schedule } = profile;
  if (validFrom !== undefined && asked.atMs < Date.parse(validFrom)) return null;
  if (validTo !== undefined && asked.atMs >= Date.parse(validTo)) return null;
  const sinceMs = sinceStart(profile, asked);
  if (sinceMs === null || sinceMs < 0) return null;
  if (schedule.duration !== undefined && sinceMs >= schedule.duration * 1000) return null;
  return schedule.chargingSchedulePeriod.findLast((period) => period.startPeriod * 1000 <= sinceMs) ?? null;
}

/** How long the schedule has been running, negative before its start. */
function sinceStart(profile: ChargingProfile, asked: LimitQuestion): number | null {
  if (profile.chargingProfileKind === 'Relative') return asked.startedMs === null ? null : asked.atMs - asked.startedMs;
  const sinceMs = asked.atMs - Date.parse(profile.chargingSchedule.startSchedule ?? '');
  if (Number.isNaN(sinceMs)) return null;
  if (profile.chargingProfileKind === 'Absolute' || sinceMs < 0) return sinceMs;
  return sinceMs % ((profile.recurrencyKind === 'Weekly' ? 7 : 1) * 86_400_000);
}

function inAmps(period: SchedulePeriod, unit: 'A' | 'W', asked: LimitQuestion): LimitInForce {
  const numberPhases = period.numberPhases ?? 3;
  const phases = Math.max(1, Math.min(numberPhases, asked.phases));
  return { limitA: unit === 'A' ? period.limit : period.limit / (asked.voltageV * phases), numberPhases };
}
