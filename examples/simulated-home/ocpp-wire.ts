/**
 * OCPP-J as the specification has it, on a real WebSocket: frames, one call at a time, schemas checked in both
 * directions. Written apart from any server so that the two do not share a mistake. What the hub sends wrongly is
 * answered with the CALLERROR the specification asks for, and kept in `complaints`.
 */
import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { codeOfRefusal, validate } from './ocpp-schema.js';

export type Payload = Readonly<Record<string, unknown>>;

/** A CALLERROR, to be sent or received. */
export class CallError extends Error {
  constructor(
    readonly code: string,
    description = '',
  ) {
    super(description || code);
  }
}

/** No answer could come: the line is down, or was cut while waiting. */
class WireDown extends Error {}

interface WireOptions {
  /** The URL up to the identity, as the user types it into the charger. */
  readonly url: string;
  readonly identity: string;
  readonly password?: string;
  readonly subprotocols: readonly string[];
  readonly callTimeoutMs: number;
  /** Message ids as JSON numbers: against the specification, and seen in the field. */
  readonly numericIds: boolean;
  answer(action: string, payload: Payload): Promise<Payload>;
  closed(): void;
}

interface Waiting {
  readonly id: string;
  readonly action: string;
  readonly settle: (result: Payload | Error) => void;
}

export class OcppWire {
  readonly complaints: string[] = [];
  #socket: WebSocket | null = null;
  #waiting: Waiting | null = null;
  #line: Promise<unknown> = Promise.resolve();
  #sent = 0;

  constructor(readonly options: WireOptions) {}

  get open(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /** Resolves when the socket is open; rejects when the hub is not there or refuses. */
  connect(): Promise<void> {
    const { url, identity, password, subprotocols } = this.options;
    const address = `${url.replace(/\/+$/, '')}/${encodeURIComponent(identity)}`;
    const headers =
      password === undefined
        ? {}
        : { authorization: `Basic ${Buffer.from(`${identity}:${password}`).toString('base64')}` };
    return new Promise((resolve, reject) => {
      this.#waiting?.settle(new WireDown('a new line was begun'));
      const socket = new WebSocket(address, [...subprotocols], { headers, handshakeTimeout: 5000 });
      this.#socket = socket;
      let opened = false;
      socket.once('open', () => {
        opened = true;
        resolve();
      });
      socket.on('error', (error) => reject(new WireDown(error.message)));
      socket.on('message', (raw) => {
        if (socket === this.#socket) this.#hear(raw.toString());
      });
      socket.once('close', () => {
        reject(new WireDown('closed'));
        if (socket !== this.#socket) return;
        this.#socket = null;
        this.#waiting?.settle(new WireDown('the line was cut'));
        if (opened) this.options.closed();
      });
    });
  }

  /** Sends a call after those before it, and resolves with its checked answer. */
  call(action: string, payload: Payload): Promise<Payload> {
    const result = this.#line.then(() => this.#callNow(action, payload));
    this.#line = result.catch(() => undefined);
    return result;
  }

  /** Puts any text on the line, for misbehaviour. */
  sendRaw(text: string): void {
    if (this.open) this.#socket?.send(text);
  }

  /** Cuts the line without a word. */
  terminate(): void {
    this.#socket?.terminate();
  }

  async #callNow(action: string, payload: Payload): Promise<Payload> {
    const socket = this.#socket;
    if (!socket || !this.open) throw new WireDown('not connected');
    const wrong = validate(`${action}.req`, payload);
    if (wrong) throw new Error(`the simulated charger would send a wrong ${action}: ${wrong.message}`);
    this.#sent += 1;
    const id = this.options.numericIds ? String(this.#sent) : randomUUID();
    return await new Promise((resolve, reject) => {
      const timer = setTimeout(() => settle(new WireDown(`no answer to ${action}`)), this.options.callTimeoutMs);
      const settle = (result: Payload | Error): void => {
        clearTimeout(timer);
        if (this.#waiting?.id === id) this.#waiting = null;
        if (result instanceof Error) reject(result);
        else resolve(result);
      };
      this.#waiting = { id, action, settle };
      socket.send(JSON.stringify([2, this.options.numericIds ? Number(id) : id, action, payload]));
    });
  }

  #hear(text: string): void {
    const frame = parsed(text);
    const [type, id] = frame;
    if (type === 2) this.#hearCall(frame).catch(() => undefined);
    else if (type === 3) this.#hearResult(id, frame[2]);
    else if (type === 4) this.#hearError(id, frame[2], frame[3]);
    else this.#complain(`not an OCPP-J frame: ${text}`);
  }

  async #hearCall(frame: readonly unknown[]): Promise<void> {
    const [, id, action, payload] = frame;
    if (typeof id !== 'string' || id.length > 36 || typeof action !== 'string' || frame.length !== 4) {
      this.#complain(`malformed call ${JSON.stringify([id, action])}`);
      return;
    }
    let reply: unknown[];
    try {
      const answer = await this.options.answer(action, this.#checked(action, payload));
      const wrong = validate(`${action}.conf`, answer);
      if (wrong) throw new CallError('InternalError', `the simulated charger's answer is wrong: ${wrong.message}`);
      reply = [3, id, answer];
    } catch (error) {
      const { code, message } = error instanceof CallError ? error : new CallError('InternalError', String(error));
      reply = [4, id, code, message.slice(0, 255), {}];
    }
    this.sendRaw(JSON.stringify(reply));
  }

  #checked(action: string, payload: unknown): Payload {
    const wrong = validate(`${action}.req`, payload);
    if (!wrong) return payload as Payload;
    if (wrong.unknown) throw new CallError('NotImplemented', action);
    this.#complain(`${action}: ${wrong.message}`);
    throw new CallError(codeOfRefusal(wrong), wrong.message);
  }

  #hearResult(id: unknown, payload: unknown): void {
    const waiting = this.#waiting;
    if (!waiting || String(id) !== waiting.id) {
      this.#complain(`answer to nothing: ${JSON.stringify(id)}`);
      return;
    }
    const wrong = validate(`${waiting.action}.conf`, payload);
    if (wrong) this.#complain(`${waiting.action} answer: ${wrong.message}`);
    waiting.settle(wrong ? new CallError('FormationViolation', wrong.message) : (payload as Payload));
  }

  #hearError(id: unknown, code: unknown, description: unknown): void {
    const waiting = this.#waiting;
    if (waiting && String(id) === waiting.id) waiting.settle(new CallError(String(code), String(description ?? '')));
    else this.#complain(`error to nothing: ${String(code)}`);
  }

  #complain(what: string): void {
    this.complaints.push(what.slice(0, 500));
  }
}

/** The parts of a frame; none of what is not one. */
function parsed(text: string): readonly unknown[] {
  try {
    const frame: unknown = JSON.parse(text);
    return Array.isArray(frame) ? frame : [];
  } catch {
    return [];
  }
}
