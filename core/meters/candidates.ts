import { plausible } from '../model/outside-number.js';
import { monoMs } from '../model/units.js';
import type { Answer } from './bus/line.js';
import { decodeBlock, measuredOf, type Values } from './decode.js';
import { byEitherFunction } from './either-function.js';
import { REGISTER_MAPS } from './maps/index.js';
import { type Block, planWithoutHoles, pollWays } from './poll-plan.js';
import { MAINS_HZ, MAINS_V, readingOf } from './reading-of.js';
import { extentOf, type Points, type RegisterMap } from './register-map.js';

/*
 * Which register maps fit a unit, judged by what it answers:
 *  1. the map's voltage, read alone, is a mains voltage; maps without one cannot be told from noise and are not offered
 *  2. its frequency, where it has one, is a mains frequency
 *  3. a whole poll by the map makes a sound reading
 *  4. what a unit does not know by the function of the map (exception 1) is asked by the other, as it will be when it is read
 *  5. among those that fit, a three-phase map goes first when every phase has voltage, a one-phase map when only one has
 */

interface Candidate {
  readonly map: RegisterMap;
  readonly values: Values;
}

type Read = (functionCode: 3 | 4, address: number, count: number) => Promise<Answer>;

/** The maps that fit, best first; and whether anything answered at all. */
export async function candidates(
  read: Read,
): Promise<{ readonly fits: readonly Candidate[]; readonly alive: boolean }> {
  const asked = new Map<string, Promise<Answer>>();
  let alive = false;
  const once: Read = (functionCode, address, count) => {
    const key = `${functionCode}/${address}/${count}`;
    const known = asked.get(key) ?? read(functionCode, address, count);
    asked.set(key, known);
    return known;
  };
  const either: Read = (functionCode, address, count) =>
    byEitherFunction(functionCode, (code) => once(code, address, count));
  const fits: Candidate[] = [];
  for (const map of REGISTER_MAPS) {
    const points = map.points.any ?? map.points.grid;
    if (!points?.voltage1V) continue;
    const values = await tried(map, points, either);
    if (values === 'silent' && !alive) return { fits: [], alive };
    alive = true;
    if (typeof values === 'object') fits.push({ map, values });
  }
  return { fits: fits.sort((a, b) => rank(b) - rank(a)), alive };
}

async function tried(map: RegisterMap, points: Points, read: Read): Promise<Values | 'silent' | undefined> {
  for (const [name, span] of [
    ['voltage1V', MAINS_V],
    ['frequencyHz', MAINS_HZ],
  ] as const) {
    const point = points[name];
    if (!point) continue;
    const { from, end } = extentOf(point);
    const functionCode = point.functionCode ?? map.functionCode;
    const answer = await read(functionCode, from, end - from);
    if ('trouble' in answer) return /^(refused|busy)$/.test(answer.trouble.code) ? undefined : 'silent';
    const block = { functionCode, address: from, count: end - from, points: [{ name, point }] };
    if (!plausible(decodeBlock(block, answer.words, map.wordOrder)[name], span)) return undefined;
  }
  return polledBy(map, points, read);
}

/** A whole poll by the map, in whatever pieces the unit gives it; `undefined` when it makes no sound reading. */
export async function polledBy(map: RegisterMap, points: Points, read: Read): Promise<Values | undefined> {
  let values: Values | undefined;
  for (const blocks of [planWithoutHoles(points, map).live, ...pollWays(points, map).live]) {
    values ??= await pieces(blocks, map, read);
  }
  if (!values) return undefined;
  const place = {
    meterId: '',
    role: 'grid',
    supplyPhases: map.phases,
    phases: [1, 2, 3],
    invert: false,
    clamps: [],
  } as const;
  return 'reading' in readingOf(measuredOf(values, map.phases), place, monoMs(0)) ? values : undefined;
}

async function pieces(blocks: readonly Block[], map: RegisterMap, read: Read): Promise<Values | undefined> {
  let values: Values = {};
  for (const block of blocks) {
    const answer = await read(block.functionCode, block.address, block.count);
    if ('trouble' in answer) return undefined;
    values = { ...values, ...decodeBlock(block, answer.words, map.wordOrder) };
  }
  return values;
}

function rank({ map, values }: Candidate): number {
  const live = [values.voltage1V, values.voltage2V, values.voltage3V].filter((value) =>
    plausible(value, MAINS_V),
  ).length;
  const fitsPhases = (map.phases === 3) === live > 1 ? 100 : 0;
  return fitsPhases + Object.values(values).filter((value) => value !== null).length;
}
