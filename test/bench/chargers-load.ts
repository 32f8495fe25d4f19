import { once } from 'node:events';
import { WebSocket } from 'ws';

/** What the chargers of a load met: messages answered, and how long each answer took. */
interface Heard {
  readonly messages: number;
  readonly tookMs: readonly number[];
}

/** Chargers that only talk: connected, a charge begun, meter values on demand; whatever they are asked they accept. */
export class Load {
  readonly #sockets: WebSocket[] = [];
  readonly #open = new Map<string, { readonly sentAt: number; readonly answered: (payload: unknown) => void }>();
  readonly #transactions: number[] = [];
  #sent = 0;
  #tookMs: number[] = [];
  /** Wh on every register; the cars draw. */
  #registerWh = 1_000;

  /** All at once, as after a power failure in the street. */
  async connect(port: number, chargers: number): Promise<void> {
    await Promise.all(Array.from({ length: chargers }, (_, charger) => this.#begin(port, charger)));
  }

  /** Meter values of every charger once a second, spread over it, as in a street that was not switched on together. */
  async everySecond(forS: number): Promise<Heard> {
    this.#tookMs = [];
    const began = performance.now();
    const waiting: Promise<unknown>[] = [];
    const all = forS * this.#sockets.length;
    while (waiting.length < all) {
      const due = Math.min(all, ((performance.now() - began) / 1000) * this.#sockets.length);
      while (waiting.length < due) waiting.push(this.#values(waiting.length % this.#sockets.length));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await Promise.all(waiting);
    return { messages: all, tookMs: this.#tookMs };
  }

  /** So many meter values of every charger, the next as soon as the last is answered. */
  async atOnce(each: number): Promise<Heard> {
    this.#tookMs = [];
    await Promise.all(
      this.#sockets.map(async (_, charger) => {
        for (let count = 0; count < each; count += 1) await this.#values(charger);
      }),
    );
    return { messages: each * this.#sockets.length, tookMs: this.#tookMs };
  }

  close(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  async #begin(port: number, charger: number): Promise<void> {
    const url = `ws://127.0.0.1:${port}/CP${charger}`;
    const socket = new WebSocket(url, ['ocpp1.6'], { perMessageDeflate: false });
    this.#sockets[charger] = socket;
    socket.on('error', () => {});
    socket.on('message', (frame) => this.#hear(socket, String(frame)));
    await once(socket, 'open');
    await this.#call(charger, 'BootNotification', { chargePointVendor: 'Surplug', chargePointModel: 'Load' });
    const connector = { connectorId: 1, errorCode: 'NoError' };
    await this.#call(charger, 'StatusNotification', { ...connector, status: 'Preparing' });
    const started = { connectorId: 1, idTag: 'LOAD', meterStart: this.#registerWh, timestamp: now() };
    const answer = (await this.#call(charger, 'StartTransaction', started)) as { readonly transactionId?: number };
    this.#transactions[charger] = answer.transactionId ?? charger + 1;
    await this.#call(charger, 'StatusNotification', { ...connector, status: 'Charging' });
  }

  #values(charger: number): Promise<unknown> {
    this.#registerWh += 0.01;
    const phases = ['L1', 'L2', 'L3'];
    const sampledValue = [
      { value: this.#registerWh.toFixed(0), measurand: 'Energy.Active.Import.Register', unit: 'Wh' },
      ...phases.map((phase) => ({ value: '9.8', measurand: 'Current.Import', phase, unit: 'A' })),
      ...phases.map((phase) => ({ value: '231.2', measurand: 'Voltage', phase, unit: 'V' })),
    ];
    const transactionId = this.#transactions[charger];
    const meterValue = [{ timestamp: now(), sampledValue }];
    return this.#call(charger, 'MeterValues', { connectorId: 1, transactionId, meterValue });
  }

  #call(charger: number, action: string, payload: unknown): Promise<unknown> {
    this.#sent += 1;
    const id = `m${this.#sent}`;
    return new Promise((answered) => {
      this.#open.set(id, { sentAt: performance.now(), answered });
      this.#sockets[charger]?.send(JSON.stringify([2, id, action, payload]));
    });
  }

  #hear(socket: WebSocket, frame: string): void {
    const [type, id, word] = JSON.parse(frame) as [number, string, unknown];
    if (type === 2) {
      const answer = word === 'GetConfiguration' ? { configurationKey: [] } : { status: 'Accepted' };
      socket.send(JSON.stringify([3, id, answer]));
      return;
    }
    const open = this.#open.get(id);
    this.#open.delete(id);
    if (type === 4) throw new Error(`a charger was answered with an error: ${frame}`);
    if (!open) return;
    this.#tookMs.push(performance.now() - open.sentAt);
    open.answered(word);
  }
}

const now = (): string => new Date().toISOString();
