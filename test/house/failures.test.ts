import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BECAUSE } from '../../core/model/because.js';
import { filesBelow, readProject } from './project.js';

/** What can fail, within how long it is answered, and the test that shows it: file and title. */
const CASES: readonly (readonly [what: string, within: string, file: string, title: string])[] = [
  [
    'grid meter silent: FAST, ECO, ECO+',
    '10 s',
    'core/control/failures',
    'after ten seconds, not before, and back by itself',
  ],
  ['grid meter slower than configured', '3 periods', 'core/control/fail-safe', 'is known by its own pace'],
  ['a value absurd or NaN', 'at the door', 'core/control/fail-safe', 'absurd values and NaN are refused at the door'],
  ['a value frozen', '62 s', 'core/control/failures', 'frozen for a minute while the car’s own power changed'],
  ['meter missing at start', 'at once', 'core/control/fail-safe', 'a meter missing at start: the site opens'],
  [
    'charger missing at start',
    'at once',
    'core/control/failures',
    'a charger that never called: the other charges at once',
  ],
  ['charger offline', 'at once', 'core/control/fail-safe', 'offline: its last limit and the safe default are counted'],
  [
    'charger offline, commands',
    'at once',
    'core/control/fail-safe',
    'offline: nothing is sent, and nothing stale comes after',
  ],
  ['charger reboots', '1 cycle', 'core/control/failures', 'every profile is set again in the very next cycle'],
  ['hub killed', 'duration', 'protocol/hub-killed', 'leaves the charger at the safe current in time'],
  [
    'hub killed at any moment',
    'restart',
    'protocol/hub-killed',
    'loses neither charge nor record at a moment of chance',
  ],
  [
    'late, out of order, duplicate',
    'never steered on',
    'core/control/observe',
    'an older or repeated sample changes nothing',
  ],
  [
    'wrong clock of a charger',
    'never steered on',
    'core/control/observe',
    'a clock that is wrong by hours, is not steered on',
  ],
  ['told late', 'never steered on', 'protocol/ocpp-transactions', 'so that nothing is steered on it'],
  [
    'car does not draw',
    '60 s',
    'core/control/failures',
    'its share is the other’s after a minute, and the state says so',
  ],
  ['car does not draw, woken', '15 min', 'core/control/idle', 'is woken by one pause after a quarter of an hour'],
  ['charges though stopped', '10, 40, 80 s', 'core/control/failures', 'stopped by the user and still drawing'],
  [
    'charges uninvited',
    '1 cycle',
    'core/control/permission',
    'a transaction nobody allowed is stopped, and never becomes',
  ],
  [
    'draws more than told',
    '2 samples',
    'core/control/fail-safe',
    'is told the profile again, then stopped, then a fault',
  ],
  [
    'meter tells more than the charger',
    '1 cycle',
    'core/control/failures',
    'the meter sees more: the fuse goes by the meter',
  ],
  [
    'charger tells more than the meter',
    '2 samples',
    'core/control/failures',
    'the charger tells more than grid and sun can give it',
  ],
  [
    'nothing brings it below the fuse',
    '6 s of samples',
    'core/control/failures',
    'after six seconds of samples above it',
  ],
  ['charger turned away', 'at once', 'core/control/failures', 'turned away at the door: said so until it is let in'],
  ['Node-RED redeploys', 'no gap', 'hosts/node-red-deploy', 'deploy does not drop a charger'],
  ['trip after our lowering', '30 s', 'core/control/observe', 'soon after a lowering of ours is learned'],
  ['trip after our lowering, then', 'steps', 'core/control/commands', 'is lowered by the sun in steps it can follow'],
  ['the charger’s own ECO below us', '1 min', 'core/control/failures', 'a draw that stays below the offer says so'],
  [
    'the hub’s clock steps',
    '1 cycle',
    'core/control/failures',
    'a step makes the live profile be written in the next cycle',
  ],
  [
    'the hub’s clock is not plausible',
    'at once',
    'core/control/failures',
    'not yet plausible: the safe current, and no timer',
  ],
  ['the hub’s clock steps, the records', 'at once', 'core/site/ledger', 'before the clock was set began that long ago'],
  [
    'the hub’s clock steps, the charger’s later',
    'next heartbeat',
    'protocol/hub-clock',
    'all of them anew once it takes',
  ],
  ['the records are taken away', '10 s', 'core/records/taken-away', 'and whole again with all that was in them'],
  ['daylight saving', 'on the clock', 'core/control/timers', 'a daily window keeps its clock time across both changes'],
];

describe('what can fail has a test', () => {
  for (const [what, within, file, title] of CASES) {
    it(`${what}: ${within}`, () => {
      assert.ok(readProject(`test/${file}.test.ts`).includes(title), `${file} has no test "${title}"`);
    });
  }
});

describe('what can be said is said', () => {
  const rules = filesBelow('core/control', '.ts').map(readProject).join('\n');
  for (const code of Object.keys(BECAUSE)) {
    it(`a rule gives the reason ${code}`, () => assert.ok(rules.includes(`'${code}'`)));
  }
});
