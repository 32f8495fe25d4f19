import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import ModbusRTU from 'modbus-serial';
import { eventually } from '../means/eventually.js';
import { amps, chargeNow, Opened } from './simulated-home-hub.js';

const opened = new Opened();
afterEach(() => opened.closeAll());

describe('OCPP 1.6, 4: what the charge point says', () => {
  it('boots, tells its connectors, plugs, charges by remote start, and unplugs, because that is a charge', async () => {
    const { hub, home } = await opened.both({ id: '7121050066603101050600A03' });
    assert.deepEqual(hub.connections, [{ identity: '7121050066603101050600A03', protocol: 'ocpp1.6' }]);
    assert.equal(hub.heard[0]?.action, 'BootNotification');
    const id = await chargeNow(hub, home);
    const start = hub.last('StartTransaction');
    assert.equal(start?.['idTag'], 'SUN');
    await eventually('a metered energy', () => home.charger.registerWh > Number(start['meterStart']));
    home.unplug();
    const stop = await eventually('the stop', () => hub.last('StopTransaction'));
    assert.equal(stop['transactionId'], id);
    assert.equal(stop['reason'], 'EVDisconnected');
    assert.equal(stop['meterStop'], home.charger.registerWh);
    await eventually('available again', () => hub.statuses().at(-1) === 'Available');
    assert.deepEqual(home.charger.complaints, []);
    assert.ok(!hub.heard.some((one) => one.action === 'bad message'));
  });

  it('samples voltage, current and register per phase, with the transaction, because the manual lists no power', async () => {
    const { hub, home } = await opened.both();
    const id = await chargeNow(hub, home);
    const message = await eventually('a sample', () => hub.last('MeterValues'));
    assert.equal(message['transactionId'], id);
    const [{ sampledValue }] = message['meterValue'] as [{ sampledValue: Record<string, string>[] }];
    assert.deepEqual(
      sampledValue.map((value) => `${value['measurand']} ${value['phase'] ?? '-'} ${value['unit']}`),
      [
        'Voltage L1 V',
        'Voltage L2 V',
        'Voltage L3 V',
        'Current.Import L1 A',
        'Current.Import L2 A',
        'Current.Import L3 A',
        'Energy.Active.Import.Register - Wh',
      ],
    );
  });

  it('a card starts and ends a charge; another card does not end it', async () => {
    const { hub, home } = await opened.both();
    home.plug();
    assert.equal(await home.tapCard('BLUE'), 'started');
    await eventually('started', () => home.charger.transaction?.id !== null);
    assert.equal(await home.tapCard('RED'), 'refused');
    assert.equal(await home.tapCard('BLUE'), 'stopped');
    const stop = await eventually('the stop', () => hub.last('StopTransaction'));
    assert.equal(stop['reason'], 'Local');
    assert.equal(stop['idTag'], 'BLUE');
    await eventually('finishing', () => hub.statuses().at(-1) === 'Finishing');
  });

  it('a card the hub does not know starts nothing', async () => {
    const { hub, home } = await opened.both();
    hub.answers.set('Authorize', () => ({ idTagInfo: { status: 'Invalid' } }));
    home.plug();
    assert.equal(await home.tapCard('STRANGER'), 'refused');
    assert.equal(hub.all('StartTransaction').length, 0);
  });

  it('a start the hub does not accept ends as DeAuthorized', async () => {
    const { hub, home } = await opened.both();
    hub.answers.set('StartTransaction', () => ({ transactionId: 9, idTagInfo: { status: 'Blocked' } }));
    home.plug();
    assert.equal(await home.tapCard('BLUE'), 'started');
    const stop = await eventually('the stop', () => hub.last('StopTransaction'));
    assert.equal(stop['reason'], 'DeAuthorized');
    assert.equal(stop['transactionId'], 9);
  });

  it('says nothing but BootNotification until it is accepted', async () => {
    const hub = await opened.hub();
    let asked = 0;
    hub.answers.set('BootNotification', () => {
      asked += 1;
      const status = asked < 3 ? 'Pending' : 'Accepted';
      return { status, interval: 1, currentTime: new Date().toISOString() };
    });
    const home = await opened.home(hub.url);
    home.plug();
    await eventually('accepted', () => home.charger.online && hub.statuses().length > 0);
    assert.deepEqual(
      hub.heard.slice(0, 4).map((one) => one.action),
      ['BootNotification', 'BootNotification', 'BootNotification', 'StatusNotification'],
    );
  });

  it('gives its password as HTTP Basic, and is not let in without the right one', async () => {
    const hub = await opened.hub();
    hub.password = 'sunshine-sunshine';
    const right = await opened.home(hub.url, { id: 'RIGHT', password: 'sunshine-sunshine' });
    await opened.home(hub.url, { id: 'WRONG', password: 'moonshine' });
    await eventually('the right one is in', () => right.charger.online);
    await eventually('the wrong one has tried', () => hub.turnedAway.includes('WRONG'));
    assert.deepEqual(
      hub.connections.map((one) => one.identity),
      ['RIGHT'],
    );
  });
});

