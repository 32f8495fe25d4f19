import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SiteSnapshot } from '../../core/index.js';
import { waitMs } from '../../homebridge-plugin/calm-levels.js';
import { HouseWatch } from '../../homebridge-plugin/house/house-watch.js';
import { type HouseSeen, houseServices } from '../../homebridge-plugin/house/services.js';
import { type SurplusWatch, watchSurplus } from '../../homebridge-plugin/house/surplus-watch.js';
import { readOptions } from '../../homebridge-plugin/options.js';
import { chargerSnapshot, siteSnapshot } from '../means/snapshots.js';

const plans = (homekit: Record<string, unknown>) => houseServices((word) => word, readOptions(homekit, 'en').options);

const NO_SURPLUS: SurplusWatch = { detected: false, changingSinceMs: null };

const ALL = {
  surplusPower: true,
  gridPower: true,
  solarPower: true,
  gridDirectionAs: 'contact',
  limitedAs: 'occupancy',
};

function values(subtype: string, site: Partial<SiteSnapshot>, says = { surplus: false, exporting: false }) {
  const seen: HouseSeen = { site: siteSnapshot(site), says };
  return plans(ALL)
    .find((one) => one.subtype === subtype)
    ?.values(seen);
}

describe('what the house shows in Home', () => {
  it('by default one sensor, and nothing at all when that is not wanted', () => {
    assert.deepEqual(
      plans({}).map((one) => `${one.service} ${one.subtype} ${one.label}`),
      ['OccupancySensor surplus surplus'],
    );
    assert.deepEqual(plans({ surplusAs: 'none' }), []);
  });

  it('surplus is active only while it is measured', () => {
    assert.deepEqual(values('surplus', {}, { surplus: true, exporting: false }), {
      OccupancyDetected: 1,
      StatusActive: true,
    });
    assert.deepEqual(values('surplus', { surplusW: null }), { OccupancyDetected: undefined, StatusActive: false });
  });

  it('while the meter at the grid cannot be believed, nothing is told of the grid', () => {
    const lost = { gridW: null, surplusW: null };
    for (const subtype of ['surplus', 'surplus-power', 'grid-power', 'grid-direction'])
      assert.equal(values(subtype, lost)?.StatusActive, false, subtype);
    assert.equal(values('pv-power', lost)?.StatusActive, true);
    const watch = new HouseWatch(readOptions({ surplusHoldS: 0 }, 'en').options, {});
    watch.look(siteSnapshot(lost), 0);
    assert.equal(watch.says.surplus, false);
    watch.look(siteSnapshot(), 1000);
    assert.equal(watch.says.surplus, true);
  });

  it('powers are lux; power that flows the other way is none', () => {
    assert.deepEqual(values('surplus-power', { surplusW: 1499.6 }), {
      CurrentAmbientLightLevel: 1500,
      StatusActive: true,
    });
    assert.deepEqual(values('grid-power', { gridW: -500 }), { CurrentAmbientLightLevel: 0.0001, StatusActive: true });
    assert.deepEqual(values('pv-power', { solarW: null }), {
      CurrentAmbientLightLevel: undefined,
      StatusActive: false,
    });
  });

  it('the grid contact opens while power flows out', () => {
    const contact = (exporting: boolean, gridW: number | null = -500) =>
      values('grid-direction', { gridW }, { surplus: false, exporting })?.ContactSensorState;
    assert.equal(contact(true), 1);
    assert.equal(contact(false), 0);
    assert.equal(contact(true, null), undefined, 'not measured: what was last known stands');
  });

  it('load limited means fuse, sharing, balance or an outside limit, not the sun and not the user', () => {
    const limited = (sources: readonly ('main-fuse' | 'circuit-fuse' | 'surplus' | 'user-limit' | 'sharing')[]) =>
      values('limited', { chargers: [chargerSnapshot({ sources })] })?.OccupancyDetected;
    assert.equal(limited(['main-fuse']), 1);
    assert.equal(limited(['circuit-fuse']), 1);
    assert.equal(limited(['user-limit', 'sharing']), 1);
    assert.equal(limited(['surplus']), 0);
    assert.equal(limited(['surplus', 'sharing']), 0, 'its share of the sun');
    assert.equal(limited(['sharing', 'surplus']), 0, 'its turn in the sun');
    assert.equal(limited(['surplus', 'sharing', 'main-fuse']), 1);
    assert.equal(limited(['user-limit']), 0);
  });
});

