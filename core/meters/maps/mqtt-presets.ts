import type { MqttPointConfig, PointName } from '../../model/config.js';
import type { PhaseCount } from '../../model/phases.js';
import type { MeterRole } from '../../model/reading.js';

export interface MqttPoint extends MqttPointConfig {
  /** "Not available" means that nothing is connected there, and counts as 0. */
  readonly none?: true;
}

/** Where a product publishes what; a point may come by several topics, the last one told counts. */
export interface MqttSubscription {
  readonly points: Readonly<Partial<Record<PointName, readonly MqttPoint[]>>>;
  readonly availability?: { readonly topic: string; readonly offline: readonly string[] };
  /** Publishes only when something changes: a value stands until the next, and a retained one counts. */
  readonly onChange?: boolean;
  /** Falls silent unless something is sent there now and then; it then tells every value, and changes in between. */
  readonly keepAlive?: string;
}

/** A product known by its topics. */
interface MqttPreset {
  readonly id: string;
  readonly name: string;
  /** An example of what to give as `topic`. */
  readonly topic: string;
  readonly source: string;
  readonly subscription: (topic: string, role: MeterRole, phases: PhaseCount) => MqttSubscription;
}

const at = (topic: string, path?: string, scale?: number): readonly MqttPointConfig[] => [
  { topic, ...(path !== undefined && { path }), ...(scale !== undefined && { scale }) },
];

const OFFLINE = ['offline', 'Offline', 'false', '{"state":"offline"}'] as const;
const lwt = (topic: string) => ({ topic, offline: OFFLINE });

