import { z } from 'zod';
import { POINT_NAMES, REGISTER_TYPES } from '../model/config.js';
import { METER_ROLES } from '../model/reading.js';
import { METER_SETTINGS, type NumberSetting } from '../model/settings.js';
import { brokerAccess, oneTopic } from './broker-schema.js';
import {
  FLAG,
  flag,
  host,
  like,
  literal,
  loose,
  number,
  oneOf,
  optionalChoice,
  optionalLiteral,
  optionalNumber,
  optionalText,
  phaseList,
  right,
  TEXT,
  text,
  whole,
} from './config-fields.js';

/** The shape of a meter in the configuration: what all have, then one kind of line after the other. */

const span = (from: number, to: number, unit = ''): NumberSetting => ({ kind: 'number', from, to, step: 1, unit });
/** With 0 a meter would tell 0 W for ever, and be believed. */
const factor = () => optionalNumber(span(-1e6, 1e6)).refine((value) => value !== 0, right('not-zero'));
const MAP = like('register-map', 'eastron-sdm630');
const TOPIC = like('topic', 'house/grid/power');
const HEXADECIMAL = like('hexadecimal', '7fffffff');

const all = {
  id: optionalText(TEXT),
  role: z.enum(METER_ROLES, oneOf(METER_ROLES)),
  periodS: number(METER_SETTINGS.periodS),
  invert: flag(false),
  phases: phaseList.default([1, 2, 3]),
};

const clamps = z
  .array(
    z.strictObject({
      ratio: factor(),
      invert: z.boolean(FLAG).optional(),
      phase: optionalLiteral([1, 2, 3]),
    }),
    right('list'),
  )
  .max(3, right('at-most', { count: 3 }))
  .optional();

const ownMap = z.strictObject({
  name: optionalText(TEXT),
  functionCode: literal([3, 4]),
  wordOrder: optionalChoice(['high-first', 'low-first']),
  maxRegisters: optionalNumber(span(1, 125)),
  points: z.partialRecord(
    z.enum(POINT_NAMES, oneOf(POINT_NAMES)),
    z.strictObject({
      address: z.preprocess(loose, whole(0, 65_535)),
      type: z.enum(REGISTER_TYPES, oneOf(REGISTER_TYPES)),
      scale: factor(),
      functionCode: optionalLiteral([3, 4]),
      unitId: optionalNumber(METER_SETTINGS.unitId),
      nan: z
        .string(HEXADECIMAL)
        .regex(/^[0-9a-fA-F]+$/, HEXADECIMAL)
        .optional(),
    }),
  ),
});

const modbus = {
  ...all,
  map: z.union([text(MAP), ownMap], MAP),
  unitId: optionalNumber(METER_SETTINGS.unitId),
  timeoutMs: optionalNumber(span(50, 10_000, 'ms')),
  clamps,
  device: optionalNumber(span(1, 20)),
};
const network = { host: host(like('meter-address', '192.168.1.20')), port: optionalNumber(METER_SETTINGS.port) };
const serial = {
  path: text(like('serial-port', '/dev/ttyUSB0')),
  baudRate: optionalNumber(span(300, 115_200, 'baud')),
  parity: optionalChoice(['none', 'even', 'odd']),
  stopBits: optionalLiteral([1, 2]),
};

/** A line to look for meters on. */
export const findLineSchema = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ type: z.literal('modbus-tcp'), ...network }),
    z.strictObject({ type: z.literal('modbus-rtu-tcp'), ...network }),
    z.strictObject({ type: z.literal('modbus-rtu'), ...serial }),
  ],
  oneOf([
    '{ type: "modbus-tcp", host, port }',
    '{ type: "modbus-rtu-tcp", host, port }',
    '{ type: "modbus-rtu", path }',
  ]),
);

const mqttPoint = z.strictObject({
  topic: text(TOPIC).refine(oneTopic, TOPIC),
  path: optionalText(like('json-path', 'ENERGY.Power')),
  scale: factor(),
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
      ...brokerAccess,
      preset: optionalText(TEXT),
      topic: optionalText(TOPIC).refine(oneTopic, TOPIC),
      points: z.partialRecord(z.enum(POINT_NAMES, oneOf(POINT_NAMES)), mqttPoint).optional(),
      availability: z
        .strictObject({
          topic: text(TOPIC).refine(oneTopic, TOPIC),
          online: optionalText(TEXT),
          offline: optionalText(TEXT),
        })
        .optional(),
      keepAlive: optionalText(TOPIC).refine(oneTopic, TOPIC),
      clamps,
    }),
    z.strictObject({ ...all, type: z.literal('derived') }),
    z.strictObject({
      ...all,
      type: z.literal('charger'),
      role: z.enum(['grid', 'load'], oneOf(['grid', 'load'])),
      charger: optionalText(right('identity')),
    }),
    z.strictObject({ ...all, type: z.literal('pushed') }),
  ],
  oneOf(['"modbus-tcp"', '"modbus-rtu"', '"modbus-rtu-tcp"', '"mqtt"', '"derived"', '"charger"', '"pushed"']),
);
