import type { HomeKitOptions } from '../options.js';
import type { ServicePlan, Verdict } from '../service-plan.js';
import { ask, type ChargerLabel, type ChargerSeen } from './charger-seen.js';

/** Longest boost the valve offers; HomeKit's own ceiling of an hour is too short for a car. */
const LONGEST_S = 12 * 3600;
const SHORTEST_S = 60;

/*
 * FAST for a while (Hydra Cubus manual, 8.5.1-6), as a switch or as a valve with a duration:
 *  1. in FAST there is nothing to boost: the tile goes back to off
 *  2. on: boost, the valve's for its duration, which the same scene may set; off: the mode as before
 */
export function boost(as: HomeKitOptions['boostAs'], label: ChargerLabel): readonly ServicePlan<ChargerSeen>[] {
  switch (as) {
    case 'switch':
      return [boostSwitch(label('boost'))];
    case 'valve':
      return [boostValve(label('boost'))];
    case 'none':
      return [];
  }
}

const boostSwitch = (label: string): ServicePlan<ChargerSeen> => ({
  service: 'Switch',
  subtype: 'boost',
  label,
  values: ({ charger }) => ({ On: charger.boost.active }),
  writes: { On: (on, seen) => boostVerdict(Boolean(on), seen, true) },
});

const boostValve = (label: string): ServicePlan<ChargerSeen> => ({
  service: 'Valve',
  subtype: 'boost-timer',
  label,
  ranges: {
    SetDuration: { minValue: 0, maxValue: LONGEST_S, minStep: 60 },
    RemainingDuration: { minValue: 0, maxValue: 24 * 3600 },
  },
  offline: { ValveType: 0 },
  values: (seen) => ({
    Active: seen.charger.boost.active ? 1 : 0,
    InUse: seen.charger.boost.active ? 1 : 0,
    ValveType: 0,
    SetDuration: seen.boostS,
    RemainingDuration: remainingS(seen),
  }),
  writes: {
    Active: (on, seen) => {
      const verdict = boostVerdict(on === 1 || on === true, seen, { minutes: Math.max(1, seen.boostS / 60) });
      return verdict.kind === 'ask' ? { ...verdict, afterScene: true } : verdict;
    },
    SetDuration: (durationS) => ({ kind: 'keep', boostS: clampDurationS(Number(durationS)) }),
  },
});

function boostVerdict(on: boolean, seen: ChargerSeen, wanted: true | { readonly minutes: number }): Verdict {
  if (!on) return ask(seen, { boost: false });
  return seen.charger.mode === 'FAST' ? { kind: 'bounce' } : ask(seen, { boost: wanted });
}

const clampDurationS = (durationS: number): number => Math.min(LONGEST_S, Math.max(SHORTEST_S, durationS));

/** Seconds until the boost ends, by the clock of the site. */
function remainingS({ charger }: ChargerSeen): number {
  const { active, until } = charger.boost;
  if (!active || until === null) return 0;
  const leftS = Math.round((Date.parse(until) - Date.parse(charger.at)) / 1000);
  return Math.min(24 * 3600, Math.max(0, leftS));
}
