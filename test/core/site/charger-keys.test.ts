import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { inEnglish } from '../../../core/model/error-texts.js';
import { ChargerKeys } from '../../../core/site/charger-keys.js';
import { flushes } from '../../means/flushed.js';
import { KeptLog } from '../../means/kept-log.js';
import { temporaryFolder } from '../../means/open-hub.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const KEY = 'ab'.repeat(20);

describe('the passwords of chargers', () => {
  it('are flushed before their file has its name, and that before one is sent: a power cut leaves it whole', async (t) => {
    const { path, remove } = temporaryFolder('keys');
    t.after(remove);
    const file = join(path, 'charger-keys.json');
    const heard = await flushes(t, file);
    const sentWhenThere: boolean[] = [];
    const keys = new ChargerKeys(path, new KeptLog(), inEnglish);
    await keys.change('garage', KEY, async () => void sentWhenThere.push(existsSync(file)));
    assert.deepEqual([heard, sentWhenThere], [[false], [true]]);
    assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), { garage: { keys: [KEY] } });
  });

  it('that the disk does not hand out are told once; nobody comes in without one, and they are in force when it does', (t) => {
    const { path, remove } = temporaryFolder('keys');
    t.after(remove);
    const file = join(path, 'charger-keys.json');
    mkdirSync(file);
    const log = new KeptLog();
    const keys = new ChargerKeys(path, log, inEnglish);
    const shows = (password: string) => keys.admits('garage', undefined, (known) => known === password);
    assert.equal(shows(''), false, 'it may have had one');
    assert.ok(keys.admits('garage', 'configured', (known) => known === 'configured'));
    assert.match(log.lines.join(), /cannot be read.*password in the settings.*delete it/);
    rmdirSync(file);
    writeFileSync(file, JSON.stringify({ garage: { keys: [KEY], replaced: sha256('') } }));
    assert.deepEqual([shows(''), shows(KEY), log.lines.length], [false, true, 1]);
  });

  it('that a newer one has replaced are off the disk once all is settled', async (t) => {
    const { path, remove } = temporaryFolder('keys');
    t.after(remove);
    const keys = new ChargerKeys(path, new KeptLog(), inEnglish);
    const newer = 'cd'.repeat(20);
    for (const key of [KEY, newer]) await keys.change('garage', key, async () => {});
    assert.ok(keys.admits('garage', undefined, (known) => known === newer));
    await keys.settle();
    assert.deepEqual(readdirSync(path), ['charger-keys.json']);
    const kept = JSON.parse(readFileSync(join(path, 'charger-keys.json'), 'utf8'));
    assert.deepEqual(kept, { garage: { keys: [newer], replaced: sha256('') } });
  });

  for (const damaged of ['', '{"garage":{"keys":["ab', 'null', '[1]', '{"garage":{}}', '{"garage":{"keys":[7]}}']) {
    it(`damaged (${damaged}) let nobody in without one, are not written over, and no longer asked for once deleted`, async (t) => {
      const { path, remove } = temporaryFolder('keys');
      t.after(remove);
      const file = join(path, 'charger-keys.json');
      writeFileSync(file, damaged);
      const log = new KeptLog();
      const keys = new ChargerKeys(path, log, inEnglish);
      const comesIn = () => keys.admits('garage', undefined, () => false);
      assert.equal(comesIn(), false);
      await assert.rejects(
        keys.change('other', KEY, async () => {}),
        { code: 'STORAGE', message: /cannot be read/ },
      );
      assert.equal(readFileSync(file, 'utf8'), damaged);
      rmSync(file);
      assert.deepEqual([comesIn(), log.lines.length], [true, 1]);
    });
  }
});
