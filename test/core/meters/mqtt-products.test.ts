import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MqttMeter } from '../../../core/meters/mqtt-meter.js';
import { subscriptionOf } from '../../../core/meters/mqtt-subscription.js';
import type { MeterReading } from '../../../core/model/reading.js';
import { FakeClock } from '../../means/fake-clock.js';
import { KeptMeters } from '../../means/kept-meters.js';
import { TELEGRAM, TOTALS } from './p1-telegrams.js';

/*
 * Messages as the products publish them (shapes from their makers' documents, numbers ours), and the reading they make on a
 * supply of so many phases.
 */

type Message = readonly [topic: string, payload: string, retained?: boolean];

interface Row {
  readonly preset: string;
  readonly topic: string;
  readonly role?: 'grid' | 'battery' | 'load';
  readonly phases: 1 | 3;
  readonly messages: readonly Message[];
  readonly says: Partial<Record<keyof MeterReading, number | readonly number[]>>;
  /** The last will, as published when the product goes. */
  readonly will?: Message;
}

const gx = (path: string): string => `N/c0ffee/system/0/${path}`;

const EM = {
  ...{ id: 0, a_current: 1.5, a_voltage: 230.1, a_act_power: 345, b_current: 2.5, b_voltage: 231.2, b_act_power: -578 },
  ...{ c_current: 10, c_voltage: 229.3, c_act_power: 2293, n_current: null, total_current: 14, total_act_power: 2060 },
};

