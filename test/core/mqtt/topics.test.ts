import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SurplugError } from '../../../core/index.js';
import { commandAt } from '../../../core/mqtt/command-at.js';
import { addressOf, topicsBelow } from '../../../core/mqtt/topics.js';

describe('a topic that came in', () => {
  const rows: readonly [topic: string, is: ReturnType<typeof addressOf>][] = [
    ['surplug/site/set', { kind: 'command', charger: null, key: null, whom: 'surplug/site' }],
    ['surplug/site/set/preset', { kind: 'command', charger: null, key: 'preset', whom: 'surplug/site' }],
    ['surplug/chargers/A/set', { kind: 'command', charger: 'A', key: null, whom: 'surplug/chargers/A' }],
    ['surplug/chargers/A/set/mode', { kind: 'command', charger: 'A', key: 'mode', whom: 'surplug/chargers/A' }],
    [
      'surplug/chargers/a%2Fb/set/mode',
      { kind: 'command', charger: 'a/b', key: 'mode', whom: 'surplug/chargers/a%2Fb' },
    ],
    ['surplug/chargers/%ZZ/set', { kind: 'command', charger: '%ZZ', key: null, whom: 'surplug/chargers/%ZZ' }],
    ['surplug/chargers/set/set', { kind: 'command', charger: 'set', key: null, whom: 'surplug/chargers/set' }],
    ['surplug/chargers/A', { kind: 'told', charger: 'A' }],
    ['surplug/site', undefined],
    ['surplug/status', undefined],
    ['surplug/chargers/A/answer', undefined],
    ['surplug/chargers/A/set/mode/x', undefined],
    ['other/chargers/A/set', undefined],
  ];
  for (const [topic, is] of rows) it(topic, () => assert.deepEqual(addressOf('surplug', topic), is));

  it('is found again whatever the identity', () => {
    for (const id of ['CP 1', 'a/b', '+', '#', '%', 'ü', "o'k"]) {
      assert.deepEqual(addressOf('s', topicsBelow('s').charger(id)), { kind: 'told', charger: id });
    }
  });
});

describe('a command that came in', () => {
  const at = (topic: string, payload: string) => {
    const address = addressOf('s', topic);
    assert.ok(address?.kind === 'command');
    return commandAt(address, payload);
  };
  const rows: readonly [topic: string, payload: string, is: object][] = [
    ['s/chargers/A/set/mode', 'FAST', { do: 'wish', charger: 'A', wish: { mode: 'FAST' } }],
    ['s/chargers/A/set/mode', '"ECO+"', { do: 'wish', charger: 'A', wish: { mode: 'ECO+' } }],
    ['s/chargers/A/set/current', '10', { do: 'wish', charger: 'A', wish: { current: 10 } }],
    ['s/chargers/A/set/current', 'null', { do: 'wish', charger: 'A', wish: { current: null } }],
    ['s/chargers/A/set/boost', '{"minutes":30}', { do: 'wish', charger: 'A', wish: { boost: { minutes: 30 } } }],
    [
      's/chargers/all/set',
      '{"mode":"ECO","boost":true}',
      { do: 'wish', charger: 'all', wish: { mode: 'ECO', boost: true } },
    ],
    ['s/site/set', '{"preset":"strict"}', { do: 'site', preset: 'strict' }],
    ['s/site/set/policy', 'priority', { do: 'site', policy: 'priority' }],
  ];
  for (const [topic, payload, is] of rows) {
    it(`${topic} ${payload}`, () => assert.deepEqual(at(topic, payload), is));
  }

  const refusals: readonly [topic: string, payload: string, says: RegExp][] = [
    ['s/chargers/A/set', 'FAST', /"FAST" is not a command; expected an object such as \{"mode":"FAST"\}/],
    ['s/chargers/A/set', '[1]', /is not a command/],
    ['s/chargers/A/set', 'null', /is not a command/],
    ['s/site/set/do', 'forget', /site is "do"; it must be one of policy, preset, prices, forecast/],
    ['s/site/set', '{"do":"forget","id":"A"}', /site is "do"/],
    ['s/site/set/prices', ' '.repeat(200_000), /no longer than 100 kB/],
  ];
  for (const [topic, payload, says] of refusals) {
    it(`${topic} ${payload.slice(0, 30)} is refused`, () => {
      assert.throws(
        () => at(topic, payload),
        (error: unknown) => error instanceof SurplugError && error.code === 'INVALID_INPUT' && says.test(error.message),
      );
    });
  }
});
