/**
 * Folds one event into the state. Pure: the same events in the same order always give the same state, which is what
 * makes a journal worth replaying. What carries an older timestamp than what is known changes nothing.
 */
import type { ObservedEvent } from '../model/event.js';
import { type Now, plausibleWall } from '../model/units.js';
import { effectiveWishes } from '../model/wishes.js';
import { UNKNOWN_CAR } from './car/learned-car.js';
import { initialState, unheardCharger, unheardMeter } from './initial-state.js';
import { takeClockStep } from './observe/clock.js';
import { commandAnswered, commandSent } from './observe/command.js';
import { boot, connect, disconnect } from './observe/connection.js';
import { takeReading, takeTrouble } from './observe/meter.js';
import { takeSample } from './observe/sample.js';
import { takeStatus } from './observe/status.js';
import { endTransaction, startTransaction } from './observe/transaction.js';
import { fillFromWh, settleWishes, takeWish } from './observe/wish.js';
import { type ChargerState, NO_PROFILES, type SiteState } from './site-state.js';

/** The state after the event. An event of a charger that is not of the site leaves it as it is. */
export function observe(state: SiteState, event: ObservedEvent): SiteState {
  switch (event.kind) {
    case 'opened':
      return initialState(event.facts, event.wishes, event.kept, momentOf(event));
    case 'tick':
    case 'standing':
      return state;
    case 'reading':
      return takeReading(state, event.reading, event.at);
    case 'meter-trouble':
      return takeTrouble(state, event.meterId, event.role, event.what);
    case 'site-wishes':
      return { ...state, wishes: { ...event.wishes, chargers: state.wishes.chargers } };
    case 'facts':
      return takeFacts(state, event.facts);
    case 'clock-stepped':
      return takeClockStep(state, event);
    case 'wish':
      return takeWish(state, event);
    case 'car-forgotten':
      return forgetCars(state, event.chargerId);
    default: {
      const before = state.chargers[event.chargerId];
      if (!before) return state;
      const after = foldCharger(state, before, event);
      if (after === before) return state;
      const next = { ...state, chargers: { ...state.chargers, [event.chargerId]: after } };
      return event.kind === 'sample' ? fillFromWh(next, event.chargerId) : settleWishes(next, before, after);
    }
  }
}

/** The moment an event was folded at, as the decision after it sees it. */
export const momentOf = (event: Pick<ObservedEvent, 'at' | 'atWall'>): Now => ({
  monoMs: event.at,
  wallMs: event.atWall,
  wallClockPlausible: plausibleWall(event.atWall),
});

/** What a charger tells, or is told: it changes that charger alone, and the wishes that are settled by it. */
type ChargerEvent = Exclude<Extract<ObservedEvent, { chargerId: string }>, { kind: 'wish' | 'car-forgotten' }>;

function foldCharger(state: SiteState, charger: ChargerState, event: ChargerEvent): ChargerState {
  switch (event.kind) {
    case 'connected':
      return connect(charger, event.at);
    case 'disconnected':
      return disconnect(charger);
    case 'turned-away':
      return { ...charger, turnedAway: event.by };
    case 'profiles-cleared':
      return { ...charger, ...NO_PROFILES };
    case 'booted':
      return boot(charger, event);
    case 'status':
      return takeStatus(charger, event, event.at);
    case 'sample':
      return takeSample(charger, event.sample, event.at, event.atWall);
    case 'transaction-started':
      return startTransaction(state, charger, event.transaction, event);
    case 'transaction-ended':
      return endTransaction(charger, event);
    case 'abilities':
      return { ...charger, abilities: event.abilities };
    case 'command-sent':
      return commandSent(charger, event.command, event.at);
    case 'command-answered':
      return commandAnswered(charger, event.command, event.outcome, event.at);
    case 'card':
      return charger;
  }
}

/** Adopted chargers come, forgotten ones go with all that was wished of them, known ones keep what is known of them. */
function takeFacts(state: SiteState, facts: SiteState['facts']): SiteState {
  const chargers: Record<string, ChargerState> = {};
  for (const own of facts.chargers) {
    const known = state.chargers[own.id];
    chargers[own.id] = known
      ? { ...known, facts: own, wishes: effectiveWishes(own, state.wishes.chargers[own.id]) }
      : unheardCharger(own, state.wishes, { abilities: {}, memory: state.memory, transactions: {} });
  }
  const meters: Record<string, SiteState['meters'][string]> = {};
  for (const { meterId, role } of facts.meters) meters[meterId] = state.meters[meterId] ?? unheardMeter(meterId, role);
  const wished = Object.entries(state.wishes.chargers).filter(([id]) => chargers[id] || !state.chargers[id]);
  const wishes = { ...state.wishes, chargers: Object.fromEntries(wished) };
  return { ...state, facts, wishes, chargers, meters };
}

function forgetCars(state: SiteState, chargerId: string): SiteState {
  const charger = state.chargers[chargerId];
  if (!charger) return state;
  const { [chargerId]: _own, ...cars } = state.memory.cars;
  const car = { ...UNKNOWN_CAR, offeredSince: charger.car.offeredSince };
  return {
    ...state,
    chargers: { ...state.chargers, [chargerId]: { ...charger, car } },
    memory: { ...state.memory, cars },
  };
}
