import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../house/project.js';
import { hearOutput } from './child-output.js';
import { eventually } from './eventually.js';
import { freePort, temporaryFolder } from './open-hub.js';

const BIN = {
  2: join(projectRoot, 'node_modules/homebridge/bin/homebridge.js'),
  1: join(projectRoot, 'node_modules/homebridge-1/bin/homebridge'),
} as const;

/** Both lines of Homebridge that are in use. */
export const HOMEBRIDGE_LINES = [2, 1] as const;
export type HomebridgeLine = (typeof HOMEBRIDGE_LINES)[number];

export const PIN = '031-45-154';

export interface HomebridgeParts {
  readonly line: HomebridgeLine;
  /** Left out, config.json of `storage` is taken as it is. */
  readonly platform?: Readonly<Record<string, unknown>>;
  /** Folder of a plugin with its package.json; left out, the built package itself. */
  readonly pluginFolder?: string;
  /** Storage folder of an earlier run. */
  readonly storage?: string;
  /** Runs the plugin on a bridge and in a process of its own, as the docs recommend; it is then the bridge to pair with. */
  readonly childBridge?: boolean;
}

const bridgeOf = (storage: string): { readonly username: string; readonly port: number } =>
  JSON.parse(readFileSync(join(storage, 'config.json'), 'utf8')).bridge;

/** A real Homebridge in a process of its own, every socket on loopback. */
export class RunningHomebridge {
  output = '';

  private constructor(
    readonly child: ChildProcess,
    readonly storage: string,
    readonly port: number,
    readonly username: string,
  ) {
    hearOutput(child, (text) => {
      this.output += text;
    });
    child.on('error', (error) => {
      this.output += error.message;
    });
  }

  /** Resolves once Homebridge says it is running. */
  static async start(parts: HomebridgeParts): Promise<RunningHomebridge> {
    const storage = parts.storage ?? temporaryFolder('homebridge').path;
    const bridge = parts.platform
      ? { username: `0E:5A:00:00:00:0${parts.line}`, port: await freePort(), pin: PIN }
      : bridgeOf(storage);
    const ownBridge = { username: `0E:5A:00:00:01:0${parts.line}`, port: await freePort(), pin: PIN };
    const platform = parts.childBridge ? { ...parts.platform, _bridge: ownBridge } : parts.platform;
    const { username, port } = parts.childBridge ? ownBridge : bridge;
    const main = { ...bridge, name: 'Test Bridge', bind: '127.0.0.1', advertiser: 'ciao' };
    if (platform) writeFileSync(join(storage, 'config.json'), JSON.stringify({ bridge: main, platforms: [platform] }));
    const child = spawn(
      process.execPath,
      [
        ...['-r', join(__dirname, 'loopback-only.js'), BIN[parts.line]],
        ...['-D', '-T', '-Q', '-C', '-U', storage],
        ...['-P', parts.pluginFolder ?? projectRoot, '--strict-plugin-resolution'],
      ],
      { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], cwd: storage },
    );
    const running = new RunningHomebridge(child, storage, port, username);
    await eventually('Homebridge runs', () => {
      if (child.exitCode !== null) throw new Error(`Homebridge ended:\n${running.output}`);
      return running.output.includes(`is running on port ${port}`);
    });
    return running;
  }

  /** Ends Homebridge as a service manager would, and waits until it is gone. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => this.child.once('exit', () => resolve()));
    this.child.kill('SIGTERM');
    const late = setTimeout(() => this.child.kill('SIGKILL'), 20_000);
    await gone;
    clearTimeout(late);
  }

  /** Stops, and takes the storage folder away. */
  async end(): Promise<void> {
    await this.stop();
    rmSync(this.storage, { recursive: true, force: true });
  }
}
