import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { codeOf, type SiteEvent } from '../../core/index.js';
import { diagnosticsAdvice } from '../../core/words/names.js';
import { eventually } from '../means/eventually.js';
import { FieldHome } from '../means/field-home.js';
import { CHARGER_ID, type Hub, openHub, temporaryFolder } from '../means/open-hub.js';

describe('maintenance over the one port', () => {
  const folder = temporaryFolder('firmware');
  const image = join(folder.path, 'HC-11 V2.bin');
  const told: string[] = [];
  let hub: Hub;
  before(async () => {
    writeFileSync(image, Buffer.alloc(40_000, 7));
    hub = await openHub();
    hub.site.on((event: SiteEvent) => {
      if (event.event === 'firmware' || event.event === 'diagnostics')
        told.push(`${event.event} ${String(event.detail['status'])}`);
    });
    await eventually('the charger is online', () => hub.charger().online);
  });
  after(async () => {
    await hub.close();
    folder.remove();
  });

  it('diagnostics come to the hub itself and can be read', async () => {
    await hub.site.command({ do: 'diagnostics', charger: 'Garage' });
    const [file] = await eventually('an upload', async () => {
      const files = await hub.site.query({ what: 'diagnostics', charger: CHARGER_ID });
      return files.length > 0 ? files : false;
    });
    assert.ok(Number(file?.['sizeBytes']) > 0);
    assert.ok(readFileSync(String(file?.['file'])).length > 0);
    await eventually('its status is told', () => told.includes('diagnostics Uploaded'));
  });

  it('a charger that only writes to FTP: what to do is told, in the language of the site', async () => {
    for (const [language, words] of [
      ['en', /start an FTP server/],
      ['de', /starte einen FTP-Server/],
      ['it', /avvia un server FTP/],
      ['fr', /démarrez un serveur FTP/],
      ['es', /inicia un servidor FTP/],
      ['zh', /启动一个 FTP 服务器/],
    ] as const)
      assert.match(diagnosticsAdvice(language), words);
    const ftp = await FieldHome.open({
      make: { operations: ['GetConfiguration', 'GetDiagnostics', 'SetChargingProfile'] },
      handlers: { GetDiagnostics: () => ({}) },
    });
    try {
      const advice: unknown[] = [];
      ftp.site.on((event) => {
        if (event.event === 'diagnostics') advice.push(event.detail['advice']);
      });
      const asked = (): Promise<unknown> => ftp.site.command({ do: 'diagnostics', charger: CHARGER_ID });
      await assert.rejects(asked(), { code: 'NOT_SUPPORTED', message: diagnosticsAdvice('en') });
      ftp.point.on('GetDiagnostics', () => ['GenericError', 'ftp only']);
      await assert.rejects(asked(), { code: 'NOT_SUPPORTED', message: diagnosticsAdvice('en') });
      ftp.point.on('GetDiagnostics', () => ({ fileName: 'log.txt' }));
      await asked();
      await ftp.point.call('DiagnosticsStatusNotification', { status: 'UploadFailed' });
      await eventually('it is told', () => advice.includes(diagnosticsAdvice('en')));
    } finally {
      await ftp.close();
    }
  });

  it('firmware is refused while a car charges', async () => {
    hub.home.setSun(9000);
    hub.home.plug();
    await eventually('it charges', () => hub.charger().session !== null);
    const refused = await hub.site.command({ do: 'firmware', charger: CHARGER_ID, file: image }).catch(codeOf);
    assert.equal(typeof refused, 'string', 'it was not refused');
    hub.home.unplug();
    await eventually('it is over', () => hub.charger().state === 'standby');
  });

  it('a firmware file is served by the hub: size and MD5 told, progress and outcome as events', async () => {
    const { applied } = await eventually('the charge is wholly over', () =>
      hub.site.command({ do: 'firmware', charger: CHARGER_ID, file: image }).catch(() => false as const),
    );
    assert.equal(applied['sizeBytes'], 40_000);
    assert.match(String(applied['md5']), /^[0-9a-f]{32}$/);
    await eventually('it is installed', () => told.includes('firmware Installed'));
    assert.ok(told.includes('firmware Downloaded'), told.join());
  });

  it('what is no file, and neither url nor file, is refused with what to do', async () => {
    for (const command of [{ file: join(folder.path, 'none.bin') }, {}, { url: 'http://x/y', file: image }]) {
      await assert.rejects(hub.site.command({ do: 'firmware', charger: CHARGER_ID, ...command }), {
        code: 'INVALID_INPUT',
      });
    }
  });
});
