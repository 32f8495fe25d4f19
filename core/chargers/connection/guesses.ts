/** Wrong passwords: so many at once, then one in so long. Who guesses more often waits, with the right one too. */
const GUESSES = 10;
const EVERY_MS = 6_000;
/** Guessers remembered; the one that was wrong longest ago is forgotten first. */
const REMEMBERED = 256;

export class Guesses {
  /** When all that somebody got wrong is forgiven. */
  readonly #forgivenAt = new Map<string, number>();

  mayTry(who: string, nowMs: number): boolean {
    return (this.#forgivenAt.get(who) ?? 0) - nowMs <= (GUESSES - 1) * EVERY_MS;
  }

  wrong(who: string, nowMs: number): void {
    const forgivenAt = Math.max(this.#forgivenAt.get(who) ?? 0, nowMs) + EVERY_MS;
    this.#forgivenAt.delete(who);
    this.#forgivenAt.set(who, forgivenAt);
    const [oldest] = this.#forgivenAt.keys();
    if (this.#forgivenAt.size > REMEMBERED && oldest !== undefined) this.#forgivenAt.delete(oldest);
  }
}
