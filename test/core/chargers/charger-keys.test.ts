import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ChargerKeys } from '../../../core/chargers/charger-keys.js';
import { inEnglish } from '../../../core/model/error-texts.js';
import { flushes } from '../../means/flushed.js';
import { KeptLog } from '../../means/kept-log.js';
import { temporaryFolder } from '../../means/open-hub.js';

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
});
