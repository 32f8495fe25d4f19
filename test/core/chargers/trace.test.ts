import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lifeOf } from '../../../core/chargers/connection/liveness.js';
import { counted, freshRate } from '../../../core/chargers/connection/message-rate.js';
import { Trace, withoutSecrets } from '../../../core/chargers/trace.js';

describe('the trace of a conversation', () => {
  it('keeps the last messages, decoded, and says what an answer answers', () => {
    const trace = new Trace(3);
    trace.frame(0, 'in', '[2,"a","Heartbeat",{}]');
    trace.frame(1, 'in', '[2,"b","BootNotification",{"chargePointVendor":"V"}]');
    trace.frame(2, 'out', '[3,"b",{"status":"Accepted"}]');
    trace.frame(3, 'out', '[4,"a","InternalError","no",{}]');
    assert.deepEqual(
      trace.entries().map(({ at: _, ...entry }) => entry),
      [
        { direction: 'in', type: 'call', action: 'BootNotification', id: 'b', payload: { chargePointVendor: 'V' } },
        { direction: 'out', type: 'answer', action: 'BootNotification', id: 'b', payload: { status: 'Accepted' } },
        {
          direction: 'out',
          type: 'error',
          id: 'a',
          payload: { code: 'InternalError', description: 'no', details: {} },
        },
      ],
    );
    assert.equal(trace.entries()[0]?.at, '1970-01-01T00:00:00.001Z');
  });

  it('keeps a frame of a megabyte cut, and hides secrets in it all the same', () => {
    const trace = new Trace(3);
    const key = '"key":"AuthorizationKey","value":"geheim123"';
    trace.frame(0, 'out', `[2,"a","ChangeConfiguration",{${key},"x":"${'x'.repeat(1_000_000)}"}]`);
    const [entry] = trace.entries();
    assert.equal(entry?.type, 'call');
    assert.doesNotMatch(JSON.stringify(entry), /geheim/);
    assert.ok(JSON.stringify(entry).length < 1000);
  });

  it('hides a secret that an answer repeats', () => {
    const trace = new Trace(3);
    trace.frame(0, 'out', '[2,"a","ChangeConfiguration",{"key":"AuthorizationKey","value":"geheim123"}]');
    trace.frame(1, 'in', '[4,"a","GenericError","no geheim123 here",{"given":"geheim123"}]');
    assert.doesNotMatch(JSON.stringify(trace.entries()), /geheim/);
  });

  const secret = 'geheim123';
  for (const [name, payload] of [
    ['a changed AuthorizationKey', { key: 'AuthorizationKey', value: secret }],
    ['a setting read back', { configurationKey: [{ key: 'WifiPassword', readonly: false, value: secret }] }],
    ['a password field', { password: secret, nested: [{ PASSWORD: secret, apiToken: secret }] }],
    ['a URL with user and password', { location: `ftp://user:${secret}@host/path` }],
    ['a URL whose password was not encoded', { location: `ftp://user:p@ss/${secret}@host/path` }],
    ['what a charger could not fetch', { info: `no answer: http://host/fw.bin|user|${secret}|0123, tried twice` }],
    ['the four-part firmware location', { location: `http://host/fw.bin|user|${secret}|0123` }],
    [
      'an unreadable frame with a key in it',
      `[2,"1","ChangeConfiguration",{"key":"AuthorizationKey","value":"${secret}"`,
    ],
    [
      'settings read back that were cut',
      `[3,"1",{"configurationKey":[{"key":"BasicAuthPassword","readonly":false,"value":"${secret}"},{"key":"Heart`,
    ],
    ['an unreadable frame with a password', `{"wifiPassword": "${secret}", `],
  ] as const) {
    it(`shows nothing of ${name}`, () => assert.doesNotMatch(JSON.stringify(withoutSecrets(payload)), /geheim/));
  }

  it('shows everything else as it came', () => {
    const payload = { key: 'HeartbeatInterval', value: '60', url: 'http://host/a|b', list: [1, null, true] };
    assert.deepEqual(withoutSecrets(payload), payload);
  });

  it('cuts long words short', () => {
    assert.equal(String(withoutSecrets('x'.repeat(5000))).length, 501);
  });
});

describe('the rate a charger is read at', () => {
  it('takes a burst at once, then so many a second', () => {
    let rate = freshRate(10, 0);
    const waits: number[] = [];
    for (let message = 0; message < 102; message += 1) {
      const taken = counted(rate, 10, 0, 100);
      rate = taken.rate;
      waits.push(taken.waitMs);
    }
    assert.ok(waits.slice(0, 100).every((wait) => wait === 0));
    assert.deepEqual(waits.slice(100), [200, 300]);
    assert.equal(counted(rate, 10, 60_000, 100).waitMs, 0);
  });

  it('counts a long message as many, because memory is what it takes', () => {
    const { rate, waitMs } = counted(freshRate(10, 0), 10, 0, 400_000);
    assert.equal(waitMs, 0);
    assert.equal(counted(rate, 10, 0, 400_000).waitMs, 9_700);
  });
});

describe('whether a connection still lives', () => {
  for (const [quietS, pongs, expected] of [
    [80, true, 'sure'],
    [91, true, 'gone'],
    [180, false, 'sure'],
    [181, false, 'doubtful'],
    [240, false, 'doubtful'],
    [241, false, 'gone'],
  ] as const) {
    it(`one that is quiet for ${quietS} s and ${pongs ? 'has ponged' : 'never ponged'}: ${expected}`, () => {
      assert.equal(lifeOf({ heardAtMs: 0, pongs }, quietS * 1000, 30_000), expected);
    });
  }
});
