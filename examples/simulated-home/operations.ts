/** What the charger answers to the hub's operations, each as OCPP 1.6, chapter 5 has it. */
import type { ChargerMemory, IdTagInfo } from './charger-memory.js';
import { measurandsOf } from './charger-memory.js';
import type { ChargerModel } from './charger-models.js';
import {
  type ChargingProfile,
  type LimitQuestion,
  type ProfileClearing,
  type ProfileRules,
  whyRefused,
  withoutProfiles,
  withProfile,
} from './charging-profiles.js';
import { compositePeriods } from './composite-schedule.js';
import { CallError, type Payload } from './ocpp-wire.js';

/** The charger as its operations see it. */
export interface Operated {
  readonly model: ChargerModel;
  readonly memory: ChargerMemory;
  readonly plugged: boolean;
  readonly status: string;
  readonly transaction: { readonly id: number | null; readonly idTag: string } | null;
  readonly connectors: number;
  /** Its own limit without any profile. */
  readonly ownLimitA: number;
  nowMs(): number;
  limitQuestion(): LimitQuestion;
  /** Begins after the answer is out: waits for the plug when there is none. */
  startFor(idTag: string, profile: ChargingProfile | null): void;
  stop(reason: string): void;
  reboot(kind: 'Soft' | 'Hard'): void;
  /** Sends a message that the hub asked to be sent; null: it cannot be. */
  trigger(message: string): (() => void) | null;
  settingChanged(key: string): void;
  fetchFirmware(location: string, atMs: number): void;
  uploadDiagnostics(location: string): string;
  /** Runs once the answer is on the line. */
  afterAnswer(run: () => void): void;
}

type Operation = (point: Operated, payload: Payload) => Payload;

const status = (word: string): Payload => ({ status: word });
const text = (value: unknown): string => String(value ?? '');

