/**
 * What the household takes, per phase and second, at true speed: standby, a fridge, a kettle, an oven on its
 * thermostat, a washing machine. Ordinary published ratings; the point is real edges on single phases.
 */
import { randomSource } from './random.js';

interface HouseFacts {
  readonly seed: number;
  readonly phases: 1 | 3;
  /** 0: nobody at home; 1: an ordinary day; more: busier. */
  readonly busy: number;
}

interface Use {
  readonly phase: number;
  readonly fromS: number;
  readonly lengthS: number;
  readonly powerW: number;
  /** Thermostat: on and off in turn. */
  readonly cycle?: readonly [onS: number, offS: number];
}

const STANDBY_W = [70, 45, 60] as const;
/** The programme repeats after so long: the household has no day, it only lives on. */
const ROUND_S = 5400;

/** Watts per phase as a function of the seconds since the story began. */
export function householdOf(facts: HouseFacts): (sinceS: number) => readonly number[] {
  const uses = programme(facts);
  return (sinceS) => {
    const atS = sinceS % ROUND_S;
    const phaseW: number[] = [...STANDBY_W];
    for (const use of uses) {
      if (drawing(use, atS)) phaseW[use.phase] = (phaseW[use.phase] ?? 0) + use.powerW;
    }
    return facts.phases === 3 ? phaseW : [phaseW.reduce((total, value) => total + value, 0)];
  };
}

function programme({ seed, busy }: HouseFacts): readonly Use[] {
  const random = randomSource(seed);
  const between = (least: number, most: number): number => least + (most - least) * random();
  const uses: Use[] = [
    { phase: 1, fromS: between(0, 900), lengthS: between(700, 1100), powerW: 85 },
    { phase: 1, fromS: between(2700, 3600), lengthS: between(700, 1100), powerW: 85 },
    { phase: 2, fromS: 0, lengthS: ROUND_S, powerW: 120 },
  ];
  if (busy <= 0) return uses;
  const kettles = Math.round(3 * busy);
  for (let one = 0; one < kettles; one += 1) {
    const fromS = 120 + (ROUND_S / kettles) * one + between(0, 300);
    uses.push({ phase: 0, fromS, lengthS: between(110, 200), powerW: 2200 });
  }
  const ovenS = between(1500, 1900);
  uses.push({ phase: 1, fromS: ovenS, lengthS: 540, powerW: 2500 });
  uses.push({ phase: 1, fromS: ovenS + 540, lengthS: 1500, powerW: 2500, cycle: [45, 70] });
  uses.push({ phase: 2, fromS: between(600, 900), lengthS: 840, powerW: 2050 });
  return uses;
}

function drawing(use: Use, atS: number): boolean {
  const inS = atS - use.fromS;
  if (inS < 0 || inS >= use.lengthS) return false;
  return !use.cycle || inS % (use.cycle[0] + use.cycle[1]) < use.cycle[0];
}
