import { randomInt } from 'node:crypto';
import type { Now } from '../model/units.js';

/*
 * Transaction numbers: positive, 31 bits (OCPP says integer, many chargers mean int32), never given twice.
 * 1. Always above the last one given.
 * 2. Never below the seconds that have passed since 2020: no home starts a charge every second for long, so even after
 *    the records are lost a new number is above every earlier one. Good until 2088.
 * 3. Without a believable clock and without a last number, a random one below all that rule 2 can give.
 */

const EPOCH_MS = Date.UTC(2020, 0, 1);
/** Rule 2 gives nothing below this: the first day of 2026, before which there was no Surplug. */
const FLOOR = (Date.UTC(2026, 0, 1) - EPOCH_MS) / 1000;
export const LAST_NUMBER = 2 ** 31 - 1;

/** The next number after `last` (0: none was ever given). */
export function nextNumber(last: number, now: Now): number {
  const seconds = Math.floor((now.wallMs - EPOCH_MS) / 1000);
  const believable = now.wallClockPlausible && seconds >= FLOOR && seconds <= LAST_NUMBER;
  if (believable) return Math.max(last + 1, seconds);
  return last > 0 ? last + 1 : randomInt(1, FLOOR);
}
