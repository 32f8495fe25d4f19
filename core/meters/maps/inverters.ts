import type { RegisterMap } from '../register-map.js';
import { f32, i32, nan, none, phases, u16, u32, u64 } from './notation.js';

/**
 * Inverters, with the values of each role in that role's own sign: grid import +, solar production +, battery discharge +.
 * Where the maker counts the other way, the scale is negative.
 */
export const INVERTERS: readonly RegisterMap[] = [
  {
    id: 'sma-inverter',
    name: 'SMA inverter',
    phases: 3,
    functionCode: 4,
    wordOrder: 'high-first',
    unitId: 3,
    port: 502,
    points: {
      solar: {
        ...nan('0x80000000', { powerW: i32(30_775) }),
        ...nan('0xffffffffffffffff', { exportWh: { ...u64(30_513), functionCode: 3 } }),
      },
    },
    source: 'evcc template for SMA inverters; openWB/core sma_sunny_boy inverter.py (30775)',
    note: 'Tells nothing at night.',
  },
  {
    id: 'sma-hybrid',
    name: 'SMA Smart Energy hybrid',
    phases: 3,
    functionCode: 3,
    wordOrder: 'high-first',
    unitId: 3,
    port: 502,
    points: {
      // What the strings give: its AC power is that of the battery, too.
      solar: none('0x80000000', { part1W: i32(30_773), part2W: i32(30_961) }),
      // With an empty battery and no sun it tells nothing.
      battery: {
        ...none('0xffffffff', { importW: u32(31_395), exportW: u32(31_393) }),
        ...nan('0xffffffff', { socPct: u32(30_845) }),
      },
    },
    source: 'evcc template sma-hybrid; openWB/core sma_sunny_boy bat_smart_energy.py, inverter.py',
  },
  {
    id: 'huawei-sun2000',
    name: 'Huawei SUN2000 with its power sensor',
    phases: 3,
    functionCode: 3,
    wordOrder: 'high-first',
    unitId: 1,
    port: 502,
    serial: '9600 8N1',
    settleMs: 1000,
    points: {
      grid: {
        ...nan('0x7fffffff', phases('voltageV', i32(37_101, 0.1), 2)),
        ...nan('0x7fffffff', phases('currentA', i32(37_107, -0.01), 2)),
        ...nan('0x7fffffff', { powerW: i32(37_113, -1) }),
        ...nan('0x7fffffff', phases('phaseW', i32(37_132, -1), 2)),
        // Some count what they export below zero.
        ...nan('0x7fffffff', { exportWh: i32(37_119, 10), importWh: i32(37_121, 10) }),
      },
      solar: nan('0x7fffffff', { powerW: i32(32_064) }),
      battery: {
        ...nan('0x7fffffff', { powerW: i32(37_765, -1) }),
        ...nan('0xffff', { socPct: u16(37_760, 0.1) }),
      },
    },
    source: 'evcc template for Huawei SUN2000; wlcrs/huawei-solar-lib registers.py (energy)',
    note: 'Takes one client at a time.',
  },
  {
    id: 'sungrow-hybrid',
    name: 'Sungrow SH hybrid',
    phases: 3,
    functionCode: 4,
    wordOrder: 'low-first',
    unitId: 1,
    port: 502,
    serial: '9600 8N1',
    points: {
      grid: {
        ...nan('0x7fffffff', { powerW: i32(13_009, -1), ...phases('phaseW', i32(5602), 2) }),
        ...nan('0xffff', phases('voltageV', u16(5018, 0.1), 1)),
        importWh: u32(13_036, 100),
      },
      solar: { powerW: u32(5016) },
      // Not 13021, whose sign firmware has changed: this one has it everywhere.
      battery: {
        ...nan('0x7fffffff', { powerW: i32(5213) }),
        ...nan('0xffff', { socPct: u16(13_022, 0.1) }),
      },
    },
    source:
      'evcc template sungrow-hybrid; mkaiser/Sungrow-SHx-Inverter-Modbus-Home-Assistant (what is not available; 5213); openWB/core sungrow bat.py (5213)',
  },
  {
    id: 'sungrow-sg',
    name: 'Sungrow SG with a meter',
    phases: 3,
    functionCode: 4,
    wordOrder: 'low-first',
    unitId: 1,
    port: 502,
    serial: '9600 8N1',
    points: { grid: { powerW: i32(5082), importWh: u32(5098, 100) }, solar: { powerW: i32(5030) } },
    // At night it takes a few watts: signed by openWB and by the protocol 1.1.58; evcc reads no sign.
    source: 'evcc template for Sungrow SG; openWB/core sungrow inverter.py (5030), sungrow_sg counter.py (5082)',
    note: 'Total grid power only: it cannot guard a fuse per phase.',
  },
  {
    id: 'goodwe-et',
    name: 'GoodWe ET, EH, BH, BT',
    phases: 3,
    functionCode: 3,
    wordOrder: 'high-first',
    unitId: 247,
    port: 502,
    serial: '9600 8N1',
    points: {
      grid: {
        ...phases('phaseW', i32(36_019, -1), 2),
        powerW: i32(36_025, -1),
        ...nan('0xffff', phases('voltageV', u16(36_052, 0.1), 1)),
        ...nan('0xffff', phases('currentA', u16(36_055, 0.1), 1)),
        importWh: f32(36_017),
      },
      solar: none('0xffffffff', { part1W: u32(35_105), part2W: u32(35_109), part3W: u32(35_113), part4W: u32(35_117) }),
      battery: { powerW: i32(35_182), ...nan('0xffff', { socPct: u16(37_007) }) },
    },
    source: 'evcc template for GoodWe; marcelblijleven/goodwe et.py (inputs without a string)',
  },
  {
    id: 'growatt-sph',
    name: 'Growatt SPH, SPA hybrid',
    phases: 3,
    functionCode: 4,
    wordOrder: 'high-first',
    unitId: 1,
    serial: '9600 8N1',
    points: {
      grid: { importW: u32(1021, 0.1), exportW: u32(1029, 0.1), importWh: u32(1046, 100) },
      solar: { powerW: u32(1, 0.1) },
      battery: { importW: u32(1009, 0.1), exportW: u32(1011, 0.1), socPct: u16(1014) },
    },
    source: 'evcc template for Growatt hybrids; ESPHome growatt_solar; openWB/core growatt bat.py',
    note: 'Total grid power only: it cannot guard a fuse per phase.',
  },
  {
    id: 'growatt-tlxh',
    name: 'Growatt TL-X, TL-XH',
    phases: 3,
    functionCode: 4,
    wordOrder: 'high-first',
    unitId: 1,
    serial: '9600 8N1',
    points: {
      grid: { importW: u32(3041, 0.1), exportW: u32(3043, 0.1), importWh: u32(3069, 100) },
      solar: { part1W: u32(3005, 0.1), part2W: u32(3009, 0.1), part3W: u32(3013, 0.1), part4W: u32(3017, 0.1) },
      battery: { importW: u32(3178, 0.1), exportW: u32(3180, 0.1), socPct: u16(3171) },
    },
    source: 'evcc template for Growatt TL-XH; openWB/core growatt bat.py',
    note: 'Total grid power only: it cannot guard a fuse per phase.',
  },
];
