import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { eachPacket } from './mqtt-packets.js';

const CONNECT = 0x10;
const SUBSCRIBE = 0x82;

/** Lets everybody in, and subscribe to nothing (MQTT 3.1.1, 3.9.3). */
export class BarringBroker {
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => this.#sockets.delete(socket));
      eachPacket(socket, (packet) => {
        if (packet[0] === CONNECT) socket.write(Buffer.from([0x20, 2, 0, 0]));
        if (packet[0] === SUBSCRIBE) socket.write(refusal(packet));
      });
    });
  }

  static async listen(): Promise<BarringBroker> {
    const broker = new BarringBroker();
    broker.#server.listen(0, '127.0.0.1');
    await once(broker.#server, 'listening');
    return broker;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** A failure for each topic that was asked for. */
function refusal(packet: Buffer): Buffer {
  const [hi = 0, lo = 0] = packet.subarray(2, 4);
  const failures: number[] = [];
  for (let at = 4; at < packet.length; at += 2 + packet.readUInt16BE(at) + 1) failures.push(0x80);
  return Buffer.from([0x90, 2 + failures.length, hi, lo, ...failures]);
}
