import { shortened } from '../model/shortened.js';

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
    const asked = new Map<string, Asked>();
    return this.#kept.map((kept) => decoded(kept, asked));
  }

  #keep(kept: Kept): void {
    this.#kept.push(kept);
    if (this.#kept.length > this.length) this.#kept.shift();
  }
}

interface Asked {
  readonly action: string;
  /** What it may repeat in its answer. */
  readonly secrets: readonly string[];
}

function decoded({ atMs, direction, words, about }: Kept, asked: Map<string, Asked>): TraceEntry {
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
    asked.set(key, { action, secrets: secretsIn(message[3]) });
    return { at, direction, type: 'call', action, id: key, payload: withoutSecrets(message[3]) };
  }
  const { action, secrets } = asked.get(key) ?? {};
  const hidden = (value: unknown): unknown => withoutSecrets(value, secrets);
  const payload =
    type === 3
      ? hidden(message[2])
      : { code: message[2], description: hidden(message[3]), details: hidden(message[4]) };
  return { at, direction, type: type === 3 ? 'answer' : 'error', ...(action && { action }), id: key, payload };
}

/**
 * A payload as it may be shown and exported: no AuthorizationKey or password, neither under its name nor as the value of
 * a configuration key, in a URL, or in the four-part firmware location, nor any of the `known` ones.
 */
export function withoutSecrets(value: unknown, known: readonly string[] = []): unknown {
  if (typeof value === 'string') return shortened(hiddenIn(value, known), TEXT_MOST);
  if (Array.isArray(value)) return value.map((each) => withoutSecrets(each, known));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, isSecret(value, name) ? HIDDEN : withoutSecrets(each, known)]),
  );
}

/** The passwords and keys in a payload. */
export function secretsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]: [string, unknown]) =>
    isSecret(value, name) && typeof each === 'string' && each !== '' ? [each] : secretsIn(each),
  );
}

const isSecret = (of: object, name: string): boolean => {
  const { key } = of as { readonly key?: unknown };
  return SECRET_NAME.test(name) || (name === 'value' && typeof key === 'string' && SECRET_NAME.test(key));
};

/** Up to the last @ of a URL: a password that was not encoded may hold some, and slashes. */
const hiddenIn = (words: string, known: readonly string[]): string =>
  known
    .reduce((left, secret) => left.replaceAll(secret, HIDDEN), words)
    .replace(/(:\/\/)[^\s|"]*@/g, `$1${HIDDEN}@`)
    .replace(/([a-z]+:\/\/[^|\s]*)\|[^|]*\|[^|]*\|/gi, `$1|${HIDDEN}|${HIDDEN}|`)
    .replace(SECRET_SETTING, `$1${HIDDEN}`)
    .replace(/("[^"]*(?:password|authorizationkey|secret|token)[^"]*"\s*:\s*")[^"]*/gi, `$1${HIDDEN}`);
