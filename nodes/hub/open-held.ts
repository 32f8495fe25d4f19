import { attachSite, type Log, openSite, parseSiteConfig, type Site, SurplugError } from '../../core/index.js';
import type { Saved } from '../shared/migrate.js';
import { type Credentials, siteConfigOf } from './site-config.js';

/** How a hub gets its site: the key is the same as long as the running site still fits. */
export interface Opening {
  readonly key: string;
  readonly open: (log: Log) => Promise<Site>;
}

async function attach(url: string, token: string | undefined, log: Log): Promise<Site> {
  if (!/^wss?:\/\/./.test(url))
    throw new SurplugError(
      'BAD_CONFIG',
      'Give the address of the other hub, for example ws://192.168.1.10:9220/surplug/link.',
    );
  if (!token) throw new SurplugError('BAD_CONFIG', 'Give the link token that is set at the other hub.');
  return attachSite(url, token, log);
}

async function openHere(input: unknown, log: Log): Promise<Site> {
  const parsed = parseSiteConfig(input);
  if ('config' in parsed) return openSite(parsed.config, log);
  const lines = parsed.complaints.map(({ field, wrong, right }) => `${field}: ${wrong}; right would be ${right}.`);
  throw new SurplugError('BAD_CONFIG', lines.join('\n'));
}

/** What a hub's dialog asks for: a site opened here, or one that another host opened. */
export function openingOf(saved: Saved, credentials: Credentials, storage: string): Opening {
  if (saved['role'] === 'attach') {
    const url = String(saved['attachUrl'] ?? '').trim();
    const token = credentials['linkToken'];
    return { key: JSON.stringify(['attach', url, token]), open: (log) => attach(url, token, log) };
  }
  const input = siteConfigOf(saved, credentials, storage);
  return { key: JSON.stringify(input), open: (log) => openHere(input, log) };
}
