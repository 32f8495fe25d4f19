import { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';
import type { Clock } from '../../ports/clock.js';
import type { LateAnswer } from './line.js';
import { type Expected, expectedOf, findFrame } from './rtu-frame.js';

/** More than any answer and the noise around it; the oldest goes first. */
const KEPT_BYTES = 1024;
/** Requests in a row whose answers may still come. */
const MOST_OVERDUE = 4;

/**
 * RTU framing on a serial port or a socket, in the shape modbus-serial takes as a port. The library's own ports never get
 * back into step after noise or an echo; this one forgets everything at each request and passes on only a frame that is
 * the answer to it. An answer that nobody waits for any more is recognized, so that it can be told from damage.
 */
export class RtuPort extends EventEmitter {
  readonly #stream: Duplex;
  readonly #clock: Clock;
  #held = Buffer.alloc(0);
  #expected: Expected | undefined;
  #askedAt = 0;
  #overdue: readonly { readonly expected: Expected; readonly askedAt: number }[] = [];
  #late: LateAnswer | undefined;
  #lastByteAt: number;
  #strayBytes = 0;
  isOpen: boolean;

  constructor(stream: Duplex, clock: Clock) {
    super();
    this.#stream = stream;
    this.#clock = clock;
    this.isOpen = !stream.destroyed;
    this.#lastByteAt = clock.now().monoMs;
    this.on('error', () => undefined);
    stream.on('data', (bytes: Buffer) => this.#take(bytes));
    stream.once('close', () => {
      this.isOpen = false;
      this.emit('close');
    });
  }

  /** When a byte last came or went. */
  get lastByteAt(): number {
    return this.#lastByteAt;
  }

  /** Something has come since the last request, but not its answer. */
  get garbled(): boolean {
    return this.#strayBytes > 0;
  }

  /** Nobody waits for the answer any more. */
  giveUp(): void {
    if (!this.#expected) return;
    this.#overdue = [...this.#overdue, { expected: this.#expected, askedAt: this.#askedAt }].slice(-MOST_OVERDUE);
    this.#expected = undefined;
  }

  takeLate(): LateAnswer | undefined {
    const late = this.#late;
    this.#late = undefined;
    return late;
  }

  open(opened: (error: null) => void): void {
    opened(null);
  }

  /** The stream belongs to whoever opened it. */
  close(closed?: () => void): void {
    this.isOpen = false;
    closed?.();
  }

  write(request: Buffer): void {
    this.#held = Buffer.alloc(0);
    this.#strayBytes = 0;
    this.#expected = expectedOf(request);
    this.#askedAt = this.#clock.now().monoMs;
    this.#lastByteAt = this.#askedAt;
    this.#stream.write(request);
  }

  #take(bytes: Buffer): void {
    this.#lastByteAt = this.#clock.now().monoMs;
    if (!this.#expected && this.#overdue.length === 0) return;
    this.#strayBytes += bytes.length;
    this.#held = Buffer.concat([this.#held, bytes]).subarray(-KEPT_BYTES);
    const frame = this.#expected && findFrame(this.#held, this.#expected);
    if (!frame) {
      this.#lookForLate();
      return;
    }
    this.#expected = undefined;
    this.#overdue = [];
    this.#strayBytes = 0;
    this.#held = Buffer.alloc(0);
    this.emit('data', Buffer.from(frame));
  }

  #lookForLate(): void {
    const at = this.#overdue.findIndex(({ expected }) => findFrame(this.#held, expected));
    const came = this.#overdue[at];
    if (!came) return;
    this.#late = { unitId: came.expected.unitId, ms: Math.round(this.#lastByteAt - came.askedAt) };
    this.#overdue = this.#overdue.slice(at + 1);
  }
}
