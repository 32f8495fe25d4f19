import type { MeterConfig, MqttPointConfig, PointName } from '../model/config.js';
import { ToldError } from '../model/error-texts.js';
import type { PhaseCount } from '../model/phases.js';
import { MQTT_PRESETS, type MqttSubscription } from './maps/mqtt-presets.js';

/** A meter at a broker, as it is configured. */
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
