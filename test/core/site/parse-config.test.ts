import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { LANGUAGES } from '../../../core/model/language.js';
import { parseSiteConfig, resolveConfig } from '../../../core/site/parse-config.js';
import { complaintLine } from '../../../core/words/config-text.js';

const GOOD = { phases: 3, fuseA: 25, storage: 'records' };
const charger = (id: string, rest: object = {}) => ({ id, ...rest });

function complaints(input: unknown): string[] {
  const parsed = parseSiteConfig(input);
  return 'complaints' in parsed ? parsed.complaints.map((complaint) => complaintLine('en', complaint)) : [];
}

describe('parseSiteConfig: what is right passes', () => {
  it('needs only phases, fuse and a folder; everything else has a default', () => {
    const parsed = resolveConfig(GOOD);
    assert.ok('config' in parsed, JSON.stringify(parsed));
    assert.equal(parsed.config.ocpp.port, 9220);
    assert.equal(parsed.config.profileDurationS, 300);
    assert.equal(parsed.config.writesPerHour, 100);
    assert.deepEqual(parsed.config.chargers, []);
  });

  it('takes numbers that a dialog hands over as text, and empty fields as not given', () => {
    const parsed = resolveConfig({ ...GOOD, phases: '3', fuseA: '25', marginA: '', name: '', timeZone: '' });
    assert.ok('config' in parsed, JSON.stringify(parsed));
    assert.equal(parsed.config.fuseA, 25);
    assert.equal(parsed.config.marginA, 0.5);
    assert.equal(parsed.config.name, 'Home');
  });

  it('takes an IPv6 address with the brackets of a URL, and without', () => {
    const meter = (host: string) => ({ role: 'grid', type: 'modbus-tcp', host, map: 'x' });
    const hosts = (host: string) => {
      const parsed = resolveConfig({ ...GOOD, ocpp: { advertisedHost: host }, meters: [meter(host)] });
      assert.ok('config' in parsed, JSON.stringify(parsed));
      return [parsed.config.ocpp.advertisedHost, ...parsed.config.meters.map((one) => 'host' in one && one.host)];
    };
    assert.deepEqual(hosts('[fd00::7]'), ['fd00::7', 'fd00::7']);
    assert.deepEqual(hosts('fd00::7'), ['fd00::7', 'fd00::7']);
  });

  it('has a charger that gives no less than 7 A fall back to that (Grizzl-E Mini Connect, evcc PR #32502)', () => {
    const safeOf = (given: Readonly<Record<string, unknown>>) => {
      const parsed = resolveConfig({ ...GOOD, chargers: [charger('A', given)] });
      assert.ok('config' in parsed, JSON.stringify(parsed));
      return parsed.config.chargers[0]?.safeA;
    };
    assert.equal(safeOf({ minA: 7 }), 7);
    assert.equal(safeOf({ minA: 7, safeA: '' }), 7);
    assert.equal(safeOf({ minA: 7, safeA: 0 }), 0);
    assert.equal(safeOf({}), 6);
  });

  it('is its own fixed point: a resolved configuration parses to itself', () => {
    const once = resolveConfig({ ...GOOD, chargers: [charger('A'), charger('B', { phases: [2], safeA: 0 })] });
    assert.ok('config' in once);
    assert.deepEqual(resolveConfig(once.config), once);
  });
});