export const MQTT_PRESETS: readonly MqttPreset[] = [
  {
    id: 'number',
    name: 'One topic with the power as a number',
    topic: 'house/grid/power',
    source: 'MQTT 3.1.1',
    subscription: (topic) => ({ points: { powerW: at(topic) } }),
  },
  {
    id: 'number-on-change',
    name: 'Power as a number, told only when it changes',
    topic: 'openWB/evu/W',
    source: 'snaptec/openWB runs/mqtt.py (what has not changed is not told again)',
    subscription: (topic) => ({ points: { powerW: at(topic) }, onChange: true }),
  },
  {
    id: 'shelly-gen2',
    name: 'Shelly Pro 3EM and later',
    topic: 'shellypro3em-0123456789ab',
    source: 'shelly-api-docs.shelly.cloud, gen2 EM component and notifications',
    subscription: (topic) => {
      const both = (key: string): readonly MqttPointConfig[] => [
        { topic: `${topic}/status/em:0`, path: key },
        { topic: `${topic}/events/rpc`, path: `params.em:0.${key}` },
      ];
      return {
        points: {
          powerW: both('total_act_power'),
          phase1W: both('a_act_power'),
          phase2W: both('b_act_power'),
          phase3W: both('c_act_power'),
          current1A: both('a_current'),
          current2A: both('b_current'),
          current3A: both('c_current'),
          voltage1V: both('a_voltage'),
          voltage2V: both('b_voltage'),
          voltage3V: both('c_voltage'),
        },
        availability: lwt(`${topic}/online`),
      };
    },
  },
  {
    id: 'shelly-em1',
    name: 'Shelly EM Gen3 and later, Pro EM-50 (first clamp)',
    topic: 'shellyproem50-0123456789ab',
    source: 'shelly-api-docs.shelly.cloud, gen2 EM1 component, MQTT and notifications',
    subscription: (topic) => {
      const both = (key: string): readonly MqttPointConfig[] => [
        { topic: `${topic}/status/em1:0`, path: key },
        { topic: `${topic}/events/rpc`, path: `params.em1:0.${key}` },
      ];
      return {
        points: { powerW: both('act_power'), current1A: both('current'), voltage1V: both('voltage') },
        availability: lwt(`${topic}/online`),
      };
    },
  },
  {
    id: 'shelly-em',
    name: 'Shelly EM (first generation, first clamp)',
    topic: 'shellies/shellyem-0123456789AB',
    source: 'shelly-api-docs.shelly.cloud, gen1 Shelly EM MQTT',
    subscription: (topic) => ({
      points: {
        powerW: at(`${topic}/emeter/0/power`),
        voltage1V: at(`${topic}/emeter/0/voltage`),
        importWh: at(`${topic}/emeter/0/total`),
        exportWh: at(`${topic}/emeter/0/total_returned`),
      },
      availability: lwt(`${topic}/online`),
    }),
  },
  {
    id: 'shelly-3em',
    name: 'Shelly 3EM (first generation)',
    topic: 'shellies/shellyem3-0123456789AB',
    source: 'shelly-api-docs.shelly.cloud, gen1 Shelly 3EM MQTT',
    subscription: (topic) => ({
      points: {
        phase1W: at(`${topic}/emeter/0/power`),
        phase2W: at(`${topic}/emeter/1/power`),
        phase3W: at(`${topic}/emeter/2/power`),
        current1A: at(`${topic}/emeter/0/current`),
        current2A: at(`${topic}/emeter/1/current`),
        current3A: at(`${topic}/emeter/2/current`),
        voltage1V: at(`${topic}/emeter/0/voltage`),
        voltage2V: at(`${topic}/emeter/1/voltage`),
        voltage3V: at(`${topic}/emeter/2/voltage`),
      },
      availability: lwt(`${topic}/online`),
    }),
  },
  {
    id: 'tasmota-sml',
    name: 'Tasmota with a reading head (SML)',
    // Names as in evcc’s template; a script that has others needs points.
    topic: 'tasmota_0123AB',
    source: 'evcc template for Tasmota SML; Tasmota, Smart Meter Interface (scripts)',
    subscription: (topic) => ({
      points: {
        powerW: at(`tele/${topic}/SENSOR`, 'SML.Power_curr'),
        importWh: at(`tele/${topic}/SENSOR`, 'SML.Total_in', 1000),
        exportWh: at(`tele/${topic}/SENSOR`, 'SML.Total_out', 1000),
      },
      availability: lwt(`tele/${topic}/LWT`),
    }),
  },
  {
    id: 'tasmota-energy',
    name: 'Tasmota plug or energy sensor',
    topic: 'tasmota_0123AB',
    source: 'evcc meter/tasmota; arendst/Tasmota issue 17178 (three phases are lists)',
    subscription: (topic) => {
      const energy = (path: string, scale?: number) => at(`tele/${topic}/SENSOR`, `ENERGY.${path}`, scale);
      return {
        points: {
          powerW: energy('Power'),
          phase1W: energy('Power.0'),
          phase2W: energy('Power.1'),
          phase3W: energy('Power.2'),
          current1A: energy('Current.0'),
          current2A: energy('Current.1'),
          current3A: energy('Current.2'),
          voltage1V: energy('Voltage.0'),
          voltage2V: energy('Voltage.1'),
          voltage3V: energy('Voltage.2'),
          importWh: energy('Total', 1000),
        },
        availability: lwt(`tele/${topic}/LWT`),
      };
    },
  },
  {
    id: 'zigbee2mqtt',
    name: 'Zigbee2MQTT device',
    topic: 'grid_meter',
    source: 'zigbee2mqtt.io, MQTT topics and messages',
    subscription: (topic) => ({
      points: {
        powerW: at(`zigbee2mqtt/${topic}`, 'power'),
        importWh: at(`zigbee2mqtt/${topic}`, 'energy', 1000),
      },
      availability: lwt(`zigbee2mqtt/${topic}/availability`),
    }),
  },
  {
    id: 'dsmr-reader',
    name: 'P1 smart meter by DSMR-reader',
    topic: 'dsmr/reading',
    // Its power per phase is in two topics each, so a current has no direction: "dsmr/raw" as p1-telegram tells more.
    source:
      'dsmr-reader.readthedocs.io, MQTT split topics; home-assistant/core dsmr_reader; dsmrreader dsmr_mqtt/models/settings (raw)',
    subscription: (topic) => ({
      points: {
        importW: at(`${topic}/electricity_currently_delivered`, undefined, 1000),
        exportW: at(`${topic}/electricity_currently_returned`, undefined, 1000),
        current1A: at(`${topic}/phase_power_current_l1`),
        current2A: at(`${topic}/phase_power_current_l2`),
        current3A: at(`${topic}/phase_power_current_l3`),
        voltage1V: at(`${topic}/phase_voltage_l1`),
        voltage2V: at(`${topic}/phase_voltage_l2`),
        voltage3V: at(`${topic}/phase_voltage_l3`),
      },
    }),
  },
  {
    id: 'p1-telegram',
    name: 'P1 smart meter, the telegram as it is',
    topic: 'p1/telegram',
    source:
      'DSMR 5.0.2 P1 companion standard, 6.12; esphome-libs/dsmr_parser issue 53 (Hungary: total beside four tariffs); esphome/feature-requests issue 2569 (Switzerland: 16.7.0)',
    // What import less export is in one value is 16.7.0, of the phases 36.7.0 and so on.
    subscription: (topic) => ({
      points: {
        powerW: at(topic, 'obis:1.7.0-2.7.0|16.7.0', 1000),
        phase1W: at(topic, 'obis:21.7.0-22.7.0|36.7.0', 1000),
        phase2W: at(topic, 'obis:41.7.0-42.7.0|56.7.0', 1000),
        phase3W: at(topic, 'obis:61.7.0-62.7.0|76.7.0', 1000),
        current1A: at(topic, 'obis:31.7.0'),
        current2A: at(topic, 'obis:51.7.0'),
        current3A: at(topic, 'obis:71.7.0'),
        voltage1V: at(topic, 'obis:32.7.0'),
        voltage2V: at(topic, 'obis:52.7.0'),
        voltage3V: at(topic, 'obis:72.7.0'),
        importWh: at(topic, 'obis:1.8.0|1.8.1+1.8.2+1.8.3+1.8.4', 1000),
        exportWh: at(topic, 'obis:2.8.0|2.8.1+2.8.2+2.8.3+2.8.4', 1000),
      },
    }),
  },
  {
    id: 'evcc',
    name: 'evcc',
    topic: 'evcc',
    source: 'docs.evcc.io, MQTT API; evcc-io/evcc core/keys/site.go (batteryPower and batterySoc in versions before)',
    subscription: (topic, role) => {
      const names = {
        grid: 'grid/power',
        solar: 'pvPower',
        house: 'homePower',
        load: 'auxPower',
      };
      const site = (name: string) => at(`${topic}/site/${name}`);
      return {
        points:
          role === 'battery'
            ? {
                powerW: [...site('batteryPower'), ...site('battery/power')],
                socPct: [...site('batterySoc'), ...site('battery/soc')],
              }
            : { powerW: site(names[role]) },
        availability: lwt(`${topic}/status`),
        onChange: true,
      };
    },
  },
  {
    id: 'victron-gx',
    name: 'Victron GX, the whole system',
    topic: 'c0619ab12345',
    source: 'victronenergy/dbus-flashmq (topics, keep-alive, null); victronenergy/venus wiki, dbus (system)',
    subscription: (topic, role, phases) => {
      const system = (path: string, scale?: number) => at(`N/${topic}/system/0/${path}`, 'value', scale);
      const part = (path: string) => system(path).map((point) => ({ ...point, none: true as const }));
      const ofRole: Partial<Record<MeterRole, MqttSubscription['points']>> = {
        grid: {
          phase1W: system('Ac/Grid/L1/Power'),
          ...(phases === 3 && { phase2W: system('Ac/Grid/L2/Power'), phase3W: system('Ac/Grid/L3/Power') }),
        },
        // Inverters behind the system and beside it, and chargers on the DC side.
        solar: {
          part1W: part('Ac/PvOnOutput/L1/Power'),
          part2W: part('Ac/PvOnOutput/L2/Power'),
          part3W: part('Ac/PvOnOutput/L3/Power'),
          part4W: part('Ac/PvOnGrid/L1/Power'),
          part5W: part('Ac/PvOnGrid/L2/Power'),
          part6W: part('Ac/PvOnGrid/L3/Power'),
          part7W: part('Dc/Pv/Power'),
        },
        // The GX counts charging as positive.
        battery: { powerW: system('Dc/Battery/Power', -1), socPct: system('Dc/Battery/Soc') },
      };
      return { points: ofRole[role] ?? {}, keepAlive: `R/${topic}/keepalive` };
    },
  },
  {
    id: 'home-assistant',
    name: 'Home Assistant (statestream)',
    topic: 'homeassistant/sensor/grid_power/state',
    source: 'home-assistant.io, mqtt_statestream; home-assistant/core mqtt_statestream',
    // Its last will is there unless somebody took it away (home-assistant.io, mqtt, birth and last will).
    subscription: (topic) => ({
      points: { powerW: at(topic) },
      availability: lwt('homeassistant/status'),
      onChange: true,
    }),
  },
];
