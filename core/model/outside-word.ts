import { MODES, type Mode } from './mode.js';

/** Words as people, dashboards and other home systems send them: any case, and what is plainly meant. */

const YES: readonly unknown[] = [true, 1, 'true', 'on', '1', 'yes'];
const NO: readonly unknown[] = [false, 0, 'false', 'off', '0', 'no'];

/** A text without its case and the room around it; anything else as it is. */
export const plain = (value: unknown): unknown => (typeof value === 'string' ? value.trim().toLowerCase() : value);

/** true, "on", "true", "yes" and 1, and their opposites; undefined for anything else. */
export function flagOf(value: unknown): boolean | undefined {
  const word = plain(value);
  if (YES.includes(word)) return true;
  return NO.includes(word) ? false : undefined;
}

/** "FAST", "eco plus", "Eco-Plus", "ECO+" … as a mode; undefined for anything else. */
export function modeOf(value: unknown): Mode | undefined {
  if (typeof value !== 'string') return undefined;
  const word = value
    .toUpperCase()
    .replace(/PLUS/, '+')
    .replace(/[\s_-]/g, '');
  return MODES.find((mode) => mode === word);
}

/** start, resume and a yes; stop, pause and a no: whether a charge is wished; undefined for anything else. */
export function chargeOf(value: unknown): 'start' | 'stop' | undefined {
  const word = plain(value);
  const flag = flagOf(word);
  if (flag === true || word === 'start' || word === 'resume' || word === 'allowed') return 'start';
  return flag === false || word === 'stop' || word === 'pause' || word === 'stopped' ? 'stop' : undefined;
}
