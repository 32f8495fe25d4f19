import type { ChargerAbilities, ChargerFacts } from '../../core/model/charger.js';
import type { Mode, Policy, Preset } from '../../core/model/mode.js';
import type { Phase } from '../../core/model/phases.js';
import type { SiteFacts } from '../../core/model/site-facts.js';
import { amps, seconds, volts } from '../../core/model/units.js';

interface Common {
  readonly type: 'init';
  readonly mode: Mode;
  readonly allow_A: number;
  readonly site: { readonly phases: 1 | 3; readonly fuse_A: number };
}
interface InitOne extends Common {
  readonly v: 1;
  readonly charger: {
    readonly min_A: number;
    readonly max_A: number;
    readonly step_A: number;
    readonly phase_modes: readonly number[];
  };
}
interface InitMany extends Common {
  readonly v: 2;
  readonly policy: Policy;
  readonly balance: boolean;
  readonly chargers: readonly {
    readonly id: string;
    readonly min_A: number;
    readonly max_A: number;
    readonly step_A: number;
    readonly phases: readonly Phase[];
    readonly priority: number;
  }[];
}
export type Init = InitOne | InitMany;

interface Unit {
  readonly id: string;
  readonly minA: number;
  readonly maxA: number;
  readonly stepA: number;
  readonly phases: readonly Phase[];
  readonly priority: number;
  readonly phaseSwitching: ChargerAbilities['phaseSwitching'];
}

/** The chargers of a run, in one shape for both protocols. */
export function unitsOf(init: Init): readonly Unit[] {
  if (init.v === 2) {
    return init.chargers.map((one) => ({
      id: one.id,
      minA: one.min_A,
      maxA: one.max_A,
      stepA: one.step_A,
      phases: one.phases,
      priority: one.priority,
      phaseSwitching: 'unknown',
    }));
  }
  const { charger } = init;
  const three = Math.max(...charger.phase_modes) === 3;
  return [
    {
      id: 'a',
      minA: charger.min_A,
      maxA: charger.max_A,
      stepA: charger.step_A,
      phases: three ? [1, 2, 3] : [1],
      priority: 1,
      phaseSwitching: charger.phase_modes.length > 1 ? 'told' : 'unknown',
    },
  ];
}

/** The site as a home would configure it: every setting at its default but what the run says. */
export function factsOf(init: Init): SiteFacts {
  const chargers = unitsOf(init).map(
    (unit): ChargerFacts => ({
      id: unit.id,
      name: unit.id,
      model: 'generic',
      connectorId: 1,
      phases: unit.phases,
      minA: amps(unit.minA),
      maxA: amps(unit.maxA),
      stepA: amps(unit.stepA),
      safeA: amps(6),
      priority: unit.priority,
      mode: init.mode,
      access: 'free',
      limitA: null,
      ecoPlusA: amps(init.allow_A),
      phaseSwitching: 'auto',
    }),
  );
  const preset = process.env['SURPLUG_PRESET'] as Preset | undefined;
  const writes = process.env['SURPLUG_WRITES'];
  return {
    name: 'yardstick',
    phases: init.site.phases,
    voltageV: volts(230),
    fuseA: amps(init.site.fuse_A),
    marginA: amps(0.5),
    reserveA: amps(10),
    policy: init.v === 2 ? init.policy : 'equal',
    preset: preset ?? 'balanced',
    balance: init.v === 2 && init.balance ? 'percent' : 'off',
    spreadA: amps(20),
    profileDurationS: seconds(300),
    writesPerHour: writes ? Number(writes) : 100,
    meterLostEcoPlus: 'pause',
    wakeUp: false,
    timeZone: 'Europe/Rome',
    language: 'en',
    meters: [{ meterId: 'grid', role: 'grid', periodS: seconds(2) }],
    chargers,
    batteryPriority: 'car',
    batteryHoldSocPct: null,
    batteryStartSocPct: null,
  };
}
