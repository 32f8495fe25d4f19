import type { ChargerModelId } from './charger.js';
import type { Language } from './language.js';
import type { Access, Mode, Policy, Preset } from './mode.js';
import type { MeterRole } from './reading.js';

/** A current clamp at one input of a meter: the manuals' "one number per phase", direction and phase. */
export interface ClampConfig {
  /** What the meter shows is multiplied by this: 1 when the meter knows its own clamp. */
  readonly ratio?: number | undefined;
  /** The clamp sits the wrong way round. */
  readonly invert?: boolean | undefined;
  /** Supply phase the clamp sits on; default: the input's own number, by `phases`. */
  readonly phase?: number | undefined;
}

export const REGISTER_TYPES = ['u16', 'i16', 'u32', 'i32', 'u64', 'i64', 'f32', 'f64'] as const;
export type RegisterType = (typeof REGISTER_TYPES)[number];

/**
 * What a register can hold, in the unit its name ends with. `importW` and `exportW`, or those of each phase, are for meters that keep
 * them apart.
 */
export const POINT_NAMES = [
  'powerW',
  'phase1W',
  'phase2W',
  'phase3W',
  'current1A',
  'current2A',
  'current3A',
  'voltage1V',
  'voltage2V',
  'voltage3V',
  'importW',
  'exportW',
  'import1W',
  'import2W',
  'import3W',
  'export1W',
  'export2W',
  'export3W',
  'part1W',
  'part2W',
  'part3W',
  'part4W',
  'part5W',
  'part6W',
  'part7W',
  'frequencyHz',
  'importWh',
  'exportWh',
  'socPct',
] as const;
export type PointName = (typeof POINT_NAMES)[number];

/** One value in a meter's registers. */
export interface PointConfig {
  /** Address on the wire, counted from 0: often the printed number − 1, or without its leading 3 or 4. */
  readonly address: number;
  readonly type: RegisterType;
  /** Value = raw × scale, in the unit of the point; negative turns the sign. Default 1. */
  readonly scale?: number | undefined;
  /** Where it differs from the map's. */
  readonly functionCode?: 3 | 4 | undefined;
  /** Where another unit on the line has it: a meter of one phase each, say. Default: the meter's. */
  readonly unitId?: number | undefined;
  /** Raw pattern, hexadecimal, that means "not available". */
  readonly nan?: string | undefined;
}

/** A register map of the user's own. */
export interface OwnRegisterMap {
  readonly name?: string | undefined;
  readonly functionCode: 3 | 4;
  /** Words of a long value: high word first, or low word first. Bytes in a word are always high first. Default high-first. */
  readonly wordOrder?: 'high-first' | 'low-first' | undefined;
  /** Most registers the meter gives in one answer; default 80. */
  readonly maxRegisters?: number | undefined;
  readonly points: Readonly<Partial<Record<PointName, PointConfig>>>;
}

/** Which register map, which unit and how long to wait: the same on every kind of Modbus line. */
interface ModbusMeterConfig {
  /** Id of a known map, "sunspec", or a map of the user's own. */
  readonly map: string | OwnRegisterMap;
  /** Default: the map's; 2 where the chargers' manuals say so. */
  readonly unitId?: number | undefined;
  readonly timeoutMs?: number | undefined;
  readonly clamps?: readonly ClampConfig[] | undefined;
  /** SunSpec only: which of several meters on the unit, 1 for the first. */
  readonly device?: number | undefined;
}

/** One value of a MQTT meter: where it comes and how it is read. */
export interface MqttPointConfig {
  readonly topic: string;
  /** Dots lead into objects, numbers into lists: "ENERGY.Power" or "params.em:0.total_act_power". Absent: a plain number. */
  readonly path?: string | undefined;
  /** Value = number × scale, in the unit of the point. Default 1. */
  readonly scale?: number | undefined;
}

/** How a broker is reached. */
interface BrokerAccess {
  readonly url: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** PEM file of the authority that signed the broker's certificate. */
  readonly caFile?: string | undefined;
}

interface MqttMeterConfig extends BrokerAccess {
  /** Id of a preset that knows the topics of a product; `topic` is then the product's own. */
  readonly preset?: string | undefined;
  readonly topic?: string | undefined;
  /** Topics of the user's own, or over those of the preset. */
  readonly points?: Readonly<Partial<Record<PointName, MqttPointConfig>>> | undefined;
  readonly availability?:
    | { readonly topic: string; readonly online?: string | undefined; readonly offline?: string | undefined }
    | undefined;
  /** Where an empty message goes every half minute, for a publisher that falls silent without: "R/c0619ab12345/keepalive". */
  readonly keepAlive?: string | undefined;
  readonly clamps?: readonly ClampConfig[] | undefined;
}

