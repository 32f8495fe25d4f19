import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import type { MeterConfig } from '../../core/model/config.js';
import { eventually } from '../means/eventually.js';
import { HouseMeters } from '../means/house-meters.js';
import type { KeptMeters } from '../means/kept-meters.js';
import { freePort } from '../means/open-hub.js';
import { Wires } from '../means/wires.js';

/*
 * Against libmodbus, over a real socket and over a pseudo-terminal pair of socat with the real serial driver.
 * Needs socat, gcc and libmodbus-dev of Debian; `.ci/run` installs them.
 */

/** SDM630: 230.1, 231.2, 229.3 V; 1.5, 2.5, 10 A; 345, −578, 2293 W; 2060 W; 50.02 Hz; kWh. */
const SDM630 = [
  '4 0 4366 199a 4367 3333 4365 4ccd 3fc0 0000 4020 0000 4120 0000 43ac 8000 c410 8000 450f 5000',
  '4 34 4500 c000',
  '4 46 4248 147b 449a 5000 4476 d000',
].join('\n');

const house = new HouseMeters();
const wires = new Wires();
const slave = join(wires.folder, 'libmodbus-slave');

before(() => {
  const source = join(process.cwd(), 'test/wires/libmodbus-slave.c');
  execFileSync('gcc', ['-O1', '-o', slave, source, '-I/usr/include/modbus', '-lmodbus'], { stdio: 'inherit' });
});

afterEach(async () => {
  await house.close();
  await wires.endAll();
});
after(() => wires.remove());

async function serving(...args: string[]): Promise<ChildProcess> {
  const child = wires.start(slave, ...args);
  child.stdin?.end(SDM630);
  await new Promise((resolve, reject) => {
    child.stdout?.once('data', resolve);
    child.once('exit', (code) => reject(new Error(`libmodbus-slave ended with ${code}`)));
  });
  return child;
}

const overTcp = (port: number) =>
  ({
    type: 'modbus-tcp',
    role: 'grid',
    map: 'eastron-sdm630',
    host: '127.0.0.1',
    port,
    unitId: 5,
    periodS: 0.05,
  }) as const;

const rtu = (path: string): MeterConfig => ({
  type: 'modbus-rtu',
  role: 'grid',
  map: 'eastron-sdm630',
  path,
  unitId: 5,
  periodS: 0.1,
  timeoutMs: 600,
});

const MISDEEDS = [
  'silence',
  'delay',
  'exception',
  'wrong-unit',
  'wrong-length',
  'bad-check',
  'split',
  'extra',
  'half',
  'close',
] as const;
/** What costs no reading on that line. */
const HARMLESS: Readonly<Record<'tcp' | 'rtu', readonly string[]>> = {
  tcp: ['split', 'close'],
  rtu: ['split', 'extra'],
};

async function misbehaving(over: 'tcp' | 'rtu', misdeed: string): Promise<KeptMeters> {
  if (over === 'tcp') {
    const port = await freePort();
    await serving('tcp', String(port), '5', misdeed, '4');
    return house.read([{ ...overTcp(port), timeoutMs: 600 }]);
  }
  const { ours, theirs } = await wires.line();
  await serving('rtu', theirs, '5', misdeed, '4');
  return house.read([rtu(ours)]);
}

