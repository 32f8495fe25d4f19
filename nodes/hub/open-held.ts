import {
  attachSite,
  type ConfigComplaint,
  complaintLine,
  configText,
  type Language,
  type Log,
  languageOf,
  openSite,
  parseSiteConfig,
  type Site,
  SurplugError,
} from '../../core/index.js';
import type { Saved } from '../shared/migrate.js';
import { inDialog } from './field-labels.js';
import { type Credentials, noJson, passwordsLost, siteConfigOf } from './site-config.js';

/** How a hub gets its site: the key is the same as long as the running site still fits. */
interface Opening {
  readonly language: Language;
  readonly key: string;
  readonly open: (log: Log) => Promise<Site>;
}

const told = (language: Language, complaint: ConfigComplaint): string =>
  complaintLine(language, inDialog(language, complaint));

async function attach(url: string, token: string | undefined, language: Language, log: Log): Promise<Site> {
  const refuse = (field: string, wrong: 'missing' | 'not-usable', right: string): never => {
    const complaint = { field, wrong: configText(language, wrong), right };
    throw new SurplugError('BAD_CONFIG', told(language, complaint));
  };
  if (!/^wss?:\/\/./.test(url)) {
    const example = '"ws://192.168.1.10:9220/surplug/link"';
    refuse('attachUrl', url === '' ? 'missing' : 'not-usable', configText(language, 'link-address', { example }));
  }
  if (!token) return refuse('linkToken', 'missing', configText(language, 'link-token'));
  return attachSite(url, token, log, language);
}

/** What the dialog keeps that can be no configuration. */
function unfit(saved: Saved, credentials: Credentials, language: Language): readonly ConfigComplaint[] {
  const say = (field: string, wrong: 'missing' | 'no-json', right: string): ConfigComplaint => {
    return { field, wrong: configText(language, wrong), right };
  };
  const object = configText(language, 'json-object', { example: '{ "points": { "powerW": … } }' });
  const points = configText(language, 'json-object', { example: '{ "powerW": { "topic": "…" } }' });
  return [
    ...passwordsLost(saved, credentials).map((field) => say(field, 'missing', configText(language, 'password-again'))),
    ...noJson(saved).map((field) => say(field, 'no-json', field.endsWith('map') ? object : points)),
  ];
}

async function openHere(
  input: unknown,
  before: readonly ConfigComplaint[],
  language: Language,
  log: Log,
): Promise<Site> {
  const parsed = parseSiteConfig(input);
  if ('config' in parsed && before.length === 0) return openSite(parsed.config, log);
  const said = new Set(before.map(({ field }) => field));
  const others = 'complaints' in parsed ? parsed.complaints.filter(({ field }) => !said.has(field)) : [];
  throw new SurplugError('BAD_CONFIG', [...before, ...others].map((complaint) => told(language, complaint)).join('\n'));
}

/** What a hub's dialog asks for: a site opened here, or one that another host opened. */
export function openingOf(saved: Saved, credentials: Credentials, storage: string): Opening {
  const language = languageOf(saved['language']);
  if (saved['role'] === 'attach') {
    const url = String(saved['attachUrl'] ?? '').trim();
    const token = credentials['linkToken'];
    const key = JSON.stringify(['attach', url, token, language]);
    return { language, key, open: (log) => attach(url, token, language, log) };
  }
  const input = siteConfigOf(saved, credentials, storage);
  const before = unfit(saved, credentials, language);
  return { language, key: JSON.stringify([input, before]), open: (log) => openHere(input, before, language, log) };
}
