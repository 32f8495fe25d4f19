import { modelOf } from '../chargers/models.js';
import { throughDay } from '../model/calendar.js';
import { momentsMeant } from '../model/calendar-moments.js';
import type { GivenCard } from '../model/card.js';
import { type Card, sameTag } from '../model/card.js';
import { CHARGER_MODELS } from '../model/charger.js';
import type { ChargerWish } from '../model/charger-wish.js';
import { SurplugError } from '../model/error.js';
import { ToldError } from '../model/error-texts.js';
import { ACCESSES, POLICIES, PRESETS } from '../model/mode.js';
import { plausible, SHOWN_MOST, type Span, shown } from '../model/outside-number.js';
import type { Phase } from '../model/phases.js';
import { CHARGER_SETTINGS } from '../model/settings.js';
import { inOneLine } from '../model/shortened.js';
import type { CommandOf } from '../model/site-command.js';
import type { SiteFacts } from '../model/site-facts.js';
import type { PendingCharger } from '../model/snapshot.js';
import { amps, type WallMs, wallMs } from '../model/units.js';
import type { Adoption, ChargerOverlay, SiteWishes, Wishes } from '../model/wishes.js';
import { complaintLine } from '../words/config-text.js';
import type { ResolvedConfig } from './config-schema.js';
import { resolveConfig } from './parse-config.js';
import { flag, oneOf, PRICES, readIdTag } from './read-wish.js';
import { notConfigured } from './site-facts.js';

/** What a change of the site's wishes may look at. */
export interface WishScene {
  readonly now: WallMs;
  readonly config: ResolvedConfig;
  readonly facts: SiteFacts;
  readonly wishes: Wishes;
  readonly pending: readonly PendingCharger[];
}

/** Overlay keys behind the words of a wish, for "back to the default". */
const OVERLAY_KEYS: Readonly<Record<keyof ChargerWish, readonly (keyof ChargerOverlay)[]>> = {
  mode: ['mode'],
  current: ['limitA'],
  ecoPlusA: ['ecoPlusA'],
  charge: ['charging', 'startAsked'],
  boost: ['boost'],
  lock: ['locked'],
  access: ['access'],
  priority: ['priority'],
  timers: ['timers'],
  readyBy: ['readyBy'],
  cheapUpTo: ['cheapUpTo'],
  limit: ['externalLimit'],
  reserve: ['reservation'],
};

export function clearedKeys(what: keyof ChargerWish | 'all'): readonly (keyof ChargerOverlay)[] {
  if (what === 'all') return Object.values(OVERLAY_KEYS).flat();
  return OVERLAY_KEYS[oneOf('default', what, Object.keys(OVERLAY_KEYS) as (keyof ChargerWish)[])];
}

const withoutChargers = ({ chargers: _, ...rest }: Wishes): SiteWishes => rest;

export function sitePreferences(command: CommandOf<'site'>, scene: WishScene): SiteWishes {
  const { wishes } = scene;
  const { policy, preset, prices, forecast } = command;
  return {
    ...withoutChargers(wishes),
    ...(policy !== undefined && { policy: oneOf('policy', policy, POLICIES) }),
    ...(preset !== undefined && { preset: oneOf('preset', preset, PRESETS) }),
    ...(prices !== undefined && { prices: readSteps(prices, PRICE_LIST, scene) }),
    ...(forecast !== undefined && { forecast: readSteps(forecast, FORECAST_LIST, scene) }),
  };
}

/** A list of steps in order of time: what it is called, and the number of each step. */
interface StepList<K extends string> {
  readonly field: string;
  readonly key: K;
  readonly span: Span;
}

const PRICE_LIST: StepList<'price'> = { field: 'prices', key: 'price', span: PRICES };
const FORECAST_LIST: StepList<'powerW'> = { field: 'forecast', key: 'powerW', span: { from: 0, to: 1_000_000 } };
/** Quarters of an hour of a year. */
const MOST_STEPS = 35_136;

type Step<K extends string> = { readonly start: string } & Readonly<Record<K, number>>;

/** Of two steps with one start the later in the list counts. */
function readSteps<K extends string>(
  list: unknown,
  { field, key, span }: StepList<K>,
  { now, facts }: WishScene,
): readonly Step<K>[] {
  if (!Array.isArray(list) || list.length > MOST_STEPS) {
    const shape = `{ start, ${key} }`;
    throw new ToldError('INVALID_INPUT', 'no-list-of-steps', { field, shape, most: `${MOST_STEPS}` });
  }
  const read = new Map<number, number>();
  (list as readonly (Record<string, unknown> | null)[]).forEach((step, i) => {
    const at = startOf(step?.['start'], facts.timeZone, now);
    const value = step?.[key];
    if (Number.isNaN(at) || !plausible(value, span)) {
      const right = { key, from: `${span.from}`, to: `${span.to}` };
      throw new ToldError('INVALID_INPUT', 'no-step', { field: `${field}[${i}]`, value: shown(step), ...right });
    }
    read.set(at, value);
  });
  return [...read]
    .sort(([a], [b]) => a - b)
    .map(([at, value]) => ({ start: new Date(at).toISOString(), [key]: value }) as Step<K>);
}

/** Without an offset it is on the site's clock, as prices are printed, not on the machine's. */
function startOf(start: unknown, zone: string, now: WallMs): number {
  if (typeof start !== 'string') return Number.NaN;
  const iso = start.trim().replace(/^(\d{4}-\d\d-\d\d) (?=\d)/, '$1T');
  return momentsMeant(iso, zone, now)[0] ?? Date.parse(start);
}

