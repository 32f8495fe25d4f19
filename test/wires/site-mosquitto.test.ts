import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, describe, it } from 'node:test';
import { connect, type MqttClient } from 'mqtt';
import type { SiteConfig } from '../../core/index.js';
import { AUTHORITY, SERVER } from '../means/certificates.js';
import { eventually } from '../means/eventually.js';
import { Mosquittos } from '../means/mosquitto.js';
import { hubNode, startNodeRed, TAB } from '../means/node-red.js';
import { freePort, type Hub, openHub, temporaryFolder } from '../means/open-hub.js';

/* A real site with a charging car, told to mosquitto of Debian; another client looks on and gives commands. */

const temporary = temporaryFolder('told');
const folder = temporary.path;
const brokers = new Mosquittos(folder);
const hubs = new Set<Hub>();
const clients = new Set<MqttClient>();

afterEach(async () => {
  await Promise.all([...hubs].map((hub) => hub.close()));
  hubs.clear();
  await Promise.all([...clients].map((client) => client.endAsync(true)));
  clients.clear();
  await brokers.stopAll();
});
after(() => temporary.remove());

async function toldHub(port: number, more: Partial<SiteConfig['mqtt']> = {}, rest: Partial<SiteConfig> = {}) {
  const hub = await openHub({ mqtt: { url: `mqtt://127.0.0.1:${port}`, ...more }, ...rest });
  hubs.add(hub);
  return hub;
}

/** Somebody else at the broker: what it hears, by topic. */
class Onlooker {
  readonly heard = new Map<string, string>();
  readonly kept = new Set<string>();
  readonly client: MqttClient;

  constructor(port: number, access: { username?: string; password?: string } = {}) {
    this.client = connect(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 300, ...access });
    this.client.on('error', () => undefined);
    this.client.on('connect', () => this.client.subscribe('#'));
    this.client.on('message', (topic, payload, { retain }) => {
      this.heard.set(topic, payload.toString());
      if (retain) this.kept.add(topic);
    });
    clients.add(this.client);
  }

  json(topic: string): Record<string, unknown> {
    const text = this.heard.get(topic);
    return text ? (JSON.parse(text) as Record<string, unknown>) : {};
  }

  charger(): Record<string, unknown> {
    return this.json('surplug/chargers/CP1');
  }

  async asks(topic: string, payload: string, answerTopic = 'surplug/chargers/CP1/answer') {
    this.heard.delete(answerTopic);
    await this.client.publishAsync(topic, payload, { qos: 1 });
    await eventually(`an answer to ${topic}`, () => this.heard.has(answerTopic));
    return this.json(answerTopic);
  }
}

/** A broker that knows one user, and nobody without a name. */
async function brokerWithPassword(): Promise<number> {
  const port = await freePort();
  const passwords = join(folder, 'passwords');
  writeFileSync(passwords, 'house:right-secret\n');
  execFileSync('mosquitto_passwd', ['-U', passwords]);
  await brokers.start(port, `user root\nallow_anonymous false\npassword_file ${passwords}`);
  return port;
}

