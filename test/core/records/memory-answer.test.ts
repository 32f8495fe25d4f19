import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { folderOf, newCharge, openStore } from './means/store.js';

describe('what is asked while the disk refuses', () => {
  it('of one card is answered with the charges of that card, in any case of its letters', async (t) => {
    const notAFolder = join(folderOf(t), 'file');
    writeFileSync(notAFolder, '');
    const { store } = await openStore(t, join(notAFolder, 'records'));
    const anna = await store.beginCharge(newCharge({ idTag: 'AB12' }));
    await store.beginCharge(newCharge({ idTag: 'CD34' }));
    const rows = await store.query({ what: 'charges', idTag: 'ab12' });
    assert.deepEqual(
      rows.map((row) => row['number']),
      [anna],
    );
  });
});
