/** From all ones: Modbus over serial line v1.02, 6.2.2. */
export const MODBUS_FIRST = 0xffff;
/** From nothing: CRC-16/ARC, as P1 telegrams have it. */
export const ARC_FIRST = 0;

/** CRC-16 by the polynomial x16 + x15 + x2 + 1, least significant bit first, nothing inverted. */
export function crc16(bytes: Uint8Array, first: typeof MODBUS_FIRST | typeof ARC_FIRST): number {
  let rest: number = first;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit++) rest = (rest & 1) === 0 ? rest >> 1 : (rest >> 1) ^ 0xa001;
  }
  return rest;
}
