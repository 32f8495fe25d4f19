/** The live line of `npm start`: sun and car as bars of one scale, then what the hub does, pure. */

/** What the hub tells through the flow; null before it has told anything. */
export interface Told {
  readonly charger?: {
    readonly mode: string;
    readonly state: string;
    readonly limitA: number;
    readonly because: string;
  } | null;
  readonly site?: { readonly surplusW: number | null; readonly chargerUrl: string } | null;
}

interface Seen {
  readonly sunW: number;
  readonly houseW: number;
  readonly carW: number;
}

const WIDTH = 14;
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A bar of so many characters, to an eighth of one. */
export function bar(powerW: number, fullW: number, width = WIDTH): string {
  const eighths = Math.round(Math.min(1, Math.max(0, powerW / fullW)) * width * 8);
  const drawn = '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
  return drawn.padEnd(width, '·');
}

const kilowatts = (powerW: number): string => `${(powerW / 1000).toFixed(1).padStart(4)} kW`;

/** One line: the time, sun and car as bars, the house, the surplus as the hub sees it, then mode, state and current. */
export function liveLine(time: string, seen: Seen, told: Told, fullW: number): string {
  const { charger, site } = told;
  const surplusW = site?.surplusW ?? null;
  return [
    time,
    `sun ${bar(seen.sunW, fullW)} ${kilowatts(seen.sunW)}`,
    `car ${bar(seen.carW, fullW)} ${kilowatts(seen.carW)}`,
    `house ${kilowatts(seen.houseW)}`,
    `surplus ${surplusW === null ? '      ?' : kilowatts(surplusW)}`,
    charger ? `${charger.mode} ${charger.state} ${charger.limitA} A` : 'waiting for the hub',
  ].join('  ');
}
