import type { API } from 'homebridge' with { 'resolution-mode': 'import' };
import { PLATFORM_NAME, PLUGIN_NAME } from './names.js';
import type { SurplugPlatform } from './platform.js';

type Platform = typeof SurplugPlatform;

/** Called with `new`; what a platform is made of, thirty megabytes of it, is loaded where one is really wanted. */
function LatePlatform(...parts: ConstructorParameters<Platform>): SurplugPlatform {
  const loaded = require('./platform.js') as { readonly SurplugPlatform: Platform };
  return new loaded.SurplugPlatform(...parts);
}

/**
 * What Homebridge calls once it has loaded the package. Registers the platform and does nothing else: with a child
 * bridge the main process runs this too, and never asks for a platform.
 */
export default function initialize(api: API): void {
  api.registerPlatform(PLUGIN_NAME, PLATFORM_NAME, LatePlatform as unknown as Platform);
}
