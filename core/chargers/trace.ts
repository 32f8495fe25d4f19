import type { Payload } from './inbound/fields.js';

/** One message of a conversation. `id` is the OCPP-J message id. */
interface TraceEntry {
  readonly at: string;
  /** As the charger sees it: `in` came from the charger. */
  readonly direction: 'in' | 'out';
  readonly type: 'call' | 'answer' | 'error' | 'unreadable' | 'connection';
  readonly action?: string;
  readonly id?: string;
  readonly payload: unknown;
}

const HIDDEN = '•••';
const SECRET_NAME = /password|passwd|authorizationkey|secret|token|privatekey/i;
/** A setting with such a name, up to its value, in words that are no whole JSON. */
const SECRET_SETTING = new RegExp(`("key"\\s*:\\s*"[^"]*(?:${SECRET_NAME.source})[^{}]*"value"\\s*:\\s*")[^"]*`, 'gi');
const TEXT_MOST = 500;
/** A longer frame is kept cut. */
const FRAME_MOST = 4000;

interface Kept {
  readonly atMs: number;
  readonly direction: 'in' | 'out';
  readonly words: string;
  readonly about: 'frame' | 'unreadable' | 'connection';
}

/** The last messages of a charger, kept as they came and decoded when somebody looks; the oldest make room. */
export class Trace {
  readonly #kept: Kept[] = [];

  constructor(readonly length: number) {}

  /** A frame of OCPP-J. */
  frame(atMs: number, direction: Kept['direction'], words: string): void {
    this.#keep({ atMs, direction, words: words.slice(0, FRAME_MOST), about: 'frame' });
  }

  /** What could not be read, or a line about the connection. */
  note(atMs: number, about: 'unreadable' | 'connection', words: string): void {
    this.#keep({ atMs, direction: 'in', words: words.slice(0, FRAME_MOST), about });
  }

  entries(): readonly TraceEntry[] {
    // What the calls asked, so that an answer says what it answers.
    const asked = new Map<string, string>();
    return this.#kept.map((kept) => decoded(kept, asked));
  }

  #keep(kept: Kept): void {
    this.#kept.push(kept);
    if (this.#kept.length > this.length) this.#kept.shift();
  }
}

function decoded({ atMs, direction, words, about }: Kept, asked: Map<string, string>): TraceEntry {
  const at = new Date(atMs).toISOString();
  if (about !== 'frame') return { at, direction, type: about, payload: withoutSecrets(words) };
  let message: readonly unknown[];
  try {
    message = JSON.parse(words) as readonly unknown[];
  } catch {
    const type = words.startsWith('[2') ? 'call' : words.startsWith('[3') ? 'answer' : 'error';
    return { at, direction, type, payload: withoutSecrets(words) };
  }
  const [type, id] = message;
  const key = String(id);
  if (type === 2) {
    const action = String(message[2]);
    asked.set(key, action);
    return { at, direction, type: 'call', action, id: key, payload: withoutSecrets(message[3]) };
  }
  const action = asked.get(key);
  const payload =
    type === 3
      ? withoutSecrets(message[2])
      : { code: message[2], description: withoutSecrets(message[3]), details: withoutSecrets(message[4]) };
  return { at, direction, type: type === 3 ? 'answer' : 'error', ...(action && { action }), id: key, payload };
}

/**
 * A payload as it may be shown and exported: no AuthorizationKey or password, neither under its name nor as the value of
 * a configuration key, in a URL, or in the four-part firmware location.
 */
export function withoutSecrets(value: unknown): unknown {
  if (typeof value === 'string') return shortened(hiddenIn(value));
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  const payload = value as Payload;
  const secretKey = typeof payload['key'] === 'string' && SECRET_NAME.test(payload['key']);
  return Object.fromEntries(
    Object.entries(payload).map(([name, each]) => [
      name,
      SECRET_NAME.test(name) || (secretKey && name === 'value') ? HIDDEN : withoutSecrets(each),
    ]),
  );
}

const hiddenIn = (words: string): string =>
  words
    .replace(/(:\/\/)[^/@\s|]*@/g, `$1${HIDDEN}@`)
    .replace(/^([a-z]+:\/\/[^|]*)\|[^|]*\|[^|]*\|([^|]*)$/i, `$1|${HIDDEN}|${HIDDEN}|$2`)
    .replace(SECRET_SETTING, `$1${HIDDEN}`)
    .replace(/("[^"]*(?:password|authorizationkey|secret|token)[^"]*"\s*:\s*")[^"]*/gi, `$1${HIDDEN}`);

const shortened = (words: string): string => (words.length > TEXT_MOST ? `${words.slice(0, TEXT_MOST)}…` : words);
