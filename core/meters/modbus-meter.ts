import { messageOf } from '../model/error.js';
import type { MonoMs } from '../model/units.js';
import type { Clock } from '../ports/clock.js';
import type { MeterLook } from '../ports/meter-source.js';
import { Asking } from './asking.js';
import { LAST_RETRY_MS } from './back-off.js';
import type { Answer, RegisterRead } from './bus/line.js';
import { decodeBlock, measuredOf, type Values } from './decode.js';
import { byEitherFunction } from './either-function.js';
import type { MeterVoice } from './meter-voice.js';
import type { Block } from './poll-plan.js';
import { type MeterPlace, readingOf } from './reading-of.js';
import type { Points, RegisterMap } from './register-map.js';
import { type Trouble, trouble } from './trouble.js';

/*
 * One meter, polled. The rules:
 *  1. power, current and voltage every period; energy, frequency and state of charge every half minute
 *  2. a poll is whole or it is nothing: one failed live block and there is no reading this time
 *  3. a block that the meter refuses (exceptions 2 and 3) is asked for in smaller pieces, and what it still refuses is done
 *     without where that can be (asking.ts); so are slow points that it keeps silent on, again and again, while the live ones are
 *     answered, which are told all the same
 *  4. a unit that is silent is asked less and less often, up to every 10 s, so that its neighbours have the line
 *  5. a map that was found on the line is looked for anew when the device refuses it, or no longer has there what it had
 *  6. one that does not know the function (exception 1) is asked by the other for registers, 3 for 4 or 4 for 3, and from then
 *     on where that is answered: firmware of one name differs in it (Chint)
 *  7. the next poll begins a period after this one began; at once when that is over
 */

const SLOW_EVERY_MS = 30_000;
const ILLEGAL_ADDRESS = 2;
const ILLEGAL_VALUE = 3;
/** Refusals that are not about what was asked: the function's, and a gateway's that nobody is there. */
const OTHERWISE: ReadonlySet<number> = new Set([1, 10, 11]);
const PHASES = ['phase1W', 'phase2W', 'phase3W'] as const;
/** Silences of a slow block, in polls running, after which the meter has none of it: more than it takes to learn its rest. */
const MUTE = 10;
/** Troubles of rule 4. */
const BACKED_OFF: ReadonlySet<Trouble['code']> = new Set(['silent', 'late', 'garbled']);

/** Two programs at a host that serves one of them at a time would else be in each other's way with every poll. */
const OUT_OF_THE_WAY = 1.1;

/** A register map and its points for the meter's role. */
export interface Layout {
  readonly map: RegisterMap;
  readonly points: Points;
}

/** A layout, and how the meter wants to be asked for it. */
interface Learned extends Layout {
  readonly asking: Asking;
}

/** What a Modbus meter needs to be polled. */
interface ModbusMeterParts {
  /** What to read: known, or to be found out on the line, again whenever the device refuses what was found. */
  readonly layout: () => Promise<Layout | Trouble>;
  readonly place: MeterPlace;
  readonly unitId: number;
  readonly periodMs: number;
  readonly timeoutMs: number;
  readonly read: (request: RegisterRead) => Promise<Answer>;
  /** How often the line was connected. */
  readonly connected: () => number;
  readonly voice: MeterVoice;
  readonly clock: Clock;
}

export class ModbusMeter {
  readonly #parts: ModbusMeterParts;
  #layout: Learned | undefined;
  /** Of the last map: one that comes again keeps it. */
  #learned: Learned | undefined;
  #slow: Values = {};
  /** Polls until the slow values are due. */
  #untilSlow = 0;
  /** How often the line had been connected when the map was last seen to fit; a device that starts anew may have another. */
  #sureAt = -1;
  #values: Values = {};
  #polls = 0;
  #heardAt: MonoMs | null = null;
  /** The last answer per block, for `look`. */
  readonly #answers = new Map<string, NonNullable<MeterLook['registers']>[number]>();
  /** The slow block that was met with silence last, and how often in a row while what lives was answered. */
  #muteAt: { readonly block: Block; readonly times: number } | undefined;
  /** What is asked in place of a function of the map that the meter does not know. */
  readonly #asked = new Map<number, 3 | 4>();
  #closed = false;
  #callOff: () => void = () => undefined;