const ROWS: readonly Row[] = [
  {
    preset: 'shelly-3em',
    topic: 'shellies/shellyem3-1',
    phases: 3,
    messages: [345, -578, 2293].flatMap((power, i): Message[] => [
      [`shellies/shellyem3-1/emeter/${i}/power`, `${power}.00`],
      [`shellies/shellyem3-1/emeter/${i}/current`, `${[1.5, 2.5, 10][i]}`],
      [`shellies/shellyem3-1/emeter/${i}/voltage`, '230.10'],
    ]),
    says: { powerW: 2060, phaseW: [345, -578, 2293], currentA: [1.5, -2.5, 10] },
    will: ['shellies/shellyem3-1/online', 'false'],
  },
  {
    preset: 'shelly-em',
    topic: 'shellies/shellyem-1',
    phases: 1,
    messages: [
      ['shellies/shellyem-1/emeter/0/power', '-812.40'],
      ['shellies/shellyem-1/emeter/0/voltage', '231.00'],
      ['shellies/shellyem-1/emeter/0/total', '1234500.0', true],
      ['shellies/shellyem-1/emeter/0/total_returned', '987250.0', true],
      ['shellies/shellyem-1/emeter/1/power', '99'],
    ],
    says: { powerW: -812.4, phaseW: [-812.4], voltageV: [231], importWh: 1234500, exportWh: 987250 },
    will: ['shellies/shellyem-1/online', 'false'],
  },
  {
    preset: 'shelly-gen2',
    topic: 'shellypro3em-1',
    phases: 3,
    messages: [['shellypro3em-1/status/em:0', JSON.stringify(EM)]],
    says: { powerW: 2060, phaseW: [345, -578, 2293], currentA: [1.5, -2.5, 10], voltageV: [230.1, 231.2, 229.3] },
    will: ['shellypro3em-1/online', 'false'],
  },
  {
    preset: 'shelly-gen2',
    topic: 'shellypro3em-1',
    phases: 3,
    // The first is whole; the second tells only what changed, and is laid over it.
    messages: [
      ['shellypro3em-1/events/rpc', JSON.stringify({ method: 'NotifyFullStatus', params: { ts: 1, 'em:0': EM } })],
      [
        'shellypro3em-1/events/rpc',
        JSON.stringify({
          method: 'NotifyStatus',
          params: { 'em:0': { id: 0, a_act_power: 445, total_act_power: 2160 } },
        }),
      ],
      [
        'shellypro3em-1/events/rpc',
        JSON.stringify({ method: 'NotifyStatus', params: { 'emdata:0': { total_act: 1 } } }),
      ],
    ],
    says: { powerW: 2160, phaseW: [445, -578, 2293] },
  },
  {
    preset: 'shelly-em1',
    topic: 'shellyemg3-1',
    phases: 1,
    messages: [['shellyemg3-1/status/em1:0', '{"id":0,"current":2.598,"voltage":234.9,"act_power":-501.8,"pf":0.84}']],
    says: { powerW: -501.8, currentA: [-2.598], voltageV: [234.9] },
  },
  {
    preset: 'tasmota-sml',
    topic: 'meter',
    phases: 3,
    messages: [
      [
        'tele/meter/SENSOR',
        '{"Time":"2026-06-21T12:00:00","SML":{"Total_in":1234.5,"Total_out":987.25,"Power_curr":-812}}',
      ],
    ],
    says: { powerW: -812, importWh: 1234500, exportWh: 987250 },
    will: ['tele/meter/LWT', 'Offline'],
  },
  {
    preset: 'tasmota-energy',
    topic: 'plug',
    role: 'load',
    phases: 1,
    messages: [['tele/plug/SENSOR', '{"Time":"…","ENERGY":{"Total":12.5,"Power":230,"Voltage":231,"Current":1.0}}']],
    says: { powerW: 230, importWh: 12500 },
    will: ['tele/plug/LWT', 'Offline'],
  },
  {
    preset: 'tasmota-energy',
    topic: 'em3',
    phases: 3,
    messages: [
      [
        'tele/em3/SENSOR',
        '{"ENERGY":{"Total":6.27,"ExportActive":[24.65,0,0],"Power":[-578,345,93],"Voltage":[236.9,230.1,231.2],"Current":[2.5,1.5,0.4]}}',
      ],
    ],
    says: {
      powerW: -140,
      phaseW: [-578, 345, 93],
      currentA: [-2.5, 1.5, 0.4],
      voltageV: [236.9, 230.1, 231.2],
      importWh: 6270,
    },
  },
  {
    preset: 'zigbee2mqtt',
    topic: 'garden',
    role: 'load',
    phases: 1,
    messages: [['zigbee2mqtt/garden', '{"power":55.5,"energy":1.25,"linkquality":120}']],
    says: { powerW: 55.5, importWh: 1250 },
    will: ['zigbee2mqtt/garden/availability', '{"state":"offline"}'],
  },
  {
    preset: 'dsmr-reader',
    topic: 'dsmr/reading',
    phases: 3,
    messages: [
      ['dsmr/reading/electricity_currently_delivered', '0.000'],
      ['dsmr/reading/electricity_currently_returned', '1.250'],
      ...[1, 2, 3].flatMap((phase): Message[] => [
        [`dsmr/reading/phase_power_current_l${phase}`, '2'],
        [`dsmr/reading/phase_voltage_l${phase}`, '230.1'],
      ]),
    ],
    says: { powerW: -1250, voltageV: [230.1, 230.1, 230.1] },
  },
  {
    preset: 'p1-telegram',
    topic: 'p1/telegram',
    phases: 3,
    messages: [['p1/telegram', TELEGRAM]],
    says: {
      powerW: 1193,
      phaseW: [1111, -251, 333],
      currentA: [1, -2, 3],
      voltageV: [220.1, 220.2, 220.3],
      importWh: 246_913_578,
      exportWh: 246_913_578,
    },
  },
  {
    preset: 'p1-telegram',
    topic: 'p1/telegram',
    phases: 1,
    messages: [['p1/telegram', TELEGRAM.replace(/^1-0:[4567]\d\.7\.0.*\r\n/gm, '')]],
    says: { powerW: 1193, phaseW: [1193], currentA: [1], voltageV: [220.1] },
  },
  {
    preset: 'p1-telegram',
    topic: 'p1/telegram',
    phases: 3,
    messages: [['p1/telegram', TOTALS]],
    says: { powerW: -812, phaseW: [-900, 44, 44], importWh: 138_583, exportWh: 240_689 },
  },
  {
    preset: 'evcc',
    topic: 'evcc',
    phases: 3,
    messages: [['evcc/site/grid/power', '-812.5', true]],
    says: { powerW: -812.5 },
    will: ['evcc/status', 'offline'],
  },
  {
    preset: 'evcc',
    topic: 'evcc',
    role: 'battery',
    phases: 3,
    messages: [
      ['evcc/site/battery/power', '-1500', true],
      ['evcc/site/battery/soc', '64', true],
    ],
    says: { powerW: -1500, socPct: 64 },
  },
  {
    // As versions before told it.
    preset: 'evcc',
    topic: 'evcc',
    role: 'battery',
    phases: 3,
    messages: [
      ['evcc/site/batteryPower', '-1500', true],
      ['evcc/site/batterySoc', '64', true],
    ],
    says: { powerW: -1500, socPct: 64 },
  },
  {
    preset: 'victron-gx',
    topic: 'c0ffee',
    phases: 3,
    messages: [1, 2, 3].map((phase): Message => [gx(`Ac/Grid/L${phase}/Power`), `{"value":${phase - 2.5}}`]),
    says: { powerW: -1.5, phaseW: [-1.5, -0.5, 0.5] },
  },
  {
    preset: 'victron-gx',
    topic: 'c0ffee',
    phases: 1,
    messages: [[gx('Ac/Grid/L1/Power'), '{"value":-812}']],
    says: { powerW: -812 },
  },
  {
    preset: 'victron-gx',
    topic: 'c0ffee',
    role: 'battery',
    phases: 3,
    messages: [
      [gx('Dc/Battery/Power'), '{"value":1500}'],
      [gx('Dc/Battery/Soc'), '{"value":64.5}'],
    ],
    says: { powerW: -1500, socPct: 64.5 },
  },
  {
    preset: 'number-on-change',
    topic: 'openWB/evu/W',
    phases: 3,
    messages: [['openWB/evu/W', '-310', true]],
    says: { powerW: -310 },
  },
  {
    preset: 'home-assistant',
    topic: 'homeassistant/sensor/grid_power/state',
    phases: 3,
    messages: [['homeassistant/sensor/grid_power/state', '-812', true]],
    says: { powerW: -812 },
  },
];

