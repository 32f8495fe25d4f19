import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Maintenance, openMaintenance } from '../../core/chargers/maintenance.js';
import { inEnglish } from '../../core/model/error-texts.js';
import { eventually } from '../means/eventually.js';
import { FakeClock } from '../means/fake-clock.js';
import { KeptLog } from '../means/kept-log.js';
import { ago, met, start } from '../means/ocpp-met.js';

describe('firmware and diagnostics over the hub’s own HTTP server', () => {
  const clock = new FakeClock();
  const log = new KeptLog();
  const image = Buffer.from(Array.from({ length: 10_000 }, (_, at) => at % 251));
  let folder: string;
  let maintenance: Maintenance;
  let server: Server;
  let base: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'surplug-maintenance-'));
    await writeFile(join(folder, 'HC 22.bin'), image);
    maintenance = openMaintenance({
      folder: join(folder, 'diagnostics'),
      clock,
      log,
      say: inEnglish,
      maxUploadBytes: 1000,
    });
    server = createServer((asked, response) => {
      if (!maintenance.request(asked, response)) response.writeHead(426).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('hands a file out whole and in ranges, with its size and MD5 told beforehand', async () => {
    const { path, sizeBytes, md5 } = await maintenance.offer(join(folder, 'HC 22.bin'));
    assert.equal(sizeBytes, image.length);
    assert.equal(md5, createHash('md5').update(image).digest('hex'));
    const whole = await fetch(base + path);
    assert.deepEqual([whole.status, Buffer.from(await whole.arrayBuffer()).equals(image)], [200, true]);
    const rest = await fetch(base + path, { headers: { range: 'bytes=9990-' } });
    assert.deepEqual([rest.status, rest.headers.get('content-range')], [206, 'bytes 9990-9999/10000']);
    assert.deepEqual(Buffer.from(await rest.arrayBuffer()), image.subarray(9990));
    assert.equal((await fetch(base + path, { headers: { range: 'bytes=99999-' } })).status, 416);
    assert.equal((await fetch(base + path, { method: 'HEAD' })).headers.get('content-length'), '10000');
    assert.equal((await fetch(base + path, { method: 'PUT', body: 'x' })).status, 405);
  });

  it('hands nothing out without a ticket, nor after its time', async () => {
    const { path } = await maintenance.offer(join(folder, 'HC 22.bin'));
    for (const wrong of [
      '/surplug/firmware/',
      '/surplug/firmware/HC%2022.bin',
      '/surplug/firmware/../../etc/passwd',
      `${path.slice(0, 40)}/x`,
    ]) {
      assert.equal((await fetch(base + wrong)).status, wrong.includes('..') ? 426 : 404);
    }
    await clock.advance(25 * 3_600_000);
    assert.equal((await fetch(base + path)).status, 404);
    await assert.rejects(maintenance.offer(join(folder, 'none.bin')), { code: 'INVALID_INPUT' });
    await assert.rejects(maintenance.offer(folder), { code: 'INVALID_INPUT' });
  });

  it('takes diagnostics of a charger by PUT and POST, and keeps the newest ten', async () => {
    const { path, folder: into } = maintenance.expect('CP/1');
    for (let upload = 0; upload < 12; upload += 1) {
      await clock.advance(1000);
      const answer = await fetch(`${base}${path}diag-${upload}.txt`, {
        method: upload % 2 ? 'PUT' : 'POST',
        body: `log ${upload}`,
      });
      assert.equal(answer.status, 201);
    }
    const kept = await maintenance.received('CP/1');
    assert.equal(kept.length, 10);
    assert.equal(await readFile(kept[0]?.file ?? '', 'utf8'), 'log 11');
    assert.equal(dirname(kept[0]?.file ?? ''), into);
    const told = `Charger CP/1 has sent its diagnostics, 6 bytes: ${kept[0]?.file}.`;
    await eventually('it is told where they are', () => log.lines.includes(`info ${told}`));
    assert.deepEqual(await maintenance.received('CP2'), []);
  });

  it('keeps nothing of an upload that is too large, without a ticket, or broken off', async () => {
    const { path } = maintenance.expect('BIG');
    const large = await fetch(`${base}${path}x`, { method: 'PUT', body: 'x'.repeat(200_000) }).catch(() => undefined);
    assert.ok(large === undefined || large.status === 413);
    assert.equal((await fetch(`${base}/surplug/diagnostics/00/x`, { method: 'PUT', body: 'x' })).status, 404);
    const headers = { 'content-length': 100 };
    await new Promise<void>((resolve) => {
      const broken = request(`${base}${path}y`, { method: 'PUT', headers });
      broken.on('error', () => resolve());
      broken.write('half', () => setTimeout(() => broken.destroy(new Error('cut')), 50));
    });
    assert.deepEqual(await maintenance.received('BIG'), []);
    const left = join(folder, 'diagnostics', Buffer.from('BIG').toString('hex'));
    await eventually('nothing is left over', async () => (await readdir(left)).length === 0);
  });

  it('takes one upload of a charger at a time, and no more than fifty by one ticket: they would fill disk and log', async () => {
    const { path, folder: into } = maintenance.expect('MANY');
    const put = (body: string) => fetch(`${base}${path}x`, { method: 'PUT', body });
    await mkdir(into, { recursive: true });
    await writeFile(join(into, 'left-by-a-crash.log.part'), 'half');
    const older = request(`${base}${path}older`, { method: 'PUT', headers: { 'content-length': 100 } });
    const ended = new Promise((resolve) => older.once('error', resolve));
    older.write('half');
    await eventually('it is being written', async () => (await readdir(into)).some((name) => !name.startsWith('left')));
    assert.equal((await put('newer')).status, 201);
    await ended;
    await eventually('one is left', async () => (await readdir(into)).length === 1);
    assert.equal(await readFile((await maintenance.received('MANY'))[0]?.file ?? '', 'utf8'), 'newer');
    for (let tries = 2; tries < 50; tries += 1) await put('once more');
    assert.equal((await put('too often')).status, 404);
  });

  it('leaves every other request to others', async () => {
    assert.equal((await fetch(`${base}/`)).status, 426);
  });
});

describe('new firmware', () => {
  it('is refused while a car charges, unless forced', () =>
    met(
      async (point, { gateway }) => {
        const update = { location: 'http://192.168.1.2/fw.bin', retrieveDate: ago(0) };
        const { transactionId } = await point.call('StartTransaction', start());
        await assert.rejects(gateway.call('CP1', 'UpdateFirmware', update), {
          code: 'REJECTED',
          message: /^A car is charging at CP1: stop the charge first, or force it\.$/,
        });
        assert.deepEqual(await gateway.call('CP1', 'UpdateFirmware', update, { force: true }), {});
        await point.call('StopTransaction', { transactionId, meterStop: 300, timestamp: ago(0) });
        assert.deepEqual(await gateway.call('CP1', 'UpdateFirmware', update), {});
      },
      { handlers: { UpdateFirmware: () => ({}) } },
    ));
});