describe('a site at a broker', () => {
  it('is told, kept there for whoever comes later, and gone by its last word', async () => {
    const port = await freePort();
    await brokers.start(port);
    const hub = await toldHub(port);
    const early = new Onlooker(port);
    await eventually('the charger is there', () => early.charger()['online'] === true);
    hub.home.plug('CP1');
    await eventually('plugged', () => early.charger()['plugged'] === true);

    const late = new Onlooker(port);
    await eventually('what is kept', () => late.kept.has('surplug/site') && late.kept.has('surplug/chargers/CP1'));
    assert.equal(late.heard.get('surplug/status'), 'online');
    assert.equal(typeof late.json('surplug/site')['gridW'], 'number');
    const device = late.json('homeassistant/device/surplug_charger_CP1/config')['device'];
    assert.partialDeepStrictEqual(device, { name: 'Garage' });
    assert.ok(late.kept.has('homeassistant/device/surplug_site/config'));
    assert.equal(hub.log.matching(/^info The site is published to the broker mqtt:\/\/127\.0\.0\.1/).length, 1);

    await hub.site.close();
    await eventually('it says goodbye', () => late.heard.get('surplug/status') === 'offline');
  });

  it('commands are obeyed in their order and answered; what is wrong is said, and changes nothing', async () => {
    const port = await freePort();
    await brokers.start(port);
    const hub = await toldHub(port);
    const onlooker = new Onlooker(port);
    await eventually('the charger is there', () => onlooker.charger()['online'] === true);
    hub.home.plug('CP1');

    assert.equal((await onlooker.asks('surplug/chargers/CP1/set/mode', 'FAST'))['ok'], true);
    await eventually('it charges', () => onlooker.charger()['state'] === 'charging');
    await onlooker.asks('surplug/chargers/all/set', '{"current":8,"lock":true}', 'surplug/chargers/all/answer');
    await eventually(
      'lowered and locked',
      () => onlooker.charger()['limitA'] === 8 && !!onlooker.charger()['lockedNext'],
    );
    for (const amps of [9, 10, 11, 12, 13]) onlooker.client.publish('surplug/chargers/CP1/set/current', `${amps}`);
    await eventually('the last one counts', () => onlooker.charger()['userLimitA'] === 13);
    await onlooker.asks('surplug/site/set/preset', 'strict', 'surplug/site/answer');
    await eventually('the house heard it too', () => onlooker.json('surplug/site')['preset'] === 'strict');

    const refused = await onlooker.asks('surplug/chargers/CP1/set/mode', 'TURBO');
    assert.deepEqual([refused['ok'], refused['code']], [false, 'INVALID_INPUT']);
    assert.match(String(refused['error']), /mode is "TURBO"; it must be one of FAST, ECO, ECO\+/);
    const stranger = await onlooker.asks('surplug/chargers/X/set', '{"mode":"ECO"}', 'surplug/chargers/X/answer');
    assert.equal(stranger['code'], 'UNKNOWN_CHARGER');
    assert.equal(hub.charger().mode, 'FAST');
    assert.ok(hub.log.matching(/^warn A command under surplug\/chargers\/CP1\/set\/mode was refused/).length === 1);
  });

  it('of a flood of commands, those not taken are answered too', async () => {
    const port = await freePort();
    await brokers.start(port);
    const hub = await toldHub(port);
    const onlooker = new Onlooker(port);
    await eventually('the charger is there', () => onlooker.charger()['online'] === true);
    const answers: string[] = [];
    onlooker.client.on('message', (topic, payload) => {
      if (topic.endsWith('/answer')) answers.push(payload.toString());
    });
    for (let sent = 0; sent < 200; sent++) onlooker.client.publish('surplug/chargers/CP1/set/current', '10');
    await eventually('each is answered', () => answers.length === 200);
    assert.ok(answers.some((answer) => answer.includes('"ok":true')));
    if (answers.some((answer) => answer.includes('"ok":false')))
      assert.equal(hub.log.matching(/^warn Too many commands/).length, 1);
  });

  it('the last will of an earlier start, said late, does not stand', async () => {
    const port = await freePort();
    await brokers.start(port);
    await toldHub(port);
    const onlooker = new Onlooker(port);
    await eventually('online', () => onlooker.heard.get('surplug/status') === 'online');
    const said: string[] = [];
    onlooker.client.on('message', (topic, payload) => {
      if (topic === 'surplug/status') said.push(payload.toString());
    });
    onlooker.client.publish('surplug/status', 'offline', { retain: true, qos: 1 });
    await eventually('online again', () => said.join() === 'offline,online');
  });

  it('two hubs under one topic: both say so', async () => {
    const port = await freePort();
    await brokers.start(port);
    const first = await toldHub(port);
    await eventually('told', () => first.log.matching(/^info The site is published/).length > 0);
    const second = await toldHub(port, {}, { chargers: [{ id: 'CP2', name: 'Carport' }] });
    await eventually('the first', () => first.log.matching(/^warn Another hub also publishes to /).length === 1);
    first.home.plug('CP1');
    await eventually('the second', () => second.log.matching(/^warn Another hub also publishes to /).length === 1);
  });

  it('a command that the broker keeps from earlier is not taken, but told', async () => {
    const port = await freePort();
    await brokers.start(port);
    const onlooker = new Onlooker(port);
    await onlooker.client.publishAsync('surplug/chargers/CP1/set/mode', 'FAST', { retain: true, qos: 1 });
    const hub = await toldHub(port);
    await eventually(
      'it is told',
      () => hub.log.matching(/retained by the broker under surplug\/chargers\/CP1\/set\/mode/).length > 0,
    );
    assert.equal(hub.charger().mode, 'ECO+');
  });

  it('a charger of an earlier start, and one that is forgotten, are taken off the broker', async () => {
    const port = await freePort();
    await brokers.start(port);
    const onlooker = new Onlooker(port);
    const old = 'homeassistant/device/surplug_charger_OLD/config';
    for (const topic of ['surplug/chargers/OLD', old])
      await onlooker.client.publishAsync(topic, '{"id":"OLD"}', { retain: true, qos: 1 });
    const hub = await toldHub(port, {}, { chargers: [] });
    await eventually(
      'the old one goes',
      () => onlooker.heard.get('surplug/chargers/OLD') === '' && onlooker.heard.get(old) === '',
    );

    await eventually('one knocks', () => hub.site.snapshot().pending.length > 0);
    await hub.site.command({ do: 'adopt', id: 'CP1' });
    await eventually('it is told', () => onlooker.charger()['id'] === 'CP1');
    await hub.site.command({ do: 'forget', id: 'CP1' });
    await eventually('and gone', () => onlooker.heard.get('surplug/chargers/CP1') === '');
  });

  it('a charger of an earlier start stays where the site could not read whom it had adopted', async () => {
    const port = await freePort();
    await brokers.start(port);
    const onlooker = new Onlooker(port);
    const old = 'surplug/chargers/OLD';
    await onlooker.client.publishAsync(old, '{"id":"OLD"}', { retain: true, qos: 1 });
    await toldHub(port, {}, { chargers: [], storage: '/proc/surplug' });
    await eventually('the site is told', () => onlooker.heard.has('surplug/site'));
    await onlooker.asks('surplug/site/set/preset', 'strict', 'surplug/site/answer');
    assert.equal(onlooker.heard.get(old), '{"id":"OLD"}');
  });

  it('a broker that asks for a password: the right one commands, a wrong one is told without itself', async () => {
    const port = await brokerWithPassword();
    const wrong = await toldHub(port, { username: 'house', password: 'wrong-secret', topic: 'other' });
    await eventually(
      'it is told',
      () => wrong.log.matching(/^warn The broker .*user name or password refused/).length > 0,
    );
    await toldHub(port, { username: 'house', password: 'right-secret' });
    const onlooker = new Onlooker(port, { username: 'house', password: 'right-secret' });
    await eventually('the charger is there', () => onlooker.charger()['id'] === 'CP1');
    assert.equal((await onlooker.asks('surplug/chargers/CP1/set', '{"mode":"ECO"}'))['ok'], true);
    assert.deepEqual(wrong.log.matching(/secret/), []);
  });

  it('a hub of Node-RED tells its broker, with the password of its dialog, which no flow carries', async () => {
    const port = await brokerWithPassword();
    const red = await startNodeRed();
    try {
      const broker = { mqttUrl: `mqtt://127.0.0.1:${port}`, mqttUsername: 'house', mqttTopic: 'home/red' };
      const credentials = { mqttPassword: 'right-secret' };
      await red.deploy([TAB, hubNode(await freePort(), { ...broker, credentials, chargers: [{ id: 'garage' }] })]);
      const onlooker = new Onlooker(port, { username: 'house', password: 'right-secret' });
      await eventually('the site is told', () => onlooker.json('home/red/chargers/garage')['mode'] === 'ECO+');
      const answer = await onlooker.asks('home/red/chargers/garage/set/mode', 'ECO', 'home/red/chargers/garage/answer');
      assert.equal(answer['ok'], true);
      assert.doesNotMatch(await (await red.get('/flows')).text(), /right-secret/);
    } finally {
      await red.end();
    }
  });

  it('a broker that goes and comes back is told everything again; charging does not mind', async () => {
    const port = await freePort();
    const broker = await brokers.start(port);
    const hub = await toldHub(port);
    const onlooker = new Onlooker(port);
    await eventually('the charger is there', () => onlooker.charger()['online'] === true);
    await brokers.stop(broker);
    await eventually('it is missed', () => hub.log.matching(/^warn The broker .* cannot be reached/).length === 1);
    hub.home.plug('CP1');
    await hub.site.command({ do: 'wish', charger: 'CP1', wish: { mode: 'FAST' } });
    await eventually('it charges all the same', () => hub.charger().state === 'charging');
    onlooker.heard.clear();
    await brokers.start(port);
    await eventually('told anew', () => onlooker.charger()['mode'] === 'FAST');
    await eventually('and said', () => hub.log.matching(/^info The broker .* can be reached again/).length === 1);
  });

  it('without Home Assistant nothing is announced, and what was announced goes', async () => {
    const port = await freePort();
    await brokers.start(port);
    const onlooker = new Onlooker(port);
    const topic = 'homeassistant/device/surplug_charger_CP1/config';
    await onlooker.client.publishAsync(topic, '{}', { retain: true, qos: 1 });
    await toldHub(port, { homeAssistant: false });
    await eventually('it is gone', () => onlooker.heard.get(topic) === '');
    await eventually('the charger is told', () => onlooker.charger()['id'] === 'CP1');
  });

  it('an authority whose file comes late is read when it is there', async () => {
    const port = await freePort();
    const files = { certfile: SERVER.cert, keyfile: SERVER.key };
    const lines = Object.entries(files).map(([name, text]) => {
      writeFileSync(join(folder, name), text);
      return `${name} ${join(folder, name)}`;
    });
    await brokers.start(port, ['user root', 'allow_anonymous true', ...lines].join('\n'));
    const caFile = join(folder, 'late-ca.pem');
    const hub = await toldHub(port, { url: `mqtts://127.0.0.1:${port}`, caFile });
    await eventually('it is missed', () => hub.log.matching(/^warn The broker .*late-ca\.pem/).length > 0);
    writeFileSync(caFile, AUTHORITY);
    await eventually('told', () => hub.log.matching(/^info The site is published/).length > 0);
  });

  it('a site with a broker that never was closes', async () => {
    const hub = await toldHub(await freePort());
    await eventually('it is missed', () => hub.log.matching(/nothing is listening there/).length > 0);
    await hub.close();
    hubs.clear();
  });
});
