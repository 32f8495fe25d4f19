import { messageOf } from './error.js';
import type { MeterFact } from './meter-trouble.js';

/** The codes of Node.js for what users meet when a host or a broker does not take them. */
const REASONS: Readonly<Record<string, MeterFact>> = {
  ECONNREFUSED: 'nobody listens there',
  ENOTFOUND: 'no such name',
  EAI_AGAIN: 'no such name',
  EHOSTUNREACH: 'no way there',
  ENETUNREACH: 'no way there',
  ETIMEDOUT: 'no answer',
  ECONNRESET: 'connection lost',
  EPIPE: 'connection lost',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'unknown certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown certificate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate of another name',
  CERT_HAS_EXPIRED: 'certificate run out',
};
/** Return codes of a broker (MQTT 3.1.1, 3.2.2.3): user name or password wrong, not authorized. */
const NOT_LET_IN: ReadonlySet<unknown> = new Set([4, 5]);

/** Why there is no connection: as a fact that has words, else as it came. */
export function unreached(error: unknown): string {
  const { code } = error as { readonly code?: unknown };
  if (NOT_LET_IN.has(code)) return 'user or password refused' satisfies MeterFact;
  return (typeof code === 'string' ? REASONS[code] : undefined) ?? messageOf(error);
}
