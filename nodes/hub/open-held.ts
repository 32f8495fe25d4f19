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
import { type Credentials, passwordsLost, siteConfigOf } from './site-config.js';

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

async function openHere(input: unknown, lost: readonly number[], language: Language, log: Log): Promise<Site> {
  const parsed = parseSiteConfig(input);
  if ('config' in parsed && lost.length === 0) return openSite(parsed.config, log);
  const passwords = lost.map((at) => ({
    field: `chargers[${at}].password`,
    wrong: configText(language, 'missing'),
    right: configText(language, 'password-again'),
  }));
  const complaints = [...passwords, ...('complaints' in parsed ? parsed.complaints : [])];
  throw new SurplugError('BAD_CONFIG', complaints.map((complaint) => told(language, complaint)).join('\n'));
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
  const lost = passwordsLost(saved, credentials);
  return { language, key: JSON.stringify([input, lost]), open: (log) => openHere(input, lost, language, log) };
}
