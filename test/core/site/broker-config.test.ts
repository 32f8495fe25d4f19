import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseSiteConfig } from '../../../core/site/parse-config.js';
import { complaintLine } from '../../../core/words/config-text.js';

const GOOD = { phases: 3, fuseA: 25, storage: 'records' };

function complaints(input: unknown): string[] {
  const parsed = parseSiteConfig(input);
  return 'complaints' in parsed ? parsed.complaints.map((complaint) => complaintLine('en', complaint)) : [];
}

const WRONG: readonly (readonly [string, object, RegExp])[] = [
  [
    'a wildcard as the topic of a meter',
    { ...GOOD, meters: [{ role: 'grid', type: 'mqtt', url: 'mqtt://hub', preset: 'number', topic: 'house/+/power' }] },
    /^meters\[0\]\.topic: it is "house\/\+\/power"; expected a topic without the wildcards/,
  ],
  [
    'a wildcard among the topics of a meter’s own',
    { ...GOOD, meters: [{ role: 'grid', type: 'mqtt', url: 'mqtt://hub', points: { powerW: { topic: 'house/#' } } }] },
    /^meters\[0\]\.points\.powerW\.topic: it is "house\/#"; expected a topic without the wildcards/,
  ],
  [
    'a broker to be told without its address',
    { ...GOOD, mqtt: { username: 'hub' } },
    /^mqtt\.url: it is missing; expected the address of the broker/,
  ],
  [
    'an address that is no broker’s',
    { ...GOOD, mqtt: { url: 'http://192.168.1.5' } },
    /^mqtt\.url: it is "http:\/\/192\.168\.1\.5"; expected the address of the broker/,
  ],
  [
    'a password for a broker without the name of its user',
    { ...GOOD, mqtt: { url: 'mqtt://hub', username: ' ', password: 'secret' } },
    /^mqtt\.username: it is missing; expected the user name that belongs to the password/,
  ],
  [
    'a password for the broker of a meter without the name of its user',
    {
      ...GOOD,
      meters: [{ role: 'grid', type: 'mqtt', url: 'mqtt://hub', topic: 'a', preset: 'number', password: 'x' }],
    },
    /^meters\[0\]\.username: it is missing; expected the user name/,
  ],
  [
    'a wildcard in the topic of the site',
    { ...GOOD, mqtt: { url: 'mqtt://hub', topic: 'home/#' } },
    /^mqtt\.topic: it is "home\/#"; expected a topic without the wildcards/,
  ],
];

describe('a broker in the configuration', () => {
  for (const [story, config, expected] of WRONG) {
    it(`is complained of: ${story}`, () => {
      const [first = '', ...others] = complaints(config);
      assert.match(first, expected);
      assert.deepEqual(others, []);
    });
  }

  it('may be called without a password, by nobody, or by the user of its address', () => {
    for (const access of [{}, { username: 'hub' }, { username: 'hub', password: 'secret' }])
      assert.deepEqual(complaints({ ...GOOD, mqtt: { url: 'mqtt://hub', ...access } }), []);
    assert.deepEqual(complaints({ ...GOOD, mqtt: { url: 'mqtt://me@hub', password: 'secret' } }), []);
  });
});
