import { type WattHours, wattHours } from '../../model/units.js';
import type { Payload } from '../../ports/charger-gateway.js';
import { field, integerOf, listOf, numberOf, text } from './fields.js';
import { readMeterValues } from './meter-values.js';
import { type Stamp, stampOf } from './timestamp.js';

/** idTag as the standard has it: at most 20 characters. Longer ones are kept whole up to 64, or two cards would be one. */
const ID_TAG_MOST = 64;

export interface StartTold {
  readonly connectorId: number;
  readonly idTag: string;
  readonly meterStartWh: WattHours;
  readonly stamp: Stamp | undefined;
}

export interface StopTold {
  /** −1 or 0 from chargers that never got an id. */
  readonly transactionId: number;
  readonly idTag?: string;
  readonly meterStopWh: WattHours | undefined;
  /** What the register was when it began (StopTxnSampledData). */
  readonly registerAtStartWh?: WattHours;
  readonly reason: string;
  readonly stamp: Stamp | undefined;
}

export function readStart(payload: Payload): StartTold {
  return {
    connectorId: integerOf(payload, 'connectorId') ?? 1,
    idTag: text(payload, 'idTag', ID_TAG_MOST) ?? '',
    meterStartWh: wattHours(Math.round(numberOf(payload, 'meterStart') ?? 0)),
    stamp: stampOf(payload),
  };
}

export function readStop(payload: Payload): StopTold {
  const idTag = text(payload, 'idTag', ID_TAG_MOST);
  const meterStop = numberOf(payload, 'meterStop');
  const registerAtStartWh = registerAtStart(payload);
  return {
    transactionId: integerOf(payload, 'transactionId') ?? -1,
    ...(idTag !== undefined && { idTag }),
    meterStopWh: meterStop === undefined ? undefined : wattHours(Math.round(meterStop)),
    ...(registerAtStartWh !== undefined && { registerAtStartWh: wattHours(registerAtStartWh) }),
    // OCPP 1.6, 7.36: a reason left out means Local.
    reason: text(payload, 'reason', 50) ?? 'Local',
    stamp: stampOf(payload),
  };
}

function registerAtStart(payload: Payload): number | undefined {
  const sampledValue = listOf(payload, 'transactionData')
    .flatMap((item) => listOf(item, 'sampledValue'))
    .filter((item) => field(item, 'context') === 'Transaction.Begin');
  const [measured] = readMeterValues({ meterValue: [{ sampledValue }] }).measurements;
  return measured?.values.find(({ what }) => what === 'energy')?.value;
}

export const readIdTag = (payload: Payload): string => text(payload, 'idTag', ID_TAG_MOST) ?? '';
