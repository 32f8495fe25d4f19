/**
 * The first state of a site: facts, wishes and what was kept, nothing heard yet. And the way back: how a site stands, as the
 * journal notes it for another run to begin with.
 */
import { type ChargerFacts, cardOf, GENERIC_ABILITIES } from '../model/charger.js';
import type { KeptForSite, Observation } from '../model/event.js';
import type { MeterRole } from '../model/reading.js';
import type { SiteFacts } from '../model/site-facts.js';
import { type Amps, monoMs, type Now } from '../model/units.js';
import { effectiveWishes, type Wishes } from '../model/wishes.js';
import { carOf, nextCar, UNKNOWN_CAR } from './car/learned-car.js';
import { lastingMemory, NEW_CHARGER_MEMORY, readMemory } from './memory.js';
import { type ChargerState, type MeterState, NO_PROFILES, OBEDIENT, type SiteState } from './site-state.js';

/** A charger nothing has been heard of yet. */
export function unheardCharger(facts: ChargerFacts, wishes: Wishes, kept: KeptForSite): ChargerState {
  const memory = readMemory(kept.memory);
  const transaction = kept.transactions[facts.id] ?? null;
  const { tripsOnLowering, ignoresPhases } = memory.chargers[facts.id] ?? NEW_CHARGER_MEMORY;
  return {
    facts,
    wishes: effectiveWishes(facts, wishes.chargers[facts.id]),
    wishedAt: null,
    connected: false,
    connectedAt: null,
    heard: false,
    identity: {},
    abilities: kept.abilities[facts.id] ?? GENERIC_ABILITIES,
    status: 'Unknown',
    statusTold: 'Unknown',
    statusAt: null,
    chargingSince: null,
    chargingEndedAt: null,
    fault: null,
    visited: transaction !== null,
    transaction,
    uninvited: false,
    finished: false,
    finishedAt: null,
    swap: null,
    granted: transaction !== null,
    goesOnAs: null,
    pausedAtZero: false,
    resumeTried: false,
    sample: null,
    measuredA: 0 as Amps,
    draws: [],
    drewAt: null,
    tookOffer: false,
    doubted: false,
    drawChangedAt: null,
    ...NO_PROFILES,
    pending: [],
    refusals: {},
    asked: {},
    ahead: null,
    offers: [],
    writes: [],
    car: nextCar({ ...UNKNOWN_CAR, tripsOnLowering, ignoresPhases }, carOf(memory.cars, facts.id, cardOf(transaction))),
    disobedience: OBEDIENT,
  };
}

/** The state a site opens with: facts, wishes and what was kept; nothing heard yet. */
export function initialState(facts: SiteFacts, wishes: Wishes, kept: KeptForSite, now: Now): SiteState {
  const chargers: Record<string, ChargerState> = {};
  for (const charger of facts.chargers) chargers[charger.id] = unheardCharger(charger, wishes, kept);
  const meters: Record<string, MeterState> = {};
  for (const { meterId, role } of facts.meters) meters[meterId] = unheardMeter(meterId, role);
  return { facts, wishes, openedAt: monoMs(now.monoMs), meters, chargers, memory: readMemory(kept.memory) };
}

export const unheardMeter = (meterId: string, role: MeterRole): MeterState => ({
  meterId,
  role,
  reading: null,
  heardAt: null,
  changedAt: null,
  gapsMs: [],
  trouble: null,
});

/** The site as it stands, for the journal: what a later run of it can begin with. */
export function standing({ facts, wishes, chargers, memory }: SiteState): Extract<Observation, { kind: 'standing' }> {
  const heard = Object.values(chargers).filter((charger) => charger.heard);
  const running = heard.flatMap(({ facts: { id }, transaction }) => (transaction ? [[id, transaction] as const] : []));
  return {
    kind: 'standing',
    facts,
    wishes,
    kept: {
      abilities: Object.fromEntries(heard.map((charger) => [charger.facts.id, charger.abilities])),
      memory: lastingMemory(memory),
      transactions: Object.fromEntries(running),
    },
    chargers: Object.fromEntries(
      heard.map(({ facts: { id }, status, finished, finishedAt, granted }) => [
        id,
        { status, finished, finishedAt, granted },
      ]),
    ),
  };
}
