import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IClientOptions, MqttClient } from 'mqtt';
import type { BrokerConfig } from '../model/config.js';
import { unreached } from '../model/unreached.js';
import type { Clock } from '../ports/clock.js';

const KEEPALIVE_S = 30;
const CONNECT_MS = 10_000;
const RETRY_MS = 5000;
/** What is told comes back at once, where one may write and read. */
const ECHO_MS = 10_000;
/** Ending is ours to bound: a client that never connected may not say that it ended. */
const END_MS = 2000;

interface BrokerEars {
  /** Each time it is connected. */
  connected(): void;
  /** `kept`: it stood at the broker before we listened. */
  heard(topic: string, payload: string, kept: boolean): void;
  /** What is told there comes back: once for each connection. */
  echoed(): void;
  /** The broker has refused a subscription, or nothing comes back. */
  barred(): void;
  /** Why there is no connection; said again with each attempt. */
  lost(reason: string): void;
}

/** The connection to a broker, kept up until it is closed. Never throws. */
export class BrokerLine {
  readonly #config: BrokerConfig;
  readonly #statusTopic: string;
  readonly #clock: Clock;
  readonly #ears: BrokerEars;
  #client: MqttClient | undefined;
  #closed = false;
  #callOff = (): void => undefined;
  #callOffEcho: (() => void) | undefined;

  constructor(config: BrokerConfig, statusTopic: string, clock: Clock, ears: BrokerEars) {
    this.#config = config;
    this.#statusTopic = statusTopic;
    this.#clock = clock;
    this.#ears = ears;
    this.#begin();
  }

  get connected(): boolean {
    return this.#client?.connected ?? false;
  }

  subscribe(topics: readonly string[]): void {
    this.#client?.subscribe([...topics, this.#statusTopic], { qos: 1 }, (error) => {
      // That it ended with the connection is no reason of its own.
      if (error && this.connected && !this.#closed) this.#ears.barred();
    });
  }

  /** `kept`: whoever comes later hears it too. What cannot be sent now is not sent. */
  tell(topic: string, payload: string, kept: boolean): void {
    if (this.connected) this.#client?.publish(topic, payload, { retain: kept, qos: 0 }, () => undefined);
  }

  /** Says goodbye, and ends. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#callOff();
    this.#callOffEcho?.();
    const client = this.#client;
    if (!client) return;
    await new Promise<void>((resolve) => {
      const end = (): unknown => client.end(true, {}, done);
      const late = this.#clock.after(END_MS, () => {
        client.end(true);
        resolve();
      });
      const done = (): void => {
        late();
        resolve();
      };
      if (client.connected) client.publish(this.#statusTopic, 'offline', { retain: true, qos: 1 }, end);
      else end();
    });
  }

  /** What cannot even begin, for want of a file, is tried again like a connection. */
  #begin(): void {
    this.#open().catch((error: unknown) => {
      if (this.#closed) return;
      this.#lost(error);
      this.#callOff = this.#clock.after(RETRY_MS, () => this.#begin());
    });
  }

  async #open(): Promise<void> {
    // Loaded only where a broker is used.
    const { connect } = await import('mqtt');
    const options = this.#options();
    if (this.#closed) return;
    this.#listen(connect(this.#config.url, options));
  }

  /** Throws where the file of the authority cannot be read. */
  #options(): IClientOptions {
    const { username, password, caFile } = this.#config;
    return {
      // Unique: two clients of one id throw each other out for ever.
      clientId: `surplug-${randomUUID().slice(0, 8)}`,
      // Nothing is kept for a hub that is away: a command of then is not one of now.
      clean: true,
      resubscribe: false,
      queueQoSZero: false,
      keepalive: KEEPALIVE_S,
      connectTimeout: CONNECT_MS,
      reconnectPeriod: RETRY_MS,
      reconnectOnConnackError: true,
      will: { topic: this.#statusTopic, payload: Buffer.from('offline'), qos: 1, retain: true },
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password }),
      ...(caFile !== undefined && { ca: readFileSync(caFile) }),
    };
  }

  #listen(client: MqttClient): void {
    this.#client = client;
    const online = (): unknown =>
      client.publish(this.#statusTopic, 'online', { retain: true, qos: 1 }, () => undefined);
    client.on('connect', () => {
      online();
      this.#callOffEcho?.();
      this.#callOffEcho = this.#clock.after(ECHO_MS, () => this.#ears.barred());
      this.#ears.connected();
    });
    client.on('message', (topic, payload, { retain }) => {
      if (this.#closed) return;
      const text = payload.toString('utf8');
      if (topic !== this.#statusTopic) {
        this.#ears.heard(topic, text, retain);
        return;
      }
      this.#echoed();
      // The last will of a start that lost its power: the broker says it when this one is long there.
      if (text === 'offline') online();
    });
    client.on('error', (error) => this.#lost(error));
    client.on('close', () => {
      this.#callOffEcho?.();
      this.#lost('connection lost');
    });
  }

  #echoed(): void {
    if (!this.#callOffEcho) return;
    this.#callOffEcho();
    this.#callOffEcho = undefined;
    this.#ears.echoed();
  }

  #lost(error: unknown): void {
    if (!this.#closed) this.#ears.lost(typeof error === 'string' ? error : unreached(error));
  }
}
