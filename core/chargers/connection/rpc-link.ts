import type { IncomingMessage } from 'node:http';
import { TimeoutError } from 'ocpp-rpc';
import type { RPC_ClientOptions } from 'ocpp-rpc/lib/client';
import RPCServerClient from 'ocpp-rpc/lib/server-client';
import type { Payload } from '../../ports/charger-gateway.js';
import type { Clock } from '../../ports/clock.js';
import { payloadOf } from '../inbound/fields.js';
import type { Answer } from '../outbound/ask.js';
import { CallTurns } from './call-turns.js';
import { lifeOf } from './liveness.js';
import { counted, freshRate } from './message-rate.js';
import type { TolerantSocket } from './tolerant-socket.js';

/** What a connection tells its charger. */
interface LinkEvents {
  /** A call of the charger; what it resolves with is the answer, what it rejects with the error. */
  readonly called: (action: string, payload: Payload) => Promise<Payload>;
  readonly frame: (direction: 'in' | 'out', words: string) => void;
  readonly unreadable: (raw: string) => void;
  readonly closed: (code: number) => void;
}

interface LinkOptions {
  readonly identity: string;
  readonly callTimeoutMs: number;
  readonly pingIntervalMs: number;
  readonly messagesPerSecond: number;
  readonly closeDeadlineMs: number;
  /** A charger that broke off at pings is not pinged. */
  readonly pings: boolean;
}

/** Calls that may wait for a charger at once: one on its way, the rest behind it. */
const CALLS_MOST = 20;
/** Nobody is waited for longer. */
const PATIENCE_MOST_MS = 90_000;
/** Calls in a row without an answer, of kinds that were answered before. */
const SILENCES_MOST = 3;
/** The charger's own calls waiting for our answer; beyond, it is not read further. */
const UNANSWERED_MOST = 200;
/** What may wait for a charger to read it; one that has more before it reads nothing. */
const UNREAD_MOST_BYTES = 1024 * 1024;

/** One WebSocket of a charger: calls in both directions, kept alive, listened to no faster than it should talk. */
export class RpcLink {
  readonly #client: RPCServerClient;
  #calls = 0;
  /** What it has answered on this connection, and how often in a row it has kept silent on that. */
  readonly #answered = new Set<string>();
  #silences = 0;
  /** Times in a row that no answer came: the next is waited for longer, it may be slow. */
  #waits = 0;
  /** How long the last answer took: the next may take twice as long. */
  #tookMs = 0;
  readonly #turns: CallTurns;
  #heardAtMs: number;
  #pongs = false;
  #pingedAtMs = 0;
  #heard = false;
  #closed = false;
  #callOffPing: () => void = () => {};
  #callOffCut: () => void = () => {};
  #callOffReading: () => void = () => {};

