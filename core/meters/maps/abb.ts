import type { RegisterMap } from '../register-map.js';
import { i32, nan, phases, u16, u32, u64 } from './notation.js';

/*
 * ABB B series and A series: holding registers, high word first, in 0.1 V, 0.01 A, 0.01 W and 0.01 kWh. Currents are
 * magnitudes. All ones (unsigned) or the greatest value (signed) mean "not available".
 */

const COMMON = { functionCode: 3, wordOrder: 'high-first', unitId: 1, serial: '9600 8N1' } as const;

const TOTALS = {
  ...nan('0x7fffffff', { powerW: i32(0x5b14, 0.01) }),
  ...nan('0xffff', { frequencyHz: u16(0x5b2c, 0.01) }),
  ...nan('0xffffffffffffffff', { importWh: u64(0x5000, 10), exportWh: u64(0x5004, 10) }),
};

export const ABB: readonly RegisterMap[] = [
  {
    ...COMMON,
    id: 'abb-b23',
    name: 'ABB B23, B24, A43, A44',
    phases: 3,
    points: {
      any: {
        ...nan('0xffffffff', phases('voltageV', u32(0x5b00, 0.1), 2)),
        ...nan('0xffffffff', phases('currentA', u32(0x5b0c, 0.01), 2)),
        ...nan('0x7fffffff', phases('phaseW', i32(0x5b16, 0.01), 2)),
        ...TOTALS,
      },
    },
    source: 'volkszaehler/mbmd rs485/abb.go; victronenergy/dbus-modbus-client abb.py',
  },
  {
    ...COMMON,
    id: 'abb-b21',
    name: 'ABB B21',
    phases: 1,
    points: {
      any: {
        ...nan('0xffffffff', { voltage1V: u32(0x5b00, 0.1), current1A: u32(0x5b0c, 0.01) }),
        ...TOTALS,
      },
    },
    source: 'victronenergy/dbus-modbus-client abb.py; volkszaehler/mbmd rs485/abb.go',
  },
];
