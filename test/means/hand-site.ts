import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SiteCommand, SiteSnapshot } from '../../core/index.js';
import { PLATFORM_NAME, PLUGIN_NAME } from '../../homebridge-plugin/names.js';
import { eventually } from './eventually.js';
import type { FromHandSite, ToHandSite } from './hand-site-plugin.js';
import { HomeController } from './home-controller.js';
import { type HomebridgeLine, RunningHomebridge } from './homebridge.js';
import { temporaryFolder } from './open-hub.js';

interface HandSiteParts {
  readonly line: HomebridgeLine;
  readonly snapshot: SiteSnapshot;
  readonly homekit?: Readonly<Record<string, unknown>>;
  readonly language?: string;
  /** Storage folder of an earlier run, and the controller that was paired then. */
  readonly before?: { readonly storage: string; readonly controller: HomeController };
}

/** A real Homebridge that shows a site moved by hand, and a real controller paired with it. */
export class HandSite {
  readonly commands: SiteCommand[] = [];

  private constructor(
    readonly homebridge: RunningHomebridge,
    readonly controller: HomeController,
  ) {
    homebridge.child.on('message', (message: FromHandSite) => {
      if ('command' in message) this.commands.push(message.command);
    });
  }

  static async start({ line, snapshot, homekit, language, before }: HandSiteParts): Promise<HandSite> {
    const plugin = temporaryFolder('hand-site');
    fillPlugin(plugin.path);
    try {
      const homebridge = await RunningHomebridge.start({
        line,
        pluginFolder: plugin.path,
        platform: { platform: PLATFORM_NAME, snapshot, ...(homekit && { homekit }), ...(language && { language }) },
        ...(before && { storage: before.storage }),
      });
      const controller = before ? await before.controller.again(homebridge) : await HomeController.pair(homebridge);
      return new HandSite(homebridge, controller);
    } finally {
      plugin.remove();
    }
  }

  show(snapshot: SiteSnapshot): void {
    this.#send({ snapshot });
  }

  commandsEnd(commandsEnd: Extract<ToHandSite, { commandsEnd: unknown }>['commandsEnd']): void {
    this.#send({ commandsEnd });
  }

  /** Waits until the site was asked something beyond the first so many commands. */
  asked(more: number): Promise<SiteCommand> {
    return eventually(`command ${more + 1}`, () => this.commands[more]);
  }

  async end(): Promise<void> {
    await this.controller.close();
    await this.homebridge.end();
  }

  #send(message: ToHandSite): void {
    this.homebridge.child.send(message);
  }
}

/** Homebridge finds the owner of a cached accessory by the plugin's name, so the folder carries ours. */
function fillPlugin(folder: string): void {
  const facts = { name: PLUGIN_NAME, version: '0.0.1', main: 'index.js', keywords: ['homebridge-plugin'] };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...facts, engines: { homebridge: '>=1.8.0' } }));
  const plugin = JSON.stringify(join(__dirname, 'hand-site-plugin.js'));
  writeFileSync(join(folder, 'index.js'), `module.exports = require(${plugin});\n`);
}
