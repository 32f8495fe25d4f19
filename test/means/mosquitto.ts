import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { eventually } from './eventually.js';

/** Brokers of Debian's mosquitto, with their configuration in a folder. */
export class Mosquittos {
  readonly #folder: string;
  readonly #running = new Set<ChildProcess>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Listening on the port when it resolves; `settings` are lines of its configuration. */
  async start(port: number, settings = 'allow_anonymous true'): Promise<ChildProcess> {
    const file = join(this.#folder, `${port}.conf`);
    writeFileSync(file, `listener ${port} 127.0.0.1\n${settings}\n`);
    const broker = spawn('mosquitto', ['-c', file], { stdio: 'ignore' });
    this.#running.add(broker);
    await eventually('mosquitto listens', () => answers(port));
    return broker;
  }

  async stop(broker: ChildProcess): Promise<void> {
    this.#running.delete(broker);
    if (broker.exitCode !== null || broker.signalCode !== null) return;
    const gone = new Promise((resolve) => broker.once('exit', resolve));
    broker.kill('SIGKILL');
    await gone;
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#running].map((broker) => this.stop(broker)));
  }
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
