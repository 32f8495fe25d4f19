import type { API, DynamicPlatformPlugin, Logging, PlatformAccessory, PlatformConfig } from 'homebridge' with {
  'resolution-mode': 'import',
};
import {
  type ErrorCode,
  languageOf,
  type Site,
  type SiteCommand,
  type SiteSnapshot,
  SurplugError,
} from '../../core/index.js';
import { PLATFORM_NAME, PLUGIN_NAME } from '../../homebridge-plugin/names.js';
import { readOptions } from '../../homebridge-plugin/options.js';
import { silence } from '../../homebridge-plugin/silence.js';
import { SiteInHome } from '../../homebridge-plugin/site-in-home.js';

/**
 * A plugin that shows a site moved by hand, so that what a site answers can be chosen: the parent process sends snapshots
 * and how commands end, and is told each command.
 */
export type ToHandSite =
  | { readonly snapshot: SiteSnapshot }
  /** `null`: commands are taken; `never`: no answer comes. */
  | { readonly commandsEnd: null | 'never' | { readonly code: ErrorCode; readonly message: string } };
export type FromHandSite = { readonly command: SiteCommand } | { readonly ready: true };

class HandSitePlatform implements DynamicPlatformPlugin {
  readonly #cached = new Map<string, PlatformAccessory>();

  constructor(log: Logging, config: PlatformConfig, api: API) {
    const language = languageOf(config['language']);
    const { options } = readOptions(config['homekit'], language);
    api.on('didFinishLaunching', () => {
      const site = handSite(config['snapshot'] as SiteSnapshot);
      const inHome = new SiteInHome({ site, api, log, options, language, cached: this.#cached });
      api.on('shutdown', () => inHome.close());
      process.send?.({ ready: true } satisfies FromHandSite);
    });
    this.configureAccessory = (accessory) => {
      silence(api.hap, accessory);
      this.#cached.set(accessory.UUID, accessory);
    };
  }

  configureAccessory: (accessory: PlatformAccessory) => void;
}

function handSite(first: SiteSnapshot): Site {
  let snapshot = first;
  let end: Extract<ToHandSite, { commandsEnd: unknown }>['commandsEnd'] = null;
  const listeners = new Set<Parameters<Site['on']>[0]>();
  process.on('message', (message: ToHandSite) => {
    if ('commandsEnd' in message) end = message.commandsEnd;
    if (!('snapshot' in message)) return;
    snapshot = message.snapshot;
    for (const listener of listeners) listener({ event: 'state', snapshot });
  });
  return {
    snapshot: () => snapshot,
    on: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    command: (command) => {
      process.send?.({ command } satisfies FromHandSite);
      if (end === 'never') return new Promise(() => {});
      if (end) return Promise.reject(new SurplugError(end.code, end.message));
      return Promise.resolve({ ok: true, applied: {}, chargers: [] });
    },
    query: () => Promise.resolve([]),
    settle: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

export default (api: API): void => {
  api.registerPlatform(PLUGIN_NAME, PLATFORM_NAME, HandSitePlatform);
};
