import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inEnglish } from '../../../core/model/error-texts.js';
import { watts } from '../../../core/model/units.js';
import { NO_WISHES } from '../../../core/model/wishes.js';
import { Loop } from '../../../core/site/loop.js';
import { FakeClock } from '../../means/fake-clock.js';
import { KeptLog } from '../../means/kept-log.js';
import { siteFacts } from '../control/house.js';

describe('an error of ours in the loop', () => {
  it('is said once while it lasts, though all else goes well, and again when it comes back', async () => {
    const [clock, log] = [new FakeClock(), new KeptLog()];
    const kept = { abilities: {}, memory: null, transactions: {} };
    let broken = true;
    const loop = new Loop(
      { kind: 'opened', facts: siteFacts(), wishes: NO_WISHES, kept },
      {
        clock,
        log,
        say: inEnglish,
        send: async () => ({ result: 'accepted' }),
        folded: ({ kind }) => {
          if (broken && kind === 'reading') throw new Error('a fault of ours');
        },
        decided: () => undefined,
      },
    );
    loop.start();
    const read = async (): Promise<void> => {
      const takenAt = clock.now().monoMs;
      loop.observe({ kind: 'reading', reading: { meterId: 'grid', role: 'grid', powerW: watts(100), takenAt } });
      await clock.advance(1000);
    };
    for (let second = 0; second < 5; second += 1) await read();
    assert.equal(log.matching(/a fault of ours/).length, 1);
    broken = false;
    await read();
    broken = true;
    await read();
    assert.equal(log.matching(/a fault of ours/).length, 2);
    loop.close();
  });
});
