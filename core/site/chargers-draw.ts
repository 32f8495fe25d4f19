import { bracketAt } from '../control/car/bracket.js';
import { type ChargerState, plugged, type SiteState } from '../control/site-state.js';
import { layOnSupply } from '../model/phases.js';
import type { ChargersDraw } from '../model/reading.js';
import { amps, LIVE_V, type MonoMs, monoMs, volts, watts } from '../model/units.js';

/** A sample older than this says nothing about now: chargers tell every minute at the latest while a car charges. */
const STALE_MS = 180_000;

/**
 * What the chargers draw now, by their own meters, or the one named:
 *  1. nobody plugged in draws nothing
 *  2. a car draws what its charger last measured, and no more than the charger was since told it may
 *  3. without a measurement it draws all that it may be drawing by now, none while its charger does not say that it charges:
 *     the rules of the fuse reckon so too, and take the rest for other loads
 *  4. an offline charger is not in it: the fuse counts it anyway at what it may draw
 * `undefined` while none of them was heard.
 */
export function chargersDraw(state: SiteState, now: MonoMs, chargerId?: string): ChargersDraw | undefined {
  const heard = Object.values(state.chargers).filter(
    ({ connected, facts }) =>
      connected && (chargerId === undefined || facts.id === chargerId || facts.name === chargerId),
  );
  if (heard.length === 0) return undefined;
  const currentA = new Array<number>(state.facts.phases).fill(0);
  let takenAt: number = now;
  let voltageV: readonly number[] | undefined;
  for (const charger of heard) {
    const draw = drawOf(charger, now);
    takenAt = Math.min(takenAt, draw.takenAt);
    layOnSupply(currentA, charger.facts.phases, draw.currentA);
    voltageV ??= onSupply(charger, state.facts.phases);
  }
  const phaseW = currentA.map((current, i) => current * (voltageV?.[i] ?? state.facts.voltageV));
  return {
    takenAt: monoMs(takenAt),
    powerW: watts(phaseW.reduce((total, power) => total + power, 0)),
    phaseW: phaseW.map(watts),
    currentA: currentA.map(amps),
    ...(voltageV && { voltageV: voltageV.map(volts) }),
  };
}

/** What the chargers last measured, on the phases of the supply. */
export function measuredOnSupply(state: SiteState): readonly number[] {
  const currentA = new Array<number>(state.facts.phases).fill(0);
  for (const charger of Object.values(state.chargers)) {
    if (!charger.connected || !plugged(charger)) continue;
    layOnSupply(currentA, charger.facts.phases, charger.sample?.currentA ?? []);
  }
  return currentA;
}

function drawOf(
  charger: ChargerState,
  now: MonoMs,
): { readonly currentA: readonly number[]; readonly takenAt: MonoMs } {
  if (!plugged(charger)) return { currentA: [], takenAt: now };
  const { sample, facts, profiles } = charger;
  if (sample?.currentA && now - sample.takenAt <= STALE_MS) {
    const atMostA = profiles.live?.limitA ?? facts.maxA;
    return { currentA: sample.currentA.map((current) => Math.min(current, atMostA)), takenAt: sample.takenAt };
  }
  const { highA } = bracketAt(charger, now);
  return { currentA: facts.phases.map(() => highA), takenAt: now };
}

/** Voltages on the phases of the supply, where the charger has told all of them. */
function onSupply({ sample, facts }: ChargerState, phases: number): readonly number[] | undefined {
  const told = Array.from(
    { length: phases },
    (_, i) => sample?.voltageV?.[facts.phases.findIndex((at) => at === i + 1)],
  );
  return told.every((voltage) => voltage !== undefined && voltage > LIVE_V) ? (told as readonly number[]) : undefined;
}
