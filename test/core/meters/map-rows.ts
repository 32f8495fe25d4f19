import type { MeterRole } from '../../../core/model/reading.js';

/**
 * Registers as each meter would hold them, and what they mean; keys are function code and address. `example` says where an
 * answer of the meter is printed, or was caught on a line. The other sources give none: their rows are worked out from their
 * tables by another program than ours (not from core/meters/maps).
 */
export interface MapRow {
  readonly map: string;
  readonly role: MeterRole;
  readonly example?: string;
  readonly registers: Readonly<Record<string, string>>;
  readonly says: Readonly<Record<string, number | readonly number[]>>;
}

// biome-ignore format: one meter a line reads as a table
export const MAP_ROWS: readonly MapRow[] = [
  { map: 'eastron-sdm630', role: 'grid', registers: { '4/0': '4366 199a 4367 3333 4365 4ccd 3fc0 0000 4020 0000 4120 0000 43ac 8000 c410 8000 450f 5000', '4/52': '4500 c000', '4/70': '4248 147b 449a 5000 4476 d000' }, says: { phaseW: [345, -578, 2293], currentA: [1.5, 2.5, 10], voltageV: [230.1, 231.2, 229.3], powerW: 2060, importWh: 1234500, exportWh: 987250 } },
  { map: 'eastron-sdm72v2', role: 'grid', registers: { '4/0': '4366 199a 4367 3333 4365 4ccd 3fc0 0000 4020 0000 4120 0000 43ac 8000 c410 8000 450f 5000', '4/52': '4500 c000', '4/70': '4248 147b 449a 5000 4476 d000' }, says: { phaseW: [345, -578, 2293], currentA: [1.5, 2.5, 10], voltageV: [230.1, 231.2, 229.3], powerW: 2060, importWh: 1234500, exportWh: 987250 } },
  { map: 'eastron-sdm72', role: 'grid', registers: { '4/52': '4500 c000', '4/72': '449a 5000 4476 d000' }, says: { powerW: 2060, importWh: 1234500, exportWh: 987250 } },
  { map: 'eastron-sdm120', role: 'grid', registers: { '4/0': '4366 199a', '4/6': '3fc0 0000', '4/12': '4500 c000', '4/70': '4248 147b 449a 5000 4476 d000' }, says: { currentA: [1.5], voltageV: [230.1], powerW: 2060, importWh: 1234500, exportWh: 987250 } },
  { map: 'eastron-sdm230', role: 'grid', registers: { '4/0': '4366 199a', '4/6': '3fc0 0000', '4/12': '4500 c000', '4/70': '4248 147b 449a 5000 4476 d000' }, says: { currentA: [1.5], voltageV: [230.1], powerW: 2060, importWh: 1234500, exportWh: 987250 } },
  { map: 'cg-em24', role: 'grid', registers: { '4/0': '08fd 0000 0908 0000 08f5 0000', '4/12': '05dc 0000 09c4 0000 2710 0000 0d7a 0000 e96c ffff 5992 0000', '4/40': '5078 0000', '4/55': '01f4', '4/62': '3039 0000', '4/66': '0000 0000', '4/92': '2690 0000' }, says: { phaseW: [345, -578, 2293], currentA: [1.5, 2.5, 10], voltageV: [230.1, 231.2, 229.3], powerW: 2060, importWh: 1234500, exportWh: 987200 } },
  { map: 'cg-em24-e1', role: 'grid', registers: { '4/0': '08fd 0000 0908 0000 08f5 0000', '4/12': '05dc 0000 09c4 0000 2710 0000 0d7a 0000 e96c ffff 5992 0000', '4/40': '5078 0000', '4/51': '01f4 3039 0000', '4/78': '2690 0000' }, says: { phaseW: [345, -578, 2293], currentA: [1.5, 2.5, 10], voltageV: [230.1, 231.2, 229.3], powerW: 2060, importWh: 1234500, exportWh: 987200 } },
  { map: 'cg-em340', role: 'grid', registers: { '4/0': '08fd 0000 0908 0000 08f5 0000', '4/12': '05dc 0000 09c4 0000 2710 0000 0d7a 0000 e96c ffff 5992 0000', '4/40': '5078 0000', '4/51': '01f4 3039 0000', '4/78': '2690 0000' }, says: { phaseW: [345, -578, 2293], currentA: [1.5, 2.5, 10], voltageV: [230.1, 231.2, 229.3], powerW: 2060, importWh: 1234500, exportWh: 987200 } },
  { map: 'cg-em111', role: 'grid', registers: { '4/0': '08fd 0000 05dc 0000 5078 0000', '4/16': '3039 0000', '4/32': '2690 0000' }, says: { currentA: [1.5], voltageV: [230.1], powerW: 2060, importWh: 1234500, exportWh: 987200 } },
  { map: 'chint-dtsu666', role: 'grid', registers: { '3/4126': '449a 5000', '3/4136': '4476 d000', '3/8198': '450f d000 4510 8000 450f 5000 44bb 8000 451c 4000 461c 4000 46a0 f000 4557 a000 c5b4 a000 46b3 2400', '3/8260': '459c 5000' }, says: { phaseW: [345, -578, 2293], currentA: [1.5, 2.5, 10], voltageV: [230.1, 231.2, 229.3], powerW: 2060, importWh: 1234500, exportWh: 987250 } },
  { map: 'chint-ddsu666', role: 'grid', registers: { '3/8192': '4366 199a 3fc0 0000 4003 d70a', '3/8206': '4248 147b', '3/16384': '449a 5000', '3/16394': '4476 d000' }, says: { currentA: [1.5], voltageV: [230.1], powerW: 2059.9999, importWh: 1234500, exportWh: 987250 } },
  { map: 'chint-dtsu666-h', role: 'grid', example: 'an answer caught between a SUN2000 and its meter (mp_modbus log, 2021-08-01)', registers: { '3/2102': '3fcd b22d 3ec9 374c 3f2b 851f', '3/2110': '436a cccd 436b 4ccd 436b 199a', '3/2124': '4248 0000 4290 6666 4362 e666 c261 999a c2c4 999a', '3/2166': '4311 c28f', '3/2174': '41b2 147b' }, says: { phaseW: [226.9, -56.4, -98.3], currentA: [1.607, 0.393, 0.67], voltageV: [234.8, 235.3, 235.1], powerW: 72.2, importWh: 145760, exportWh: 22260 } },
  { map: 'acrel-adw300', role: 'grid', registers: { '3/20': '08fd 0908 08f5', '3/26': '0096 00fa 03e8', '3/30': '0000 0159 ffff fdbe 0000 08f5 0000 080c', '3/62': '0001 e23a 0001 81a5' }, says: { phaseW: [345, -578, 2293], currentA: [1.5, 2.5, 10], voltageV: [230.1, 231.2, 229.3], powerW: 2060, importWh: 1234500, exportWh: 987250 } },
  { map: 'acrel-adl3000', role: 'grid', registers: { '3/10': '0001 e23a', '3/20': '0001 81a5', '3/97': '08fd 0908 08f5 0096 00fa 03e8 0159 fdbe 08f5 080c', '3/119': '138a' }, says: { phaseW: [345, -578, 2293], currentA: [1.5, 2.5, 10], voltageV: [230.1, 231.2, 229.3], powerW: 2060, importWh: 1234500, exportWh: 987250 } },
  { map: 'abb-b23', role: 'grid', registers: { '3/20480': '0000 0000 0001 e23a 0000 0000 0001 81a5', '3/23296': '0000 08fd 0000 0908 0000 08f5', '3/23308': '0000 0096 0000 00fa 0000 03e8', '3/23316': '0003 24b0 0000 86c4 ffff 1e38 0003 7fb4', '3/23340': '138a' }, says: { phaseW: [345, -578, 2293], currentA: [1.5, 2.5, 10], voltageV: [230.1, 231.2, 229.3], powerW: 2060, importWh: 1234500, exportWh: 987250 } },
  { map: 'abb-b21', role: 'grid', registers: { '3/20480': '0000 0000 0001 e23a 0000 0000 0001 81a5', '3/23296': '0000 08fd', '3/23308': '0000 0096', '3/23316': '0003 24b0', '3/23340': '138a' }, says: { currentA: [1.5], voltageV: [230.1], powerW: 2060, importWh: 1234500, exportWh: 987250 } },
  { map: 'schneider-iem3155', role: 'grid', registers: { '3/2999': '3fc0 0000 4020 0000 4120 0000', '3/3027': '4366 199a 4367 3333 4365 4ccd', '3/3053': '3eb0 a3d7 bf13 f7cf 4012 c083 4003 d70a', '3/3109': '4248 147b', '3/3203': '0000 0000 0012 d644 0000 0000 000f 1072' }, says: { phaseW: [345, -578, 2293], currentA: [1.5, 2.5, 10], voltageV: [230.1, 231.2, 229.3], powerW: 2059.9999, importWh: 1234500, exportWh: 987250 } },
  { map: 'janitza-b', role: 'grid', registers: { '3/19000': '4366 199a 4367 3333 4365 4ccd', '3/19012': '3fc0 0000 4020 0000 4120 0000', '3/19020': '43ac 8000 c410 8000 450f 5000 4500 c000', '3/19050': '4248 147b', '3/19068': '4996 b220', '3/19076': '4971 0720' }, says: { phaseW: [345, -578, 2293], currentA: [1.5, 2.5, 10], voltageV: [230.1, 231.2, 229.3], powerW: 2060, importWh: 1234500, exportWh: 987250 } },
  { map: 'siemens-pac2200', role: 'grid', registers: { '4/1': '4366 199a 4367 3333 4365 4ccd', '4/13': '3fc0 0000 4020 0000 4120 0000', '4/25': '43ac 8000 c410 8000 450f 5000', '4/65': '4500 c000', '4/801': '4132 d644 0000 0000', '4/809': '412e 20e4 0000 0000' }, says: { phaseW: [345, -578, 2293], currentA: [1.5, 2.5, 10], voltageV: [230.1, 231.2, 229.3], powerW: 2060, importWh: 1234500, exportWh: 987250 } },
  { map: 'siemens-7kt1665', role: 'grid', registers: { '4/1': '0000 59e2 0000 5a50 0000 5992 0000 3a98 0000 61a8 0001 86a0', '4/57': '0003 24b0', '4/6687': '0012 d644' }, says: { currentA: [1.5, 2.5, 10], voltageV: [230.1, 231.2, 229.3], powerW: 2060, importWh: 1234500 } },
  { map: 'finder-7m24', role: 'grid', registers: { '4/2500': '4366 199a', '4/2516': '3fc0 0000', '4/2536': '4500 c000', '4/2584': '4248 147b', '4/2752': '4996 b220', '4/2756': '4971 0720' }, says: { currentA: [1.5], voltageV: [230.1], powerW: 2060, importWh: 1234500, exportWh: 987250 } },
  { map: 'finder-7m38', role: 'grid', registers: { '4/2500': '4366 199a 4367 3333 4365 4ccd', '4/2516': '3fc0 0000 4020 0000 4120 0000', '4/2530': '43ac 8000 c410 8000 450f 5000 4500 c000', '4/2584': '4248 147b', '4/2752': '4996 b220', '4/2756': '4971 0720' }, says: { phaseW: [345, -578, 2293], currentA: [1.5, 2.5, 10], voltageV: [230.1, 231.2, 229.3], powerW: 2060, importWh: 1234500, exportWh: 987250 } },
  { map: 'inepro-pro380', role: 'grid', registers: { '3/20482': '4366 199a 4367 3333 4365 4ccd 4248 147b', '3/20492': '3fc0 0000 4020 0000 4120 0000 4003 d70a 3eb0 a3d7 bf13 f7cf 4012 c083', '3/24588': '449a 5000', '3/24600': '4476 d000' }, says: { phaseW: [345, -578, 2293], currentA: [1.5, 2.5, 10], voltageV: [230.1, 231.2, 229.3], powerW: 2059.9999, importWh: 1234500, exportWh: 987250 } },
  { map: 'orno-we516', role: 'grid', registers: { '3/14': '4366 199a 4367 3333 4365 4ccd 4248 147b 3fc0 0000 4020 0000 4120 0000 4003 d70a 3eb0 a3d7 bf13 f7cf 4012 c083', '3/264': '449a 5000', '3/272': '4476 d000' }, says: { phaseW: [345, -578, 2293], currentA: [1.5, 2.5, 10], voltageV: [230.1, 231.2, 229.3], powerW: 2059.9999, importWh: 1234500, exportWh: 987250 } },
  { map: 'orno-we514', role: 'load', registers: { '3/304': '138a 59e2', '3/313': '0000 05dc', '3/320': '0000 080c' }, says: { currentA: [1.5], voltageV: [230.1], powerW: 2060 } },
  { map: 'orno-we525', role: 'grid', registers: { '4/256': '0003 82d4 0000 05dc 0000 080c', '4/266': '01f4', '4/270': '0001 e23a', '4/280': '0001 81a5' }, says: { currentA: [1.5], voltageV: [230.1], powerW: 2060, importWh: 1234500, exportWh: 987250 } },
  { map: 'shelly-pro-3em', role: 'grid', registers: { '4/1013': 'c000 4500', '4/1020': '199a 4366 0000 3fc0 8000 43ac', '4/1040': '3333 4367 0000 4020 8000 c410', '4/1060': '4ccd 4365 0000 4120 5000 450f', '4/1162': 'b220 4996 0720 4971' }, says: { phaseW: [345, -578, 2293], currentA: [1.5, 2.5, 10], voltageV: [230.1, 231.2, 229.3], powerW: 2060, importWh: 1234500, exportWh: 987250 } },
  { map: 'shelly-em1', role: 'grid', registers: { '4/2003': '199a 4366 0000 3fc0 c000 4500', '4/2310': 'b220 4996 0720 4971' }, says: { currentA: [1.5], voltageV: [230.1], powerW: 2060, importWh: 1234500, exportWh: 987250 } },
  { map: 'victron-gx-system', role: 'grid', registers: { '4/820': '0159 fdbe 08f5' }, says: { phaseW: [345, -578, 2293], powerW: 2060 } },
  { map: 'victron-gx-system', role: 'solar', registers: { '4/808': '0028 0032 003c 0064 00c8 012c', '4/850': '02bc' }, says: { powerW: 1450 } },
  { map: 'victron-gx-system', role: 'battery', registers: { '4/842': '05dc 0038' }, says: { powerW: -1500, socPct: 56 } },
  { map: 'victron-gx-grid', role: 'grid', registers: { '4/2616': '08fd 000f 0908 0019 08f5 0064', '4/2634': '0001 e23a 0001 81a5 0000 0159 ffff fdbe 0000 08f5 138a' }, says: { phaseW: [345, -578, 2293], currentA: [1.5, 2.5, 10], voltageV: [230.1, 231.2, 229.3], powerW: 2060, importWh: 1234500, exportWh: 987250 } },
  { map: 'sma-shm2', role: 'grid', registers: { '4/30865': '0000 0000 0000 080c', '3/30581': '0012 d644 000f 1072' }, says: { powerW: -2060, importWh: 1234500, exportWh: 987250 } },
  { map: 'sma-inverter', role: 'solar', registers: { '3/30513': '0000 0000 0021 e706', '4/30775': '0000 080c' }, says: { exportWh: 2221830, powerW: 2060 } },
  { map: 'sma-hybrid', role: 'solar', registers: { '3/30773': '0000 03e8', '3/30961': '0000 04b0' }, says: { powerW: 2200 } },
  { map: 'sma-hybrid', role: 'battery', registers: { '3/30845': '0000 0038', '3/31393': '0000 05dc 0000 0000' }, says: { powerW: -1500, socPct: 56 } },
  { map: 'huawei-sun2000', role: 'grid', registers: { '3/37101': '0000 08fd 0000 0908 0000 08f5 ffff ff6a ffff ff06 ffff fc18 ffff f7f4', '3/37119': '0001 81a5 0001 e23a', '3/37132': 'ffff fea7 0000 0242 ffff f70b' }, says: { phaseW: [345, -578, 2293], currentA: [1.5, 2.5, 10], voltageV: [230.1, 231.2, 229.3], powerW: 2060, importWh: 1234500, exportWh: 987250 } },
  { map: 'huawei-sun2000', role: 'solar', registers: { '3/32064': '0000 0c8a' }, says: { powerW: 3210 } },
  { map: 'huawei-sun2000', role: 'battery', registers: { '3/37760': '0230', '3/37765': '0000 05dc' }, says: { powerW: -1500, socPct: 56 } },
  { map: 'huawei-emma', role: 'grid', registers: { '3/31639': '0000 59e2 0000 5a50 0000 5992', '3/31651': '0000 000f 0000 0019 0000 0064 0000 080c', '3/31665': '0000 0159 ffff fdbe 0000 08f5', '3/31679': '0000 0000 0001 e23a' }, says: { phaseW: [345, -578, 2293], currentA: [1.5, 2.5, 10], voltageV: [230.1, 231.2, 229.3], powerW: 2060, importWh: 1234500 } },
  { map: 'sungrow-hybrid', role: 'grid', registers: { '4/5018': '08fd 0908 08f5', '4/5602': '0159 0000 fdbe ffff 08f5 0000', '4/13009': 'f7f4 ffff', '4/13036': '3039 0000' }, says: { phaseW: [345, -578, 2293], voltageV: [230.1, 231.2, 229.3], powerW: 2060, importWh: 1234500 } },
  { map: 'sungrow-hybrid', role: 'solar', registers: { '4/5016': '0c8a 0000' }, says: { powerW: 3210 } },
  { map: 'sungrow-hybrid', role: 'battery', registers: { '4/5213': 'fa24 ffff', '4/13022': '0230' }, says: { powerW: -1500, socPct: 56 } },
  { map: 'sungrow-sg', role: 'grid', registers: { '4/5082': '080c 0000', '4/5098': '3039 0000' }, says: { powerW: 2060, importWh: 1234500 } },
  { map: 'sungrow-sg', role: 'solar', registers: { '4/5030': '0c8a 0000' }, says: { powerW: 3210 } },
  { map: 'goodwe-et', role: 'grid', registers: { '3/36017': '4996 b220 ffff fea7 0000 0242 ffff f70b ffff f7f4', '3/36052': '08fd 0908 08f5 000f 0019 0064' }, says: { phaseW: [345, -578, 2293], currentA: [1.5, 2.5, 10], voltageV: [230.1, 231.2, 229.3], powerW: 2060, importWh: 1234500 } },
  { map: 'goodwe-et', role: 'solar', registers: { '3/35105': '0000 03e8', '3/35109': '0000 04b0', '3/35113': '0000 01f4', '3/35117': '0000 012c' }, says: { powerW: 3000 } },
  { map: 'goodwe-et', role: 'battery', registers: { '3/35182': 'ffff fa24', '3/37007': '0038' }, says: { powerW: -1500, socPct: 56 } },
  { map: 'growatt-sph', role: 'grid', registers: { '4/1021': '0000 0000', '4/1029': '0000 5078', '4/1046': '0000 3039' }, says: { powerW: -2060, importWh: 1234500 } },
  { map: 'growatt-sph', role: 'solar', registers: { '4/1': '0000 7d64' }, says: { powerW: 3210 } },
  { map: 'growatt-sph', role: 'battery', registers: { '4/1009': '0000 0000 0000 3a98', '4/1014': '0038' }, says: { powerW: -1500, socPct: 56 } },
  { map: 'growatt-tlxh', role: 'grid', registers: { '4/3041': '0000 0000 0000 5078', '4/3069': '0000 3039' }, says: { powerW: -2060, importWh: 1234500 } },
  { map: 'growatt-tlxh', role: 'solar', registers: { '4/3005': '0000 2710', '4/3009': '0000 2ee0', '4/3013': '0000 1388', '4/3017': '0000 0bb8' }, says: { powerW: 3000 } },
  { map: 'growatt-tlxh', role: 'battery', registers: { '4/3171': '0038', '4/3178': '0000 0000 0000 3a98' }, says: { powerW: -1500, socPct: 56 } },
  { map: 'deye-lp3', role: 'grid', registers: { '3/522': '3039 0000 2690 0000', '3/598': '08fd 0908 08f5', '3/622': '0159 fdbe 08f5 080c' }, says: { phaseW: [345, -578, 2293], voltageV: [230.1, 231.2, 229.3], powerW: 2060, importWh: 1234500, exportWh: 987200 } },
  { map: 'deye-lp3', role: 'solar', registers: { '3/672': '03e8 04b0 01f4 012c' }, says: { powerW: 3000 } },
  { map: 'deye-lp3', role: 'battery', registers: { '3/588': '0038', '3/590': 'fa24' }, says: { powerW: -1500, socPct: 56 } },
  { map: 'deye-lp1', role: 'grid', registers: { '3/79': '1388', '3/150': '08fd', '3/169': 'fdbe' }, says: { voltageV: [230.1], powerW: -578 } },
  { map: 'deye-lp1', role: 'solar', registers: { '3/186': '03e8 04b0' }, says: { powerW: 2200 } },
  { map: 'deye-lp1', role: 'battery', registers: { '3/184': '0038', '3/190': 'fa24' }, says: { powerW: -1500, socPct: 56 } },
  { map: 'fox-h3', role: 'grid', registers: { '3/31026': 'fea7 0242 f70b' }, says: { phaseW: [345, -578, 2293], powerW: 2060 } },
  { map: 'fox-h3', role: 'solar', registers: { '3/31002': '03e8', '3/31005': '04b0' }, says: { powerW: 2200 } },
  { map: 'fox-h3', role: 'battery', registers: { '3/31036': 'fa24', '3/31038': '0038' }, says: { powerW: -1500, socPct: 56 } },
  { map: 'sofar-g3', role: 'grid', registers: { '3/1156': '138a', '3/1160': 'ff32', '3/1165': '08fd', '3/1170': '0096 ffde', '3/1176': '0908', '3/1181': '00fa 0039', '3/1187': '08f5', '3/1192': '03e8 ff1b', '3/1678': '0000 3039' }, says: { phaseW: [340, -570, 2290], currentA: [1.5, 2.5, 10], voltageV: [230.1, 231.2, 229.3], powerW: 2060, importWh: 1234500 } },
  { map: 'sofar-g3', role: 'solar', registers: { '3/1476': '0020' }, says: { powerW: 3200 } },
  { map: 'solis-hybrid', role: 'grid', registers: { '4/33252': '0096 0000 00fa 0000 03e8 ffff fea7 0000 0242 ffff f70b ffff f7f4', '4/33283': '0001 e23a 0001 81a5' }, says: { phaseW: [345, -578, 2293], currentA: [1.5, 2.5, 10], powerW: 2060, importWh: 1234500, exportWh: 987250 } },
  { map: 'solis-hybrid', role: 'solar', registers: { '4/33057': '0000 0004' }, says: { powerW: 4 } },
  { map: 'solis-hybrid', role: 'battery', example: 'answers of an S5-EH1P that discharges by night (evcc issue 25636, 2025-11-27)', registers: { '4/33135': '0001 0000 0000 0000 0038 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0224' }, says: { powerW: 548, socPct: 56 } },
  { map: 'solax-x3', role: 'grid', registers: { '4/70': 'f7f4 ffff 81a5 0001 e23a 0001', '4/106': '08fd', '4/110': '0908', '4/114': '08f5', '4/130': 'fea7 ffff 0242 0000 f70b ffff' }, says: { phaseW: [345, -578, 2293], voltageV: [230.1, 231.2, 229.3], powerW: 2060, importWh: 1234500, exportWh: 987250 } },
  { map: 'solax-x1', role: 'grid', registers: { '4/0': '08fd', '4/70': '0242 0000 81a5 0001 e23a 0001' }, says: { voltageV: [230.1], powerW: -578, importWh: 1234500, exportWh: 987250 } },
  { map: 'solax-x3', role: 'solar', registers: { '4/10': '03e8 04b0' }, says: { powerW: 2200 } },
  { map: 'solax-x3', role: 'battery', registers: { '4/22': '05dc', '4/28': '0038' }, says: { powerW: -1500, socPct: 56 } },
  { map: 'solax-x1', role: 'solar', registers: { '4/10': '03e8 04b0' }, says: { powerW: 2200 } },
  { map: 'solax-x1', role: 'battery', registers: { '4/22': '05dc', '4/28': '0038' }, says: { powerW: -1500, socPct: 56 } },
  { map: 'acrel-acr10r', role: 'grid', registers: { '4/243': '08fd 0908 08f5', '4/249': '000f 0019 0064 138a 0000 0159 ffff fdbe 0000 08f5 0000 080c' }, says: { phaseW: [345, -578, 2293], currentA: [1.5, 2.5, 10], voltageV: [230.1, 231.2, 229.3], powerW: 2060 } },
  { map: 'acrel-one-phase', role: 'grid', registers: { '4/11': '08fd 0096 fdbe', '4/17': '138a', '4/60': '0001 e23a 0001 81a5' }, says: { currentA: [1.5], voltageV: [230.1], powerW: -578, importWh: 1234500, exportWh: 987250 } },
  { map: 'bernecker-mpm3pm', role: 'grid', registers: { '4/2': '0001 e23a 0001 81a5', '4/8': '0000 08fd 0000 0908 0000 08f5 0000 0096 0000 00fa 0000 03e8 0000 86c4 ffff 1e38 0003 7fb4', '4/38': '0003 24b0', '4/44': '0000 138a' }, says: { phaseW: [345, -578, 2293], currentA: [1.5, 2.5, 10], voltageV: [230.1, 231.2, 229.3], powerW: 2060, importWh: 1234500, exportWh: 987250 } },
  { map: 'eltako-dsz', role: 'grid', registers: { '4/0': '0000 59e2 0000 5a50 0000 5992 0000 0096 0000 00fa 0000 03e8 0000 0159 ffff fdbe 0000 08f5', '4/52': '0000 080c', '4/72': '0001 e23a 0001 81a5' }, says: { phaseW: [345, -578, 2293], currentA: [1.5, 2.5, 10], voltageV: [230.1, 231.2, 229.3], powerW: 2060, importWh: 1234500, exportWh: 987250 } },
  { map: 'hager-ecr380d', role: 'grid', registers: { '3/45056': '59e2 5a50 5992', '3/45062': '138a', '3/45065': '0000 05dc 0000 09c4 0000 2710', '3/45073': '0000 00ce', '3/45081': '0000 0023 ffff ffc6 0000 00e5', '3/45152': '0000 04d2', '3/45156': '0000 03db' }, says: { phaseW: [350, -580, 2290], currentA: [1.5, 2.5, 10], voltageV: [230.1, 231.2, 229.3], powerW: 2060, importWh: 1234000, exportWh: 987000 } },
  { map: 'lovato-dmg610', role: 'grid', registers: { '4/1': '0000 59e2 0000 5a50 0000 5992 0000 3a98 0000 61a8 0001 86a0', '4/19': '0000 86c4 ffff 1e38 0003 7fb4' }, says: { phaseW: [345, -578, 2293], currentA: [1.5, 2.5, 10], voltageV: [230.1, 231.2, 229.3], powerW: 2060 } },
  { map: 'socomec-countis', role: 'grid', registers: { '3/50520': '0000 59e2 0000 5a50 0000 5992 0000 138a 0000 05dc 0000 09c4 0000 2710', '3/50536': '0000 00ce', '3/50544': '0000 0023 ffff ffc6 0000 00e5' }, says: { phaseW: [350, -580, 2290], currentA: [1.5, 2.5, 10], voltageV: [230.1, 231.2, 229.3], powerW: 2060 } },
  { map: 'sofar-g3', role: 'battery', registers: { '3/1542': '0096', '3/1544': '0038' }, says: { powerW: -1500, socPct: 56 } },
];

