import { type ChargerAbilities, type ChargerModelId, GENERIC_ABILITIES } from '../model/charger.js';
import { CORE_OPERATIONS } from './outbound/operations.js';

/** What is known of a make of charger before it has said a word. */
export interface ChargerModel {
  readonly id: ChargerModelId;
  readonly name: string;
  /** Operations it takes from a server. */
  readonly operations: readonly string[];
  readonly measurands: readonly string[];
  /** Its settings over OCPP and their defaults, where the manual lists them. */
  readonly defaults: Readonly<Record<string, string>>;
  /** Range of its current dial, A. */
  readonly currentA: { readonly from: number; readonly to: number };
  /** The firmware location may be `url|user|password|md5`. */
  readonly fourPartFirmware: boolean;
  /** Recurring profiles it takes. */
  readonly recurrency: readonly ('Daily' | 'Weekly')[];
}

/** Cabur PLUS EV manual, 8.1.4 and 8.1.2-4. */
const CABUR: ChargerModel = {
  id: 'cabur-ev-plus',
  name: 'Cabur PLUS EV',
  operations: [
    'RemoteStartTransaction',
    'RemoteStopTransaction',
    'GetConfiguration',
    'Reset',
    'ChangeAvailability',
    'ChangeConfiguration',
    'ClearCache',
    'ReserveNow',
    'CancelReservation',
    'ClearChargingProfile',
    'SetChargingProfile',
  ],
  measurands: ['Energy.Active.Import.Register', 'Current.Import', 'Voltage'],
  defaults: {},
  currentA: { from: 6, to: 32 },
  fourPartFirmware: false,
  recurrency: ['Daily', 'Weekly'],
};

/** Hydra Cubus manual, 9.2 and 8.5.1-8. */
const HYDRA: ChargerModel = {
  id: 'hydra-cubus',
  name: 'Hydra Cubus',
  operations: CORE_OPERATIONS.filter((operation) => operation !== 'ClearCache'),
  measurands: ['Energy.Active.Import.Register', 'Current.Import', 'Voltage'],
  defaults: {
    StopTransactionOnEVSideDisconnect: 'TRUE',
    AuthorizationCacheEnabled: 'FALSE',
    ConnectionTimeOut: '0',
    MinimumStatusDuration: '0',
    BlinkRepeat: '0',
    LightIntensity: '100',
    MaxEnergyOnInvalidId: '0',
    ResetRetries: '1',
    MeterValuesSampledData: 'Voltage, Current.Import, Energy.Active.Import.Register',
    MeterValuesAlignedData: 'Voltage, Current.Import, Energy.Active.Import.Register',
    StopTxnAlignedData: 'Energy.Active.Import.Register',
    StopTxnSampledData: 'Energy.Active.Import.Register',
    ConnectorPhaseRotation: 'Unknown',
  },
  currentA: { from: 6, to: 32 },
  fourPartFirmware: true,
  recurrency: ['Daily'],
};

const GENERIC: ChargerModel = {
  id: 'generic',
  name: 'OCPP 1.6J',
  operations: CORE_OPERATIONS,
  measurands: ['Energy.Active.Import.Register', 'Current.Import', 'Voltage', 'Power.Active.Import'],
  defaults: {},
  currentA: { from: 6, to: 80 },
  fourPartFirmware: false,
  recurrency: ['Daily', 'Weekly'],
};

export const MODELS: Readonly<Record<ChargerModelId, ChargerModel>> = {
  'cabur-ev-plus': CABUR,
  'hydra-cubus': HYDRA,
  generic: GENERIC,
};

/** What a charger of this make is taken to be able to do until it answers otherwise. */
export function defaultAbilities(id: ChargerModelId): ChargerAbilities {
  const refuses = CORE_OPERATIONS.filter((operation) => !MODELS[id].operations.includes(operation));
  return { ...GENERIC_ABILITIES, model: id, refuses };
}

/** What a boot teaches: its firmware; another than before may know what the old one refused. */
export function learnedAtBoot(
  before: ChargerAbilities,
  id: ChargerModelId,
  firmware: string | undefined,
): Partial<ChargerAbilities> {
  if (firmware === undefined) return {};
  const renewed = before.firmware !== undefined && before.firmware !== firmware;
  return { ...(renewed && defaultAbilities(id)), firmware };
}

/** What was learned of a charger, as long as it was of this make. */
export const abilitiesOf = (id: ChargerModelId, learned: ChargerAbilities | undefined): ChargerAbilities =>
  learned?.model === id ? learned : defaultAbilities(id);

/** The make, out of what a charger says of itself; the LINCHR H series is the Hydra Cubus. */
export function modelOf(vendor = '', model = ''): ChargerModelId {
  const words = `${vendor} ${model}`.toLowerCase();
  if (/cabur|acpile|jss070|evplus/.test(words)) return 'cabur-ev-plus';
  if (/hydra|cubus|linchr|lchs|\bhc-?(7|11|22)\b/.test(words)) return 'hydra-cubus';
  return 'generic';
}
