import type { Handler } from './charge-point.js';

type Payload = Readonly<Record<string, unknown>>;

/** What a charge point of a make can do, for the strict ones of the tests. Written from the manuals, not from the hub. */
export interface Make {
  readonly operations: readonly string[];
  readonly configuration: Readonly<Record<string, string>>;
  readonly readonlyKeys?: readonly string[];
  readonly units?: readonly ('A' | 'W')[];
  /** Profiles in the other unit are taken, and are no limit. */
  readonly heedsUnit?: 'A' | 'W';
  readonly stackLevels?: number;
  /** For all but the hard limit. */
  readonly onlyStackLevel?: number;
  readonly refusesPurpose?: readonly string[];
  readonly refusesKind?: readonly string[];
  /** Whatever ends by itself, or changes in its course. */
  readonly refusesEnds?: true;
  /** How many profiles it has room for. */
  readonly room?: number;
  /** When that is full: none in the place of another either (libocpp), or one once that of its id is gone (MicroOcpp). */
  readonly full?: 'takes-none' | 'clears-id-first';
  /** One profile alone, the last that came, whatever it is for. */
  readonly keepsOne?: true;
  /** What another system left in it. */
  readonly profiles?: ChargePointMemory['profiles'];
}

/** Hydra Cubus manual, 9.2: eighteen operations, thirteen keys. */
export const HYDRA: Make = {
  operations: [
    'CancelReservation',
    'ChangeAvailability',
    'ChangeConfiguration',
    'ClearChargingProfile',
    'DataTransfer',
    'GetCompositeSchedule',
    'GetConfiguration',
    'GetDiagnostics',
    'GetLocalListVersion',
    'RemoteStartTransaction',
    'RemoteStopTransaction',
    'ReserveNow',
    'Reset',
    'SendLocalList',
    'SetChargingProfile',
    'TriggerMessage',
    'UnlockConnector',
    'UpdateFirmware',
  ],
  configuration: {
    StopTransactionOnEVSideDisconnect: 'TRUE',
    AuthorizationCacheEnabled: 'FALSE',
    ConnectionTimeOut: '0',
    MinimumStatusDuration: '0',
    BlinkRepeat: '0',
    LightIntensity: '100',
    MaxEnergyOnInvalidId: '0',
    ResetRetries: '1',
    MeterValuesSampledData: 'Voltage, Current.Import, Energy.Active.Import.Register',
    MeterValuesAlignedData: 'Voltage, Current.Import, Energy.Active.Import.Register',
    StopTxnAlignedData: 'Energy.Active.Import.Register',
    StopTxnSampledData: 'Energy.Active.Import.Register',
    ConnectorPhaseRotation: 'Unknown',
  },
};

/** Cabur PLUS EV manual, 8.1.4: eleven operations. */
export const CABUR: Make = {
  operations: [
    'RemoteStartTransaction',
    'RemoteStopTransaction',
    'GetConfiguration',
    'Reset',
    'ChangeAvailability',
    'ChangeConfiguration',
    'ClearCache',
    'ReserveNow',
    'CancelReservation',
    'ClearChargingProfile',
    'SetChargingProfile',
  ],
  configuration: {
    HeartbeatInterval: '60',
    MeterValueSampleInterval: '60',
    MeterValuesSampledData: 'Energy.Active.Import.Register,Current.Import,Voltage',
  },
};

interface Profile {
  readonly chargingProfileId: number;
  readonly chargingProfilePurpose: string;
  readonly chargingProfileKind: string;
  readonly stackLevel: number;
  readonly transactionId?: number;
  readonly chargingSchedule: {
    readonly chargingRateUnit: 'A' | 'W';
    readonly startSchedule?: string;
    readonly duration?: number;
    readonly chargingSchedulePeriod: readonly { readonly startPeriod: number; readonly limit: number }[];
  };
}

/** What a charge point keeps: settings and profiles, with the refusals of a strict firmware (libocpp's list). */
export class ChargePointMemory {
  readonly settings: Map<string, string>;
  profiles: readonly (Profile & { readonly connectorId: number })[] = [];
  #transactionId: number | undefined;
  /** Where Relative profiles count from; absent: from wherever they are asked. */
  startedMs: number | undefined;

  constructor(readonly make: Make) {
    this.settings = new Map(Object.entries(make.configuration));
    this.profiles = make.profiles ?? [];
  }

  get transactionId(): number | undefined {
    return this.#transactionId;
  }

  /** The profiles of a transaction go with it. */
  set transactionId(id: number | undefined) {
    this.#transactionId = id;
    this.profiles = this.profiles.filter(
      (each) => each.chargingProfilePurpose !== 'TxProfile' || each.transactionId === id,
    );
  }

