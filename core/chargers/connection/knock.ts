import type { IncomingMessage } from 'node:http';
import { pageOf } from './page.js';

/** A charger at the door: who it says it is, and what it brought. */
export interface Knock {
  readonly identity: string;
  /** The offered subprotocol that means OCPP 1.6, as it was written; none is taken for 1.6 too. */
  readonly subprotocol?: string;
  readonly authorization?: string;
  /** It is a page in a browser, of the home network. */
  readonly page?: true;
}

export interface RefusedKnock {
  /** The identity, where it was read before the refusal. */
  readonly of?: string;
  readonly status: number;
  readonly because: string;
  /** Header lines that go with it. */
  readonly headers?: readonly string[];
}

const IDENTITY_MOST = 100;

/**
 * Reads the request of a charger. The identity is the last segment of the path (Cabur PLUS EV manual, 8.1.2-10: any
 * path before it); slashes behind it, a query and an absolute URL are common and mean nothing.
 */
export function readKnock(request: Pick<IncomingMessage, 'url' | 'headers'>): Knock | RefusedKnock {
  const page = pageOf(request.headers);
  if (page === 'internet') return { status: 403, because: 'A page of the internet is let in as no charger.' };
  const [path = ''] = (request.url ?? '').replace(/^[a-z]+:\/\/[^/]*/i, '').split(/[?#]/, 1);
  const last = path.split('/').findLast((segment) => segment !== '');
  const identity = decoded(last ?? '')?.trim();
  if (identity === undefined || /\p{Cc}/u.test(identity)) {
    return {
      status: 400,
      because: 'The URL is not readable: a % must be followed by two hexadecimal digits of UTF-8.',
    };
  }
  if (identity === '') {
    return { status: 404, because: 'The URL must end with the identity of the charger: ws://host:port/CPID' };
  }
  if (identity.length > IDENTITY_MOST) {
    return { status: 400, because: `The identity of a charger has at most ${IDENTITY_MOST} characters.` };
  }
  // Every table of chargers would find something under it.
  if (identity in {}) return { status: 400, because: `${identity} cannot be the identity of a charger.` };
  const subprotocol = ocpp16(request.headers['sec-websocket-protocol']);
  const authorization = request.headers.authorization;
  return {
    identity,
    ...(subprotocol && { subprotocol }),
    ...(authorization && { authorization }),
    ...(page && { page: true }),
  };
}

export const refused = (knock: Knock | RefusedKnock): knock is RefusedKnock => 'status' in knock;

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

/** Header lines given twice are joined by commas. */
const ocpp16 = (header: string | readonly string[] | undefined): string | undefined =>
  [header ?? []]
    .flat()
    .flatMap((line) => line.split(','))
    .map((word) => word.trim())
    .find((word) => /^ocpp1\.6j?$/i.test(word));