  constructor(parts: ModbusMeterParts) {
    this.#parts = parts;
  }

  start(): void {
    void this.#cycle();
  }

  close(): void {
    this.#closed = true;
    this.#callOff();
  }

  look(where: string): MeterLook {
    const { place, voice } = this.#parts;
    return {
      meterId: place.meterId,
      where,
      polls: this.#polls,
      failures: { ...voice.counted },
      heardAt: this.#heardAt,
      registers: [...this.#answers.values()],
      values: this.#values,
    };
  }

  async #cycle(): Promise<void> {
    const { clock, voice } = this.#parts;
    const beganAt = clock.now().monoMs;
    this.#polls += 1;
    const failure = await this.#poll().catch((error: unknown) => trouble('garbled', messageOf(error)));
    if (this.#closed) return;
    if (failure) voice.failed(this.#answers.size === 0 ? neverAnswered(failure) : failure);
    const spentMs = clock.now().monoMs - beganAt;
    this.#callOff = clock.after(Math.max(0, this.#restMs(failure) - spentMs), () => void this.#cycle());
  }

  /** From the beginning of this poll to the next. */
  #restMs(failure: Trouble | undefined): number {
    const { periodMs, voice } = this.#parts;
    if (failure?.code === 'unreachable') return periodMs * OUT_OF_THE_WAY;
    if (!failure || !BACKED_OFF.has(failure.code)) return periodMs;
    return Math.max(periodMs, Math.min(LAST_RETRY_MS, periodMs * 2 ** (voice.failures - 1)));
  }

  async #poll(): Promise<Trouble | undefined> {
    const { place, voice } = this.#parts;
    const layout = this.#layout ?? (await this.#found());
    if ('code' in layout) return layout;
    const { map } = layout;
    const live = await this.#pollLive(layout);
    if ('code' in live) return live;
    const { values, takenAt } = live;
    if (map.zeroIsLost && PHASES.every((phase) => values[phase] === 0)) {
      return trouble('silent', `unit ${this.#parts.unitId}`, 'no meter behind it');
    }
    const moved = await this.#moved(map);
    if (moved) return moved;
    if (this.#untilSlow <= 0) {
      this.#untilSlow = Math.floor(SLOW_EVERY_MS / this.#parts.periodMs);
      const failure = await this.#pollSlow(layout);
      if (failure) return failure;
    }
    const composed = readingOf(measuredOf({ ...values, ...this.#slow }, map.phases), place, takenAt);
    if ('trouble' in composed) {
      this.#untilSlow = 0;
      return composed.trouble;
    }
    this.#untilSlow -= 1;
    this.#heardAt = takenAt;
    this.#values = { ...values, ...this.#slow };
    if (!this.#closed) voice.well(composed.reading, this.#signature());
    return undefined;
  }

  async #pollLive({ map, asking }: Learned): Promise<{ readonly values: Values; readonly takenAt: MonoMs } | Trouble> {
    let values: Values = {};
    let takenAt: MonoMs | undefined;
    let refusal: Trouble | undefined;
    const refused: Block[] = [];
    for (const block of asking.live) {
      const answer = await this.#read(block);
      if ('words' in answer) {
        takenAt ??= this.#parts.clock.now().monoMs;
        values = { ...values, ...decodeBlock(block, answer.words, map.wordOrder) };
      } else if (tooMuch(answer.exception) && asking.canDoWithout(block)) {
        refused.push(block);
        refusal ??= answer.trouble;
      } else {
        this.#muteAt = undefined;
        return this.#refused(answer);
      }
    }
    if (refusal) {
      asking.withoutLive(refused);
      return refusal;
    }
    asking.heard();
    return { values, takenAt: takenAt ?? this.#parts.clock.now().monoMs };
  }

  /** Whether the device no longer has there what was found. */
  async #moved({ anchor }: RegisterMap): Promise<Trouble | undefined> {
    const connected = this.#parts.connected();
    if (!anchor || (connected === this.#sureAt && this.#untilSlow > 0)) return undefined;
    const { address, words } = anchor;
    const answer = await this.#read({ functionCode: 3, address, count: words.length, points: [] });
    if ('trouble' in answer) return this.#refused(answer);
    if (words.every((word, i) => word === answer.words[i])) {
      this.#sureAt = connected;
      return undefined;
    }
    this.#layout = undefined;
    return trouble('refused', `unit ${this.#parts.unitId}`, 'SunSpec models moved', `register ${address}`);
  }

  async #found(): Promise<Learned | Trouble> {
    const layout = await this.#parts.layout();
    if ('code' in layout) return layout;
    if (layout.map !== this.#learned?.map) {
      this.#learned = { ...layout, asking: new Asking(layout.points, layout.map) };
      this.#slow = {};
      this.#untilSlow = 0;
    }
    this.#layout = this.#learned;
    return this.#learned;
  }

  async #pollSlow({ map, asking }: Learned): Promise<Trouble | undefined> {
    const refused: Block[] = [];
    for (const block of asking.slow) {
      const answer = await this.#read(block);
      if ('words' in answer) {
        this.#slow = { ...this.#slow, ...decodeBlock(block, answer.words, map.wordOrder) };
      } else if (answer.exception !== undefined) {
        // 4 and above pass (busy, failure, gateway): the last values stand until the next time.
        if (answer.exception <= ILLEGAL_VALUE) refused.push(block);
      } else {
        this.#untilSlow = 0;
        this.#muteAt = { block, times: this.#muteAt?.block === block ? this.#muteAt.times + 1 : 1 };
        if (!answer.silence) return answer.trouble;
        if (this.#muteAt.times < MUTE) return undefined;
        asking.leaveOut(block);
      }
    }
    if (refused.length > 0 && asking.withoutSlow(refused)) this.#untilSlow = 1;
    return undefined;
  }

  #refused(answer: Exclude<Answer, { words: readonly number[] }>): Trouble {
    const { exception, trouble: refusal } = answer;
    const asking = this.#layout?.asking;
    if (tooMuch(exception)) asking?.refused();
    else if (!/^(unreachable|late|busy)$/.test(refusal.code) && !OTHERWISE.has(exception ?? 0)) {
      asking?.failed(this.#heardAt === null);
    }
    if (exception === ILLEGAL_ADDRESS) this.#layout = undefined;
    return refusal;
  }

  /** What the live blocks said, bit for bit. */
  #signature(): string {
    const { live = [] } = this.#layout?.asking ?? {};
    return live.map((block) => this.#answers.get(keyOf(block))?.words.join(' ')).join('/');
  }

  #read(block: Block): Promise<Answer> {
    const usual = this.#asked.get(block.functionCode) ?? block.functionCode;
    const ask = (functionCode: 3 | 4) => this.#ask(block, functionCode);
    return byEitherFunction(usual, ask, (other) => this.#asked.set(block.functionCode, other));
  }

  async #ask(block: Block, functionCode: 3 | 4): Promise<Answer> {
    if (this.#closed) return { trouble: trouble('unreachable', 'closed'), closed: true };
    const { timeoutMs, read } = this.#parts;
    const { unitId = this.#parts.unitId, address, count } = block;
    const answer = await read({ unitId, functionCode, address, count, timeoutMs });
    if ('words' in answer) this.#answers.set(keyOf(block), { functionCode, address, words: answer.words });
    return answer;
  }
}

const tooMuch = (exception: number | undefined): boolean =>
  exception === ILLEGAL_ADDRESS || exception === ILLEGAL_VALUE;

const keyOf = ({ unitId, functionCode, address, count }: Block): string =>
  `${unitId ?? ''}/${functionCode}/${address}/${count}`;

/** Where nothing was ever read, what was entered may be wrong; one that falls silent later has had it right. */
const neverAnswered = (failure: Trouble): Trouble =>
  failure.code === 'silent' ? trouble('silent', failure.detail, 'never answered') : failure;
