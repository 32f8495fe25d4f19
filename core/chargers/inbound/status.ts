import { OCPP_STATUSES, type OcppStatus, PLUGGED } from '../../model/charger.js';
import type { Payload } from '../../ports/charger-gateway.js';
import { integerOf, text } from './fields.js';
import { type Stamp, stampOf } from './timestamp.js';

interface StatusTold {
  readonly connectorId: number;
  readonly status: OcppStatus;
  /** Other than NoError, or a fault without a code. */
  readonly fault: { readonly errorCode: string; readonly vendorErrorCode?: string; readonly info?: string } | null;
  readonly stamp: Stamp | undefined;
}

const BY_LETTERS = new Map<string, OcppStatus>(OCPP_STATUSES.map((status) => [status.toLowerCase(), status]));
/** OCPP 1.5 had one word for a connector in use. */
BY_LETTERS.set('occupied', 'Preparing');
BY_LETTERS.set('operative', 'Available');
BY_LETTERS.set('inoperative', 'Unavailable');

/** Some tell of their one connector under 0: what only a connector can be at, and from then on all that comes under 0. */
export function asOwn(told: StatusTold, own: number, underZero: boolean): StatusTold & { readonly underZero: boolean } {
  const whole = told.connectorId !== 0 || !(underZero || PLUGGED.includes(told.status));
  return whole ? { ...told, underZero: false } : { ...told, connectorId: own, underZero: true };
}

export function readStatus(payload: Payload): StatusTold {
  const word = (text(payload, 'status') ?? '').toLowerCase().replace(/[^a-z]/g, '');
  const status = BY_LETTERS.get(word) ?? 'Unknown';
  const code = text(payload, 'errorCode', 50);
  const errorCode = code === undefined || /^no ?error$/i.test(code) ? undefined : code;
  const vendorErrorCode = text(payload, 'vendorErrorCode', 50);
  const info = text(payload, 'info', 50);
  return {
    connectorId: integerOf(payload, 'connectorId') ?? 1,
    status,
    fault:
      errorCode === undefined && status !== 'Faulted'
        ? null
        : { errorCode: errorCode ?? 'OtherError', ...(vendorErrorCode && { vendorErrorCode }), ...(info && { info }) },
    stamp: stampOf(payload),
  };
}
