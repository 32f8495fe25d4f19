import type { ChargerAbilities } from '../model/charger.js';
import { codeOf } from '../model/error.js';
import type { ChargeRecord } from '../model/record.js';
import type { Wishes } from '../model/wishes.js';
import type { ChargeEnd, Kept } from '../ports/record-store.js';
import { ChargeBook } from './charge-book.js';
import { mergedWishes } from './merge-wishes.js';
import type { RecordThread } from './record-thread.js';

/** Ends of charges that only the disk knows, at most. */
const MOST_ENDS = 1000;

/** What had to be durable and is not yet: kept in memory until the disk takes it. */
export class Unsaved {
  readonly book = new ChargeBook();
  /** The latest of each, saved or not: should the file be lost while the site runs, these are written again. */
  readonly #latest: { wishes: Wishes | undefined; readonly abilities: Map<string, ChargerAbilities> } = {
    wishes: undefined,
    abilities: new Map(),
  };
  readonly #abilities = new Map<string, ChargerAbilities>();
  readonly #ends: ChargeEnd[] = [];
  /** Charges of an earlier life, known from the start. */
  readonly #loaded = new Set<number>();
  #wishes: Wishes | undefined;
  #under: Wishes | undefined;
  /** Nothing is on disk that the site does not know. */
  #seen = false;

  /**
   * What is on disk and the site has never seen, because the file could not be read when it opened. All it wishes in this
   * life is laid over the wishes, so that nobody's adopted charger or card is lost; the charges that it took over in their
   * middle are whole, and how they stand is returned.
   */
  foundLate({ wishes, openCharges }: Kept): readonly ChargeRecord[] {
    if (this.#seen) return [];
    this.#seen = true;
    this.#under = wishes;
    return openCharges.flatMap((begun) => (this.#loaded.has(begun.number) ? [] : (this.book.foundBegun(begun) ?? [])));
  }

  /** What an earlier life left, read at the start, all of it or not. */
  loaded(kept: Kept, all: boolean): void {
    this.#seen = all;
    this.#latest.wishes = kept.wishes;
    for (const [chargerId, abilities] of Object.entries(kept.abilities))
      this.#latest.abilities.set(chargerId, abilities);
    for (const { number } of kept.openCharges) this.#loaded.add(number);
    for (const charge of kept.openCharges) this.book.saved(charge.number, charge);
    for (const charge of kept.openCharges) this.book.progress(charge);
  }

  /** The file had to be made anew while the site ran: all that is known is written to it. */
  fileRebuilt(): void {
    this.#wishes = this.#latest.wishes;
    for (const [chargerId, abilities] of this.#latest.abilities) this.#abilities.set(chargerId, abilities);
    this.book.distrustDisk();
  }

  end(end: ChargeEnd): boolean {
    if (this.book.has(end.number)) return this.book.end(end);
    if (this.#ends.length < MOST_ENDS) this.#ends.push(end);
    return false;
  }

  wish(wishes: Wishes): void {
    this.#wishes = wishes;
    this.#latest.wishes = wishes;
  }

  able(chargerId: string, abilities: ChargerAbilities): void {
    this.#abilities.set(chargerId, abilities);
    this.#latest.abilities.set(chargerId, abilities);
  }

  get empty(): boolean {
    const kept = this.#wishes !== undefined || this.#abilities.size > 0 || this.#ends.length > 0;
    return !kept && this.book.unsaved().length === 0;
  }

  /** Resolves once everything is on disk, what came meanwhile included. */
  async writeTo(thread: RecordThread): Promise<void> {
    while (!this.empty) {
      await this.#writeCharges(thread);
      await this.writeWishes(thread);
      for (const chargerId of [...this.#abilities.keys()]) await this.writeAbilities(thread, chargerId);
    }
  }

  async writeWishes(thread: RecordThread): Promise<void> {
    const wishes = this.#wishes;
    if (!wishes) return;
    const whole = this.#under ? mergedWishes(this.#under, wishes) : wishes;
    await settled(thread.ask('saveWishes', whole), () => {
      if (this.#wishes === wishes) this.#wishes = undefined;
    });
  }

  async writeAbilities(thread: RecordThread, chargerId: string): Promise<void> {
    const abilities = this.#abilities.get(chargerId);
    if (!abilities) return;
    await settled(thread.ask('saveAbilities', chargerId, abilities), () => {
      if (this.#abilities.get(chargerId) === abilities) this.#abilities.delete(chargerId);
    });
  }

  async #writeCharges(thread: RecordThread): Promise<void> {
    for (const charge of this.book.unsaved())
      await settled(thread.ask('keep', charge), () => this.book.written(charge));
    for (let end = this.#ends[0]; end; end = this.#ends[0])
      await settled(thread.ask('end', end), () => this.#ends.shift());
  }
}

/** Lets go of what is written, and of what never can be, or it would be tried for ever; whoever asked is told. */
async function settled(write: Promise<unknown>, letGo: () => void): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (codeOf(error) !== 'STORAGE') letGo();
    throw error;
  }
  letGo();
}
