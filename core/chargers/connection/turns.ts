/**
 * Whether two chargers of one name take turns: each that comes in drives the other out, again and again. A charger of two
 * addresses in a home network is two chargers, or one whose address has changed: that happens once.
 */
export interface Turns {
  readonly address: string;
  readonly at: number;
  readonly count: number;
}

const SOON_MS = 5 * 60_000;
/** So many turns prove two. */
export const TWINS = 3;

/** A connection has come in; `drivesOut`: another was up under that name. */
export function turned(before: Turns | undefined, address: string, at: number, drivesOut: boolean): Turns {
  const turn = before && drivesOut && address !== before.address && at - before.at < SOON_MS;
  return { address, at, count: turn ? before.count + 1 : 0 };
}