export function cardWishes(command: CommandOf<'card'>, scene: WishScene): SiteWishes {
  const { wishes } = scene;
  const { add, remove } = command;
  const added = add && readCard(add, scene);
  const removed = remove && readIdTag('card.remove', remove, wishes.cards);
  if (removed && !wishes.cards.some(({ idTag }) => sameTag(idTag, removed)))
    throw new ToldError('INVALID_INPUT', 'card-unknown', { value: shown(removed) });
  const kept = wishes.cards.filter(({ idTag }) => ![added?.idTag, removed].some((tag) => tag && sameTag(tag, idTag)));
  return { ...withoutChargers(wishes), cards: added ? [...kept, added] : kept };
}

/** A card known already keeps what it is where no name is given: whoever blocks it, or lets it in again, need not know that. */
function readCard(card: GivenCard, scene: WishScene): Card {
  const { cards } = scene.wishes;
  const idTag = readIdTag('card.add.idTag', card.idTag, cards);
  const known = cards.find((each) => sameTag(each.idTag, idTag));
  return {
    ...(card.name ? {} : known),
    idTag,
    name: String(card.name || known?.name || idTag).slice(0, 60),
    allowed: card.allowed === undefined ? true : flag('card.add.allowed', card.allowed),
    ...(card.expiresAt !== undefined && { expiresAt: readExpiry(card.expiresAt, scene) }),
    ...(card.parentIdTag !== undefined && { parentIdTag: readIdTag('card.add.parentIdTag', card.parentIdTag) }),
  };
}

function readExpiry(expiresAt: string | number, { now, facts }: WishScene): WallMs {
  const at =
    typeof expiresAt === 'number' ? expiresAt : startOf(throughDay(`${expiresAt}`.trim()), facts.timeZone, now);
  if (!Number.isNaN(new Date(at).getTime())) return wallMs(at);
  const example = '"2027-01-31T08:00"';
  throw new ToldError('INVALID_INPUT', 'no-time', { field: 'card.add.expiresAt', value: shown(expiresAt), example });
}

/** The wishes with one charger more. The site with it must still be one that could be configured. */
export function adoptedWishes(command: CommandOf<'adopt'>, scene: WishScene): SiteWishes {
  const { config, facts, wishes, pending } = scene;
  const id = String(command.id ?? '').trim();
  if (facts.chargers.some((charger) => charger.id === id)) {
    throw new ToldError('INVALID_INPUT', 'charger-known', { id });
  }
  const { vendor, model = '' } = pending.find((charger) => charger.id === id)?.identity ?? {};
  const circuit = String(command.circuit ?? '').trim();
  const adoption: Adoption = {
    id,
    name: inOneLine(String(command.name ?? '').trim() || id, SHOWN_MOST),
    model:
      command.model === undefined ? modelOf(vendor, `${model} ${id}`) : oneOf('model', command.model, CHARGER_MODELS),
    access: oneOf('access', command.access ?? CHARGER_SETTINGS.access.default, ACCESSES),
    ...(command.phases !== undefined && { phases: command.phases as readonly Phase[] }),
    ...(circuit !== '' && { circuit }),
    ...(command.maxA !== undefined && { maxA: amps(command.maxA) }),
    safeA: amps(command.safeA ?? fittingSafeCurrent(facts, circuit)),
  };
  const adopted = [...wishes.adopted, adoption];
  const lines = adoptedComplaints(config, adopted);
  if (lines.length > 0) throw new SurplugError('INVALID_INPUT', lines.join(' '));
  return { ...withoutChargers(wishes), adopted };
}

/** What is wrong with the configuration and the adopted chargers together, a line each: they were adopted into another one. */
export function adoptedComplaints(config: ResolvedConfig, adopted: Wishes['adopted']): readonly string[] {
  const chargers = [...config.chargers, ...notConfigured(config, adopted)];
  const whole = resolveConfig({ ...config, chargers });
  if (!('complaints' in whole)) return [];
  return whole.complaints.map(({ field, ...rest }) => {
    // Its place in a list that nobody sees says nothing.
    const named = field.replace(/^chargers\[(\d+)\]/, (place, i) =>
      inOneLine(chargers[Number(i)]?.id ?? place, SHOWN_MOST),
    );
    return complaintLine(config.language, { field: named, ...rest });
  });
}

/** Of a charger that knocks, the id as it writes it: whoever types it off a label may miss the case. */
export function knockingId(id: string, pending: WishScene['pending']): string {
  if (pending.some((charger) => charger.id === id)) return id;
  const alike = pending.filter((charger) => charger.id.toLowerCase() === id.toLowerCase());
  return alike.length === 1 && alike[0] ? alike[0].id : id;
}

/**
 * 6 A while the fuse, and that of its circuit, carry it beside the others without the hub; otherwise the newcomer pauses
 * when the hub is gone.
 */
function fittingSafeCurrent({ chargers, fuseA, circuits = [] }: SiteFacts, circuit: string): number {
  const ownA = CHARGER_SETTINGS.safeA.default;
  const fits = (there: SiteFacts['chargers'], mostA: number): boolean =>
    there.reduce<number>((sum, charger) => sum + charger.safeA, ownA) <= mostA;
  const own = circuits.find(({ name }) => name === circuit);
  const beside = chargers.filter((charger) => charger.circuit === circuit);
  return fits(chargers, fuseA) && (!own || fits(beside, own.fuseA)) ? ownA : 0;
}

export function forgottenWishes(id: string, { config, wishes }: WishScene): SiteWishes {
  if (config.chargers.some((charger) => charger.id === id)) {
    throw new ToldError('INVALID_INPUT', 'charger-configured', { id });
  }
  if (!wishes.adopted.some((adoption) => adoption.id === id)) {
    throw new ToldError('UNKNOWN_CHARGER', 'charger-not-adopted', { id });
  }
  return { ...withoutChargers(wishes), adopted: wishes.adopted.filter((adoption) => adoption.id !== id) };
}
