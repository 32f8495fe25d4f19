import {
  type ConfigComplaint,
  configText,
  type Language,
  languageOf,
  parseSiteConfig,
  type SiteConfig,
} from '../core/index.js';
import { isRecord } from './is-record.js';
import { asInForm, meterFields, rowComplaints } from './meter-fields.js';
import { type HomeKitOptions, readOptions } from './options.js';
import { asTyped, type RowPlaces, touched, withoutEmpty } from './touched.js';

/*
 * The platform's block in config.json, in order:
 *  1. nothing in it but its name: not set up yet, nothing is started
 *  2. `attach`: the site runs elsewhere, and only url and token count
 *  3. otherwise the fields are those of a site, and the site runs here
 * What the form saves untouched counts as not given.
 */
export type PlatformSetup =
  | { readonly kind: 'not-configured'; readonly language: Language }
  | {
      readonly kind: 'wrong';
      readonly language: Language;
      readonly complaints: readonly ConfigComplaint[];
      readonly searchMeters?: string;
    }
  | {
      readonly kind: 'open';
      readonly language: Language;
      readonly options: HomeKitOptions;
      readonly config: SiteConfig;
      /** A line to look for meters on, by its host or serial port. */
      readonly searchMeters?: string;
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
  const places: RowPlaces = new WeakMap();
  const { platform: _platform, homekit, attach, searchMeters, ...site } = ownFields(block, places);
  const language = languageOf(site['language']);
  const { name: _name, ...facts } = site;
  if (Object.keys(facts).length === 0 && attach === undefined) return { kind: 'not-configured', language };

  const { options, complaints } = readOptions(homekit, language);
  if (attach !== undefined) {
    const all = [...complaints, ...attachComplaints(attach, language)];
    if (all.length > 0) return { kind: 'wrong', language, complaints: all };
    const { url, token } = attach as { url: string; token: string };
    return { kind: 'attach', language, options, url, token };
  }
  const fields = touched(site);
  const parsed = parseSiteConfig({ ...siteFields(fields), storage });
  const all = [
    ...('complaints' in parsed ? parsed.complaints.map((one) => asInForm(one, fields['meters'])) : []),
    ...meterComplaints(fields, language),
    ...complaints,
  ].map((one) => ({ ...one, field: asTyped(one.field, fields, places) }));
  const search = typeof searchMeters === 'string' ? { searchMeters: searchMeters.trim() } : {};
  if ('complaints' in parsed || all.length > 0) return { kind: 'wrong', language, complaints: all, ...search };
  return { kind: 'open', language, options, config: parsed.config, ...search };
}

/** What Homebridge and its UI add for themselves is not ours. */
function ownFields(block: unknown, places: RowPlaces): Readonly<Record<string, unknown>> {
  const filled = withoutEmpty(block, places);
  if (!isRecord(filled)) return {};
  return Object.fromEntries(
    Object.entries(filled).filter(([key]) => !key.startsWith('_') && key !== 'plugin_map' && key !== 'bridge'),
  );
}

type Fields = Readonly<Record<string, unknown>>;

/** A form has no field for "a word or an object". */
function siteFields({ meters, batteryPriority, batteryAboveSocPct, ...rest }: Fields): Fields {
  return {
    ...rest,
    ...(batteryPriority !== undefined && {
      batteryPriority: batteryPriority === 'above' ? { aboveSocPct: batteryAboveSocPct } : batteryPriority,
    }),
    ...(meters !== undefined && { meters: Array.isArray(meters) ? meters.map(meterFields) : meters }),
  };
}

function* meterComplaints({ meters }: Fields, language: Language): Generator<ConfigComplaint> {
  for (const [i, meter] of (Array.isArray(meters) ? meters : []).entries())
    yield* rowComplaints(meter, `meters[${i}]`, language);
}

/** An address may hold a password, as the token is one: neither is repeated. */
function* attachComplaints(attach: unknown, language: Language): Generator<ConfigComplaint> {
  const { url, token } = isRecord(attach) ? attach : {};
  const wrong = (value: unknown): string => configText(language, value === undefined ? 'missing' : 'not-usable');
  if (typeof url !== 'string' || !/^wss?:\/\/\S+$/.test(url.trim())) {
    const right = configText(language, 'link-address', { example: '"ws://127.0.0.1:9220/surplug/link"' });
    yield { field: 'attach.url', wrong: wrong(url), right };
  }
  if (typeof token !== 'string') {
    yield { field: 'attach.token', wrong: wrong(token), right: configText(language, 'link-token') };
  }
}
