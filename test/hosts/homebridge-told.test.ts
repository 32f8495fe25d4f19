import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ChargerSnapshot } from '../../core/index.js';
import { SiteTold } from '../../homebridge-plugin/site-told.js';
import { KeptLog } from '../means/kept-log.js';
import { chargerSnapshot, session, siteSnapshot } from '../means/snapshots.js';

type Reason = ChargerSnapshot['reason'];

describe('what the log of Homebridge tells of a charger', () => {
  const lines = (
    said: readonly (readonly [because: string, limitA: number, reason?: Reason, online?: boolean])[],
    everyS = 60,
  ): readonly string[] => {
    const log = new KeptLog();
    const told = new SiteTold(log);
    for (const [i, [because, limitA, reason = 'user-limit', online = true]] of said.entries()) {
      const chargers = [chargerSnapshot({ id: 'CP001', because, reason, limitA, session })];
      const at = new Date(Date.UTC(2026, 5, 21) + i * everyS * 1000).toISOString();
      told.tell(siteSnapshot({ online, chargers, at }), new Map([['CP001', 'Garage']]));
    }
    return log.matching(/./);
  };

  it('is why it does what it does, anew when that is something else and not for other numbers', () =>
    assert.deepEqual(
      lines([
        ['At 9 A: 2 kW', 9],
        ['At 9.5 A: 950 W', 9.5],
        ['Locked', 0],
        ['Locked', 0],
        ['Boost', 16],
        ['At 6 A: 3 kW', 6],
      ]),
      ['info Garage: At 9 A: 2 kW', 'info Garage: Locked', 'info Garage: Boost', 'info Garage: At 6 A: 3 kW'],
    ));

  it('is of the sky only what lets it charge and what pauses it', () =>
    assert.deepEqual(
      lines([
        ['Sun for 9 A', 9, 'surplus'],
        ['Holding at 6 A', 6, 'minimum'],
        ['Sun for 7 A', 7, 'surplus'],
        ['Waiting for sun', 0, 'surplus'],
        ['Sun soon', 0, 'surplus'],
        ['Sun for 9 A', 9, 'surplus'],
      ]),
      ['info Garage: Sun for 9 A', 'info Garage: Waiting for sun', 'info Garage: Sun for 9 A'],
    ));

  it('is in the sun too that the charger has yet to start, will not, and does, and what is locked meanwhile', () => {
    const log = new KeptLog();
    const told = new SiteTold(log);
    const sun = { reason: 'surplus', limitA: 9, mode: 'ECO+' } as const;
    for (const charger of [
      chargerSnapshot({ ...sun, because: 'Waiting for the charger to start' }),
      chargerSnapshot({ ...sun, because: 'It will not start' }),
      chargerSnapshot({ ...sun, because: 'Sun for 9 A', session }),
      chargerSnapshot({ ...sun, because: 'Holding at 6 A', reason: 'minimum', session }),
      chargerSnapshot({ ...sun, because: 'At 9 A, the next one is locked', session, locked: true }),
      chargerSnapshot({ ...sun, because: 'Sun for 9 A', session }),
    ])
      told.tell(siteSnapshot({ chargers: [charger] }), new Map([[charger.id, 'Garage']]));
    assert.deepEqual(log.matching(/./), [
      'info Garage: Waiting for the charger to start',
      'info Garage: It will not start',
      'info Garage: Sun for 9 A',
      'info Garage: At 9 A, the next one is locked',
      'info Garage: Sun for 9 A',
    ]);
  });

  it('is of the sky also that it counts again after something else had the say', () =>
    assert.deepEqual(
      lines([
        ['No car', 0, 'unplugged'],
        ['Waiting for sun', 0, 'surplus'],
        ['Stopped', 0, 'stopped'],
        ['Waiting for sun', 0, 'surplus'],
        ['Sun for 9 A', 9, 'surplus'],
        ['Not connected', 6, 'offline'],
        ['Not connected', 6, 'offline'],
        ['Sun for 9 A', 9, 'surplus'],
        ['At 16 A: fuse', 16, 'main-fuse'],
        ['Sun for 9 A', 9, 'surplus'],
        ['At 12 A: fuse of the garage', 12, 'circuit-fuse'],
        ['Sun for 9 A', 9, 'surplus'],
      ]),
      [
        'info Garage: No car',
        'info Garage: Waiting for sun',
        'info Garage: Stopped',
        'info Garage: Waiting for sun',
        'info Garage: Sun for 9 A',
        'info Garage: Not connected',
        'info Garage: Sun for 9 A',
        'info Garage: At 16 A: fuse',
        'info Garage: At 12 A: fuse of the garage',
      ],
    ));

  it('is nothing of a connection that is back within a minute, and once what lasts', () => {
    const there = ['At 9 A: limit', 9] as const;
    const gone = ['Not connected', 6, 'offline'] as const;
    const flaps = [gone, gone, there, gone, gone, gone, there];
    assert.deepEqual(lines([there, ...flaps], 29), ['info Garage: At 9 A: limit']);
    assert.deepEqual(lines([gone, gone, there, there], 29), ['info Garage: At 9 A: limit']);
    assert.deepEqual(lines([there, gone, gone, gone, gone], 30), [
      'info Garage: At 9 A: limit',
      'info Garage: Not connected',
    ]);
  });

  it('is nothing on the way from one current to the next', () =>
    assert.deepEqual(
      lines([
        ['At 9 A: limit', 9],
        ['At 9 A, rising to 12 A', 9, 'pace'],
        ['At 12 A: limit', 12],
      ]),
      ['info Garage: At 9 A: limit'],
    ));

  it('is nothing of one that has called and not yet said what it is at', () => {
    const log = new KeptLog();
    const told = new SiteTold(log);
    const because = 'Paused';
    for (const [connected, ocppStatus] of [
      [true, 'Unknown'],
      [false, 'Unknown'],
    ] as const)
      told.tell(siteSnapshot({ chargers: [chargerSnapshot({ because, connected, ocppStatus })] }), new Map());
    assert.equal(log.lines.length, 1);
  });

  it('is nothing of a site whose owner is gone', () =>
    assert.deepEqual(lines([['At 9 A: sun', 9, 'surplus', false]]), []));
});
