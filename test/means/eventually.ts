/** Waits until a condition holds, looking often; throws with the given words when it does not within the (generous) bound. */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | false | null | Promise<T | undefined | false | null>,
  boundMs = 90_000,
): Promise<T> {
  const end = performance.now() + boundMs;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (performance.now() > end) throw new Error(`not within ${boundMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
