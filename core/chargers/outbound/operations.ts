import standardValidators from 'ocpp-rpc/lib/standard-validators';
import type { Validator } from 'ocpp-rpc/lib/validator';
import { SurplugError } from '../../model/error.js';
import type { Payload } from '../inbound/fields.js';

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
    throw new SurplugError(
      'INVALID_INPUT',
      `OCPP 1.6 has no operation ${JSON.stringify(action)} from server to charger; ${
        near ? `write ${near}.` : `it has ${OPERATIONS.join(', ')}.`
      }`,
    );
  }
  const complaint = complaintOf(
    `urn:${action}.req`,
    action === 'UpdateFirmware' ? withPlainLocation(payload) : payload,
  );
  if (complaint) throw new SurplugError('INVALID_INPUT', `${action}: ${complaint}`);
}

/** What the schema finds wrong with a message, naming the field; undefined when nothing. */
export function complaintOf(schema: string, payload: unknown): string | undefined {
  try {
    validator().validate(schema, payload);
    return undefined;
  } catch (error) {
    return worded(error);
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

function worded(error: unknown): string {
  const finding = (error as { details?: { errors?: readonly Finding[] } }).details?.errors?.[0];
  if (!finding) return error instanceof Error ? error.message : String(error);
  const path = finding.instancePath.slice(1).replaceAll('/', '.');
  const within = path === '' ? '' : `${path}.`;
  const { params } = finding;
  switch (finding.keyword) {
    case 'required':
      return `${within}${params['missingProperty']} is missing.`;
    case 'additionalProperties':
      return `${within}${params['additionalProperty']} is not known to OCPP 1.6.`;
    case 'enum':
      return `${path} must be one of ${(params['allowedValues'] as readonly unknown[]).join(', ')}.`;
    default:
      return `${path || 'the payload'} ${finding.message ?? 'is wrong'}.`;
  }
}