const OPERATIONS: Readonly<Record<string, Operation>> = {
  RemoteStartTransaction(point, payload) {
    const profile = (payload['chargingProfile'] as ChargingProfile | undefined) ?? null;
    const idTag = text(payload['idTag']);
    const free = ['Available', 'Preparing', 'Finishing', 'Reserved'].includes(point.status) && !point.transaction;
    if (!free || !isConnector(point, payload['connectorId'] ?? 1)) return status('Rejected');
    if (!point.memory.reservedFor(idTag, point.nowMs())) return status('Rejected');
    if (profile && refusal(point, 1, profile, undefined)) return status('Rejected');
    point.afterAnswer(() => point.startFor(idTag, profile));
    return status('Accepted');
  },

  RemoteStopTransaction(point, payload) {
    if (point.transaction === null || point.transaction.id !== payload['transactionId']) return status('Rejected');
    point.afterAnswer(() => point.stop('Remote'));
    return status('Accepted');
  },

  GetConfiguration(point, payload) {
    const asked = (payload['key'] as readonly string[] | undefined) ?? [];
    const keys = asked.length > 0 ? asked : [...point.memory.configuration.keys()];
    const configurationKey = keys.flatMap((key) => {
      const value = point.memory.configuration.get(key);
      return value === undefined ? [] : [{ key, readonly: point.model.configuration[key]?.readonly ?? false, value }];
    });
    const unknownKey = keys.filter((key) => !point.memory.configuration.has(key));
    return unknownKey.length > 0 ? { configurationKey, unknownKey } : { configurationKey };
  },

  ChangeConfiguration(point, payload) {
    const key = text(payload['key']);
    const value = text(payload['value']);
    const known = point.model.configuration[key];
    if (!known) return status('NotSupported');
    const list = key.endsWith('AlignedData') || key.endsWith('SampledData');
    const measurable = !list || measurandsOf(value).every((one) => point.model.measurands.includes(one));
    if (known.readonly || !measurable || known.check?.(value) === false) return status('Rejected');
    point.memory.configuration.set(key, value);
    point.settingChanged(key);
    return status(known.needsReboot ? 'RebootRequired' : 'Accepted');
  },

  Reset(point, payload) {
    point.afterAnswer(() => point.reboot(payload['type'] === 'Soft' ? 'Soft' : 'Hard'));
    return status('Accepted');
  },

  ChangeAvailability(point, payload) {
    if (payload['connectorId'] !== 0 && !isConnector(point, payload['connectorId'])) return status('Rejected');
    point.memory.operative = payload['type'] === 'Operative';
    return status(point.transaction && !point.memory.operative ? 'Scheduled' : 'Accepted');
  },

  ClearCache(point) {
    point.memory.cache.clear();
    return status('Accepted');
  },

  ReserveNow(point, payload) {
    const untilMs = Date.parse(text(payload['expiryDate']));
    const reservationId = Number(payload['reservationId']);
    const same = point.memory.reservation?.reservationId === reservationId;
    // Reserving connector 0 would need ReserveConnectorZeroSupported, which no manual lists.
    if (!isConnector(point, payload['connectorId']) || !(untilMs > point.nowMs())) return status('Rejected');
    if (point.status === 'Faulted' || point.status === 'Unavailable') return status(point.status);
    if (point.status !== 'Available' && !(same && point.status === 'Reserved')) return status('Occupied');
    const parentIdTag = payload['parentIdTag'];
    point.memory.reservation = {
      reservationId,
      idTag: text(payload['idTag']),
      untilMs,
      ...(typeof parentIdTag === 'string' ? { parentIdTag } : {}),
    };
    return status('Accepted');
  },

  CancelReservation(point, payload) {
    if (point.memory.reservation?.reservationId !== payload['reservationId']) return status('Rejected');
    point.memory.reservation = null;
    return status('Accepted');
  },

  SetChargingProfile(point, payload) {
    const profile = payload['csChargingProfiles'] as ChargingProfile;
    const connectorId = Number(payload['connectorId']);
    if (refusal(point, connectorId, profile, point.transaction?.id ?? null)) return status('Rejected');
    const profiles = withProfile(point.memory.profiles, connectorId, profile);
    if (profiles.length > point.model.maxProfiles) return status('Rejected');
    point.memory.profiles = profiles;
    return status('Accepted');
  },

  ClearChargingProfile(point, payload) {
    const left = withoutProfiles(point.memory.profiles, payload as ProfileClearing);
    const cleared = left.length < point.memory.profiles.length;
    point.memory.profiles = left;
    return status(cleared ? 'Accepted' : 'Unknown');
  },

  GetCompositeSchedule(point, payload) {
    const connectorId = Number(payload['connectorId']);
    if (connectorId !== 0 && !isConnector(point, connectorId)) return status('Rejected');
    const unit = payload['chargingRateUnit'] === 'W' ? 'W' : 'A';
    const asked = point.limitQuestion();
    const schedule = compositePeriods(point.memory.profiles, asked, Number(payload['duration']), unit, point.ownLimitA);
    const startSchedule = new Date(asked.atMs).toISOString();
    return {
      status: 'Accepted',
      connectorId,
      scheduleStart: startSchedule,
      chargingSchedule: {
        duration: schedule.durationS,
        startSchedule,
        chargingRateUnit: unit,
        chargingSchedulePeriod: schedule.periods,
      },
    };
  },

  DataTransfer: () => status('UnknownVendorId'),

  GetLocalListVersion: (point) => ({ listVersion: point.memory.localListVersion }),

  SendLocalList(point, payload) {
    const { memory } = point;
    const version = Number(payload['listVersion']);
    const entries = (payload['localAuthorizationList'] as readonly LocalEntry[] | undefined) ?? [];
    if (version < 1) return status('Failed');
    if (payload['updateType'] === 'Full') {
      if (entries.some((entry) => !entry.idTagInfo)) return status('Failed');
      memory.localList.clear();
    } else if (version <= memory.localListVersion) return status('VersionMismatch');
    for (const { idTag, idTagInfo } of entries) {
      if (idTagInfo) memory.localList.set(idTag, idTagInfo);
      else memory.localList.delete(idTag);
    }
    memory.localListVersion = version;
    return status('Accepted');
  },

  TriggerMessage(point, payload) {
    if (payload['connectorId'] !== undefined && !isConnector(point, payload['connectorId'])) return status('Rejected');
    const send = point.trigger(text(payload['requestedMessage']));
    if (!send) return status('NotImplemented');
    point.afterAnswer(send);
    return status('Accepted');
  },

  UnlockConnector(point, payload) {
    if (!isConnector(point, payload['connectorId'])) return status('NotSupported');
    if (point.transaction) point.stop('UnlockCommand');
    return status('Unlocked');
  },

  UpdateFirmware(point, payload) {
    const atMs = Date.parse(text(payload['retrieveDate']));
    point.afterAnswer(() => point.fetchFirmware(text(payload['location']), atMs));
    return {};
  },

  GetDiagnostics: (point, payload) => ({ fileName: point.uploadDiagnostics(text(payload['location'])) }),
};

interface LocalEntry {
  readonly idTag: string;
  readonly idTagInfo?: IdTagInfo;
}

/** The answer to a call, or a CallError: NotImplemented for what OCPP 1.6 does not have, NotSupported for what this model has not. */
export function operate(point: Operated, action: string, payload: Payload): Payload {
  const operation = OPERATIONS[action];
  if (!operation) throw new CallError('NotImplemented', `${action} is unknown`);
  if (!point.model.operations.includes(action)) throw new CallError('NotSupported', `${action} is not supported`);
  return operation(point, payload);
}

const isConnector = (point: Operated, id: unknown): boolean =>
  typeof id === 'number' && id >= 1 && id <= point.connectors;

function refusal(
  point: Operated,
  connectorId: number,
  profile: ChargingProfile,
  transactionId: ProfileRules['transactionId'],
): string | null {
  const { rateUnits, maxStackLevel, maxProfiles, takesWeekly } = point.model;
  const rules = { rateUnits, maxStackLevel, maxProfiles, takesWeekly, connectors: point.connectors, transactionId };
  // A profile that comes with RemoteStart is a TxProfile for the transaction about to begin (OCPP 1.6, 5.11).
  const early = transactionId === undefined && profile.chargingProfilePurpose !== 'TxProfile';
  return early ? 'only TxProfile' : whyRefused(connectorId, profile, rules);
}
