/**
 * Which fault is it? In this order:
 * 1. vendorErrorCode, when it is a display code of the Cabur (manual 7.1.2) or a fault of the Hydra Cubus (manual 15);
 * 2. info, when it names such a fault;
 * 3. errorCode, ChargePointErrorCode of OCPP 1.6 (4.9, 7.6);
 * 4. otherwise it is told as it came.
 */
import { DISOBEDIENT } from '../model/charger.js';

export const FAULT_NAMES = [
  'ground',
  'earth-missing',
  'leakage',
  'earth-leakage',
  'car-leakage',
  'over-voltage',
  'under-voltage',
  'over-current',
  'hot',
  'relay-hot',
  'input-hot',
  'socket-hot',
  'fan',
  'lock',
  'metering',
  'meter-link',
  'can-bus',
  'relay-blocked',
  'charging-circuit',
  'pilot',
  'contact',
  'unplugged-under-load',
  'card-reader',
  'power-cut',
  'wires-swapped',
  'phase-missing',
  'server',
  'charger-network',
  'weak-signal',
  'card-list',
  'internal',
  'disobedient',
  'reset',
  'other',
] as const;
export type FaultName = (typeof FAULT_NAMES)[number];

const BY_ERROR_CODE: Readonly<Record<string, FaultName>> = {
  ConnectorLockFailure: 'lock',
  EVCommunicationError: 'pilot',
  GroundFailure: 'ground',
  HighTemperature: 'hot',
  InternalError: 'internal',
  LocalListConflict: 'card-list',
  OtherError: 'other',
  OverCurrentFailure: 'over-current',
  OverVoltage: 'over-voltage',
  PowerMeterFailure: 'metering',
  PowerSwitchFailure: 'charging-circuit',
  ReaderFailure: 'card-reader',
  ResetFailure: 'reset',
  UnderVoltage: 'under-voltage',
  WeakSignal: 'weak-signal',
  // Found by the hub, told by no charger.
  [DISOBEDIENT]: 'disobedient',
};

/** Keys are what `essence` leaves of the manuals' words. */
const BY_VENDOR_WORD: Readonly<Record<string, FaultName>> = {
  // Cabur PLUS EV manual, 7.1.2
  ocp: 'over-current',
  ovp: 'over-voltage',
  lvp: 'under-voltage',
  met: 'metering',
  canaddr: 'can-bus',
  pe: 'earth-missing',
  cp: 'pilot',
  r12: 'relay-blocked',
  r3n: 'relay-blocked',
  rot: 'relay-hot',
  elk: 'lock',
  oct: 'socket-hot',
  ird: 'leakage',
  fan: 'fan',
  pp: 'contact',
  mis: 'phase-missing',
  // Hydra Cubus manual, 15
  grounding: 'earth-missing',
  overvoltage: 'over-voltage',
  undervoltage: 'under-voltage',
  meteringcommunication: 'meter-link',
  metering: 'metering',
  cpvoltage: 'pilot',
  overcurrent: 'over-current',
  relayovertemperature: 'relay-hot',
  inputovertemperature: 'input-hot',
  socketovertemperature: 'socket-hot',
  leakage: 'leakage',
  electroniclock: 'lock',
  power: 'power-cut',
  chargingcircuit: 'charging-circuit',
  lnreverseconnection: 'wires-swapped',
  phase: 'phase-missing',
  leakageofpeline: 'earth-leakage',
  loadbalancingnetworking: 'charger-network',
  cardreaderoffline: 'card-reader',
  backendconnection: 'server',
  vehicleleakage: 'car-leakage',
  plugoutwithload: 'unplugged-under-load',
};

/** "ERR OCP", "err_ocp" and "OCP"; "CP voltage abnormal Fault" and "CP voltage fault": chargers spell one fault in many ways. */
const essence = (words: string): string =>
  words
    .toLowerCase()
    .replace(/(?<![a-z])(err|error|fault|failure|alarm|protection|abnormal)(?![a-z])/g, '')
    .replace(/[^a-z0-9]/g, '');

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** The fault that a vendorErrorCode or an info names; `undefined` for words nobody has explained. */
export const faultOfVendor = (words: string): FaultName | undefined => own(BY_VENDOR_WORD, essence(words));

/** The fault of an OCPP errorCode; `undefined` for one that OCPP 1.6 does not have. */
export const faultOfErrorCode = (errorCode: string): FaultName | undefined => own(BY_ERROR_CODE, errorCode);
