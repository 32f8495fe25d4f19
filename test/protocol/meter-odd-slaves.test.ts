import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { MeterConfig } from '../../core/model/config.js';
import { eventually } from '../means/eventually.js';
import { HouseMeters, sdm630, sdm630At } from '../means/house-meters.js';
import { type Misdeed, Registers, type SlaveOptions } from '../means/modbus-slave.js';

/* Meters and gateways that are well, and peculiar. */

const house = new HouseMeters();
afterEach(() => house.close());

const FRAMINGS = ['tcp', 'rtu'] as const;
type Framing = (typeof FRAMINGS)[number];
type Modbus = Extract<MeterConfig, { type: 'modbus-tcp' | 'modbus-rtu-tcp' }>;

const sdm = (framing: Framing, port: number, more: Partial<Modbus> = {}): MeterConfig =>
  sdm630At(port, { type: framing === 'tcp' ? 'modbus-tcp' : 'modbus-rtu-tcp', timeoutMs: 2000, ...more });

/** Polls that came to nothing. */
const lost = (): number => Object.values(house.sources[0]?.look?.().failures ?? {}).reduce((sum, one) => sum + one, 0);

async function read(framing: Framing, registers: Registers, options: SlaveOptions, more: Partial<Modbus> = {}) {
  const slave = await house.slave({ 1: registers }, { framing, ...options });
  return { slave, kept: house.read([sdm(framing, slave.port, more)]) };
}

