import { inEnglish } from '../../../../core/model/error-texts.js';
import { openRecordStore } from '../../../../core/records/open-record-store.js';
import { FakeClock } from '../../../means/fake-clock.js';
import { KeptLog } from '../../../means/kept-log.js';
import { newCharge } from './store.js';

/** A process that opens the records, begins a charge and holds on until its input ends; then it closes them. */
async function hold(folder: string): Promise<void> {
  const log = new KeptLog();
  const store = await openRecordStore(folder, { log, say: inEnglish, clock: new FakeClock() });
  console.log(`holds ${await store.beginCharge(newCharge({ idTag: 'HOLDER' }))}`);
  process.stdin.resume().on('end', () => {
    store
      .close()
      .then(() => console.log(`log ${JSON.stringify(log.lines)}`))
      .catch((error: unknown) => console.log(String(error)))
      .finally(() => process.exit(0));
  });
}

hold(process.argv[2] ?? '').catch((error: unknown) => {
  console.error(error);
  process.exit(3);
});
