import type { RegisterMap } from '../register-map.js';
import { f32, i16, i32, i64, phases, u16, u32 } from './notation.js';

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
      // Not 2584, as mbmd has it: both sources below that tell of it name this one.
      frequencyHz: f32(2498),
      importWh: f32(2752),
      exportWh: f32(2756),
    },
  },
  source:
    'volkszaehler/mbmd rs485/finder7m24.go, finder7m38.go; koestler/go-iotdevice finder7M38 and modbus_connect, after the maker’s table (2498); star.ke.st (energies)',
});

export const PANEL_METERS: readonly RegisterMap[] = [
  {
    ...RTU,
    id: 'bernecker-mpm3pm',
    name: 'Bernecker MPM3PM',
    phases: 3,
    functionCode: 4,
    points: {
      any: {
        ...phases('voltageV', u32(8, 0.1), 2),
        ...phases('currentA', u32(14, 0.01), 2),
        ...phases('phaseW', i32(20, 0.01), 2),
        powerW: i32(38, 0.01),
        frequencyHz: u32(44, 0.01),
        importWh: u32(2, 10),
        exportWh: u32(4, 10),
      },
    },
    source: 'volkszaehler/mbmd rs485/mpm3pm.go; openWB/core common/mpm3pm.py (function 4)',
  },
  {
    ...RTU,
    id: 'eltako-dsz',
    name: 'Eltako DSZ15DZMOD, DSZ16DZE',
    phases: 3,
    functionCode: 4,
    points: {
      any: {
        ...phases('voltageV', i32(0, 0.01), 2),
        ...phases('currentA', i32(6, 0.01), 2),
        ...phases('phaseW', i32(12), 2),
        powerW: i32(52),
        importWh: i32(72, 10),
        exportWh: i32(74, 10),
      },
    },
    source:
      'evcc template eltako-modbus; Tinkerforge/esp32-firmware meters_modbus_tcp/eltako.py; volkszaehler/mbmd rs485/eltako.go',
    note: 'The DSZ16 can also be set to floats: set it to integers. Eltako’s gateway passes on the registers that are enabled in it.',
  },
  finder('finder-7m24', 'Finder 7M.24', 1),
  finder('finder-7m38', 'Finder 7M.38', 3),
  {
    ...RTU,
    id: 'hager-ecr380d',
    name: 'Hager ECR380D',
    serial: '19200 8E1',
    phases: 3,
    functionCode: 3,
    points: {
      any: {
        ...phases('voltageV', u16(0xb000, 0.01), 1),
        frequencyHz: u16(0xb006, 0.01),
        ...phases('currentA', u32(0xb009, 0.001), 2),
        powerW: i32(0xb011, 10),
        ...phases('phaseW', i32(0xb019, 10), 2),
        importWh: u32(0xb060, 1000),
        exportWh: u32(0xb064, 1000),
      },
    },
    source: 'OpenEMS HagerEcr380dMeterImpl.java; Solaranzeige hager_meter.php',
  },
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
    id: 'lovato-dmg610',
    name: 'Lovato DMG610',
    phases: 3,
    functionCode: 4,
    points: {
      any: {
        ...phases('voltageV', i32(1, 0.01), 2),
        ...phases('currentA', i32(7, 0.0001), 2),
        ...phases('phaseW', i32(19, 0.01), 2),
      },
    },
    source: 'volkszaehler/mbmd rs485/dmg610.go; openWB/core common/lovato.py',
    note: 'Sources differ on frequency and energy.',
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
    source:
      'volkszaehler/mbmd rs485/orno1p525.go (function 4); an OR-WE-525 reader by P. Ivanov (all points, function 3)',
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
    id: 'socomec-countis',
    name: 'Socomec Countis E23, E24, E33, E34, E43, E44',
    phases: 3,
    functionCode: 3,
    points: {
      any: {
        ...phases('voltageV', u32(0xc558, 0.01), 2),
        frequencyHz: u32(0xc55e, 0.01),
        ...phases('currentA', u32(0xc560, 0.001), 2),
        powerW: i32(0xc568, 10),
        ...phases('phaseW', i32(0xc570, 10), 2),
      },
    },
    source: 'volkszaehler/mbmd rs485/socomec.go; OpenEMS MeterSocomecThreephaseImpl.java',
    note: 'Sources differ on energy.',
  },
];
