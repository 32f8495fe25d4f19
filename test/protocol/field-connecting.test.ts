import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChargePoint, type Handler } from '../means/charge-point.js';
import { ChargePointMemory, type Make } from '../means/charge-point-memory.js';
import { eventually } from '../means/eventually.js';
import { FakeClock } from '../means/fake-clock.js';
import { chargerFacts, OcppHouse, openHouse, QUICK } from '../means/ocpp-house.js';
import { ago, status } from '../means/ocpp-met.js';

const MAKE: Make = {
  operations: ['GetConfiguration', 'ChangeConfiguration', 'SetChargingProfile', 'RemoteStopTransaction', 'Reset'],
  configuration: { MeterValueSampleInterval: '5' },
};
const accept: Handler = () => ({ status: 'Accepted' });

/** A Wallbox as the threads show it: its id, its BootNotification to the letter, and how long after the connection. */
const WALLBOXES = [
  {
    thread: 'Pulsar Max, lbbrhzn/ocpp #1510',
    id: '15171824',
    afterMs: 3_000,
    boot: '{"chargePointSerialNumber": "530486","chargePointVendor": "Wall Box Chargers","meterType": "Internal NON compliant","meterSerialNumber": "","chargePointModel": "PLP2-M-2-4","iccid": "","chargeBoxSerialNumber": "530486","firmwareVersion": "6.6.12","imsi": ""}',
  },
  {
    thread: 'Pulsar, lbbrhzn/ocpp #1414',
    id: '2004910888',
    afterMs: 5_000,
    boot: '{"chargePointSerialNumber": "779030","chargePointVendor": "Wall Box Chargers","meterType": "Internal NON compliant","meterSerialNumber": "","chargePointModel": "PUP1-U-1-6","iccid": "","chargeBoxSerialNumber": "779030","firmwareVersion": "6.6.15","imsi": ""}',
  },
] as const;

/** A hub with the waits of real life, on a clock that is moved by hand. */
async function slowly() {
  const clock = new FakeClock();
  const house = new OcppHouse(clock);
  const { firstWordMs: _, ...quick } = QUICK;
  const open = await openHouse(
    [chargerFacts('wallbox')],
    { ...quick, firstWordMs: 10_000, setupDelayMs: 3_000, bootWaitMs: 10_000 },
    house,
  );
  /** Connects; hangs up at whatever is asked before its boot is answered. */
  const connect = async () => {
    const early: string[] = [];
    const memory = new ChargePointMemory(MAKE).handlers();
    const shy: Record<string, Handler> = {};
    for (const [action, handler] of Object.entries(memory)) {
      shy[action] = (payload) => {
        if (point.frames.some((frame) => frame.includes('currentTime'))) return handler(payload);
        early.push(action);
        point.cut().catch(() => {});
        return undefined;
      };
    }
    const before = house.of('connected').length;
    const point = await ChargePoint.connect(open.url('wallbox'), { handlers: shy });
    await eventually('heard of', () => house.of('connected').length === before + 1);
    const boot = async (frame: string, id: string) => {
      let answered = false;
      const answer = point.rawCall(frame, id).finally(() => {
        answered = true;
      });
      while (!answered) await settleClock(clock);
      return answer;
    };
    return { point, early, boot };
  };
  return { clock, house, open, connect };
}

/** Lets what the sockets brought in run, with the clock standing. */
async function settleClock(clock: FakeClock): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 2));
    await clock.advance(1);
  }
}

