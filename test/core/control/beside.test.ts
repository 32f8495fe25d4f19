import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LOOK_BACK_MS } from '../../../core/control/sun/presets.js';
import type { ChargerFacts } from '../../../core/model/charger.js';
import type { SiteFacts } from '../../../core/model/site-facts.js';
import { amps, monoMs } from '../../../core/model/units.js';
import { chargerFacts, House, siteFacts } from './house.js';

interface Other {
  readonly mode: ChargerFacts['mode'];
  readonly over?: Partial<ChargerFacts>;
}
interface Given extends Partial<SiteFacts> {
  readonly sunW: number;
  readonly beside?: Other;
  /** What the sky has left for all cars together in the last minutes, W. */
  readonly pastW?: number;
  readonly gridWh?: number;
}
/** A one-phase car waits in ECO+ for its first sun; one beside it charges at its minimum, as its mode says. */
function waiting({ sunW, beside, pastW, gridWh = 0, ...site }: Given): House {
  const other = beside && chargerFacts('a', { mode: beside.mode, phases: [1], maxA: amps(6), ...beside.over });
  const b = chargerFacts('b', { mode: 'ECO+', phases: [1], maxA: amps(16) });
  const house = new House(siteFacts({ phases: 1, fuseA: amps(40), chargers: [...(other ? [other] : []), b], ...site }));
  house.plugIn('b');
  if (other) house.plugIn('a');
  house.cycle();
  if (other) house.status('a', 'Charging');
  house.pass(70);
  if (other) house.draws('a', [5.7]);
  house.grid((other ? 5.7 * 230 : 0) - sunW);
  const past = Array.from({ length: pastW === undefined ? 0 : 13 }, (_, k) => ({
    at: monoMs(house.now.monoMs - 10_000 * (13 - k)),
    value: pastW ?? 0,
    count: 1,
  }));
  assert.ok(LOOK_BACK_MS > 130_000);
  const { memory } = house.state;
  const own = { ...memory.chargers['b'], gridWh } as (typeof memory.chargers)[string];
  house.state = { ...house.state, memory: { ...memory, past, chargers: { ...memory.chargers, b: own } } };
  return house;
}
const starts = (given: Given): boolean => waiting(given).decision('b').limitA > 0;
const left = (given: Given): number | undefined => waiting(given).cycle().memory.chargers['b']?.gridWh;
const ECO: Other = { mode: 'ECO' };

describe('ECO+ beside another mode', () => {
  it('has the sun that ECO leaves, and all of it beside one that takes none', () => {
    const sun = { preset: 'literal' as const, sunW: 2500 };
    assert.deepEqual([starts(sun), starts({ ...sun, beside: ECO })], [true, false]);
    assert.equal(starts({ ...sun, sunW: 2700, beside: ECO }), true);
    assert.equal(starts({ ...sun, sunW: 2700, beside: { mode: 'FAST' } }), true, 'its draw is a load already');
    const noRoom = { circuits: [{ name: 'Garage', fuseA: amps(5) }] };
    assert.equal(starts({ ...sun, ...noRoom, beside: { mode: 'ECO', over: { circuit: 'Garage' } } }), true);
  });
  it('and of the last minutes what ECO would have left', () => {
    const sky = { sunW: 2000, pastW: 2000 };
    assert.deepEqual([starts(sky), starts({ ...sky, beside: ECO })], [true, false]);
    assert.equal(starts({ sunW: 3400, pastW: 3400, beside: ECO }), true);
  });
  it('and what one on FAST takes now is taken from the last minutes too', () => {
    const fast = { beside: { mode: 'FAST' } } as const;
    assert.equal(starts({ ...fast, sunW: 2000, pastW: 2000 }), false, '700 W are left, then as now');
    assert.equal(starts({ ...fast, sunW: 3400, pastW: 3400 }), true);
  });
});

describe('ECO+ that has spent what grid energy its preset allows', () => {
  it('has it again when the sun carries its minimum, beside those that follow it', () => {
    assert.deepEqual([left({ sunW: 1300, gridWh: 2000 }), left({ sunW: 1320, gridWh: 2000 })], [2000, 0]);
    assert.deepEqual(
      [left({ sunW: 2600, gridWh: 2000, beside: ECO }), left({ sunW: 2640, gridWh: 2000, beside: ECO })],
      [2000, 0],
    );
    assert.equal(left({ sunW: 2640, gridWh: 2000, beside: { mode: 'FAST' } }), 0, '1320 W beside its draw');
  });
  it('and can begin at once', () => {
    const sun = { sunW: 1400, pastW: 1400 };
    assert.deepEqual([starts({ ...sun, gridWh: 2000 }), left({ ...sun, gridWh: 2000 })], [true, 0]);
    assert.equal(starts({ sunW: 1300, pastW: 1300, gridWh: 2000 }), false);
    assert.equal(starts({ sunW: 1300, pastW: 1300 }), true);
  });
});
