import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { schemaComplaint } from './ocpp-schema.js';

type Payload = Readonly<Record<string, unknown>>;
/** An answer, or an error as [code, description]. `undefined` stays silent. */
export type Handler = (payload: Payload) => Payload | readonly [string, string] | undefined;

interface Received {
  readonly action: string;
  readonly payload: Payload;
}

/**
 * A charge point on a raw WebSocket, strict: whatever the server sends is held against the schema of OCPP 1.6 and the
 * rule of one open call, and every breach is kept in `breaches`. Knows nothing but what it was told to answer.
 */
export class ChargePoint {
  readonly breaches: string[] = [];
  readonly received: Received[] = [];
  /** Every frame as it came. */
  readonly frames: string[] = [];
  closedWith: number | undefined;
  readonly #socket: WebSocket;
  readonly #answers = new Map<
    string,
    { action: string; resolve: (payload: Payload) => void; reject: (error: Error) => void }
  >();
  readonly #handlers = new Map<string, Handler>();
  #openCalls = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (message) => this.#hear(String(message)));
    socket.on('close', (code) => {
      this.closedWith = code;
      for (const { reject, action } of this.#answers.values()) reject(new Error(`${action}: connection closed`));
    });
    socket.on('error', () => {});
  }

  /** Connects; rejects with "HTTP 401" and the like when refused. */
  static connect(
    url: string,
    options: {
      readonly protocols?: readonly string[];
      readonly headers?: Readonly<Record<string, string>>;
      readonly handlers?: Readonly<Record<string, Handler>>;
      readonly autoPong?: boolean;
      /** From which address of this machine it calls. */
      readonly localAddress?: string;
      readonly ca?: string;
      readonly cert?: string;
      readonly key?: string;
    } = {},
  ): Promise<ChargePoint> {
    const { protocols = ['ocpp1.6'], headers = {}, handlers = {}, ...rest } = options;
    const socket = new WebSocket(url, [...protocols], { headers: { ...headers }, perMessageDeflate: false, ...rest });
    const point = new ChargePoint(socket);
    for (const [action, handler] of Object.entries(handlers)) point.on(action, handler);
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve(point));
      socket.once('unexpected-response', (_request, response) => {
        response.resume();
        reject(new Error(`HTTP ${response.statusCode}`));
      });
      socket.once('error', reject);
    });
  }

  get protocol(): string {
    return this.#socket.protocol;
  }

  on(action: string, handler: Handler): this {
    this.#handlers.set(action, handler);
    return this;
  }

  /** Sends a call and resolves with the answer; rejects with "code: description" for an error. */
  call(action: string, payload: Payload, id: string = randomUUID()): Promise<Payload> {
    if (this.closedWith !== undefined) return Promise.reject(new Error(`${action}: connection closed`));
    return new Promise((resolve, reject) => {
      this.#answers.set(JSON.stringify(id), { action, resolve, reject });
      this.#socket.send(JSON.stringify([2, id, action, payload]));
    });
  }

  /** Sends these very bytes; those of a buffer as binary, unless it says that they are text. */
  raw(frame: string | Buffer, binary = typeof frame !== 'string'): void {
    this.#socket.send(frame, { binary });
  }

  /** Sends these very bytes and resolves with the frame that answers the id (as JSON text: `"x"` or `17`). */
  async rawCall(frame: string | Buffer, id: string, binary?: boolean): Promise<readonly unknown[]> {
    const before = this.frames.length;
    this.raw(frame, binary);
    const end = performance.now() + 60_000;
    for (;;) {
      const found = this.frames.slice(before).find((each) => new RegExp(`^\\[[34],${escaped(id)},`).test(each));
      if (found) return JSON.parse(found) as readonly unknown[];
      if (performance.now() > end) throw new Error(`no answer to ${String(frame).slice(0, 200)}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  onPing(hear: () => void): void {
    this.#socket.on('ping', hear);
  }

  /** Hears nothing any more, as when the network is gone. */
  pause(): void {
    this.#socket.pause();
  }

  calls(action: string): readonly Payload[] {
    return this.received.filter((each) => each.action === action).map((each) => each.payload);
  }

  close(): Promise<void> {
    return this.#gone(() => this.#socket.close());
  }

  /** As when the power fails. */
  cut(): Promise<void> {
    return this.#gone(() => this.#socket.terminate());
  }

  #gone(how: () => void): Promise<void> {
    if (this.#socket.readyState === WebSocket.CLOSED) return Promise.resolve();
    return new Promise((resolve) => {
      this.#socket.once('close', () => resolve());
      how();
    });
  }

  #hear(frame: string): void {
    this.frames.push(frame);
    const [type, id, ...rest] = JSON.parse(frame) as readonly unknown[];
    if (type === 2) {
      this.#obey(id, String(rest[0]), rest[1] as Payload);
      return;
    }
    const open = this.#answers.get(JSON.stringify(id));
    this.#answers.delete(JSON.stringify(id));
    if (type === 3) {
      const complaint = open && schemaComplaint(`${open.action}.conf`, rest[0]);
      if (complaint) this.breaches.push(complaint);
      open?.resolve(rest[0] as Payload);
    } else {
      open?.reject(new Error(`${String(rest[0])}: ${String(rest[1])}`));
    }
  }

  #obey(id: unknown, action: string, payload: Payload): void {
    this.received.push({ action, payload });
    const complaint = schemaComplaint(`${action}.req`, payload);
    if (complaint) this.breaches.push(complaint);
    if (typeof id !== 'string' || id.length > 36) this.breaches.push(`message id ${JSON.stringify(id)}`);
    this.#openCalls += 1;
    if (this.#openCalls > 1) this.breaches.push(`${action} came while another call was open`);
    const handler = this.#handlers.get(action);
    setImmediate(() => {
      const answer = handler ? handler(payload) : (['NotImplemented', `${action} is not known`] as const);
      this.#openCalls -= 1;
      if (answer === undefined || this.#socket.readyState !== WebSocket.OPEN) return;
      const frame = Array.isArray(answer) ? [4, id, answer[0], answer[1], {}] : [3, id, answer];
      this.#socket.send(JSON.stringify(frame));
    });
  }
}

const escaped = (words: string): string => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
