import type { HomeKitOptions } from '../options.js';
import type { ServicePlan, Verdict } from '../service-plan.js';
import { type ChargerLabel, type ChargerSeen, wishCommand } from './charger-seen.js';

/*
 * The user's limit on a slider, where a percent stands for an ampere: 16 % is 16 A.
 *  1. below the charger's minimum is the minimum, above its maximum the maximum, and the slider shows it
 *  2. a slider sends many values on its way: the last one is written after a quiet while
 *  3. it is always on: switching it off jumps back, stopping is the outlet's business
 * It never touches the installation's limit.
 */
export function limit(as: HomeKitOptions['limitAs'], label: ChargerLabel): readonly ServicePlan<ChargerSeen>[] {
  const whole = { minValue: 0, maxValue: 100, minStep: 1 };
  switch (as) {
    case 'fan':
      return [
        {
          service: 'Fanv2',
          subtype: 'limit',
          label: label('limit'),
          ranges: { RotationSpeed: whole },
          values: (seen) => ({ Active: 1, RotationSpeed: userLimitA(seen) }),
          writes: { Active: () => ({ kind: 'bounce' }), RotationSpeed: limitVerdict },
        },
      ];
    case 'lightbulb':
      return [
        {
          service: 'Lightbulb',
          subtype: 'limit',
          label: label('limit'),
          ranges: { Brightness: whole },
          values: (seen) => ({ On: true, Brightness: userLimitA(seen) }),
          writes: { On: () => ({ kind: 'bounce' }), Brightness: limitVerdict },
        },
      ];
    case 'none':
      return [];
  }
}

/** A wish from before the settings were changed may be above what holds now. */
const userLimitA = ({ charger: { userLimitA: wishedA, maxA } }: ChargerSeen): number =>
  Math.round(Math.min(maxA, wishedA ?? maxA));

function limitVerdict(value: unknown, seen: ChargerSeen): Verdict {
  const { minA, maxA } = seen.charger;
  const currentA = Math.min(maxA, Math.max(minA, Math.round(Number(value))));
  return { kind: 'ask-when-quiet', command: wishCommand(seen, { current: currentA }), shows: currentA };
}
