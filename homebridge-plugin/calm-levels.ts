import type { Characteristic } from 'homebridge' with { 'resolution-mode': 'import' };

/*
 * A measured value in Home, without chatter: each event wakes every home hub and every automation on it.
 *  1. the first value is told at once
 *  2. one that differs by a tenth, and by 50 at least, is told 5 s after the last one at the earliest
 *  3. any other change is told when 30 s have passed
 *  4. the value told is the newest, so the last one always arrives; who reads gets it at any time
 */
const SOON_MS = 5000;
const LATER_MS = 30_000;
const SIGNIFICANT_PART = 0.1;
const SIGNIFICANT = 50;

/** How long a value waits until it is told, `sinceMs` after the last one; null: there is nothing to tell. */
export function waitMs(told: number, value: number, sinceMs: number): number | null {
  const difference = Math.abs(value - told);
  if (difference === 0) return null;
  const significant = difference >= Math.max(SIGNIFICANT, SIGNIFICANT_PART * told);
  return Math.max(0, (significant ? SOON_MS : LATER_MS) - sinceMs);
}

/** Tells values of characteristics calmly. */
export class CalmLevels {
  readonly #toldMs = new Map<Characteristic, number>();
  readonly #waiting = new Map<Characteristic, NodeJS.Timeout>();

  tell(characteristic: Characteristic, value: number): void {
    this.#callOff(characteristic);
    const nowMs = performance.now();
    const toldMs = this.#toldMs.get(characteristic);
    // A read tells others as well, so what was told last is what the characteristic holds.
    const wait = toldMs === undefined ? 0 : waitMs(Number(characteristic.value), value, nowMs - toldMs);
    if (wait === null) return;
    if (wait > 0) {
      const timer = setTimeout(() => this.tell(characteristic, value), wait);
      this.#waiting.set(characteristic, timer);
      return;
    }
    this.#toldMs.set(characteristic, nowMs);
    characteristic.updateValue(value);
  }

  /** Nothing that waits is told any more: it is no longer known. */
  callOffAll(): void {
    for (const characteristic of [...this.#waiting.keys()]) this.#callOff(characteristic);
  }

  #callOff(characteristic: Characteristic): void {
    clearTimeout(this.#waiting.get(characteristic));
    this.#waiting.delete(characteristic);
  }
}
