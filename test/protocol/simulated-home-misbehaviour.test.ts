import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { eventually } from '../means/eventually.js';
import { amps, chargeNow, Opened } from './simulated-home-hub.js';

const opened = new Opened();
afterEach(() => opened.closeAll());

describe('strictness and misbehaviour', () => {
  const wrong: readonly (readonly [string, string, string])[] = [
    ['a missing field', '[2,"1","Reset",{}]', 'Reset'],
    ['a word that is not in the schema', '[2,"2","Reset",{"type":"Medium"}]', 'Reset'],
    ['a limit of two decimals', `[2,"3","SetChargingProfile",${JSON.stringify(oddLimit(6.55))}]`, 'SetChargingProfile'],
    ['a numeric message id', '[2,4,"Reset",{"type":"Soft"}]', 'malformed'],
    ['what is not JSON', 'hello', 'not an OCPP-J frame'],
    ['an answer to nothing', '[3,"99",{}]', 'answer to nothing'],
  ];
  it('the charger notes what the hub sends against OCPP 1.6, and goes on', async () => {
    const { hub, home } = await opened.both();
    for (const [what, text, word] of wrong) {
      const before = home.charger.complaints.length;
      hub.raw(text);
      await eventually(what, () => home.charger.complaints.length === before + 1);
      assert.match(home.charger.complaints.at(-1) ?? '', new RegExp(word), what);
    }
    assert.equal(hub.connections.length, 1);
    assert.equal(home.charger.online, true);
  });

  it('says nothing of its meter when it is told so', async () => {
    const { hub, home } = await opened.both({ faults: { noMeterValues: true } });
    await chargeNow(hub, home);
    home.unplug();
    await eventually('the stop', () => hub.last('StopTransaction'));
    assert.equal(hub.all('MeterValues').length, 0);
  });

  it('keeps a wrong clock', async () => {
    const { hub, home } = await opened.both({ faults: { clockOffByMs: -3_600_000 } });
    await chargeNow(hub, home);
    const offMs = Date.parse(String(hub.last('StartTransaction')?.['timestamp'])) - Date.now();
    assert.ok(Math.abs(offMs + 3_600_000) < 30_000, `${offMs}`);
  });

  it('counts its messages in numbers, which OCPP-J does not allow', async () => {
    const hub = await opened.hub();
    const home = await opened.home(hub.url, { callTimeoutMs: 300, faults: { numericIds: true } });
    await eventually('not understood', () => hub.heard.some((one) => one.action === 'bad message'));
    assert.equal(home.charger.online, false);
  });

  it('trips over its own over-current protection, and recovers when the plug is pulled', async () => {
    const { hub, home } = await opened.both({ car: { ignoresOffer: true } });
    await chargeNow(hub, home);
    const { csChargingProfiles } = oddLimit(6);
    await hub.ask('SetChargingProfile', { connectorId: 1, csChargingProfiles });
    const fault = await eventually('a fault', () =>
      hub.all('StatusNotification').find((payload) => payload['status'] === 'Faulted'),
    );
    assert.equal(fault['errorCode'], 'OverCurrentFailure');
    assert.equal(hub.last('StopTransaction')?.['reason'] ?? 'Other', 'Other');
    assert.equal(amps(home), 0);
    home.unplug();
    await eventually('well again', () => hub.statuses().at(-1) === 'Available');
    assert.equal(hub.last('StatusNotification')?.['errorCode'], 'NoError');
  });
});

function oddLimit(limit: number) {
  return {
    connectorId: 1,
    csChargingProfiles: {
      chargingProfileId: 1,
      stackLevel: 0,
      chargingProfilePurpose: 'TxDefaultProfile',
      chargingProfileKind: 'Relative',
      chargingSchedule: { chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit }] },
    },
  };
}
