import type { Payload } from './inbound/fields.js';

/** One message of a conversation. `id` is the OCPP-J message id. */
export interface TraceEntry {
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
const TEXT_MOST = 500;

/** The last messages of a charger; the oldest make room. */
export class Trace {
  readonly #entries: TraceEntry[] = [];
  /** What the calls still open asked, so that an answer says what it answers. */
  readonly #asked = new Map<string, string>();

  constructor(readonly length: number) {}

  /** A message as OCPP-J has it: [2, id, action, payload], [3, id, payload] or [4, id, code, description, details]. */
  message(at: string, direction: TraceEntry['direction'], message: readonly unknown[]): void {
    const [type, id] = message;
    const key = String(id);
    if (type === 2) {
      const action = String(message[2]);
      if (this.#asked.size > this.length) this.#asked.clear();
      this.#asked.set(key, action);
      this.#add({ at, direction, type: 'call', action, id: key, payload: withoutSecrets(message[3]) });
      return;
    }
    const action = this.#asked.get(key);
    this.#asked.delete(key);
    const payload =
      type === 3
        ? withoutSecrets(message[2])
        : { code: message[2], description: withoutSecrets(message[3]), details: withoutSecrets(message[4]) };
    this.#add({ at, direction, type: type === 3 ? 'answer' : 'error', ...(action && { action }), id: key, payload });
  }

  /** What could not be read, cut short; a line about the connection. */
  note(at: string, type: 'unreadable' | 'connection', words: string): void {
    this.#add({ at, direction: 'in', type, payload: withoutSecrets(words) });
  }

  entries(): readonly TraceEntry[] {
    return [...this.#entries];
  }

  #add(entry: TraceEntry): void {
    this.#entries.push(entry);
    if (this.#entries.length > this.length) this.#entries.shift();
  }
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
    .replace(/("(?:authorizationkey|password)"\s*,\s*"value"\s*:\s*")[^"]*/gi, `$1${HIDDEN}`)
    .replace(/("[^"]*(?:password|authorizationkey|secret|token)[^"]*"\s*:\s*")[^"]*/gi, `$1${HIDDEN}`);

const shortened = (words: string): string => (words.length > TEXT_MOST ? `${words.slice(0, TEXT_MOST)}…` : words);
