import { nextTime, throughDay } from '../model/calendar.js';
import { type Card, sameTag } from '../model/card.js';
import type { ChargerFacts } from '../model/charger.js';
import type { ChargerWish } from '../model/charger-wish.js';
import { ToldError } from '../model/error-texts.js';
import { ACCESSES, type Boost, type ExternalLimit, MODES, type ReadyBy, type Reservation } from '../model/mode.js';
import { demandNumber, type Span, shown } from '../model/outside-number.js';
import { chargeOf, flagOf, modeOf, plain } from '../model/outside-word.js';
import { CHARGER_SETTINGS } from '../model/settings.js';
import { inOneLine } from '../model/shortened.js';
import { amps, currentOf, type Volts, type WallMs, wallMs, wattHours, watts } from '../model/units.js';
import type { ChargerOverlay } from '../model/wishes.js';
import { readTimers } from './read-timers.js';

/** Per kWh in any money; below zero where the grid pays. */
export const PRICES: Span = { from: -100_000, to: 100_000 };

/** What the reading of a wish may know: the charger it is for, the clock on the wall, the supply. */
interface WishContext {
  readonly facts: ChargerFacts;
  readonly now: WallMs;
  readonly timeZone: string;
  readonly voltageV: Volts;
  readonly nextReservationId: number;
  /** The hub's cards: a reservation is for everybody of the same parent. */
  readonly cards?: readonly Card[];
}

/**
 * A wish from outside as an overlay, all or nothing.
 * @throws SurplugError INVALID_INPUT that names the key, what came and what would be right
 */
export function readWish(wish: ChargerWish, context: WishContext): ChargerOverlay {
  const overlay: { -readonly [K in keyof ChargerOverlay]: ChargerOverlay[K] } = {};
  for (const key of Object.keys(wish) as (keyof ChargerWish)[]) {
    if (wish[key] !== undefined) Object.assign(overlay, readKey(key, wish, context));
  }
  return overlay;
}

function readKey(key: keyof ChargerWish, wish: ChargerWish, context: WishContext): ChargerOverlay {
  const { facts } = context;
  switch (key) {
    case 'mode':
      return { mode: modeOf(wish.mode) ?? oneOf('mode', wish.mode, MODES) };
    case 'current':
      if (wish.current === null) return { limitA: null };
      return { limitA: amps(demandNumber(wish.current, 'current', { from: facts.minA, to: facts.maxA })) };
    case 'ecoPlusA':
      return { ecoPlusA: amps(demandNumber(wish.ecoPlusA, 'ecoPlusA', CHARGER_SETTINGS.ecoPlusA)) };
    case 'charge':
      return (chargeOf(wish.charge) ?? oneOf('charge', wish.charge, ['start', 'stop'])) === 'start'
        ? { charging: 'allowed', startAsked: true }
        : { charging: 'stopped', startAsked: false };
    case 'boost':
      return { boost: readBoost(wish.boost, context) };
    case 'lock':
      return { locked: flag('lock', wish.lock) };
    case 'access':
      return { access: oneOf('access', wish.access, ACCESSES) };
    case 'priority':
      return { priority: demandNumber(wish.priority, 'priority', CHARGER_SETTINGS.priority) };
    case 'timers':
      return { timers: readTimers(wish.timers, context.now, context.timeZone) };
    case 'readyBy':
      return { readyBy: readReadyBy(wish.readyBy ?? null, context) };
    case 'cheapUpTo':
      return { cheapUpTo: wish.cheapUpTo === null ? null : demandNumber(wish.cheapUpTo, 'cheapUpTo', PRICES) };
    case 'limit':
      return { externalLimit: readExternalLimit(wish.limit ?? null, context) };
    case 'reserve':
      return { reservation: readReservation(wish.reserve ?? null, context) };
    default:
      return refuseKey(key);
  }
}

function refuseKey(key: never): never {
  throw new ToldError('INVALID_INPUT', 'no-wish', { name: shown(key) });
}

export function oneOf<const T extends string>(field: string, value: unknown, of: readonly T[]): T {
  const found = of.find((word) => word.toLowerCase() === plain(value));
  if (found !== undefined) return found;
  throw new ToldError('INVALID_INPUT', 'not-one-of', { field, value: shown(value), choice: of.join(', ') });
}

export function flag(field: string, value: unknown): boolean {
  const meant = flagOf(value);
  if (meant !== undefined) return meant;
  throw new ToldError('INVALID_INPUT', 'not-a-flag', { field, value: shown(value) });
}

const ONE_YEAR_S = 366 * 86_400;

