import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type ClockSense,
  chargerTime,
  clockMoved,
  NO_CLOCK_SENSE,
  perhapsSet,
  place,
} from '../../../core/chargers/inbound/clock-sense.js';
import { monoMs, type Now, wallMs } from '../../../core/model/units.js';

const NOON = Date.UTC(2026, 5, 21, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Our clocks so many seconds after noon. */
const at = (secondsLater: number): Now => ({
  monoMs: monoMs(1_000_000 + secondsLater * 1000),
  wallMs: wallMs(NOON + secondsLater * 1000),
  wallClockPlausible: true,
});

describe('the clock of a charger', () => {
  it('tells the time on the charger’s clock', () => {
    const { sense } = place(NO_CLOCK_SENSE, { ms: NOON + 10 * MINUTE, zoned: true }, at(0));
    assert.equal(chargerTime(sense, at(60)), NOON + 11 * MINUTE);
    assert.equal(chargerTime(NO_CLOCK_SENSE, at(60)), NOON + MINUTE);
  });

  it('knows a clock that was set in between, be it for the first time, by more than half a minute', () => {
    const sense = (setLagMs: number | null, unsetLagMs: number | null = null): ClockSense => ({
      ...NO_CLOCK_SENSE,
      setLagMs,
      unsetLagMs,
    });
    const rows = [
      [sense(0), sense(30_000), false],
      [sense(0), sense(-30_001), true],
      [sense(30_001), sense(0), true],
      [NO_CLOCK_SENSE, sense(HOUR), false],
      [sense(null, 50 * HOUR), sense(0, 50 * HOUR), true],
    ] as const;
    for (const [before, after, moved] of rows) assert.equal(clockMoved(before, after), moved);
  });

  for (const [lagS, ageS, what] of [
    [40, 0, 'as before: it was not set, and is of now'],
    [0, 0, 'none any more: it was set'],
    [90, 90, 'more: a message that was queued'],
  ] as const) {
    it(`40 s slow before a boot; the first lag after it is ${what}`, () => {
      const booted = perhapsSet({ ...NO_CLOCK_SENSE, setLagMs: at(0).monoMs - (NOON - 40_000) });
      const { sense, placed } = place(booted, { ms: NOON - lagS * 1000, zoned: true }, at(0));
      assert.equal(placed.ageMs, ageS * 1000);
      assert.equal(chargerTime(sense, at(60)), NOON + MINUTE - (lagS === 40 ? 40_000 : 0));
      assert.equal(perhapsSet(perhapsSet(sense)).formerLagMs, sense.setLagMs, 'two boots without a word between');
    });
  }
});
