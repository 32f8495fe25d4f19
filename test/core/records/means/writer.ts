import { inEnglish } from '../../../../core/model/error-texts.js';
import { NO_WISHES } from '../../../../core/model/wishes.js';
import { openRecordStore } from '../../../../core/records/open-record-store.js';
import { FakeClock } from '../../../means/fake-clock.js';
import { KeptLog } from '../../../means/kept-log.js';
import { endOf, minutesAfter, newCharge, wallAt } from './store.js';

/*
 * A process that charges for ever, until somebody kills it. It prints a line for every promise that was kept, after it
 * was kept: what is printed must be found in the file. A tick of its clock writes a batch.
 */
async function writeForEver(folder: string, life: number): Promise<void> {
  const clock = new FakeClock();
  const store = await openRecordStore(folder, { log: new KeptLog(), say: inEnglish, clock });
  console.log('open');
  for (let round = 0; ; round += 1) {
    const mark = life * 100_000 + round;
    const number = await store.beginCharge(newCharge({ meterStartWh: mark }));
    console.log(`began ${number} ${mark}`);
    await store.saveWishes({ ...NO_WISHES, cards: [{ idTag: `CARD-${mark}`, name: 'x'.repeat(400), allowed: true }] });
    console.log(`wished ${mark}`);
    for (let step = 1; step <= 5; step += 1) {
      store.progress({ number, energyWh: step * 10, solarWh: step * 7, gridWh: step * 3, peakW: 3000 });
      store.memory({ mark, step });
      store.journal({ kind: 'connected', chargerId: 'garage', ...momentOf(mark), at: clock.now().monoMs });
      await clock.advance(10_000);
    }
    if (round % 3 === 2) continue;
    await store.endCharge(endOf(number, { energyWh: 100, solarWh: 60, gridWh: 40, meterStopWh: mark + 100 }));
    console.log(`ended ${number}`);
  }
}

const momentOf = (mark: number) => ({ atWall: wallAt(minutesAfter(mark % 1000)) });

const [folder = '', life = '0'] = process.argv.slice(2);
writeForEver(folder, Number(life)).catch((error: unknown) => {
  console.error(error);
  process.exit(3);
});
