import { createHash, timingSafeEqual } from 'node:crypto';

/** An AuthorizationKey in hexadecimal, 16 to 20 bytes (OCPP security profile 1). */
export const HEX_KEY = /^(?:[0-9a-f]{2}){16,20}$/i;

/**
 * Whether an Authorization header carries the identity as user name and the password (OCPP security profile 1).
 * An AuthorizationKey written in hexadecimal may come as its text or as the bytes it stands for. Takes the same time
 * whatever is wrong.
 */
export function passwordFits(authorization: string | undefined, identity: string, password: string): boolean {
  const encoded = /^\s*basic\s+([A-Za-z0-9._~+/-]+=*)\s*$/i.exec(authorization ?? '')?.[1] ?? '';
  const given = Buffer.from(encoded, 'base64');
  const user = Buffer.from(`${identity}:`);
  const asText = same(given, Buffer.concat([user, Buffer.from(password)]));
  const key = HEX_KEY.test(password) ? Buffer.from(password, 'hex') : Buffer.from(password);
  const asBytes = same(given, Buffer.concat([user, key]));
  return asText || asBytes;
}

const same = (a: Buffer, b: Buffer): boolean => timingSafeEqual(digest(a), digest(b));
const digest = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