describe('OCPP 1.6, 5.11 to 5.16: limits on a running charge', () => {
  const profile = (limit: number, rest: Record<string, unknown>, schedule: Record<string, unknown> = {}) => ({
    chargingProfileId: 1,
    stackLevel: 0,
    chargingProfileKind: 'Absolute',
    ...rest,
    chargingSchedule: {
      chargingRateUnit: 'A',
      chargingSchedulePeriod: [{ startPeriod: 0, limit }],
      startSchedule: new Date(Date.now() - 5000).toISOString(),
      ...schedule,
    },
  });

  it('follows a TxProfile, falls to the default when its duration ends, pauses at 0 and loses it with the charge', async () => {
    const { hub, home } = await opened.both();
    const set = async (connectorId: number, csChargingProfiles: Record<string, unknown>): Promise<void> => {
      assert.deepEqual(await hub.ask('SetChargingProfile', { connectorId, csChargingProfiles }), {
        status: 'Accepted',
      });
    };
    await set(1, profile(6, { chargingProfilePurpose: 'TxDefaultProfile' }));
    const transactionId = await chargeNow(hub, home);
    const live = { chargingProfileId: 2, chargingProfilePurpose: 'TxProfile', stackLevel: 3, transactionId };
    await set(1, profile(12, live, { duration: 300 }));
    await eventually('12 A', () => home.charger.offerA === 12 && amps(home) > 11);
    await set(1, profile(12, live, { duration: 7 }));
    await eventually('the safe 6 A', () => home.charger.offerA === 6 && amps(home) < 6);
    await set(1, profile(0, live, { duration: 300 }));
    await eventually('paused', () => hub.statuses().at(-1) === 'SuspendedEVSE' && amps(home) === 0);
    home.unplug();
    await chargeNow(hub, home);
    assert.equal(home.charger.offerA, 6);
  });

  it('keeps its profiles over a hard reset, and tells the end of the charge after the start', async () => {
    const { hub, home } = await opened.both();
    await hub.ask('SetChargingProfile', {
      connectorId: 1,
      csChargingProfiles: profile(8, { chargingProfilePurpose: 'TxDefaultProfile' }),
    });
    const transactionId = await chargeNow(hub, home);
    assert.deepEqual(await hub.ask('Reset', { type: 'Hard' }), { status: 'Accepted' });
    const stop = await eventually('the stop', () => hub.last('StopTransaction'));
    assert.equal(hub.connections.length, 2);
    assert.equal(hub.all('BootNotification').length, 2);
    assert.deepEqual([stop['transactionId'], stop['reason']], [transactionId, 'HardReset']);
    home.unplug();
    await eventually('free', () => hub.statuses().at(-1) === 'Available');
    await chargeNow(hub, home);
    assert.equal(home.charger.offerA, 8);
  });

  it('takes a TxProfile with the remote start', async () => {
    const { hub, home } = await opened.both();
    home.plug();
    await eventually('plugged', () => hub.statuses().at(-1) === 'Preparing');
    const chargingProfile = profile(9, { chargingProfilePurpose: 'TxProfile' });
    const answer = await hub.ask('RemoteStartTransaction', { connectorId: 1, idTag: 'SUN', chargingProfile });
    assert.deepEqual(answer, { status: 'Accepted' });
    await eventually('9 A', () => home.charger.offerA === 9);
  });

  it('a charger that ignores profiles takes them and charges on', async () => {
    const { hub, home } = await opened.both({ faults: { ignoresProfiles: true } });
    await chargeNow(hub, home);
    const csChargingProfiles = profile(0, { chargingProfilePurpose: 'TxDefaultProfile' });
    assert.deepEqual(await hub.ask('SetChargingProfile', { connectorId: 1, csChargingProfiles }), {
      status: 'Accepted',
    });
    assert.equal(home.charger.offerA, 16);
  });

  it('a charger of watts rejects amps', async () => {
    const { hub, home } = await opened.both({ faults: { rateUnits: ['W'] } });
    await chargeNow(hub, home);
    const csChargingProfiles = profile(10, { chargingProfilePurpose: 'TxDefaultProfile' });
    assert.deepEqual(await hub.ask('SetChargingProfile', { connectorId: 1, csChargingProfiles }), {
      status: 'Rejected',
    });
    csChargingProfiles.chargingSchedule.chargingRateUnit = 'W';
    csChargingProfiles.chargingSchedule.chargingSchedulePeriod = [{ startPeriod: 0, limit: 6900 }];
    assert.deepEqual(await hub.ask('SetChargingProfile', { connectorId: 1, csChargingProfiles }), {
      status: 'Accepted',
    });
    await eventually('10 A', () => home.charger.offerA === 10);
  });
});

describe('a house with two one-phase chargers', () => {
  it('shows each on its own phase of the meter, sun and load included', async () => {
    const hub = await opened.hub();
    const one = { phases: 1, maxA: 32, bootDelayMs: 50 } as const;
    const chargers = [
      { ...one, id: 'LEFT', supplyPhases: [2], car: { phases: 1, maxA: 20 } },
      { ...one, id: 'RIGHT', supplyPhases: [3], car: { phases: 1, maxA: 10 } },
    ] as const;
    const home = await opened.home(hub.url, {}, { chargers, sunW: 3000, loadW: [0, 0, 500] });
    await eventually('both online', () => home.chargers.every((charger) => charger.online));
    for (const { id } of chargers) {
      home.plug(id);
      assert.equal(await home.tapCard('CARD', id), 'started');
    }
    await eventually('both charge', () => home.chargersW === 230 * (20 + 10));
    const master = new ModbusRTU();
    await master.connectTCP('127.0.0.1', { port: home.meterPort });
    master.setID(2);
    const { buffer } = await master.readHoldingRegisters(0x2012, 8);
    await new Promise<void>((resolve) => master.close(() => resolve()));
    const watts = [0, 4, 8, 12].map((offset) => buffer.readFloatBE(offset) / 10);
    assert.deepEqual(watts, [4400, -1000, 3600, 1800]);
    assert.throws(() => home.plug('MIDDLE'), /no charger MIDDLE/);
  });
});
