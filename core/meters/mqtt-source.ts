import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IPublishPacket, MqttClient } from 'mqtt';
import { brokerOf } from '../model/broker.js';
import type { MeterConfig, MqttPointConfig, PointName } from '../model/config.js';
import { ToldError } from '../model/error-texts.js';
import type { MeterFact } from '../model/meter-trouble.js';
import type { PhaseCount } from '../model/phases.js';
import { METER_SETTINGS } from '../model/settings.js';
import { unreached } from '../model/unreached.js';
import { BROKER_CONNECT_MS, BROKER_KEEPALIVE_S, BROKER_RETRY_MS, KEEP_ALIVE_MS } from './back-off.js';
import { MQTT_PRESETS, type MqttSubscription } from './maps/mqtt-presets.js';
import { MeterVoice } from './meter-voice.js';
import type { MeterWorld, StartedSource } from './meter-world.js';
import { MqttMeter } from './mqtt-meter.js';
import type { MeterPlace } from './reading-of.js';

export type MqttConfig = Extract<MeterConfig, { type: 'mqtt' }>;

/** What the meter subscribes to: the preset's points, with the user's own over them. Throws BAD_CONFIG. */
export function subscriptionOf(config: MqttConfig, phases: PhaseCount): MqttSubscription {
  const preset = MQTT_PRESETS.find(({ id }) => id === config.preset);
  if (config.preset && !preset) {
    const choice = MQTT_PRESETS.map(({ id }) => id).join(', ');
    throw new ToldError('BAD_CONFIG', 'preset-unknown', { name: config.preset, choice });
  }
  if (preset && !config.topic) {
    throw new ToldError('BAD_CONFIG', 'preset-without-topic', { name: preset.id, example: preset.topic });
  }
  const known = preset?.subscription(config.topic ?? '', config.role, phases);
  const own = Object.entries(config.points ?? {}).map(
    ([name, point]) => [name as PointName, [point as MqttPointConfig]] as const,
  );
  const points = { ...known?.points, ...Object.fromEntries(own) };
  if (Object.keys(points).length === 0) {
    throw new ToldError('BAD_CONFIG', 'mqtt-without-points', { example: '{ "powerW": { "topic": "…" } }' });
  }
  const keepAlive = config.keepAlive ?? known?.keepAlive;
  const offline = config.availability && [config.availability.offline ?? 'offline'];
  return {
    points,
    ...(known?.onChange && { onChange: true }),
    ...(keepAlive && { keepAlive }),
    ...(config.availability && offline
      ? { availability: { topic: config.availability.topic, offline } }
      : known?.availability && { availability: known.availability }),
  };
}

const SUBSCRIPTION_REFUSED: MeterFact = 'subscription refused';
/** Ending is ours to bound: a client that never connected may not say that it ended. */
const END_MS = 2000;

/** A meter heard through a broker. Throws BAD_CONFIG when its preset or topic is missing, or its URL is none. */
export function mqttSource(config: MqttConfig, place: MeterPlace, world: MeterWorld): StartedSource {
  const where = brokerOf(config.url);
  if (!where) throw new ToldError('BAD_CONFIG', 'broker-no-url', { example: 'mqtt://192.168.1.10:1883' });
  const subscription = subscriptionOf(config, place.supplyPhases);
  const voice = new MeterVoice(place.meterId, world);
  const periodMs = (config.periodS ?? METER_SETTINGS.periodS.default) * 1000;
  const meter = new MqttMeter({ subscription, place, periodMs, where, voice, clock: world.clock });
  let closed = false;
  let callOffKeepAlive = (): void => undefined;
  let callOffRetry = (): void => undefined;
  const keepAlive = (client: MqttClient): void => {
    callOffKeepAlive();
    if (closed || !client.connected || subscription.keepAlive === undefined) return;
    client.publish(subscription.keepAlive, '');
    callOffKeepAlive = world.clock.after(KEEP_ALIVE_MS, () => keepAlive(client));
  };
  let connection: MqttClient | undefined;
  const open = async () => {
    // Loaded only where a broker is used.
    const { connect } = await import('mqtt');
    if (closed) return;
    connection = connect(config.url, {
      // Unique: two clients of one id throw each other out for ever.
      clientId: `surplug-meter-${randomUUID().slice(0, 8)}`,
      clean: true,
      keepalive: BROKER_KEEPALIVE_S,
      connectTimeout: BROKER_CONNECT_MS,
      reconnectPeriod: BROKER_RETRY_MS,
      reconnectOnConnackError: true,
      queueQoSZero: false,
      ...(config.username !== undefined && { username: config.username }),
      ...(config.password !== undefined && { password: config.password }),
      ...(config.caFile && { ca: readFileSync(config.caFile) }),
    });
    const client = connection;
    client.on('connect', () => {
      meter.connected();
      client.subscribe([...meter.topics], { qos: 0 }, (error) => {
        // What ended with the connection is no refusal.
        if (error) meter.lost(client.connected ? SUBSCRIPTION_REFUSED : unreached(error));
        else keepAlive(client);
      });
    });
    client.on('message', (topic: string, payload: Buffer, packet: IPublishPacket) =>
      meter.message(topic, payload.toString('utf8'), packet.retain),
    );
    client.on('error', (error) => meter.lost(unreached(error)));
    client.on('close', () => meter.lost('connection lost'));
  };
  /** What cannot even begin, for want of a file, is tried again like a connection. */
  const start = (): void => {
    open().catch((error: unknown) => {
      if (closed) return;
      meter.lost(unreached(error));
      callOffRetry = world.clock.after(BROKER_RETRY_MS, start);
    });
  };
  return {
    meterId: place.meterId,
    look: () => meter.look(),
    start,
    close: async () => {
      closed = true;
      callOffKeepAlive();
      callOffRetry();
      meter.close();
      const client = connection;
      if (!client) return;
      await new Promise<void>((resolve) => {
        const enough = world.clock.after(END_MS, resolve);
        client.end(true, {}, () => {
          enough();
          resolve();
        });
      });
    },
  };
}