describe('a power that changes all the time', () => {
  for (const [told, value, sinceS, waitS, because] of [
    [1000, 1000, 0, null, 'nothing changed'],
    [1000, 1200, 0, 5, 'much at once waits 5 s'],
    [1000, 1200, 3, 2, 'the 5 s count from the last one told'],
    [1000, 1200, 60, 0, 'after a quiet while it is told at once'],
    [1000, 1090, 5, 25, 'less than a tenth waits half a minute'],
    [1000, 1090, 30, 0, 'but no longer'],
    [0.0001, 49, 5, 25, 'a few watts beside none are few'],
    [0.0001, 51, 5, 0, 'surplus begins'],
    [60, 0.0001, 5, 0, 'surplus ends'],
  ] as const) {
    it(`${told} → ${value} W after ${sinceS} s: ${because}`, () =>
      assert.equal(waitMs(told, value, sinceS * 1000), waitS === null ? null : waitS * 1000));
  }
});

describe('which way the grid flows', () => {
  const course = (looks: readonly (readonly [atS: number, gridW: number])[], before: unknown = {}) => {
    const watch = new HouseWatch(readOptions({}, 'en').options, before);
    return looks.map(([atS, gridW]) => {
      watch.look(siteSnapshot({ gridW, surplusW: null }), atS * 1000);
      return watch.says.exporting;
    });
  };

  it('is no change where a battery holds the grid at nothing', () => {
    const about = Array.from({ length: 60 }, (_, i) => [i, i % 3 === 0 ? 40 : -60] as const);
    assert.deepEqual(new Set(course(about)), new Set([false]));
    assert.deepEqual(new Set(course(about, { exporting: true })), new Set([true]));
  });

  it('changes once it has flowed the other way for ten seconds', () => {
    const looks = [0, 9, 10].map((atS) => [atS, -100] as const);
    assert.deepEqual(course([...looks, [11, 100], [20, 100], [21, 100]]), [false, false, true, true, true, false]);
  });

  it('looks again when a hold time is over, should nothing come before', () => {
    const watch = new HouseWatch(readOptions({}, 'en').options, { surplus: true });
    assert.equal(watch.look(siteSnapshot({ gridW: 5, surplusW: 0 }), 0), 60_001);
    assert.equal(watch.look(siteSnapshot({ gridW: -500, surplusW: 0 }), 1000), 10_001);
    assert.equal(watch.look(siteSnapshot({ gridW: 5, surplusW: 2000 }), 2000), null);
    assert.deepEqual(watch.says, { surplus: true, exporting: false });
  });
});

describe('surplus: threshold 1400 W, hysteresis 300 W, hold 60 s', () => {
  const settings = { surplusW: 1400, surplusHysteresisW: 300, surplusHoldS: 60 };
  /** What is detected after each look: seconds and watts. */
  const course = (looks: readonly (readonly [atS: number, powerW: number | null])[]) => {
    let watch = NO_SURPLUS;
    return looks.map(([atS, powerW]) => {
      watch = watchSurplus(watch, powerW, atS * 1000, settings);
      return watch.detected;
    });
  };

  for (const { looks, detected, because } of [
    {
      looks: [
        [0, 1400],
        [59, 1400],
        [60, 1400],
      ],
      detected: [false, false, true],
      because: 'it must hold for 60 s',
    },
    {
      looks: [
        [0, 2000],
        [30, 1399],
        [61, 2000],
      ],
      detected: [false, false, false],
      because: 'a cloud begins the hold anew',
    },
    {
      looks: [
        [0, 2000],
        [60, 2000],
        [61, 1101],
        [200, 1101],
      ],
      detected: [false, true, true, true],
      because: 'within the hysteresis nothing changes',
    },
    {
      looks: [
        [0, 2000],
        [60, 2000],
        [61, 1000],
        [121, 1000],
      ],
      detected: [false, true, true, false],
      because: 'it ends as it began, after 60 s',
    },
    {
      looks: [
        [0, 2000],
        [60, 2000],
        [61, null],
        [500, null],
      ],
      detected: [false, true, true, true],
      because: 'a silent meter changes nothing',
    },
    {
      looks: [
        [0, 2000],
        [30, null],
        [61, 2000],
      ],
      detected: [false, false, false],
      because: 'silence does not count as holding',
    },
  ] as const) {
    it(because, () => assert.deepEqual(course(looks), detected));
  }

  it('without a hold time the first look decides', () => {
    assert.equal(watchSurplus(NO_SURPLUS, 1400, 0, { ...settings, surplusHoldS: 0 }).detected, true);
  });
});
