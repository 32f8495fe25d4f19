import { inEnglish } from '../../../../core/model/error-texts.js';
import { NO_WISHES } from '../../../../core/model/wishes.js';
import { openRecordStore } from '../../../../core/records/open-record-store.js';
import { FakeClock } from '../../../means/fake-clock.js';
import { KeptLog } from '../../../means/kept-log.js';
import { endOf, newCharge } from './store.js';

/** A process whose disk takes only so much: writes until it refuses, then goes on for a while and tells how it went. */
async function overfill(folder: string): Promise<void> {
  const log = new KeptLog();
  let refused = '';
  const store = await openRecordStore(folder, {
    log,
    say: inEnglish,
    clock: new FakeClock(),
    trouble: (error) => {
      refused ||= `${error?.code} ${error?.message}`;
    },
  });
  const numbers: number[] = [];
  let after = 0;
  for (let round = 0; round < 3000 && after < 20; round += 1) {
    if (refused) after += 1;
    const number = await store.beginCharge(newCharge({ meterStartWh: round }));
    numbers.push(number);
    const cards = [{ idTag: String(round), name: 'x'.repeat(20_000), allowed: true }];
    await store.saveWishes({ ...NO_WISHES, cards });
    if (round % 2 === 0) await store.endCharge(endOf(number));
  }
  const rows = await store.query({ what: 'charges' });
  const lastIsThere = rows.some((row) => row['number'] === numbers.at(-1));
  const unique = new Set(numbers).size === numbers.length;
  console.log(JSON.stringify({ refused, after, unique, lastIsThere, errors: log.matching(/^error/).length }));
  await store.close();
}

overfill(process.argv[2] ?? '').catch((error: unknown) => {
  console.error(error);
  process.exit(3);
});
