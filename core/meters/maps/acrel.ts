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
  {
    id: 'acrel-acr10r',
    name: 'Acrel ACR10R',
    also: ['Acrel ACR10R-D16TE4'],
    phases: 3,
    functionCode: 4,
    wordOrder: 'high-first',
    unitId: 1,
    serial: '38400 8N1',
    points: {
      any: {
        ...phases('voltageV', u16(243, 0.1), 1),
        ...phases('currentA', u16(249, 0.1), 1),
        frequencyHz: u16(252, 0.01),
        ...phases('phaseW', i32(253), 2),
        powerW: i32(259),
      },
    },
    source: 'aggsoft.com acrel-acr10r (addresses); peufeu2/GrugBus Acrel_ACR10RD16TE4 (scales, in use)',
    note: 'Shows the secondary side of its clamps: compare with the display, and give clamp ratios where they differ.',
  },
  {
    id: 'acrel-one-phase',
    name: 'Acrel one-phase meters (ACR10R-D16TE and the like)',
    phases: 1,
    functionCode: 4,
    wordOrder: 'high-first',
    unitId: 1,
    serial: '9600 8N1',
    points: {
      any: {
        voltage1V: u16(11, 0.1),
        current1A: u16(12, 0.01),
        powerW: i16(13),
        frequencyHz: u16(17, 0.01),
        importWh: i32(60, 10),
        exportWh: i32(62, 10),
      },
    },
    source: 'peufeu2/GrugBus Acrel_1_Phase (from the maker’s data sheet, in use)',
  },
];
