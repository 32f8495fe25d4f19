import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inEnglish } from '../../../core/model/error-texts.js';
import { wallMs } from '../../../core/model/units.js';
import { LogOnce } from '../../../core/site/log-once.js';
import { ReserveAtCharger } from '../../../core/site/reserve-at-charger.js';
import { FakeClock, settle } from '../../means/fake-clock.js';
import { KeptLog } from '../../means/kept-log.js';
import { chargerFacts, House, siteFacts } from '../control/house.js';

describe('a reservation at a charger that takes its time', () => {
  it('is the last one wished, though it has the number of one that was taken back meanwhile', async () => {
    const house = new House(siteFacts({ chargers: [chargerFacts('CP1')] }));
    const clock = new FakeClock();
    const asked: unknown[] = [];
    const answers: (() => void)[] = [];
    const reserve = new ReserveAtCharger({
      clock,
      once: new LogOnce(new KeptLog(), clock, inEnglish),
      state: () => house.state,
      call: (_, action, { idTag }) => {
        asked.push([action, idTag]);
        return new Promise((resolve) => answers.push(() => resolve({ status: 'Accepted' })));
      },
    });
    const untilAt = wallMs(clock.now().wallMs + 3_600_000);
    const wish = (idTag?: string): void => {
      const before = house.state;
      house.wish('CP1', { reservation: idTag === undefined ? null : { reservationId: 1, idTag, untilAt } });
      const event = house.journal.at(-1);
      if (event) reserve.folded(event, before, house.state);
    };
    house.connect('CP1');
    wish('ANNA');
    wish();
    wish('BEN');
    answers.shift()?.();
    await settle();
    assert.deepEqual(asked, [
      ['ReserveNow', 'ANNA'],
      ['ReserveNow', 'BEN'],
    ]);
  });
});
