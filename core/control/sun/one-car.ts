/**
 * One car and the sun: it starts and pauses by the outlook.
 *
 * 1. The sun is watched for each way the car can be charged, on one phase or on three.
 * 2. It starts when a way is worth a start; of several the one that is worth most now.
 * 3. It pauses when the least of its ways is no longer worth being in. Between the ways regret decides (eco-plus), which
 *    is also the net below: what has lost much by now ends, whatever is expected.
 * 4. A change that the sun is expected to make counts for the ten minutes to come.
 */

import { minimumsW, type Seat } from '../seat.js';
import { onPhases } from '../take-seat.js';
import { NO_OUTLOOK, type Outlook, outlookOf, watched } from './outlook.js';
import type { OutlookNet } from './outlook-net.js';
import { meanW, type Sky, worthUnder, worthW } from './worth.js';

export type Outlooks = Readonly<Record<string, Outlook>>;

const AHEAD_S = 600;

/** The ways a car can be charged: on the phases it has, or on one and on three where the charger switches. */
export function waysOf(seat: Seat): readonly Seat[] {
  if (!seat.switches) return [seat];
  return [onPhases(seat, 1), onPhases(seat, 3)];
}

export const wayName = (seat: Seat): string => `${seat.id}/${seat.on.length}`;

/** By what an outlook is known: under another weight of the grid the same sky is worth something else. */
const nameOf = (way: Seat, { numbers }: Sky): string => `${wayName(way)} ×${numbers.gridWeight}`;

/** The outlooks with one sample more, `dtS` after the one before. Several cars have none. */
export function watchedBy(before: Outlooks, seats: readonly Seat[], sky: Sky, dtS: number): Outlooks {
  const [seat, another] = seats;
  const { outlook, gridWeight } = sky.numbers;
  if (!seat || another || outlook === null) return {};
  if (dtS === 0) return before;
  return Object.fromEntries(
    waysOf(seat).map((way) => {
      const leastW = minimumsW([way], sky.voltageV);
      const name = nameOf(way, sky);
      const worth = worthUnder(sky, [way])(sky.surplusW) / leastW;
      return [name, watched(before[name] ?? NO_OUTLOOK, worth, gridWeight, dtS)];
    }),
  );
}

/** Who is to charge: the car, on some way, or nobody. Null where there is no outlook, or none yet. */
export function byOutlook(
  outlooks: Outlooks,
  seats: readonly Seat[],
  running: readonly Seat[],
  sky: Sky,
  fits: (seat: Seat) => boolean,
): readonly Seat[] | null {
  const limits = sky.numbers.outlook;
  const [seat] = seats;
  if (!seat || seats.length > 1 || limits === null) return null;
  const ways = waysOf(seat).map((way) => ({ way, outlook: expected(outlooks, way, sky, limits.net) }));
  const [least] = ways;
  if (!least || ways.some(({ outlook }) => outlook === null)) return null;
  if (running.length > 0) return (least.outlook ?? 0) <= limits.pausesAt ? [] : running;
  const worthIt = ways.filter(({ way, outlook }) => (outlook ?? 0) >= limits.startsAt && fits(way));
  const [best] = worthIt.sort((a, b) => worthW(sky, [b.way]) - worthW(sky, [a.way]));
  return best ? [best.way] : running;
}

function expected(outlooks: Outlooks, way: Seat, sky: Sky, net: OutlookNet): number | null {
  const outlook = outlookOf(outlooks[nameOf(way, sky)], minimumsW([way], sky.voltageV), net);
  if (outlook === null) return null;
  const changeW = meanW(sky, [way], sky.past) - meanW({ ...sky, driftW: 0 }, [way], sky.past);
  return outlook + (changeW * AHEAD_S) / START_WS;
}

/** 0.05 kWh, the price of a start that the outlook was found with. */
const START_WS = 0.05 * 3.6e6;
