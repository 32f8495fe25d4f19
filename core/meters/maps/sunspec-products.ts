/** A product that is read by SunSpec discovery: where to knock. */
export interface SunspecProduct {
  readonly id: string;
  readonly name: string;
  readonly unitId: number;
  readonly port: number;
  readonly note?: string;
}

export const SUNSPEC_PRODUCTS: readonly SunspecProduct[] = [
  { id: 'sunspec', name: 'SunSpec, any device', unitId: 1, port: 502 },
  {
    id: 'fronius-meter',
    name: 'Fronius Smart Meter behind an inverter',
    unitId: 200,
    port: 502,
    note: 'Switch Modbus TCP on in the inverter. Further meters are units 201, 202 …',
  },
  {
    id: 'fronius-inverter',
    name: 'Fronius inverter, GEN24 with battery',
    unitId: 1,
    port: 502,
    note: 'Switch Modbus TCP on in the inverter.',
  },
  {
    id: 'solaredge',
    name: 'SolarEdge inverter and its meter',
    unitId: 1,
    port: 1502,
    note: 'Takes one client at a time. Switch Modbus TCP on in SetApp.',
  },
  { id: 'kostal-ksem', name: 'Kostal Smart Energy Meter', unitId: 71, port: 502 },
  {
    id: 'kostal-plenticore',
    name: 'Kostal Plenticore',
    unitId: 71,
    port: 1502,
    note: 'Takes one client at a time. Switch Modbus TCP on in the inverter.',
  },
];
