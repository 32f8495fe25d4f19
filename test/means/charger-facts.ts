import type { ChargerFacts } from '../../core/model/charger.js';
import { amps } from '../../core/model/units.js';

/** A three-phase charger of no known make, 6–16 A, free to anyone. */
export const chargerFacts = (id: string, facts: Partial<ChargerFacts> = {}): ChargerFacts => ({
  id,
  name: id,
  model: 'generic',
  connectorId: 1,
  phases: [1, 2, 3],
  minA: amps(6),
  maxA: amps(16),
  stepA: amps(1),
  safeA: amps(6),
  priority: 1,
  mode: 'ECO+',
  access: 'free',
  limitA: null,
  ecoPlusA: amps(0),
  phaseSwitching: 'auto',
  ...facts,
});
