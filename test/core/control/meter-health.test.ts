import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gridMeter, readingAgeMs, readingsOf } from '../../../core/control/fuse/meter-health.js';
import { unheardMeter } from '../../../core/control/initial-state.js';
import type { MeterState, SiteState } from '../../../core/control/site-state.js';
import type { MeterReading } from '../../../core/model/reading.js';
import { amps, monoMs, seconds, wattHours, watts } from '../../../core/model/units.js';
import { chargerFacts, House, siteFacts } from './house.js';

const AT = monoMs(1_000_000);
const ago = (s: number) => monoMs(AT - s * 1000);

interface Given extends Partial<MeterState> {
  readonly readAgoS?: number;
  readonly periodS?: number;
  /** Seconds since each charger's current changed; null: never. */
  readonly drawsAgoS?: readonly (number | null)[];
  readonly battery?: Partial<MeterState>;
  readonly exportLimitW?: number;
}
function house({ readAgoS = 0, periodS = 2, drawsAgoS = [], battery, exportLimitW, ...over }: Given): SiteState {
  const ids = drawsAgoS.map((_, k) => `c${k}`);
  const meters = [{ meterId: 'grid', role: 'grid', periodS: seconds(periodS) }] as const;
  const chargerList = ids.map((id) => chargerFacts(id));
  const limited = exportLimitW === undefined ? {} : { exportLimitW };
  const home = new House(siteFacts({ meters, chargers: chargerList, ...limited }));
  const reading = { meterId: 'grid', role: 'grid', takenAt: ago(readAgoS), powerW: watts(0) } as const;
  const grid = {
    meterId: 'grid',
    role: 'grid',
    reading,
    heardAt: AT,
    changedAt: AT,
    gapsMs: [],
    trouble: null,
  } as const;
  const chargers = ids.map((id, k) => {
    const s = drawsAgoS[k] ?? null;
    return [id, { ...home.charger(id), drawChangedAt: s === null ? null : ago(s) }] as const;
  });
  return {
    ...home.state,
    meters: {
      ...(battery && { battery: { ...grid, meterId: 'battery', role: 'battery', ...battery } }),
      grid: { ...grid, ...over },
    },
    chargers: Object.fromEntries(chargers),
  };
}
const well = (given: Given): boolean => gridMeter(house(given), AT) !== null;

describe('whether a meter can be believed: silent', () => {
  it('after three periods, at least ten seconds', () => {
    assert.deepEqual([well({ readAgoS: 10 }), well({ readAgoS: 10.1 })], [true, false]);
    assert.deepEqual([well({ readAgoS: 15, periodS: 5 }), well({ readAgoS: 15.1, periodS: 5 })], [true, false]);
    assert.deepEqual([well({ reading: null }), well({ readAgoS: -5 })], [false, true]);
  });
  it('after ten seconds, whatever its period, where it says itself that it is in trouble', () => {
    const troubled = (readAgoS: number): boolean => well({ readAgoS, periodS: 5, trouble: 'no answer' });
    assert.deepEqual([troubled(0), troubled(10), troubled(10.1)], [true, true, false]);
  });
  it('a value of a moment to come is new, one that never came is endlessly old', () => {
    const meter = unheardMeter('grid', 'grid');
    const age = (s: number): number =>
      readingAgeMs({ ...meter, reading: { meterId: 'grid', role: 'grid', takenAt: ago(s), powerW: watts(0) } }, AT);
    assert.deepEqual([age(5), age(-5), readingAgeMs(meter, AT)], [5000, 0, Number.POSITIVE_INFINITY]);
  });
  it('by its own pace where that is slower: the median, up to a minute', () => {
    const gapsMs = (...s: number[]) => ({ gapsMs: s.map((gap) => gap * 1000) });
    assert.equal(well({ readAgoS: 30, ...gapsMs(10, 10, 10) }), true);
    assert.equal(well({ readAgoS: 30.1, ...gapsMs(10, 10, 10) }), false);
    assert.equal(well({ readAgoS: 11, ...gapsMs(2, 100, 2, 2, 2) }), false, 'one outage');
    assert.equal(well({ readAgoS: 181, ...gapsMs(100, 100, 100) }), false);
    assert.equal(well({ readAgoS: 180, ...gapsMs(100, 100, 100) }), true);
    assert.equal(well({ readAgoS: 15, periodS: 5, ...gapsMs(1, 1, 1) }), true);
  });
  it('another kind of meter is no grid meter, and one that nobody configured has a second', () => {
    assert.equal(well({ role: 'solar' }), false);
    assert.deepEqual([well({ meterId: 'z', readAgoS: 10 }), well({ meterId: 'z', readAgoS: 10.1 })], [true, false]);
  });
});

