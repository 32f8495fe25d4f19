import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { attachSite } from '../../core/link/attach-site.js';
import { type LinkDoor, serveLink } from '../../core/link/serve-link.js';
import { inEnglish } from '../../core/model/error-texts.js';
import type { Site } from '../../core/model/site.js';
import type { Clock } from '../../core/ports/clock.js';
import { eventually } from './eventually.js';
import { FakeClock } from './fake-clock.js';
import { KeptLog } from './kept-log.js';
import { MemorySite } from './memory-site.js';
import { freePort } from './open-hub.js';

export const TOKEN = 'a token with spaces: and colons, ü';

/** Timers of this machine, a hundred times as fast: what waits a second waits 10 ms. */
export const hurried: Pick<Clock, 'after'> = {
  after(delayMs, call) {
    const timer = setTimeout(call, delayMs / 100);
    return () => clearTimeout(timer);
  },
};

/** An owner of a site on a port of its own, to be attached to; it can be cut off and come back on the same port. */
export class LinkHouse {
  readonly clock = new FakeClock();
  readonly log = new KeptLog();
  readonly #options: { readonly token: string | undefined; readonly allowRemote: boolean };
  readonly #sockets = new Set<Socket>();
  readonly #attached: Site[] = [];
  #server: Server | undefined;
  #door: LinkDoor | undefined;
  port = 0;

  private constructor(
    readonly site: Site & { readonly listeners?: number },
    options: { readonly token?: string | undefined; readonly allowRemote?: boolean },
  ) {
    this.#options = { token: 'token' in options ? options.token : TOKEN, allowRemote: options.allowRemote ?? false };
  }

  static async open(
    site: Site = new MemorySite(),
    options: { readonly token?: string | undefined; readonly allowRemote?: boolean } = {},
  ): Promise<LinkHouse> {
    const house = new LinkHouse(site, options);
    house.port = await freePort();
    await house.back();
    return house;
  }

  get url(): string {
    return `ws://127.0.0.1:${this.port}/surplug/link`;
  }

  get connections(): number {
    return this.#sockets.size;
  }

  /** The owner starts (again). */
  async back(): Promise<void> {
    const { site, log, clock } = this;
    const door = serveLink({ site, log, say: inEnglish, clock, ...this.#options });
    const server = createServer((_, response) => response.writeHead(404).end());
    server.on('upgrade', (request, socket, head) => door.upgrade(request, socket, head));
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', resolve);
    });
    this.#server = server;
    this.#door = door;
  }

  /** The owner is killed: no goodbye. */
  async cut(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  /** The owner closes its door properly. */
  async closeDoor(): Promise<void> {
    await this.#door?.close();
  }

  attach({ token = TOKEN, log = new KeptLog(), clock = hurried, url = this.url } = {}): Site {
    const site = attachSite({ url, token, log, say: inEnglish, clock });
    this.#attached.push(site);
    return site;
  }

  /** Attaches, and waits until the owner has answered. */
  async attached(options: Parameters<LinkHouse['attach']>[0] = {}): Promise<Site> {
    const site = this.attach(options);
    await eventually('the owner to answer', () => site.snapshot().online);
    return site;
  }

  async end(): Promise<void> {
    await Promise.all(this.#attached.map((site) => site.close()));
    await this.closeDoor();
    if (this.#server?.listening) await this.cut();
  }
}
