import type { PointName } from '../../model/config.js';

/* SunSpec's models, as far as meters and inverters tell by them (github.com/sunspec/models). */

/** Models of devices on one phase. */
export const ONE_PHASE: ReadonlySet<number> = new Set([101, 111, 201, 211]);

/** Where a model has its points: type, offset from the id register, and offset of the power of ten where there is one. */
export type Offsets = Readonly<
  Partial<Record<PointName, readonly [type: 'i16' | 'u16' | 'u32' | 'u64' | 'f32', at: number, exponentAt?: number]>>
>;

const METER_INT: Offsets = {
  current1A: ['i16', 3, 6],
  current2A: ['i16', 4, 6],
  current3A: ['i16', 5, 6],
  voltage1V: ['i16', 8, 15],
  voltage2V: ['i16', 9, 15],
  voltage3V: ['i16', 10, 15],
  frequencyHz: ['i16', 16, 17],
  powerW: ['i16', 18, 22],
  phase1W: ['i16', 19, 22],
  phase2W: ['i16', 20, 22],
  phase3W: ['i16', 21, 22],
  exportWh: ['u32', 38, 54],
  importWh: ['u32', 46, 54],
};
const METER_FLOAT: Offsets = {
  current1A: ['f32', 4],
  current2A: ['f32', 6],
  current3A: ['f32', 8],
  voltage1V: ['f32', 12],
  voltage2V: ['f32', 14],
  voltage3V: ['f32', 16],
  frequencyHz: ['f32', 26],
  powerW: ['f32', 28],
  phase1W: ['f32', 30],
  phase2W: ['f32', 32],
  phase3W: ['f32', 34],
  exportWh: ['f32', 60],
  importWh: ['f32', 68],
};
const INVERTER_INT: Offsets = {
  current1A: ['u16', 3, 6],
  current2A: ['u16', 4, 6],
  current3A: ['u16', 5, 6],
  voltage1V: ['u16', 10, 13],
  voltage2V: ['u16', 11, 13],
  voltage3V: ['u16', 12, 13],
  powerW: ['i16', 14, 15],
  exportWh: ['u32', 24, 26],
};
const INVERTER_FLOAT: Offsets = {
  current1A: ['f32', 4],
  current2A: ['f32', 6],
  current3A: ['f32', 8],
  voltage1V: ['f32', 16],
  voltage2V: ['f32', 18],
  voltage3V: ['f32', 20],
  powerW: ['f32', 22],
  exportWh: ['f32', 32],
};
/** One model for every kind of wiring: the phases of a device that has fewer are left out. */
const DER: Offsets = {
  powerW: ['i16', 10, 116],
  exportWh: ['u64', 19, 120],
};

export const METERS: Readonly<Record<number, Offsets>> = {
  201: METER_INT,
  202: METER_INT,
  203: METER_INT,
  204: METER_INT,
  211: METER_FLOAT,
  212: METER_FLOAT,
  213: METER_FLOAT,
  214: METER_FLOAT,
};
export const INVERTERS: Readonly<Record<number, Offsets>> = {
  101: INVERTER_INT,
  102: INVERTER_INT,
  103: INVERTER_INT,
  111: INVERTER_FLOAT,
  112: INVERTER_FLOAT,
  113: INVERTER_FLOAT,
};
/** Newer devices of every kind (IEEE 1547-2018). */
export const DERS: Readonly<Record<number, Offsets>> = { 701: DER };

/** What a register says where the device has no such point. */
export const NOT_IMPLEMENTED = {
  i16: '0x8000',
  u16: '0xffff',
  u32: '0xffffffff',
  u64: '0xffffffffffffffff',
  f32: undefined,
} as const;
