import type { SiteSnapshot } from '../../core/index.js';

/** What a state node is asked to show. */
export interface Wanted {
  readonly source: 'charger' | 'site';
  /** Id or name; empty: the only one; "all": each. */
  readonly charger: string;
  /** Empty: the whole object; otherwise a path such as powerW, session.energyWh or meters.grid.ok. */
  readonly property: string;
}

/** One message to be: what it is about, and its value. */
export interface Picked {
  readonly topic: string;
  readonly charger?: string;
  readonly value: unknown;
}

/** The value at a path of names; null where the path leads nowhere, as in a charger without a session. */
function at(value: unknown, path: string): unknown {
  const found = path
    .split('.')
    .reduce<unknown>((inner, name) => (inner as Record<string, unknown> | null | undefined)?.[name], value);
  return found ?? null;
}

const part = (whole: unknown, property: string): unknown => (property === '' ? whole : at(whole, property));

/** Adds the property to a topic: "garage", or "garage/powerW". */
const topicOf = (name: string, property: string): string => (property === '' ? name : `${name}/${property}`);

/** What a snapshot holds of what is wanted; empty while the charger is not known. */
export function pick(snapshot: SiteSnapshot, { source, charger, property }: Wanted): readonly Picked[] {
  if (source === 'site') return [{ topic: topicOf('site', property), value: part(siteState(snapshot), property) }];
  const { chargers } = snapshot;
  const chosen =
    charger === 'all' || (charger === '' && chargers.length === 1)
      ? chargers
      : chargers.filter(({ id, name }) => id === charger || name === charger).slice(0, 1);
  return chosen.map((state) => {
    return { topic: topicOf(state.id, property), charger: state.id, value: part(state, property) };
  });
}

/** Of which chargers one would have to be chosen: the site has several, and none is named. */
export const undecided = ({ chargers }: SiteSnapshot, { source, charger }: Wanted): readonly string[] =>
  source === 'charger' && charger === '' && chargers.length > 1 ? chargers.map(({ id }) => id) : [];

/** What of it is worth a message: before its first decision, a charger has no reason to tell. */
export const worthTelling = (snapshot: SiteSnapshot, wanted: Wanted): readonly Picked[] =>
  pick(snapshot, wanted).filter(({ value }) => wanted.property !== 'because' || value !== '');

/** The house without what is told elsewhere: chargers have messages of their own, cards are nobody's business here. */
function siteState(snapshot: SiteSnapshot): Readonly<Record<string, unknown>> {
  const { chargers: _, cards: __, ...house } = snapshot;
  return house;
}

// They change by themselves, every second: alone they are no news.
const CLOCKWORK: ReadonlySet<string> = new Set(['at', 'ageS', 'durationS', 'lastSeen']);

/** A value as text, to see whether it is still the same; what only counts time is left out of whole objects. */
export function fingerprint(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => (CLOCKWORK.has(key) ? undefined : inner)) ?? '';
}
