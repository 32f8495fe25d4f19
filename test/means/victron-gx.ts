import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { Clock } from '../../core/ports/clock.js';
import { eachPacket } from './mqtt-packets.js';

const [CONNECT, PUBLISH, SUBSCRIBE, PING] = [0x10, 0x30, 0x82, 0xc0];
/** After the last word that keeps it awake (dbus-flashmq, Keep-alive). */
const AWAKE_MS = 60_000;

/**
 * A Victron GX at its own broker: while it is kept awake it tells what changes, and everything whenever it is told to stay
 * so; otherwise nothing. Packets of MQTT 3.1.1, quality of service 0.
 */
export class VictronGx {
  /** How often it was kept awake. */
  kept = 0;
  /** It is there, and says nothing. */
  mute = false;
  readonly #clock: Clock;
  readonly #server: Server;
  readonly #subscribed = new Map<Socket, Set<string>>();
  readonly #values = new Map<string, unknown>();
  #keptAt = Number.NEGATIVE_INFINITY;

  private constructor(clock: Clock) {
    this.#clock = clock;
    this.#server = createServer((socket) => this.#serve(socket));
  }

  static async listen(clock: Clock): Promise<VictronGx> {
    const gx = new VictronGx(clock);
    gx.#server.listen(0, '127.0.0.1');
    await once(gx.#server, 'listening');
    return gx;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  measures(topic: string, value: number | null): void {
    this.#values.set(topic, value);
    if (this.#clock.now().monoMs - this.#keptAt < AWAKE_MS) this.#tell(topic, value);
  }

  async close(): Promise<void> {
    for (const socket of this.#subscribed.keys()) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #serve(socket: Socket): void {
    this.#subscribed.set(socket, new Set());
    socket.on('error', () => undefined);
    socket.on('close', () => this.#subscribed.delete(socket));
    eachPacket(socket, (packet) => this.#take(socket, packet));
  }

  #take(socket: Socket, packet: Buffer): void {
    if (packet[0] === CONNECT) socket.write(Buffer.from([0x20, 2, 0, 0]));
    if (packet[0] === PING) socket.write(Buffer.from([0xd0, 0]));
    if (packet[0] === SUBSCRIBE) socket.write(this.#granted(socket, packet));
    if (packet[0] !== PUBLISH || !/^R\/\w+\/keepalive$/.test(textAt(packet, 2))) return;
    this.kept += 1;
    this.#keptAt = this.#clock.now().monoMs;
    for (const [topic, value] of this.#values) this.#tell(topic, value);
  }

  #granted(socket: Socket, packet: Buffer): Buffer {
    const from = packet.length > 129 ? 3 : 2;
    let count = 0;
    for (let at = from + 2; at < packet.length; at += 2 + packet.readUInt16BE(at) + 1, count += 1) {
      this.#subscribed.get(socket)?.add(textAt(packet, at));
    }
    return Buffer.from([0x90, 2 + count, ...packet.subarray(from, from + 2), ...new Array<number>(count).fill(0)]);
  }

  #tell(topic: string, value: unknown): void {
    if (this.mute) return;
    const payload = JSON.stringify({ value });
    const head = Buffer.from([PUBLISH, 2 + topic.length + payload.length, 0, topic.length]);
    for (const [socket, topics] of this.#subscribed) {
      if (topics.has(topic)) socket.write(Buffer.concat([head, Buffer.from(topic + payload)]));
    }
  }
}

const textAt = (packet: Buffer, at: number): string =>
  packet.subarray(at + 2, at + 2 + packet.readUInt16BE(at)).toString('utf8');