describe('D.1 against libmodbus', () => {
  it('Modbus TCP', async () => {
    const port = await freePort();
    await serving('tcp', String(port), '5');
    const kept = house.read([overTcp(port)]);
    const reading = await kept.more(5);
    assert.equal(reading.powerW, 2060);
    assert.deepEqual(reading.phaseW, [345, -578, 2293]);
    assert.deepEqual(reading.currentA, [1.5, -2.5, 10]);
    assert.equal(reading.importWh, 1_234_500);
    assert.deepEqual(kept.troubles, []);
  });

  it('Modbus RTU over a serial port', async () => {
    const { ours, theirs } = await wires.line();
    await serving('rtu', theirs, '5');
    const kept = house.read([rtu(ours)]);
    const reading = await kept.more(5);
    assert.equal(reading.powerW, 2060);
    assert.deepEqual(reading.currentA, [1.5, -2.5, 10]);
    assert.deepEqual(kept.troubles, []);
  });

  it('RTU over TCP, through a gateway to the same serial line', async () => {
    const { ours, theirs } = await wires.line();
    await serving('rtu', theirs, '5');
    const port = await wires.gateway(ours);
    const kept = house.read([{ ...overTcp(port), type: 'modbus-rtu-tcp' }]);
    const reading = await kept.more(5);
    assert.equal(reading.powerW, 2060);
    assert.deepEqual(reading.phaseW, [345, -578, 2293]);
    assert.equal(house.sources[0]?.look?.().failures['silent'] ?? 0, 0);
  });

  it('the slave away and back', async () => {
    const { ours, theirs } = await wires.line();
    const first = await serving('rtu', theirs, '5');
    const kept = house.read([rtu(ours)]);
    await kept.more(2);
    await wires.end(first);
    await kept.troubled(/^silent: .*unit 5/);
    await serving('rtu', theirs, '5');
    await kept.more(2);
    assert.equal(kept.troubles.at(-1)?.what, null);
    assert.ok(kept.readings.every((reading) => reading.powerW === 2060));
  });

  it('the adapter pulled and plugged in again', async () => {
    const first = await wires.line();
    await serving('rtu', first.theirs, '5');
    const kept = house.read([rtu(first.ours)]);
    await kept.more(2);
    await wires.end(first.socat);
    await kept.troubled(/^unreachable/);
    const second = await wires.line();
    await serving('rtu', second.theirs, '5');
    await kept.more(2);
    assert.equal(kept.troubles.at(-1)?.what, null);
  });

  it('the port is free for others once closed, and opens again', async () => {
    const { ours, theirs } = await wires.line();
    await serving('rtu', theirs, '5');
    for (let round = 0; round < 3; round++) {
      await house.read([rtu(ours)]).more(1);
      await house.close();
    }
  });

  it('a port somebody else holds is told, and taken when it is free', async () => {
    const { ours, theirs } = await wires.line();
    await serving('rtu', theirs, '5');
    const holder = new HouseMeters();
    await holder.read([rtu(ours)]).more(1);
    const kept = house.read([rtu(ours)]);
    assert.match(await kept.troubled(/./), /^unreachable: .*, in use by another program$/);
    await holder.close();
    await kept.more(1);
  });

  for (const misdeed of MISDEEDS) {
    for (const over of ['tcp', 'rtu'] as const) {
      if (over === 'rtu' && misdeed === 'close') continue;
      it(`a slave that misbehaves on every fourth request, ${over}: ${misdeed}`, async () => {
        const kept = await misbehaving(over, misdeed);
        const from = kept.readings.length;
        await kept.more(8);
        assert.ok(kept.readings.length >= from + 8);
        assert.deepEqual([...new Set(kept.readings.map(({ powerW }) => Number(powerW)))], [2060]);
        assert.ok(kept.readings.every(({ phaseW }) => phaseW?.join() === '345,-578,2293'));
        const { failures = {} } = house.sources[0]?.look?.() ?? {};
        assert.equal(Object.keys(failures).length > 0, !HARMLESS[over].includes(misdeed), JSON.stringify(failures));
        assert.deepEqual(kept.troubles, [], 'one lost answer in four is nobody’s business');
      });
    }
  }
});

/** Slaves that are well, and peculiar, on every line; on RTU with the time-out that is usual. */
describe('D against libmodbus: odd slaves', () => {
  const LINES = ['tcp', 'rtu', 'rtu-tcp'] as const;
  async function odd(over: (typeof LINES)[number], oddity: string): Promise<KeptMeters> {
    const port = await freePort();
    if (over === 'tcp') {
      await serving('tcp', String(port), '5', oddity, '1');
      return house.read([overTcp(port)]);
    }
    const { ours, theirs } = await wires.line();
    await serving('rtu', theirs, '5', oddity, '1');
    const { timeoutMs: _, ...usual } = rtu(ours) as Extract<MeterConfig, { type: 'modbus-rtu' }>;
    return house.read([over === 'rtu' ? usual : { ...overTcp(await wires.gateway(ours)), type: 'modbus-rtu-tcp' }]);
  }
  for (const over of LINES) {
    for (const [oddity, least] of [
      ['at-most-50', 5],
      ['no-holes', 5],
      ['slow', 2],
      ['close-after', 5],
    ] as const) {
      if (oddity === 'close-after' && over !== 'tcp') continue;
      it(`${oddity}, ${over}: is read all the same`, async () => {
        const kept = await odd(over, oddity);
        await kept.more(least);
        assert.ok(kept.readings.every(({ powerW, phaseW }) => powerW === 2060 && phaseW?.join() === '345,-578,2293'));
        const { refused = 0, ...others } = house.sources[0]?.look?.().failures ?? {};
        assert.ok(refused <= 2, `${refused} polls refused before the block was split`);
        // A gateway may still have to come up; a machine that has other things to do may miss one answer.
        const { unreachable: _, ...lost } = others;
        assert.ok(Object.values(lost).reduce((sum, count) => sum + count, 0) <= 1, JSON.stringify(lost));
      });
    }
    it(`deaf for 300 ms after each answer, ${over}: is learned, and everything is read`, async () => {
      const kept = await odd(over, 'rests');
      await kept.more(1);
      await eventually('its energy', () => kept.last()?.importWh === 1_234_500);
      const silent = () => house.sources[0]?.look?.().failures['silent'] ?? 0;
      const before = silent();
      await kept.more(10);
      // Not learned, it would lose every other one; a busy machine may lose one.
      assert.ok(silent() - before <= 1, `${before} silences, then ${silent()}`);
      assert.ok(kept.readings.every(({ powerW }) => powerW === 2060));
    });
    it(`answers under a wrong ${over === 'tcp' ? 'number' : 'checksum'}, ${over}: told, and never a reading`, async () => {
      const kept = await odd(over, 'bad-check');
      await kept.troubled(over === 'tcp' ? /^silent/ : /^garbled/);
      assert.deepEqual(kept.readings, []);
    });
  }
});
