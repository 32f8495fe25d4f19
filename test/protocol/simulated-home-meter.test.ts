import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import ModbusRTU from 'modbus-serial';
import {
  type MeterMapName,
  type MeterView,
  type ModbusMeter,
  startModbusMeter,
} from '../../examples/simulated-home/modbus-meter.js';

const VIEW: MeterView = {
  voltageV: [231.4, 229.8, 230],
  currentA: [12.5, 0.25, 3],
  powerW: [-2892.5, 57.5, 690],
  importWh: 1_500_000,
  exportWh: 2_250_000,
};

/** A slave with one view of the house, and an independent master. */
async function slave(map: MeterMapName): Promise<{ meter: ModbusMeter; master: ModbusRTU; close(): Promise<void> }> {
  const meter = await startModbusMeter({ map, unitId: 2, host: '127.0.0.1', port: 0, view: () => VIEW });
  const master = new ModbusRTU();
  await master.connectTCP('127.0.0.1', { port: meter.port });
  master.setID(2);
  master.setTimeout(5000);
  return {
    meter,
    master,
    async close() {
      await new Promise<void>((resolve) => master.close(() => resolve()));
      await meter.close();
    },
  };
}

const refusedWith = (code: number) => (error: unknown) => (error as { modbusCode?: number }).modbusCode === code;

describe('Chint DTSU666, register table 11 of its manual', () => {
  let bus: Awaited<ReturnType<typeof slave>>;
  before(async () => {
    bus = await slave('chint-dtsu666');
  });
  after(() => bus.close());

  // Typed in from the table: volts x 10, amps x 1000, watts x 10 as IEEE floats, high word first.
  const rows: readonly (readonly [string, number, readonly number[]])[] = [
    ['Ua 231.4 V is the float 2314', 0x2006, [0x4510, 0xa000]],
    ['Ub 229.8 V is the float 2298', 0x2008, [0x450f, 0xa000]],
    ['Ia 12.5 A is the float 12500', 0x200c, [0x4643, 0x5000]],
    ['Pa -2892.5 W, export, is the float -28925', 0x2014, [0xc6e1, 0xfa00]],
    ['Pc 690 W, import, is the float 6900', 0x2018, [0x45d7, 0xa000]],
    ['the total -2145 W is the float -21450', 0x2012, [0xc6a7, 0x9400]],
    ['50 Hz is the float 5000', 0x2044, [0x459c, 0x4000]],
    ['1500 kWh imported is the float 1500', 0x101e, [0x44bb, 0x8000]],
    ['2250 kWh exported is the float 2250', 0x1028, [0x450c, 0xa000]],
  ];
  for (const [what, address, words] of rows) {
    it(what, async () => {
      assert.deepEqual((await bus.master.readHoldingRegisters(address, 2)).data, words);
    });
  }

  it('gives the live values as one block', async () => {
    const { data } = await bus.master.readHoldingRegisters(0x2006, 20);
    assert.equal(data.length, 20);
    assert.deepEqual(data.slice(0, 2), [0x4510, 0xa000]);
  });

  it('refuses what it has not: other registers, input registers, another unit, none or too many', async () => {
    await assert.rejects(bus.master.readHoldingRegisters(0x2000, 2), refusedWith(2));
    await assert.rejects(bus.master.readHoldingRegisters(0x2018, 4), refusedWith(2));
    await assert.rejects(bus.master.readInputRegisters(0x2006, 2), refusedWith(1));
    await assert.rejects(bus.master.readHoldingRegisters(0x2006, 126), refusedWith(3));
    bus.master.setID(1);
    await assert.rejects(bus.master.readHoldingRegisters(0x2006, 2), refusedWith(11));
    bus.master.setID(2);
  });

  it('answers frames that come in pieces or together', async () => {
    const request = Buffer.from('000100000006020320120002', 'hex');
    const socket = connect(bus.meter.port, '127.0.0.1');
    const heard = new Promise<Buffer>((resolve, reject) => {
      let all = Buffer.alloc(0);
      socket.on('error', reject);
      socket.on('data', (chunk) => {
        all = Buffer.concat([all, chunk]);
        if (all.length >= 26) resolve(all);
      });
    });
    socket.write(request.subarray(0, 5));
    setImmediate(() => socket.write(Buffer.concat([request.subarray(5), request])));
    const answer = await heard;
    socket.destroy();
    assert.equal(answer.subarray(0, 13).toString('hex'), '000100000007020304c6a79400');
    assert.equal(answer.length, 26);
  });
});

describe('Eastron SDM630-Modbus, its protocol document', () => {
  let bus: Awaited<ReturnType<typeof slave>>;
  before(async () => {
    bus = await slave('eastron-sdm630');
  });
  after(() => bus.close());

  // 230 is the float 43660000, -2145 is c5061000.
  it('gives plain volts and watts as input registers', async () => {
    assert.deepEqual((await bus.master.readInputRegisters(0x04, 2)).data, [0x4366, 0x0000]);
    assert.deepEqual((await bus.master.readInputRegisters(0x34, 2)).data, [0xc506, 0x1000]);
    await assert.rejects(bus.master.readHoldingRegisters(0x04, 2), refusedWith(1));
  });
});
