import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { MqttClient } from 'mqtt';
import { brokerOf } from '../model/broker.js';
import { ToldError } from '../model/error-texts.js';
import type { MeterFact } from '../model/meter-trouble.js';
import { METER_SETTINGS } from '../model/settings.js';
import { unreached } from '../model/unreached.js';
import type { Clock } from '../ports/clock.js';
import type { MeterLook } from '../ports/meter-source.js';
import { BROKER_CONNECT_MS, BROKER_KEEPALIVE_S, BROKER_RETRY_MS, KEEP_ALIVE_MS } from './back-off.js';
import { MeterVoice } from './meter-voice.js';
import type { MeterWorld, StartedSource } from './meter-world.js';
import { MqttMeter } from './mqtt-meter.js';
import { type MqttConfig, subscriptionOf } from './mqtt-subscription.js';
import type { MeterPlace } from './reading-of.js';

const SUBSCRIPTION_REFUSED: MeterFact = 'subscription refused';
/** Ending is ours to bound: a client that never connected may not say that it ended. */
const END_MS = 2000;

/** A meter heard through a broker. Throws BAD_CONFIG when its preset or topic is missing, or its URL is none. */
export const mqttSource = (config: MqttConfig, place: MeterPlace, world: MeterWorld): StartedSource =>
  new MqttSource(config, place, world);

class MqttSource implements StartedSource {
  readonly meterId: string;
  readonly #config: MqttConfig;
  readonly #clock: Clock;
  readonly #meter: MqttMeter;
  /** Where something is sent now and then, for a publisher that falls silent otherwise. */
  readonly #keepAliveTopic: string | undefined;
  #client: MqttClient | undefined;
  #closed = false;
  #callOffKeepAlive = (): void => undefined;
  #callOffRetry = (): void => undefined;

  constructor(config: MqttConfig, place: MeterPlace, world: MeterWorld) {
    const where = brokerOf(config.url);
    if (!where) throw new ToldError('BAD_CONFIG', 'broker-no-url', { example: 'mqtt://192.168.1.10:1883' });
    const { clock } = world;
    const subscription = subscriptionOf(config, place.supplyPhases);
    const voice = new MeterVoice(place.meterId, world);
    const periodMs = (config.periodS ?? METER_SETTINGS.periodS.default) * 1000;
    this.meterId = place.meterId;
    this.#config = config;
    this.#clock = clock;
    this.#meter = new MqttMeter({ subscription, place, periodMs, where, voice, clock });
    this.#keepAliveTopic = subscription.keepAlive;
  }

  look(): MeterLook {
    return this.#meter.look();
  }

  /** What cannot even begin, for want of a file, is tried again like a connection. */
  start(): void {
    this.#open().catch((error: unknown) => {
      if (this.#closed) return;
      this.#meter.lost(unreached(error));
      this.#callOffRetry = this.#clock.after(BROKER_RETRY_MS, () => this.start());
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#callOffKeepAlive();
    this.#callOffRetry();
    this.#meter.close();
    const client = this.#client;
    if (!client) return;
    await new Promise<void>((resolve) => {
      const enough = this.#clock.after(END_MS, resolve);
      client.end(true, {}, () => {
        enough();
        resolve();
      });
    });
  }

  async #open(): Promise<void> {
    const { url, username, password, caFile } = this.#config;
    // Loaded only where a broker is used.
    const { connect } = await import('mqtt');
    if (this.#closed) return;
    const client = connect(url, {
      // Unique: two clients of one id throw each other out for ever.
      clientId: `surplug-meter-${randomUUID().slice(0, 8)}`,
      clean: true,
      keepalive: BROKER_KEEPALIVE_S,
      connectTimeout: BROKER_CONNECT_MS,
      reconnectPeriod: BROKER_RETRY_MS,
      reconnectOnConnackError: true,
      queueQoSZero: false,
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password }),
      ...(caFile && { ca: readFileSync(caFile) }),
    });
    this.#client = client;
    client.on('connect', () => this.#connected(client));
    client.on('message', (topic, payload, { retain }) => this.#meter.message(topic, payload.toString('utf8'), retain));
    client.on('error', (error) => this.#meter.lost(unreached(error)));
    client.on('close', () => this.#meter.lost('connection lost'));
  }

  #connected(client: MqttClient): void {
    this.#meter.connected();
    client.subscribe([...this.#meter.topics], { qos: 0 }, (error) => {
      // What ended with the connection is no refusal.
      if (error) this.#meter.lost(client.connected ? SUBSCRIPTION_REFUSED : unreached(error));
      else this.#keepAlive(client);
    });
  }

  #keepAlive(client: MqttClient): void {
    this.#callOffKeepAlive();
    if (this.#closed || !client.connected || this.#keepAliveTopic === undefined) return;
    client.publish(this.#keepAliveTopic, '');
    this.#callOffKeepAlive = this.#clock.after(KEEP_ALIVE_MS, () => this.#keepAlive(client));
  }
}
