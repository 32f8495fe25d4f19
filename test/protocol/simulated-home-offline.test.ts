import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { eventually } from '../means/eventually.js';
import { freePort } from '../means/open-hub.js';
import { amps, type BareHub, chargeNow, Opened } from './simulated-home-hub.js';

const opened = new Opened();
afterEach(() => opened.closeAll());

const actions = (hub: BareHub): string[] => hub.heard.map((one) => one.action);
const instant = (value: unknown): number => Date.parse(String(value));

describe('OCPP 1.6, 4: the hub is gone for a while', () => {
  it('charges on, comes back without booting, and owes nothing: in order, at its own times, with the dead hub’s id', async () => {
    const first = await opened.hub(await freePort());
    const home = await opened.home(first.url);
    await eventually('online', () => home.charger.online);
    const transactionId = await chargeNow(first, home);
    const { port } = first;
    await first.close();
    await eventually('alone', () => !home.charger.online);
    const registerWh = home.charger.registerWh;
    await eventually('the charge goes on', () => amps(home) > 5 && home.charger.registerWh > registerWh);
    home.unplug();
    const goneAt = Date.now();
    const stoppedWh = home.charger.registerWh;
    const owed = home.charger.owedMessages;
    assert.ok(owed >= 2, `${owed} messages owed`);

    const second = await opened.hub(port);
    const stop = await eventually('the stop is told', () => second.last('StopTransaction'));
    assert.equal(stop['transactionId'], transactionId);
    assert.equal(stop['meterStop'], stoppedWh);
    assert.ok(instant(stop['timestamp']) <= goneAt);
    assert.ok(!actions(second).includes('BootNotification'));
    const told = actions(second).filter((action) => action !== 'StatusNotification');
    assert.deepEqual(told, [...Array.from({ length: owed - 1 }, () => 'MeterValues'), 'StopTransaction']);
    const times = second.all('MeterValues').map((payload) => {
      assert.equal(payload['transactionId'], transactionId);
      return instant((payload['meterValue'] as [{ timestamp: string }])[0].timestamp);
    });
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
    await eventually('nothing is owed', () => home.charger.owedMessages === 0);
    assert.deepEqual(second.statuses(), ['Available']);
  });

  it('a card of the local list starts without the hub; the id it gets later is used for all that follows', async () => {
    const { hub, home } = await opened.both();
    const list = [{ idTag: 'KNOWN', idTagInfo: { status: 'Accepted' } }];
    const sent = { listVersion: 3, updateType: 'Full', localAuthorizationList: list };
    assert.deepEqual(await hub.ask('SendLocalList', sent), { status: 'Accepted' });
    assert.deepEqual(await hub.ask('GetLocalListVersion', {}), { listVersion: 3 });
    home.charger.goOffline();
    home.plug();
    assert.equal(await home.tapCard('STRANGER'), 'refused');
    assert.equal(await home.tapCard('KNOWN'), 'started');
    await eventually('it charges alone', () => amps(home) > 5);
    assert.equal(await home.tapCard('KNOWN'), 'stopped');
    hub.answers.set('StartTransaction', () => ({ transactionId: 4711, idTagInfo: { status: 'Accepted' } }));
    home.charger.goOnline();
    const stop = await eventually('the stop', () => hub.last('StopTransaction'));
    assert.equal(stop['transactionId'], 4711);
    const told = actions(hub).slice(actions(hub).indexOf('StartTransaction'));
    assert.equal(told.filter((action) => action === 'StartTransaction').length, 1);
    assert.equal(told.filter((action) => action !== 'StatusNotification').at(-1), 'StopTransaction');
  });

  it('repeats a StopTransaction that is answered with an error, and gives up after its attempts', async () => {
    const { hub, home } = await opened.both({ faults: { noMeterValues: true } });
    await chargeNow(hub, home);
    hub.answers.set('StopTransaction', () => {
      throw new Error('no');
    });
    home.unplug();
    await eventually('three attempts', () => hub.all('StopTransaction').length === 3);
    await eventually('given up', () => home.charger.owedMessages === 0);
    assert.equal(hub.all('StopTransaction').length, 3);
  });

  it('a cut line is taken up again by itself, and the charge never knew', async () => {
    const { hub, home } = await opened.both();
    const id = await chargeNow(hub, home);
    home.killConnection();
    await eventually('back', () => hub.connections.length === 2 && home.charger.online);
    assert.equal(home.charger.transaction?.id, id);
    assert.equal(hub.all('BootNotification').length, 1);
    assert.ok(amps(home) > 5);
  });

  it('is on one line only, however quickly the network comes and goes', async () => {
    const { hub, home } = await opened.both();
    for (let time = 0; time < 5; time += 1) {
      home.charger.goOffline();
      home.charger.goOnline();
      home.charger.goOnline();
    }
    await eventually('online', () => home.charger.online);
    assert.deepEqual(await hub.ask('TriggerMessage', { requestedMessage: 'Heartbeat' }), { status: 'Accepted' });
    await eventually('the heart beats', () => hub.all('Heartbeat').length === 1);
    await eventually('one line is left', () => hub.live === 1);
  });

  it('a power failure ends the charge, and is told after the boot', async () => {
    const { hub, home } = await opened.both();
    const id = await chargeNow(hub, home);
    home.charger.powerFailure(60);
    const stop = await eventually('the stop', () => hub.last('StopTransaction'));
    assert.deepEqual([stop['transactionId'], stop['reason']], [id, 'PowerLoss']);
    const told = actions(hub);
    assert.ok(told.lastIndexOf('BootNotification') < told.indexOf('StopTransaction'));
    await eventually('plugged in still', () => hub.statuses().at(-1) === 'Preparing');
  });
});
