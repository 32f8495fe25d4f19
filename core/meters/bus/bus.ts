import { messageOf } from '../../model/error.js';
import type { Clock } from '../../ports/clock.js';
import { BackOff } from '../back-off.js';
import { type Trouble, trouble } from '../trouble.js';
import type { Answer, Connection, Line, RegisterRead } from './line.js';
import { Patience } from './patience.js';
import { Rest } from './rest.js';

/*
 * One line, one request at a time, in the order they were asked. The rules:
 *  1. no connection: one attempt per back-off (1, 2, 4 … 10 s); until then whoever asks is told at once. One every 3 s where the
 *     host hung up without an answer twice in a row: it may serve one client at a time, and that one is to have its turn
 *  2. quiet on the line before each request, as long as the line needs, and longer for a unit that needs it (rest.ts), which
 *     may be one over TCP, too
 *  3. a unit that was silent on a line without numbers is first asked something of another length ("fence"): units answer
 *     in order, so once the fence is answered nothing late of theirs can be taken for something new
 *  4. damage, or two silences in a row, on a numbered line: connect anew, for its stream may be out of step; on one without
 *     numbers after as many silences as the line bears, with not even a late answer, for some gateways keep a connection open
 *     that they have forgotten
 *  5. a lost connection is told to whoever waits; the next request connects again. One that had answered before, and is
 *     gone, is made anew and asked again: some hosts close after each answer. Such a one is given the time for it on a line
 *     without numbers, or the request that it cuts short would have to be waited out there (rule 3), and the next likewise
 *  6. a unit whose answers come, but when nobody waits any more, is told as late, and waited for by its own pace (patience.ts)
 */

/** After a silence: what is still on its way may arrive. */
const SETTLE_AFTER_SILENCE_MS = 50;
/** Twice at the most: a host that closes after each answer may do so behind a fence, too. */
const MOST_AGAIN = 2;
/** What a host that was seen to close after an answer gets for it at the least, and at the most. */
const HANGS_UP_MS = { from: 50, to: 1000 } as const;
/** Between two attempts at one that hangs up without an answer. */
const HUNG_UP_MS = 3000;
/** How much longer than it took a host gets to hang up. */
const ROOM = 1.5;
/** Lengths a fence may have: even, since some meters hand out long values only whole. */
const FENCES = [2, 4, 6] as const;

interface Job {
  readonly request: RegisterRead;
  readonly done: (answer: Answer) => void;
}

export class Bus {
  readonly #line: Line;
  readonly #clock: Clock;
  readonly #queue: Job[] = [];
  /** Per unit: the lengths still owed by it. */
  readonly #owed = new Map<number, readonly number[]>();
  readonly #patience: Patience;
  readonly #rest: Rest;
  /** When each unit answered, if it did when it was asked last. */
  readonly #heardAt = new Map<number, number>();
  #connection: Connection | undefined;
  #working = false;
  readonly #closing = new AbortController();
  #closed = false;
  #silences = 0;
  /** The last connection has brought an answer. */
  #answered = false;
  #answeredAt = 0;
  #hangsUpMs = 0;
  readonly #backOff = new BackOff();
  /** Connections in a row that the host ended without an answer. */
  #fruitless = 0;
  #unreachable: Trouble | undefined;
  #settleMs = 0;
  #connects = 0;
  #idle: (() => void) | undefined;

  constructor(line: Line, clock: Clock) {
    this.#line = line;
    this.#rest = new Rest(line.silenceMs);
    this.#patience = new Patience(line.numbered);
    this.#clock = clock;
  }

  get where(): string {
    return this.#line.where;
  }

  /** How often the line was connected. */
  get connected(): number {
    return this.#connects;
  }

  /** A device behind this line wants so long a rest after connecting. */
  settleAfterConnect(ms: number): void {
    this.#settleMs = Math.max(this.#settleMs, ms);
  }