describe('a charger that hangs up when it is called before its BootNotification is answered', () => {
  for (const { thread, id, boot, afterMs } of WALLBOXES)
    it(`is left in peace until then (${thread})`, async () => {
      const { clock, house, open, connect } = await slowly();
      const { point, early, boot: boots } = await connect();
      const asked = open.gateway.call('wallbox', 'GetConfiguration', {});
      const told = open.gateway.send({ kind: 'set-safe-limit', chargerId: 'wallbox', limitA: 6 as never });
      await clock.advance(afterMs);
      await settleClock(clock);
      assert.deepEqual([early, point.frames], [[], []]);
      const answer = await boots(`[2,"${id}","BootNotification",${boot}]`, `"${id}"`);
      assert.equal((answer[2] as Record<string, unknown>)['status'], 'Accepted');
      await Promise.all([asked, told]);
      assert.equal((await told).result, 'accepted');
      assert.match(point.frames[0] ?? '', new RegExp(`^\\[3,"${id}",`), 'the answer goes first');
      assert.equal(house.of('disconnected').length, 0);
      assert.deepEqual(point.breaches, []);
      await point.close();
      await open.close();
    });

  it('is given longer the next time, where it was asked too early all the same (lbbrhzn/ocpp #1503)', async () => {
    const { clock, house, open, connect } = await slowly();
    const send = () => open.gateway.send({ kind: 'set-safe-limit', chargerId: 'wallbox', limitA: 6 as never });
    const first = await connect();
    const lost = send();
    await clock.advance(10_000);
    await eventually('it hung up', () => house.of('disconnected').length === 1);
    assert.equal((await lost).result, 'failed');
    const second = await connect();
    const told = send();
    await clock.advance(20_000);
    await settleClock(clock);
    assert.deepEqual([first.early.length, second.early.length], [1, 0]);
    const { id, boot } = WALLBOXES[0];
    await second.boot(`[2,"${id}","BootNotification",${boot}]`, `"${id}"`);
    assert.equal((await told).result, 'accepted');
    await second.point.close();
    await open.close();
  });

  it('is not waited for so long in the middle of a charge: the fuse cannot wait for one that does not boot', async () => {
    const { clock, open, connect } = await slowly();
    const first = await connect();
    await first.boot('[2,"b","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]', '"b"');
    const started = first.point.call('StartTransaction', {
      connectorId: 1,
      idTag: 'A',
      meterStart: 0,
      timestamp: new Date(clock.now().wallMs).toISOString(),
    });
    await settleClock(clock);
    await started;
    await first.point.cut();
    const handlers = { RemoteStopTransaction: accept, TriggerMessage: accept };
    const again = await ChargePoint.connect(open.url('wallbox'), { handlers });
    const stop = open.gateway.send({ kind: 'stop-transaction', chargerId: 'wallbox', transactionId: 1 });
    await clock.advance(3_000);
    assert.equal((await stop).result, 'accepted');
    const asked = () => again.calls('TriggerMessage').map(({ requestedMessage }) => requestedMessage);
    await eventually('what it is at is asked, too', () => clock.advance(0).then(() => asked().length === 2));
    assert.deepEqual(asked(), ['StatusNotification', 'MeterValues']);
    await again.close();
    await open.close();
  });
});

describe('a charger that reboots when a setting is changed', () => {
  /** Boots and is configured, so many times; every ChangeConfiguration reboots it. */
  const lives = async (configuration: Record<string, string>, word: string, keeps: boolean) => {
    const open = await openHouse([chargerFacts('TACW')], { callTimeoutMs: 300 });
    const memory = new ChargePointMemory({ ...MAKE, configuration });
    const written: string[] = [];
    for (let life = 0; life < 6; life += 1) {
      const point = await ChargePoint.connect(open.url('TACW'), {
        handlers: {
          ...memory.handlers(),
          ChangeConfiguration: (payload) => {
            written.push(`${payload['key']}=${payload['value']}`);
            if (keeps) memory.handlers()['ChangeConfiguration']?.(payload);
            setImmediate(() => point.cut());
            return word === '' ? undefined : { status: word };
          },
        },
      });
      await point.call('BootNotification', {
        chargePointVendor: 'ABB',
        chargePointModel: 'TACW22',
        firmwareVersion: '1.6.6',
      });
      await point.call('StatusNotification', status('Available'));
      const before = written.length;
      await eventually('asked', () => point.calls('GetConfiguration').length === 1);
      // A setting changes right after the configuration was read, or not in this life.
      for (let beat = 0; beat < 10 && point.closedWith === undefined; beat += 1)
        await point.call('Heartbeat', {}).catch(() => undefined);
      if (written.length > before) await eventually('rebooted', () => point.closedWith !== undefined);
      await point.close();
    }
    await open.close();
    return written;
  };

  it('is not written to at all where it tells all that is needed (ABB Terra AC, lbbrhzn/ocpp #1275)', async () => {
    const MeterValuesSampledData = 'Current.Import,Energy.Active.Import.Register,Power.Active.Import,Voltage';
    const configuration = {
      NumberOfConnectors: '1',
      HeartbeatInterval: '3600',
      MeterValueSampleInterval: '5',
      MeterValuesSampledData,
    };
    assert.deepEqual(await lives(configuration, 'Accepted', true), []);
  });

  for (const [word, keeps, name] of [
    ['Accepted', true, 'says yes and keeps it'],
    ['RebootRequired', false, 'says that it must, and keeps nothing'],
    ['Rejected', false, 'says no'],
    ['', false, 'says nothing'],
  ] as const)
    it(`has its measurands probed once in its life, whatever it makes of them: it ${name} (lbbrhzn/ocpp #1099)`, async () => {
      const configuration = { MeterValueSampleInterval: '5', MeterValuesSampledData: 'Energy.Active.Import.Register' };
      const written = await lives(configuration, word, keeps);
      assert.deepEqual(written, [
        'MeterValuesSampledData=Energy.Active.Import.Register,Current.Import,Voltage,Power.Active.Import',
      ]);
    });
});

