import { createRPCError } from 'ocpp-rpc';
import type { ErrorText } from '../model/error-texts.js';
import type { Now } from '../model/units.js';
import type { Payload } from '../ports/charger-gateway.js';
import type { FirstWord } from './connection/first-word.js';
import { answering } from './messages.js';
import type { ToldCharger } from './told-charger.js';

interface InboxParts {
  readonly told: ToldCharger;
  readonly firstWord: FirstWord;
  /** Work that was not done, for the log. */
  readonly failed: (text: ErrorText, error: unknown, values?: Readonly<Record<string, string>>) => void;
}

/** The calls of a charger: taken one after the other, in the order they came. */
export class Inbox {
  readonly #parts: InboxParts;
  #turn: Promise<void> = Promise.resolve();
  /** Until a StartTransaction is answered its id means nothing to the charger: no profile may overtake the answer. */
  #startAnswered: Promise<void> = Promise.resolve();

  constructor(parts: InboxParts) {
    this.#parts = parts;
  }

  /** Resolves when the charger knows the id of the transaction it has begun. */
  get startAnswered(): Promise<void> {
    return this.#startAnswered;
  }

  /** Does something after all that came before. */
  inTurn(work: () => Promise<void>): void {
    this.#turn = this.#turn.then(work).catch((error: unknown) => this.#parts.failed('charger-trouble', error));
  }

  /** Rejects with what the charger is answered instead: NotImplemented, InternalError. */
  async called(action: string, payload: Payload, now: Now): Promise<Payload> {
    const answer = this.#answer(action, payload, now);
    if (action.toLowerCase() !== 'starttransaction') return answer;
    // The frame is written once the promises behind the answer have run.
    const out = answer.then(
      () => undefined,
      () => undefined,
    );
    this.#startAnswered = out.then(() => new Promise((resolve) => this.#clock.after(0, resolve)));
    return answer;
  }

  async #answer(action: string, payload: Payload, now: Now): Promise<Payload> {
    const { firstWord, told } = this.#parts;
    const answer = answering(told, action);
    if (!answer)
      throw createRPCError('NotImplemented', `${action} is not an operation of OCPP 1.6 from charger to server`);
    const reply = await new Promise<Awaited<ReturnType<typeof answer>>>((resolve, reject) => {
      this.inTurn(async () => {
        try {
          resolve(await answer(payload, now));
        } catch (error) {
          this.#parts.failed('ocpp-not-kept', error, { action });
          // StopTransaction is never answered with an error: the charger would send it for ever.
          if (action.toLowerCase() === 'stoptransaction') resolve({ payload: {} });
          else reject(createRPCError('InternalError', 'The message could not be kept; send it again later'));
        }
      });
    });
    const waitMs = (reply.delayMs ?? 0) - (this.#clock.now().monoMs - now.monoMs);
    if (waitMs > 0) await new Promise<void>((resolve) => this.#clock.after(waitMs, resolve));
    // What follows from the answer waits until the frame is on its way.
    if (firstWord.awaited || reply.after) {
      firstWord.answered();
      this.#clock.after(0, () => {
        firstWord.sent();
        reply.after?.();
      });
    }
    return reply.payload;
  }

  get #clock() {
    return this.#parts.told.host.clock;
  }
}
