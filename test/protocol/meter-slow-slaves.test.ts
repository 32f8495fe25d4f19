import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { Bus } from '../../core/meters/bus/bus.js';
import type { RegisterRead } from '../../core/meters/bus/line.js';
import { rtuTcpLine } from '../../core/meters/bus/rtu-tcp-line.js';
import { tcpLine } from '../../core/meters/bus/tcp-line.js';
import { systemClock } from '../../core/site/system-clock.js';
import { eventually } from '../means/eventually.js';
import { HouseMeters, sdm630, sdm630At } from '../means/house-meters.js';
import type { Misdeed, SlaveRequest } from '../means/modbus-slave.js';

/* Units that are always later than they are waited for. */

const LATE_MS = 250;
const TIMEOUT_MS = 150;

const house = new HouseMeters();
const buses: Bus[] = [];
afterEach(async () => {
  await Promise.all(buses.splice(0).map((bus) => bus.close()));
  await house.close();
});

for (const framing of ['tcp', 'rtu'] as const) {
  describe(`D: slow slaves, ${framing === 'tcp' ? 'Modbus TCP' : 'RTU over TCP'}`, () => {
    async function slow() {
      const slave = await house.slave(
        { 1: sdm630(), 2: sdm630() },
        { framing, misdeed: ({ unitId }) => (unitId === 1 ? { do: 'late', ms: LATE_MS } : undefined) },
      );
      const clock = systemClock();
      const bus = new Bus((framing === 'tcp' ? tcpLine : rtuTcpLine)('127.0.0.1', slave.port, clock), clock);
      buses.push(bus);
      const read = (more: Partial<RegisterRead> = {}) =>
        bus.read({ unitId: 1, functionCode: 4, address: 0, count: 18, timeoutMs: TIMEOUT_MS, ...more });
      return { slave, read };
    }

    it('late again and again: waited for by their own pace, where they may take so long', async () => {
      const { read } = await slow();
      const may = { mayTakeMs: 5000 };
      await eventually('it is read, and again and again', async () => {
        for (let again = 0; again < 4; again++) if (!('words' in (await read(may)))) return false;
        return true;
      });
      assert.ok('trouble' in (await read()));
      assert.ok('trouble' in (await read({ mayTakeMs: LATE_MS / 2 })));
    });

    it('beside another on the line they are not: it would have to wait', async () => {
      const { read } = await slow();
      const may = { mayTakeMs: 5000 };
      await eventually('it is read', async () => 'words' in (await read(may)));
      assert.ok('words' in (await read({ unitId: 2, timeoutMs: 5000 })));
      assert.ok('trouble' in (await read(may)));
    });

    it('beside others that are as slow, or gone, they are: nobody quick has to wait', async () => {
      const { slave, read } = await slow();
      slave.misdeed = ({ unitId }) => (unitId === 3 ? { do: 'silence' } : { do: 'late', ms: LATE_MS });
      await eventually('both are read, again and again', async () => {
        const heard: boolean[] = [];
        for (const unitId of [1, 2, 1, 2, 3]) heard.push('words' in (await read({ mayTakeMs: 5000, unitId })));
        return heard.join() === 'true,true,true,true,false';
      });
    });

    it('that fall silent are not waited for as long any more', async () => {
      const { slave, read } = await slow();
      const may = { mayTakeMs: 5000 };
      await eventually('it is read', async () => 'words' in (await read(may)));
      slave.misdeed = () => ({ do: 'silence' });
      await eventually('no longer than usual', async () => {
        const from = performance.now();
        await read(may);
        return performance.now() - from < LATE_MS + 50;
      });
    });
  });
}

describe('D: slow slaves', () => {
  it('a meter slower than the usual patience is read, unless the settings say how long it may take', async () => {
    const slave = await house.slave({ 1: sdm630() }, { misdeed: () => ({ do: 'late', ms: 1900 }) });
    const { timeoutMs: _, ...usual } = sdm630At(slave.port) as { timeoutMs?: number } & ReturnType<typeof sdm630At>;
    const kept = house.read([usual]);
    const strict = await house.slave({ 1: sdm630() }, { misdeed: () => ({ do: 'late', ms: 400 }) });
    const bounded = house.read([sdm630At(strict.port, { timeoutMs: 200 })]);
    await kept.more(2);
    await bounded.troubled(/^late/);
    assert.deepEqual(bounded.readings, []);
  });
});

describe('D: slow slaves, a Modbus TCP gateway to two of them', () => {
  async function gateway(misdeed: (request: SlaveRequest) => Misdeed | undefined) {
    const slave = await house.slave({ 1: sdm630(), 2: sdm630() }, { misdeed });
    const clock = systemClock();
    const bus = new Bus(tcpLine('127.0.0.1', slave.port, clock), clock);
    buses.push(bus);
    return (unitId: number, more: Partial<RegisterRead> = {}) =>
      bus.read({ unitId, functionCode: 4, address: 0, count: 18, timeoutMs: TIMEOUT_MS, ...more });
  }

  it('that still waits for a dead one when the other is asked: the good one is waited for, and loses nothing', async () => {
    let busyUntil = 0;
    const read = await gateway(({ unitId }) => {
      const now = performance.now();
      if (unitId === 2) {
        busyUntil = now + 4 * TIMEOUT_MS;
        return { do: 'silence' };
      }
      return now < busyUntil ? { do: 'late', ms: busyUntil - now } : undefined;
    });
    for (let again = 0; again < 3; again++) {
      assert.ok('trouble' in (await read(2)));
      assert.ok('words' in (await read(1, { mayTakeMs: 30_000 })));
    }
  });

  it('that is silent altogether: nobody is waited for longer than once', async () => {
    const read = await gateway(() => ({ do: 'silence' }));
    await read(1);
    await read(2);
    const from = performance.now();
    for (const unitId of [1, 2, 1]) assert.ok('trouble' in (await read(unitId, { mayTakeMs: 120_000 })));
    assert.ok(performance.now() - from < 60_000);
  });
});
