import type { Mode } from '../../core/index.js';
import type { ServicePlan } from '../service-plan.js';
import { ask, type ChargerLabel, type ChargerSeen } from './charger-seen.js';

/** Subtypes are for ever; "ECO+" is not a name HomeKit takes. */
const SWITCHES = [
  { mode: 'FAST', subtype: 'mode-fast', word: 'fast' },
  { mode: 'ECO', subtype: 'mode-eco', word: 'eco' },
  { mode: 'ECO+', subtype: 'mode-ecoplus', word: 'ecoPlus' },
] as const satisfies readonly { mode: Mode; subtype: string; word: string }[];

/*
 * Three switches as a radio group:
 *  1. on selects the mode, and does not start a stopped charger
 *  2. off changes nothing: the active one jumps back on. Stopping is the outlet's business, so that a group or a room
 *     that is switched off never changes a mode.
 */
export const modes = (label: ChargerLabel): readonly ServicePlan<ChargerSeen>[] =>
  SWITCHES.map(({ mode, subtype, word }) => ({
    service: 'Switch',
    subtype,
    label: label(word),
    values: ({ charger }) => ({ On: charger.mode === mode }),
    writes: { On: (on, seen) => (on ? ask(seen, { mode }) : { kind: 'bounce' }) },
  }));
