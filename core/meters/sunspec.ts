import type { MeterRole } from '../model/reading.js';
import type { Answer, RegisterRead } from './bus/line.js';
import { DERS, INVERTERS, METERS, NOT_IMPLEMENTED, type Offsets, ONE_PHASE } from './maps/sunspec-models.js';
import type { Point, Points, RegisterMap } from './register-map.js';
import { insideSolarEdge, solarEdgeBatteries } from './solaredge.js';
import { type Trouble, trouble } from './trouble.js';

/*
 * SunSpec: a device says itself what it has. Discovery, in order:
 *  1. "SunS" at 40000, 50000 or 0 (SunSpec Device Information Model Specification, 6.2)
 *  2. from there block by block: id and length, until id FFFFh, or where a device that forgot it refuses to go on
 *  3. grid, house, load: the meter models 201–204 and 211–214; solar: the inverter models 101–103 and 111–113, or where
 *     there are none model 701 of newer devices (IEEE 1547-2018)
 *  4. a hybrid has its battery inside, and its AC power is that of both: battery is model 802, or with Fronius the modules
 *     3 (charge) and 4 (discharge) of model 160 with the state of charge of model 124; solar is what the strings give, which
 *     are the other modules of model 160. SolarEdge has its own way (solaredge.ts)
 *  5. what a device has may move when it is set otherwise or gets new firmware: the head of the block is looked at again
 *     once the line is connected anew and now and then
 *  6. a maker that counts the other way is turned round: SolarEdge meters show export as positive
 */

interface Model {
  readonly id: number;
  /** Register of the id; the points follow. */
  readonly address: number;
  readonly length: number;
}

const BASES = [40_000, 50_000, 0] as const;
const MARKER = [0x5375, 0x6e53] as const;
const LAST = 0xffff;
const MOST_MODELS = 60;
const SOLAREDGE = /^SolarEdge/i;

type Read = (request: Omit<RegisterRead, 'unitId' | 'timeoutMs'>) => Promise<Answer>;

/** What a unit was found to be. */
interface Found {
  readonly models: readonly Model[];
  readonly maker: string;
  /** Batteries told beside the models. */
  readonly batteries: readonly number[];
}

/** The blocks of a unit and its maker, or why there are none. */
export async function discover(read: Read, where: string): Promise<Found | Trouble> {
  for (const base of BASES) {
    const marker = await read({ functionCode: 3, address: base, count: 2 });
    if ('trouble' in marker && marker.trouble.code !== 'refused') return marker.trouble;
    if ('words' in marker && marker.words[0] === MARKER[0] && marker.words[1] === MARKER[1]) {
      return walk(read, base + 2, where);
    }
  }
  return trouble('refused', where, 'no SunSpec');
}

async function walk(read: Read, first: number, where: string): Promise<Found | Trouble> {
  const models: Model[] = [];
  let maker = '';
  for (let address = first; models.length < MOST_MODELS && address < 0xfffe; ) {
    const head = await read({ functionCode: 3, address, count: 2 });
    if ('trouble' in head) {
      if (head.trouble.code === 'refused') break;
      return head.trouble;
    }
    const [id = LAST, length = 0] = head.words;
    if (id === LAST || id === 0) break;
    models.push({ id, address, length });
    if (id === 1 && maker === '') {
      const name = await read({ functionCode: 3, address: address + 2, count: 16 });
      if ('trouble' in name) return name.trouble;
      maker = text(name.words);
    }
    address += length + 2;
  }
  if (models.length === 0) return trouble('refused', where, 'no SunSpec models');
  const batteries = SOLAREDGE.test(maker) ? await solarEdgeBatteries(read) : [];
  return 'code' in batteries ? batteries : { models, maker, batteries };
}

const text = (words: readonly number[]): string =>
  words
    .flatMap((word) => [word >> 8, word & 0xff])
    .filter((code) => code > 0)
    .map((code) => String.fromCharCode(code))
    .join('')
    .trim();

