import type { Payload } from '../../ports/charger-gateway.js';
import { text } from './fields.js';

/** Firmware and diagnostics tell one word each; unknown words are passed on as they came. */
export const readProgress = (payload: Payload): string => text(payload, 'status', 50) ?? 'Unknown';

interface SecurityEventTold {
  readonly type: string;
  readonly detail?: string;
}

/** SecurityEventNotification of the OCPP 1.6 security whitepaper. */
export function readSecurityEvent(payload: Payload): SecurityEventTold {
  const detail = text(payload, 'techInfo');
  return { type: text(payload, 'type', 50) ?? 'Unknown', ...(detail && { detail }) };
}

interface VendorMessage {
  readonly vendorId: string;
  readonly messageId?: string;
  readonly content?: string;
}

export function readDataTransfer(payload: Payload): VendorMessage {
  const messageId = text(payload, 'messageId', 50);
  const content = text(payload, 'data', 10_000);
  return { vendorId: text(payload, 'vendorId') ?? '', ...(messageId && { messageId }), ...(content && { content }) };
}