/** What is not available or not connected takes nothing of the rest along. */
// biome-ignore format: one meter a line reads as a table
export const PARTIAL_ROWS: readonly MapRow[] = [
  { map: 'goodwe-et', role: 'solar', registers: { '3/35105': '0000 03e8', '3/35109': '0000 04b0', '3/35113': 'ffff ffff', '3/35117': 'ffff ffff' }, says: { powerW: 2200 } },
  { map: 'sungrow-hybrid', role: 'grid', registers: { '4/5018': '08fd ffff ffff', '4/5602': 'ffff 7fff ffff 7fff ffff 7fff', '4/13009': 'f7f4 ffff', '4/13036': '3039 0000' }, says: { powerW: 2060 } },
  { map: 'sungrow-hybrid', role: 'grid', registers: { '4/5018': '08fd 0908 08f5', '4/5602': '0159 0000 fdbe ffff 08f5 0000', '4/13009': 'ffff 7fff', '4/13036': '3039 0000' }, says: { powerW: 2060, phaseW: [345, -578, 2293] } },
  { map: 'sma-hybrid', role: 'battery', registers: { '3/30845': 'ffff ffff', '3/31393': 'ffff ffff ffff ffff' }, says: { powerW: 0 } },
  { map: 'sma-hybrid', role: 'solar', registers: { '3/30773': '8000 0000', '3/30961': '8000 0000' }, says: { powerW: 0 } },
  { map: 'huawei-sun2000', role: 'grid', registers: { '3/37101': '0000 08fd 0000 0908 0000 08f5 ffff ff6a ffff ff06 ffff fc18 ffff f7f4', '3/37119': 'fffe 7e5b 0001 e23a', '3/37132': 'ffff fea7 0000 0242 ffff f70b' }, says: { powerW: 2060, importWh: 1234500, exportWh: -987250 } },
];
