/** Words and numbers of the sidebar, in the language of the editor. */
import { editorLocale } from '../shared/locale.editor.js';

export const say = (key: string, blanks?: Readonly<Record<string, unknown>>): string =>
  RED._(`${SURPLUG.module}/surplug-sidebar:${key.startsWith('surplug.') ? key : `surplug-sidebar.${key}`}`, blanks);

// What belongs together stays on one line.
const NO_BREAK = '\u00a0';

/** "7.3 kW"; a dash for what is not measured. */
export const inKW = (powerW: number | null): string =>
  powerW === null ? '–' : `${tenths(powerW / 1000)}${NO_BREAK}kW`;

/** "7.3 kWh" */
export const inKWh = (energyWh: number): string => `${tenths(energyWh / 1000)}${NO_BREAK}kWh`;

/** "7.3", "7,3" */
const tenths = (value: number): string => digits(value, 1, 1);

/** "16", "9,5" */
export const plain = (value: number): string => digits(value, 0, 1);

/** "16 A", "9,5 A" */
export const inA = (current: number): string => `${plain(current)}${NO_BREAK}A`;

/** "0.185", "24": a price per kWh, in whatever money. */
export const price = (value: number): string => digits(value, 0, 4);

/** "1,20" */
export const money = (value: number): string => digits(value, 2, 2);

/** "85%", "85 %" */
export const share = (of: number): string => of.toLocaleString(editorLocale(), { style: 'percent' });

const digits = (value: number, minimumFractionDigits: number, maximumFractionDigits: number): string =>
  value.toLocaleString(editorLocale(), { minimumFractionDigits, maximumFractionDigits });

/** "14:05" */
export const clock = (at: string | number, more: Intl.DateTimeFormatOptions = {}): string =>
  new Date(at).toLocaleString(editorLocale(), { hour: '2-digit', minute: '2-digit', ...more });

/** "Thu, Dec 3, 07:00 AM" */
export const dayAndClock = (at: string): string => clock(at, { weekday: 'short', day: 'numeric', month: 'short' });
