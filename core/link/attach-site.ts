import type { Site } from '../model/site-command.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';

/**
 * Attaches to a site that another host opened. Returns at once; the snapshot says `online: false` until the owner answers
 * and whenever it is gone, and heals by itself. Commands meanwhile reject with OFFLINE.
 * @param url `ws://host:port/surplug/link` of the owner
 */
export function attachSite(_url: string, _token: string, _log: Log, _clock?: Pick<Clock, 'after'>): Site {
  throw new Error('being built');
}
