import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { MeterConfig } from '../../core/model/config.js';
import { codeOf } from '../../core/model/error.js';
import { eventually } from '../means/eventually.js';
import { HouseMeters, sdm630, sdm630At } from '../means/house-meters.js';
import type { KeptMeters } from '../means/kept-meters.js';
import { type Misdeed, ModbusSlave, type SlaveRequest } from '../means/modbus-slave.js';
import { MuteProxy } from '../means/mute-proxy.js';

const house = new HouseMeters();
afterEach(() => house.close());

type RtuTcp = Extract<MeterConfig, { type: 'modbus-rtu-tcp' }>;

const sdm = (port: number, more: Partial<RtuTcp> = {}): MeterConfig =>
  sdm630At(port, { type: 'modbus-rtu-tcp', timeoutMs: 150, ...more });

describe('D.1: RTU through a transparent gateway', () => {
  it('is read as over TCP', async () => {
    const slave = await house.slave({ 1: sdm630() }, { framing: 'rtu' });
    const reading = await house.read([sdm(slave.port)]).more(1);
    assert.equal(reading.powerW, 2060);
    assert.deepEqual(reading.currentA, [1.5, -2.5, 10]);
  });

  it('leaves the line quiet for 3.5 characters before each request, because slaves find frames by the pause', async () => {
    const at: number[] = [];
    const slave = await house.slave(
      { 1: sdm630() },
      { framing: 'rtu', misdeed: () => void at.push(performance.now()) },
    );
    await house.read([sdm(slave.port, { periodS: 0.001 })]).more(5);
    const gaps = at.slice(1).map((time, i) => time - (at[i] ?? 0));
    assert.ok(Math.min(...gaps) >= 4, `gaps of ${gaps.map(Math.round).join(', ')} ms`);
  });

  it('a slave that is deaf for longer after its answer gets the rest it needs, and its neighbour goes on as before', async () => {
    const DEAF_MS = 15;
    const answeredAt = new Map<number, number>();
    const gaps: number[] = [];
    const slave = await house.slave(
      { 1: sdm630(), 2: sdm630() },
      {
        framing: 'rtu',
        misdeed: ({ unitId, number }) => {
          const now = performance.now();
          const gap = now - Math.max(...answeredAt.values(), 0);
          if (unitId === 2) gaps.push(gap);
          else if (number > 20 && gap < DEAF_MS) return { do: 'silence' };
          answeredAt.set(unitId, now);
          return undefined;
        },
      },
    );
    const kept = house.read([
      sdm(slave.port, { periodS: 0.001, timeoutMs: 600 }),
      sdm(slave.port, { id: 'quick', role: 'load', unitId: 2, periodS: 0.001, timeoutMs: 600 }),
    ]);
    await kept.more(40, 'grid');
    const { silent = 0 } = house.sources[0]?.look?.().failures ?? {};
    assert.ok(silent <= 12, `after three times 5 ms, 20 were enough: ${silent} lost`);
    assert.ok(Math.min(...gaps) < 15, `the neighbour waits ${Math.min(...gaps)} ms`);
  });

  it('three meters on one line take turns, and each gets its own values', async () => {
    const units = { 1: sdm630(), 2: sdm630().f32(4, 52, 222), 3: sdm630().f32(4, 52, 333) };
    const slave = await house.slave(units, { framing: 'rtu' });
    const kept = house.read([
      sdm(slave.port),
      sdm(slave.port, { id: 'two', role: 'load', unitId: 2 }),
      sdm(slave.port, { id: 'three', role: 'load', unitId: 3 }),
    ]);
    for (const id of ['grid', 'two', 'three']) await kept.more(3, id);
    const seen = (id: string) => new Set(kept.readings.filter((r) => r.meterId === id).map((r) => Number(r.powerW)));
    assert.deepEqual([seen('grid'), seen('two'), seen('three')], [new Set([2060]), new Set([222]), new Set([333])]);
    assert.equal(slave.connections, 1);
  });

  it('two meters that want the line set differently are told at once', async () => {
    const serial = { type: 'modbus-rtu', role: 'load', map: 'eastron-sdm630', path: '/dev/none' } as const;
    assert.throws(
      () =>
        house.read([
          { ...serial, id: 'a' },
          { ...serial, id: 'b', baudRate: 2400 },
        ]),
      (error: Error) => codeOf(error) === 'BAD_CONFIG' && /9600 8N1, and 2400 8N1/.test(error.message),
    );
  });

  it('a serial port that is not there is told, and waited for', async () => {
    const serial = { type: 'modbus-rtu', role: 'grid', map: 'eastron-sdm630', path: '/dev/surplug-none' } as const;
    assert.equal(await house.read([serial]).troubled(/./), 'unreachable: /dev/surplug-none, no such port');
  });

  it('nor is a file that is no serial port one', async () => {
    const serial = { type: 'modbus-rtu', role: 'grid', map: 'eastron-sdm630', path: '/dev/null' } as const;
    assert.equal(await house.read([serial]).troubled(/./), 'unreachable: /dev/null, no such port');
  });
});

