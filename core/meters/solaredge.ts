import type { Answer, RegisterRead } from './bus/line.js';
import { decodePoint } from './decode.js';
import type { Point, Points } from './register-map.js';
import type { Trouble } from './trouble.js';

/*
 * SolarEdge tells its batteries beside the chain of SunSpec, in floats with the low word first (evcc template solaredge-hybrid;
 * openWB/core solaredge bat.py; Tinkerforge/esp32-firmware meters_modbus_tcp/solaredge.py;
 * WillCodeForCats/solaredge-modbus-multi hub.py). They hang on the DC side: what goes into them is missing in the inverter's
 * DC power, and what comes out of them is in it, so that the sun is that power and what charges them.
 */

/** The first and the second battery. */
const BATTERIES = [0xe100, 0xe200] as const;
const [RATED_ENERGY, POWER, CHARGE] = [0x42, 0x74, 0x84];
/** In model 101 and 103. */
const [DC_POWER, DC_POWER_EXPONENT] = [31, 32];
const NOT_AVAILABLE = '0xff7fffff';

const float = (address: number, scale = 1): Point => ({ address, type: 'f32', scale, wordOrder: 'low-first' });

/** Where the batteries that are there have their registers. */
export async function solarEdgeBatteries(
  read: (request: Omit<RegisterRead, 'unitId' | 'timeoutMs'>) => Promise<Answer>,
): Promise<readonly number[] | Trouble> {
  const there: number[] = [];
  for (const base of BATTERIES) {
    const rated = { ...float(base + RATED_ENERGY), nan: NOT_AVAILABLE };
    const answer = await read({ functionCode: 3, address: rated.address, count: 2 });
    if ('words' in answer) {
      if ((decodePoint(rated, answer.words, 'high-first') ?? 0) > 0) there.push(base);
    } else if (answer.trouble.code !== 'refused') return answer.trouble;
  }
  return there;
}

/** Sun and battery of an inverter whose model is at that address. */
export function insideSolarEdge(
  inverter: number,
  batteries: readonly number[],
): Readonly<Record<'solar' | 'battery', Points>> {
  const parts = (from: number, scale: number): Points =>
    Object.fromEntries(
      batteries.map((base, i) => [`part${from + i}W`, { ...float(base + POWER, scale), none: NOT_AVAILABLE }]),
    );
  const dc: Point = {
    address: inverter + DC_POWER,
    type: 'i16',
    scale: 1,
    exponentAt: inverter + DC_POWER_EXPONENT,
    none: '0x8000',
  };
  const [first = 0] = batteries;
  return {
    solar: { part1W: dc, ...parts(2, 1) },
    battery: { ...parts(1, -1), socPct: { ...float(first + CHARGE), nan: NOT_AVAILABLE } },
  };
}
