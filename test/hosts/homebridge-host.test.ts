import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { eventually } from '../means/eventually.js';
import { CHARACTERISTIC as C, HomeController, SERVICE as S } from '../means/home-controller.js';
import { type HomebridgeParts, PIN, RunningHomebridge } from '../means/homebridge.js';
import { sdm630 } from '../means/house-meters.js';
import { ModbusSlave } from '../means/modbus-slave.js';
import { callHub } from '../means/node-red.js';
import { freePort, openHub, temporaryFolder } from '../means/open-hub.js';

const SITE = { platform: 'Surplug', name: 'Surplug', phases: 3, fuseA: 25 };
const ourErrors = (output: string): string[] =>
  output.split('\n').filter((line) => line.includes('[Surplug]') && line.includes('\u001b[31m'));

/** Starts Homebridge with this platform, and ends it when the test is over. */
async function withHomebridge(
  parts: Omit<HomebridgeParts, 'line'>,
  test: (homebridge: RunningHomebridge) => Promise<void>,
): Promise<void> {
  const homebridge = await RunningHomebridge.start({ line: 2, ...parts });
  try {
    await test(homebridge);
    assert.equal(homebridge.child.exitCode, null, `Homebridge is alive\n${homebridge.output}`);
  } finally {
    await homebridge.end();
  }
}

const said = (homebridge: RunningHomebridge, pattern: RegExp) =>
  eventually(`the log says ${pattern}:\n${homebridge.output}`, () => pattern.test(homebridge.output));

