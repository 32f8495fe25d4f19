import { faultOf } from '../control/car/obedience.js';
import { lastingMemory } from '../control/memory.js';
import type { SiteState } from '../control/site-state.js';
import { type ChargerFault, sameFault } from '../model/charger.js';
import type { Decision } from '../model/decision.js';
import { detailIn, type ErrorText, type Say, told } from '../model/error-texts.js';
import type { ObservedEvent } from '../model/event.js';
import type { FaultRecord } from '../model/record.js';
import type { Wishes } from '../model/wishes.js';
import type { Log } from '../ports/log.js';
import type { RecordStore } from '../ports/record-store.js';

/** Writes down what happens: wishes and abilities at once, the rest in the store's own batches. */
export class Scribe {
  /** Settles when the newest wishes are on disk; a failure is told to whoever waits. */
  #saved: Promise<void> = Promise.resolve();
  readonly #store: RecordStore;
  readonly #log: Log;
  readonly #say: Say;
  /** Faults of an earlier life, each until its charger tells how it stands. */
  readonly #left: Map<string, Pick<ChargerFault, 'errorCode' | 'vendorErrorCode'>>;

  constructor(store: RecordStore, log: Log, say: Say, openFaults: readonly FaultRecord[]) {
    this.#store = store;
    this.#log = log;
    this.#say = say;
    this.#left = new Map(
      openFaults.map(({ chargerId, errorCode, vendorErrorCode }) => [
        chargerId,
        { errorCode, ...(vendorErrorCode !== null && { vendorErrorCode }) },
      ]),
    );
  }

  saved(): Promise<void> {
    return this.#saved;
  }

  folded(event: ObservedEvent, before: SiteState, after: SiteState): void {
    this.#store.journal(event);
    if (after.wishes !== before.wishes) this.#save(after.wishes);
    if (event.kind === 'abilities')
      this.#keep(this.#store.saveAbilities(event.chargerId, event.abilities), 'learned-not-kept');
    if ('chargerId' in event) this.#faults(event.chargerId, event, before, after);
  }

  decided(state: SiteState, decisions: readonly Decision[], previous: readonly Decision[], wallMs: number): void {
    this.#store.memory(lastingMemory(state.memory));
    for (const decision of decisions) {
      const last = previous.find((other) => other.chargerId === decision.chargerId);
      if (last && last.limitA === decision.limitA && last.because.code === decision.because.code) continue;
      const { chargerId, limitA, sources, because } = decision;
      this.#store.decision({ at: new Date(wallMs).toISOString(), chargerId, limitA, sources, because });
    }
  }

  #save(wishes: Wishes): void {
    this.#saved = this.#store.saveWishes(wishes);
    this.#keep(this.#saved, 'wish-not-kept');
  }

  #faults(chargerId: string, event: ObservedEvent, before: SiteState, after: SiteState): void {
    // Older than what is known, or of another connector.
    const [past, present] = [before.chargers[chargerId], after.chargers[chargerId]];
    if (past === present) return;
    const had = past ? faultOf(past) : null;
    const is = present ? faultOf(present) : null;
    // What was left open by the last life ends, or goes on, with the first status.
    if (event.kind !== 'status' && had?.errorCode === is?.errorCode) return;
    const was = had ?? this.#left.get(chargerId) ?? null;
    this.#left.delete(chargerId);
    if (was && is && sameFault(was, is)) return;
    if (was) this.#store.faultEnded(chargerId, new Date(event.atWall).toISOString());
    if (is) {
      this.#store.faultBegan({
        chargerId,
        startedAt: new Date(is.since).toISOString(),
        endedAt: null,
        errorCode: is.errorCode,
        vendorErrorCode: is.vendorErrorCode ?? null,
        info: is.info ?? null,
      });
    }
  }

  #keep(promise: Promise<void>, otherwise: ErrorText): void {
    promise.catch((error: unknown) =>
      this.#log.error(this.#say(told(otherwise, { detail: detailIn(this.#say, error) }))),
    );
  }
}
