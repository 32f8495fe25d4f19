import { z } from 'zod';
import { brokerOf } from '../model/broker.js';
import { flag, like, optionalText, PEM_FILE, TEXT, textOr } from './config-fields.js';

/** How a broker is reached, for a meter and for the site alike; and the broker the site is told to. */

const BROKER = like('broker', 'mqtt://192.168.1.5:1883');

export const brokerAccess = {
  url: z
    .string(BROKER)
    .trim()
    .refine((url) => brokerOf(url) !== undefined, BROKER),
  username: optionalText(TEXT),
  password: optionalText(TEXT),
  caFile: optionalText(PEM_FILE),
};

/** Each topic is one: what a wildcard brings could not be told apart. */
export const oneTopic = (topic: string | undefined): boolean => !/[+#]/.test(topic ?? '');

export const brokerSchema = z.strictObject({
  ...brokerAccess,
  topic: textOr('surplug', like('topic', 'surplug'), /^[^$/+#][^+#]*(?<!\/)$/),
  commands: flag(true),
  homeAssistant: flag(true),
});
