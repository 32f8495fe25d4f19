import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { recordCharger } from '../../../core/control/recall.js';
import type { Seat } from '../../../core/control/seat.js';
import { takeSeat } from '../../../core/control/take-seat.js';
import { amps, wattHours } from '../../../core/model/units.js';
import { chargerFacts, House, siteFacts } from './house.js';

const SPELL = { paceWs: 0, phasesWs: 0, dtS: 2, shortW: 0, carried: false, turned: false, voltageV: 230 };

describe('recall: whether ready-by has begun', () => {
  /** 11 kWh are wanted in an hour and a half, which is too late already, or by tonight. */
  const began = (time: string, alter: (seat: Seat) => Partial<Seat> = () => ({})): boolean => {
    const house = new House(siteFacts({ chargers: [chargerFacts('a', { mode: 'ECO+' })] }));
    house.plugIn('a');
    house.wish('a', { readyBy: { time, energyWh: wattHours(20_000), setAt: house.now.wallMs } });
    const seat = takeSeat(house.state, house.charger('a'), house.now, house.now.monoMs);
    const after = recordCharger({ ...seat, ...alter(seat) }, SPELL).readyBegan;
    assert.ok(after === null || after === house.now.wallMs);
    return after !== null;
  };
  it('by its time, and not before', () => assert.deepEqual([began('13:00'), began('23:00')], [true, false]));
  it('not where it may not draw', () => {
    assert.equal(
      began('13:00', ({ permit }) => ({ permit: { ...permit, mayDraw: false } })),
      false,
    );
  });
  it('nor where its ceiling is below its minimum; at it, it has', () => {
    const under = (currentA: number): boolean =>
      began('13:00', ({ ceiling }) => ({ ceiling: { ...ceiling, currentA: amps(currentA) } }));
    assert.deepEqual([under(5), under(6)], [false, true]);
  });
});
