import { join } from 'node:path';
import type { API, DynamicPlatformPlugin, Logging, PlatformAccessory, PlatformConfig } from 'homebridge' with {
  'resolution-mode': 'import',
};
import { attachSite, complaintLine, mayPass, messageOf, openSite, type Site } from '../core/index.js';
import { inForm } from './form-labels.js';
import { searchMeters, searchWithoutSite } from './meter-search.js';
import { STORAGE_FOLDER } from './names.js';
import { type PlatformSetup, readPlatformConfig } from './platform-config.js';
import { silence } from './silence.js';
import { siteBefore } from './site-before.js';
import { SiteInHome } from './site-in-home.js';
import { say } from './words.js';

type Working = Extract<PlatformSetup, { kind: 'open' | 'attach' }>;

/** A port in use is often our own former life that has not quite ended; an address may come with the network. */
const RETRY_S = 15;

/**
 * The platform: opens the site, or attaches to another host's, once Homebridge has restored its accessories, and closes it
 * when Homebridge goes. Until something is behind an accessory it answers "No Response".
 */
export class SurplugPlatform implements DynamicPlatformPlugin {
  readonly #cached = new Map<string, PlatformAccessory>();
  #site: Site | undefined;
  #inHome: SiteInHome | undefined;
  #retry: NodeJS.Timeout | undefined;
  #endSearch: (() => Promise<void>) | undefined;
  #ended = false;

  constructor(
    private readonly log: Logging,
    private readonly config: PlatformConfig,
    private readonly api: API,
  ) {
    api.on('didFinishLaunching', () => this.#start());
    api.on('shutdown', () => this.#end());
  }

  /** Homebridge hands over each accessory of an earlier run. */
  configureAccessory(accessory: PlatformAccessory): void {
    silence(this.api.hap, accessory);
    this.#cached.set(accessory.UUID, accessory);
  }

  #start(): void {
    const { user } = this.api;
    const storage = join(user.storagePath(), STORAGE_FOLDER);
    const setup = readPlatformConfig(this.config, storage);
    const { language } = setup;
    switch (setup.kind) {
      case 'not-configured':
        this.log.info(say(language, 'notConfigured'));
        break;
      case 'wrong':
        this.log.error(say(language, 'badConfig', { count: setup.complaints.length }));
        for (const complaint of setup.complaints) this.log.error(complaintLine(language, inForm(language, complaint)));
        if (setup.searchMeters) this.#endSearch = searchWithoutSite(setup.searchMeters, this.log, language);
        break;
      case 'attach':
        this.#open(setup);
        break;
      case 'open': {
        const before = siteBefore(user.configPath(), this.config, storage);
        if (before === undefined) this.#open(setup);
        else this.log.error(say(language, 'siteBefore', { name: before }));
      }
    }
  }

  #open(setup: Working, again = false): void {
    this.#reach(setup).then(
      (site) => this.#opened(site, setup),
      (error: unknown) => this.#failed(error, setup, again),
    );
  }

  async #reach(setup: Working): Promise<Site> {
    if (setup.kind === 'open') return openSite(setup.config, this.log);
    return attachSite(setup.url, setup.token, this.log, setup.language);
  }

  #opened(site: Site, setup: Working): void {
    if (this.#ended) {
      this.#close(site);
      return;
    }
    const { api, log } = this;
    const { language, options } = setup;
    this.#site = site;
    const { chargerUrl, secureChargerUrl } = site.snapshot();
    const url = secureChargerUrl === null ? chargerUrl : `${chargerUrl} · ${secureChargerUrl}`;
    if (setup.kind === 'open') log.info(say(language, 'opened', { url }));
    this.#inHome = new SiteInHome({ site, api, log, options, language, cached: this.#cached });
    if (setup.kind === 'open' && setup.searchMeters) searchMeters(site, setup.searchMeters, log, language);
  }

  #failed(error: unknown, setup: Working, again: boolean): void {
    const { log } = this;
    const { language } = setup;
    if (!again) log.error(say(language, 'openFailed', { message: messageOf(error) }));
    if (!mayPass(error) || this.#ended) return;
    if (!again) log.info(say(language, 'retrying', { seconds: RETRY_S }));
    this.#retry = setTimeout(() => this.#open(setup, true), RETRY_S * 1000);
  }

  /** Homebridge ends itself 5 s later at the latest. */
  #end(): void {
    this.#ended = true;
    clearTimeout(this.#retry);
    void this.#endSearch?.();
    this.#inHome?.close();
    if (this.#site) this.#close(this.#site);
  }

  #close(site: Site): void {
    site.close().catch((error: unknown) => this.log.error(messageOf(error)));
  }
}
