import { trouble } from '../trouble.js';
import type { Answer, LateAnswer, RegisterRead } from './line.js';

/** After so many silences in a row nothing late is on its way any more. */
const LATE_STANDS = 4;
/** How many late answers are no accident, and how much longer than the last one such a unit gets. */
const LATE_AGAIN = 2;
const ROOM = 1.5;

interface Unit {
  /** Its answer came when its time was over: how long it took, how often in a row, and silences since. */
  late?: { readonly ms: number; readonly times: number; silences: number } | undefined;
  /** It is slower than it is waited for: how long it takes, with room, and silences since it last answered. */
  pace?: { readonly ms: number; silences: number } | undefined;
  /** Its last answer came in less than half of its time. */
  quick: boolean;
  /** How often in a row it took longer than it is usually waited for, and was heard because it was given more. */
  overtimes: number;
  /** How often in a row it was silent when it was asked. */
  silences: number;
}

/**
 * How long units are waited for. One whose answers come, but when nobody waits any more, is told as late until one comes in
 * time, or none at all. One that is late again is waited for by its own pace from then on, as far as whoever asks allows, and
 * where no quick unit of the line has to wait for that: it may be the grid meter. What is asked right behind a silence of another
 * unit gets all the time it is allowed: a gateway to RS485 may still wait for that one, and this one has nothing to do with it.
 */
export class Patience {
  readonly #gateway: boolean;
  /** All that were ever asked, by unit id. */
  readonly #units = new Map<number, Unit>();
  /** The last that was asked was silent. */
  #afterSilence = false;

  /** `gateway`: the line may have one that keeps requests until their turn comes. */
  constructor(gateway: boolean) {
    this.#gateway = gateway;
  }

  asked(unitId: number): void {
    this.#unit(unitId);
  }

  #unit(unitId: number): Unit {
    const unit = this.#units.get(unitId) ?? { quick: false, overtimes: 0, silences: 0 };
    this.#units.set(unitId, unit);
    return unit;
  }

  /** The request, with the time that its unit gets. */
  paced(request: RegisterRead): RegisterRead {
    const { unitId, timeoutMs, mayTakeMs = timeoutMs } = request;
    const unit = this.#unit(unitId);
    const behind = this.#gateway && this.#afterSilence && unit.silences === 0;
    const ownMs = this.#isQuickBeside(unit) ? 0 : (unit.pace?.ms ?? 0);
    const paceMs = behind ? mayTakeMs : Math.min(mayTakeMs, ownMs);
    return paceMs > timeoutMs ? { ...request, timeoutMs: paceMs } : request;
  }

  /** Another unit may answer sooner than this one: any that is neither slow itself nor silent for good. */
  #isQuickBeside(unit: Unit): boolean {
    const maybeQuick = ({ pace, quick, silences }: Unit): boolean => (!pace || quick) && silences < LATE_STANDS;
    return [...this.#units.values()].some((other) => other !== unit && maybeQuick(other));
  }

  /** An answer came after so long. */
  answered({ unitId, timeoutMs }: RegisterRead, ms: number): void {
    const unit = this.#unit(unitId);
    unit.quick = ms < timeoutMs / 2;
    unit.overtimes = ms > timeoutMs ? unit.overtimes + 1 : 0;
    if (unit.overtimes >= LATE_AGAIN) unit.pace ??= { ms: ms * ROOM, silences: 0 };
  }

  cameLate({ unitId, ms }: LateAnswer): void {
    const unit = this.#unit(unitId);
    const times = (unit.late?.times ?? 0) + 1;
    unit.late = { ms, times, silences: 0 };
    if (times >= LATE_AGAIN) unit.pace = { ms: ms * ROOM, silences: 0 };
    unit.quick = false;
  }

  /** The answer as it is told: silence of a unit that was late is lateness. */
  judged(answer: Answer, unitId: number, where: string): Answer {
    const unit = this.#unit(unitId);
    const spoke = 'words' in answer;
    this.#afterSilence = 'silence' in answer;
    unit.silences = this.#afterSilence ? unit.silences + 1 : 0;
    if (spoke && unit.pace) unit.pace.silences = 0;
    if (this.#afterSilence && unit.pace) unit.pace.silences += 1;
    if (unit.pace && unit.pace.silences >= LATE_STANDS) unit.pace = undefined;
    const { late } = unit;
    if (late && (spoke || late.silences >= LATE_STANDS)) unit.late = undefined;
    else if (late && this.#afterSilence) {
      late.silences += 1;
      return { ...answer, trouble: trouble('late', where, `unit ${unitId}`, `${late.ms} ms`) };
    }
    return answer;
  }
}
