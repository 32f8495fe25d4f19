import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * A TCP proxy that can fall mute: what is connected then, or connects meanwhile, stays open and never hears another byte,
 * as when the machine behind it lost its power. Once it speaks again only new connections are served.
 */
export class MuteProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #muted = false;

  private constructor(target: number) {
    this.#server = createServer((socket) => {
      this.#keep(socket);
      if (this.#muted) return void socket.resume();
      const behind = connect(target, '127.0.0.1');
      this.#keep(behind);
      socket.pipe(behind).pipe(socket);
      socket.on('close', () => behind.destroy());
      behind.on('close', () => void (this.#muted || socket.destroy()));
    });
  }

  static async before(port: number): Promise<MuteProxy> {
    const proxy = new MuteProxy(port);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  mute(): void {
    this.#muted = true;
    for (const socket of this.#sockets) socket.unpipe().resume();
  }

  speak(): void {
    this.#muted = false;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
  }
}
