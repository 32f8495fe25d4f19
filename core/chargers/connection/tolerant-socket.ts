import { plainCall, readFrame } from './frame.js';
import { WebSocket } from './ws.js';

/**
 * A WebSocket whose incoming frames are put right before the RPC layer hears them, and whose answers go out under the
 * message id the charger used. `ws` makes one for each connection.
 *
 * A call that looks right is handed on as it came, so that it is parsed once. Should the RPC layer find it broken after
 * all, it says so at once with an error to nobody ("-1"): that one is kept back, and the frame is read with care.
 */
export class TolerantSocket extends WebSocket {
  /** Calls not answered yet: by the id we use, the id the charger used, and what it said. */
  readonly #open = new Map<string, { readonly id: unknown; readonly text: string }>();
  #doubles = 0;
  /** While a frame is handed on as it came: whether it was found broken. */
  #handedOn: 'sound' | 'broken' | undefined;
  /** Hears of every frame and how long it is, before it is read. */
  onFrame: (length: number) => void = () => {};
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
    // Cut: what had come together with the last frame is of no use any more.
    if (this.readyState === WebSocket.CLOSING) return true;
    const raw = String(args[0]);
    this.onFrame(raw.length);
    return this.#asItCame(raw) || this.#withCare(raw);
  }

  override send(message: unknown): void {
    const words = String(message);
    if (this.#handedOn !== undefined && words.startsWith('[4,"-1",')) {
      this.#handedOn = 'broken';
      return;
    }
    super.send(this.#addressed(words), ignored);
  }

  #asItCame(raw: string): boolean {
    const id = plainCall(raw);
    if (id === undefined || this.#open.has(id)) return false;
    this.#open.set(id, { id, text: raw });
    this.#handedOn = 'sound';
    super.emit('message', raw, false);
    const sound = this.#handedOn === 'sound';
    this.#handedOn = undefined;
    if (!sound) this.#open.delete(id);
    return sound;
  }

  #withCare(raw: string): boolean {
    const frame = readFrame(raw);
    switch (frame?.kind) {
      case undefined:
        return true;
      case 'unreadable':
        this.onUnreadable(raw);
        if (frame.reply !== undefined) super.send(frame.reply, ignored);
        return true;
      case 'call': {
        // One that repeats a call still being answered gets no second answer; another one of the same id gets its own.
        if (!this.#open.has(frame.key)) {
          this.#open.set(frame.key, frame);
          return super.emit('message', frame.text, false);
        }
        if (this.#repeats(frame)) return true;
        const [type, , ...rest] = JSON.parse(frame.text) as unknown[];
        this.#doubles += 1;
        const key = `${frame.key}#${this.#doubles}`;
        this.#open.set(key, frame);
        return super.emit('message', JSON.stringify([type, key, ...rest]), false);
      }
      case 'answer':
        return super.emit('message', frame.text, false);
    }
  }

  #repeats({ id, text }: { readonly id: unknown; readonly text: string }): boolean {
    return [...this.#open.values()].some((open) => {
      const known = open.id === id && readFrame(open.text);
      return known && known.kind === 'call' && known.text === text;
    });
  }

  #addressed(message: string): string {
    const answer = /^\[([34]),("(?:[^"\\]|\\.)*")/.exec(message);
    if (!answer?.[2]) return message;
    const key: unknown = JSON.parse(answer[2]);
    if (typeof key !== 'string') return message;
    const id = this.#open.get(key)?.id;
    this.#open.delete(key);
    return id === key || id === undefined
      ? message
      : `[${answer[1]},${JSON.stringify(id)}${message.slice(answer[0].length)}`;
  }
}

/** A failed write shows itself as a closed connection. */
const ignored = (): void => {};
