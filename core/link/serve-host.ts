import type { RPCClient } from 'ocpp-rpc';
import { SurplugError } from '../model/error.js';
import { detailIn, inWords, type Say, ToldError, told } from '../model/error-texts.js';
import { shown } from '../model/outside-number.js';
import type { Site } from '../model/site.js';
import type { SiteCommand } from '../model/site-command.js';
import type { SiteQuery } from '../model/site-query.js';
import type { MonoMs } from '../model/units.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import { type LetGo, Outbox } from './outbox.js';
import { TokenBucket } from './token-bucket.js';
import { type CommandReply, LINK_VERSION, MAX_ANSWER_BYTES, type QueryReply, toWire } from './wire.js';

interface HostService {
  readonly site: Site;
  readonly log: Log;
  readonly clock: Clock;
  readonly say: Say;
}

/** A host says hello within this, or leaves. */
const HELLO_MS = 10_000;
/** A host takes a parcel of events within this, or leaves. */
const PARCEL_MS = 15_000;
/** What a host may ask: so many at once, and so many a second for long. A flow pushes ten readings a second. */
const CALLS = { size: 500, perSecond: 100 };
/** Messages of any kind; beyond them it is no careless flow but a flood, and the host leaves. */
const MESSAGES = { size: 5000, perSecond: 1000 };
/** Messages that are no messages. */
const MAX_NONSENSE = 20;

type Client = InstanceType<typeof RPCClient>;

/** Serves the site to one attached host until it leaves. Returns how to send it away. */
export function serveHost(client: Client, service: HostService): () => void {
  const host = new ServedHost(client, service);
  return () => host.leave();
}

class ServedHost {
  readonly #client: Client;
  readonly #service: HostService;
  readonly #say: Say;
  readonly #calls: TokenBucket;
  readonly #messages: TokenBucket;
  readonly #outbox: Outbox;
  readonly #callOffHello: () => void;
  #deaf: () => void = () => undefined;
  #greeted = false;
  #gone = false;
  #nonsense = 0;

  constructor(client: Client, service: HostService) {
    const { site, clock, say } = service;
    this.#client = client;
    this.#service = service;
    this.#say = say;
    this.#calls = new TokenBucket(CALLS.size, CALLS.perSecond, this.#nowMs());
    this.#messages = new TokenBucket(MESSAGES.size, MESSAGES.perSecond, this.#nowMs());
    this.#callOffHello = clock.after(HELLO_MS, () => this.leave('link-let-go-hello'));
    this.#outbox = new Outbox({
      send: (events) => client.call('events', { events }, { callTimeoutMs: PARCEL_MS }),
      snapshot: () => site.snapshot(),
      failed: (why) => this.leave(why),
    });
    this.#handle('hello', (params) => this.#hello(params));
    this.#handle('command', (params) => this.#command(params));
    this.#handle('query', (params) => this.#query(params));
    this.#watch();
  }

  leave(why?: LetGo): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#deaf();
    this.#callOffHello();
    if (why !== undefined) this.#service.log.warn(this.#say(told(why)));
    // ocpp-rpc waits for the peer when it closes politely, and an 'error' meanwhile rejects what nobody awaits.
    this.#client.close({ force: true }).catch(() => undefined);
  }

  #watch(): void {
    this.#client.on('message', ({ outbound }: { outbound: boolean }) => {
      if (!outbound && !this.#messages.take(this.#nowMs())) this.leave('link-let-go-flood');
    });
    this.#client.on('badMessage', () => {
      this.#nonsense += 1;
      if (this.#nonsense > MAX_NONSENSE) this.leave('link-let-go-nonsense');
    });
    this.#client.on('error', () => undefined);
    this.#client.once('close', () => this.leave());
  }

  #handle(method: string, answer: (params: object) => Promise<object>): void {
    this.#client.handle(method, async ({ params }) => {
      try {
        return await answer(this.#admitted(method, params));
      } catch (error) {
        throw toWire(inWords(this.#say, this.#refusal(method, error)));
      }
    });
  }

  /** What a call asks for; throws for one that may not be made. */
  #admitted(method: string, params: unknown): object {
    if (typeof params !== 'object' || params === null || Array.isArray(params))
      throw new ToldError('INVALID_INPUT', 'link-no-object', { method: shown(method) });
    if (!this.#calls.take(this.#nowMs())) throw new ToldError('REJECTED', 'link-too-many');
    if (!this.#greeted && method !== 'hello')
      throw new ToldError('NO_PERMISSION', 'link-hello-first', { method: '"hello"' });
    return params;
  }

  /** What was not foreseen is for the log of this host, not for the other. */
  #refusal(method: string, error: unknown): SurplugError {
    if (error instanceof SurplugError) return error;
    this.#service.log.error(this.#say(told('link-call-failed', { method, detail: detailIn(this.#say, error) })));
    return new ToldError('REJECTED', 'link-failed');
  }

  async #hello({ version }: { readonly version?: unknown }): Promise<object> {
    if (version !== LINK_VERSION) {
      const asked = shown(version);
      throw new ToldError('NOT_SUPPORTED', 'link-not-this-version', { version: `${LINK_VERSION}`, asked });
    }
    if (!this.#greeted && !this.#gone) {
      const { site } = this.#service;
      this.#greeted = true;
      this.#callOffHello();
      this.#deaf = site.on((event) => this.#outbox.push(event));
      this.#outbox.push({ event: 'state', snapshot: site.snapshot() });
    }
    return { version: LINK_VERSION };
  }

  async #command(params: object): Promise<CommandReply> {
    const { site } = this.#service;
    if ((params as { file?: unknown }).file !== undefined) throw new ToldError('INVALID_INPUT', 'link-no-file');
    // The site itself checks every command: it takes them from flows too.
    const answer = await site.command(params as SiteCommand);
    return { answer, snapshot: site.snapshot() };
  }

  async #query(params: object): Promise<QueryReply> {
    const rows = await this.#service.site.query(params as SiteQuery);
    // A sign of JSON is three bytes at the most.
    if (JSON.stringify(rows).length * 3 > MAX_ANSWER_BYTES) throw new ToldError('INVALID_INPUT', 'link-too-long');
    return { rows };
  }

  #nowMs(): MonoMs {
    return this.#service.clock.now().monoMs;
  }
}
