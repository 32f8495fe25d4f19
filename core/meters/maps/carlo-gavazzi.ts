import type { RegisterMap } from '../register-map.js';
import { i16, i32, phases } from './notation.js';

/*
 * Carlo Gavazzi: input registers, 32-bit integers with the low word first, in 0.1 V, mA, 0.1 W and 0.1 kWh. The families
 * differ in where frequency and energy lie, and in how much they give at once.
 */

const LIVE = {
  ...phases('voltageV', i32(0, 0.1), 2),
  ...phases('currentA', i32(12, 0.001), 2),
  ...phases('phaseW', i32(18, 0.1), 2),
  powerW: i32(40, 0.1),
};

const COMMON = { functionCode: 4, wordOrder: 'low-first', unitId: 1, serial: '9600 8N1' } as const;

export const CARLO_GAVAZZI: readonly RegisterMap[] = [
  {
    ...COMMON,
    id: 'cg-em24',
    name: 'Carlo Gavazzi EM24 (RS485)',
    phases: 3,
    maxRegisters: 11,
    points: { any: { ...LIVE, frequencyHz: i16(55, 0.1), importWh: i32(62, 100), exportWh: i32(92, 100) } },
    // mbmd reads 66, which is a partial counter that can be reset.
    source: 'Carlo Gavazzi EM24 protocol v4 rev 0; aggsoft.com carlo-gavazzi-em24; Venus OS driver EM24RTU',
  },
  {
    ...COMMON,
    id: 'cg-em24-e1',
    name: 'Carlo Gavazzi EM24 E1 (Ethernet)',
    phases: 3,
    points: { any: { ...LIVE, frequencyHz: i16(51, 0.1), importWh: i32(52, 100), exportWh: i32(78, 100) } },
    source: 'victronenergy/dbus-modbus-client carlo_gavazzi.py; volkszaehler/mbmd rs485/carlogavazzi-ex.go',
    note: 'Set the application of the meter to H.',
  },
  {
    ...COMMON,
    id: 'cg-em340',
    name: 'Carlo Gavazzi EM330, EM340, ET330, ET340, EM530, EM540',
    also: ['Kostal KEM-C', 'Victron EM540', 'Victron ET340'],
    phases: 3,
    maxRegisters: 50,
    points: { any: { ...LIVE, frequencyHz: i16(51, 0.1), importWh: i32(52, 100), exportWh: i32(78, 100) } },
    source:
      'Carlo Gavazzi EM330/EM340/ET330/ET340 protocol; volkszaehler/mbmd rs485/carlogavazzi-ex.go; evcc template cg-emt3xx',
  },
  {
    ...COMMON,
    id: 'cg-em111',
    name: 'Carlo Gavazzi EM110, EM111, EM112, ET112',
    phases: 1,
    maxRegisters: 50,
    points: {
      any: {
        voltage1V: i32(0, 0.1),
        current1A: i32(2, 0.001),
        powerW: i32(4, 0.1),
        importWh: i32(16, 100),
        exportWh: i32(32, 100),
      },
    },
    source:
      'Carlo Gavazzi EM100/ET100 protocol v4.0; Tinkerforge/esp32-firmware meters_modbus_tcp/carlo_gavazzi.py; evcc template cg-emt1xx for power and energy (with the other word order)',
  },
];
