import { ToldError } from '../model/error-texts.js';
import { LINK_PATH } from './wire.js';

/** Where the owner of a site listens, in the two parts that ocpp-rpc joins again. */
export interface OwnerAddress {
  readonly endpoint: string;
  readonly identity: string;
  /** For logs and errors: no user, no password, no query. */
  readonly shown: string;
}

/** `ws://host:port/surplug/link`, or shorter: the path is always the same. Throws BAD_CONFIG. */
export function ownerAddress(url: string): OwnerAddress {
  const typed = url.trim();
  const parsed = URL.parse(/^[a-z]+:\/\//i.test(typed) ? typed : `ws://${typed}`);
  if (!parsed || !['ws:', 'wss:'].includes(parsed.protocol) || parsed.hostname === '') {
    throw new ToldError('BAD_CONFIG', 'link-no-address', { example: `ws://127.0.0.1:9220${LINK_PATH}` });
  }
  const path = parsed.pathname.replace(/\/+$/, '') || LINK_PATH;
  const at = path.lastIndexOf('/');
  const host = `${parsed.protocol}//${parsed.host}`;
  return { endpoint: host + path.slice(0, at), identity: decodePart(path.slice(at + 1)), shown: host + path };
}

/** ocpp-rpc encodes the last segment again; one that cannot be decoded stays as it is. */
function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
