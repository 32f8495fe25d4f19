import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, describe, it } from 'node:test';
import { connectAsync } from 'mqtt';
import type { SiteConfig } from '../../core/index.js';
import { eventually } from '../means/eventually.js';
import { Mosquittos } from '../means/mosquitto.js';
import { freePort, type Hub, openHub, temporaryFolder } from '../means/open-hub.js';

/* What the user of a site may do at mosquitto of Debian, by its password and access list. */

const temporary = temporaryFolder('rights');
const folder = temporary.path;
const brokers = new Mosquittos(folder);
const hubs = new Set<Hub>();
afterEach(async () => {
  await Promise.all([...hubs].map((hub) => hub.close()));
  hubs.clear();
  await brokers.stopAll();
});
after(() => temporary.remove());

async function toldHub(mqtt: NonNullable<SiteConfig['mqtt']>): Promise<Hub> {
  const hub = await openHub({ mqtt });
  hubs.add(hub);
  return hub;
}

/** A broker that knows these users, each with the password "secret", and whoever gives no name. */
async function brokerWith(users: readonly string[], acl = 'topic readwrite #\npattern readwrite #\n'): Promise<number> {
  const port = await freePort();
  const [passwordFile, aclFile] = [join(folder, `${port}.users`), join(folder, `${port}.acl`)];
  writeFileSync(passwordFile, users.map((user) => `${user}:secret\n`).join(''));
  writeFileSync(aclFile, acl);
  execFileSync('mosquitto_passwd', ['-U', passwordFile]);
  await brokers.start(port, `user root\nallow_anonymous true\npassword_file ${passwordFile}\nacl_file ${aclFile}`);
  return port;
}

const TOLD = /^info The site is published to the broker/;
const BARRED = /^warn The broker mqtt:\/\/127\.0\.0\.1:\d+ does not let its user write, or read, under/;

describe('the user of a site at a broker', () => {
  it('may only read, or only write, under the topic: told, for the broker says so to nobody', async () => {
    const acl = 'topic readwrite free/#\nuser reader\ntopic read reader/#\nuser writer\ntopic write writer/#\n';
    const port = await brokerWith(['reader', 'writer'], acl);
    const url = `mqtt://127.0.0.1:${port}`;
    const free = await toldHub({ url, topic: 'free' });
    for (const username of ['reader', 'writer']) {
      const hub = await toldHub({ url, username, password: 'secret', topic: username });
      await eventually('it is told', () => hub.log.matching(BARRED).length === 1);
      assert.deepEqual(hub.log.matching(TOLD), []);
    }
    assert.equal(free.log.matching(TOLD).length, 1);
    assert.deepEqual(free.log.matching(BARRED), []);
  });

  it('may stand in the address of the broker: commands are taken', async () => {
    const port = await brokerWith(['house']);
    // Not an address of this machine's own, where commands are taken from anyone.
    const hub = await toldHub({ url: `mqtt://house:secret@0.0.0.0:${port}` });
    await eventually('the site is told', () => hub.log.matching(TOLD).length === 1);
    const client = await connectAsync(`mqtt://127.0.0.1:${port}`);
    await client.publishAsync('surplug/chargers/CP1/set/lock', 'ON', { qos: 1 });
    await eventually('it is locked', () => hub.charger().locked);
    await client.endAsync();
  });
});
