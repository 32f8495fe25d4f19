import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';

/**
 * Whether the peer showed a certificate that the listener trusts and whose common name is the identity
 * (OCPP security profile 3: CN = serial number).
 */
export function certificateFits(socket: Duplex, identity: string): boolean {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return false;
  const name: unknown = socket.getPeerCertificate().subject?.CN;
  return [name].flat().includes(identity);
}
