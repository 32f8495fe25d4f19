import type { RegisterMap } from '../register-map.js';
import { f32, f64, i32, phases, u32 } from './notation.js';

/** Siemens: the high word first. Some answer to function 3 as well. */
const COMMON = { wordOrder: 'high-first', functionCode: 4, unitId: 1, serial: '9600 8N1' } as const;

export const SIEMENS: readonly RegisterMap[] = [
  {
    ...COMMON,
    id: 'siemens-7kt1665',
    name: 'Siemens 7KT1665, 7KT1666',
    phases: 3,
    points: {
      any: {
        ...phases('voltageV', u32(1, 0.01), 2),
        ...phases('currentA', u32(7, 0.0001), 2),
        powerW: i32(57, 0.01),
        importWh: u32(6687),
      },
    },
    source: 'evcc template for Siemens 7KT16xx; OpenEMS MeterSiemensPac1600Impl.java',
    note: 'Current without sign and no power per phase: export counts as load on the fuse.',
  },
  {
    ...COMMON,
    id: 'siemens-pac2200',
    name: 'Siemens SENTRON PAC2200, PAC3120, PAC3200, PAC3220, PAC4200',
    phases: 3,
    points: {
      any: {
        ...phases('voltageV', f32(1), 2),
        ...phases('currentA', f32(13), 2),
        ...phases('phaseW', f32(25), 2),
        powerW: f32(65),
        importWh: f64(801),
        exportWh: f64(809),
      },
    },
    source:
      'volkszaehler/mbmd rs485/pac2200.go; OpenEMS MeterSiemensPac2200_3200_4200Impl.java; Tinkerforge/esp32-firmware meters_modbus_tcp/siemens.py',
  },
];
