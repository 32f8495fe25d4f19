import type { WallMs } from './units.js';

/** An RFID card of the hub's own list. */
export interface Card {
  readonly idTag: string;
  readonly name: string;
  readonly allowed: boolean;
  readonly expiresAt?: WallMs;
  readonly parentIdTag?: string;
}

/**
 * A card as it is given: `name` where it is another, `allowed` unless it is false, `expiresAt` in ISO 8601, without an offset on
 * the site's clock, a day alone to its end, or in ms since 1970 UTC.
 */
export type GivenCard = Pick<Card, 'idTag' | 'parentIdTag'> &
  Partial<Pick<Card, 'name' | 'allowed'>> & { readonly expiresAt?: string | number };

/** Card numbers are compared without regard to case: readers differ in how they print hexadecimal. */
export const sameTag = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
