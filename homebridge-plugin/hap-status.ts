import { codeOf, type ErrorCode } from '../core/index.js';

/** HAP status codes a handler answers with (HomeKit Accessory Protocol, 6.7.1.4, table 6-11). */
export const HAP_STATUS = {
  /** "No Response" in Home. */
  noConnection: -70402,
  timedOut: -70408,
  invalidValue: -70410,
  /** The charger or the hub said no. */
  refused: -70412,
} as const;

export type HapStatus = (typeof HAP_STATUS)[keyof typeof HAP_STATUS];

const STATUS_OF: Partial<Record<ErrorCode, HapStatus>> = {
  REJECTED: HAP_STATUS.refused,
  LOCKED: HAP_STATUS.refused,
  NOT_SUPPORTED: HAP_STATUS.refused,
  INVALID_INPUT: HAP_STATUS.invalidValue,
  TIMEOUT: HAP_STATUS.timedOut,
};

/** The status for whatever a command rejected with. */
export function hapStatusOf(error: unknown): HapStatus {
  const code = codeOf(error);
  return (code && STATUS_OF[code]) ?? HAP_STATUS.noConnection;
}