/** A meter in the configuration. */
export type MeterConfig = {
  /** Unique; the role when not given. */
  readonly id?: string | undefined;
  readonly role: MeterRole;
  readonly periodS?: number | undefined;
  /** Turned round clamp or an inverter that counts export as positive; not for what is computed. */
  readonly invert?: boolean | undefined;
  /** Supply phase of the first, second, third phase of a meter on Modbus or MQTT; default [1, 2, 3]. */
  readonly phases?: readonly number[] | undefined;
} & (
  | ({ readonly type: 'modbus-tcp'; readonly host: string; readonly port?: number | undefined } & ModbusMeterConfig)
  /** An RS485 adapter at this machine. */
  | ({
      readonly type: 'modbus-rtu';
      readonly path: string;
      readonly baudRate?: number | undefined;
      readonly parity?: 'none' | 'even' | 'odd' | undefined;
      readonly stopBits?: 1 | 2 | undefined;
    } & ModbusMeterConfig)
  /** A transparent RS485 gateway: RTU frames over TCP. */
  | ({ readonly type: 'modbus-rtu-tcp'; readonly host: string; readonly port?: number | undefined } & ModbusMeterConfig)
  | ({ readonly type: 'mqtt' } & MqttMeterConfig)
  /** Computed from the other meters and the chargers' own: grid = house + chargers − solar − battery, and the like. */
  | { readonly type: 'derived' }
  /**
   * The chargers' own meters, the last resort: as a load what they draw, or the one named (id); as the grid that and the
   * reserve of the house, less solar and battery.
   */
  | { readonly type: 'charger'; readonly charger?: string | undefined }
  | { readonly type: 'pushed' }
);

/** What a meter of the configuration is called. */
export const meterIdOf = ({ id, role }: Pick<MeterConfig, 'id' | 'role'>): string => id || role;

/** A charger in the configuration. Defaults are those of core/model/settings. */
export interface ChargerConfig {
  readonly id: string;
  readonly name?: string;
  readonly model?: ChargerModelId;
  readonly connectorId?: number;
  readonly phases?: readonly number[];
  /** Name of its circuit; default: it hangs on the supply itself. */
  readonly circuit?: string;
  readonly minA?: number;
  readonly maxA?: number;
  readonly stepA?: number;
  readonly safeA?: number;
  readonly priority?: number;
  readonly mode?: Mode;
  readonly access?: Access;
  readonly limitA?: number;
  readonly ecoPlusA?: number;
  readonly phaseSwitching?: 'auto' | 'on' | 'off';
  /** HTTP Basic password the charger must give (OCPP security profile 1). */
  readonly password?: string;
  /** The charger must show a client certificate in its own name (OCPP security profile 3). */
  readonly clientCertificate?: boolean;
}

/** Chargers behind a fuse of their own, such as the feed of a garage; nothing else may hang there. */
interface CircuitConfig {
  readonly name: string;
  readonly fuseA: number;
}

/** A broker the site is told to. Commands are taken at one that asks for a user name, or that runs on this machine. */
export interface BrokerConfig extends BrokerAccess {
  /** What all topics begin with; another one for each site at the broker. Default surplug. */
  readonly topic?: string | undefined;
  /** Takes commands; default true. */
  readonly commands?: boolean | undefined;
  /** Announces itself to Home Assistant; default true. */
  readonly homeAssistant?: boolean | undefined;
}

/**
 * The configuration of a site, the same in both hosts: facts of the installation and defaults, version 1. Units end the
 * names. Only `phases` and `fuseA` must be given; `parseSiteConfig` says what is missing or wrong, and what would be right.
 */
export interface SiteConfig {
  readonly version?: 1;
  readonly name?: string;
  readonly phases: 1 | 3;
  readonly fuseA: number;
  readonly marginA?: number;
  readonly reserveA?: number;
  readonly voltageV?: number;
  readonly policy?: Policy;
  readonly preset?: Preset;
  readonly balance?: 'off' | 'percent' | 'spread';
  readonly spreadA?: number;
  readonly profileDurationS?: number;
  readonly writesPerHour?: number;
  readonly meterLostEcoPlus?: 'pause' | 'safe';
  readonly wakeUp?: boolean;
  readonly retentionYears?: number;
  readonly monthlyReport?: 'off' | 'xlsx' | 'csv';
  /** IANA name; default: the machine's. */
  readonly timeZone?: string;
  readonly language?: Language;
  readonly latitude?: number;
  readonly longitude?: number;
  /** The inverter feeds in no more than this, often 0: ECO and ECO+ then try what it holds back. */
  readonly exportLimitW?: number;
  readonly batteryPriority?: 'car' | 'battery' | { readonly aboveSocPct: number };
  readonly batteryHoldSocPct?: number;
  readonly batteryStartSocPct?: number;
  readonly ocpp?: {
    readonly port?: number;
    /** wss (OCPP security profiles 2 and 3): PEM files; `caFile` signs the certificates of chargers that must show one. */
    readonly tlsPort?: number;
    readonly certFile?: string;
    readonly keyFile?: string;
    readonly caFile?: string;
    /** Address to listen on; default every one, since a charger calls from the home network. */
    readonly bind?: string;
    /** Host or address shown in the URL for the charger, for hubs in containers. */
    readonly advertisedHost?: string;
  };
  /** Lets another host attach. Off without a token; from this machine only unless `remote` is true. */
  readonly link?: { readonly token?: string; readonly remote?: boolean };
  readonly mqtt?: BrokerConfig | undefined;
  readonly meters?: readonly MeterConfig[];
  readonly circuits?: readonly CircuitConfig[];
  readonly chargers?: readonly ChargerConfig[];
  /** Folder for records; the host gives its own storage folder. */
  readonly storage: string;
}

/** One thing wrong with a configuration: which field, what is wrong, what would be right. */
export interface ConfigComplaint {
  readonly field: string;
  readonly wrong: string;
  readonly right: string;
}
