import { attachSite as attachOverLink } from '../link/attach-site.js';
import type { Language } from '../model/language.js';
import type { Site } from '../model/site.js';
import type { Log } from '../ports/log.js';
import { toldIn } from '../words/error-text.js';
import { systemClock } from './system-clock.js';

/**
 * Attaches to a site that another host opened: the same `Site`, `online: false` until its owner answers and whenever it is
 * gone. Never throws; commands reject with OFFLINE, NO_PERMISSION (token), NOT_SUPPORTED (versions) or BAD_CONFIG (address).
 * @param url `ws://host:port/surplug/link` of the owner
 * @param token the token set for the link at the owner
 * @param language of errors and of the log
 */
export const attachSite = (url: string, token: string, log: Log, language: Language = 'en'): Site =>
  attachOverLink({ url, token, log, clock: systemClock(), say: (told) => toldIn(language, told) });
