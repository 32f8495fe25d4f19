import standardValidators from 'ocpp-rpc/lib/standard-validators';
import type { Validator } from 'ocpp-rpc/lib/validator';
import { messageOf, SurplugError } from '../../model/error.js';
import { type ErrorText, ToldError } from '../../model/error-texts.js';
import { shown } from '../../model/outside-number.js';
import type { Payload } from '../../ports/charger-gateway.js';

/** Operations of OCPP 1.6 from server to charger. */
export const CORE_OPERATIONS = [
  'CancelReservation',
  'ChangeAvailability',
  'ChangeConfiguration',
  'ClearCache',
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
] as const;

/** Those that the security whitepaper adds. */
const SECURITY_OPERATIONS = [
  'CertificateSigned',
  'DeleteCertificate',
  'ExtendedTriggerMessage',
  'GetInstalledCertificateIds',
  'GetLog',
  'InstallCertificate',
  'SignedUpdateFirmware',
] as const;

/** Those that give a charger other firmware, after which it restarts. */
export const FIRMWARE: readonly string[] = ['UpdateFirmware', 'SignedUpdateFirmware'];

const OPERATIONS: readonly string[] = [...CORE_OPERATIONS, ...SECURITY_OPERATIONS];

/**
 * Checks a call against the schema of OCPP 1.6. Throws INVALID_INPUT naming the field and what is wrong with it.
 *
 * One exception to the schema: the firmware location in the four-part form `url|user|password|md5` of the Hydra Cubus
 * manual (8.5.2-5) is no URI; its first part must be one.
 */
export function checkCall(action: string, payload: Payload): void {
  if (!OPERATIONS.includes(action)) {
    const near = OPERATIONS.find((known) => known.toLowerCase() === action.toLowerCase());
    const asked = shown(action);
    throw near
      ? new ToldError('INVALID_INPUT', 'ocpp-operation-near', { action: asked, near })
      : new ToldError('INVALID_INPUT', 'ocpp-no-operation', { action: asked, choice: OPERATIONS.join(', ') });
  }
  const complaint = complaintOf(action, action === 'UpdateFirmware' ? withPlainLocation(payload) : payload);
  if (complaint) throw complaint;
}

/** What the schema finds wrong with a call, naming the field; undefined when nothing. */
export function complaintOf(action: string, payload: unknown): ToldError | undefined {
  try {
    validator().validate(`urn:${action}.req`, payload);
    return undefined;
  } catch (error) {
    return worded(action, error);
  }
}

function validator(): Validator {
  const found = standardValidators.find((each) => each.subprotocol === 'ocpp1.6');
  if (!found) throw new SurplugError('NOT_SUPPORTED', 'The OCPP 1.6 schemas are missing from ocpp-rpc.');
  return found;
}

function withPlainLocation(payload: Payload): Payload {
  const location = payload['location'];
  if (typeof location !== 'string' || location.split('|').length !== 4) return payload;
  return { ...payload, location: location.slice(0, location.indexOf('|')) };
}

interface Finding {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

function worded(action: string, error: unknown): ToldError {
  const finding = (error as { details?: { errors?: readonly Finding[] } }).details?.errors?.[0];
  const path = (finding?.instancePath ?? '').slice(1).replaceAll('/', '.');
  const within = path === '' ? '' : `${path}.`;
  const wrong = (text: ErrorText, values: Readonly<Record<string, string>>): ToldError =>
    new ToldError('INVALID_INPUT', text, { action, field: path || 'payload', ...values });
  const params = finding?.params ?? {};
  switch (finding?.keyword) {
    case 'required':
      return wrong('ocpp-missing', { field: `${within}${params['missingProperty']}` });
    case 'additionalProperties':
      return wrong('ocpp-unknown', { field: `${within}${params['additionalProperty']}` });
    case 'enum':
      return wrong('ocpp-not-one-of', { choice: (params['allowedValues'] as readonly unknown[]).join(', ') });
    case 'type':
      return wrong('ocpp-type', { type: String(params['type']) });
    case 'maxLength':
      return wrong('ocpp-too-long', { most: String(params['limit']) });
    case 'format':
      return wrong('ocpp-format', { format: String(params['format']) });
    default:
      return wrong('ocpp-against-schema', { detail: finding?.message ?? messageOf(error) });
  }
}
