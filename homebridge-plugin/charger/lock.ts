import type { HomeKitOptions } from '../options.js';
import type { ServicePlan } from '../service-plan.js';
import { ask, type ChargerLabel, type ChargerSeen } from './charger-seen.js';

/** LockTargetState and LockCurrentState. */
const UNSECURED = 0;
const SECURED = 1;
const UNKNOWN = 3;

/** State locking (Hydra Cubus manual, 8.5.1-9): no new charge starts, a running one goes on. Not the cable's latch. */
export function lock(as: HomeKitOptions['lockAs'], label: ChargerLabel): readonly ServicePlan<ChargerSeen>[] {
  switch (as) {
    case 'lock':
      return [
        {
          service: 'LockMechanism',
          subtype: 'lock',
          label: label('lock'),
          offline: { LockCurrentState: UNKNOWN },
          values: ({ charger }) => ({
            LockCurrentState: charger.locked ? SECURED : UNSECURED,
            LockTargetState: charger.locked ? SECURED : UNSECURED,
          }),
          writes: { LockTargetState: (target, seen) => ask(seen, { lock: target === SECURED }) },
        },
      ];
    case 'switch':
      return [
        {
          service: 'Switch',
          subtype: 'lock',
          label: label('lock'),
          values: ({ charger }) => ({ On: charger.locked }),
          writes: { On: (on, seen) => ask(seen, { lock: Boolean(on) }) },
        },
      ];
    case 'none':
      return [];
  }
}
