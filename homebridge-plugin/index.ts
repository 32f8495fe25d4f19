import type { API } from 'homebridge' with { 'resolution-mode': 'import' };
import { PLATFORM_NAME, PLUGIN_NAME } from './names.js';
import { SurplugPlatform } from './platform.js';

/**
 * What Homebridge calls once it has loaded the package. Registers the platform and does nothing else: with a child
 * bridge the main process runs this too.
 */
export default function initialize(api: API): void {
  api.registerPlatform(PLUGIN_NAME, PLATFORM_NAME, SurplugPlatform);
}
