import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { MeterConfig } from '../../core/model/config.js';
import { codeOf } from '../../core/model/error.js';
import { eventually } from '../means/eventually.js';
import { FastClock } from '../means/fast-clock.js';
import { HouseMeters, sdm630, sdm630At } from '../means/house-meters.js';
import type { KeptMeters } from '../means/kept-meters.js';
import { type Misdeed, type ModbusSlave, Registers } from '../means/modbus-slave.js';

const house = new HouseMeters();
afterEach(() => house.close());

const near = (actual: readonly number[] | undefined, expected: readonly number[]) => {
  assert.equal(actual?.length, expected.length);
  expected.forEach((value, i) => {
    assert.ok(Math.abs((actual?.[i] ?? Number.NaN) - value) < 0.001, `${actual?.join()} is not ${expected.join()}`);
  });
};

describe('A.6: a Modbus TCP meter', () => {
  it('is read per phase with sign, voltage and registers', async () => {
    const slave = await house.slave({ 1: sdm630() }, { maxRegisters: 80 });
    const kept = house.read([sdm630At(slave.port)]);
    const reading = await kept.more(1);
    assert.equal(reading.meterId, 'grid');
    assert.equal(reading.powerW, 2060);
    near(reading.phaseW, [345, -578, 2293]);
    near(reading.currentA, [1.5, -2.5, 10]);
    near(reading.voltageV, [230.1, 231.2, 229.3]);
    assert.deepEqual([reading.importWh, reading.exportWh], [1_234_500, 987_250]);
    assert.deepEqual(kept.troubles, []);
  });

  it('is asked for its live values in one block, and for the slow ones only now and then', async () => {
    const slave = await house.slave({ 1: sdm630() });
    const kept = house.read([sdm630At(slave.port)]);
    await kept.more(4);
    const live = slave.requests.filter((request) => request.address === 0);
    assert.ok(live.every((request) => request.functionCode === 4 && request.count === 54));
    assert.equal(slave.requests.length - live.length, 1);
  });

  it('is asked for the slow ones every half minute, or each time where it is slower than that', async () => {
    const slowAsked = async (periodS: number, timeoutMs: number): Promise<number> => {
      const slave = await house.slave({ 1: sdm630() });
      const kept = house.read([sdm630At(slave.port, { periodS, timeoutMs })], 3, new FastClock(200));
      await kept.more(7);
      return slave.requests.filter((request) => request.address !== 0).length;
    };
    assert.equal(await slowAsked(40, 20_000), 7);
    assert.equal(await slowAsked(10, 5000), 3);
  });

  it('keeps one connection for all its polls', async () => {
    const slave = await house.slave({ 1: sdm630() });
    const kept = house.read([sdm630At(slave.port)]);
    await kept.more(5);
    assert.equal(slave.connections, 1);
  });

  it('shares its line with the other units there, one request at a time', async () => {
    const second = sdm630().f32(4, 52, -4000).f32(4, 12, -1000, -1000, -2000);
    const slave = await house.slave({ 1: sdm630(), 7: second });
    const kept = house.read([
      sdm630At(slave.port),
      sdm630At(slave.port, { id: 'roof', role: 'solar', unitId: 7, invert: true }),
    ]);
    await kept.more(3, 'grid');
    await kept.more(3, 'roof');
    assert.equal(kept.last('roof')?.powerW, 4000);
    assert.equal(kept.last('grid')?.powerW, 2060);
    assert.equal(slave.connections, 1);
  });

  it('is asked at unit 2 when nobody says otherwise and the chargers’ manuals say so (Chint)', async () => {
    const dtsu = new Registers()
      .f32(3, 0x2006, 2301, 2312, 2293, 1500, 2500, 10000, 20600, 3450, -5780, 22930)
      .f32(3, 0x2044, 5002)
      .f32(3, 0x101e, 1234.5)
      .f32(3, 0x1028, 987.25);
    const slave = await house.slave({ 2: dtsu });
    const { unitId: _, ...config } = sdm630At(slave.port, { map: 'chint-dtsu666' }) as Record<string, unknown>;
    const kept = house.read([config as unknown as MeterConfig]);
    await eventually('the registers, read without the hole between them', () => kept.last()?.importWh !== undefined);
    const reading = await kept.more(1);
    assert.equal(reading.powerW, 2060);
    near(reading.phaseW, [345, -578, 2293]);
    near(reading.currentA, [1.5, -2.5, 10]);
    near(reading.voltageV, [230.1, 231.2, 229.3]);
    assert.deepEqual([reading.importWh, reading.exportWh], [1_234_500, 987_250]);
  });

  it('refuses a block with a hole: it is asked again without', async () => {
    const holes = new Registers().f32(4, 0, 230, 230, 230, 1, 1, 1, 100, 100, 100).f32(4, 52, 300).f32(4, 70, 50, 1, 2);
    const slave = await house.slave({ 1: holes });
    const reading = await house.read([sdm630At(slave.port)]).more(1);
    assert.equal(reading.powerW, 300);
  });

  it('is no meter of that map: BAD_CONFIG names maps that come near', () => {
    const wrong = (map: string, says: RegExp) =>
      assert.throws(
        () => house.read([sdm630At(1, { map })]),
        (error: Error) => codeOf(error) === 'BAD_CONFIG' && says.test(error.message),
      );
    wrong('eastron-630', /no register map "eastron-630". Known: eastron-sdm630/);
    wrong('nonsense', /Known: chint-dtsu666/);
    wrong('nonsense', /^Meter grid: /);
  });

  it('shows what it says: raw registers, values, age and failures', async () => {
    const slave = await house.slave(
      { 1: sdm630() },
      { misdeed: ({ number }) => (number === 4 ? { do: 'silence' } : undefined) },
    );
    const kept = house.read([sdm630At(slave.port)]);
    await kept.more(5);
    const look = house.sources[0]?.look?.();
    assert.equal(look?.meterId, 'grid');
    assert.equal(look?.where, `127.0.0.1:${slave.port}, unit 1`);
    assert.ok((look?.polls ?? 0) >= 6);
    assert.deepEqual(look?.failures, { silent: 1 });
    const live = look?.registers?.find(({ address }) => address === 0);
    assert.deepEqual([live?.functionCode, live?.words.slice(0, 2)], [4, [0x4366, 0x199a]]);
    assert.equal(look?.values['powerW'], 2060);
    assert.equal(look?.values['importWh'], 1_234_500);
    assert.equal(look?.heardAt, kept.last()?.takenAt);
  });

  it('a map of the user’s own that tells no power is complained of at once', () => {
    const own = { functionCode: 3, points: { voltage1V: { address: 1, type: 'u16' } } } as const;
    assert.throws(
      () => house.read([sdm630At(1, { map: own })]),
      (error: Error) => codeOf(error) === 'BAD_CONFIG' && /contains no power: add powerW/.test(error.message),
    );
  });

  it('may have a map of the user’s own', async () => {
    const slave = await house.slave({ 9: new Registers().set(3, 100, [0xfc18]) });
    const own = { functionCode: 3, points: { powerW: { address: 100, type: 'i16', scale: 10 } } } as const;
    const reading = await house.read([sdm630At(slave.port, { map: own, unitId: 9 })]).more(1);
    assert.equal(reading.powerW, -10_000);
  });

  it('may be three meters, one a phase, under a map that names the unit of each value', async () => {
    const onePhase = (power: number) => new Registers().f32(4, 0, 230).f32(4, 12, power);
    const slave = await house.slave({ 1: onePhase(100), 2: onePhase(-200), 3: onePhase(300) });
    const of = (unitId: number, address: number) => ({ address, type: 'f32', unitId }) as const;
    const points = { phase1W: of(1, 12), phase2W: of(2, 12), phase3W: of(3, 12), voltage1V: of(1, 0) };
    const kept = house.read([sdm630At(slave.port, { map: { functionCode: 4, points } })]);
    const { powerW, phaseW } = await kept.more(1);
    assert.deepEqual([powerW, phaseW], [200, [100, -200, 300]]);
    slave.misdeed = ({ unitId }) => (unitId === 3 ? { do: 'exception', code: 11 } : undefined);
    await eventually('the third is missed', () => /unit 3/.test(kept.troubles.at(-1)?.what ?? ''));
  });
});

