import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventually } from '../means/eventually.js';
import { ago, met, start, status } from '../means/ocpp-met.js';

/** Calls with these very words as payload; the answer has to be a yes. */
const told = (id: string, action: string, payload: string): [string, string] => [
  `[2,"${id}","${action}",${payload}]`,
  `"${id}"`,
];

describe('messages that are no JSON as real chargers send them', () => {
  it('a comma before the first value (ZJ Beny, lbbrhzn/ocpp #1078)', () =>
    met(async (point, { house }) => {
      const { transactionId } = await point.call('StartTransaction', start());
      const values = `[{"timestamp":"${ago(0)}","sampledValue":[,{"value":"139955","context":"Sample.Periodic","measurand":"Energy.Active.Import.Register","format":"Raw","unit":"Wh"},{"value":"1400","measurand":"Power.Active.Import","format":"Raw","unit":"W"}]}]`;
      const call = told(
        'c',
        'MeterValues',
        `{"connectorId":1,"transactionId":${transactionId},"meterValue":${values}}`,
      );
      assert.equal((await point.rawCall(...call))[0], 3);
      const sample = house.of('sample').at(-1)?.sample;
      assert.deepEqual([sample?.energyWh, sample?.powerW], [139955, 1400]);
    }));

  it('nothing where the transaction should be named, and a time without a zone (AEFA, lbbrhzn/ocpp #2032)', () =>
    met(async (point, { house }) => {
      await point.call('StartTransaction', start());
      const at = ago(0).replace('Z', '');
      const values = `[{"timestamp":"${at}","sampledValue":[{"value":"15.9","measurand":"Current.Import","unit":"A","phase":"L1","location":"Outlet"}]}]`;
      const call = told('n', 'MeterValues', `{"connectorId":1,"transactionId":,"meterValue":${values}}`);
      assert.equal((await point.rawCall(...call))[0], 3);
      assert.deepEqual(house.of('sample').at(-1)?.sample.currentA, [15.9]);
    }));

  it('an answer whose last brackets are missing (Grizzl-E Smart, lbbrhzn/ocpp #176)', () =>
    met(async (point, { gateway }) => {
      point.on('GetConfiguration', () => undefined);
      const asked = gateway.call('CP1', 'GetConfiguration', { key: ['WebSocketPingInterval'] });
      const call = await eventually('asked', () => point.frames.findLast((each) => each.includes('WebSocketPing')));
      const [, id] = JSON.parse(call) as unknown[];
      point.raw(`[3,"${id}",{"configurationKey":[]`);
      assert.deepEqual(await asked, { configurationKey: [] });
    }));

  it('a NUL in the middle of a text (Wallbe Pro, evcc #3685)', () =>
    met(async (point) => {
      const call = told('0', 'BootNotification', '{"chargePointVendor":"Wallbe\0\0","chargePointModel":"Pro"}');
      assert.equal((await point.rawCall(...call))[0], 3);
    }));
});

describe('messages beside the schema', () => {
  it('no value at all (Vestel EVC04, lbbrhzn/ocpp #466)', () =>
    met(async (point) => {
      const none = { connectorId: 1, meterValue: [{ timestamp: ago(0), sampledValue: [] }] };
      assert.deepEqual(await point.call('MeterValues', none), {});
    }));

  it('an errorCode of its own: faulted (Legrand Green-Up, lbbrhzn/ocpp #1248)', () =>
    met(async (point, { house }) => {
      await point.call('StatusNotification', { ...status('Faulted'), errorCode: 'Error' });
      assert.equal(house.of('status').at(-1)?.status, 'Faulted');
    }));

  it('values with spaces before them, and a voltage that is noise (EZ8, evcc #19354)', () =>
    met(async (point, { house }) => {
      const { transactionId } = await point.call('StartTransaction', start());
      const sampledValue = [
        { value: ' 9.5', measurand: 'Current.Import', phase: 'L1', unit: 'A' },
        { value: ' 1.7', measurand: 'Voltage', phase: 'L1', unit: 'V' },
        { value: '1785508.0', measurand: 'Energy.Active.Import.Register', unit: 'Wh' },
        { value: ' 2185.0', measurand: 'Power.Active.Import', unit: 'W' },
      ];
      await point.call('MeterValues', {
        connectorId: 1,
        transactionId,
        meterValue: [{ timestamp: ago(0), sampledValue }],
      });
      const sample = house.of('sample').at(-1)?.sample;
      assert.deepEqual([sample?.currentA, sample?.powerW, sample?.energyWh], [[9.5], 2185, 1785508]);
    }));

  it('a start told twice in one millisecond under two message ids is one charge (MicroOcpp #237)', () =>
    met(async (point, { house }) => {
      const once = start();
      const [a, b] = await Promise.all([
        point.call('StartTransaction', once, '1000005'),
        point.call('StartTransaction', once, '1000006'),
      ]);
      assert.deepEqual(a, b);
      assert.equal(house.charges.length, 1);
    }));

  it('a boot every ten seconds under the same message id is answered each time (Metron, OCPP.Core #31)', () =>
    met(async (point) => {
      const boot = { chargePointVendor: 'Metron', chargePointModel: 'ME3' };
      const first = await point.call('BootNotification', boot, '1000001');
      const second = await point.call('BootNotification', boot, '1000001');
      assert.deepEqual([first['status'], second['status']], ['Accepted', 'Accepted']);
    }));
});
