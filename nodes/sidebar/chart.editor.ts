/** What the pictures of the sidebar have in common: powers or energies upwards, the clock to the right. */
import { clock, plain } from './words.editor.js';

const HEIGHT = 120;
const LEAST_WIDTH = 200;
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

/** How wide a picture is, px: as its place. */
export const widthOf = ($place: JQuery): number => Math.max(LEAST_WIDTH, Math.round($place.width() ?? 0));

export const svg = (width: number, shapes: readonly string[]): string =>
  `<svg width="${width}" height="${HEIGHT}">${shapes.join('')}</svg>`;

/** Where in a picture the mouse is: 0 at its left edge, 1 at the right one. */
export const pointedAt = ($picture: JQuery, { clientX }: { readonly clientX: number }): number =>
  (clientX - ($picture.offset()?.left ?? 0)) / Math.max(1, $picture.width() ?? 1);

/** What stands at the top of a picture, W or Wh, and how wide it is, px. */
export interface Frame {
  readonly width: number;
  readonly most: number;
}

export interface Scale extends Span, Frame {}

const x = ({ width, from, ms }: Scale, at: number): string => (((at - from) / ms) * width).toFixed(1);
export const y = ({ most }: Frame, value: number): string =>
  (HEIGHT - BOTTOM - (Math.max(0, value) / most) * (HEIGHT - TOP - BOTTOM)).toFixed(1);

/** The corners of a line through moments, as SVG wants them. */
export const points = <M extends { readonly at: string }>(
  scale: Scale,
  moments: readonly M[],
  powerW: (moment: M) => number,
): string => moments.map((moment) => `${x(scale, Date.parse(moment.at))},${y(scale, powerW(moment))}`).join(' ');

/** Round numbers whose half is round too, up to the next power of ten. */
const ROUND = [1, 2, 3, 4, 6, 8, 10];

/** The next round number of kilowatts, or kilowatt-hours, that holds everything; 1 at least. */
export function roundMost(value: number): number {
  const power = 10 ** Math.max(3, Math.floor(Math.log10(Math.max(1, value))));
  return (ROUND.find((step) => step * power >= value) ?? 10) * power;
}

const levels = ({ most }: Frame): readonly number[] => [most, most / 2];
const group = (inner: readonly string[]): string => `<g class="surplug-axes">${inner.join('')}</g>`;

/** Lines at the levels; they lie below everything. */
export const axes = (frame: Frame): string =>
  group(
    levels(frame).map((value) => `<line x1="0" x2="${frame.width}" y1="${y(frame, value)}" y2="${y(frame, value)}"/>`),
  );

/** A word below the picture, and the middle of where it stands. */
interface Below {
  readonly at: string;
  readonly text: string;
}

/** What stands on top of everything: the levels, and what is written below. */
export const texts = (frame: Frame, unit: 'kW' | 'kWh', below: readonly Below[]): string =>
  group([
    ...levels(frame).map(
      (value) => `<text x="2" y="${Number(y(frame, value)) + 11}">${plain(value / 1000)} ${unit}</text>`,
    ),
    ...below.map(({ at, text }) => `<text x="${at}" y="${HEIGHT - 5}" text-anchor="middle">${text}</text>`),
  ]);

/** Powers and times. */
export function labels(scale: Scale): string {
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
  return texts(
    scale,
    'kW',
    whole.map((at) => ({ at: x(scale, at), text: clock(at) })),
  );
}