  /** Reads when its turn comes. Always resolves. */
  read(request: RegisterRead): Promise<Answer> {
    this.#patience.asked(request.unitId);
    return new Promise((done) => {
      this.#queue.push({ request, done });
      void this.#work();
    });
  }

  /** Answers whoever waits, and frees socket or port before it resolves. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#closing.abort();
    for (const job of this.#queue.splice(0)) job.done(this.#gone());
    await this.#drop();
    if (this.#working) await new Promise<void>((resolve) => (this.#idle = resolve));
    await this.#drop();
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    for (;;) {
      const job = this.#queue.shift();
      if (!job) break;
      try {
        let answer = await this.#serve(job.request);
        for (let again = MOST_AGAIN; again > 0 && this.#wasCut(answer); again -= 1) {
          answer = await this.#serve(job.request);
        }
        job.done(this.#patience.judged(answer, job.request.unitId, this.where));
      } catch (error) {
        job.done(this.#fell(error));
      }
    }
    this.#working = false;
    this.#idle?.();
  }

  /** A host that had answered hung up before it took the request. */
  #wasCut(answer: Answer): boolean {
    return !('words' in answer) && answer.trouble.code === 'unreachable' && this.#answered && !this.#closed;
  }

  #learnHangUp(): void {
    const tookMs = ROOM * (this.#clock.now().monoMs - this.#answeredAt);
    const { from, to } = HANGS_UP_MS;
    this.#hangsUpMs = Math.max(this.#hangsUpMs, tookMs > to ? from : Math.max(from, tookMs));
  }

  async #serve(request: RegisterRead): Promise<Answer> {
    // No await where nothing is waited for: most reads find the line open and the answer whole.
    const connection = this.#connection?.open ? this.#connection : await this.#connected();
    if (!connection) return this.#gone();
    const fence = !this.#line.numbered && this.#owed.has(request.unitId);
    if (fence) {
      const unanswered = await this.#fence(connection, request);
      if (unanswered) return unanswered;
    }
    const restMs = Math.max(this.#rest.before(request.unitId), this.#line.numbered ? 0 : this.#hangsUpMs);
    if (restMs > 0) {
      await this.#quiet(connection, restMs);
      if (!connection.open) return this.#lost();
    }
    const sinceMs = this.#clock.now().monoMs - (this.#heardAt.get(request.unitId) ?? Number.NEGATIVE_INFINITY);
    const soon = sinceMs < this.#rest.provesWithin(request.unitId);
    const answer = await this.#ask(connection, request);
    if (this.#wasCut(answer)) this.#learnHangUp();
    if ('words' in answer) this.#well(request.unitId, soon);
    else await this.#heed(answer, request, soon);
    return answer;
  }

  async #ask(connection: Connection, request: RegisterRead): Promise<Answer> {
    const askedAt = this.#clock.now().monoMs;
    const answer = this.#hungUp(await connection.read(this.#patience.paced(request)));
    if ('words' in answer) this.#patience.answered(request, this.#clock.now().monoMs - askedAt);
    const late = connection.takeLate();
    if (late) {
      this.#silences = 0;
      this.#patience.cameLate(late);
    }
    return answer;
  }

  /** Ended by the host before it gave any answer: that is another matter than a lost connection. */
  #hungUp(answer: Answer): Answer {
    const lost = 'trouble' in answer && answer.trouble.code === 'unreachable' && !this.#answered && !this.#closed;
    return lost ? { ...answer, trouble: trouble('unreachable', this.where, 'hung up') } : answer;
  }

  #heard(unitId: number): void {
    this.#heardAt.set(unitId, this.#clock.now().monoMs);
    this.#silences = 0;
    this.#fruitless = 0;
    this.#backOff.succeeded();
    if (this.#answered) this.#hangsUpMs = 0;
    this.#answered = true;
    this.#answeredAt = this.#clock.now().monoMs;
  }

  #well(unitId: number, soon: boolean): void {
    this.#heard(unitId);
    this.#rest.answered(unitId, soon);
  }

  /** Asks the unit something of another length; an answer, even a no, means that it owes nothing any more. */
  async #fence(connection: Connection, request: RegisterRead): Promise<Answer | undefined> {
    const owed = this.#owed.get(request.unitId) ?? [];
    await this.#quiet(connection, Math.max(this.#rest.before(request.unitId), SETTLE_AFTER_SILENCE_MS));
    const count = FENCES.find((length) => length !== request.count && !owed.includes(length)) ?? 8;
    const answer = await this.#ask(connection, { ...request, count });
    if ('words' in answer || answer.exception !== undefined) {
      this.#owed.delete(request.unitId);
      this.#heard(request.unitId);
      return undefined;
    }
    await this.#heed(answer, { ...request, count });
    return answer;
  }

  /** Draws the consequences of an answer for the line. */
  async #heed(answer: Answer, request: RegisterRead, soon = false): Promise<void> {
    if ('words' in answer || answer.exception !== undefined) return this.#well(request.unitId, soon);
    this.#heardAt.delete(request.unitId);
    if (answer.trouble.code === 'silent') this.#rest.missed(request.unitId, soon);
    if (!this.#line.numbered) {
      // Owed even over a lost connection: a gateway hands what it still has to the next one.
      const owed = this.#owed.get(request.unitId) ?? [];
      this.#owed.set(request.unitId, [...owed, request.count].slice(-FENCES.length));
    }
    // Where bytes come, however broken, a line without numbers is not forgotten.
    this.#silences = this.#line.numbered || answer.trouble.code === 'silent' ? this.#silences + 1 : 0;
    const outOfStep = (this.#line.numbered && !answer.silence) || this.#silences >= this.#line.bears;
    if (answer.closed) await this.#ended(answer.trouble);
    else if (outOfStep) await this.#drop();
  }

  async #ended(why: Trouble): Promise<void> {
    if (!this.#answered) {
      this.#fruitless += 1;
      if (this.#fruitless > 1) this.#backOff.paused(this.#clock.now().monoMs, HUNG_UP_MS);
      this.#unreachable = why;
    }
    await this.#drop();
  }

  /** Ended by the host before it was asked. */
  async #lost(): Promise<Answer> {
    if (this.#closed) return this.#gone();
    const why = trouble('unreachable', this.where, this.#answered ? 'connection lost' : 'hung up');
    await this.#ended(why);
    return { trouble: why, closed: true };
  }

  async #connected(): Promise<Connection | undefined> {
    await this.#drop();
    if (this.#closed) return undefined;
    if (this.#backOff.waits(this.#clock.now().monoMs)) return undefined;
    const opened = await this.#line.connect(this.#closing.signal);
    if ('code' in opened) {
      this.#unreachable = opened;
      this.#backOff.failed(this.#clock.now().monoMs);
      return undefined;
    }
    this.#unreachable = undefined;
    this.#connection = opened;
    this.#connects += 1;
    this.#answered = false;
    if (this.#settleMs > 0) await this.#pause(this.#settleMs);
    return this.#closed ? undefined : opened;
  }

  async #quiet(connection: Connection, ms: number): Promise<void> {
    for (;;) {
      const restMs = ms - (this.#clock.now().monoMs - connection.lastByteAt());
      if (restMs <= 0 || this.#closed) return;
      await this.#pause(Math.ceil(restMs));
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => this.#clock.after(ms, resolve));
  }

  async #drop(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    // Without numbers until something answers: a line that bore so many is not tried as long again.
    if (this.#line.numbered) this.#silences = 0;
    await connection?.close();
  }

  #gone(): Answer {
    return { trouble: this.#unreachable ?? trouble('unreachable', this.where, 'closed'), closed: true };
  }

  #fell(error: unknown): Answer {
    return { trouble: trouble('unreachable', this.where, messageOf(error)), closed: true };
  }
}
