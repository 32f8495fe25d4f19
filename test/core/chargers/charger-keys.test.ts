import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ChargerKeys } from '../../../core/chargers/charger-keys.js';
import { inEnglish } from '../../../core/model/error-texts.js';
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

  it('that the disk does not hand out are told once, and in force when it does', (t) => {
    const { path, remove } = temporaryFolder('keys');
    t.after(remove);
    const file = join(path, 'charger-keys.json');
    mkdirSync(file);
    const log = new KeptLog();
    const keys = new ChargerKeys(path, log, inEnglish);
    const shows = (password: string) => keys.admits('garage', undefined, (known) => known === password);
    assert.ok(shows(''), 'as the configuration has it');
    assert.equal(log.lines.length, 1);
    rmdirSync(file);
    writeFileSync(file, JSON.stringify({ garage: { keys: [KEY], replaced: sha256('') } }));
    assert.deepEqual([shows(''), shows(KEY), log.lines.length], [false, true, 1]);
  });
});
