import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from './eventually.js';
import { freePort, temporaryFolder } from './open-hub.js';

/** Programs of one test and the serial lines they make, with Debian's socat; all end with it. */
export class Wires {
  readonly #temporary = temporaryFolder('wires');
  readonly folder = this.#temporary.path;
  readonly #children = new Set<ChildProcess>();
  #lines = 0;

  start(command: string, ...args: string[]): ChildProcess {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#children.add(child);
    return child;
  }

  async end(child: ChildProcess): Promise<void> {
    this.#children.delete(child);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  async endAll(): Promise<void> {
    await Promise.all([...this.#children].map((child) => this.end(child)));
  }

  remove(): void {
    this.#temporary.remove();
  }

  /** Two ends of one serial line, under the same names each time. */
  async line(): Promise<{ readonly socat: ChildProcess; readonly ours: string; readonly theirs: string }> {
    const [ours, theirs] = [join(this.folder, 'ours'), join(this.folder, 'theirs')];
    for (const end of [ours, theirs]) rmSync(end, { force: true });
    const socat = this.start('socat', `pty,raw,echo=0,link=${ours}`, `pty,raw,echo=0,link=${theirs}`);
    await eventually('socat made the line', () => existsSync(ours) && existsSync(theirs));
    return { socat, ours, theirs };
  }

  /** A serial port whose other end is a TCP port of this machine; of that name, or a new one. */
  async serialTo(
    port: number,
    path = join(this.folder, `serial-${++this.#lines}`),
  ): Promise<{ socat: ChildProcess; path: string }> {
    rmSync(path, { force: true });
    const socat = this.start('socat', `pty,raw,echo=0,link=${path}`, `tcp:127.0.0.1:${port},nodelay`);
    await eventually('socat made a serial port', () => existsSync(path));
    return { socat, path };
  }

  /** A gateway: whoever connects to the TCP port speaks on the serial line. */
  async gateway(path: string): Promise<number> {
    const port = await freePort();
    this.start('socat', `tcp-listen:${port},bind=127.0.0.1,reuseaddr,fork`, `${path},raw,echo=0`);
    return port;
  }
}