/** [what the user did, input, what the complaint must say] */
const WRONG: readonly (readonly [string, unknown, RegExp])[] = [
  ['nothing at all', undefined, /configuration: it is missing/],
  ['no fuse', { phases: 3, storage: 'x' }, /^fuseA: it is missing; expected a number from 6 to 400 A/],
  ['a fuse of zero', { ...GOOD, fuseA: 0 }, /^fuseA: it is 0; expected/],
  ['a fuse in words', { ...GOOD, fuseA: 'big' }, /^fuseA: it is "big"/],
  ['two phases', { ...GOOD, phases: 2 }, /^phases: it is 2; expected 1 or 3/],
  [
    'a port that is none',
    { ...GOOD, ocpp: { port: 70000 } },
    /^ocpp\.port: it is 70000; expected a number from 0 to 65535/,
  ],
  [
    'a misspelt setting',
    { ...GOOD, fuse: 25 },
    /"fuse" is not a setting; expected .*to be removed, or spelled correctly/,
  ],
  [
    'a misspelt setting of a charger',
    { ...GOOD, chargers: [charger('A', { maxAmp: 16 })] },
    /^chargers\[0\]: "maxAmp" is not a setting/,
  ],
  [
    'two chargers with one id',
    { ...GOOD, chargers: [charger('A'), charger('A')] },
    /^chargers\[1\]\.id: "A" appears twice/,
  ],
  [
    'a charger called as all of them are',
    { ...GOOD, chargers: [charger('all')] },
    /^chargers\[0\]\.id: its value cannot be used; expected an id other than "all"/,
  ],
  [
    'two nameless solar meters',
    {
      ...GOOD,
      meters: [
        { role: 'solar', type: 'pushed' },
        { role: 'solar', type: 'pushed' },
      ],
    },
    /^meters\[1\]\.id/,
  ],
  [
    'a meter for each phase of the grid, of which one alone would count',
    { ...GOOD, meters: ['L1', 'L2', 'L3'].map((id) => ({ role: 'grid', type: 'pushed', id })) },
    /^meters\[1\]\.role: "grid" appears twice; expected one meter for the grid;/,
  ],
  [
    'a clamp of ratio 0',
    { ...GOOD, meters: [{ role: 'grid', type: 'modbus-tcp', host: 'h', map: 'x', clamps: [{ ratio: '0' }] }] },
    /^meters\[0\]\.clamps\[0\]\.ratio: it is "0"; expected a number other than 0/,
  ],
  [
    'a meter of no kind',
    { ...GOOD, meters: [{ role: 'grid', type: 'smoke' }] },
    /^meters\[0\].*one of "modbus-tcp", .*"pushed"/,
  ],
  [
    'a Modbus meter without an address',
    { ...GOOD, meters: [{ role: 'grid', type: 'modbus-tcp', map: 'x' }] },
    /^meters\[0\]\.host: it is missing/,
  ],
  [
    'a pasted URL as the address of a meter',
    { ...GOOD, meters: [{ role: 'grid', type: 'modbus-tcp', host: 'http://192.168.1.20', map: 'x' }] },
    /^meters\[0\]\.host: it is "http:\/\/192\.168\.1\.20"; expected the address of the meter alone/,
  ],
  [
    'a port behind the address of a meter',
    { ...GOOD, meters: [{ role: 'grid', type: 'modbus-rtu-tcp', host: '192.168.1.20:502', map: 'x' }] },
    /^meters\[0\]\.host: it is "192\.168\.1\.20:502"; expected the address/,
  ],
  [
    'a port behind the IPv6 address of a meter',
    { ...GOOD, meters: [{ role: 'grid', type: 'modbus-tcp', host: '[fd00::7]:502', map: 'x' }] },
    /^meters\[0\]\.host: it is "\[fd00::7\]:502"; expected the address/,
  ],
  [
    'the whole URL as the host to advertise',
    { ...GOOD, ocpp: { advertisedHost: 'ws://192.168.1.10:9220' } },
    /^ocpp\.advertisedHost: it is "ws:.*expected a host name or address/,
  ],
  [
    'the whole URL as the id of a charger',
    { ...GOOD, chargers: [charger('ws://192.168.1.10:9220/CP1')] },
    /^chargers\[0\]\.id: it is "ws:.*expected the identity \(CPID\) the charger puts at the end of its URL/,
  ],
  [
    'phase 2 of a one-phase supply',
    { ...GOOD, phases: 1, chargers: [charger('A', { phases: [2] })] },
    /^chargers\[0\]\.phases: it names phases 2 of a one-phase supply/,
  ],
  [
    'a phase twice',
    { ...GOOD, chargers: [charger('A', { phases: [1, 1, 2] })] },
    /^chargers\[0\]\.phases: a phase is named twice/,
  ],
  [
    'more than the dial of its make goes to',
    { ...GOOD, chargers: [charger('A', { model: 'hydra-cubus', maxA: 40 })] },
    /^chargers\[0\]\.maxA: it is 40 A; expected a number from 6 to 32 A/,
  ],
  [
    'minimum above maximum',
    { ...GOOD, chargers: [charger('A', { minA: 10, maxA: 8 })] },
    /^chargers\[0\]\.maxA: 8 A is below the minimum current of 10 A/,
  ],
  [
    'a user limit above the charger',
    { ...GOOD, chargers: [charger('A', { limitA: 20 })] },
    /^chargers\[0\]\.limitA: it is 20 A; expected a number from 6 to 16 A/,
  ],
  [
    'a safe current no charger can offer',
    { ...GOOD, chargers: [charger('A', { safeA: 3 })] },
    /^chargers\[0\]\.safeA: it is 3 A; expected 0 \(pause\), or 6 to 16 A/,
  ],
  [
    'safe currents that do not fit the fuse without the hub',
    { ...GOOD, fuseA: 16, chargers: [charger('A'), charger('B'), charger('C')] },
    /add up to 6 \+ 6 \+ 6 = 18 A on L1, above the fuse of 16 A/,
  ],
  [
    'safe currents that do not fit the fuse of a circuit',
    {
      ...GOOD,
      circuits: [{ name: 'Garage', fuseA: 10 }],
      chargers: [charger('A', { circuit: 'Garage' }), charger('B', { circuit: 'Garage' }), charger('C')],
    },
    /^circuits\[0\]\.fuseA: .*6 \+ 6 = 12 A on L1, above the fuse of 10 A/,
  ],
  [
    'a circuit that is not there',
    { ...GOOD, circuits: [{ name: 'Garage', fuseA: 20 }], chargers: [charger('A', { circuit: 'Shed' })] },
    /^chargers\[0\]\.circuit: it is "Shed"; expected one of "Garage"/,
  ],
  [
    'a circuit where there are none',
    { ...GOOD, chargers: [charger('A', { circuit: 'Shed' })] },
    /expected a circuit of that name in circuits, or no circuit here/,
  ],
  [
    'two circuits of one name',
    { ...GOOD, circuits: [20, 25].map((fuseA) => ({ name: 'Garage', fuseA })) },
    /^circuits\[1\]\.name: "Garage" appears twice; expected a different name for every circuit/,
  ],
  ['a circuit without a fuse', { ...GOOD, circuits: [{ name: 'Garage' }] }, /^circuits\[0\]\.fuseA: it is missing/],
  [
    'a limit that must be renewed more often than may be written',
    { ...GOOD, profileDurationS: 10 },
    /^profileDurationS: at 10 s, just keeping the limit alive takes 720 of the 100 writes allowed per hour; expected a longer duration, or at least 1440 writes per hour/,
  ],
  [
    'a time zone of no place',
    { ...GOOD, timeZone: 'Europe/Atlantis' },
    /^timeZone: "Europe\/Atlantis" is not a time zone/,
  ],
  [
    'a short token',
    { ...GOOD, link: { token: 'short' } },
    /^link\.token: its length is 5; expected at least 16 characters/,
  ],
];

