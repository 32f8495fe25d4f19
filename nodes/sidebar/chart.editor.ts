/** What the pictures of the sidebar have in common: kilowatts upwards, the clock to the right. */
import { clock, inKW } from './words.editor.js';

export const HEIGHT = 120;
const TOP = 8;
const BOTTOM = 18;
const EDGE = 22;
const HOUR_MS = 3_600_000;
/** Between the times written below. */
const TICKS_MS = [60_000, 120_000, 300_000, 600_000, 900_000, HOUR_MS, 3 * HOUR_MS, 6 * HOUR_MS];

export interface Span {
  readonly from: number;
  readonly ms: number;
}

export interface Scale extends Span {
  readonly width: number;
  readonly mostW: number;
}

const x = ({ width, from, ms }: Scale, at: number): string => (((at - from) / ms) * width).toFixed(1);
const y = ({ mostW }: Scale, powerW: number): string =>
  (HEIGHT - BOTTOM - (Math.max(0, powerW) / mostW) * (HEIGHT - TOP - BOTTOM)).toFixed(1);

/** The corners of a line through moments, as SVG wants them. */
export const points = <M extends { readonly at: string }>(
  scale: Scale,
  moments: readonly M[],
  powerW: (moment: M) => number,
): string => moments.map((moment) => `${x(scale, Date.parse(moment.at))},${y(scale, powerW(moment))}`).join(' ');

/** The next round number of kilowatts that holds everything, so that its half is round too. */
export function roundMost(powerW: number): number {
  const steps = [1000, 2000, 4000, 6000, 8000, 10_000, 12_000, 16_000, 20_000, 30_000, 40_000, 60_000, 100_000];
  return steps.find((step) => step >= powerW) ?? 400_000;
}

const levels = ({ mostW }: Scale): readonly number[] => [mostW, mostW / 2];
const group = (inner: readonly string[]): string => `<g class="surplug-axes">${inner.join('')}</g>`;

/** Lines at the powers; they lie below everything. */
export const axes = (scale: Scale): string =>
  group(
    levels(scale).map(
      (powerW) => `<line x1="0" x2="${scale.width}" y1="${y(scale, powerW)}" y2="${y(scale, powerW)}"/>`,
    ),
  );

/** Powers and times; they stand on top of everything. */
export function labels(scale: Scale): string {
  const powers = levels(scale).map(
    (powerW) => `<text x="2" y="${Number(y(scale, powerW)) + 11}">${inKW(powerW)}</text>`,
  );
  const tickMs = TICKS_MS.find((ms) => scale.ms / ms <= 5) ?? 24 * HOUR_MS;
  // Longer steps than an hour begin at the midnight of whoever looks.
  const zeroMs = new Date(scale.from).setHours(0, 0, 0, 0);
  const first = zeroMs + Math.ceil((scale.from - zeroMs) / tickMs) * tickMs;
  const all = Array.from(
    { length: Math.floor((scale.from + scale.ms - first) / tickMs) + 1 },
    (_, k) => first + k * tickMs,
  );
  // One at the edge would be cut.
  const whole = all.filter((at) => Number(x(scale, at)) > EDGE && Number(x(scale, at)) < scale.width - EDGE);
  const times = whole.map(
    (at) => `<text x="${x(scale, at)}" y="${HEIGHT - 5}" text-anchor="middle">${clock(at)}</text>`,
  );
  return group([...powers, ...times]);
}
