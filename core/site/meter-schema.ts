import { z } from 'zod';
import { POINT_NAMES, REGISTER_TYPES } from '../model/config.js';
import { METER_ROLES } from '../model/reading.js';
import { METER_SETTINGS, type NumberSetting } from '../model/settings.js';
import { flag, loose, number, optionalChoice, optionalNumber, optionalText, phaseList, text } from './fields.js';

/** The shape of a meter in the configuration: what all have, then one kind of line after the other. */

const span = (from: number, to: number, unit = ''): NumberSetting => ({ kind: 'number', from, to, step: 1, unit });
const FACTOR = span(-1e6, 1e6);

const all = {
  id: optionalText('a short name'),
  role: z.enum(METER_ROLES, `one of ${METER_ROLES.join(', ')}`),
  periodS: number(METER_SETTINGS.periodS),
  invert: flag(false),
  phases: phaseList.default([1, 2, 3]),
};

const clamps = z
  .array(
    z.strictObject({
      ratio: optionalNumber(FACTOR),
      invert: z.boolean('true or false').optional(),
      phase: z.preprocess(loose, z.literal([1, 2, 3], 'phase 1, 2 or 3').optional()),
    }),
    'a list of { ratio, invert, phase }, one for each input of the meter',
  )
  .max(3, 'three clamps at the most')
  .optional();

const ownMap = z.strictObject({
  name: optionalText('a name'),
  functionCode: z.preprocess(loose, z.literal([3, 4], '3 (holding) or 4 (input registers)')),
  wordOrder: optionalChoice(['high-first', 'low-first']),
  maxRegisters: optionalNumber(span(1, 125)),
  points: z.partialRecord(
    z.enum(POINT_NAMES, `one of ${POINT_NAMES.join(', ')}`),
    z.strictObject({
      address: z.preprocess(loose, z.number('a register address').int().min(0).max(65_535)),
      type: z.enum(REGISTER_TYPES, `one of ${REGISTER_TYPES.join(', ')}`),
      scale: optionalNumber(FACTOR),
      functionCode: z.preprocess(loose, z.literal([3, 4], '3 or 4').optional()),
      nan: z
        .string()
        .regex(/^[0-9a-fA-F]+$/, 'a raw value in hexadecimal, e.g. "7fffffff"')
        .optional(),
    }),
  ),
});

const modbus = {
  ...all,
  map: z.union(
    [text('the name of a register map'), ownMap],
    'the name of a register map, e.g. "eastron-sdm630", "sunspec", or a map of your own',
  ),
  unitId: optionalNumber(METER_SETTINGS.unitId),
  timeoutMs: optionalNumber(span(50, 10_000, 'ms')),
  clamps,
  device: optionalNumber(span(1, 20)),
};
const host = text('the address of the meter, e.g. "192.168.1.20"');

const network = { host, port: optionalNumber(METER_SETTINGS.port) };
const serial = {
  path: text('the serial port, e.g. "/dev/ttyUSB0"'),
  baudRate: optionalNumber(span(300, 115_200, 'baud')),
  parity: optionalChoice(['none', 'even', 'odd']),
  stopBits: z.preprocess(loose, z.literal([1, 2], '1 or 2').optional()),
};

/** A line to look for meters on. */
export const findLineSchema = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ type: z.literal('modbus-tcp'), ...network }),
    z.strictObject({ type: z.literal('modbus-rtu-tcp'), ...network }),
    z.strictObject({ type: z.literal('modbus-rtu'), ...serial }),
  ],
  '{ type: "modbus-tcp" or "modbus-rtu-tcp", host, port } or { type: "modbus-rtu", path }',
);

const mqttPoint = z.strictObject({
  topic: text('a topic'),
  path: optionalText('a path into the JSON, e.g. "ENERGY.Power"'),
  scale: optionalNumber(FACTOR),
});

export const meterSchema = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ ...modbus, ...network, type: z.literal('modbus-tcp') }),
    z.strictObject({ ...modbus, ...network, type: z.literal('modbus-rtu-tcp') }),
    z.strictObject({ ...modbus, ...serial, type: z.literal('modbus-rtu') }),
    z.strictObject({
      ...all,
      type: z.literal('mqtt'),
      url: z.preprocess(
        (value) => value,
        z.string().regex(/^(mqtt|mqtts|ws|wss):\/\/\S+$/, 'the address of the broker, e.g. "mqtt://192.168.1.5:1883"'),
      ),
      username: optionalText('a user name'),
      password: optionalText('a password'),
      caFile: optionalText('a PEM file'),
      preset: optionalText('the name of a preset'),
      topic: optionalText('a topic'),
      points: z.partialRecord(z.enum(POINT_NAMES, `one of ${POINT_NAMES.join(', ')}`), mqttPoint).optional(),
      availability: z
        .strictObject({ topic: text('a topic'), online: optionalText('a word'), offline: optionalText('a word') })
        .optional(),
      clamps,
    }),
    z.strictObject({ ...all, type: z.literal('derived') }),
    z.strictObject({
      ...all,
      type: z.literal('charger'),
      role: z.enum(['grid', 'load'], 'grid or load: of the others a charger tells nothing'),
      charger: optionalText('the identity of a charger; empty for all of them'),
    }),
    z.strictObject({ ...all, type: z.literal('pushed') }),
  ],
  'one of "modbus-tcp", "modbus-rtu", "modbus-rtu-tcp", "mqtt", "derived", "charger", "pushed"',
);
