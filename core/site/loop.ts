import { decide } from '../control/decide.js';
import { initialState, standing } from '../control/initial-state.js';
import { observe } from '../control/observe.js';
import { remember, type SiteState } from '../control/site-state.js';
import type { Command, CommandOutcome } from '../model/command.js';
import type { Decision } from '../model/decision.js';
import { messageOf } from '../model/error.js';
import { type Say, told } from '../model/error-texts.js';
import type { Observation, ObservedEvent } from '../model/event.js';
import { HOUR_MS, monoMs, type Now } from '../model/units.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';

/*
 * The three beats. Everything that is observed is folded at once, in the order it comes; a decision follows as soon as
 * what came in the same turn is folded, and at least every second. A turn has one instant, that of its first event, and
 * its decision has it too: the journal's events thus tell where decisions were made, and replay makes them again.
 * Commands go out; their outcome is observed like everything else. Nothing thrown in here leaves: the live limits end by
 * themselves and the chargers fall back to their safe current, which is the answer to a loop that cannot decide.
 */

const TICK_MS = 1000;
const LEAST_APART_MS = 0.001;
/** The wall clock moved against the monotonic one: NTP came late, or somebody set it. */
const CLOCK_STEP_MS = 30_000;

interface LoopParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly say: Say;
  readonly send: (command: Command) => Promise<CommandOutcome>;
  /** After every fold, before anything is decided on it. */
  readonly folded: (event: ObservedEvent, before: SiteState, after: SiteState) => void;
  /** After every decision. */
  readonly decided: (state: SiteState, decisions: readonly Decision[], previous: readonly Decision[]) => void;
}

export class Loop {
  #state: SiteState;
  #decisions: readonly Decision[] = [];
  #soon: (() => void) | undefined;
  #tick: (() => void) | undefined;
  #closed = false;
  /** The moment of the turn that has begun and is not decided on yet. */
  #turn: Now | undefined;
  #lastTurnAt = 0;
  /** The hour on the wall clock that the journal has a beginning of. */
  #hour: number | undefined;
  #wallAhead: number;
  /** Errors of ours that last, by what they befall. */
  readonly #troubles = new Map<string, string>();
  readonly #opened: Extract<Observation, { kind: 'opened' }>;
  readonly #inFlight = new Map<string, Set<Promise<CommandOutcome>>>();
  readonly #parts: LoopParts;

  constructor(opened: Extract<Observation, { kind: 'opened' }>, parts: LoopParts) {
    this.#opened = opened;
    this.#parts = parts;
    const now = parts.clock.now();
    this.#state = initialState(opened.facts, opened.wishes, opened.kept, now);
    this.#wallAhead = now.wallMs - now.monoMs;
  }

  get state(): SiteState {
    return this.#state;
  }

  get decisions(): readonly Decision[] {
    return this.#decisions;
  }

  start(): void {
    this.observe(this.#opened);
    this.#tickLater();
    this.#cycleSoon();
  }

  /** Folds an observation; a decision follows. Never throws. */
  observe(observation: Observation): void {
    if (this.#closed) return;
    const turn = this.#openTurn();
    const event: ObservedEvent = { at: turn.monoMs, atWall: turn.wallMs, ...observation };
    this.#safely(`observe ${observation.kind}`, () => {
      const before = this.#state;
      this.#state = observe(before, event);
      this.#parts.folded(event, before, this.#state);
    });
    this.#cycleSoon();
  }

  /** Decides now, for a caller that wants to see the effect of what it has just told. */
  decideNow(): void {
    if (this.#closed) return;
    if (!this.#turn) this.observe({ kind: 'tick' });
    const turn = this.#openTurn();
    this.#markHour(turn);
    this.#turn = undefined;
    this.#soon?.();
    this.#soon = undefined;
    this.#tickLater();
    this.#safely('decide', () => {
      const { decisions, commands, memory } = decide(this.#state, turn);
      const previous = this.#decisions;
      this.#state = remember(this.#state, memory);
      this.#decisions = decisions;
      for (const command of commands) this.#dispatch(command);
      this.#parts.decided(this.#state, decisions, previous);
    });
  }

  /** Waits for what is on its way to a charger, no longer than the bound. */
  async settled(chargerId: string, boundMs: number): Promise<void> {
    const waiting = [...(this.#inFlight.get(chargerId) ?? [])];
    if (waiting.length === 0) return;
    let callOff = () => {};
    const bound = new Promise<void>((resolve) => {
      callOff = this.#parts.clock.after(boundMs, resolve);
    });
    await Promise.race([Promise.all(waiting), bound]);
    callOff();
  }

  close(): void {
    this.#closed = true;
    this.#soon?.();
    this.#tick?.();
  }

  #dispatch(command: Command): void {
    const { chargerId } = command;
    this.observe({ kind: 'command-sent', chargerId, command });
    const outcome = this.#parts
      .send(command)
      .catch((error: unknown): CommandOutcome => ({ result: 'failed', detail: messageOf(error) }));
    const flight = this.#inFlight.get(chargerId) ?? new Set();
    this.#inFlight.set(chargerId, flight.add(outcome));
    void outcome.then((answered) => {
      flight.delete(outcome);
      this.observe({ kind: 'command-answered', chargerId, command, outcome: answered });
    });
  }

  #cycleSoon(): void {
    if (this.#closed || this.#soon) return;
    this.#soon = this.#parts.clock.after(0, () => {
      this.#soon = undefined;
      this.decideNow();
    });
  }

  /** A decision is due again in a second, if nothing is heard until then. */
  #tickLater(): void {
    this.#tick?.();
    this.#tick = this.#parts.clock.after(TICK_MS, () => this.decideNow());
  }

  /** The moment of the turn that runs, or a new one: later than the last, so that no two turns are taken for one. */
  #openTurn(): Now {
    if (this.#turn) return this.#turn;
    const now = this.#parts.clock.now();
    const at = now.monoMs > this.#lastTurnAt ? now.monoMs : this.#lastTurnAt + LEAST_APART_MS;
    this.#lastTurnAt = at;
    this.#turn = { ...now, monoMs: monoMs(at) };
    this.#noticeClockStep(this.#turn);
    return this.#turn;
  }

  /** With each hour the journal begins anew: what comes after can be run again without what was before. */
  #markHour({ wallMs }: Now): void {
    const hour = Math.floor(wallMs / HOUR_MS);
    if (hour === this.#hour) return;
    if (this.#hour !== undefined) this.observe(standing(this.#state));
    this.#hour = hour;
  }

  #noticeClockStep(now: Now): void {
    const ahead = now.wallMs - now.monoMs;
    const byMs = ahead - this.#wallAhead;
    this.#wallAhead = ahead;
    if (Math.abs(byMs) > CLOCK_STEP_MS) this.observe({ kind: 'clock-stepped', byMs });
  }

  /** An error of ours is said once while it lasts; the next cycle tries again. */
  #safely(what: string, act: () => void): void {
    try {
      act();
      this.#troubles.delete(what);
    } catch (error) {
      const { log, say } = this.#parts;
      const message = messageOf(error);
      if (message !== this.#troubles.get(what))
        log.error(`${say(told('surplug-failed', { what }))} ${(error instanceof Error && error.stack) || message}`);
      this.#troubles.set(what, message);
    }
  }
}
