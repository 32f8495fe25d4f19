import type { Command } from '../model/command.js';
import type { Decision } from '../model/decision.js';
import type { Now } from '../model/units.js';
import type { ControlMemory } from './memory.js';
import { permit } from './permission.js';
import type { SiteState } from './site-state.js';

/** What is to happen now, why, what to ask of the chargers, and what to remember. */
export interface Cycle {
  readonly decisions: readonly Decision[];
  readonly commands: readonly Command[];
  readonly memory: ControlMemory;
}

export function decide(state: SiteState, now: Now): Cycle {
  const decisions = Object.values(state.chargers).map((charger): Decision => {
    const allowed = permit(state, charger, now);
    return {
      chargerId: charger.facts.id,
      limitA: 0 as Decision['limitA'],
      transaction: allowed.transaction,
      sources: [allowed.source ?? 'failsafe'],
      because: allowed.because ?? { code: 'clock-unset', numbers: { currentA: 0 } },
    };
  });
  return { decisions, commands: [], memory: { ...state.memory, decidedAt: now.monoMs } };
}
