/**
 * Outlook: is a charge worth being in, by what the sun has lately done? A pause costs nothing, a start costs 0.05 kWh and a
 * cycle of the contactor; between them lies what the next minutes bring. Nobody knows them, but they resemble the last:
 * a sky that has changed every minute goes on changing, a cloud that has stood for ten minutes stands.
 *
 * 1. What counts is the worth of charging as well as can be, in least powers of the car: 1 when the sun carries the
 *    minimum, more when it gives more, −1 when all of it comes from the grid, or −3 where the grid counts thrice.
 * 2. Of that, means over eight spans from 5 s to 75 min; for how long it has kept its sign, and how often it changed it; how
 *    much the best hour gave, and how much of it the sun gives now.
 * 3. A small network (outlook-net) makes of these one number, in prices of a start: what being in a charge is worth over
 *    resting, if both are then carried on as well as can be. At 1 a start pays, at 0 a pause does.
 *
 * It takes ten minutes of sun until it speaks; until then, and for several cars, regret decides (eco-plus).
 */
import type { OutlookNet } from './outlook-net.js';

export interface Outlook {
  /** For so long the sun has been watched, s. */
  readonly seenS: number;
  /** Worth of charging, in least powers: decaying means over SPANS_S, not yet weighed by how much of a span was seen. */
  readonly means: readonly number[];
  /** Sun of the last 15 s and of the best time of the last hours, in least powers. */
  readonly sun: number;
  readonly bestSun: number;
  /** On the side where charging is worth it, and for how long on this side, s. */
  readonly worthIt: boolean;
  readonly sideS: number;
  /** Changes of side, of the last half hour. */
  readonly turns: number;
}

/** s */
export const SPANS_S: readonly number[] = [5, 15, 45, 120, 300, 700, 1800, 4500];
const SUN_S = 15;
const BEST_S = 7200;
const TURNS_S = 1800;
const KEEPS = 0.9;
const SPEAKS_AFTER_S = 600;

export const NO_OUTLOOK: Outlook = {
  seenS: 0,
  means: SPANS_S.map(() => 0),
  sun: 0,
  bestSun: 0,
  worthIt: false,
  sideS: 0,
  turns: 0,
};

/** One sample more: worth in least powers of the car, a kWh from the grid weighed so; `dtS` since the one before, s. */
export function watched(before: Outlook, worth: number, gridWeight: number, dtS: number): Outlook {
  const seenS = before.seenS + dtS;
  const means = SPANS_S.map((spanS, k) => toward(before.means[k] ?? 0, worth, dtS / spanS));
  const worthIt = (means[0] ?? 0) > 0;
  const turned = worthIt !== before.worthIt;
  const sunNow = toward(before.sun, Math.max(0, sunOf(worth, gridWeight)), dtS / SUN_S);
  return {
    seenS,
    means,
    sun: sunNow,
    bestSun: Math.max(before.bestSun * Math.exp(-dtS / BEST_S), sunNow / seenOf(SUN_S, seenS)),
    worthIt,
    sideS: turned ? 0 : before.sideS + dtS,
    turns: (turned ? KEEPS * before.turns + 1 : before.turns) * Math.exp(-dtS / TURNS_S),
  };
}

/** The sun that is worth so much by itself; allowance and battery count as the sun they stand for. */
const sunOf = (worth: number, gridWeight: number): number =>
  worth >= 1 ? worth : (worth + gridWeight) / (1 + gridWeight);
const toward = (from: number, to: number, share: number): number => to + (from - to) * Math.exp(-share);
/** How much of a span has been seen: a decaying mean that began with nothing is so much too small. */
const seenOf = (spanS: number, seenS: number): number => 1 - Math.exp(-seenS / spanS);

/** What being in a charge is worth over resting, in prices of a start; null: too little seen. */
export function outlookOf(outlook: Outlook | undefined, leastW: number, net: OutlookNet): number | null {
  if (!outlook || outlook.seenS < SPEAKS_AFTER_S) return null;
  const seen = features(outlook, leastW);
  return net.hidden.reduce((sum, { weights, bias }, k) => {
    const input = seen.reduce((total, value, j) => total + value * (weights[j] ?? 0), bias);
    return sum + Math.tanh(input) * (net.out[k] ?? 0);
  }, net.outBias);
}

function features(outlook: Outlook, leastW: number): readonly number[] {
  const { seenS, means, sun, bestSun, sideS, turns } = outlook;
  const sunNow = sun / seenOf(SUN_S, seenS);
  return [
    ...means.map((mean, k) => within(-1, mean / seenOf(SPANS_S[k] ?? 1, seenS), 2)),
    Math.log1p(sideS) / 4 - 1,
    turns / 5,
    within(0, bestSun, 5) / 2 - 1,
    within(0, sunNow / Math.max(0.05, bestSun), 1.5) - 0.5,
    Math.log(leastW / ONE_PHASE_W),
  ];
}

/** 6 A on one phase, of which a car draws 5.7. */
const ONE_PHASE_W = 1311;
const within = (least: number, value: number, most: number): number => Math.max(least, Math.min(value, most));
