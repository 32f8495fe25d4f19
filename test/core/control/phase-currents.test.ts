import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { phaseCurrents } from '../../../core/control/fuse/phase-currents.js';
import type { MeterReading } from '../../../core/model/reading.js';
import { volts, watts } from '../../../core/model/units.js';
import { House, siteFacts } from './house.js';

const reading = (house: House, powerW: readonly number[], voltageV?: readonly number[]): MeterReading => ({
  meterId: 'grid',
  role: 'grid',
  takenAt: house.now.monoMs,
  powerW: watts(powerW.reduce((sum, power) => sum + power, 0)),
  phaseW: powerW.map(watts),
  ...(voltageV && { voltageV: voltageV.map(volts) }),
});

describe('currents of a meter that tells power alone', () => {
  const house = new House(siteFacts());
  const rows: readonly [because: string, powerW: number[], voltageV: number[] | undefined, currentA: number[]][] = [
    ['by the voltage it measures', [2300, -1150, 0], [230, 115, 230], [10, -10, 0]],
    ['by that of the supply, where it measures none', [2300, -1150, 0], undefined, [10, -5, 0]],
    ['by that of the supply on a phase that is dead', [2300, 0, -230], [230, 0, 0], [10, 0, -1]],
    ['and on one that has a trace of its neighbours', [2300, 460, 0], [230, 1, 40], [10, 2, 0]],
  ];
  for (const [because, powerW, voltageV, currentA] of rows) {
    it(because, () => assert.deepEqual(phaseCurrents(house.state, reading(house, powerW, voltageV)), currentA));
  }

  it('a car on FAST charges beside phases that are dead at the meter', () => {
    const live = new House(siteFacts());
    live.plugIn('a');
    live.wish('a', { mode: 'FAST' });
    for (let second = 0; second < 5; second++) {
      live.pass(1);
      live.tell({ kind: 'reading', reading: reading(live, [460, 0, 0], [230, 0, 0]) });
      live.cycle();
    }
    assert.ok((live.last?.decisions[0]?.limitA ?? 0) >= 6, JSON.stringify(live.last?.decisions));
  });
});
