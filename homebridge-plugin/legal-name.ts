/*
 * HomeKit names, in order:
 *  1. "+" is said as a word, so that ECO+ stays apart from ECO
 *  2. what Apple does not allow becomes a space: allowed are letters, digits, spaces and ' ’ & ! . _ : ; ( ) / , -
 *  3. brackets at the end go both: "Garage (left)" is "Garage left"
 *  4. a name starts and ends with a letter or a digit
 *  5. a name has at least two characters; otherwise the other name is taken
 * Source: checkName of hap-nodejs, after Apple's Human Interface Guidelines, HomeKit.
 */
const FORBIDDEN = /[^\p{L}\p{N}\p{Zs}’'&!._:;()/,-]+/gu;
const LEGAL = /^[\p{L}\p{N}][\p{L}\p{N}\p{Zs}’'&!._:;()/,-]*[\p{L}\p{N}]$/u;
/** HomeKit cuts a name after 64 characters: room for a word behind it, or "Eco" and "Lock" would be called the same. */
export const LONGEST_NAME = 48;

/** The name as Apple Home takes it, or `otherwise` where nothing usable is left of it. */
export function legalName(name: string, otherwise: string): string {
  const cleaned = name
    .normalize('NFC')
    .replaceAll('+', ' Plus ')
    .replace(FORBIDDEN, ' ')
    .replace(/\(([^()]*)\)(?=[^\p{L}\p{N}]*$)/u, '$1')
    .replace(/\p{Zs}+/gu, ' ')
    .slice(0, LONGEST_NAME)
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  return isLegalName(cleaned) ? cleaned : otherwise;
}

export const isLegalName = (name: string): boolean => LEGAL.test(name);
