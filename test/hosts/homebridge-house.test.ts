import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SiteSnapshot } from '../../core/index.js';
import { type HouseSeen, houseServices } from '../../homebridge-plugin/house/services.js';
import { NO_SURPLUS, watchSurplus } from '../../homebridge-plugin/house/surplus-watch.js';
import { readOptions } from '../../homebridge-plugin/options.js';
import { chargerSnapshot, siteSnapshot } from '../means/snapshots.js';

const plans = (homekit: Record<string, unknown>) => houseServices((word) => word, readOptions(homekit, 'en').options);

const ALL = {
  surplusPower: true,
  gridPower: true,
  solarPower: true,
  gridDirectionAs: 'contact',
  limitedAs: 'occupancy',
};

function values(subtype: string, site: Partial<SiteSnapshot>, surplusDetected = false) {
  const seen: HouseSeen = { site: siteSnapshot(site), surplusDetected };
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
    assert.deepEqual(values('surplus', {}, true), { OccupancyDetected: 1, StatusActive: true });
    assert.deepEqual(values('surplus', { surplusW: null }), { OccupancyDetected: undefined, StatusActive: false });
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
    assert.equal(values('grid-direction', { gridW: -1 })?.ContactSensorState, 1);
    assert.equal(values('grid-direction', { gridW: 1 })?.ContactSensorState, 0);
  });

  it('load limited means fuse, sharing, balance or an outside limit, not the sun and not the user', () => {
    const limited = (sources: readonly ('main-fuse' | 'circuit-fuse' | 'surplus' | 'user-limit' | 'sharing')[]) =>
      values('limited', { chargers: [chargerSnapshot({ sources })] })?.OccupancyDetected;
    assert.equal(limited(['main-fuse']), 1);
    assert.equal(limited(['circuit-fuse']), 1);
    assert.equal(limited(['user-limit', 'sharing']), 1);
    assert.equal(limited(['surplus']), 0);
    assert.equal(limited(['user-limit']), 0);
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
