import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { ErrorText } from '../model/error-texts.js';
import type { Clock } from '../ports/clock.js';
import { TokenBucket } from './token-bucket.js';
import { isLinkPath, LINK_PATH, LINK_VERSION, SUBPROTOCOL } from './wire.js';

/** As HTTP says it. */
export interface RefusedHost {
  readonly status: 400 | 401 | 403 | 404 | 429 | 503;
  readonly text: string;
  /** Where it is for the owner to mend: what its log says. */
  readonly told?: ErrorText;
}

interface AdmissionRules {
  readonly token: string | undefined;
  readonly allowRemote: boolean;
  readonly clock: Clock;
  /** Whether one more host can be served. */
  readonly room: () => boolean;
}

/** Wrong tokens from one address: ten at once, then one every six seconds. */
const GUESSES = 10;
const GUESSES_PER_SECOND = 1 / 6;
/** Addresses remembered for their guesses; the oldest is forgotten first. */
const ADDRESSES = 256;

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** True for this machine itself; also as an IPv4 address written in IPv6 (::ffff:127.0.0.1). */
export function isLoopback(address: string | undefined): boolean {
  const version = isIP(address ?? '');
  return address !== undefined && version !== 0 && loopback.check(address, version === 6 ? 'ipv6' : 'ipv4');
}

/** The token of a Bearer header, or the password of a Basic one; the user name does not matter. */
export function tokenIn(authorization: string | undefined): string | undefined {
  const [, scheme, credentials] = /^ *(bearer|basic) +(\S+) *$/i.exec(authorization ?? '') ?? [];
  if (scheme === undefined || credentials === undefined) return undefined;
  if (scheme.toLowerCase() === 'bearer') return credentials;
  const pair = Buffer.from(credentials, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return colon < 0 ? undefined : pair.slice(colon + 1);
}

const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();

/**
 * Who may attach. In this order:
 * 1. only the link's own path, and only while a token is configured;
 * 2. from this machine only, unless the user allowed others;
 * 3. who guessed wrong too often waits, right token or not;
 * 4. the token, compared in constant time;
 * 5. a version that both know;
 * 6. as long as there is room.
 */
export class Admission {
  readonly #rules: AdmissionRules;
  readonly #expected: Buffer | undefined;
  readonly #guesses = new Map<string, TokenBucket>();

  constructor(rules: AdmissionRules) {
    this.#rules = rules;
    this.#expected = rules.token ? digest(rules.token) : undefined;
  }

  /** Why this request may not attach; `undefined` when it may. */
  refusal(request: IncomingMessage): RefusedHost | undefined {
    const address = request.socket.remoteAddress ?? '';
    if (!isLinkPath(request.url)) return { status: 404, text: `The link is at ${LINK_PATH}.` };
    if (!this.#expected) {
      const text = 'This site takes no other host: set a token for the link in its configuration.';
      return { status: 403, text, told: 'link-came-no-token' };
    }
    if (!this.#rules.allowRemote && !isLoopback(address)) {
      const text = 'This site takes hosts on its own machine only; allow others in its configuration.';
      return { status: 403, text, told: 'link-came-from-elsewhere' };
    }
    const { monoMs } = this.#rules.clock.now();
    const guesses = this.#guesses.get(address) ?? new TokenBucket(GUESSES, GUESSES_PER_SECOND, monoMs);
    if (guesses.left(monoMs) < 1) return { status: 429, text: 'Too many wrong tokens; wait a minute.' };
    if (!this.#matches(tokenIn(request.headers.authorization))) {
      guesses.take(monoMs);
      this.#remember(address, guesses);
      return { status: 401, text: 'The token is missing or wrong.', told: 'link-came-wrong' };
    }
    if (request.headers.upgrade?.toLowerCase() !== 'websocket')
      return { status: 400, text: 'The link is a WebSocket.' };
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
    if (!offered.includes(SUBPROTOCOL)) {
      return { status: 400, text: `This site speaks version ${LINK_VERSION} of the link (${SUBPROTOCOL}).` };
    }
    if (!this.#rules.room()) return { status: 503, text: 'Too many hosts are attached to this site.' };
    return undefined;
  }

  #matches(token: string | undefined): boolean {
    return this.#expected !== undefined && timingSafeEqual(digest(token ?? ''), this.#expected) && token !== undefined;
  }

  #remember(address: string, guesses: TokenBucket): void {
    this.#guesses.delete(address);
    this.#guesses.set(address, guesses);
    const [oldest] = this.#guesses.keys();
    if (this.#guesses.size > ADDRESSES && oldest !== undefined) this.#guesses.delete(oldest);
  }
}