/** The register map for a role out of what was discovered; `device` counts meters or inverters from 1. */
export function sunspecMap(found: Found, role: MeterRole, device = 1): RegisterMap | undefined {
  const ofHybrid = device === 1 && (role === 'solar' || role === 'battery');
  const inside = ofHybrid ? insideHybrid(found)?.[role] : undefined;
  const inverters = found.models.some(({ id }) => id in INVERTERS) ? INVERTERS : DERS;
  const wanted = role === 'solar' ? inverters : METERS;
  const model =
    inside?.model ?? (role === 'battery' ? undefined : found.models.filter(({ id }) => id in wanted)[device - 1]);
  if (!model) return undefined;
  return {
    id: 'sunspec',
    name: found.maker,
    phases: ONE_PHASE.has(model.id) ? 1 : 3,
    functionCode: 3,
    wordOrder: 'high-first',
    unitId: 1,
    maxRegisters: 120,
    points: { [role]: inside?.points ?? pointsOf(model, wanted, role, found.maker) },
    anchor: { address: model.address, words: [model.id, model.length] },
    source: 'the device itself',
  };
}

function pointsOf(model: Model, wanted: Readonly<Record<number, Offsets>>, role: MeterRole, maker: string): Points {
  const reversed = role !== 'solar' && SOLAREDGE.test(maker);
  const single = ONE_PHASE.has(model.id);
  // Kostal counts its registers below zero, which the model has no place for: done without.
  const listed = Object.entries(wanted[model.id] ?? {}).filter(
    ([name]) =>
      !(single && /[23]/.test(name)) &&
      !(single && name === 'phase1W') &&
      !(/Wh$/.test(name) && /^KOSTAL/i.test(maker)),
  );
  return Object.fromEntries(
    listed.map(([name, [type, at, exponentAt]]) => {
      const point: Point = {
        address: model.address + at,
        type,
        scale: reversed && /[WA]$/.test(name) ? -1 : 1,
        ...(exponentAt !== undefined && { exponentAt: model.address + exponentAt }),
        ...(NOT_IMPLEMENTED[type] && { nan: NOT_IMPLEMENTED[type] }),
      };
      return [name, point];
    }),
  );
}

/** A role of a hybrid, in which model it is told, and where. */
type Inside = Readonly<Record<'solar' | 'battery', { readonly model: Model; readonly points: Points } | undefined>>;

/** What a device with a battery inside tells of its strings and of that. */
function insideHybrid({ models, maker, batteries }: Found): Inside | undefined {
  const inverter = models.find(({ id }) => id === 101 || id === 102 || id === 103);
  if (inverter && batteries.length > 0) {
    const { solar, battery } = insideSolarEdge(inverter.address, batteries);
    return { solar: { model: inverter, points: solar }, battery: { model: inverter, points: battery } };
  }
  const named = (wanted: number, least: number) => models.find(({ id, length }) => id === wanted && length >= least);
  const [bank, storage, strings] = [named(802, 62), named(124, 24), named(160, 8)];
  if (bank) {
    const solar = strings && stringsOf(strings, modulesOf(strings));
    return { solar, battery: { model: bank, points: bankPoints(bank) } };
  }
  const fronius = /^Fronius/i.test(maker) && strings && modulesOf(strings) >= 4;
  if (!fronius || !storage) return undefined;
  const points = {
    importW: moduleW(strings, 4),
    exportW: moduleW(strings, 3),
    socPct: unsigned(storage.address + 8, storage.address + 22),
  };
  return { solar: stringsOf(strings, 2), battery: { model: strings, points } };
}

const unsigned = (address: number, exponentAt: number): Point => ({
  address,
  type: 'u16',
  scale: 1,
  nan: NOT_IMPLEMENTED.u16,
  exponentAt,
});

/** Model 802 of a battery that counts discharging as positive, as Kostal's does. */
const bankPoints = ({ address }: Model): Points => ({
  powerW: { ...unsigned(address + 47, address + 63), type: 'i16', nan: NOT_IMPLEMENTED.i16 },
  socPct: unsigned(address + 11, address + 56),
});

/** Model 160: modules of 20 registers from offset 10, each with its DC power at 11; exponent at 4. */
const modulesOf = ({ length }: Model): number => Math.floor((length - 8) / 20);
const moduleW = ({ address }: Model, number: number): Point =>
  unsigned(address + 10 + (number - 1) * 20 + 11, address + 4);

/** A string that says "not available" gives nothing: so they do at night. */
function stringsOf(model: Model, count: number): Inside['solar'] {
  if (count < 1) return undefined;
  const numbers = [1, 2, 3, 4, 5, 6, 7].slice(0, count);
  const points = numbers.map((number) => {
    const { nan, ...point } = moduleW(model, number);
    return [`part${number}W`, { ...point, none: nan }];
  });
  return { model, points: Object.fromEntries(points) as Points };
}
