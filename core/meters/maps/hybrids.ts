import type { RegisterMap } from '../register-map.js';
import { i16, i32, phases, u16, u32 } from './notation.js';

const SOLAX = {
  functionCode: 4,
  wordOrder: 'low-first',
  unitId: 1,
  port: 502,
  serial: '19200 8N1',
  source:
    'SolaX hybrid G3 and G4 protocol; evcc template solax; nymea-plugins-modbus solax-registers.json; Tinkerforge/esp32-firmware meters_modbus_tcp/solax.py',
} as const;
const SOLAX_GRID = { powerW: i32(70, -1), exportWh: u32(72, 10), importWh: u32(74, 10) };
const SOLAX_ROLES = {
  solar: { part1W: u16(10), part2W: u16(11) },
  battery: { powerW: i16(22, -1), socPct: u16(28) },
};

/** Inverters whose makers build hybrids above all; signs as in inverters.ts. */
export const HYBRIDS: readonly RegisterMap[] = [
  {
    id: 'alpha-ess',
    name: 'AlphaESS SMILE, Storion',
    also: ['Hailei'],
    phases: 3,
    functionCode: 3,
    wordOrder: 'high-first',
    unitId: 85,
    port: 502,
    serial: '9600 8N1',
    points: {
      grid: {
        powerW: i32(0x21),
        ...phases('phaseW', i32(0x1b), 2),
        ...phases('voltageV', u16(0x14), 1),
        ...phases('currentA', i16(0x17, 0.1), 1),
        frequencyHz: u16(0x1a, 0.01),
        exportWh: u32(0x10, 10),
        importWh: u32(0x12, 10),
      },
      solar: {
        part1W: u32(0x41f),
        part2W: u32(0x423),
        part3W: u32(0x427),
        part4W: u32(0x42b),
        part5W: u32(0x42f),
        part6W: u32(0x433),
      },
      battery: { powerW: i16(0x126), socPct: u16(0x102, 0.1) },
    },
    source:
      'evcc template alpha-ess-smile; openWB/core alpha_ess; Tinkerforge/esp32-firmware meters_modbus_tcp/alpha_ess.py',
    note: 'Solar is what its own strings give: sources differ on the sign of a solar meter beside it (0xa1).',
  },
  {
    id: 'deye-lp3',
    name: 'Deye SG04LP3, SG05LP3',
    also: ['Sunsynk 3P LV'],
    phases: 3,
    functionCode: 3,
    wordOrder: 'low-first',
    unitId: 1,
    port: 502,
    serial: '9600 8N1',
    points: {
      grid: {
        powerW: i16(625),
        ...phases('phaseW', i16(622), 1),
        ...phases('voltageV', u16(598, 0.1), 1),
        importWh: u32(522, 100),
        exportWh: u32(524, 100),
      },
      solar: { part1W: u16(672), part2W: u16(673), part3W: u16(674), part4W: u16(675) },
      battery: { powerW: i16(590), socPct: u16(588) },
    },
    source: 'evcc template deye-hybrid-3p; kellerza/sunsynk three_phase_common.py, three_phase_lv.py',
    note: 'Those with a high-voltage battery (HP3) count solar and battery power in tens of watts.',
  },
  {
    id: 'deye-lp1',
    name: 'Deye SG03LP1, SG04LP1, SG05LP1',
    also: ['Sunsynk 1P'],
    phases: 1,
    functionCode: 3,
    wordOrder: 'low-first',
    unitId: 1,
    port: 502,
    serial: '9600 8N1',
    points: {
      grid: { powerW: i16(169), voltage1V: u16(150, 0.1), frequencyHz: u16(79, 0.01) },
      solar: { part1W: i16(186), part2W: i16(187) },
      battery: { powerW: i16(190), socPct: u16(184) },
    },
    source: 'evcc template deye-hybrid-1p; kellerza/sunsynk single_phase.py',
  },
  {
    id: 'e3dc',
    name: 'E3/DC S10 and others',
    phases: 3,
    functionCode: 3,
    wordOrder: 'low-first',
    unitId: 1,
    port: 502,
    points: {
      grid: { powerW: i32(40_073) },
      // Further inverters, which it counts below zero, are beside its own.
      solar: { part1W: i32(40_067), part2W: i32(40_075, -1) },
      battery: { powerW: i32(40_069, -1), socPct: u16(40_082) },
    },
    source: 'evcc template e3dc-modbus; openWB/core e3dc; Tinkerforge/esp32-firmware meters_modbus_tcp/e3dc.py',
    note: 'Switch Modbus TCP on in the device (protocol "E3/DC"). Total grid power only: it cannot guard a fuse per phase.',
  },
  {
    id: 'fox-h3',
    name: 'Fox ESS H3',
    phases: 3,
    functionCode: 3,
    wordOrder: 'high-first',
    unitId: 247,
    port: 502,
    serial: '9600 8N1',
    points: {
      grid: phases('phaseW', i16(31_026, -1), 1),
      solar: { part1W: i16(31_002), part2W: i16(31_005) },
      battery: { powerW: i16(31_036), socPct: u16(31_038) },
    },
    source: 'evcc template fox-ess-h3; nathanmarlor/foxess_modbus entity_descriptions.py; openWB/core fox_ess',
  },
  {
    id: 'sigenergy',
    name: 'Sigenergy SigenStor, Sigen Hybrid',
    phases: 3,
    functionCode: 3,
    wordOrder: 'high-first',
    unitId: 247,
    port: 502,
    points: {
      grid: { powerW: i32(30_005), ...phases('phaseW', i32(30_052), 2) },
      solar: { powerW: i32(30_035) },
      battery: { powerW: i32(30_037, -1), socPct: u16(30_014, 0.1) },
    },
    source:
      'TypQxQ/Sigenergy-Local-Modbus modbusregisterdefinitions.py; openWB/core sigenergy; evcc template sigenergy (grid)',
    note: 'The installer has to switch Modbus TCP on. Unit 247 is the plant as a whole.',
  },
  {
    id: 'sofar-g3',
    name: 'Sofar HYD-3PH, KTL-G3',
    also: ['ZCS Azzurro 3PH'],
    phases: 3,
    functionCode: 3,
    wordOrder: 'high-first',
    unitId: 1,
    port: 502,
    serial: '9600 8N1',
    maxRegisters: 60,
    points: {
      grid: {
        powerW: i16(0x488, -10),
        ...phases('voltageV', u16(0x48d, 0.1), 11),
        ...phases('currentA', u16(0x492, 0.01), 11),
        ...phases('phaseW', i16(0x493, -10), 11),
        frequencyHz: u16(0x484, 0.01),
        importWh: u32(0x68e, 100),
      },
      solar: { powerW: u16(0x5c4, 100) },
      // Counts charging as positive; the first battery input.
      battery: { powerW: i16(0x606, -10), socPct: u16(0x608) },
    },
    source:
      'evcc template sofarsolar-g3; StephanJoubert/home_assistant_solarman sofar_g3hyd.yaml; openWB/core sofar (battery, its sign); iobroker.sofarsolar_hyd main.js (its sign)',
  },
  {
    id: 'solis-hybrid',
    name: 'Solis hybrid (RHI, S5, S6)',
    also: ['Ginlong Solis', 'Axitec AXIhycon'],
    phases: 3,
    functionCode: 4,
    wordOrder: 'high-first',
    unitId: 1,
    port: 502,
    serial: '9600 8N1',
    maxRegisters: 50,
    points: {
      grid: {
        powerW: i32(33_263, -1),
        ...phases('phaseW', i32(33_257, -1), 2),
        ...phases('currentA', u16(33_252, 0.01), 2),
        importWh: u32(33_283, 10),
        exportWh: u32(33_285, 10),
      },
      solar: { powerW: u32(33_057) },
      battery: { powerW: { ...i32(33_149), directionAt: 33_135 }, socPct: u16(33_139) },
    },
    source:
      'evcc templates solis-hybrid, solis-hybrid-s; wills106/homeassistant-solax-modbus plugin_solis.py and issue 351 (sign of the grid); Tinkerforge/esp32-firmware meters_modbus_tcp/solis.py (all of it); openWB/core solis (battery, pull request 3583)',
    note: 'Wants 300 ms between two requests. openWB alone counts the grid the other way.',
  },
  {
    ...SOLAX,
    id: 'solax-x3',
    name: 'SolaX X3-Hybrid G3, G4',
    also: ['Qcells Q.HOME ESS HYB-G3'],
    phases: 3,
    points: {
      grid: { ...SOLAX_GRID, ...phases('phaseW', i32(0x82, -1), 2), ...phases('voltageV', u16(0x6a, 0.1), 4) },
      ...SOLAX_ROLES,
    },
  },
  {
    ...SOLAX,
    id: 'solax-x1',
    name: 'SolaX X1-Hybrid G3, G4',
    phases: 1,
    points: { grid: { ...SOLAX_GRID, voltage1V: u16(0, 0.1) }, ...SOLAX_ROLES },
  },
];
