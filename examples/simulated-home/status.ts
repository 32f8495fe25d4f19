/**
 * The ChargePointStatus of a connector (OCPP 1.6, 4.9), first match:
 * 1. a fault; 2. a running transaction, held back by the charger, by the car, or charging; 3. out of service;
 * 4. plugged, after or before a transaction; 5. somebody may plug in; 6. reserved; 7. free.
 */
import type { ChargerMemory } from './charger-memory.js';
import type { Charges } from './charges.js';
import type { Socket } from './socket.js';

export function statusOf(socket: Socket, charges: Charges, memory: ChargerMemory): string {
  if (socket.fault) return 'Faulted';
  if (charges.transaction) {
    if (socket.plugged && socket.offerA === 0) return 'SuspendedEVSE';
    return socket.carTakes ? 'Charging' : 'SuspendedEV';
  }
  if (!memory.operative) return 'Unavailable';
  if (socket.plugged) return charges.finished ? 'Finishing' : 'Preparing';
  if (charges.authorised) return 'Preparing';
  return memory.reservation ? 'Reserved' : 'Available';
}
