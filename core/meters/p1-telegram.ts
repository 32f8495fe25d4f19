import { ARC_FIRST, crc16 } from './crc16.js';

/*
 * A telegram of a Dutch, Belgian, Luxembourgish, Swedish, Swiss or Hungarian smart meter (DSMR 5.0.2 P1, 6.2; IEC 62056-21, mode D), as its
 * P1 port sends it: "/", lines such as `1-0:1.7.0(00.428*kW)`, "!" and a CRC-16 over all of it up to and with the "!".
 */

/** The checksum is there and does not fit: the telegram was cut, or two were mixed. */
export function telegramBroken(telegram: string): boolean {
  const from = telegram.indexOf('/');
  const end = telegram.indexOf('!', from);
  if (from < 0 || end < 0) return true;
  const body = telegram.slice(from, end + 1);
  const [told] = /^[0-9A-Fa-f]{4}/.exec(telegram.slice(end + 1)) ?? [];
  return told !== undefined && crc16(Buffer.from(body, 'latin1'), ARC_FIRST) !== Number.parseInt(told, 16);
}

/**
 * The sum of objects by their OBIS code, "1.8.1+1.8.2" or "21.7.0-22.7.0", in the telegram's own unit; one that is not in it
 * counts as none, as long as another is. Of sums with "|" between them the first that is in it. `undefined`: none is.
 */
export function telegramSum(telegram: string, codes: string): number | undefined {
  const sums = codes.split('|').map((alternative) => sumOf(telegram, alternative));
  return sums.find((sum) => sum !== undefined);
}

function sumOf(telegram: string, codes: string): number | undefined {
  let sum: number | undefined;
  for (const [, sign = '+', code = ''] of codes.matchAll(/([+-]?)(\d+\.\d+\.\d+)/g)) {
    const [, value] = new RegExp(`^1-0:${code.replaceAll('.', '\\.')}\\((-?[\\d.]+)\\*`, 'm').exec(telegram) ?? [];
    if (value !== undefined) sum = (sum ?? 0) + (sign === '-' ? -1 : 1) * Number(value);
  }
  return sum === undefined ? undefined : Number(sum.toPrecision(12));
}
