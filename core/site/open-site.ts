import type { SiteConfig } from '../model/config.js';
import type { Site } from '../model/site-command.js';
import type { Log } from '../ports/log.js';

/**
 * Opens a site: listens for chargers, reads meters, decides. Resolves once the port is bound and the records are read;
 * a meter or a charger that is missing is waited for, not complained of.
 * Rejects with BAD_CONFIG, PORT_IN_USE, NODE_TOO_OLD or STORAGE.
 */
export function openSite(_config: SiteConfig, _log: Log): Promise<Site> {
  return Promise.reject(new Error('being built'));
}
