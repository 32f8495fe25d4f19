import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, it } from 'node:test';
import { Buses } from '../../core/meters/bus/buses.js';
import { rtuTcpLine } from '../../core/meters/bus/rtu-tcp-line.js';
import { findMeters } from '../../core/meters/find-meters.js';
import type { FindProgress } from '../../core/model/meter-find.js';
import { systemClock } from '../../core/site/system-clock.js';
import { HouseMeters, sdm630 } from '../means/house-meters.js';
import { Registers } from '../means/modbus-slave.js';
import { temporaryFolder } from '../means/open-hub.js';

const house = new HouseMeters();
afterEach(() => house.close());

const clock = systemClock();
const tcp = (port: number) => ({ type: 'modbus-tcp', host: '127.0.0.1', port }) as const;

const dtsu = () =>
  new Registers()
    .f32(3, 0x2006, 2301, 2312, 2293, 1500, 2500, 10000, 20600, 3450, -5780, 22930)
    .f32(3, 0x2044, 5002)
    .zeros(3, 0x2000, 0x2060);

describe('D.8: finding meters', () => {
  it('finds each by the values it gives, and shows them to compare with the display', async () => {
    const slave = await house.slave({ 1: sdm630(), 2: dtsu() });
    const { found, advice, cancelled } = await findMeters({ line: tcp(slave.port), unitIds: [1, 2] }, { clock });
    assert.deepEqual(
      found.map(({ unitId, maps }) => [unitId, maps[0]]),
      [
        [1, 'eastron-sdm630'],
        [2, 'chint-dtsu666'],
      ],
    );
    assert.equal(found[1]?.values['powerW'], 2060);
    assert.deepEqual([advice, cancelled], [[], false]);
  });

  for (const framing of ['tcp', 'rtu'] as const) {
    it(`waits for slow meters at whatever address, ${framing}`, async () => {
      const slave = await house.slave({ 2: dtsu(), 4: dtsu() }, { framing });
      const met = new Set<number>();
      slave.misdeed = ({ unitId }) => (met.size < met.add(unitId).size ? { do: 'late', ms: 900 } : undefined);
      const line = framing === 'tcp' ? tcp(slave.port) : ({ ...tcp(slave.port), type: 'modbus-rtu-tcp' } as const);
      const { found } = await findMeters({ line, unitIds: [1, 2, 3, 4, 5, 6] }, { clock });
      assert.deepEqual(
        found.map(({ unitId, maps }) => [unitId, maps[0]]),
        [
          [2, 'chint-dtsu666'],
          [4, 'chint-dtsu666'],
        ],
      );
    });
  }

  it('waits seconds for one at a usual address', async () => {
    const slave = await house.slave({ 2: dtsu() });
    slave.misdeed = ({ number }) => (number === 0 ? { do: 'late', ms: 2500 } : undefined);
    const { found } = await findMeters({ line: tcp(slave.port), unitIds: [2] }, { clock });
    assert.equal(found[0]?.maps[0], 'chint-dtsu666');
  });

  it('finds one that gives few registers at once', async () => {
    const slave = await house.slave({ 1: sdm630() }, { maxRegisters: 6 });
    const { found } = await findMeters({ line: tcp(slave.port), unitIds: [1] }, { clock });
    assert.deepEqual([found[0]?.maps[0], found[0]?.values['powerW']], ['eastron-sdm630', 2060]);
  });

  it('finds one that answers as unit 255 alone, and advises so where that is not asked', async () => {
    const slave = await house.slave({ 1: sdm630(), 255: sdm630() });
    slave.misdeed = ({ unitId }) => (unitId === 255 ? undefined : { do: 'wrong-unit', unitId: 255 });
    const { found } = await findMeters({ line: tcp(slave.port), unitIds: [1, 255] }, { clock });
    assert.deepEqual([found[0]?.unitId, found[0]?.maps[0]], [255, 'eastron-sdm630']);
    const { advice } = await findMeters({ line: tcp(slave.port), unitIds: [1] }, { clock });
    assert.deepEqual(advice, ['other-address']);
  });

  it('finds what a gateway passes on, whichever way it speaks, and on an open line in the way that is in use', async () => {
    const ways = ['modbus-tcp', 'modbus-rtu-tcp'] as const;
    for (const [framing, asked, speaks] of [
      ['rtu', ...ways],
      ['tcp', ways[1], ways[0]],
    ] as const) {
      const { port } = await house.slave({ 1: sdm630() }, { framing });
      const { found } = await findMeters({ line: { ...tcp(port), type: asked }, unitIds: [0, 1] }, { clock });
      assert.deepEqual(
        found.map(({ unitId, type, maps }) => [unitId, type, maps[0]]),
        [[1, speaks, 'eastron-sdm630']],
      );
    }
    const slave = await house.slave({ 1: sdm630() }, { framing: 'rtu' });
    const buses = new Buses(clock);
    const bus = buses.join(rtuTcpLine('127.0.0.1', slave.port, clock));
    const { found } = await findMeters({ line: tcp(slave.port), unitIds: [1] }, { clock, buses });
    assert.deepEqual([found[0]?.type, slave.connections], ['modbus-rtu-tcp', 1]);
    await buses.leave(bus);
  });

  it('passes units by of which a gateway says that they are not there, and advises as for a line', async () => {
    const units = Object.fromEntries([1, 2, 3, 4].map((unit) => [unit, sdm630()]));
    const slave = await house.slave(units, { misdeed: () => ({ do: 'exception', code: 11 }) });
    const { found, advice } = await findMeters({ line: tcp(slave.port), unitIds: [1, 2, 3, 4] }, { clock });
    assert.deepEqual([found, advice[0], slave.requests.length], [[], 'swap-a-b', 4]);
  });

  it('finds one that knows one function for registers, and not that of its map', async () => {
    const slave = await house.slave({ 1: dtsu(), 2: sdm630() });
    slave.misdeed = ({ functionCode }) => (functionCode === 3 ? undefined : { do: 'exception', code: 1 });
    const registers = slave.units.get(2) as Registers;
    registers.set(3, 0, registers.get(4, 0, 90) ?? []);
    const { found } = await findMeters({ line: tcp(slave.port), unitIds: [1, 2] }, { clock });
    assert.deepEqual(
      found.map(({ unitId, maps }) => [unitId, maps[0]]),
      [
        [1, 'chint-dtsu666'],
        [2, 'eastron-sdm630'],
      ],
    );
    assert.equal(found[1]?.values['powerW'], 2060);
  });

  it('takes a one-phase meter for one', async () => {
    const sdm120 = new Registers().f32(4, 0, 230).f32(4, 6, 2).f32(4, 12, 460).f32(4, 70, 50).zeros(4, 0, 90);
    const slave = await house.slave({ 1: sdm120 });
    const { found } = await findMeters({ line: tcp(slave.port), unitIds: [1] }, { clock });
    assert.match(found[0]?.maps[0] ?? '', /^eastron-sdm(120|230)$/);
  });

  it('tells how far it is, and stops when called off', async () => {
    const slave = await house.slave({ 1: sdm630() });
    const off = new AbortController();
    const told: FindProgress[] = [];
    const result = await findMeters(
      { line: tcp(slave.port), unitIds: [1, 50, 51, 52] },
      {
        clock,
        signal: off.signal,
        progress(progress) {
          told.push(progress);
          if (progress.unitId === 50) off.abort();
        },
      },
    );
    assert.deepEqual(
      told.map(({ done, of, found }) => [done, of, found.length]),
      [
        [0, 8, 0],
        [1, 8, 1],
      ],
    );
    assert.equal(result.cancelled, true);
    assert.equal(result.found.length, 1);
  });

  it('a unit that is not there costs one question', async () => {
    const slave = await house.slave({ 9: sdm630() }, { framing: 'rtu' });
    const line = { type: 'modbus-rtu-tcp', host: '127.0.0.1', port: slave.port } as const;
    const { found } = await findMeters({ line, unitIds: [8, 9] }, { clock });
    assert.equal(found[0]?.unitId, 9);
    assert.equal(slave.requests.filter(({ unitId }) => unitId === 8).length, 1);
  });

  it('on a line that is being read already it takes its turn there, and leaves it open', async () => {
    const slave = await house.slave({ 1: sdm630(), 2: dtsu() }, { framing: 'rtu' });
    const buses = new Buses(clock);
    const bus = buses.join(rtuTcpLine('127.0.0.1', slave.port, clock));
    const read = () => bus.read({ unitId: 1, functionCode: 4, address: 52, count: 2, timeoutMs: 2000 });
    assert.ok('words' in (await read()));
    const line = { type: 'modbus-rtu-tcp', host: '127.0.0.1', port: slave.port } as const;
    const { found } = await findMeters({ line, unitIds: [2] }, { clock, buses });
    assert.equal(found[0]?.maps[0], 'chint-dtsu666');
    assert.ok('words' in (await read()));
    assert.equal(slave.connections, 1);
    await buses.leave(bus);
  });

  it('finds what speaks SunSpec', async () => {
    const registers = new Registers()
      .set(3, 40_000, [0x5375, 0x6e53, 203, 105])
      .zeros(3, 40_002, 40_109)
      .set(3, 40_109, [0xffff, 0]);
    const slave = await house.slave({ 200: registers });
    const { found } = await findMeters({ line: tcp(slave.port), unitIds: [200] }, { clock });
    assert.deepEqual(found[0]?.maps, ['sunspec']);
  });

  describe('what to try when nothing is found', () => {
    it('nobody home', async () => {
      const { advice } = await findMeters({ line: tcp(1), unitIds: [1, 2] }, { clock });
      assert.deepEqual(advice, ['check-host']);
    });
    it('no such serial port', async () => {
      const line = { type: 'modbus-rtu', path: '/dev/surplug-none' } as const;
      assert.deepEqual((await findMeters({ line, unitIds: [1] }, { clock })).advice, ['check-port']);
    });
    it('a serial port that this program may not use', async () => {
      const folder = temporaryFolder('port');
      const path = join(folder.path, 'port');
      writeFileSync(path, '', { mode: 0 });
      const who = process.geteuid?.();
      try {
        chmodSync(folder.path, 0o755);
        // Root may use everything.
        if (who === 0) process.seteuid?.('nobody');
        const line = { type: 'modbus-rtu', path } as const;
        assert.deepEqual((await findMeters({ line, unitIds: [1] }, { clock })).advice, ['check-permission']);
      } finally {
        if (who === 0) process.seteuid?.(0);
        folder.remove();
      }
    });
    it('silence on RS485: A and B, termination, speed, address, DL/T 645', async () => {
      const slave = await house.slave({}, { framing: 'rtu' });
      const line = { type: 'modbus-rtu-tcp', host: '127.0.0.1', port: slave.port } as const;
      const { advice } = await findMeters({ line, unitIds: [1] }, { clock });
      assert.deepEqual(advice, ['swap-a-b', 'add-termination', 'other-speed', 'other-address', 'switch-to-modbus']);
    });
    it('damage: a second master first, because a charger with its own meter is one', async () => {
      const slave = await house.slave({ 1: sdm630() }, { framing: 'rtu', misdeed: () => ({ do: 'corrupt' }) });
      const line = { type: 'modbus-rtu-tcp', host: '127.0.0.1', port: slave.port } as const;
      assert.equal((await findMeters({ line, unitIds: [1] }, { clock })).advice[0], 'second-master');
    });
    it('something answers, but as no meter known', async () => {
      const slave = await house.slave({ 1: new Registers().set(3, 5000, [1]) });
      assert.deepEqual((await findMeters({ line: tcp(slave.port), unitIds: [1] }, { clock })).advice, [
        'own-map',
        'other-address',
      ]);
    });
  });
});
