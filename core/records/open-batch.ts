import type { ObservedEvent } from '../model/event.js';
import type { DecisionRecord, MinuteSample } from '../model/record.js';
import type { ChargeProgress } from '../ports/record-store.js';
import type { Batch, FaultChange, JournalLine } from './thread-calls.js';

/** How much waits at most while the disk refuses; beyond it the oldest goes. */
const BOUND = { journal: 50_000, decisions: 5_000, minutes: 5_000, faults: 1_000 } as const;

/** What may wait some seconds for the disk, in the order it came, until it is sealed. */
export class OpenBatch {
  readonly #progress = new Map<number, ChargeProgress>();
  #memory: unknown;
  #journal: JournalLine[] = [];
  #decisions: DecisionRecord[] = [];
  #minutes: MinuteSample[] = [];
  #faults: FaultChange[] = [];

  /** Only how a charge stands last counts. */
  progress(progress: ChargeProgress): void {
    this.#progress.set(progress.number, progress);
  }

  /** Only the last one counts, and only that is put into JSON. */
  memory(memory: unknown): void {
    this.#memory = memory;
  }

  journal(event: ObservedEvent): void {
    this.#journal.push({ atMs: event.atWall, json: JSON.stringify(event) });
    shorten(this.#journal, BOUND.journal);
  }

  decision(decision: DecisionRecord): void {
    this.#decisions.push(decision);
    shorten(this.#decisions, BOUND.decisions);
  }

  minute(sample: MinuteSample): void {
    this.#minutes.push(sample);
    shorten(this.#minutes, BOUND.minutes);
  }

  fault(change: FaultChange): void {
    this.#faults.push(change);
    shorten(this.#faults, BOUND.faults);
  }

  get decisions(): readonly DecisionRecord[] {
    return this.#decisions;
  }

  /** Everything that waits, as one batch; undefined when nothing does. */
  seal(id: string, nowMs: number | null): Batch | undefined {
    const batch: Batch = {
      id,
      nowMs,
      progress: [...this.#progress.values()],
      memory: this.#memory === undefined ? undefined : JSON.stringify(this.#memory),
      journal: this.#journal,
      decisions: this.#decisions,
      minutes: this.#minutes,
      faults: this.#faults,
    };
    const empty =
      batch.memory === undefined &&
      [batch.progress, batch.journal, batch.decisions, batch.minutes, batch.faults].every((list) => list.length === 0);
    if (empty) return undefined;
    this.#progress.clear();
    this.#memory = undefined;
    this.#journal = [];
    this.#decisions = [];
    this.#minutes = [];
    this.#faults = [];
    return batch;
  }
}

/** Takes off the oldest tenth at once, so that a full list is not shifted with every line. */
function shorten(list: unknown[], bound: number): void {
  if (list.length > bound) list.splice(0, Math.ceil(bound / 10));
}
