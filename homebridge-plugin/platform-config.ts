import { type ConfigComplaint, LANGUAGES, parseSiteConfig, type SiteConfig } from '../core/index.js';
import { type HomeKitOptions, isRecord, readOptions } from './options.js';
import type { Language } from './words.js';

/*
 * The platform's block in config.json, in order:
 *  1. nothing in it but its name: not set up yet, nothing is started
 *  2. `attach`: the site runs elsewhere, and only url and token count
 *  3. otherwise the fields are those of a site, and the site runs here
 * Empty fields of the form count as not given.
 */
export type PlatformSetup =
  | { readonly kind: 'not-configured'; readonly language: Language }
  | { readonly kind: 'wrong'; readonly language: Language; readonly complaints: readonly ConfigComplaint[] }
  | {
      readonly kind: 'open';
      readonly language: Language;
      readonly options: HomeKitOptions;
      readonly config: SiteConfig;
    }
  | {
      readonly kind: 'attach';
      readonly language: Language;
      readonly options: HomeKitOptions;
      readonly url: string;
      readonly token: string;
    };

/** Reads the block; `storage` is the folder for records. Never throws. */
export function readPlatformConfig(block: unknown, storage: string): PlatformSetup {
  const { platform: _platform, homekit, attach, ...site } = ownFields(block);
  const language = LANGUAGES.find((one) => one === site['language']) ?? 'en';
  const { name: _name, ...facts } = site;
  if (Object.keys(facts).length === 0 && attach === undefined) return { kind: 'not-configured', language };

  const { options, complaints } = readOptions(homekit);
  if (attach !== undefined) {
    const all = [...complaints, ...attachComplaints(attach)];
    if (all.length > 0) return { kind: 'wrong', language, complaints: all };
    const { url, token } = attach as { url: string; token: string };
    return { kind: 'attach', language, options, url, token };
  }
  const parsed = parseSiteConfig({ ...siteFields(site), storage });
  if ('complaints' in parsed) return { kind: 'wrong', language, complaints: [...parsed.complaints, ...complaints] };
  if (complaints.length > 0) return { kind: 'wrong', language, complaints };
  return { kind: 'open', language, options, config: parsed.config };
}

/** What Homebridge and its UI add for themselves is not ours. */
function ownFields(block: unknown): Readonly<Record<string, unknown>> {
  const filled = withoutEmpty(block);
  if (!isRecord(filled)) return {};
  return Object.fromEntries(
    Object.entries(filled).filter(([key]) => !key.startsWith('_') && key !== 'plugin_map' && key !== 'bridge'),
  );
}

/** A form leaves null, "" and [] where nothing was typed. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) {
    const list = value.map(withoutEmpty).filter((item) => item !== undefined);
    return list.length > 0 ? list : undefined;
  }
  if (isRecord(value)) {
    const entries = Object.entries(value)
      .map(([key, item]) => [key, withoutEmpty(item)] as const)
      .filter(([, item]) => item !== undefined);
    return entries.length > 0 ? Object.fromEntries(entries) : undefined;
  }
  return value === null || value === '' ? undefined : value;
}

/** A form keeps what a hidden field held, and has no field for "a word or an object". */
function siteFields({ meters, batteryPriority, batteryAboveSocPct, ...rest }: Readonly<Record<string, unknown>>) {
  return {
    ...rest,
    ...(batteryPriority !== undefined && {
      batteryPriority: batteryPriority === 'above' ? { aboveSocPct: batteryAboveSocPct } : batteryPriority,
    }),
    ...(meters !== undefined && { meters: Array.isArray(meters) ? meters.map(ofItsType) : meters }),
  };
}

const MODBUS_ONLY = ['map', 'host', 'port', 'unitId'];

const ofItsType = (meter: unknown): unknown =>
  isRecord(meter) && meter['type'] === 'pushed'
    ? Object.fromEntries(Object.entries(meter).filter(([key]) => !MODBUS_ONLY.includes(key)))
    : meter;

function* attachComplaints(attach: unknown): Generator<ConfigComplaint> {
  const { url, token } = isRecord(attach) ? attach : {};
  if (typeof url !== 'string' || !/^wss?:\/\/\S+$/.test(url)) {
    yield {
      field: 'attach.url',
      wrong: url === undefined ? 'it is missing' : `it is ${JSON.stringify(url)}`,
      right: 'the address of the other host, e.g. "ws://127.0.0.1:9220/surplug/link"',
    };
  }
  if (typeof token !== 'string') {
    yield { field: 'attach.token', wrong: 'it is missing', right: 'the link token set on the other host' };
  }
}
