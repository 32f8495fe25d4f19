import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ChargerSnapshot, SiteConfig } from '../../core/index.js';
import { eventually } from './eventually.js';

/** A hub that can be killed at any moment. */
export class KillableHub {
  readonly #child: ChildProcess;
  #open = false;
  #newest: ChargerSnapshot | null = null;
  said = '';

  constructor(config: SiteConfig) {
    this.#child = spawn(process.execPath, [join(__dirname, 'hub-process.js'), JSON.stringify(config)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stderr?.on('data', (bytes: Buffer) => {
      this.said += bytes.toString();
    });
    if (!this.#child.stdout) throw new Error('no stdout');
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      if (line === 'open') this.#open = true;
      else this.#newest = JSON.parse(line) as ChargerSnapshot | null;
    });
  }

  /** The charger as the hub last told it. */
  get charger(): ChargerSnapshot | null {
    return this.#newest;
  }

  async opened(): Promise<this> {
    await eventually('the hub opens', () => {
      if (this.#child.exitCode !== null) throw new Error(`the hub ended: ${this.said}`);
      return this.#open;
    });
    return this;
  }

  /** SIGKILL: nothing is said, nothing is written any more. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
  }
}
