/**
 * What each make of charger can do, as its manual lists it. Operations not in a list are answered NotSupported, unknown
 * ones NotImplemented.
 */
export interface ChargerModel {
  readonly vendor: string;
  readonly model: string;
  readonly firmware: string;
  readonly operations: readonly string[];
  readonly configuration: Readonly<Record<string, ConfigurationKey>>;
  /** Measurands it can measure; the configuration says which it sends. */
  readonly measurands: readonly string[];
  readonly rateUnits: readonly ('A' | 'W')[];
  readonly maxStackLevel: number;
  readonly maxProfiles: number;
  readonly takesWeekly: boolean;
}

interface ConfigurationKey {
  readonly value: string;
  readonly readonly?: boolean;
  readonly check?: (value: string) => boolean;
  /** The new value only counts after a restart: answered RebootRequired. */
  readonly needsReboot?: boolean;
}

const whole = (value: string): boolean => /^\d{1,6}$/.test(value);
const flag = (value: string): boolean => /^(true|false)$/i.test(value);
const percent = (value: string): boolean => whole(value) && Number(value) <= 100;

/** Cabur PLUS EV manual, 8.1.4: eleven operations. */
const CABUR_OPERATIONS = [
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
];

/** Hydra Cubus manual, 9.2: Cabur's without ClearCache, and eight more. */
const HYDRA_OPERATIONS = [
  ...CABUR_OPERATIONS.filter((operation) => operation !== 'ClearCache'),
  'DataTransfer',
  'GetCompositeSchedule',
  'GetDiagnostics',
  'GetLocalListVersion',
  'SendLocalList',
  'TriggerMessage',
  'UnlockConnector',
  'UpdateFirmware',
];

const MANUAL_MEASURANDS = ['Voltage', 'Current.Import', 'Energy.Active.Import.Register'];
const SPACED = MANUAL_MEASURANDS.join(', ');

/** Hydra Cubus manual, 9.2: the whole list of keys with their defaults, spaces in the measurands included. */
const HYDRA_KEYS: Readonly<Record<string, ConfigurationKey>> = {
  StopTransactionOnEVSideDisconnect: { value: 'TRUE', check: flag },
  AuthorizationCacheEnabled: { value: 'FALSE', check: flag },
  ConnectionTimeOut: { value: '0', check: whole },
  MinimumStatusDuration: { value: '0', check: whole },
  BlinkRepeat: { value: '0', check: whole },
  LightIntensity: { value: '100', check: percent },
  MaxEnergyOnInvalidId: { value: '0', check: whole },
  ResetRetries: { value: '1', check: whole },
  MeterValuesSampledData: { value: SPACED },
  MeterValuesAlignedData: { value: SPACED },
  StopTxnAlignedData: { value: 'Energy.Active.Import.Register' },
  StopTxnSampledData: { value: 'Energy.Active.Import.Register' },
  ConnectorPhaseRotation: { value: 'Unknown' },
};

/** The keys OCPP 1.6, 9.1 and 9.4 require of every charger with Core and SmartCharging. Cabur's manual names none. */
const STANDARD_KEYS: Readonly<Record<string, ConfigurationKey>> = {
  AuthorizeRemoteTxRequests: { value: 'false', check: flag },
  ClockAlignedDataInterval: { value: '0', check: whole },
  ConnectionTimeOut: { value: '120', check: whole },
  GetConfigurationMaxKeys: { value: '50', readonly: true },
  HeartbeatInterval: { value: '300', check: whole },
  LocalAuthorizeOffline: { value: 'true', check: flag },
  LocalPreAuthorize: { value: 'false', check: flag },
  MeterValuesAlignedData: { value: 'Energy.Active.Import.Register' },
  MeterValuesSampledData: { value: MANUAL_MEASURANDS.join(',') },
  MeterValueSampleInterval: { value: '10', check: whole },
  NumberOfConnectors: { value: '1', readonly: true },
  ResetRetries: { value: '1', check: whole },
  ConnectorPhaseRotation: { value: 'Unknown' },
  StopTransactionOnEVSideDisconnect: { value: 'true', check: flag },
  StopTransactionOnInvalidId: { value: 'true', check: flag },
  StopTxnAlignedData: { value: '' },
  StopTxnSampledData: { value: '' },
  SupportedFeatureProfiles: { value: 'Core,SmartCharging,Reservation', readonly: true },
  TransactionMessageAttempts: { value: '3', check: whole },
  TransactionMessageRetryInterval: { value: '10', check: whole },
  UnlockConnectorOnEVSideDisconnect: { value: 'true', check: flag },
  ChargeProfileMaxStackLevel: { value: '8', readonly: true },
  ChargingScheduleAllowedChargingRateUnit: { value: 'Current,Power', readonly: true },
  ChargingScheduleMaxPeriods: { value: '24', readonly: true },
  MaxChargingProfilesInstalled: { value: '10', readonly: true },
};

const SMART = { rateUnits: ['A', 'W'], maxStackLevel: 8, maxProfiles: 10 } as const;

export const MODELS = {
  'hydra-cubus': {
    vendor: 'Hydra',
    model: 'HC-11',
    firmware: 'V1.2.6',
    operations: HYDRA_OPERATIONS,
    configuration: HYDRA_KEYS,
    measurands: MANUAL_MEASURANDS,
    takesWeekly: false,
    ...SMART,
  },
  'cabur-ev-plus': {
    vendor: 'Cabur',
    model: 'EVPLUS22S',
    firmware: 'V915R00D06',
    operations: CABUR_OPERATIONS,
    configuration: STANDARD_KEYS,
    measurands: MANUAL_MEASURANDS,
    takesWeekly: true,
    ...SMART,
  },
  generic: {
    vendor: 'Generic',
    model: 'AC-1',
    firmware: '1.0',
    operations: [...HYDRA_OPERATIONS, 'ClearCache'],
    configuration: {
      ...STANDARD_KEYS,
      SupportedFeatureProfiles: {
        value: 'Core,FirmwareManagement,LocalAuthListManagement,Reservation,SmartCharging,RemoteTrigger',
        readonly: true,
      },
      LocalAuthListEnabled: { value: 'true', check: flag },
      LocalAuthListMaxLength: { value: '100', readonly: true },
      SendLocalListMaxLength: { value: '100', readonly: true },
    },
    measurands: [...MANUAL_MEASURANDS, 'Power.Active.Import', 'Current.Offered', 'SoC'],
    takesWeekly: true,
    ...SMART,
  },
} as const satisfies Record<string, ChargerModel>;

export type ModelName = keyof typeof MODELS;
