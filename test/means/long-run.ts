import type { TestContext } from 'node:test';

/*
 * How a long test is asked for. SURPLUG_SEED: where chance begins; drawn and told when it is not given.
 * SURPLUG_LONG=short: half a minute instead of the whole, always with the same seed, so that what landed once lands again.
 * SURPLUG_FROM: the part of a run to go on with.
 */

const SHORT = process.env['SURPLUG_LONG'] === 'short';
const DRAWN = SHORT ? 20_261_203 : Date.now() % 1_000_000;
export const SEED = Number(process.env['SURPLUG_SEED'] ?? DRAWN);
const FROM = Number(process.env['SURPLUG_FROM'] ?? 0);

interface Sizes {
  readonly long: number;
  readonly short: number;
}

export const numberOf = (sizes: Sizes): number => (SHORT ? sizes.short : sizes.long);

interface LongRun {
  readonly seed: number;
  readonly count: number;
}

/** So many of something, or fewer in the short form; the test's report says which, and how to run it again. */
export function longRun(test: TestContext, what: string, sizes: Sizes): LongRun {
  const count = numberOf(sizes);
  test.diagnostic(`${form(count, sizes.long)}${count} ${what}, seed ${SEED}; again with SURPLUG_SEED=${SEED}`);
  return { seed: SEED, count };
}

/** One of a list of runs that need nothing of each other. */
export interface Part extends LongRun {
  /** A title that says how to repeat this part and go on after it. */
  readonly title: string;
  tell(test: TestContext): void;
}

/** The parts of a run still to do, each with a seed of its own; `count` of them has lives, moments or the like. */
export function partsOf(
  what: string,
  sizes: Readonly<Record<'long' | 'short', { readonly parts: number; readonly each: number }>>,
): readonly Part[] {
  const { parts, each } = SHORT ? sizes.short : sizes.long;
  return Array.from({ length: parts }, (_, part) => ({
    seed: SEED + part,
    count: each,
    title: `${what} ${numbers(part * each + 1, (part + 1) * each)} (SURPLUG_SEED=${SEED} SURPLUG_FROM=${part})`,
    tell(test: TestContext) {
      const all = sizes.long.parts * sizes.long.each;
      test.diagnostic(`${form(parts * each, all)}${each} of ${parts * each} ${what}, seed ${SEED + part}`);
    },
  })).slice(FROM);
}

const form = (count: number, all: number): string => (count < all ? `short form of ${all}: ` : '');

const numbers = (first: number, last: number): string => (first === last ? `${first}` : `${first} to ${last}`);