function heard({ preset, topic, phases, role = 'grid' }: Row) {
  const kept = new KeptMeters();
  const clock = new FakeClock();
  const made = new MqttMeter({
    subscription: subscriptionOf({ type: 'mqtt', role, url: 'mqtt://hub', preset, topic }, phases),
    place: { meterId: role, role, supplyPhases: phases, phases: [1, 2, 3], invert: false, clamps: [] },
    periodMs: 1000,
    where: 'mqtt://hub',
    voice: kept.voice(role),
    clock,
  });
  return { kept, clock, made };
}

describe('D.4: what products publish becomes what they measure', () => {
  for (const row of ROWS) {
    it(`${row.preset}, ${row.messages[0]?.[0]}${row.role ? `, ${row.role}` : ''}`, async () => {
      const { kept, clock, made } = heard(row);
      for (const [topic, payload, retained = false] of row.messages) made.message(topic, payload, retained);
      await clock.advance(1500);
      const reading = kept.last() as unknown as Record<string, unknown> | undefined;
      for (const [key, value] of Object.entries(row.says)) assert.deepEqual(reading?.[key], value, key);
      assert.equal(kept.troubles.length, 0);
      for (const [topic] of row.messages) assert.ok(made.topics.includes(topic) || topic.includes('/1/'), topic);
      if (row.will) {
        assert.ok(made.topics.includes(row.will[0]));
        made.message(row.will[0], row.will[1], true);
        assert.match(kept.troubles[0]?.what ?? '', /^unreachable: .*, offline$/);
      }
      made.close();
    });
  }
});
