import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, describe, it } from 'node:test';
import { connect, type MqttClient } from 'mqtt';
import { LAST_RETRY_MS } from '../../core/meters/back-off.js';
import type { MeterConfig } from '../../core/model/config.js';
import { AUTHORITY, SERVER } from '../means/certificates.js';
import { eventually } from '../means/eventually.js';
import { FastClock } from '../means/fast-clock.js';
import { HouseMeters } from '../means/house-meters.js';
import { openHandles } from '../means/meter-faults.js';
import { Mosquittos } from '../means/mosquitto.js';
import { MuteProxy } from '../means/mute-proxy.js';
import { freePort, temporaryFolder } from '../means/open-hub.js';

/* Against mosquitto of Debian, with a client of its own for the publishing side. */

const temporary = temporaryFolder('mqtt');
const folder = temporary.path;
const house = new HouseMeters();
const brokers = new Mosquittos(folder);
const mosquitto = brokers.start.bind(brokers);
const stopped = brokers.stop.bind(brokers);
const clients = new Set<MqttClient>();

afterEach(async () => {
  await house.close();
  await Promise.all([...clients].map((client) => client.endAsync(true)));
  clients.clear();
  await brokers.stopAll();
});
after(() => temporary.remove());

function publisher(port: number, will?: { topic: string; payload: string }): MqttClient {
  const options = will ? { will: { ...will, payload: Buffer.from(will.payload), qos: 0 as const, retain: true } } : {};
  const client = connect(`mqtt://127.0.0.1:${port}`, {
    ...options,
    reconnectPeriod: 500,
    reconnectOnConnackError: true,
  });
  client.on('error', () => undefined);
  clients.add(client);
  return client;
}

/** Publishes until the meter has told so much, for it may still be subscribing. */
async function until(client: MqttClient, topic: string, payload: string, seen: () => boolean): Promise<void> {
  await eventually(`${topic} ${payload} was heard`, async () => {
    if (client.connected) client.publish(topic, payload);
    await new Promise((resolve) => setTimeout(resolve, 50));
    return seen();
  });
}

const config = (port: number, more: Partial<Extract<MeterConfig, { type: 'mqtt' }>> = {}): MeterConfig => ({
  type: 'mqtt',
  role: 'grid',
  url: `mqtt://127.0.0.1:${port}`,
  preset: 'number',
  topic: 'house/power',
  ...more,
});

describe('D.4 against mosquitto', () => {
  it('hears what is published', async () => {
    const port = await freePort();
    await mosquitto(port);
    const kept = house.read([config(port)]);
    await until(publisher(port), 'house/power', '-812', () => kept.last()?.powerW === -812);
  });

  it('a publisher that dies is offline by its last will', async () => {
    const port = await freePort();
    await mosquitto(port);
    const kept = house.read([config(port, { availability: { topic: 'house/status' } })]);
    const client = publisher(port, { topic: 'house/status', payload: 'offline' });
    await until(client, 'house/power', '100', () => kept.last()?.powerW === 100);
    client.stream.destroy();
    await kept.troubled(/^unreachable: .*, offline$/);
  });

  it('a wrong password is told, and tried again', async () => {
    const port = await freePort();
    await mosquitto(port, 'allow_anonymous false');
    const kept = house.read([config(port, { username: 'x', password: 'secret' })]);
    const told = await kept.troubled(/^unreachable/);
    assert.match(told, /user or password refused$/);
    assert.doesNotMatch(JSON.stringify(kept.troubles), /secret/);
  });

  it('a certificate that is unknown here is told; with the CA file it is taken', async () => {
    const port = await freePort();
    const file = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const [certfile, keyfile, caFile] = [
      file('hub.crt', SERVER.cert),
      file('hub.key', SERVER.key),
      file('ca.crt', AUTHORITY),
    ];
    await mosquitto(port, `user root\nallow_anonymous true\ncertfile ${certfile}\nkeyfile ${keyfile}`);
    const url = `mqtts://127.0.0.1:${port}`;
    const kept = house.read([config(port, { url, id: 'stranger' }), config(port, { url, id: 'friend', caFile })]);
    await kept.troubled(/^unreachable: .*, unknown certificate$/);
    const client = connect(url, { rejectUnauthorized: false });
    clients.add(client);
    await until(client, 'house/power', '7', () => kept.last('friend')?.powerW === 7);
    assert.deepEqual([...new Set(kept.troubles.map(({ meterId }) => meterId))], ['stranger']);
  });

  it('a publisher that falls silent unless it is kept awake is kept awake', async () => {
    const port = await freePort();
    await mosquitto(port);
    const clock = new FastClock(60);
    const gx = publisher(port);
    let keptAt = Number.NEGATIVE_INFINITY;
    let power = 0;
    gx.on('connect', () => gx.subscribe('R/c0ffee/keepalive'));
    gx.on('message', () => {
      keptAt = clock.now().monoMs;
    });
    const speaking = setInterval(() => {
      if (clock.now().monoMs - keptAt > 60_000) return;
      power += 1;
      gx.publish('N/c0ffee/system/0/Ac/Grid/L1/Power', `{"value":${power}}`);
    }, 50);
    try {
      await eventually('somebody could keep it awake', () => gx.connected);
      const url = `mqtt://127.0.0.1:${port}`;
      const kept = house.read([{ type: 'mqtt', role: 'grid', url, preset: 'victron-gx', topic: 'c0ffee' }], 1, clock);
      await eventually('it is read', () => kept.last() !== undefined);
      const from = clock.now().monoMs;
      await eventually('four minutes on', () => clock.now().monoMs - from > 240_000);
      const seenW = power;
      await eventually('it is read on', () => (kept.last()?.powerW ?? 0) > seenW);
      assert.deepEqual(kept.troubles, []);
    } finally {
      clearInterval(speaking);
    }
  });

  it('a broker that never was does not keep the meter from closing', async () => {
    const kept = house.read([config(await freePort())]);
    await kept.troubled(/^unreachable/);
    await house.close();
  });
});