function readBoost(boost: ChargerWish['boost'], context: WishContext): Boost | null {
  const { now } = context;
  // As at the control node, a number is minutes; 1 is what other systems call on.
  if (typeof boost === 'number' && boost > 1) return readBoost({ minutes: boost }, context);
  // An empty object would be a boost without end that nobody asked for.
  if (typeof boost !== 'object' || boost === null || Object.keys(boost).length === 0) {
    return flag('boost', boost) ? { since: now } : null;
  }
  const { minutes, until, energyWh } = boost;
  return {
    since: now,
    ...(minutes !== undefined && {
      untilAt: wallMs(now + demandNumber(minutes, 'boost.minutes', { from: 1, to: 1440 }) * 60_000),
    }),
    ...(until !== undefined && { untilAt: laterInstant('boost.until', until, context) }),
    ...(energyWh !== undefined && {
      energyWh: wattHours(demandNumber(energyWh, 'boost.energyWh', { from: 1, to: 200_000 })),
    }),
  };
}

function readReadyBy(readyBy: NonNullable<ChargerWish['readyBy']> | null, context: WishContext): ReadyBy | null {
  if (readyBy === null) return null;
  // A time alone says by when, not how much.
  demandObject('readyBy', readyBy, { time: '07:00', energyWh: 20_000 });
  laterInstant('readyBy.time', readyBy.time, context);
  return {
    time: clockTime(readyBy.time),
    energyWh: wattHours(demandNumber(readyBy.energyWh, 'readyBy.energyWh', { from: 100, to: 200_000 })),
    setAt: context.now,
  };
}

function readExternalLimit(
  limit: NonNullable<ChargerWish['limit']> | null,
  { facts, now, voltageV }: WishContext,
): ExternalLimit | null {
  if (limit === null) return null;
  demandObject('limit', limit, { amps: 10, ttlS: 600 });
  const ttlS = demandNumber(limit.ttlS, 'limit.ttlS', { from: 1, to: ONE_YEAR_S });
  const currentA =
    limit.watts === undefined
      ? demandNumber(limit.amps, 'limit.amps', { from: 0, to: 400 })
      : currentOf(
          watts(demandNumber(limit.watts, 'limit.watts', { from: 0, to: 400_000 })),
          facts.phases.length,
          voltageV,
        );
  const name = inOneLine(String(limit.name ?? ''), 40);
  return { name, currentA: amps(currentA), since: now, untilAt: wallMs(now + ttlS * 1000) };
}

function readReservation(
  reserve: NonNullable<ChargerWish['reserve']> | null,
  context: WishContext,
): Reservation | null {
  if (reserve === null) return null;
  demandObject('reserve', reserve, { idTag: 'DEADBEEF', until: '18:00' });
  const { nextReservationId, cards = [] } = context;
  const idTag = readIdTag('reserve.idTag', reserve.idTag);
  const parentIdTag = cards.find((card) => sameTag(card.idTag, idTag))?.parentIdTag;
  return {
    reservationId: nextReservationId,
    idTag,
    ...(parentIdTag !== undefined && { parentIdTag }),
    untilAt: laterInstant('reserve.until', reserve.until, context),
  };
}

/** An RFID tag as OCPP 1.6 has it: 1 to 20 characters. Some readers tell more: such a card of the house is named as it is. */
export function readIdTag(field: string, idTag: unknown, cards: readonly Card[] = []): string {
  const known = typeof idTag === 'string' && cards.find((card) => sameTag(card.idTag, idTag.trim()));
  if (known) return known.idTag;
  if (typeof idTag === 'string' && idTag.trim().length >= 1 && idTag.trim().length <= 20) return idTag.trim();
  throw new ToldError('INVALID_INPUT', 'no-card', { field, value: shown(idTag) });
}

function demandObject(field: string, value: unknown, example: object): void {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return;
  throw new ToldError('INVALID_INPUT', 'no-object', { field, value: shown(value), example: JSON.stringify(example) });
}

/** "7:00" and "07:00:00", as other systems write it, are "07:00"; what is no time of day stays. */
function clockTime(text: string): string {
  const [, hour, minute] = /^(\d{1,2}):(\d\d)(?::\d\d)?$/.exec(text.trim()) ?? [];
  return hour === undefined ? text : `${hour.padStart(2, '0')}:${minute}`;
}

/**
 * A moment as people name it; null when it is none. "07:00" is the next time the site's clock shows it; an instant without an
 * offset is on that clock too, not the machine's.
 */
export function momentNamed(value: unknown, { now, timeZone }: Pick<WishContext, 'now' | 'timeZone'>): WallMs | null {
  const text = typeof value === 'string' ? clockTime(value) : '';
  return /^(\d\d:\d\d$|\d{4}-)/.test(text) ? nextTime(text, now, timeZone) : null;
}

function laterInstant(field: string, value: unknown, context: WishContext): WallMs {
  const { now } = context;
  const at = momentNamed(typeof value === 'string' ? throughDay(value) : value, context);
  if (at !== null && at > now) return at;
  const example = `"07:00", "${new Date(now + 3_600_000).toISOString()}"`;
  throw new ToldError('INVALID_INPUT', 'not-to-come', { field, value: shown(value), example });
}
