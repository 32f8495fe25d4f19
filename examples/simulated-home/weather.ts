/**
 * A day of sun: a clear sky by the height of the sun, and clouds that pass. Clear and cloudy spells follow one another
 * with log-normal lengths (many short, few long); each cloud has its own depth and edges of 3–14 s, and a little more
 * than the clear sky shines beside it. Seeded: the same day every time.
 */
import { randomSource } from './random.js';

export interface WeatherFacts {
  readonly seed: number;
  /** Power of the panels under the clear noon sky, W. */
  readonly peakW: number;
  /** Second of the day the story begins at. */
  readonly startS: number;
  /** The first cloud after the start comes after so many seconds of the day. */
  readonly firstCloudS: number;
  readonly meanClearS: number;
  readonly meanCloudS: number;
}

export const SUNNY_WITH_CLOUDS: WeatherFacts = {
  seed: 7,
  peakW: 10_000,
  startS: 10.5 * 3600,
  firstCloudS: 270,
  meanClearS: 420,
  meanCloudS: 180,
};

interface Cloud {
  readonly fromS: number;
  readonly toS: number;
  readonly edgeS: number;
  /** Share of the sun it takes away. */
  readonly depth: number;
}

const SUNRISE_S = 5 * 3600;
const SUNSET_S = 21 * 3600;
const DAY_S = 86_400;

/** The sun of a day as a function of its second; the day begins anew after midnight. */
export function weatherOf(facts: WeatherFacts): (dayS: number) => number {
  const clouds = cloudsOf(facts);
  return (dayS) => {
    const atS = dayS % DAY_S;
    const cloud = clouds.find((one) => atS >= one.fromS - 25 && atS <= one.toS + 25);
    return Math.max(0, facts.peakW * clearSky(atS) * (cloud ? through(cloud, atS) : 1));
  };
}

/** Share of the noon power under a clear sky. */
function clearSky(atS: number): number {
  const height = Math.sin((Math.PI * (atS - SUNRISE_S)) / (SUNSET_S - SUNRISE_S));
  return height <= 0 ? 0 : height ** 1.3;
}

function cloudsOf(facts: WeatherFacts): readonly Cloud[] {
  const random = randomSource(facts.seed);
  const clouds: Cloud[] = [];
  let atS = facts.startS + facts.firstCloudS;
  while (atS < DAY_S) {
    const first = clouds.length === 0;
    // The opening cloud is deep enough to be seen and shallow enough that the car only slows down.
    const lengthS = first ? 240 : Math.max(20, spell(random, facts.meanCloudS));
    const depth = first ? 0.4 : 0.3 + 0.55 * random();
    clouds.push({ fromS: atS, toS: atS + lengthS, edgeS: Math.min(lengthS / 2, 3 + 11 * random()), depth });
    atS += lengthS + Math.max(60, spell(random, facts.meanClearS));
  }
  return clouds;
}

/** A log-normal length with the given mean. */
function spell(random: () => number, meanS: number): number {
  const spread = 0.9;
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.exp(Math.log(meanS) - (spread * spread) / 2 + spread * normal);
}

function through(cloud: Cloud, atS: number): number {
  const beside = 1.06;
  if (atS < cloud.fromS || atS > cloud.toS) return beside;
  const inside = Math.min(1, (atS - cloud.fromS) / cloud.edgeS, (cloud.toS - atS) / cloud.edgeS);
  return beside - (beside - (1 - cloud.depth)) * inside;
}
