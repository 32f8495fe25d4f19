import { readFrame } from './frame.js';
import { WebSocket } from './ws.js';

/**
 * A WebSocket whose incoming frames are put right before the RPC layer hears them, and whose answers go out under the
 * message id the charger used. `ws` makes one for each connection.
 */
export class TolerantSocket extends WebSocket {
  /** Calls not answered yet: the id we use, and the id the charger used. */
  readonly #open = new Map<string, unknown>();
  /** Hears of every frame, before it is read. */
  onFrame: () => void = () => {};
  /** Hears of what could not be read. */
  onUnreadable: (raw: string) => void = () => {};

  /** Calls that wait for our answer. */
  get unanswered(): number {
    return this.#open.size;
  }

  override emit(event: string | symbol, ...args: unknown[]): boolean {
    if (event !== 'message') return super.emit(event, ...args);
    // The RPC layer listens from the next tick on; a frame that came with the handshake waits for it.
    if (this.listenerCount('message') === 0 && this.readyState === WebSocket.OPEN) {
      setImmediate(() => this.emit(event, ...args));
      return true;
    }
    this.onFrame();
    const raw = String(args[0]);
    const frame = readFrame(raw);
    switch (frame?.kind) {
      case undefined:
        return true;
      case 'unreadable':
        this.onUnreadable(raw);
        if (frame.reply !== undefined) super.send(frame.reply, ignored);
        return true;
      case 'call':
        // One that repeats a call still being answered gets no second answer.
        if (this.#open.has(frame.key)) return true;
        this.#open.set(frame.key, frame.id);
        return super.emit(event, Buffer.from(frame.text), false);
      case 'answer':
        return super.emit(event, Buffer.from(frame.text), false);
    }
  }

  override send(message: unknown): void {
    super.send(typeof message === 'string' ? this.#addressed(message) : String(message), ignored);
  }

  #addressed(message: string): string {
    const answer = /^\[([34]),("(?:[^"\\]|\\.)*")/.exec(message);
    if (!answer?.[2]) return message;
    const key: unknown = JSON.parse(answer[2]);
    if (typeof key !== 'string') return message;
    const id = this.#open.get(key);
    this.#open.delete(key);
    return typeof id === 'string' || id === undefined
      ? message
      : `[${answer[1]},${JSON.stringify(id)}${message.slice(answer[0].length)}`;
  }
}

/** A failed write shows itself as a closed connection. */
const ignored = (): void => {};
