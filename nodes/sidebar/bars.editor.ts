/** Days, months or years as bars: what the cars were charged, and how much of it came from sun, battery and grid. */
import type { StatisticsRow } from '../../core/index.js';
import { axes, type Frame, roundMost, svg, texts, y } from './chart.editor.js';

type Part = readonly [name: 'sun' | 'battery' | 'grid', energyWh: (row: StatisticsRow) => number];

/** From the bottom of a bar to its top. */
export const PARTS: readonly Part[] = [
  ['sun', ({ solarWh }) => solarWh],
  ['battery', ({ batteryWh }) => batteryWh],
  ['grid', ({ gridWh }) => gridWh],
];

/** Of the place a bar has, what it fills. */
const FILLED = 0.8;
/** Between the middles of two words below, px. */
const APART = 36;

/** Which bar lies at a place between the left edge, 0, and the right one, 1. */
export const barAt = (count: number, place: number): number =>
  Math.min(count - 1, Math.max(0, Math.floor(place * count)));

/** The bars as SVG: a group each, with a word below. */
export function bars(rows: readonly StatisticsRow[], width: number, below: (row: StatisticsRow) => string): string {
  const frame: Frame = { width, most: roundMost(Math.max(0, ...rows.map(({ energyWh }) => energyWh))) };
  const step = width / Math.max(1, rows.length);
  const shapes = rows.map((row, k) => {
    let toWh = 0;
    const parts = PARTS.map(([name, energyWh]) => {
      const fromY = y(frame, toWh);
      toWh += energyWh(row);
      const topY = y(frame, toWh);
      const at = `x="${((k + (1 - FILLED) / 2) * step).toFixed(1)}" y="${topY}"`;
      const size = `width="${(FILLED * step).toFixed(1)}" height="${(Number(fromY) - Number(topY)).toFixed(1)}"`;
      return `<rect class="surplug-${name}" ${at} ${size}/>`;
    });
    return `<g class="surplug-bar">${parts.join('')}</g>`;
  });
  // The newest has its word, and those before it that do not run into another.
  const every = Math.ceil(APART / step);
  const named = rows.flatMap((row, k) =>
    (rows.length - 1 - k) % every === 0 ? [{ at: ((k + 0.5) * step).toFixed(1), text: below(row) }] : [],
  );
  return svg(width, [axes(frame), ...shapes, texts(frame, 'kWh', named)]);
}
