import {
  attachSite,
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
import { type Credentials, siteConfigOf } from './site-config.js';

/** How a hub gets its site: the key is the same as long as the running site still fits. */
export interface Opening {
  readonly key: string;
  readonly open: (log: Log) => Promise<Site>;
}

async function attach(url: string, token: string | undefined, language: Language, log: Log): Promise<Site> {
  const refuse = (field: string, wrong: 'missing' | 'not-usable', right: string): never => {
    const complaint = { field, wrong: configText(language, wrong), right };
    throw new SurplugError('BAD_CONFIG', complaintLine(language, complaint));
  };
  if (!/^wss?:\/\/./.test(url)) {
    const example = '"ws://192.168.1.10:9220/surplug/link"';
    refuse('attachUrl', url === '' ? 'missing' : 'not-usable', configText(language, 'link-address', { example }));
  }
  if (!token) return refuse('linkToken', 'missing', configText(language, 'link-token'));
  return attachSite(url, token, log, language);
}

async function openHere(input: unknown, language: Language, log: Log): Promise<Site> {
  const parsed = parseSiteConfig(input);
  if ('config' in parsed) return openSite(parsed.config, log);
  const lines = parsed.complaints.map((complaint) => complaintLine(language, complaint));
  throw new SurplugError('BAD_CONFIG', lines.join('\n'));
}

/** What a hub's dialog asks for: a site opened here, or one that another host opened. */
export function openingOf(saved: Saved, credentials: Credentials, storage: string): Opening {
  const language = languageOf(saved['language']);
  if (saved['role'] === 'attach') {
    const url = String(saved['attachUrl'] ?? '').trim();
    const token = credentials['linkToken'];
    return { key: JSON.stringify(['attach', url, token, language]), open: (log) => attach(url, token, language, log) };
  }
  const input = siteConfigOf(saved, credentials, storage);
  return { key: JSON.stringify(input), open: (log) => openHere(input, language, log) };
}
