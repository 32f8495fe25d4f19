import { trouble } from '../trouble.js';
import type { Answer, LateAnswer, RegisterRead } from './line.js';

/** After so many silences in a row nothing late is on its way any more. */
const LATE_STANDS = 4;
/** How many late answers are no accident, and how much longer than the last one such a unit gets. */
const LATE_AGAIN = 2;
const ROOM = 1.5;

/**
 * How long units are waited for. One whose answers come, but when nobody waits any more, is told as late until one comes in
 * time, or none at all. One that is late again is waited for by its own pace from then on, as far as whoever asks allows, and
 * where no quick unit of the line has to wait for that: it may be the grid meter. What is asked right behind a silence of another
 * unit gets all the time it is allowed: a gateway to RS485 may still wait for that one, and this one has nothing to do with it.
 */
export class Patience {
  readonly #gateway: boolean;
  /** Per unit: how long an answer took whose time was over, and silences since. */
  readonly #late = new Map<number, { readonly ms: number; readonly times: number; silences: number }>();
  /** Of units slower than they are waited for: how long each takes, with room, and silences since it last answered. */
  readonly #paces = new Map<number, { readonly ms: number; silences: number }>();
  /** Those whose last answer came in less than half of their time. */
  readonly #quick = new Set<number>();
  /** How often in a row each took longer than it is usually waited for, and was heard because it was given more. */
  readonly #overtime = new Map<number, number>();
  /** All that were ever asked. */
  readonly #units = new Set<number>();
  /** How often in a row each was silent when it was asked last, and whether the very last one was. */
  readonly #silent = new Map<number, number>();
  #afterSilence = false;

  /** `gateway`: the line may have one that keeps requests until their turn comes. */
  constructor(gateway: boolean) {
    this.#gateway = gateway;
  }

  asked(unitId: number): void {
    this.#units.add(unitId);
  }

  /** The request, with the time that its unit gets. */
  paced(request: RegisterRead): RegisterRead {
    const { unitId, timeoutMs, mayTakeMs = timeoutMs } = request;
    const behind = this.#gateway && this.#afterSilence && !this.#silent.has(unitId);
    const ownMs = this.#isQuickBeside(unitId) ? 0 : (this.#paces.get(unitId)?.ms ?? 0);
    const paceMs = behind ? mayTakeMs : Math.min(mayTakeMs, ownMs);
    return paceMs > timeoutMs ? { ...request, timeoutMs: paceMs } : request;
  }

  /** Another unit may answer sooner than this one: any that is neither slow itself nor silent for good. */
  #isQuickBeside(unitId: number): boolean {
    const slow = (other: number) => this.#paces.has(other) && !this.#quick.has(other);
    const gone = (other: number) => (this.#silent.get(other) ?? 0) >= LATE_STANDS;
    return [...this.#units].some((other) => other !== unitId && !slow(other) && !gone(other));
  }

  /** An answer came after so long. */
  answered({ unitId, timeoutMs }: RegisterRead, ms: number): void {
    if (ms < timeoutMs / 2) this.#quick.add(unitId);
    else this.#quick.delete(unitId);
    const times = ms > timeoutMs ? (this.#overtime.get(unitId) ?? 0) + 1 : 0;
    this.#overtime.set(unitId, times);
    if (times >= LATE_AGAIN && !this.#paces.has(unitId)) this.#paces.set(unitId, { ms: ms * ROOM, silences: 0 });
  }

  cameLate({ unitId, ms }: LateAnswer): void {
    const times = (this.#late.get(unitId)?.times ?? 0) + 1;
    this.#late.set(unitId, { ms, times, silences: 0 });
    if (times >= LATE_AGAIN) this.#paces.set(unitId, { ms: ms * ROOM, silences: 0 });
    this.#quick.delete(unitId);
  }

  /** The answer as it is told: silence of a unit that was late is lateness. */
  judged(answer: Answer, unitId: number, where: string): Answer {
    this.#afterSilence = 'silence' in answer;
    if (this.#afterSilence) this.#silent.set(unitId, (this.#silent.get(unitId) ?? 0) + 1);
    else this.#silent.delete(unitId);
    const pace = this.#paces.get(unitId);
    if (pace && 'words' in answer) pace.silences = 0;
    else if (pace && 'silence' in answer) pace.silences += 1;
    if (pace && pace.silences >= LATE_STANDS) this.#paces.delete(unitId);
    const late = this.#late.get(unitId);
    if (late && ('words' in answer || late.silences >= LATE_STANDS)) this.#late.delete(unitId);
    else if (late && 'silence' in answer) {
      late.silences += 1;
      return { ...answer, trouble: trouble('late', where, `unit ${unitId}`, `${late.ms} ms`) };
    }
    return answer;
  }
}
