import type { ChargerFacts, RunningTransaction } from '../model/charger.js';
import { meterIdOf } from '../model/config.js';
import type { ChargeRecord } from '../model/record.js';
import type { SiteFacts } from '../model/site-facts.js';
import { amps, seconds, volts } from '../model/units.js';
import type { Adoption, Wishes } from '../model/wishes.js';
import { transactionOf } from '../records/charge-book.js';
import { chargerPhases } from './charger-phases.js';
import { configSchema, type ResolvedCharger, type ResolvedConfig } from './config-schema.js';

/** Chargers tell what they measure now and then, and a load is as old as that. */
const CHARGERS_TELL_S = 60;

/** The installation as `decide` sees it: the configuration, and the chargers adopted since. */
export function siteFacts(config: ResolvedConfig, adopted: Wishes['adopted']): SiteFacts {
  const late = notConfigured(config, adopted).map((adoption) => adoptedCharger(adoption));
  return {
    name: config.name,
    phases: config.phases,
    voltageV: volts(config.voltageV),
    fuseA: amps(config.fuseA),
    marginA: amps(config.marginA),
    reserveA: amps(config.reserveA),
    policy: config.policy,
    preset: config.preset,
    balance: config.balance,
    spreadA: amps(config.spreadA),
    profileDurationS: seconds(config.profileDurationS),
    writesPerHour: config.writesPerHour,
    meterLostEcoPlus: config.meterLostEcoPlus,
    wakeUp: config.wakeUp,
    timeZone: config.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    language: config.language,
    ...(config.latitude !== undefined && { latitude: config.latitude }),
    ...(config.longitude !== undefined && { longitude: config.longitude }),
    ...(config.exportLimitW !== undefined && { exportLimitW: config.exportLimitW }),
    meters: config.meters.map((meter) => ({
      meterId: meterIdOf(meter),
      role: meter.role,
      periodS: seconds(meter.type === 'charger' ? CHARGERS_TELL_S : meter.periodS),
    })),
    ...(config.circuits.length > 0 && {
      circuits: config.circuits.map(({ name, fuseA }) => ({ name, fuseA: amps(fuseA) })),
    }),
    chargers: [...config.chargers, ...late].map((charger) => chargerFacts(charger, config.phases)),
    batteryPriority: config.batteryPriority,
    batteryHoldSocPct: config.batteryHoldSocPct ?? null,
    batteryStartSocPct: config.batteryStartSocPct ?? null,
  };
}

/** Of a charger that was adopted and has come into the configuration since, the configuration counts. */
export const notConfigured = ({ chargers }: ResolvedConfig, adopted: Wishes['adopted']): Wishes['adopted'] =>
  adopted.filter(({ id }) => !chargers.some((charger) => charger.id === id));

function chargerFacts(charger: ResolvedCharger, supply: 1 | 3): ChargerFacts {
  return {
    id: charger.id,
    name: charger.name || charger.id,
    model: charger.model,
    connectorId: charger.connectorId,
    phases: chargerPhases(charger, supply),
    ...(charger.circuit !== undefined && { circuit: charger.circuit }),
    minA: amps(charger.minA),
    maxA: amps(charger.maxA),
    stepA: amps(charger.stepA),
    safeA: amps(charger.safeA),
    priority: charger.priority,
    mode: charger.mode,
    access: charger.access,
    limitA: charger.limitA === undefined ? null : amps(charger.limitA),
    ecoPlusA: amps(charger.ecoPlusA),
    phaseSwitching: charger.phaseSwitching,
  };
}

/** An adopted charger takes the defaults of the configuration for all it was not asked. */
function adoptedCharger(adoption: Adoption): ResolvedCharger {
  const { id, name, model, access, phases, circuit, maxA, safeA } = adoption;
  const given = { id, name, model, access, phases: phases && [...phases], circuit, maxA, safeA };
  return configSchema.shape.chargers.unwrap().element.parse(given);
}

/** The transactions that ran when the site was last open, newest per charger. */
export const runningTransactions = (open: readonly ChargeRecord[]): Readonly<Record<string, RunningTransaction>> =>
  Object.fromEntries(open.map((charge) => [charge.chargerId, transactionOf(charge)]));