describe('parseSiteConfig: what is wrong is said, with what would be right', () => {
  for (const [story, input, expected] of WRONG) {
    it(story, () => {
      const said = complaints(input);
      assert.ok(
        said.some((line) => expected.test(line)),
        `said: ${said.join(' | ') || 'nothing'}`,
      );
    });
  }

  it('says one thing of one field', () => {
    const [only, ...more] = complaints({ ...GOOD, chargers: [charger('A', { phases: 'L1L2' })] });
    assert.match(only ?? '', /^chargers\[0\]\.phases: it is "L1L2"; expected a list of phases/);
    assert.deepEqual(more, []);
  });

  for (const language of LANGUAGES.filter((other) => other !== 'en')) {
    it(`${language}: says all of it in the language of the configuration`, () => {
      for (const [story, input] of WRONG) {
        if (typeof input !== 'object') continue;
        const parsed = parseSiteConfig({ ...input, language });
        assert.ok('complaints' in parsed, story);
        const english = complaints(input);
        assert.equal(parsed.complaints.length, english.length, story);
        for (const [i, complaint] of parsed.complaints.entries()) {
          const line = complaintLine(language, complaint);
          assert.notEqual(line, english[i]);
          assert.doesNotMatch(line, /expected|it is|"text":|–$/, story);
          assert.ok(line.startsWith(complaint.field), line);
        }
      }
    });
  }

  it('in English where the language itself is wrong', () => {
    assert.deepEqual(complaints({ ...GOOD, language: 'nl' }), [
      'language: it is "nl"; expected one of en, de, it, fr, es, zh.',
    ]);
  });

  it('says what is right where something is no object', () => {
    assert.deepEqual(complaints({ ...GOOD, chargers: [7] }), ['chargers[0]: it is 7; expected an object.']);
  });

  it('says everything at once, one complaint each', () => {
    assert.equal(complaints({ phases: 2, fuseA: 1, storage: '' }).length, 3);
  });

  it('never prints a secret, even a wrong one', () => {
    const said = complaints({ ...GOOD, link: { token: 12345678 }, chargers: [charger('A', { password: 87654321 })] });
    assert.ok(said.length >= 2);
    assert.ok(!/12345678|87654321/.test(said.join()));
    const url = 'mqtt://me:hidden@a b';
    for (const wrong of [url, 'me:hidden@192.168.1.5'])
      assert.doesNotMatch(complaints({ ...GOOD, mqtt: { url: wrong } }).join(), /hidden/);
    const meter = complaints({ ...GOOD, meters: [{ role: 'grid', type: 'mqtt', url }, { password: 'hidden' }] });
    assert.ok(meter.length >= 2);
    assert.ok(!/hidden/.test(meter.join()), meter.join());
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        parseSiteConfig(input);
        parseSiteConfig({ ...GOOD, chargers: [input], meters: [input], ocpp: input });
      }),
      { numRuns: 300 },
    );
  });
});
