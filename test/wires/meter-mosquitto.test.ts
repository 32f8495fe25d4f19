import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect as connectSocket, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, describe, it } from 'node:test';
import { connect, type MqttClient } from 'mqtt';
import type { MeterConfig } from '../../core/model/config.js';
import { eventually } from '../means/eventually.js';
import { HouseMeters } from '../means/house-meters.js';

/* Against mosquitto of Debian, with a client of its own for the publishing side. */

const folder = mkdtempSync(join(tmpdir(), 'surplug-mqtt-'));
const house = new HouseMeters();
const brokers = new Set<ChildProcess>();
const clients = new Set<MqttClient>();

afterEach(async () => {
  await house.close();
  await Promise.all([...clients].map((client) => client.endAsync(true)));
  clients.clear();
  await Promise.all([...brokers].map(stopped));
});
after(() => rmSync(folder, { recursive: true, force: true }));

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function mosquitto(port: number, more = 'allow_anonymous true'): Promise<ChildProcess> {
  const file = join(folder, `${port}.conf`);
  writeFileSync(file, `listener ${port} 127.0.0.1\n${more}\n`);
  const broker = spawn('mosquitto', ['-c', file], { stdio: 'ignore' });
  brokers.add(broker);
  await eventually('mosquitto listens', () => answers(port));
  return broker;
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connectSocket(port, '127.0.0.1');
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

async function stopped(broker: ChildProcess): Promise<void> {
  brokers.delete(broker);
  if (broker.exitCode !== null || broker.signalCode !== null) return;
  const gone = new Promise((resolve) => broker.once('exit', resolve));
  broker.kill('SIGKILL');
  await gone;
}

function publisher(port: number, will?: { topic: string; payload: string }): MqttClient {
  const options = will ? { will: { ...will, payload: Buffer.from(will.payload), qos: 0 as const, retain: true } } : {};
  const client = connect(`mqtt://127.0.0.1:${port}`, { ...options, reconnectPeriod: 500 });
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

  it('the broker gone and back: told, and heard again without help', async () => {
    const port = await freePort();
    const broker = await mosquitto(port);
    const kept = house.read([config(port)]);
    const client = publisher(port);
    await until(client, 'house/power', '100', () => kept.last()?.powerW === 100);
    await stopped(broker);
    await kept.troubled(/^unreachable: mqtt:\/\/127\.0\.0\.1/);
    await mosquitto(port);
    await until(client, 'house/power', '200', () => kept.last()?.powerW === 200);
    assert.equal(kept.troubles.at(-1)?.what, null);
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
    assert.match(told, /not authorized/i);
    assert.doesNotMatch(JSON.stringify(kept.troubles), /secret/);
  });

  it('a broker that never was does not keep the meter from closing', async () => {
    const kept = house.read([config(await freePort())]);
    await kept.troubled(/^unreachable/);
    await house.close();
  });
});
