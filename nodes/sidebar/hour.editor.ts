/**
 * The picture of the last hour: the house as a grey area, the cars on top of it, and the sun as a line above. Where the
 * areas rise above the line, the grid gives; where the line is above them, it takes.
 */
import type { Moment } from '../hub/last-hour.js';
import { axes, labels, pointedAt, points, roundMost, type Scale, type Span, svg, widthOf } from './chart.editor.js';
import { clock, inKW, say } from './words.editor.js';

const HOUR_MS = 3_600_000;
/** Of a hub that has just begun the picture shows less than an hour, but at least this. */
const LEAST_MS = 300_000;
/** The hub was off, or nobody measured: the picture has a gap. */
const GAP_MS = 60_000;

/** Stretches without a gap in which something is known. */
function stretches(moments: readonly Moment[], known: (moment: Moment) => boolean): readonly (readonly Moment[])[] {
  const found: Moment[][] = [];
  let before = Number.NEGATIVE_INFINITY;
  for (const moment of moments) {
    const at = Date.parse(moment.at);
    if (known(moment)) {
      if (at - before > GAP_MS) found.push([]);
      found.at(-1)?.push(moment);
      before = at;
    } else before = Number.NEGATIVE_INFINITY;
  }
  return found;
}

function area(
  scale: Scale,
  stretch: readonly Moment[],
  lower: (moment: Moment) => number,
  upper: (moment: Moment) => number,
  name: string,
): string {
  const back = points(scale, [...stretch].reverse(), lower);
  return `<polygon class="surplug-${name}" points="${points(scale, stretch, upper)} ${back}"/>`;
}

/** From the first moment, an hour ago at the most, to the last. */
function spanOf(moments: readonly Moment[]): Span {
  const now = Date.parse(moments.at(-1)?.at ?? '') || Date.now();
  const ms = Math.min(HOUR_MS, Math.max(LEAST_MS, now - (Date.parse(moments[0]?.at ?? '') || now)));
  return { from: now - ms, ms };
}

function drawing(moments: readonly Moment[], width: number): string {
  const used = (moment: Moment): number => (moment.houseW ?? 0) + moment.carsW;
  const most = roundMost(Math.max(500, ...moments.flatMap((moment) => [moment.sunW ?? 0, used(moment)])));
  const scale: Scale = { ...spanOf(moments), width, most };
  const house = stretches(moments, ({ houseW }) => houseW !== null);
  const cars = stretches(moments, () => true);
  const sun = stretches(moments, ({ sunW }) => sunW !== null);
  const shapes = [
    ...house.map((stretch) => area(scale, stretch, () => 0, used, 'house')),
    ...cars.map((stretch) => area(scale, stretch, ({ houseW }) => houseW ?? 0, used, 'car')),
    ...sun.map(
      (stretch) => `<polyline class="surplug-sun" points="${points(scale, stretch, ({ sunW }) => sunW ?? 0)}"/>`,
    ),
  ];
  return svg(width, [axes(scale), ...shapes, labels(scale)]);
}

/** What stands below the picture: a moment in numbers. */
function inNumbers({ sunW, houseW, carsW, gridW }: Moment): readonly (readonly [name: string, text: string])[] {
  const grid = say((gridW ?? 0) < 0 ? 'to-grid' : 'from-grid');
  return [
    ['sun', `${say('sun')} ${inKW(sunW)}`],
    ['house', `${say('house')} ${inKW(houseW)}`],
    ['car', `${say('car')} ${inKW(carsW)}`],
    ['grid', `${grid} ${inKW(gridW === null ? null : Math.abs(gridW))}`],
  ];
}

interface HourPicture {
  readonly $picture: JQuery;
  /** Draws it anew; the numbers are those of the last moment, or of the one pointed at. */
  show(moments: readonly Moment[], present: Moment | null): void;
}

export function hourPicture(): HourPicture {
  const $drawing = $(`<div class="surplug-hour" role="img">`).attr('aria-label', say('hour'));
  const $numbers = $('<div class="surplug-numbers">');
  let shown: readonly Moment[] = [];
  let present: Moment | null = null;

  const tell = (moment: Moment | null, when: string): void => {
    const spans = moment
      ? inNumbers(moment).map(([name, text]) => $('<span>').addClass(`surplug-${name}`).text(text))
      : [];
    $numbers.empty().append(...spans, $('<span class="surplug-when">').text(when));
  };
  $drawing.on('mousemove', (event) => {
    const { from, ms } = spanOf(shown);
    const at = from + pointedAt($drawing, event) * ms;
    const away = (moment: Moment): number => Math.abs(Date.parse(moment.at) - at);
    const nearest = shown.reduce<Moment | null>((best, one) => (best && away(best) <= away(one) ? best : one), null);
    if (nearest && away(nearest) < GAP_MS) tell(nearest, clock(nearest.at));
  });
  $drawing.on('mouseleave', () => tell(present, ''));

  return {
    $picture: $('<div>').append($drawing, $numbers),
    show(moments, now) {
      shown = now ? [...moments, now] : moments;
      present = now;
      $drawing.html(drawing(shown, widthOf($drawing)));
      if (!$drawing.is(':hover')) tell(present, '');
    },
  };
}
