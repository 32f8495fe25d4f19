import { createRPCError, TimeoutError } from 'ocpp-rpc';
import { ERROR_CODES, type ErrorCode, messageOf, SurplugError } from '../model/error.js';
import { isErrorText, ToldError } from '../model/error-texts.js';
import type { CommandAnswer } from '../model/site-command.js';
import type { SiteEvent } from '../model/site-event.js';
import type { Row } from '../model/site-query.js';
import type { SiteSnapshot } from '../model/snapshot.js';

/**
 * The link on the wire: OCPP-J framing ([2, id, method, params], [3, …], [4, …]) under a subprotocol of its own.
 *
 *   attached host → owner   hello { version } → { version }     before anything else
 *                           command SiteCommand → { answer, snapshot }
 *                           query SiteQuery → { rows }
 *   owner → attached host   events { events } → {}              a `state` first, then whatever happens, in order
 *
 * An error carries the code of a `SurplugError` in its details, and its text with what fills it in, so that each host
 * tells it in its own language; one that does not know the text tells it as it came. The token is the password of HTTP
 * Basic, or a Bearer.
 * A public format: what changes it gets a new version, and the old one is answered plainly.
 */
export const LINK_PATH = '/surplug/link';
export const LINK_VERSION = 1;
export const SUBPROTOCOL = `surplug.link.v${LINK_VERSION}`;

/** Whether a request is for the link: its own path, whatever follows as a query. */
export const isLinkPath = (url = ''): boolean => new RegExp(`^${LINK_PATH}/*(?:[?]|$)`).test(url);

/** What a host may send in one message: a command with a year of prices is far below. */
export const MAX_REQUEST_BYTES = 1024 * 1024;
/** What an owner may answer: the decisions of a month, say. */
export const MAX_ANSWER_BYTES = 16 * 1024 * 1024;
/** Both ends ask whether the other is still there; two silences end the link. */
export const PING_MS = 10_000;

export interface CommandReply {
  readonly answer: CommandAnswer;
  /** The house after the command, so that the host that asked sees its own wish at once. */
  readonly snapshot: SiteSnapshot;
}

export interface QueryReply {
  readonly rows: readonly Row[];
}

export interface EventsCall {
  readonly events: readonly SiteEvent[];
}

interface Details {
  readonly code?: unknown;
  readonly text?: unknown;
  readonly values?: unknown;
}

/** An error as a CALLERROR. */
export function toWire(error: SurplugError): Error {
  const { code, message } = error;
  const told = [error, error.cause].find((one) => one instanceof ToldError);
  const details: Details = told ? { code, text: told.text, values: told.values } : { code };
  return createRPCError('GenericError', message, details) as Error;
}

function ofDetails({ code, text, values }: Details, message: string): SurplugError | undefined {
  if (!isErrorCode(code)) return undefined;
  if (!isErrorText(text)) return new SurplugError(code, message);
  const filled = Object.entries(Object(values)).map(([name, value]) => [name, String(value)] as const);
  return new ToldError(code, text, Object.fromEntries(filled));
}

const isErrorCode = (code: unknown): code is ErrorCode => typeof code === 'string' && Object.hasOwn(ERROR_CODES, code);

/** What a call over the link failed with, as the `SurplugError` it was on the other side; otherwise as one of ours. */
export function fromWire(error: unknown): SurplugError {
  if (error instanceof SurplugError) return error;
  if (error instanceof TimeoutError) return new ToldError('TIMEOUT', 'link-timeout');
  const { details, rpcErrorCode } = error as { details?: Details; rpcErrorCode?: unknown };
  const owners = ofDetails(details ?? {}, messageOf(error));
  if (owners) return owners;
  if (rpcErrorCode === 'NotImplemented') return new ToldError('NOT_SUPPORTED', 'link-older');
  return new ToldError('OFFLINE', 'link-lost', {}, { cause: error });
}