for (const framing of FRAMINGS) {
  describe(`D: odd slaves, ${framing === 'tcp' ? 'Modbus TCP' : 'RTU over TCP'}`, () => {
    for (const [maxRegisters, blocks] of [
      [50, 2],
      [16, 3],
      [2, 10],
    ] as const) {
      it(`gives ${maxRegisters} registers at the most: its block is split until it gives them, ${blocks} reads a poll`, async () => {
        const { slave, kept } = await read(framing, sdm630(), { maxRegisters });
        const reading = await kept.more(3);
        assert.equal(reading.powerW, 2060);
        assert.deepEqual(reading.phaseW, [345, -578, 2293]);
        await eventually('energy, too', () => kept.last()?.importWh === 1_234_500);
        const from = slave.requests.length;
        await kept.more(4);
        const live = slave.requests.slice(from).filter(({ address }) => address < 70);
        const polls = live.filter(({ address }) => address === 0).length;
        assert.ok(Math.abs(live.length - blocks * polls) < blocks, `${live.length} reads in ${polls} polls`);
      });
    }

    it('refuses a read over more than one of its values: each is asked for by itself', async () => {
      const whole = (address: number, count: number) => address % 2 === 0 && count === 2;
      const slave = await house.slave({ 1: sdm630() }, { framing });
      slave.misdeed = ({ address, count }) => (whole(address, count) ? undefined : { do: 'exception', code: 2 });
      const reading = await house.read([sdm(framing, slave.port)]).more(2);
      assert.deepEqual([reading.powerW, reading.phaseW?.[1]], [2060, -578]);
    });

    it('knows one function for registers, and not that of its map: asked by the other from then on (Chint DDSU666)', async () => {
      const slave = await house.slave(
        { 1: new Registers().set(4, 0x2000, [0x4366, 0x199a, 0x3fc0, 0, 0xbe93, 0xdd98]) },
        { framing },
      );
      slave.misdeed = ({ functionCode }) => (functionCode === 4 ? undefined : { do: 'exception', code: 1 });
      const ddsu = { ...sdm(framing, slave.port), map: 'chint-ddsu666' } as MeterConfig;
      const kept = house.read([ddsu]);
      const reading = await kept.more(5);
      assert.deepEqual([Math.round(reading.powerW), kept.troubles], [-289, []]);
      const live = slave.requests.filter(({ address }) => address === 0x2000);
      assert.equal(live.filter(({ functionCode }) => functionCode === 3).length, 1);
    });

    it('knows neither function: told with its word', async () => {
      const { kept } = await read(framing, sdm630(), { misdeed: () => ({ do: 'exception', code: 1 }) });
      await eventually('told', () => /exception 1$/.test(kept.troubles[0]?.what ?? ''));
      assert.deepEqual(kept.readings, []);
    });

    it('knows no energies: they are done without, and what lives goes on', async () => {
      const bare = new Registers()
        .f32(4, 0, 230, 230, 230, 1, 1, 1, 100, 100, 100)
        .f32(4, 52, 300)
        .f32(4, 70, 50)
        .zeros(4, 0, 60);
      const { slave, kept } = await read(framing, bare, {});
      const reading = await kept.more(40);
      assert.deepEqual([reading.powerW, reading.importWh], [300, undefined]);
      assert.equal(house.sources[0]?.look?.().values['frequencyHz'], 50);
      assert.deepEqual(kept.troubles, []);
      const energies = slave.requests.filter(({ address }) => address >= 72).length;
      assert.ok(energies <= 4, `${energies} reads of what is not there`);
    });

    for (const [how, misdeed] of [
      ['keeps silent on', { do: 'silence' }],
      ['says "failure" to', { do: 'exception', code: 4 }],
      ['breaks off', { do: 'cut', bytes: 20 }],
    ] as const) {
      it(`${how} more registers than it gives at once: is asked for fewer, since nothing was ever heard from it`, async () => {
        const more = ({ count }: { readonly count: number }) => (count > 16 ? misdeed : undefined);
        const { slave, kept } = await read(framing, sdm630(), { misdeed: more }, { timeoutMs: 300 });
        const reading = await kept.more(20);
        assert.deepEqual([reading.powerW, reading.phaseW?.[1]], [2060, -578]);
        assert.equal(kept.troubles.at(-1)?.what, null);
        const from = slave.requests.length;
        await kept.more(5);
        assert.ok(slave.requests.slice(from).every(({ count }) => count <= 16));
      });
    }

    it('was away when it was first asked: is asked in the fewest requests all the same', async () => {
      const { slave, kept } = await read(framing, sdm630(), { misdeed: () => ({ do: 'silence' }) }, { timeoutMs: 300 });
      await eventually('finer ways were tried', () => slave.requests.length >= 7);
      slave.misdeed = undefined;
      await kept.more(5);
      const from = slave.requests.length;
      await kept.more(5);
      assert.ok(slave.requests.slice(from).every(({ address, count }) => address === 0 && count === 54));
    });

    for (const [what, from, to] of [
      ['voltages', 0, 6],
      ['currents', 6, 12],
      ['total', 52, 54],
    ] as const) {
      it(`has no ${what} (GoodWe ET with older firmware): they are done without, and asked for no more`, async () => {
        const refuses = ({ address, count }: { readonly address: number; readonly count: number }) =>
          address < to && address + count > from ? ({ do: 'exception', code: 2 } as const) : undefined;
        const { slave, kept } = await read(framing, sdm630(), { misdeed: refuses });
        const reading = await kept.more(5);
        assert.deepEqual(
          [reading.powerW, reading.phaseW, reading.currentA, reading.voltageV?.length],
          [
            2060,
            [345, -578, 2293],
            what === 'currents' ? undefined : [1.5, -2.5, 10],
            what === 'voltages' ? undefined : 3,
          ],
        );
        const asked = slave.requests.length;
        await kept.more(5);
        assert.ok(slave.requests.slice(asked).every((request) => refuses(request) === undefined));
      });
    }

    it('has no phases’ power: told, for a total alone would be no guard of a fuse', async () => {
      const refuses = ({ address, count }: { readonly address: number; readonly count: number }) =>
        address < 18 && address + count > 12 ? ({ do: 'exception', code: 2 } as const) : undefined;
      const { slave, kept } = await read(framing, sdm630(), { misdeed: refuses });
      await kept.troubled(/^refused/);
      await eventually('asked long enough', () => slave.requests.length > 100);
      assert.deepEqual(kept.readings, []);
    });

    it('keeps silent on energies it does not know: they are done without, too', async () => {
      const mute = ({ address }: { readonly address: number }): Misdeed | undefined =>
        address >= 70 ? { do: 'silence' } : undefined;
      const { slave, kept } = await read(framing, sdm630(), { misdeed: mute }, { timeoutMs: 150 });
      await eventually('they are asked for no more', async () => {
        const from = slave.requests.length;
        await kept.more(5);
        return slave.requests.slice(from).every(({ address }) => address < 70);
      });
      const reading = kept.last();
      assert.deepEqual([reading?.powerW, reading?.importWh], [2060, undefined]);
    });

    it('ends the connection after each answer: connected again for each, and nothing is lost', async () => {
      const { slave, kept } = await read(framing, sdm630(), { misdeed: () => ({ do: 'close-after' }) });
      await kept.more(10);
      assert.deepEqual(house.sources[0]?.look?.().failures, {});
      assert.ok(slave.connections >= 11);
      assert.equal(kept.last()?.powerW, 2060);
    });

    for (const ms of [15, 60]) {
      it(`ends the connection ${ms} ms after each answer, deaf until then: nothing is lost either`, async () => {
        const { kept } = await read(framing, sdm630(), { misdeed: () => ({ do: 'close-after', ms }) });
        await kept.more(20);
        assert.ok(lost() <= 4, `${lost()} lost`);
        assert.equal(kept.last()?.importWh, 1_234_500);
      });
    }

    it('ends the connection after each answer, and leaves some unanswered: heals each time', async () => {
      const { kept } = await read(
        framing,
        sdm630(),
        { misdeed: ({ number }) => ({ do: number % 5 === 3 ? 'silence' : 'close-after' }) },
        { timeoutMs: 200 },
      );
      await kept.more(10);
      assert.ok(kept.readings.every(({ powerW }) => powerW === 2060));
      assert.ok('silent' in (house.sources[0]?.look?.().failures ?? {}));
    });

    it('serves one connection at a time: there is never a second one', async () => {
      let number = 0;
      const everyThird = (): Misdeed | undefined => {
        number += 1;
        return number % 3 === 0 ? { do: 'corrupt' } : undefined;
      };
      const { kept } = await read(
        framing,
        sdm630(),
        { clients: 1, misdeed: everyThird },
        { periodS: 0.2, timeoutMs: 300 },
      );
      await kept.more(10);
      assert.ok(kept.readings.every(({ powerW }) => powerW === 2060));
      // It has a period to notice that we hung up.
      const { unreachable = 0 } = house.sources[0]?.look?.().failures ?? {};
      assert.equal(unreachable, 0);
    });

    it('takes 900 ms for each answer: is waited for with what is usual', async () => {
      const slave = await house.slave({ 1: sdm630() }, { framing, misdeed: () => ({ do: 'late', ms: 900 }) });
      const { timeoutMs: _, ...usual } = sdm(framing, slave.port) as Modbus;
      const kept = house.read([usual]);
      await kept.more(3);
      // It is waited for longer after three.
      assert.ok(lost() < 3, `${lost()} lost`);
    });

    it('takes longer than it is waited for: told with how long it takes, and well when it is waited for', async () => {
      const slow: SlaveOptions = { misdeed: () => ({ do: 'late', ms: 250 }) };
      const { kept } = await read(framing, sdm630(), slow, { timeoutMs: 150 });
      const told = await kept.troubled(/^late/);
      const [, ms = ''] = /^late: 127\.0\.0\.1:\d+, unit 1, (\d+) ms$/.exec(told) ?? [];
      assert.ok(Number(ms) >= 240 && Number(ms) < 10_000, told);
      assert.deepEqual(kept.readings, []);
      const patient = await read(framing, sdm630(), slow, { timeoutMs: 5000 });
      await patient.kept.more(2);
    });

    it('is silent for good after it was late once: told as silent', async () => {
      let late = true;
      const slave = await house.slave({ 1: sdm630() }, { framing });
      const kept = house.read([sdm(framing, slave.port, { timeoutMs: 80 })]);
      await kept.more(1);
      slave.misdeed = ({ count }) => (late && count > 10 ? { do: 'late', ms: 120 } : { do: 'silence' });
      await kept.troubled(/^late/);
      late = false;
      slave.misdeed = undefined;
      await kept.more(2);
      slave.misdeed = () => ({ do: 'silence' });
      await kept.troubled(/^silent/);
    });

    it('has floats with the low word first under a map that says otherwise: told, and never a reading', async () => {
      const swapped = new Registers();
      const words = sdm630().get(4, 0, 90) ?? [];
      for (let at = 0; at < words.length; at += 2) swapped.set(4, at, [words[at + 1] ?? 0, words[at] ?? 0]);
      const { kept } = await read(framing, swapped, {});
      await kept.troubled(/^absurd: /);
      assert.deepEqual(kept.readings, []);
    });

    it('has floats with the low word first, and a map of the user’s own that says so', async () => {
      const swapped = new Registers().set(3, 52, [0xc000, 0x4500]);
      const map = {
        functionCode: 3,
        wordOrder: 'low-first',
        points: { powerW: { address: 52, type: 'f32' } },
      } as const;
      const { kept } = await read(framing, swapped, {}, { map });
      assert.equal((await kept.more(1)).powerW, 2060);
    });
  });
}

describe('D: odd slaves, answers under a wrong number (Modbus TCP)', () => {
  it('now and then: lost, and never taken for another', async () => {
    const registers = sdm630();
    const { slave, kept } = await read(
      'tcp',
      registers,
      {
        misdeed: ({ number }) => {
          registers.f32(4, 52, number);
          return number % 4 === 3 ? { do: 'renumber' } : undefined;
        },
      },
      { timeoutMs: 60 },
    );
    await eventually('some came wrong', () => slave.requests.length > 30);
    const powers = kept.readings.map(({ powerW }) => Number(powerW));
    assert.ok(powers.every((power) => power % 4 !== 3));
    assert.deepEqual(
      powers,
      [...new Set(powers)].sort((a, b) => a - b),
    );
  });

  it('always: told as silence, and never a reading', async () => {
    const { kept } = await read('tcp', sdm630(), { misdeed: () => ({ do: 'renumber' }) }, { timeoutMs: 60 });
    await kept.troubled(/^silent/);
    assert.deepEqual(kept.readings, []);
  });
});
