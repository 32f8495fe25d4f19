/**
 * What is remembered of each charger from cycle to cycle: energy for fairness, grid energy for the bound of ECO+, and
 * whether the car takes what it is offered.
 */
import type { Now } from '../model/units.js';
import { idleAfter } from './car/idle.js';
import { type ChargerMemory, NEW_CHARGER_MEMORY } from './memory.js';
import type { Seat } from './seat.js';
import { plugged, type SiteState } from './site-state.js';
import { allowanceW } from './sun/worth.js';

/** The state with each charger's memory brought up to the moment, before anything is decided on it. */
export function recall(state: SiteState, now: Now): SiteState {
  const chargers: Record<string, ChargerMemory> = {};
  for (const charger of Object.values(state.chargers)) {
    const before = state.memory.chargers[charger.facts.id] ?? NEW_CHARGER_MEMORY;
    // A new car begins at nothing: fairness counts within a plug-in.
    const own = plugged(charger) ? before : { ...before, gotWh: 0, turnWh: 0, gotAh: 0, gridWh: 0 };
    chargers[charger.facts.id] = idleAfter(own, charger, now);
  }
  return { ...state, memory: { ...state.memory, chargers } };
}

export interface Spell {
  readonly paceWs: number;
  readonly phasesWs: number;
  /** Time since the last meter sample, s. */
  readonly dtS: number;
  /** W by which the sun falls short of the minimums of all that follow it; below zero, what it leaves. */
  readonly shortW: number;
  /** The sun carries the minimum of this one too. */
  readonly carried: boolean;
  /** A turn begins. */
  readonly turned: boolean;
  readonly voltageV: number;
}

/** The memory after a cycle. */
export function recordCharger(seat: Seat, spell: Spell): ChargerMemory {
  const { memory, charger } = seat;
  const flowsA = charger.status === 'Charging' ? charger.measuredA : 0;
  const hours = spell.dtS / 3600;
  const atMinimum = seat.offeredA <= seat.minA && charger.status === 'Charging';
  const shortW = atMinimum ? Math.max(0, spell.shortW - allowanceW(seat, spell.voltageV)) : 0;
  const gotWh = memory.gotWh + flowsA * spell.voltageV * seat.feeds * hours;
  return {
    ...memory,
    gotAh: memory.gotAh + flowsA * hours,
    gotWh,
    turnWh: spell.turned ? gotWh : memory.turnWh,
    gridWh: seat.law !== 'ECO+' || (seat.offeredA <= 0 && spell.carried) ? 0 : memory.gridWh + shortW * hours,
    paceWs: spell.paceWs,
    phasesWs: spell.phasesWs,
    readyBegan: mayBegin(seat) && seat.duty?.begun ? (charger.wishes.readyBy?.setAt ?? null) : memory.readyBegan,
    tripsOnLowering: charger.car.tripsOnLowering,
    ignoresPhases: charger.car.ignoresPhases,
  };
}

const mayBegin = ({ permit, ceiling, minA }: Seat): boolean => permit.mayDraw && ceiling.currentA >= minA;
