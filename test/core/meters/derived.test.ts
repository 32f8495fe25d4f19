import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { derivedReading } from '../../../core/meters/derived.js';
import { openMeters } from '../../../core/meters/open-meters.js';
import type { MeterPlace } from '../../../core/meters/reading-of.js';
import type { MeterConfig } from '../../../core/model/config.js';
import { codeOf } from '../../../core/model/error.js';
import { inEnglish } from '../../../core/model/error-texts.js';
import type { MeterReading, MeterRole } from '../../../core/model/reading.js';
import { amps, monoMs, volts, watts } from '../../../core/model/units.js';
import { FakeClock } from '../../means/fake-clock.js';
import { KeptLog } from '../../means/kept-log.js';
import { KeptMeters } from '../../means/kept-meters.js';

const said = (role: MeterRole, powerW: number, more: Partial<MeterReading> = {}): MeterReading => ({
  meterId: role,
  role,
  takenAt: monoMs(1000),
  powerW: watts(powerW),
  ...more,
});
const place = (role: MeterRole, supplyPhases: 1 | 3 = 3): MeterPlace => ({
  meterId: role,
  role,
  supplyPhases,
  phases: [1, 2, 3],
  invert: false,
  clamps: [],
});
const derive = (role: MeterRole, ...list: MeterReading[]) =>
  derivedReading(
    place(role),
    list.map((last) => ({ role: last.role, last })),
    230,
  );

describe('a derived meter: grid + solar + battery = house + chargers', () => {
  it('grid is what the house takes and the roof does not give', () => {
    assert.equal(derive('grid', said('house', 3000), said('solar', 5000))?.powerW, -2000);
  });
  it('a battery that discharges takes load off the grid', () => {
    assert.equal(derive('grid', said('house', 3000), said('solar', 0), said('battery', 1000))?.powerW, 2000);
  });
  it('house, solar and battery are found the same way', () => {
    assert.equal(derive('house', said('grid', -2000), said('solar', 5000))?.powerW, 3000);
    assert.equal(derive('solar', said('house', 3000), said('grid', -2000))?.powerW, 5000);
    assert.equal(derive('battery', said('house', 3000), said('grid', 0), said('solar', 5000))?.powerW, -2000);
  });
  it('a load is already in the house', () => {
    assert.equal(derive('grid', said('house', 3000), said('load', 500))?.powerW, 3000);
  });
  it('several roofs count together', () => {
    assert.equal(derive('grid', said('house', 1000), said('solar', 300), said('solar', 400))?.powerW, 300);
  });
  it('is as old as the oldest it is made of, because a stale part makes it stale', () => {
    const old = said('solar', 5000, { takenAt: monoMs(10) });
    assert.equal(derive('grid', said('house', 3000), old)?.takenAt, 10);
  });
  it('has phases and currents only where all its meters have them', () => {
    const house = said('house', 3000, { phaseW: [1000, 1000, 1000].map(watts), voltageV: [230, 230, 230].map(volts) });
    const solar = said('solar', 690, { phaseW: [690, 0, 0].map(watts) });
    const grid = derive('grid', house, solar);
    assert.deepEqual(grid?.phaseW, [310, 1000, 1000]);
    assert.equal(Number(grid?.currentA?.[1]?.toFixed(3)), 4.348);
    assert.equal(derive('grid', house, said('solar', 690))?.phaseW, undefined);
  });
  it('is not there while one of its meters is missing', () => {
    assert.equal(derivedReading(place('grid'), [{ role: 'house', last: undefined }], 230), undefined);
    assert.equal(derive('grid', said('solar', 5000)), undefined);
  });
  const charging = {
    takenAt: monoMs(5),
    powerW: watts(6900),
    phaseW: [2300, 2300, 2300].map(watts),
    currentA: [10, 10, 10].map(amps),
  };
  it('what the chargers draw comes from the grid beside what the house takes', () => {
    const house = said('house', 3000, { phaseW: [1000, 1500, 500].map(watts) });
    const grid = derivedReading(place('grid'), [{ role: 'house', last: house }], 230, charging);
    assert.equal(grid?.powerW, 9900);
    assert.deepEqual(grid?.phaseW, [3300, 3800, 2800]);
    assert.equal(grid?.takenAt, 1000, 'as old as the meters');
  });
  it('the house is the house without the chargers', () => {
    const grid = { role: 'grid', last: said('grid', 9900) } as const;
    assert.equal(derivedReading(place('house'), [grid], 230, charging)?.powerW, 3000);
  });
  it('whichever is missing, the balance closes', () => {
    const power = fc.integer({ min: -20_000, max: 20_000 });
    fc.assert(
      fc.property(power, power, power, power, (grid, solar, battery, cars) => {
        const all = { grid, solar, battery, house: grid + solar + battery - cars };
        for (const role of ['grid', 'solar', 'battery', 'house'] as const) {
          const others = Object.entries(all).filter(([other]) => other !== role);
          const sources = others.map(([other, value]) => ({
            role: other as MeterRole,
            last: said(other as MeterRole, value),
          }));
          const derived = derivedReading(place(role), sources, 230, { ...charging, powerW: watts(cars) });
          assert.equal(derived?.powerW, all[role]);
        }
      }),
    );
  });
});

describe('a derived meter in the configuration', () => {
  const open = (...configs: readonly MeterConfig[]) => {
    const kept = new KeptMeters();
    const world = {
      phases: 3,
      voltageV: 125,
      listener: kept,
      clock: new FakeClock(),
      log: new KeptLog(),
      say: inEnglish,
    } as const;
    return { kept, sources: openMeters(configs, world) };
  };
  it('without what it needs is told at once', () => {
    assert.throws(
      () => open({ type: 'derived', role: 'grid' }, { type: 'pushed', role: 'solar' }),
      (error: Error) =>
        codeOf(error) === 'BAD_CONFIG' && /grid value cannot be computed: add a house meter/.test(error.message),
    );
    assert.throws(() => open({ type: 'derived', role: 'load' }), /only grid, house, solar and battery/);
  });
  it('hears pushed readings, too', () => {
    const { kept, sources } = open(
      { type: 'derived', role: 'grid' },
      { type: 'pushed', role: 'house' },
      { type: 'pushed', role: 'solar' },
    );
    for (const source of sources) source.hear?.(said('house', 3000));
    assert.deepEqual(kept.readings, []);
    for (const source of sources) source.hear?.(said('solar', 1000));
    assert.equal(kept.last('grid')?.powerW, 2000);
  });
  it('reckons currents at the voltage of the settings, where no meter tells one: a fuse counts amperes', () => {
    const { kept, sources } = open({ type: 'derived', role: 'grid' }, { type: 'pushed', role: 'house' });
    for (const source of sources) source.hear?.(said('house', 3750, { phaseW: [2500, 1250, 0].map(watts) }));
    assert.deepEqual(kept.last('grid')?.currentA, [20, 10, 0]);
  });
});
