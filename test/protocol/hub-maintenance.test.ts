import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { codeOf, type SiteEvent } from '../../core/index.js';
import { eventually } from '../means/eventually.js';
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
    const [file] = await eventually(
      'an upload',
      async () => {
        const files = await hub.site.query({ what: 'diagnostics', charger: CHARGER_ID });
        return files.length > 0 ? files : false;
      },
      30_000,
    );
    assert.ok(Number(file?.['sizeBytes']) > 0);
    assert.ok(readFileSync(String(file?.['file'])).length > 0);
    await eventually('its status is told', () => told.includes('diagnostics Uploaded'));
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
    await eventually('it is installed', () => told.includes('firmware Installed'), 60_000);
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
