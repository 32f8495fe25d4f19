import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { takesLimits } from '../../../core/control/car/steering.js';
import { connect } from '../../../core/control/observe/connection.js';
import { BROKE_OFF, type Command, type CommandOutcome } from '../../../core/model/command.js';
import { monoMs } from '../../../core/model/units.js';
import { chargingHouse } from './house.js';

describe('a charger that takes no limits', () => {
  const refuses = (kept: boolean) => (command: Command) =>
    command.kind === 'set-limit' || (command.kind !== 'stop-transaction' && !kept)
      ? ({ result: 'refused', detail: 'Rejected' } as const)
      : ({ result: 'accepted' } as const);
  for (const [what, kept, drawsA, houseA, mode] of [
    ['no limit', false, 16, 2, 'ECO'],
    ['no limit but its safe current', true, 6, 15, 'FAST'],
  ] as const)
    it(`one known to take ${what} is not stopped when it is back: it counts as such until it takes one`, () => {
      const house = chargingHouse();
      house.answer = refuses(kept);
      const charge = (s: number): void => {
        for (let t = 0; t < s; t += 5) {
          house.pass(5);
          house.draws('a', [drawsA, drawsA, drawsA]);
          house.grid(...[0, 1, 2].map(() => (houseA + drawsA) * 230));
          house.cycle();
        }
      };
      const ended = (): number => house.commands.filter(({ kind }) => kind === 'stop-transaction').length;
      house.connect('a');
      charge(120);
      house.wish('a', { mode });
      charge(10);
      for (const reconnects of [1, 2, 3]) {
        house.tell({ kind: 'disconnected', chargerId: 'a' });
        house.pass(20);
        house.connect('a');
        charge(120);
        assert.deepEqual([reconnects, ended()], [reconnects, 0]);
      }
      house.answer = () => ({ result: 'accepted' });
      charge(310);
      assert.ok(takesLimits(house.charger('a')), 'asked on, and steered once it takes one');
    });
  it('a new connection forgets what was refused, but what broke one off and what proves that no limit is taken', () => {
    const refused = (alike: number, detail = 'Rejected') =>
      ({ count: alike, alike, at: monoMs(0), result: 'refused', detail }) as const;
    const rows = [
      [{ 'set-limit': refused(4) }, ['set-limit']],
      [{ 'set-limit': refused(3) }, []],
      [{ 'start-transaction': refused(4) }, []],
      [{ 'start-transaction': refused(1, BROKE_OFF) }, ['start-transaction']],
    ] as const;
    const before = chargingHouse().charger('a');
    for (const [refusals, left] of rows)
      assert.deepEqual(Object.keys(connect({ ...before, refusals }, monoMs(1)).refusals), left);
  });
  const silent: CommandOutcome = { result: 'failed', detail: 'Timeout' };
  const no = (detail: string): CommandOutcome => ({ result: 'refused', detail });
  for (const [what, first, takes] of [
    ['three limits not answered and one refused prove nothing: silence is no refusal', [silent, silent, silent], true],
    ['four refusals prove it, in whatever words', [no('NotSupported'), no('Rejected'), no('InternalError')], false],
  ] as const)
    it(what, () => {
      const house = chargingHouse();
      const ends = [...first];
      house.connect('a');
      house.answer = (command) =>
        command.kind === 'set-limit'
          ? (ends.shift() ?? { result: 'refused', detail: 'Rejected' })
          : { result: 'accepted' };
      for (let t = 0; t < 120 && (house.charger('a').refusals['set-limit']?.count ?? 0) < 4; t += 2) {
        house.pass(2);
        house.draws('a', [6, 6, 6]);
        house.grid(2000, 2000, 2000);
        house.cycle();
      }
      assert.deepEqual([house.charger('a').refusals['set-limit']?.count, takesLimits(house.charger('a'))], [4, takes]);
    });
});