describe('D: faults on RTU', () => {
  async function fault(misdeed: (request: SlaveRequest) => Misdeed | undefined, times = 1): Promise<KeptMeters> {
    const slave = await house.slave(
      { 1: sdm630(), 2: sdm630() },
      {
        framing: 'rtu',
        misdeed: (request) => (request.number >= 4 && request.number < 4 + times ? misdeed(request) : undefined),
      },
    );
    const kept = house.read([sdm(slave.port)]);
    await eventually('the fault is over', () => slave.requests.length >= 4 + times);
    await kept.more(3);
    assert.ok(kept.readings.every((reading) => reading.powerW === 2060 && reading.voltageV?.length === 3));
    return kept;
  }

  it('no answer', async () => assert.deepEqual((await fault(() => ({ do: 'silence' }))).troubles, []));
  it('no answer for longer is told as silence', async () => {
    const kept = await fault(() => ({ do: 'silence' }), 5);
    assert.match(kept.troubles[0]?.what ?? '', /^silent: 127\.0\.0\.1:\d+, unit 1$/);
  });
  it('damaged answers for longer are told as damage', async () => {
    const kept = await fault(() => ({ do: 'corrupt' }), 5);
    assert.match(kept.troubles[0]?.what ?? '', /^garbled: 127\.0\.0\.1:\d+, unit 1$/);
  });
  it('half a frame', async () => void (await fault(() => ({ do: 'cut', bytes: 40 }))));
  it('a checksum error', async () => void (await fault(() => ({ do: 'corrupt' }))));
  it('another unit answers', async () => void (await fault(() => ({ do: 'wrong-unit', unitId: 2 }))));
  it('noise before every answer costs nothing', async () => {
    assert.deepEqual((await fault(() => ({ do: 'noise', bytes: [0, 0xff, 1, 4] }), 20)).troubles, []);
  });
  it('stray bytes behind every answer cost nothing, though the library alone never recovers', async () => {
    assert.deepEqual((await fault(() => ({ do: 'trail', bytes: [1, 4] }), 20)).troubles, []);
  });
  it('an adapter that hears itself costs nothing', async () => {
    assert.deepEqual((await fault(() => ({ do: 'echo' }), 20)).troubles, []);
  });
  for (const code of [1, 4, 6, 11]) {
    it(`exception ${code}`, async () => void (await fault(() => ({ do: 'exception', code }), 2)));
  }
  it('the connection reset', async () => void (await fault(() => ({ do: 'reset' }))));

  it('a late answer is never taken for the next one, whatever changed in between', async () => {
    const registers = sdm630();
    const late = new Set([4, 9, 14]);
    const slave = await house.slave(
      { 1: registers },
      {
        framing: 'rtu',
        misdeed: ({ number, count }) => {
          // The value grows with each request: an old answer taken for a new one would show as a step back.
          registers.f32(4, 52, number);
          return late.has(number) && count > 6 ? { do: 'late', ms: 190 } : undefined;
        },
      },
    );
    const kept = house.read([sdm(slave.port)]);
    await eventually('past the late ones', () => slave.requests.length > 24);
    const powers = kept.readings.map((reading) => Number(reading.powerW));
    assert.deepEqual(
      powers,
      [...new Set(powers)].sort((a, b) => a - b),
    );
    for (const number of late) assert.ok(!powers.includes(number), `the late answer ${number} became a reading`);
  });

  it('a gateway that has forgotten the connection, but takes another', async () => {
    const slave = await house.slave({ 1: sdm630() }, { framing: 'rtu' });
    const gateway = await MuteProxy.before(slave.port);
    try {
      const kept = house.read([sdm(gateway.port)]);
      await kept.more(1);
      gateway.mute();
      await kept.troubled(/^silent/);
      gateway.speak();
      await kept.more(2);
      assert.equal(kept.troubles.at(-1)?.what, null);
      // Three in a row, and it is connected anew.
      const { silent = 0 } = house.sources[0]?.look?.().failures ?? {};
      assert.ok(silent <= 8, `${silent} polls`);
      await house.close();
    } finally {
      await gateway.close();
    }
  });

  it('the gateway away and back', async () => {
    const first = await house.slave({ 1: sdm630() }, { framing: 'rtu' });
    const kept = house.read([sdm(first.port)]);
    await kept.more(1);
    const { port } = first;
    await first.close();
    await kept.troubled(/^unreachable/);
    house.slaves.push(await ModbusSlave.listen(new Map([[1, sdm630()]]), { framing: 'rtu', port }));
    await kept.more(2);
    assert.equal(kept.troubles.at(-1)?.what, null);
  });
});
