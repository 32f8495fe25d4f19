import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ChargerWish } from '../../../core/model/charger-wish.js';
import { codeOf } from '../../../core/model/error.js';
import { volts, wallMs } from '../../../core/model/units.js';
import { resolveConfig } from '../../../core/site/parse-config.js';
import { readWish } from '../../../core/site/read-wish.js';
import { siteFacts } from '../../../core/site/site-facts.js';

const parsed = resolveConfig({ phases: 3, fuseA: 25, storage: 'x', chargers: [{ id: 'A', maxA: 16 }] });
assert.ok('config' in parsed);
const [facts] = siteFacts(parsed.config, []).chargers;
assert.ok(facts);
const now = wallMs(Date.parse('2026-06-21T20:00:00Z')); // 22:00 in Rome
const context = { facts, now, timeZone: 'Europe/Rome', voltageV: volts(230), nextReservationId: 7 };
const read = (wish: unknown) => readWish(wish as ChargerWish, context);

/** [what is wished, as it comes, the overlay] */
const RIGHT: readonly (readonly [string, unknown, object])[] = [
  ['a mode', { mode: 'ECO+' }, { mode: 'ECO+' }],
  ['a limit', { current: 10 }, { limitA: 10 }],
  ['no limit', { current: null }, { limitA: null }],
  ['a start counts as a card', { charge: 'start' }, { charging: 'allowed', startAsked: true }],
  ['a stop', { charge: 'stop' }, { charging: 'stopped', startAsked: false }],
  ['boost', { boost: true }, { boost: { since: now } }],
  ['boost for an hour', { boost: { minutes: 60 } }, { boost: { since: now, untilAt: now + 3_600_000 } }],
  ['no boost', { boost: false }, { boost: null }],
  ['lock', { lock: true }, { locked: true }],
  [
    'a limit in watts is per phase',
    { limit: { watts: 6900, ttlS: 60 } },
    { externalLimit: { name: '', currentA: 10, since: now, untilAt: now + 60_000 } },
  ],
  [
    'a reservation',
    { reserve: { idTag: 'AB', until: '2026-06-21T21:00:00Z' } },
    { reservation: { reservationId: 7, idTag: 'AB', untilAt: Date.parse('2026-06-21T21:00:00Z') } },
  ],
  [
    'boost until a time of the site’s clock: the next one',
    { boost: { until: '07:00' } },
    { boost: { since: now, untilAt: Date.parse('2026-06-22T05:00:00Z') } },
  ],
  [
    'an instant without an offset is on the site’s clock, wherever the machine is',
    { reserve: { idTag: 'AB', until: '2026-06-21T23:00' } },
    { reservation: { reservationId: 7, idTag: 'AB', untilAt: Date.parse('2026-06-21T21:00:00Z') } },
  ],
  [
    'a day alone is meant to its end',
    { reserve: { idTag: 'AB', until: '2026-06-23' } },
    { reservation: { reservationId: 7, idTag: 'AB', untilAt: Date.parse('2026-06-23T22:00:00Z') } },
  ],
  [
    'ready by a time of the site’s clock',
    { readyBy: { time: '07:00', energyWh: 9000 } },
    { readyBy: { time: '07:00', energyWh: 9000, setAt: now } },
  ],
  [
    'ready by a time as a picker of Home Assistant has it',
    { readyBy: { time: '07:00:00', energyWh: '9000' } },
    { readyBy: { time: '07:00', energyWh: 9000, setAt: now } },
  ],
  [
    'boost until an hour without its nought',
    { boost: { until: '7:00' } },
    { boost: { since: now, untilAt: Date.parse('2026-06-22T05:00:00Z') } },
  ],
  ['boost for minutes', { boost: 30 }, { boost: { since: now, untilAt: now + 1_800_000 } }],
  ['a switch of openHAB', { boost: 'ON', lock: 'OFF' }, { boost: { since: now }, locked: false }],
  ['flags of ioBroker', { boost: 0, lock: 1 }, { boost: null, locked: true }],
  ['flags as words', { boost: 'false', lock: 'Yes' }, { boost: null, locked: true }],
  ['a charge switched on', { charge: 'ON' }, { charging: 'allowed', startAsked: true }],
  ['a charge paused', { charge: 'Pause' }, { charging: 'stopped', startAsked: false }],
  ['a mode as it is spoken', { mode: 'Eco Plus', access: 'Cards' }, { mode: 'ECO+', access: 'cards' }],
  ['cheap up to a price', { cheapUpTo: 0.21 }, { cheapUpTo: 0.21 }],
  ['whatever it costs', { cheapUpTo: null }, { cheapUpTo: null }],
  ['several at once', { mode: 'FAST', ecoPlusA: 3 }, { mode: 'FAST', ecoPlusA: 3 }],
  [
    'a daily timer',
    { timers: [{ start: '7:00', end: '08:00', repeat: 'daily', enabled: true }] },
    { timers: [{ start: '07:00', end: '08:00', repeat: 'daily', enabled: true }] },
  ],
  [
    'a timer for once, still to come today',
    { timers: [{ start: '23:00', end: '05:00', repeat: 'once', enabled: true }] },
    { timers: [{ start: '23:00', end: '05:00', repeat: 'once', enabled: true, day: '2026-06-21' }] },
  ],
  [
    'a timer for once, tomorrow',
    { timers: [{ start: '21:00', end: '21:30', repeat: 'once', enabled: true }] },
    { timers: [{ start: '21:00', end: '21:30', repeat: 'once', enabled: true, day: '2026-06-22' }] },
  ],
  [
    'a timer as other systems write it, over the end of the year',
    { timers: [{ start: '23:00:00', end: '05:00:00', repeat: 'once', enabled: 'off', day: '2026-12-31' }] },
    { timers: [{ start: '23:00', end: '05:00', repeat: 'once', enabled: false, day: '2026-12-31' }] },
  ],
];