/*
 * The fault table on MQTT. Before, while it lasts and after it another value is published, so that anything stale shows;
 * each heals within three periods and the longest back-off after the cause has ended, and leaves no handle behind.
 */
describe('D: the fault table, MQTT', () => {
  const PERIOD_MS = 1000;
  const [BEFORE_W, DURING_W, AFTER_W] = [100, 200, 300];
  interface Fault {
    readonly fault: string;
    readonly told: RegExp | undefined;
    readonly begin: (on: Scene) => unknown;
    readonly end: (on: Scene) => unknown;
  }
  interface Scene {
    readonly port: number;
    readonly proxy: MuteProxy;
    readonly say: (topic: string, payload: string) => void;
    broker: ChildProcess;
  }
  const replaced = (more: string) => async (on: Scene) => {
    await stopped(on.broker);
    on.broker = await mosquitto(on.port, more);
  };
  const FAULTS: readonly Fault[] = [
    {
      fault: 'the broker killed, and started again',
      told: /^unreachable: mqtt:/,
      begin: ({ broker }) => stopped(broker),
      end: async (on) => {
        on.broker = await mosquitto(on.port);
      },
    },
    {
      fault: 'the broker gone without a word, and back at once',
      told: undefined,
      begin: ({ proxy }) => proxy.mute(),
      end: ({ proxy }) => proxy.speak(),
    },
    {
      fault: 'the broker gone without a word until that was noticed',
      told: /^(unreachable|silent)/,
      begin: ({ proxy }) => proxy.mute(),
      end: ({ proxy }) => proxy.speak(),
    },
    {
      fault: 'the broker refusing its clients',
      told: /^unreachable/,
      begin: replaced('allow_anonymous false'),
      end: replaced('allow_anonymous true'),
    },
    {
      fault: 'the publisher offline by its last will',
      told: /^unreachable: .*, offline$/,
      begin: ({ say }) => say('house/status', 'offline'),
      end: ({ say }) => say('house/status', 'online'),
    },
  ];
  for (const { fault, told, begin, end } of FAULTS) {
    it(`${fault}: heals by itself`, async () => {
      const before = openHandles();
      const port = await freePort();
      const proxy = await MuteProxy.before(port);
      const broker = await mosquitto(port);
      const kept = house.read([
        { ...config(proxy.port), periodS: PERIOD_MS / 1000, availability: { topic: 'house/status' } } as MeterConfig,
      ]);
      const client = publisher(port);
      let power: number | string = BEFORE_W;
      const say = (topic: string, payload: string) => void (client.connected && client.publish(topic, payload));
      const speaking = setInterval(() => say('house/power', String(power)), 100);
      try {
        await eventually('it is read', () => kept.last()?.powerW === BEFORE_W);
        const open = openHandles();
        power = 'nothing';
        await kept.troubled(/^unreadable/);
        power = BEFORE_W;
        await eventually('a payload that is none is over', () => kept.troubles.at(-1)?.what === null);

        power = DURING_W;
        const on: Scene = { port, proxy, say, broker };
        const from = kept.readings.length;
        clearInterval(speaking);
        await begin(on);
        if (told) await kept.troubled(told);
        const endedAt = performance.now();
        await end(on);
        await until(client, 'house/power', String(AFTER_W), () => kept.last()?.powerW === AFTER_W);
        const tookMs = Math.round(performance.now() - endedAt);
        assert.ok(tookMs <= 3 * PERIOD_MS + LAST_RETRY_MS, `${tookMs} ms`);
        assert.equal(kept.troubles.at(-1)?.what, null);
        assert.ok(kept.readings.slice(from).every(({ powerW }) => powerW === BEFORE_W || powerW === AFTER_W));
        await eventually('no handle more than before', () => openHandles() <= open);
      } finally {
        clearInterval(speaking);
        await house.close();
        await client.endAsync(true);
        await proxy.close();
      }
      await brokers.stopAll();
      await eventually('nothing stays open', () => openHandles() <= before);
    });
  }
});
