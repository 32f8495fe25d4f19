import type { ChargerIdentity } from '../../model/charger.js';
import type { Payload } from '../../ports/charger-gateway.js';
import { text } from './fields.js';

/** Who the charger says it is. Absent fields stay absent. */
export function readBoot(payload: Payload): ChargerIdentity {
  const vendor = text(payload, 'chargePointVendor');
  const model = text(payload, 'chargePointModel');
  const boxSerialNumber = text(payload, 'chargeBoxSerialNumber');
  const serialNumber = text(payload, 'chargePointSerialNumber') ?? boxSerialNumber;
  const firmware = text(payload, 'firmwareVersion');
  const iccid = text(payload, 'iccid');
  const imsi = text(payload, 'imsi');
  const meterType = text(payload, 'meterType');
  const meterSerialNumber = text(payload, 'meterSerialNumber');
  return {
    ...(vendor && { vendor }),
    ...(model && { model }),
    ...(serialNumber && { serialNumber }),
    ...(boxSerialNumber && boxSerialNumber !== serialNumber && { boxSerialNumber }),
    ...(firmware && { firmware }),
    ...(iccid && { iccid }),
    ...(imsi && { imsi }),
    ...(meterType && { meterType }),
    ...(meterSerialNumber && { meterSerialNumber }),
  };
}
