import assert from 'node:assert/strict';
import { explain } from '../../../core/control/because/explain.js';
import { followersOf, type Scene } from '../../../core/control/because/scene.js';
import { NEW_CHARGER_MEMORY } from '../../../core/control/memory.js';
import type { Seat } from '../../../core/control/seat.js';
import type { ChargerState } from '../../../core/control/site-state.js';
import { NOT_HIDDEN } from '../../../core/control/sun/hidden-sun.js';
import { takeSeat } from '../../../core/control/take-seat.js';
import type { ChargerFacts } from '../../../core/model/charger.js';
import type { SiteFacts } from '../../../core/model/site-facts.js';
import { chargerFacts, House, NO_BATTERY, siteFacts } from './house.js';

/** What is not said of the scene: enough room, no sun, no battery, alone, nothing held back. */
export interface Given extends Partial<Omit<Scene, 'battery' | 'table'>> {
  readonly site?: Partial<SiteFacts>;
  readonly facts?: Partial<ChargerFacts>;
  readonly seat?: Partial<Seat>;
  readonly charger?: Partial<ChargerState>;
  readonly battery?: Partial<Scene['battery']>;
  /** Others that charge, as this one but for what is said of them. */
  readonly mates?: readonly Partial<Seat>[];
}

type Numbers = Readonly<Record<string, number | string>>;

/** The reason for a limit, and where it comes from. */
export function told(
  limitA: number,
  { site, facts = {}, seat: own, charger, battery, mates = [], ...scene }: Given,
): Numbers & { readonly code: string } {
  const house = new House(siteFacts({ ...site, chargers: [chargerFacts('a', facts)] }));
  house.plugIn('a');
  house.pass(1000);
  const { state, now } = house;
  const seat = takeSeat(state, house.charger('a'), now, now.monoMs);
  const table = mates.map((mate, k) => ({ ...seat, id: `b${k}`, lanes: mate.on ?? seat.lanes, ...mate }));
  const lanes = own?.on ?? seat.lanes;
  const { because, sources } = explain(
    state,
    { ...seat, lanes, charger: { ...seat.charger, ...charger }, ...own },
    limitA,
    {
      roomsA: [20, 20, 20],
      surplusW: 0,
      hidden: NOT_HIDDEN,
      table,
      followers: followersOf(table, state.facts.voltageV),
      balanced: new Set(),
      imbalancePct: 0,
      targetA: limitA,
      pace: { limitA, paceWs: 0, held: null },
      at: now.monoMs,
      ...scene,
      battery: { ...NO_BATTERY, ...battery },
    },
  );
  return { code: because.code, ...because.numbers, from: sources.join() };
}
export const says = (limitA: number, given: Given, expected: Numbers): void =>
  assert.deepEqual(told(limitA, given), expected);
export const held = (by: 'pace' | 'write-budget' | 'trip') => ({ limitA: 0, paceWs: 0, held: by });
export const car = new House(siteFacts()).charger('a').car;
export const memory = NEW_CHARGER_MEMORY;
/** Three phases at 6 A, less the 0.3 A that a car is thought to stay below. */
export const NEEDED_W = 3930;
export const eco = { facts: { mode: 'ECO' } } as const;
export const ecoPlus = { facts: { mode: 'ECO+' } } as const;
