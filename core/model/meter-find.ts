/** Where to look for meters. Serial settings that are not given are tried in turn. */
export type FindLine =
  | { readonly type: 'modbus-tcp' | 'modbus-rtu-tcp'; readonly host: string; readonly port?: number | undefined }
  | {
      readonly type: 'modbus-rtu';
      readonly path: string;
      readonly baudRate?: number | undefined;
      readonly parity?: 'none' | 'even' | 'odd' | undefined;
      readonly stopBits?: 1 | 2 | undefined;
    };

/**
 * A line as a user names it: "/dev/ttyUSB0" and "COM3" are serial ports; "192.168.1.20", "meter.local:1502" and an IPv6
 * address are hosts that speak Modbus TCP.
 */
export function lineNamed(name: string): FindLine {
  if (/^(\/|com\d+$|\\\\)/i.test(name)) return { type: 'modbus-rtu', path: name };
  const [, host = name, port] = /^([^:]+):(\d+)$/.exec(name) ?? [];
  return { type: 'modbus-tcp', host, ...(port && { port: Number(port) }) };
}

export interface FindRequest {
  readonly line: FindLine;
  /** Default: the units that known meters leave the factory with, then 1 to 20. */
  readonly unitIds?: readonly number[] | undefined;
}

/** A unit that answered like a meter. */
export interface FoundMeter {
  readonly unitId: number;
  /** "9600 8N1" on a serial line. */
  readonly serial?: string;
  /** How its gateway speaks, where that is otherwise than was asked. */
  readonly type?: FindLine['type'];
  /** Maps that fit, the best first; "sunspec" where the unit says itself what it is. */
  readonly maps: readonly string[];
  /** What it said by the best map, for a user to compare with the display. */
  readonly values: Readonly<Record<string, number | null>>;
}

/**
 * What to try when nothing, or nothing whole, was found: the steps of the wizard, in order. Their sentences are words.
 * `second-master`: a charger with a meter of its own is the master of that bus and must stay alone on it; use a second
 * meter, Modbus TCP, MQTT, P1 or the inverter instead.
 */
export const FIND_ADVICE = [
  'check-host',
  'check-port',
  'check-permission',
  'close-other-program',
  'swap-a-b',
  'add-termination',
  'other-speed',
  'other-address',
  'switch-to-modbus',
  'second-master',
  'own-map',
] as const;
export type FindAdvice = (typeof FIND_ADVICE)[number];

export interface FindResult {
  readonly found: readonly FoundMeter[];
  readonly advice: readonly FindAdvice[];
  /** Called off before the end. */
  readonly cancelled: boolean;
}

export interface FindProgress {
  readonly done: number;
  readonly of: number;
  readonly unitId: number;
  readonly serial?: string;
  readonly found: readonly FoundMeter[];
}

/** A meter that was found, as a host shows it. */
export interface FoundMeterTold extends Omit<FoundMeter, 'maps' | 'type'> {
  /** By name, the best first. */
  readonly maps: readonly { readonly id: string; readonly name: string }[];
  /** What a meter in the configuration has to say to be read like this, beside its role. */
  readonly config: Readonly<Record<string, string | number>>;
}

/** A search for meters as it stands: told while it goes on, and once more at its end. Plain JSON. */
export interface MeterSearch {
  readonly state: 'searching' | 'ended' | 'cancelled';
  readonly line: FindLine;
  readonly startedAt: string;
  readonly done: number;
  /** Zero until the first unit is asked. */
  readonly of: number;
  /** The unit that is asked just now, and how the serial line is set for it. */
  readonly unitId: number | null;
  readonly serial: string | null;
  readonly found: readonly FoundMeterTold[];
  /** What to try when nothing was found, likeliest first, in the language of the site. */
  readonly advice: readonly { readonly code: FindAdvice; readonly text: string }[];
}
