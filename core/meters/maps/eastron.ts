import type { RegisterMap } from '../register-map.js';
import { f32, phases } from './notation.js';

/*
 * Eastron: input registers, float, high word first, values in V, A, W, Hz and kWh as they are; import positive.
 * One block from 0 to 75 holds everything that lives.
 */

const COMMON = {
  functionCode: 4,
  wordOrder: 'high-first',
  unitId: 1,
  serial: '9600 8N1',
  maxRegisters: 80,
} as const;

const THREE_PHASE = {
  ...phases('voltageV', f32(0), 2),
  ...phases('currentA', f32(6), 2),
  ...phases('phaseW', f32(12), 2),
  powerW: f32(52),
  frequencyHz: f32(70),
  importWh: f32(72, 1000),
  exportWh: f32(74, 1000),
};

const ONE_PHASE = {
  voltage1V: f32(0),
  current1A: f32(6),
  powerW: f32(12),
  frequencyHz: f32(70),
  importWh: f32(72, 1000),
  exportWh: f32(74, 1000),
};

export const EASTRON: readonly RegisterMap[] = [
  {
    ...COMMON,
    id: 'eastron-sdm630',
    name: 'Eastron SDM630-Modbus',
    also: ['Eastron SDM54', 'Weidmüller EM120-RTU-2P', 'Weidmüller EM122-RTU-2P', 'Kostal KEM-P'],
    phases: 3,
    points: { any: THREE_PHASE },
    source: 'volkszaehler/mbmd rs485/sdm.go; ESPHome sdm_meter; Tasmota xnrg_10_sdm630',
  },
  {
    ...COMMON,
    id: 'eastron-sdm72v2',
    name: 'Eastron SDM72D-M v2',
    phases: 3,
    points: { any: THREE_PHASE },
    source: 'volkszaehler/mbmd rs485/sdm72v2.go; evcc template eastron-sdm72v2_630',
  },
  {
    ...COMMON,
    id: 'eastron-sdm72',
    name: 'Eastron SDM72D-M (first version)',
    phases: 3,
    points: { any: { powerW: f32(52), importWh: f32(72, 1000), exportWh: f32(74, 1000) } },
    source: 'volkszaehler/mbmd rs485/sdm72.go; evcc template eastron-sdm72; ESPHome sdm_meter',
    note: 'Total power only: it cannot guard a fuse per phase.',
  },
  {
    ...COMMON,
    id: 'eastron-sdm120',
    name: 'Eastron SDM120-Modbus',
    phases: 1,
    points: { any: ONE_PHASE },
    source: 'volkszaehler/mbmd rs485/sdm120.go; evcc; Tasmota xnrg_08_sdm120',
    note: 'Leaves the factory at 2400 baud.',
  },
  {
    ...COMMON,
    id: 'eastron-sdm230',
    name: 'Eastron SDM230-Modbus, SDM220',
    also: ['Weidmüller EM110-RTU-2P', 'Weidmüller EM111-RTU-2P'],
    phases: 1,
    points: { any: ONE_PHASE },
    source: 'volkszaehler/mbmd rs485/sdm230.go; evcc; Tasmota xnrg_21_sdm230',
    note: 'Leaves the factory at 2400 or 9600 baud.',
  },
];
