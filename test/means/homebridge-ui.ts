import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../house/project.js';
import { hearOutput } from './child-output.js';
import { eventually } from './eventually.js';
import { PIN } from './homebridge.js';
import { freePort, temporaryFolder } from './open-hub.js';
import { installPacked } from './packed.js';

export type Block = Record<string, unknown> & { platform: string };
interface ConfigFile {
  bridge: Record<string, unknown>;
  platforms: Block[];
}

/** Its two hundred packages are for this test alone, so they are no part of `npm ci`. */
const UI = { name: 'homebridge-config-ui-x', version: '5.28.0', overrides: { '@homebridge/hap-client': '4.0.3' } };

/** The folder of Homebridge UI, installed from npm the first time it is asked for. */
function installedUi(): string {
  const cache = join(projectRoot, 'node_modules/.cache/homebridge-ui');
  const folder = join(cache, 'node_modules', UI.name);
  if (!existsSync(folder)) {
    const manifest = { private: true, dependencies: { [UI.name]: UI.version }, overrides: UI.overrides };
    mkdirSync(cache, { recursive: true });
    writeFileSync(join(cache, 'package.json'), JSON.stringify(manifest));
    execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: cache, timeout: 300_000 });
  }
  return folder;
}

/** Homebridge UI with a storage folder that our packed plugin is installed in. Nothing of it leaves this machine. */
export class HomebridgeUi {
  private output = '';

  private constructor(
    readonly url: string,
    readonly storage: string,
    /** The plugin's folder in there. */
    readonly plugin: string,
    private readonly child: ChildProcess,
    private readonly remove: () => void,
  ) {
    hearOutput(child, (text) => {
      this.output += text;
    });
  }

  /** In a language of its list, or in the browser's. */
  static async start(lang = 'auto'): Promise<HomebridgeUi> {
    const folder = temporaryFolder('homebridge-ui');
    const plugin = installPacked(folder.path);
    const modules = join(folder.path, 'node_modules');
    symlinkSync(join(projectRoot, 'node_modules/homebridge'), join(modules, 'homebridge'));
    symlinkSync(installedUi(), join(modules, UI.name));
    const port = await freePort();
    const bridge = { name: 'Test Bridge', username: '0E:5A:00:00:02:02', port: await freePort(), pin: PIN };
    const own = { platform: 'config', name: 'Config', port, host: '127.0.0.1', auth: 'none', lang };
    const config = { bridge: { ...bridge, bind: '127.0.0.1', advertiser: 'ciao' }, accessories: [], platforms: [own] };
    writeFileSync(join(folder.path, 'config.json'), JSON.stringify(config));
    const child = spawn(
      process.execPath,
      [
        ...['-r', join(__dirname, 'loopback-only.js')],
        join(modules, UI.name, 'dist/bin/standalone.js'),
        ...['-U', folder.path, '-P', modules, '-I', '-T'],
      ],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        cwd: folder.path,
        // It asks npm and GitHub for news; a proxy that is not there answers at once.
        env: { ...process.env, http_proxy: 'http://127.0.0.1:1', https_proxy: 'http://127.0.0.1:1' },
      },
    );
    const ui = new HomebridgeUi(`http://127.0.0.1:${port}`, folder.path, plugin, child, folder.remove);
    try {
      await eventually('Homebridge UI listens', () => ui.listens());
      await ui.signUp();
      return ui;
    } catch (error) {
      await ui.end();
      throw error;
    }
  }

  /** Its log says so before it does. */
  private async listens(): Promise<boolean> {
    if (this.child.exitCode !== null) throw new Error(`Homebridge UI ended:\n${this.output}`);
    return fetch(this.url).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  /** Without authentication it still wants the first user to be there. */
  private async signUp(): Promise<void> {
    const ask = async (path: string, token = '', body?: object): Promise<{ access_token: string }> => {
      const answer = await fetch(`${this.url}/api/${path}`, {
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body && { method: 'POST', body: JSON.stringify(body) }),
      });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as { access_token: string };
    };
    const wizard = await ask('setup-wizard/get-setup-wizard-token');
    const user = { username: 'admin', password: 'a-password-of-a-test', name: 'admin' };
    await ask('setup-wizard/create-first-user', wizard.access_token, user);
  }

  get config(): ConfigFile {
    return JSON.parse(readFileSync(join(this.storage, 'config.json'), 'utf8')) as ConfigFile;
  }

  /** The block of our plugin in config.json. */
  get block(): Block | undefined {
    return this.config.platforms.find(({ platform }) => platform === 'Surplug');
  }

  /** As a user does who edits config.json by hand. */
  writeBlock(block: Block): void {
    const { platforms, ...rest } = this.config;
    const others = platforms.filter(({ platform }) => platform !== block.platform);
    writeFileSync(join(this.storage, 'config.json'), JSON.stringify({ ...rest, platforms: [...others, block] }));
  }

  async end(): Promise<void> {
    if (this.child.exitCode === null) {
      const gone = once(this.child, 'exit');
      this.child.kill('SIGKILL');
      await gone;
    }
    this.remove();
  }
}