  constructor(
    readonly socket: TolerantSocket,
    readonly request: IncomingMessage,
    readonly clock: Clock,
    readonly options: LinkOptions,
    readonly events: LinkEvents,
  ) {
    this.#heardAtMs = clock.now().monoMs;
    this.#turns = new CallTurns(clock, options.callTimeoutMs);
    this.#client = new RPCServerClient(rpcOptions(options), {
      ws: socket,
      session: {},
      handshake: {
        remoteAddress: request.socket.remoteAddress,
        headers: request.headers,
        protocols: new Set(),
        endpoint: '/',
        identity: options.identity,
        query: new URLSearchParams(),
        request,
        password: undefined,
      },
    });
    // At once: a handler added later would let an early message go unanswered.
    this.#client.handle(async ({ method, params }) => events.called(method ?? '', payloadOf(params)));
    this.#client.on('message', (event: { readonly outbound: boolean; readonly message: unknown }) => {
      events.frame(event.outbound ? 'out' : 'in', String(event.message));
    });
    this.#client.on('error', () => {});
    this.#watch();
  }

  /** Whether the charger has said anything yet. */
  get heard(): boolean {
    return this.#heard;
  }

  /** True when the connection broke within two seconds of a ping that was never answered. */
  get brokeAtPing(): boolean {
    return !this.#pongs && this.#pingedAtMs > 0 && this.clock.now().monoMs - this.#pingedAtMs < 2_000;
  }

  /** Asks the charger, one thing at a time; `first`: before what can wait, and the end of a charge before all. Resolves always. */
  async ask(action: string, payload: Payload, first = false): Promise<Answer> {
    if (this.#closed) return { kind: 'offline' };
    if (this.#calls >= CALLS_MOST) return { kind: 'busy' };
    this.#calls += 1;
    const done = await this.#turns.take(first ? (action === 'RemoteStopTransaction' ? 2 : 1) : 0);
    try {
      if (this.#closed) return { kind: 'offline' };
      const patienceMs = Math.max(this.options.callTimeoutMs * 2 ** this.#waits, 2 * this.#tookMs);
      const callTimeoutMs = Math.min(PATIENCE_MOST_MS, patienceMs);
      const askedAtMs = this.clock.now().monoMs;
      const answer = payloadOf(await this.#client.call(action, payload, { callTimeoutMs }));
      this.#tookMs = this.clock.now().monoMs - askedAtMs;
      this.#heardOf(action, true);
      return { kind: 'answered', payload: answer };
    } catch (error) {
      const failure = this.#failure(error);
      if (failure.kind === 'timeout') this.#heardOf(action, false);
      return failure;
    } finally {
      this.#calls -= 1;
      done();
    }
  }

  /** Some fall silent on all that is asked, and go on talking, until they connect anew (mobilityhouse/ocpp #626). */
  #heardOf(action: string, answered: boolean): void {
    if (answered) this.#answered.add(action);
    this.#waits = answered ? 0 : this.#waits + 1;
    if (answered) this.#silences = 0;
    else if (this.#answered.has(action)) this.#silences += 1;
    if (this.#silences >= SILENCES_MOST) this.socket.terminate();
  }

  /**
   * Ends the connection below the WebSocket, as if the hub had died, and cuts it when that takes too long: told by a close
   * frame, some never call again (JIGU WeGood, lbbrhzn/ocpp #1975). Resolves once it is down.
   */
  close(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    return new Promise((resolve) => {
      this.socket.once('close', () => resolve());
      this.#callOffCut = this.clock.after(this.options.closeDeadlineMs, () => this.socket.terminate());
      this.request.socket.end();
    });
  }

  /** Ends the connection at once: the charger has another. */
  cut(): void {
    this.socket.terminate();
  }

  #failure(error: unknown): Answer {
    if (error instanceof TimeoutError) return { kind: 'timeout' };
    const code = (error as { rpcErrorCode?: unknown }).rpcErrorCode;
    if (typeof code !== 'string') return { kind: 'offline', brokeOff: true };
    if (code === 'NotImplemented' || code === 'NotSupported') return { kind: 'unsupported', code };
    return { kind: 'error', code, description: error instanceof Error ? error.message : '' };
  }

  #watch(): void {
    const { socket, clock, options, events } = this;
    let rate = freshRate(options.messagesPerSecond, clock.now().monoMs);
    const heard = (length = 0): void => {
      this.#heardAtMs = clock.now().monoMs;
      if (socket.bufferedAmount > UNREAD_MOST_BYTES) socket.terminate();
      const taken = counted(rate, options.messagesPerSecond, this.#heardAtMs, length);
      rate = taken.rate;
      this.#readLater(Math.max(taken.waitMs, socket.unanswered >= UNANSWERED_MOST ? 100 : 0));
    };
    socket.onFrame = (length) => {
      this.#heard = true;
      heard(length);
    };
    socket.onUnreadable = (raw) => {
      events.unreadable(raw);
      // What nobody can read need not be read to its end.
      if (rate.left < 0) socket.terminate();
    };
    socket.on('pong', () => {
      this.#pongs = true;
      heard();
    });
    socket.on('ping', () => heard());
    socket.on('error', () => {});
    socket.once('close', (code: number) => {
      this.#closed = true;
      this.#callOffPing();
      this.#callOffCut();
      this.#callOffReading();
      this.events.closed(code);
    });
    if (options.pingIntervalMs > 0) this.#pingLater();
  }

  /** Stops reading for a while, and for as long as too much waits to be answered. */
  #readLater(waitMs: number): void {
    const { socket } = this;
    if (waitMs === 0 || socket.isPaused) return;
    socket.pause();
    this.#callOffReading = this.clock.after(waitMs, () => {
      socket.resume();
      if (socket.unanswered >= UNANSWERED_MOST) this.#readLater(100);
    });
  }

  #pingLater(): void {
    this.#callOffPing = this.clock.after(this.options.pingIntervalMs, () => {
      if (this.#closed) return;
      const nowMs = this.clock.now().monoMs;
      const heard = { heardAtMs: this.#heardAtMs, pongs: this.#pongs };
      const life = lifeOf(heard, nowMs, this.options.pingIntervalMs);
      if (life === 'gone') return this.socket.terminate();
      if (life === 'doubtful' && this.#turns.free) void this.ask('GetConfiguration', { key: ['HeartbeatInterval'] });
      if (this.options.pings && this.socket.readyState === this.socket.OPEN) {
        this.#pingedAtMs = nowMs;
        this.socket.ping('', false, () => {});
      }
      this.#pingLater();
    });
  }
}

/** The RPC layer's own pings are off: it cuts chargers that cannot answer them. Inbound strictness is off as well. */
const rpcOptions = (options: LinkOptions): RPC_ClientOptions =>
  ({
    identity: options.identity,
    reconnect: false,
    callTimeoutMs: options.callTimeoutMs,
    // Whose turn it is, is decided here.
    callConcurrency: CALLS_MOST,
    pingIntervalMs: 0,
    strictMode: false,
    protocols: ['ocpp1.6'],
  }) as unknown as RPC_ClientOptions;
