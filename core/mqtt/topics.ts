/*
 * Names at the broker, below the topic of the site (`surplug`):
 *   status                     online, or offline by the last will; kept
 *   site, chargers/<id>        the house and each charger as JSON; kept
 *   …/set, …/set/<key>         what one is wished: JSON with keys, or one key's value
 *   …/answer                   what came of it
 * A charger's id stands percent-encoded, since it may hold what means something in a topic.
 */

export interface Topics {
  readonly status: string;
  readonly site: string;
  readonly charger: (id: string) => string;
  /** Where commands come in, for the subscription. */
  readonly commands: readonly string[];
  /** Every charger that was ever told here. */
  readonly chargers: string;
}

export const topicsBelow = (base: string): Topics => ({
  status: `${base}/status`,
  site: `${base}/site`,
  charger: (id) => `${base}/chargers/${encodeURIComponent(id)}`,
  commands: ['site', 'chargers/+'].flatMap((whom) => [`${base}/${whom}/set`, `${base}/${whom}/set/+`]),
  chargers: `${base}/chargers/+`,
});

/** What a topic below the site's is about; `charger` is null for the house. */
export type Address =
  | { readonly kind: 'told'; readonly charger: string }
  | { readonly kind: 'command'; readonly charger: string | null; readonly key: string | null; readonly whom: string };

/** Reads a topic that came in; undefined for one that is not ours. */
export function addressOf(base: string, topic: string): Address | undefined {
  if (!topic.startsWith(`${base}/`)) return undefined;
  const match = /^(?:site|chargers\/([^/]+))(?:(\/set)(?:\/([^/]+))?)?$/.exec(topic.slice(base.length + 1));
  if (!match) return undefined;
  const [, segment, set, key = null] = match;
  const charger = segment === undefined ? null : decoded(segment);
  if (set) return { kind: 'command', charger, key, whom: topic.slice(0, topic.lastIndexOf('/set')) };
  return charger === null ? undefined : { kind: 'told', charger };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
