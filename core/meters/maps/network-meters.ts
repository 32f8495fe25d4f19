import type { RegisterMap } from '../register-map.js';
import { f32, i16, i32, i64, nan, phases, u16, u32 } from './notation.js';

/** Meters on the network by themselves: Shelly, IAMMETER, Victron, SMA Home Manager, Huawei EMMA. */

const TCP = { wordOrder: 'high-first', unitId: 1, port: 502 } as const;

const SHELLY = {
  ...TCP,
  functionCode: 4,
  wordOrder: 'low-first',
  source: 'Shelly Modbus documentation (31013 is input register 1013); victronenergy community driver Reg_shelly',
} as const;

export const NETWORK_METERS: readonly RegisterMap[] = [
  {
    ...SHELLY,
    id: 'shelly-pro-3em',
    name: 'Shelly Pro 3EM (three-phase profile)',
    phases: 3,
    points: {
      any: {
        powerW: f32(1013),
        ...phases('voltageV', f32(1020), 20),
        ...phases('currentA', f32(1022), 20),
        ...phases('phaseW', f32(1024), 20),
        importWh: f32(1162),
        exportWh: f32(1164),
      },
    },
    note: 'Switch Modbus on in the device. Its registers count each phase by itself, so their sum is not the net energy.',
  },
  {
    ...SHELLY,
    id: 'shelly-em1',
    name: 'Shelly Pro EM-50, Pro 3EM single-phase profile (first clamp)',
    phases: 1,
    points: {
      any: {
        voltage1V: f32(2003),
        current1A: f32(2005),
        powerW: f32(2007),
        importWh: f32(2310),
        exportWh: f32(2312),
      },
    },
    note: 'Switch Modbus on in the device.',
  },
  {
    ...TCP,
    id: 'iammeter-3080t',
    name: 'IAMMETER WEM3080T',
    also: ['my-PV WiFi Meter'],
    phases: 3,
    functionCode: 3,
    points: {
      any: {
        ...phases('voltageV', u16(0, 0.01), 10),
        ...phases('currentA', u16(1, 0.01), 10),
        ...phases('phaseW', i32(2), 10),
        frequencyHz: u16(30, 0.01),
        powerW: i32(32),
        // It counts 800 to the kWh.
        importWh: u32(34, 1.25),
        exportWh: u32(36, 1.25),
      },
    },
    source: 'lewei50/ha_iammeter_modbus (by the maker); evcc template mypv-wifi-meter',
  },
  {
    ...TCP,
    id: 'victron-gx-system',
    name: 'Victron GX, the whole system',
    phases: 3,
    functionCode: 4,
    unitId: 100,
    zeroIsLost: true,
    points: {
      grid: phases('phaseW', i16(820), 1),
      // Inverters behind the system (808 to 810), beside it (811 to 813), and chargers on the DC side.
      solar: {
        part1W: u16(808),
        part2W: u16(809),
        part3W: u16(810),
        part4W: u16(811),
        part5W: u16(812),
        part6W: u16(813),
        part7W: u16(850),
      },
      // The GX counts charging as positive.
      battery: { powerW: i16(842, -1), socPct: u16(843) },
    },
    source:
      'victronenergy/dbus_modbustcp attributes.csv, mappings.cpp (0 for what is not there); evcc template for Victron',
  },
  {
    ...TCP,
    id: 'victron-gx-grid',
    name: 'Victron GX, its grid meter',
    phases: 3,
    functionCode: 4,
    unitId: 30,
    points: {
      any: {
        voltage1V: u16(2616, 0.1),
        voltage2V: u16(2618, 0.1),
        voltage3V: u16(2620, 0.1),
        current1A: i16(2617, 0.1),
        current2A: i16(2619, 0.1),
        current3A: i16(2621, 0.1),
        ...phases('phaseW', i32(2638), 2),
        frequencyHz: u16(2644, 0.01),
        importWh: u32(2634, 10),
        exportWh: u32(2636, 10),
      },
    },
    source:
      'victronenergy/dbus_modbustcp attributes.csv, unitid2di.csv; ricardocello’s grid meter (2616 to 2619, 2644)',
    note: 'The unit id is the instance shown by the GX under "Available services".',
  },
  {
    ...TCP,
    id: 'sma-shm2',
    name: 'SMA Sunny Home Manager 2.0',
    phases: 3,
    functionCode: 4,
    unitId: 2,
    points: {
      any: nan('0x80000000', {
        importW: i32(30_865),
        exportW: i32(30_867),
        importWh: { ...i32(30_581), functionCode: 3 },
        exportWh: { ...i32(30_583), functionCode: 3 },
      }),
    },
    source: 'evcc template for the SMA Home Manager; OpenEMS, mapping to SMA Modbus registers (all points)',
    note: 'Total power only: it cannot guard a fuse per phase.',
  },
  {
    ...TCP,
    id: 'huawei-emma',
    name: 'Huawei EMMA, its own meter',
    phases: 3,
    functionCode: 3,
    unitId: 0,
    points: {
      any: {
        ...phases('voltageV', u32(31_639, 0.01), 2),
        ...phases('currentA', i32(31_651, 0.1), 2),
        powerW: i32(31_657),
        ...phases('phaseW', i32(31_665), 2),
        importWh: i64(31_679, 10),
      },
    },
    source: 'evcc template for Huawei EMMA; openWB/core huawei_emma counter.py (currents, power)',
  },
];
