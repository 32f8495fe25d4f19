import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ChargerSnapshot, ChargerWish } from '../../core/index.js';
import type { CharacteristicName, Value, Verdict } from '../../homebridge-plugin/service-plan.js';
import { plan, seen } from '../means/charger-plans.js';
import { chargerSnapshot, chargingSnapshot, session } from '../means/snapshots.js';

interface WriteRow {
  readonly service: string;
  readonly homekit?: Record<string, unknown>;
  readonly write: CharacteristicName;
  readonly value: Value;
  readonly charger?: ChargerSnapshot;
  readonly asks: ChargerWish | Verdict;
  readonly because: string;
}

const WRITES: readonly WriteRow[] = [
  { service: 'charging', write: 'On', value: true, asks: { charge: 'start' }, because: 'a start counts as a card' },
  { service: 'charging', write: 'On', value: false, asks: { charge: 'stop' }, because: 'held at 0 A' },
  {
    service: 'charging',
    write: 'On',
    value: true,
    charger: chargerSnapshot({ locked: true }),
    asks: { charge: 'start' },
    because: 'whether the lock still stands the site knows: the same scene may unlock',
  },
  {
    service: 'charging',
    write: 'On',
    value: true,
    charger: chargingSnapshot({ locked: true, session }),
    asks: { charge: 'start' },
    because: 'locked while charging: this charge goes on',
  },
  {
    service: 'charging',
    write: 'On',
    value: false,
    charger: chargerSnapshot({ locked: true }),
    asks: { charge: 'stop' },
    because: 'a lock forbids no stop',
  },
  { service: 'mode-fast', write: 'On', value: true, asks: { mode: 'FAST' }, because: 'on selects' },
  { service: 'mode-eco', write: 'On', value: true, asks: { mode: 'ECO' }, because: 'on selects' },
  { service: 'mode-ecoplus', write: 'On', value: true, asks: { mode: 'ECO+' }, because: 'on selects' },
  { service: 'mode-ecoplus', write: 'On', value: false, asks: { kind: 'bounce' }, because: 'there is no mode "off"' },
  { service: 'boost', write: 'On', value: true, asks: { boost: true }, because: 'FAST until off' },
  { service: 'boost', write: 'On', value: false, asks: { boost: false }, because: 'the mode as before' },
  {
    service: 'boost',
    write: 'On',
    value: true,
    charger: chargerSnapshot({ mode: 'FAST' }),
    asks: { kind: 'bounce' },
    because: 'in FAST there is nothing to boost',
  },
  {
    service: 'boost-timer',
    homekit: { boostAs: 'valve' },
    write: 'Active',
    value: 1,
    asks: {
      kind: 'ask',
      command: { do: 'wish', charger: 'CP001', wish: { boost: { minutes: 30 } } },
      afterScene: true,
    },
    because: 'the valve knows for how long, once a scene has set it',
  },
  {
    service: 'boost-timer',
    homekit: { boostAs: 'valve' },
    write: 'SetDuration',
    value: 0,
    asks: { kind: 'keep', boostS: 60 },
    because: 'a boost of no time is none',
  },
  { service: 'lock', write: 'LockTargetState', value: 1, asks: { lock: true }, because: '1 is secured' },
  { service: 'lock', write: 'LockTargetState', value: 0, asks: { lock: false }, because: '0 is unsecured' },
  {
    service: 'lock',
    homekit: { lockAs: 'switch' },
    write: 'On',
    value: true,
    asks: { lock: true },
    because: 'as a switch, on locks',
  },
  {
    service: 'limit',
    write: 'Active',
    value: 0,
    asks: { kind: 'bounce' },
    because: 'stopping is the outlet’s business',
  },
  {
    service: 'limit',
    homekit: { limitAs: 'lightbulb' },
    write: 'On',
    value: false,
    asks: { kind: 'bounce' },
    because: '"turn off the lights" must not stop a charge',
  },
];

const isVerdict = (asks: ChargerWish | Verdict): asks is Verdict => 'kind' in asks;

describe('what a write in Home asks for', () => {
  for (const { service, homekit, write, value, charger = chargerSnapshot(), asks, because } of WRITES) {
    it(`${service}: ${write} = ${value} → ${JSON.stringify(asks)}, because ${because}`, () => {
      const verdict = plan(service, homekit).writes?.[write]?.(value, seen(charger));
      const wanted = isVerdict(asks) ? asks : { kind: 'ask', command: { do: 'wish', charger: 'CP001', wish: asks } };
      assert.deepEqual(verdict, wanted);
    });
  }

  for (const [value, currentA] of [
    [0, 6],
    [5, 6],
    [6, 6],
    [12.4, 12],
    [16, 16],
    [100, 16],
  ] as const) {
    it(`limit at ${value} % asks for ${currentA} A once the slider rests`, () => {
      assert.deepEqual(plan('limit').writes?.RotationSpeed?.(value, seen(chargerSnapshot())), {
        kind: 'ask-when-quiet',
        command: { do: 'wish', charger: 'CP001', wish: { current: currentA } },
        shows: currentA,
      });
    });
  }
});
