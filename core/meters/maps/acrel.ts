import type { RegisterMap } from '../register-map.js';
import { i16, i32, phases, u16, u32 } from './notation.js';

/** Acrel: holding registers, high word first. Values are those of the secondary side where clamps have a ratio. */
export const ACREL: readonly RegisterMap[] = [
  {
    id: 'acrel-adw300',
    name: 'Acrel ADW300',
    phases: 3,
    functionCode: 3,
    wordOrder: 'high-first',
    unitId: 1,
    serial: '1200 8N1',
    points: {
      any: {
        ...phases('voltageV', u16(20, 0.1), 1),
        ...phases('currentA', u16(26, 0.01), 1),
        ...phases('phaseW', i32(30), 2),
        powerW: i32(36),
        importWh: i32(62, 10),
        exportWh: i32(64, 10),
      },
    },
    source: 'evcc template acrel-adw300',
  },
  {
    id: 'acrel-adl3000',
    name: 'Acrel ADL3000, ADL3000-E (scales unconfirmed)',
    phases: 3,
    functionCode: 3,
    wordOrder: 'high-first',
    unitId: 1,
    serial: '9600 8N1',
    points: {
      any: {
        ...phases('voltageV', u16(97, 0.1), 1),
        ...phases('currentA', u16(100, 0.01), 1),
        ...phases('phaseW', i16(103), 1),
        powerW: i16(106),
        frequencyHz: u16(119, 0.01),
        importWh: u32(10, 10),
        exportWh: u32(20, 10),
      },
    },
    source: 'Acrel ADL3000-E manual, 9.1 (energy); aggsoft.com acrel-adl3000 (addresses)',
    note: 'The scales of V, A and W were seen in no table: compare with the display, and give clamp ratios where they differ.',
  },
];
