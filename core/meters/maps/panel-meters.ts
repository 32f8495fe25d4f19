import type { RegisterMap } from '../register-map.js';
import { f32, f64, i16, i32, i64, phases, u16, u32 } from './notation.js';

/** DIN-rail meters of further makers, by maker. All give the high word first. */

const RTU = { wordOrder: 'high-first', unitId: 1, serial: '9600 8N1' } as const;

const finder = (id: string, name: string, wired: 1 | 3): RegisterMap => ({
  ...RTU,
  id,
  name,
  phases: wired,
  functionCode: 4,
  points: {
    any: {
      ...(wired === 3
        ? {
            ...phases('voltageV', f32(2500), 2),
            ...phases('currentA', f32(2516), 2),
            ...phases('phaseW', f32(2530), 2),
          }
        : { voltage1V: f32(2500), current1A: f32(2516) }),
      powerW: f32(2536),
      frequencyHz: f32(2584),
      importWh: f32(2752),
      exportWh: f32(2756),
    },
  },
  source: 'volkszaehler/mbmd rs485/finder7m24.go, finder7m38.go',
});

export const PANEL_METERS: readonly RegisterMap[] = [
  finder('finder-7m24', 'Finder 7M.24', 1),
  finder('finder-7m38', 'Finder 7M.38', 3),
  {
    ...RTU,
    id: 'inepro-pro380',
    name: 'Inepro PRO380-Mod',
    phases: 3,
    functionCode: 3,
    points: {
      any: {
        ...phases('voltageV', f32(0x5002), 2),
        ...phases('currentA', f32(0x500c), 2),
        powerW: f32(0x5012, 1000),
        ...phases('phaseW', f32(0x5014, 1000), 2),
        frequencyHz: f32(0x5008),
        importWh: f32(0x600c, 1000),
        exportWh: f32(0x6018, 1000),
      },
    },
    source: 'volkszaehler/mbmd rs485/inepro.go; evcc template for Inepro',
  },
  {
    ...RTU,
    id: 'janitza-b',
    name: 'Janitza B series, UMG series',
    phases: 3,
    functionCode: 3,
    points: {
      any: {
        ...phases('voltageV', f32(19_000), 2),
        ...phases('currentA', f32(19_012), 2),
        ...phases('phaseW', f32(19_020), 2),
        powerW: f32(19_026),
        frequencyHz: f32(19_050),
        importWh: f32(19_068),
        exportWh: f32(19_076),
      },
    },
    source: 'volkszaehler/mbmd rs485/janitza.go; evcc template for Janitza',
  },
  {
    ...RTU,
    id: 'orno-we514',
    name: 'ORNO OR-WE-514, OR-WE-515',
    phases: 1,
    functionCode: 3,
    points: {
      // Its power has no sign: it cannot see export, so it is offered for what flows one way only.
      solar: { frequencyHz: u16(304, 0.01), voltage1V: u16(305, 0.01), current1A: u32(313, 0.001), powerW: u32(320) },
      load: { frequencyHz: u16(304, 0.01), voltage1V: u16(305, 0.01), current1A: u32(313, 0.001), powerW: u32(320) },
    },
    source: 'volkszaehler/mbmd rs485/orno1p.go; evcc template for ORNO',
    note: 'Power without sign: not for the grid or a battery.',
  },
  {
    ...RTU,
    id: 'orno-we516',
    name: 'ORNO OR-WE-516, OR-WE-517',
    serial: '9600 8E1',
    phases: 3,
    functionCode: 3,
    points: {
      any: {
        ...phases('voltageV', f32(14), 2),
        ...phases('currentA', f32(22), 2),
        powerW: f32(28, 1000),
        ...phases('phaseW', f32(30, 1000), 2),
        frequencyHz: f32(20),
        importWh: f32(264, 1000),
        exportWh: f32(272, 1000),
      },
    },
    source: 'volkszaehler/mbmd rs485/orno3p.go; Tasmota xnrg_17_ornowe517; evcc template for ORNO',
  },
  {
    ...RTU,
    id: 'orno-we525',
    name: 'ORNO OR-WE-525, OR-WE-526',
    phases: 1,
    functionCode: 4,
    points: {
      any: {
        voltage1V: i32(256, 0.001),
        current1A: i32(258, 0.001),
        powerW: i32(260),
        frequencyHz: i16(266, 0.1),
        importWh: i32(270, 10),
        exportWh: i32(280, 10),
      },
    },
    source: 'volkszaehler/mbmd rs485/orno1p525.go',
  },
  {
    ...RTU,
    id: 'schneider-iem3155',
    name: 'Schneider iEM3150 to iEM3555',
    serial: '19200 8E1',
    phases: 3,
    functionCode: 3,
    points: {
      any: {
        ...phases('currentA', f32(2999), 2),
        ...phases('voltageV', f32(3027), 2),
        ...phases('phaseW', f32(3053, 1000), 2),
        powerW: f32(3059, 1000),
        frequencyHz: f32(3109),
        importWh: i64(3203),
        exportWh: i64(3207),
      },
    },
    source: 'Schneider iEM3000 manual by proxus.io; volkszaehler/mbmd rs485/iem3000.go; Tasmota xnrg_16_iem3000',
    note: 'The parity set in the factory is not "none".',
  },
  {
    ...RTU,
    id: 'siemens-7kt1665',
    name: 'Siemens 7KT1665, 7KT1666',
    phases: 3,
    functionCode: 4,
    points: {
      any: {
        ...phases('voltageV', u32(1, 0.01), 2),
        ...phases('currentA', u32(7, 0.0001), 2),
        powerW: i32(57, 0.01),
        importWh: u32(6687),
      },
    },
    source: 'evcc template for Siemens 7KT16xx',
    note: 'Current without sign and no power per phase: export counts as load on the fuse.',
  },
  {
    ...RTU,
    id: 'siemens-pac2200',
    name: 'Siemens SENTRON PAC2200',
    phases: 3,
    functionCode: 4,
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
    source: 'volkszaehler/mbmd rs485/pac2200.go; evcc template for Siemens PAC2200',
  },
];
