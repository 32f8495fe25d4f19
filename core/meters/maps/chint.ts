import type { RegisterMap } from '../register-map.js';
import { f32, phases } from './notation.js';

/*
 * Chint: holding registers, float, high word first. The DTSU666 counts in tenths of V and W, mA and 0.01 Hz; the DDSU666
 * in V, A, kW; the one with Huawei's registers in V, A, W. Unit 2 is what the chargers' manuals ask for (Hydra Cubus manual, 12.2); the factory sets 1.
 */
export const CHINT: readonly RegisterMap[] = [
  {
    id: 'chint-dtsu666',
    name: 'Chint DTSU666',
    also: ['Chint DSSU666'],
    phases: 3,
    functionCode: 3,
    wordOrder: 'high-first',
    unitId: 2,
    serial: '9600 8N1',
    points: {
      any: {
        ...phases('voltageV', f32(0x2006, 0.1), 2),
        ...phases('currentA', f32(0x200c, 0.001), 2),
        powerW: f32(0x2012, 0.1),
        ...phases('phaseW', f32(0x2014, 0.1), 2),
        frequencyHz: f32(0x2044, 0.01),
        importWh: f32(0x101e, 1000),
        exportWh: f32(0x1028, 1000),
      },
    },
    source: 'Chint ZTY0.464.1448, table 11; volkszaehler/mbmd rs485/dtsu666.go; docs.smart-stuff.nl P1 dongle',
    note: 'Set it to Modbus (menu Prot; DL/T 645 is the other choice). The version with clamps shows the secondary side: give the clamp ratio.',
  },
  {
    id: 'chint-ddsu666',
    name: 'Chint DDSU666',
    also: ['Cabur EVDDSU6661PH'],
    phases: 1,
    functionCode: 3,
    wordOrder: 'high-first',
    unitId: 2,
    serial: '9600 8N1',
    points: {
      any: {
        voltage1V: f32(0x2000),
        current1A: f32(0x2002),
        powerW: f32(0x2004, 1000),
        frequencyHz: f32(0x200e),
        importWh: f32(0x4000, 1000),
        exportWh: f32(0x400a, 1000),
      },
    },
    source: 'Chint ZTY0.464.922; Tasmota xnrg_11_ddsu666',
    note: 'Leaves the factory with DL/T 645: switch it to Modbus.',
  },
  {
    id: 'chint-dtsu666-h',
    name: 'Huawei DTSU666-H (Chint with Huawei’s registers)',
    phases: 3,
    functionCode: 3,
    wordOrder: 'high-first',
    unitId: 11,
    serial: '9600 8N1',
    points: {
      any: {
        ...phases('currentA', f32(2102), 2),
        ...phases('voltageV', f32(2110), 2),
        frequencyHz: f32(2124),
        powerW: f32(2126),
        ...phases('phaseW', f32(2128), 2),
        importWh: f32(2166, 1000),
        exportWh: f32(2174, 1000),
      },
    },
    source:
      'eydam-prototyping/mp_modbus, log of a SUN2000 and its DTSU666-H (2021-08-01); salakrzy/DTSU666_CHINT_to_HUAWEI_translator; Tasmota xnrg_26_dtsu666h',
    note: 'An inverter reads it at its own port: then read the inverter instead, for two masters on one line garble both.',
  },
];