describe('a charger that reboots when its settings are asked for', () => {
  it('is asked twice, and stays from then on (Grizzl-E, lbbrhzn/ocpp #1879)', async () => {
    const open = await openHouse([chargerFacts('GRU')]);
    let asked = 0;
    const connect = async (): Promise<ChargePoint> => {
      const GetConfiguration: Handler = () => {
        asked += 1;
        point.cut().catch(() => {});
        return undefined;
      };
      const point: ChargePoint = await ChargePoint.connect(open.url('GRU'), { handlers: { GetConfiguration } });
      await point.call('BootNotification', { chargePointVendor: 'United Chargers', chargePointModel: 'GRU' });
      return point;
    };
    for (let life = 1; life <= 2; life += 1) {
      const point = await connect();
      await eventually('rebooted', () => asked === life && point.closedWith !== undefined);
    }
    const point = await connect();
    await eventually('set up without', () => point.calls('GetLocalListVersion').length === 1);
    assert.deepEqual([asked, point.closedWith], [2, undefined]);
    await point.close();
    await open.close();
  });
});

describe('a charger without ping and pong', () => {
  it('that hears nothing any more while it goes on with its heartbeats is made to connect anew (mobilityhouse/ocpp #626)', async () => {
    const open = await openHouse([chargerFacts('IDLE')], { callTimeoutMs: 100, pingIntervalMs: 50 });
    let hears = true;
    const handlers = { Reset: () => (hears ? { status: 'Accepted' } : undefined), ClearCache: () => undefined };
    const point = await ChargePoint.connect(open.url('IDLE'), { autoPong: false, handlers });
    const resets = () => open.gateway.call('IDLE', 'Reset', { type: 'Soft' }).catch(() => false as const);
    await point.call('Heartbeat', {});
    await eventually('it answers', resets);
    for (let call = 0; call < 4; call += 1)
      await assert.rejects(open.gateway.call('IDLE', 'ClearCache', {}), { code: 'TIMEOUT' });
    await point.call('Heartbeat', {});
    assert.equal(point.closedWith, undefined, 'what it never answered proves nothing');
    hears = false;
    for (let call = 0; call < 3; call += 1) {
      await point.call('Heartbeat', {});
      await assert.rejects(open.gateway.call('IDLE', 'Reset', { type: 'Soft' }), { code: 'TIMEOUT' });
    }
    await eventually('the connection is ended', () => point.closedWith !== undefined);
    hears = true;
    const again = await ChargePoint.connect(open.url('IDLE'), { autoPong: false, handlers });
    await eventually('it answers', resets);
    await Promise.all([again.close(), open.close()]);
  });
});

describe('a charger that is back', () => {
  it('hears no close frame when the hub goes: told so, it would not call again (JIGU WeGood, lbbrhzn/ocpp #1975)', async () => {
    const open = await openHouse([chargerFacts('JIGU')], { closeDeadlineMs: 60_000 });
    const point = await ChargePoint.connect(open.url('JIGU'));
    await point.call('Heartbeat', {});
    await open.close();
    await eventually('the connection ends', () => point.closedWith !== undefined);
    assert.equal(point.closedWith, 1006);
  });

  it('without Boot and status, after a restart of the hub, is read from its first meter values on (Mennekes, evcc #30650)', async () => {
    const house = new OcppHouse();
    const first = await openHouse([chargerFacts('ACU')], {}, house);
    const point = await ChargePoint.connect(first.url('ACU'));
    const { transactionId } = await point.call('StartTransaction', {
      connectorId: 1,
      idTag: 'A',
      meterStart: 1000,
      timestamp: ago(0),
    });
    await first.close();
    await eventually('the connection ends', () => point.closedWith !== undefined);
    const second = await openHouse([chargerFacts('ACU')], {}, house);
    const back = await ChargePoint.connect(second.url('ACU'), { handlers: { SetChargingProfile: accept } });
    const value = { value: '11.0', measurand: 'Power.Active.Import', unit: 'kW' };
    await back.call('MeterValues', {
      connectorId: 1,
      transactionId,
      meterValue: [{ timestamp: ago(0), sampledValue: [value] }],
    });
    assert.equal(house.of('sample').at(-1)?.sample.powerW, 11_000);
    assert.equal(house.of('sample').at(-1)?.sample.transactionId, transactionId);
    const limit = { kind: 'set-limit', chargerId: 'ACU', limitA: 8 as never, durationS: 60 as never } as const;
    assert.deepEqual(await second.gateway.send({ ...limit, transactionId: Number(transactionId) }), {
      result: 'accepted',
    });
    await back.close();
    await second.close();
  });
});
