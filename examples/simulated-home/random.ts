/** Chance that can be repeated: a seed in, a number and the next seed out (mulberry32, public domain). */
export function nextRandom(seed: number): { readonly value: number; readonly seed: number } {
  const next = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(next ^ (next >>> 15), next | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return { value: ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296, seed: next };
}

/** The same as a source that moves on by itself, for days that are drawn once. */
export function randomSource(seed: number): () => number {
  let current = seed;
  return () => {
    const drawn = nextRandom(current);
    current = drawn.seed;
    return drawn.value;
  };
}
