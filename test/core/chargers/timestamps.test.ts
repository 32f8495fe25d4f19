import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type ClockSense, chargerTime, NO_CLOCK_SENSE, place } from '../../../core/chargers/inbound/clock-sense.js';
import { readStamp } from '../../../core/chargers/inbound/timestamp.js';
import { monoMs, type Now, wallMs } from '../../../core/model/units.js';

const NOON = Date.UTC(2026, 5, 21, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Our clocks so many seconds after noon. */
const at = (secondsLater: number, plausible = true): Now => ({
  monoMs: monoMs(1_000_000 + secondsLater * 1000),
  wallMs: wallMs(NOON + secondsLater * 1000),
  wallClockPlausible: plausible,
});

/** Ages in seconds of messages [arrival, timestamp] in seconds after noon. */
function ages(messages: readonly (readonly [number, number])[], zoned = true): number[] {
  let sense: ClockSense = NO_CLOCK_SENSE;
  return messages.map(([arrival, stamp]) => {
    const placed = place(sense, { ms: NOON + stamp * 1000, zoned }, at(arrival));
    sense = placed.sense;
    return placed.placed.ageMs / 1000;
  });
}

describe('timestamps of chargers', () => {
  for (const [written, ms, zoned] of [
    ['2026-06-21T12:00:00Z', NOON, true],
    ['2026-06-21T12:00:00.250Z', NOON + 250, true],
    ['2026-06-21T12:00:00.123456789Z', NOON + 123, true],
    ['2026-06-21T14:00:00+02:00', NOON, true],
    ['2026-06-21T14:00:00+0200', NOON, true],
    ['2026-06-21T14:00:00+02', NOON, true],
    ['2026-06-21T06:30:00-05:30', NOON, true],
    ['2026-06-21T12:00:00', NOON, false],
    ['2026-06-21 12:00:00', NOON, false],
    ['2026-06-21 12:00:00 UTC', NOON, true],
    ['2026/06/21 12:00', NOON, false],
    [' 2026-06-21T12:00:00z ', NOON, true],
    [NOON / 1000, NOON, true],
    [NOON, NOON, true],
    [String(NOON / 1000), NOON, true],
    ['1970-01-01T00:00:12Z', 12_000, true],
  ] as const) {
    it(`reads ${JSON.stringify(written)}`, () => assert.deepEqual(readStamp(written), { ms, zoned }));
  }

  for (const written of [
    '',
    'now',
    '12:00',
    '2026-13-01T00:00:00Z',
    '2026-06-40',
    null,
    undefined,
    {},
    [],
    Number.NaN,
    -5,
    true,
  ]) {
    it(`makes nothing of ${JSON.stringify(written)}`, () => assert.equal(readStamp(written), undefined));
  }

  it('never throws, whatever is written', () => {
    fc.assert(
      fc.property(fc.anything(), (written) => {
        const stamp = readStamp(written);
        assert.ok(stamp === undefined || Number.isFinite(stamp.ms));
      }),
    );
  });
});

describe('where a charger’s timestamps lie on our clocks', () => {
  it('takes a message without timestamp for what it was when it came', () => {
    const { placed, sense } = place(NO_CLOCK_SENSE, undefined, at(5));
    assert.deepEqual([placed.ageMs, placed.takenAt, sense], [0, at(5).monoMs, NO_CLOCK_SENSE]);
  });

  for (const [name, byMs] of [
    ['back by ten minutes', -600_000],
    ['forwards by an hour', 3_600_000],
    ['to today, from 1970', NOON],
  ] as const)
    it(`our clock is set ${name}: the charger’s has not moved, and takes the new time later`, () => {
      const from = (secondsLater: number): Now => ({
        ...at(secondsLater),
        wallMs: wallMs(at(secondsLater).wallMs - byMs),
      });
      let { sense } = place(NO_CLOCK_SENSE, { ms: from(0).wallMs, zoned: true }, from(0));
      const ageOf = (stampMs: number, now: Now): number => {
        const placed = place(sense, { ms: stampMs, zoned: true }, now);
        sense = placed.sense;
        return placed.placed.ageMs;
      };
      assert.equal(ageOf(from(10).wallMs, from(10)), 0);
      assert.equal(chargerTime(sense, at(20)), from(20).wallMs);
      assert.equal(ageOf(from(20).wallMs, at(20)), 0, 'by the old time');
      assert.equal(ageOf(from(25).wallMs, at(30)), 5000, 'and a little late');
      assert.equal(ageOf(at(40).wallMs, at(40)), 0, 'by the new time');
    });

  it('carries the moment over to both clocks', () => {
    const { placed } = place(NO_CLOCK_SENSE, { ms: NOON - 90_000, zoned: true }, at(0));
    assert.equal(placed.takenAt, at(-90).monoMs);
    assert.equal(placed.takenAtWall, NOON - 90_000);
  });

  for (const [name, messages, expected] of [
    [
      'a right clock',
      [
        [0, 0],
        [10, 9.5],
        [20, 19],
      ],
      [0, 0.5, 1],
    ],
    [
      'a queue after a reconnect, because a right clock tells old from new',
      [
        [0, -3600],
        [0.1, -3540],
        [0.2, 0.2],
      ],
      [3600, 3540.1, 0],
    ],
    [
      'a clock ten minutes ahead',
      [
        [0, 600],
        [10, 610],
        [20, 590],
      ],
      [0, 0, 30],
    ],
    [
      'a clock ahead, with a queued message behind it',
      [
        [0, 600],
        [10, -20],
      ],
      [0, 630],
    ],
    [
      'a clock ahead that takes the time of the boot’s answer after its first statuses (steve #136)',
      [
        [0, 7200],
        [0.1, 7200],
        [0.2, 0],
        [10, 9],
        [20, 7],
      ],
      [0, 0.1, 0, 0.8, 12.8],
    ],
    [
      'a clock never set that stands: what it says is of now',
      [
        [0, -NOON / 1000],
        [100, -NOON / 1000],
        [200, -NOON / 1000],
      ],
      [0, 0, 0],
    ],
    [
      'a clock never set, counting from 1970',
      [
        [0, 5 - NOON / 1000],
        [10, 15 - NOON / 1000],
        [20, 5 - NOON / 1000],
      ],
      [0, 0, 20],
    ],
    [
      'a clock that is set in between',
      [
        [0, 5 - NOON / 1000],
        [10, 10],
        [20, 20],
      ],
      [0, 0, 0],
    ],
    [
      'a clock set forward later',
      [
        [0, -3600],
        [30, -3570],
        [60, 60],
        [70, 70],
      ],
      [3600, 3600, 0, 0],
    ],
  ] as const) {
    it(`knows ${name}`, () => {
      assert.deepEqual(
        ages(messages).map((age) => Math.round(age * 10) / 10),
        expected,
      );
    });
  }

  it('takes an offset of whole quarter hours without a zone for local time', () => {
    assert.deepEqual(
      ages(
        [
          [0, -7200],
          [10, -7190],
        ],
        false,
      ),
      [0, 0],
    );
    assert.deepEqual(
      ages(
        [
          [0, -5 * 3600 - 1800],
          [10, -5 * 3600 - 1800 + 10],
        ],
        false,
      ),
      [0, 0],
    );
    assert.deepEqual(ages([[0, 7200]], false), [0], 'east of us it lies in the future');
  });

  it('finds out a slow clock by a lag that stays while time passes', () => {
    const messages = [0, 10, 20, 30, 40].map((arrival) => [arrival, arrival - 4000] as const);
    assert.deepEqual(ages(messages), [4000, 4000, 0, 0, 0]);
  });

  it('does not take an emptying queue for a slow clock', () => {
    const messages = Array.from({ length: 100 }, (_, n) => [n * 0.5, -6000 + n * 60] as const);
    assert.ok(
      ages(messages)
        .slice(0, 90)
        .every((age) => age > 500),
    );
  });

  it('believes the charger where our own clock is not set', () => {
    const { placed } = place(NO_CLOCK_SENSE, { ms: NOON - 5 * HOUR, zoned: true }, at(0, false));
    assert.equal(placed.ageMs, 0);
  });

  it('never places a message in the future, whatever comes', () => {
    const message = fc.tuple(
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      fc.double({ min: -2e9, max: 2e9, noNaN: true }),
      fc.boolean(),
    );
    fc.assert(
      fc.property(fc.array(message, { maxLength: 30 }), (messages) => {
        let sense: ClockSense = NO_CLOCK_SENSE;
        for (const [arrival, stamp, zoned] of messages.sort((a, b) => a[0] - b[0])) {
          const now = at(arrival);
          const placed = place(sense, { ms: NOON + stamp * 1000, zoned }, now);
          sense = placed.sense;
          assert.ok(placed.placed.takenAt <= now.monoMs && placed.placed.ageMs >= 0);
          const apartMs = now.monoMs - placed.placed.takenAt - (now.wallMs - placed.placed.takenAtWall);
          // Fractions of a ms at 10^12 of them are rounded.
          assert.ok(Math.abs(apartMs) < 0.01, `${apartMs} ms`);
        }
      }),
    );
  });
});
