import { CHARGER_MODELS } from './charger.js';
import { ACCESSES, MODES, POLICIES, PRESETS } from './mode.js';

/**
 * The one table of settings: default, range, unit, and where a manual says so. The Node-RED dialogs, the Homebridge form
 * (config.schema.json), `parseSiteConfig` and the README are checked against it by a test.
 */
export interface NumberSetting {
  readonly kind: 'number';
  /** Absent: the user must say. */
  readonly default?: number;
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly unit: string;
  readonly source?: string;
}

interface ChoiceSetting {
  readonly kind: 'choice';
  readonly default: string;
  readonly of: readonly string[];
  readonly source?: string;
}

interface FlagSetting {
  readonly kind: 'flag';
  readonly default: boolean;
  readonly source?: string;
}

export type Setting = NumberSetting | ChoiceSetting | FlagSetting;

/** A number setting; `rest` says the default (absent: the user must say), the step where it is not 1, and the source. */
const number = <const R extends { readonly default?: number; readonly step?: number; readonly source?: string }>(
  from: number,
  to: number,
  unit: string,
  rest: R,
): NumberSetting & R => ({ kind: 'number', from, to, unit, step: 1, ...rest });

export const SITE_SETTINGS = {
  fuseA: number(6, 400, 'A', { source: 'Cabur PLUS EV manual, 11; Hydra Cubus manual, 12.4 ("Max House Current")' }),
  marginA: number(0, 20, 'A', { default: 0.5, step: 0.1 }),
  reserveA: number(0, 400, 'A', { default: 10 }),
  voltageV: number(100, 260, 'V', { default: 230 }),
  spreadA: number(1, 200, 'A', { default: 20 }),
  profileDurationS: number(10, 3600, 's', { default: 300 }),
  writesPerHour: number(20, 3600, '1/h', { default: 100 }),
  policy: { kind: 'choice', default: 'equal', of: POLICIES },
  preset: { kind: 'choice', default: 'balanced', of: PRESETS },
  balance: { kind: 'choice', default: 'off', of: ['off', 'percent', 'spread'], source: 'Hydra Cubus manual, 12.3' },
  meterLostEcoPlus: { kind: 'choice', default: 'pause', of: ['pause', 'safe'] },
  exportLimitW: number(0, 100_000, 'W', {}),
  batteryHoldSocPct: number(0, 100, '%', {}),
  batteryStartSocPct: number(0, 100, '%', {}),
  wakeUp: { kind: 'flag', default: false },
  /** Charges, faults and statistics; decisions 90 days, minutes two years at the most. */
  retentionYears: number(1, 50, 'a', { default: 10 }),
  /** Of each month, as a file in the storage folder. */
  monthlyReport: { kind: 'choice', default: 'off', of: ['off', 'xlsx', 'csv'] },
} as const satisfies Record<string, Setting>;

export const CHARGER_SETTINGS = {
  connectorId: number(1, 8, '', { default: 1 }),
  minA: number(6, 32, 'A', { default: 6, source: 'IEC 61851-1, Annex A' }),
  maxA: number(6, 80, 'A', { default: 16, source: 'Hydra Cubus manual, 8.5.1-8: 6–32 A, 16 A on the 11 kW model' }),
  stepA: number(0.1, 2, 'A', { default: 1, step: 0.1, source: 'Hydra Cubus manual, 8.5.1-8' }),
  safeA: number(0, 32, 'A', { default: 6 }),
  priority: number(1, 100, '', { default: 1 }),
  limitA: number(6, 80, 'A', { source: 'Cabur PLUS EV manual, 8.1.2-4' }),
  ecoPlusA: number(0, 5, 'A', { default: 0, source: 'Hydra Cubus manual, 8.5.1-22' }),
  mode: { kind: 'choice', default: 'ECO+', of: MODES },
  access: { kind: 'choice', default: 'free', of: ACCESSES },
  phaseSwitching: { kind: 'choice', default: 'auto', of: ['auto', 'on', 'off'] },
  model: { kind: 'choice', default: 'generic', of: CHARGER_MODELS },
} as const satisfies Record<string, Setting>;

export const CIRCUIT_SETTINGS = {
  /** Of one circuit, per phase. */
  fuseA: number(6, 400, 'A', {}),
} as const satisfies Record<string, Setting>;

export const OCPP_SETTINGS = {
  /** 0: any free one. */
  port: number(0, 65535, '', { default: 9220 }),
  /** wss, when a certificate is given. */
  tlsPort: number(0, 65535, '', { default: 9221 }),
} as const satisfies Record<string, Setting>;

export const METER_SETTINGS = {
  /** Default: the product's own; 502 for most. */
  port: number(1, 65535, '', { default: 502 }),
  /** Default: the register map's own; 2 for the Chint meters of these chargers. */
  unitId: number(0, 255, '', { source: 'Hydra Cubus manual, 12.2' }),
  periodS: number(0.2, 60, 's', { default: 1, step: 0.1 }),
} as const satisfies Record<string, Setting>;