const WRONG: readonly (readonly [string, unknown, RegExp])[] = [
  ['an unknown mode', { mode: 'TURBO' }, /mode is "TURBO"; it must be one of FAST, ECO, ECO\+/],
  ['a limit above the charger', { current: 20 }, /current is 20; it must be a number from 6 to 16/],
  ['not a number', { current: Number.NaN }, /current/],
  ['ECO+ current above the manual', { ecoPlusA: 6 }, /0 to 5/],
  ['an unknown key', { speed: 9 }, /"speed" cannot be asked of a charger/],
  ['a boost until no time of day', { boost: { until: '25:00' } }, /boost\.until is "25:00".*a future time.*"07:00"/],
  ['a price that is none', { cheapUpTo: 'low' }, /cheapUpTo is "low".*-100000/],
  ['ready by a bare number', { readyBy: { time: '7', energyWh: 9000 } }, /readyBy\.time is "7".*"07:00"/],
  [
    'ready by a time alone',
    { readyBy: '07:00' },
    /readyBy is "07:00".*an object such as {"time":"07:00","energyWh":20000}/,
  ],
  ['a limit alone', { limit: 10 }, /limit is 10.*an object such as {"amps":10,"ttlS":600}/],
  ['a reservation alone', { reserve: 'AB' }, /reserve is "AB".*an object such as {"idTag":"DEADBEEF"/],
  ['a boost of more minutes than a day has', { boost: 2000 }, /boost\.minutes is 2000.*1 to 1440/],
  ['a flag that is none', { lock: 'perhaps' }, /lock is "perhaps"; it must be true or false/],
  ['a boost of nothing', { boost: {} }, /boost is \{\}; it must be true or false/],
  ['a boost into the past', { boost: { until: '2020-01-01T00:00:00Z' } }, /a future time/],
  [
    'five timers',
    { timers: Array.from({ length: 5 }, (_, i) => ({ start: `0${i}:00`, end: `0${i}:30` })) },
    /at most 4/,
  ],
  [
    'timers that overlap over midnight',
    {
      timers: [
        { start: '23:00', end: '05:00' },
        { start: '04:00', end: '06:00' },
      ],
    },
    /overlap/,
  ],
  ['a timer without a length', { timers: [{ start: '04:00', end: '04:00' }] }, /starts and ends at 04:00/],
  [
    'a timer on a day that there is not',
    { timers: [{ start: '23:00', end: '05:00', repeat: 'once', day: '2026-02-30' }] },
    /timers\[0\]\.day is "2026-02-30".*"2026-12-31"/,
  ],
  [
    'a timer that is perhaps enabled',
    { timers: [{ start: '23:00', end: '05:00', enabled: 'maybe' }] },
    /timers\[0\]\.enabled is "maybe"/,
  ],
  ['a timer that is no time', { timers: [{ start: '25:00', end: '04:00' }] }, /must be a time such as/],
  [
    'a tag too long for OCPP',
    { reserve: { idTag: 'x'.repeat(21), until: '2026-06-22T00:00:00Z' } },
    /1 to 20 characters/,
  ],
];

describe('a wish is read', () => {
  for (const [story, wish, overlay] of RIGHT) it(story, () => assert.deepEqual(read(wish), overlay));

  it('disabled timers may overlap, because they never run', () => {
    const timers = [
      { start: '23:00', end: '05:00', repeat: 'daily', enabled: false },
      { start: '04:00', end: '06:00', repeat: 'daily', enabled: true },
    ];
    assert.deepEqual(read({ timers }), { timers });
  });

  it('timers for once overlap on their days alone, and no longer when they are over', () => {
    const once = (day: string) => ({ start: '23:00', end: '05:00', repeat: 'once', enabled: true, day });
    const daily = { start: '04:00', end: '06:00', repeat: 'daily', enabled: true };
    for (const timers of [
      [once('2026-06-24'), once('2026-06-25')],
      [once('2026-06-20'), daily],
    ])
      assert.deepEqual(read({ timers }), { timers });
    for (const timers of [
      [once('2026-06-24'), { ...once('2026-06-25'), start: '04:30' }],
      [once('2026-06-24'), once('2026-06-24')],
      [once('2026-06-24'), daily],
    ])
      assert.throws(() => read({ timers }), /overlap/);
  });
});

describe('a wish is refused whole, with what would be right', () => {
  for (const [story, wish, expected] of WRONG) {
    it(story, () => {
      assert.throws(
        () => read(wish),
        (error: Error) => codeOf(error) === 'INVALID_INPUT' && expected.test(error.message),
      );
    });
  }
});