describe('Homebridge as the host', { concurrency: 3 }, () => {
  it('loading the package opens nothing and loads no core: with a child bridge two processes load it', async () => {
    const script = `
      const before = process.getActiveResourcesInfo().sort().join();
      const plugin = require(${JSON.stringify(join(__dirname, '../../homebridge-plugin/index.js'))});
      const platforms = [];
      plugin.default({ registerPlatform: (...platform) => platforms.push(platform) });
      const after = process.getActiveResourcesInfo().sort().join();
      const core = Object.keys(require.cache).filter((file) => /[\\\\/](core|ocpp-rpc)[\\\\/]/.test(file));
      console.log(JSON.stringify({ names: platforms[0].slice(0, 2), opened: before === after ? 'nothing' : after, core }));
    `;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { timeout: 60_000 });
    assert.deepEqual(JSON.parse(stdout), {
      names: ['@surplug/homebridge-solar-charging', 'Surplug'],
      opened: 'nothing',
      core: [],
    });
  });

  it('a platform that was not set up starts nothing and says so', async () => {
    await withHomebridge({ platform: { platform: 'Surplug', name: 'Surplug' } }, async (homebridge) => {
      await said(homebridge, /Not set up yet/);
      assert.deepEqual(ourErrors(homebridge.output), []);
    });
  });

  it('a configuration that cannot work is one line per complaint, and nothing is started', async () => {
    const platform = { platform: 'Surplug', phases: 3, ocpp: { port: 99_999 }, chargers: [{ id: 'A' }, { id: 'A' }] };
    await withHomebridge({ platform: { ...platform, homekit: { lockAs: 'chain' } } }, async (homebridge) => {
      await said(homebridge, /homekit\.lockAs/);
      const errors = ourErrors(homebridge.output);
      assert.match(errors[0] ?? '', /cannot work/);
      for (const field of ['fuseA', 'ocpp.port', 'homekit.lockAs']) {
        assert.equal(errors.filter((line) => line.includes(`(${field}): `)).length, 1, errors.join('\n'));
      }
    });
  });

  it('two chargers with one id are one clear message, and Homebridge stays alive', async () => {
    const platform = { ...SITE, chargers: [{ id: 'garage' }, { id: 'garage' }] };
    await withHomebridge({ platform }, async (homebridge) => {
      await said(homebridge, /chargers\[1\]\.id\): /);
      const errors = ourErrors(homebridge.output);
      assert.equal(errors.length, 2, errors.join('\n'));
      assert.match(errors[0] ?? '', /cannot work/);
      assert.match(
        errors[1] ?? '',
        /Charger 2, Identity \(CPID\) \(chargers\[1\]\.id\): "garage" appears twice; .*a different id for every charger/,
      );
    });
  });

  it('meters are looked for on a line named in the settings, and the log says what to fill in', async () => {
    const slave = await ModbusSlave.listen(new Map([[1, sdm630()]]));
    const searching = { ...SITE, ocpp: { port: await freePort() }, searchMeters: `127.0.0.1:${slave.port}` };
    // Who looks for a meter may have begun its row already.
    const begun = [{ role: 'grid', type: 'modbus-tcp', host: '127.0.0.1', port: slave.port }];
    try {
      for (const platform of [searching, { ...searching, meters: begun }])
        await withHomebridge({ platform }, async (homebridge) => {
          await said(homebridge, /Looking for meters at 127\.0\.0\.1/);
          await said(
            homebridge,
            /Unit 1 answers as Eastron SDM630-Modbus.*voltage1V 230\.1,.*powerW 2060.*"map":"eastron-sdm630","unitId":1/,
          );
        });
    } finally {
      await slave.close();
    }
  });

  it('a port in use is one clear message, and the site opens once the port is free', async () => {
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    const platform = { ...SITE, ocpp: { port, bind: '127.0.0.1' } };
    await withHomebridge({ platform }, async (homebridge) => {
      await said(homebridge, new RegExp(`${port}`));
      other.close();
      await said(homebridge, /Point the charger to/);
      assert.equal(ourErrors(homebridge.output).length, 1, homebridge.output);
    });
  });

  it('on a child bridge the site is opened once, there', async () => {
    const port = await freePort();
    const platform = { ...SITE, ocpp: { port, bind: '127.0.0.1' }, chargers: [{ id: 'CP1', name: 'Garage' }] };
    await withHomebridge({ platform, childBridge: true }, async (homebridge) => {
      await said(homebridge, /Point the charger to/);
      const controller = await HomeController.pair(homebridge);
      assert.ok(controller.names().includes('Garage Eco Plus'));
      await controller.close();
      assert.equal(homebridge.output.match(/Point the charger to/g)?.length, 1);
      assert.deepEqual(ourErrors(homebridge.output), []);
    });
  });

  it('of two blocks on child bridges that would share the records the second is told what to do and not started', async () => {
    const block = async (n: number) => ({
      ...SITE,
      name: `Site ${n}`,
      ocpp: { port: await freePort(), bind: '127.0.0.1' },
      _bridge: { username: `0E:5A:00:00:02:0${n}`, port: await freePort(), pin: PIN },
    });
    const { path: storage } = temporaryFolder('two-sites');
    const bridge = { name: 'Two', username: '0E:5A:00:00:02:00', port: await freePort(), pin: PIN, advertiser: 'ciao' };
    const platforms = [await block(1), await block(2)];
    writeFileSync(join(storage, 'config.json'), JSON.stringify({ bridge, platforms }));
    await withHomebridge({ storage }, async (homebridge) => {
      await said(homebridge, /\[Site 2\].*"Site 1" in config\.json already runs a site.*a Homebridge of its own/);
      await said(homebridge, /\[Site 1\].*Point the charger to/);
      assert.doesNotMatch(homebridge.output, /\[Site 2\].*Point the charger to|in use by another program/);
    });
  });

  it('shows the site of another host, commands it, and says once when that host is gone', async () => {
    const token = 'a-token-that-is-long-enough';
    const hub = await openHub({ link: { token } });
    const attach = { url: `${hub.url}/surplug/link`, token };
    try {
      await withHomebridge({ platform: { platform: 'Surplug', attach, language: 'de' } }, async (homebridge) => {
        await said(homebridge, /Garage ist neu in Apple Home/);
        const controller = await HomeController.pair(homebridge);
        const fast = controller.id(S.switch, 'Garage Schnell', C.on);
        await eventually('an answer', async () => (await controller.read(fast)).status === undefined);
        assert.equal(await controller.write(fast, true), 0);
        assert.equal(hub.charger().mode, 'FAST');
        await controller.becomes(fast, 1);
        await hub.site.command({ do: 'wish', charger: 'CP1', wish: { mode: 'ECO' } });
        await controller.becomes(controller.id(S.switch, 'Garage Eco', C.on), 1);
        await hub.site.close();
        await eventually('no response', async () => (await controller.read(fast)).status === -70402);
        await said(homebridge, /Die Anlage unter \S+ ist nicht mehr erreichbar/);
        assert.equal(homebridge.output.split('\u001b[33m').length - 1, 1, `told once\n${homebridge.output}`);
        await controller.close();
        assert.doesNotMatch(homebridge.output, new RegExp(token));
      });
    } finally {
      await hub.close();
    }
  });

  it('names an unknown charger that knocks, once', async () => {
    const port = await freePort();
    const platform = { ...SITE, ocpp: { port, bind: '127.0.0.1' } };
    await withHomebridge({ platform }, async (homebridge) => {
      await said(homebridge, /Point the charger to/);
      for (let call = 0; call < 2; call += 1) {
        const charger = await callHub(port, 'CP9');
        await said(homebridge, /unknown charger is waiting: CP9 from .* add it to the chargers in the settings/);
        charger.close();
      }
      assert.equal(homebridge.output.match(/CP9/g)?.length, 1, homebridge.output);
    });
  });

  it('shows a charger of another host once it is adopted there', async () => {
    const token = 'a-token-that-is-long-enough';
    const hub = await openHub({ link: { token }, chargers: [] });
    try {
      const attach = { url: `${hub.url}/surplug/link`, token };
      await withHomebridge({ platform: { platform: 'Surplug', attach } }, async (homebridge) => {
        await hub.site.command({ do: 'adopt', id: 'CP1', name: 'Carport', access: 'free' });
        await said(homebridge, /Carport is new in Apple Home/);
        await hub.site.command({ do: 'forget', id: 'CP1' });
        await said(homebridge, /Carport was forgotten/);
      });
    } finally {
      await hub.close();
    }
  });
});