describe('what no fuse hangs on counts', () => {
  const counts = (readAgoS: number, battery: Partial<MeterState> = {}): boolean => {
    const reading = { meterId: 'battery', role: 'battery', takenAt: ago(readAgoS), powerW: watts(-3000) } as const;
    return readingsOf(house({ battery: { reading, ...battery } }), 'battery', AT).length > 0;
  };
  it('for a minute', () => assert.deepEqual([counts(60), counts(60.1)], [true, false]));
  it('for two periods where a value comes once a minute, so that none is missed on its way', () => {
    const gapsMs = [60_000, 60_000, 61_000];
    assert.deepEqual([counts(62, { gapsMs }), counts(120, { gapsMs }), counts(120.1, { gapsMs })], [true, true, false]);
  });
});

describe('whether a meter can be believed: frozen', () => {
  const frozen = (changedAgoS: number, drawsAgoS: readonly (number | null)[], also: Given = {}): boolean =>
    !well({ changedAt: ago(changedAgoS), drawsAgoS, ...also });
  it('the same for a minute although a car changed meanwhile', () => {
    assert.deepEqual([frozen(60, [30]), frozen(60.1, [30])], [false, true]);
    assert.equal(frozen(70, []), false);
    assert.equal(frozen(70, [null]), false);
    assert.equal(frozen(70, [null, 30]), true, 'any of them');
    assert.deepEqual([frozen(70, [70]), frozen(70, [69])], [false, true]);
    assert.deepEqual(
      [frozen(70, [5]), frozen(70, [5.1])],
      [false, true],
      'a change of this moment is not yet on the meter',
    );
    assert.equal(!well({ changedAt: null, drawsAgoS: [30] }), false);
  });
  it('not where a house battery has changed since: it may have made good what the car took', () => {
    const battery = (changedAgoS: number | null) => ({
      battery: { changedAt: changedAgoS === null ? null : ago(changedAgoS) },
    });
    assert.deepEqual([frozen(70, [30], battery(40)), frozen(70, [30], battery(70))], [false, true]);
    assert.equal(frozen(70, [30], battery(null)), true);
    assert.equal(frozen(70, [30], { battery: { role: 'solar', changedAt: ago(40) } }), true);
  });
  it('nor where an inverter that may feed in only so much has given other than before', () => {
    const solar = (changedAgoS: number): Given => ({
      exportLimitW: 0,
      battery: { role: 'solar', changedAt: ago(changedAgoS) },
    });
    assert.deepEqual([frozen(70, [30], solar(40)), frozen(70, [30], solar(70))], [false, true]);
    assert.equal(frozen(70, [30], { exportLimitW: 0 }), true);
  });
});

describe('what a reading changes', () => {
  const told = (...readings: readonly Partial<MeterReading>[]): MeterState | undefined => {
    const house = new House(siteFacts());
    for (const reading of readings) {
      house.pass(2);
      house.tell({
        kind: 'reading',
        reading: { meterId: 'grid', role: 'grid', takenAt: house.now.monoMs, powerW: watts(100), ...reading },
      });
    }
    return house.state.meters['grid'];
  };
  const changed = (...readings: readonly Partial<MeterReading>[]): boolean => {
    const meter = told(...readings);
    return meter?.changedAt === meter?.reading?.takenAt;
  };
  it('any other value is a change: power, a phase; not energy, which may have changed before the rest stood still', () => {
    assert.deepEqual([changed({}), changed({}, {}), changed({}, { powerW: watts(101) })], [true, false, true]);
    assert.equal(changed({}, { importWh: wattHours(5) }), false);
    const phases = (...values: number[]) => ({ phaseW: values.map(watts) });
    assert.deepEqual(
      [changed(phases(1, 2, 3), phases(1, 2, 3)), changed(phases(1, 2, 3), phases(1, 3, 2))],
      [false, true],
    );
    assert.equal(changed({ currentA: [1, 2].map(amps) }, { currentA: [1, 3].map(amps) }), true);
    assert.equal(changed({}, phases(1, 2, 3)), true);
  });
  it('absurd or from the future, it is not taken', () => {
    const none = (reading: Partial<MeterReading>) => told(reading)?.reading === null;
    assert.equal(none({}), false);
    for (const reading of [
      { powerW: watts(1e9) },
      { takenAt: monoMs(Number.NaN) },
      { phaseW: [1, 1e9, 1].map(watts) },
      { currentA: [1, Number.NaN, 1].map(amps) },
      { takenAt: monoMs(1_062_001) },
    ])
      assert.equal(none(reading), true, JSON.stringify(reading));
    assert.equal(none({ takenAt: monoMs(1_062_000) }), false);
  });
  it('the times between the last five, and that trouble is over', () => {
    const meter = told({}, {}, {}, {}, {}, {}, {});
    assert.deepEqual([meter?.gapsMs, meter?.trouble], [[2000, 2000, 2000, 2000, 2000], null]);
    const same = { takenAt: monoMs(1_000_500) };
    assert.deepEqual(told(same, same)?.gapsMs, []);
  });
});