describe('D: faults on Modbus TCP', () => {
  /** From the fifth request on the slave misbehaves, for so many requests; then it is well. */
  async function fault(misdeed: Misdeed, times: number): Promise<{ kept: KeptMeters; slave: ModbusSlave }> {
    const slave = await house.slave(
      { 1: sdm630() },
      {
        misdeed: ({ number }) => (number >= 5 && number < 5 + times ? misdeed : undefined),
      },
    );
    const kept = house.read([sdm630At(slave.port)]);
    await eventually('the fault is over', () => slave.requests.length >= 5 + times);
    await kept.more(3);
    assert.ok(kept.readings.every((reading) => reading.powerW === 2060));
    return { kept, slave };
  }

  it('no answer once is nobody’s business', async () => {
    const { kept, slave } = await fault({ do: 'silence' }, 1);
    assert.deepEqual(kept.troubles, []);
    assert.equal(slave.connections, 1);
  });
  it('no answer for longer is told once, and once that it is well again', async () => {
    const { kept } = await fault({ do: 'silence' }, 4);
    assert.deepEqual(
      kept.troubles.map(({ what }) => what?.split(':')[0] ?? null),
      ['silent', null],
    );
  });
  it('two silences in a row lead to a new connection, since the stream may be out of step', async () => {
    const { slave } = await fault({ do: 'silence' }, 2);
    assert.ok(slave.connections >= 2);
  });
  it('a late answer is never taken for the next one', async () => {
    await fault({ do: 'late', ms: 450 }, 2);
  });
  for (const code of [1, 2, 3, 4, 5, 6, 7, 8, 10, 11]) {
    it(`exception ${code} is told with its number and gone when it is`, async () => {
      // Who does not know the function is asked by the other one, too.
      const { kept } = await fault({ do: 'exception', code }, code === 1 ? 8 : 4);
      const told = code === 5 || code === 6 ? 'busy' : code < 10 ? 'refused' : 'silent';
      assert.match(kept.troubles[0]?.what ?? '', new RegExp(`^${told}: .*unit 1, register 0, exception ${code}$`));
      assert.equal(kept.troubles.at(-1)?.what, null);
    });
  }
  it('another unit’s answer is not taken', async () => {
    await fault({ do: 'wrong-unit', unitId: 3 }, 1);
  });
  it('half an answer: one poll is lost, and the next goes over a new connection', async () => {
    const { slave } = await fault({ do: 'cut', bytes: 20 }, 1);
    assert.deepEqual(house.sources[0]?.look?.().failures, { garbled: 1 });
    assert.equal(slave.connections, 2);
  });
  it('an answer with a wrong length field', async () => {
    await fault({ do: 'corrupt' }, 1);
  });
  it('stray bytes in the stream', async () => {
    await fault({ do: 'noise', bytes: [1, 4] }, 1);
  });
  it('stray bytes behind an answer', async () => {
    await fault({ do: 'trail', bytes: [0, 9, 0] }, 1);
  });
  it('a reset with a request out', async () => {
    await fault({ do: 'reset' }, 1);
  });
  it('a connection ended with a request out', async () => {
    await fault({ do: 'end' }, 1);
  });

  it('the line cut and back: heals by itself', async () => {
    const slave = await house.slave({ 1: sdm630() });
    const kept = house.read([sdm630At(slave.port)]);
    await kept.more(2);
    slave.cut('reset');
    await kept.more(3);
    slave.cut('end');
    await kept.more(3);
    assert.equal(slave.connections, 3);
  });

  it('the host away, and back on the same port: told once, heals within the back-off', async () => {
    const first = await house.slave({ 1: sdm630() });
    const { port } = first;
    const kept = house.read([sdm630At(port)]);
    await kept.more(1);
    await first.close();
    assert.match(await kept.troubled(/^unreachable/), /^unreachable: 127\.0\.0\.1:\d+, /);
    await house.slave({ 1: sdm630() }, { port });
    await kept.more(2);
    assert.deepEqual(
      kept.troubles.map(({ what }) => what?.split(':')[0] ?? null),
      ['unreachable', null],
    );
  });

  it('a host that is an IPv6 address is told in brackets', async () => {
    const first = await house.slave({ 1: sdm630() });
    const { port } = first;
    await first.close();
    const kept = house.read([sdm630At(port, { host: '::1' })]);
    assert.match(await kept.troubled(/./), new RegExp(`^unreachable: \\[::1\\]:${port}, `));
  });

  it('a dead unit does not starve its neighbour', async () => {
    const slave = await house.slave({ 1: sdm630() });
    const kept = house.read([sdm630At(slave.port), sdm630At(slave.port, { id: 'dead', unitId: 66, timeoutMs: 100 })]);
    await kept.troubled(/^silent: .*unit 66, never answered$/);
    const from = slave.requests.length;
    await kept.more(20, 'grid');
    const dead = slave.requests.slice(from).filter((request) => request.unitId === 66).length;
    assert.ok(dead <= 6, `${dead} requests to the dead unit against 20 to the living one`);
  });

  it('values no home has are refused, told, and never become a reading', async () => {
    const wrong = sdm630().f32(4, 0, 4e-38, 4e-38, 4e-38);
    const slave = await house.slave({ 1: wrong });
    const kept = house.read([sdm630At(slave.port)]);
    await kept.troubled(/^absurd: voltageV/);
    assert.deepEqual(kept.readings, []);
    wrong.f32(4, 0, 230, 230, 230);
    await kept.more(1);
    assert.equal(kept.troubles.at(-1)?.what, null);
  });

  it('closing with a request out frees the socket at once', async () => {
    const slave = await house.slave({ 1: sdm630() }, { misdeed: () => ({ do: 'silence' }) });
    const kept = house.read([sdm630At(slave.port, { timeoutMs: 60_000 })]);
    await eventually('a request is out', () => slave.requests.length === 1);
    await house.sources[0]?.close();
    await eventually('the socket is gone', () => slave.sockets.size === 0);
    assert.deepEqual(kept.readings, []);
  });
});