  /** Handlers for every operation of the make; accepted unless the firmware has a reason. */
  handlers(): Readonly<Record<string, Handler>> {
    const accept: Handler = () => ({ status: 'Accepted' });
    const own: Readonly<Record<string, Handler>> = {
      GetConfiguration: (payload) => this.#configuration(payload),
      ChangeConfiguration: (payload) => this.#change(payload),
      SetChargingProfile: (payload) => ({ status: this.#take(payload) }),
      ClearChargingProfile: (payload) => ({ status: this.#clear(payload) }),
      UnlockConnector: () => ({ status: 'Unlocked' }),
      GetLocalListVersion: () => ({ listVersion: 0 }),
      UpdateFirmware: () => ({}),
      GetDiagnostics: () => ({ fileName: 'diagnostics.log' }),
      RemoteStopTransaction: (payload) => ({
        status: payload['transactionId'] === this.transactionId ? 'Accepted' : 'Rejected',
      }),
    };
    return Object.fromEntries(this.make.operations.map((operation) => [operation, own[operation] ?? accept]));
  }

  /** The limit in force, in the unit of its profile: the least of the hard limit and the highest live level. */
  limitAt(ms: number): number | undefined {
    const alive = this.profiles.flatMap((profile) => {
      const { startSchedule, duration, chargingRateUnit, chargingSchedulePeriod: periods } = profile.chargingSchedule;
      if (chargingRateUnit !== (this.make.heedsUnit ?? chargingRateUnit)) return [];
      const beganMs = startSchedule === undefined ? (this.startedMs ?? ms) : Date.parse(startSchedule);
      const elapsedS = (ms - beganMs) / 1000;
      if (elapsedS < 0 || (duration !== undefined && elapsedS >= duration)) return [];
      const period = periods.findLast((each) => each.startPeriod <= elapsedS);
      return period ? [{ ...profile, limit: period.limit }] : [];
    });
    const highest = (purpose: string): number | undefined =>
      alive.filter((each) => each.chargingProfilePurpose === purpose).sort((a, b) => b.stackLevel - a.stackLevel)[0]
        ?.limit;
    const wanted = highest('TxProfile') ?? highest('TxDefaultProfile');
    const hard = highest('ChargePointMaxProfile');
    return wanted === undefined ? hard : Math.min(wanted, hard ?? wanted);
  }

  #configuration(payload: Payload): Payload {
    const wanted = payload['key'] as readonly string[] | undefined;
    const known = [...this.settings].filter(([key]) => !wanted?.length || wanted.includes(key));
    const unknown = (wanted ?? []).filter((key) => !this.settings.has(key));
    return {
      configurationKey: known.map(([key, value]) => ({
        key,
        value,
        readonly: this.make.readonlyKeys?.includes(key) ?? false,
      })),
      ...(unknown.length > 0 && { unknownKey: unknown }),
    };
  }

  #change(payload: Payload): Payload {
    const key = String(payload['key']);
    if (!this.settings.has(key)) return { status: 'NotSupported' };
    if (this.make.readonlyKeys?.includes(key)) return { status: 'Rejected' };
    this.settings.set(key, String(payload['value']));
    return { status: 'Accepted' };
  }

  #take(payload: Payload): 'Accepted' | 'Rejected' {
    const connectorId = Number(payload['connectorId']);
    const profile = payload['csChargingProfiles'] as Profile;
    const { chargingProfilePurpose: purpose, chargingProfileKind: kind, chargingSchedule: schedule } = profile;
    const refused =
      this.make.refusesPurpose?.includes(purpose) ||
      this.make.refusesKind?.includes(kind) ||
      (this.make.refusesEnds && (schedule.duration !== undefined || schedule.chargingSchedulePeriod.length > 1)) ||
      !(this.make.units ?? ['A']).includes(schedule.chargingRateUnit) ||
      profile.stackLevel > (this.make.stackLevels ?? 1) ||
      (purpose !== 'ChargePointMaxProfile' &&
        profile.stackLevel !== (this.make.onlyStackLevel ?? profile.stackLevel)) ||
      (kind === 'Absolute' && schedule.startSchedule === undefined) ||
      (purpose === 'ChargePointMaxProfile' && (connectorId !== 0 || kind === 'Relative')) ||
      (purpose === 'TxProfile' && (connectorId === 0 || profile.transactionId !== this.transactionId)) ||
      schedule.chargingSchedulePeriod[0]?.startPeriod !== 0;
    if (refused) return 'Rejected';
    if (this.make.full === 'clears-id-first')
      this.profiles = this.profiles.filter((other) => other.chargingProfileId !== profile.chargingProfileId);
    if (this.make.full && this.profiles.length >= (this.make.room ?? 0)) return 'Rejected';
    const replaced = (other: Profile): boolean =>
      this.make.keepsOne === true ||
      other.chargingProfileId === profile.chargingProfileId ||
      (other.chargingProfilePurpose === purpose && other.stackLevel === profile.stackLevel);
    this.profiles = [...this.profiles.filter((other) => !replaced(other)), { ...profile, connectorId }];
    return 'Accepted';
  }

  #clear(payload: Payload): 'Accepted' | 'Unknown' {
    const { id, chargingProfilePurpose: purpose, stackLevel } = payload;
    const kept = this.profiles.filter(
      (each) =>
        (id !== undefined && each.chargingProfileId !== id) ||
        (purpose !== undefined && each.chargingProfilePurpose !== purpose) ||
        (stackLevel !== undefined && each.stackLevel !== stackLevel),
    );
    const found = kept.length < this.profiles.length;
    this.profiles = kept;
    return found ? 'Accepted' : 'Unknown';
  }
}
