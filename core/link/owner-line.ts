import { RPCClient } from 'ocpp-rpc';
import type { ErrorCode, SurplugError } from '../model/error.js';
import { detailIn, type ErrorText, inWords, type Say, ToldError, told } from '../model/error-texts.js';
import type { SiteEvent } from '../model/site-event.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { OwnerAddress } from './owner-address.js';
import { type EventsCall, fromWire, LINK_VERSION, MAX_ANSWER_BYTES, PING_MS, SUBPROTOCOL } from './wire.js';

interface LineParts {
  readonly address: OwnerAddress;
  readonly token: string;
  readonly log: Log;
  readonly say: Say;
  readonly clock: Pick<Clock, 'after'>;
  readonly events: (events: readonly SiteEvent[]) => void;
  readonly lost: () => void;
}

/** A command may wait for a charger, and a charger for its network. */
const CALL_MS = 30_000;
const HANDSHAKE_MS = 10_000;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 15_000;
/** After a refusal nothing heals by itself: somebody has to change a setting. */
const REFUSED_PAUSE_MS = 30_000;

/**
 * The line to the owner of a site. It is called again and again until it is closed, one second after the first loss, then
 * with doubling pauses. `ocpp-rpc` can reconnect too, but gives up where the first call fails or the answer is odd.
 */
export class OwnerLine {
  readonly #parts: LineParts;
  #client: InstanceType<typeof RPCClient> | undefined;
  #trouble: SurplugError = new ToldError('OFFLINE', 'link-not-yet');
  #said: ErrorCode | undefined;
  #endPause = (): void => undefined;
  #hangUp = (): void => undefined;
  #closed = false;
  readonly #running: Promise<void>;

  constructor(parts: LineParts) {
    this.#parts = parts;
    const { log, say } = parts;
    this.#running = this.#run().catch((error: unknown) =>
      log.error(say(told('link-ended', { detail: detailIn(say, error) }))),
    );
  }

  /** Asks the owner. Rejects with a `SurplugError`: the owner's own, or what is wrong with the line. */
  async call(method: string, params: unknown): Promise<unknown> {
    const client = this.#client;
    if (!client) throw this.#trouble;
    try {
      return await client.call(method, params);
    } catch (error) {
      throw fromWire(error);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#endPause();
    this.#hangUp();
    await this.#running;
  }

  async #run(): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    while (!this.#closed) {
      const { greeted, trouble } = await this.#callOwner();
      if (this.#closed) break;
      this.#trouble = trouble;
      this.#say(trouble);
      this.#parts.lost();
      if (greeted) pauseMs = FIRST_PAUSE_MS;
      await this.#pause(trouble.code === 'OFFLINE' ? pauseMs : REFUSED_PAUSE_MS);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }

  /** One connection, from its first byte to its end; comes back with why it ended. */
  async #callOwner(): Promise<{ readonly greeted: boolean; readonly trouble: SurplugError }> {
    const { address, log, say } = this.#parts;
    const client = newClient(this.#parts);
    client.handle('events', async ({ params }) => {
      // Events come to hosts that were greeted, and can overtake the greeting: whoever hears one may ask at once.
      this.#client = client;
      const events = (params as Partial<EventsCall> | undefined)?.events;
      if (Array.isArray(events)) this.#parts.events(events);
      return {};
    });
    const ended = new Promise<void>((resolve) => client.once('close', () => resolve()));
    this.#hangUp = () => void client.close({ force: true }).catch(() => undefined);
    try {
      await client.connect();
      await client.call('hello', { version: LINK_VERSION });
      this.#client = client;
      this.#said = undefined;
      log.info(say(told('link-attached', { address: address.shown })));
      await ended;
      return { greeted: true, trouble: new ToldError('OFFLINE', 'link-gone', { address: address.shown }) };
    } catch (error) {
      return { greeted: false, trouble: whyNot(error, address) };
    } finally {
      this.#client = undefined;
      this.#hangUp();
    }
  }

  #pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      // A listener that was just told of the loss may have closed the site.
      if (this.#closed) return resolve();
      const cancel = this.#parts.clock.after(delayMs, resolve);
      this.#endPause = () => {
        cancel();
        resolve();
      };
    });
  }

  /** A line that stays dead is told once; another reason is told again. */
  #say(trouble: SurplugError): void {
    if (trouble.code === this.#said) return;
    this.#said = trouble.code;
    const { log, say } = this.#parts;
    log.warn(say(told('link-tries-on', { trouble: inWords(say, trouble).message })));
  }
}

function newClient({ address, token }: LineParts): InstanceType<typeof RPCClient> {
  const client = new RPCClient({
    endpoint: address.endpoint,
    identity: address.identity,
    password: token,
    protocols: [SUBPROTOCOL],
    reconnect: false,
    maxReconnects: 0,
    backoff: { initialDelay: FIRST_PAUSE_MS, maxDelay: LONGEST_PAUSE_MS, factor: 2, randomisationFactor: 0 },
    callTimeoutMs: CALL_MS,
    callConcurrency: 32,
    pingIntervalMs: PING_MS,
    deferPingsOnActivity: false,
    respondWithDetailedErrors: false,
    maxBadMessages: Number.POSITIVE_INFINITY,
    strictMode: false,
    strictModeValidators: [],
    headers: {},
    wsOpts: { maxPayload: MAX_ANSWER_BYTES, perMessageDeflate: false, handshakeTimeout: HANDSHAKE_MS },
  });
  client.on('error', () => undefined);
  return client;
}

/** What a refusal of the owner's admission means to the user, by its HTTP status. */
const REFUSALS: Readonly<Record<number, readonly [ErrorCode, ErrorText]>> = {
  400: ['NOT_SUPPORTED', 'link-other-version'],
  401: ['NO_PERMISSION', 'link-token-wrong'],
  403: ['NO_PERMISSION', 'link-not-from-here'],
  404: ['OFFLINE', 'link-no-site'],
  429: ['OFFLINE', 'link-busy'],
  503: ['OFFLINE', 'link-busy'],
};

/** Why a call got nobody, told so that the user knows which setting to change. */
function whyNot(error: unknown, { shown: address }: OwnerAddress): SurplugError {
  const refusal = REFUSALS[Number((error as { code?: unknown }).code)];
  if (refusal) return new ToldError(...refusal, { address });
  const known = fromWire(error);
  if (known.code === 'NOT_SUPPORTED') return known;
  return new ToldError('OFFLINE', 'link-silent', { address }, { cause: error });
}
