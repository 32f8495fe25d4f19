import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openSite, type Site } from '../../core/index.js';
import { ChargePoint, type Handler } from '../means/charge-point.js';
import { eventually } from '../means/eventually.js';
import { KeptLog } from '../means/kept-log.js';
import { freePort, temporaryFolder } from '../means/open-hub.js';

const ID = 'CP1';
const CONFIGURED = 'as-configured-16';
const KEY = '00112233445566778899aabbccddeeff';
const OTHER = 'ffeeddccbbaa99887766554433221100';

/** A site with one charger of the tests' own on a raw WebSocket. */
class Upkept {
  readonly log = new KeptLog();
  readonly folder = temporaryFolder('upkeep');
  readonly points: ChargePoint[] = [];
  #site: Site | undefined;
  #port = 0;

  get site(): Site {
    if (!this.#site) throw new Error('not open');
    return this.#site;
  }

  async open(charger: { readonly password?: string } = {}): Promise<void> {
    this.#port ||= await freePort();
    this.#site = await openSite(
      {
        phases: 3,
        fuseA: 25,
        ocpp: { port: this.#port, bind: '127.0.0.1' },
        meters: [],
        chargers: [{ id: ID, name: 'Garage', model: 'generic', maxA: 16, ...charger }],
        timeZone: 'Europe/Rome',
        storage: this.folder.path,
      },
      this.log,
    );
  }

  async connect(password?: string, handlers: Readonly<Record<string, Handler>> = {}): Promise<ChargePoint> {
    const basic = `Basic ${Buffer.from(`${ID}:${password}`).toString('base64')}`;
    const headers = password === undefined ? {} : { authorization: basic };
    const point = await ChargePoint.connect(`ws://127.0.0.1:${this.#port}/${ID}`, { headers, handlers });
    this.points.push(point);
    await point.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' });
    return point;
  }

  async close(): Promise<void> {
    for (const point of this.points) point.close();
    await this.#site?.close();
    this.#site = undefined;
  }
}

describe('AuthorizationKey, OCPP security profile 1', () => {
  const hub = new Upkept();
  before(() => hub.open({ password: CONFIGURED }));
  after(async () => {
    await hub.close();
    hub.folder.remove();
  });
  const set = (password: string) => hub.site.command({ do: 'password', charger: 'Garage', password });
  const refused = (password: string) => assert.rejects(hub.connect(password), /401/);

  it('what is no key of 16 to 20 bytes is refused before it is sent', async () => {
    for (const password of ['short', KEY.slice(1), 'g'.repeat(32), 'a'.repeat(42)])
      await assert.rejects(set(password), { code: 'INVALID_INPUT' });
  });

  it('to a charger that is away it cannot be given, and the old one stays', async () => {
    await assert.rejects(set(KEY), { code: 'OFFLINE' });
    await refused(KEY);
  });

  it('one that the charger refuses lets nobody in', async () => {
    await hub.connect(CONFIGURED, { ChangeConfiguration: () => ({ status: 'Rejected' }) });
    await assert.rejects(set(KEY), { code: 'REJECTED' });
    await hub.connect(CONFIGURED, { ChangeConfiguration: () => ({ status: 'NotSupported' }) });
    await assert.rejects(set(KEY), { code: 'NOT_SUPPORTED' });
    await refused(KEY);
  });

  it('one that keeps calling with another is told once, and again after it was in; a first refusal may be a question', async () => {
    const told = () => hub.log.matching(/password is not the one set in the hub\. Enter the same in both/).length;
    await hub.connect(CONFIGURED);
    const before = told();
    await refused(KEY);
    assert.equal(told(), before);
    await refused(KEY);
    await refused(KEY);
    assert.equal(told(), before + 1);
    await hub.connect(CONFIGURED);
    await refused(KEY);
    assert.equal(told(), before + 1);
    await refused(KEY);
    assert.equal(told(), before + 2);
    for (const point of hub.points) point.close();
    await eventually('it is seen, too', () =>
      /turned away: its password/.test(hub.site.snapshot().chargers[0]?.because ?? ''),
    );
  });

  it('it is set on the charger, and the answer does not repeat it', async () => {
    const point = await hub.connect(CONFIGURED, { ChangeConfiguration: () => ({ status: 'RebootRequired' }) });
    const { applied } = await set(KEY);
    assert.deepEqual(applied, { password: 'changed', rebootRequired: true });
    const sent = point.received.filter(({ payload }) => payload['key'] === 'AuthorizationKey');
    assert.deepEqual(
      sent.map(({ payload }) => payload['value']),
      [KEY],
    );
  });

  it('until the charger has used it once, the configured one still opens, because it may need a restart', async () => {
    await hub.connect(CONFIGURED);
    await hub.connect(KEY);
    await refused(CONFIGURED);
    await refused(OTHER);
  });

  it('it is kept over a restart, in a file that only its owner may read', async () => {
    await hub.close();
    assert.equal(statSync(join(hub.folder.path, 'charger-keys.json')).mode & 0o777, 0o600);
    await hub.open({ password: CONFIGURED });
    await refused(CONFIGURED);
    await hub.connect(KEY, { ChangeConfiguration: () => ({ status: 'Accepted' }) });
  });

  it('a newer one replaces it in the same way', async () => {
    await set(OTHER);
    await hub.connect(KEY);
    await hub.connect(OTHER);
    await refused(KEY);
  });

  it('no trace, log or record holds either', async () => {
    const trace = JSON.stringify(await hub.site.query({ what: 'trace', charger: ID }));
    assert.match(trace, /AuthorizationKey/);
    await hub.close();
    const files = readdirSync(hub.folder.path).filter((name) => name !== 'charger-keys.json');
    assert.ok(!files.includes('charger-keys.json.half'), 'closed while it was still writing');
    const kept = files
      .filter((name) => statSync(join(hub.folder.path, name)).isFile())
      .map((name) => readFileSync(join(hub.folder.path, name), 'latin1'));
    assert.ok(kept.length > 0);
    const all = [trace, ...kept, ...hub.log.matching(/./)].join('\n').toLowerCase();
    for (const key of [KEY, OTHER]) assert.ok(!all.includes(key), 'a key was found');
  });

  it('another configured password counts again, so that nobody is locked out', async () => {
    await hub.open({ password: 'another-password' });
    await hub.connect('another-password');
    await hub.close();
  });
});

describe('what a user asks of a charger beside charging', () => {
  const hub = new Upkept();
  let point: ChargePoint;
  let unlocking = 'Unlocked';
  let available: Handler = () => ({ status: 'Accepted' });
  before(async () => {
    await hub.open();
    point = await hub.connect(undefined, {
      Reset: () => ({ status: 'Accepted' }),
      UnlockConnector: () => ({ status: unlocking }),
      ChangeAvailability: (payload) => available(payload),
      UpdateFirmware: () => ({}),
      ReserveNow: () => ({ status: 'Occupied' }),
      GetConfiguration: () => ({ configurationKey: [{ key: 'ResetRetries', readonly: true, value: '1' }] }),
      ChangeConfiguration: ({ key }) => ({
        status: ['ResetRetries', 'Odd'].includes(String(key)) ? 'Rejected' : 'NotSupported',
      }),
    });
  });
  after(async () => {
    await hub.close();
    hub.folder.remove();
  });
  const ask = (action: string, payload: Readonly<Record<string, unknown>>, force = false) =>
    hub.site.command({ do: 'ocpp', charger: 'Garage', action, payload, force });

  it('the connector that is left out is its own', async () => {
    const { applied } = await ask('UnlockConnector', {});
    assert.deepEqual(applied, { action: 'UnlockConnector', response: { status: 'Unlocked' } });
    await ask('ChangeAvailability', { type: 'Inoperative' });
    const sent = point.received.filter(({ action }) => ['UnlockConnector', 'ChangeAvailability'].includes(action));
    assert.deepEqual(
      sent.map(({ payload }) => payload),
      [{ connectorId: 1 }, { connectorId: 1, type: 'Inoperative' }],
    );
    await assert.rejects(ask('GetCompositeSchedule', { duration: 86_400 }), { code: 'NOT_SUPPORTED' });
    assert.deepEqual(point.calls('GetCompositeSchedule'), [{ connectorId: 1, duration: 86_400 }]);
  });

  it('a no is an error with its code, whatever word the operation has for it', async () => {
    unlocking = 'UnlockFailed';
    await assert.rejects(ask('UnlockConnector', {}), { code: 'REJECTED' });
    unlocking = 'NotSupported';
    await assert.rejects(ask('UnlockConnector', {}), { code: 'NOT_SUPPORTED' });
    const until = { idTag: 'A', expiryDate: '2030-01-01T00:00:00Z', reservationId: 1 };
    await assert.rejects(ask('ReserveNow', until), { code: 'REJECTED', message: /Occupied/ });
    const setting = { key: 'LightIntensity', value: '50' };
    await assert.rejects(ask('ChangeConfiguration', setting), { code: 'REJECTED', message: /^Garage has no setting / });
  });

  it('a setting that can only be read is told as that, and no value of it is', async () => {
    for (const [key, why] of [
      ['ResetRetries', /^ResetRetries of Garage can be read, but not changed\.$/],
      ['Odd', /^Garage does not accept this value for Odd\.$/],
    ] as const)
      await assert.rejects(ask('ChangeConfiguration', { key, value: 77 }), { code: 'REJECTED', message: why });
    assert.deepEqual(point.calls('ChangeConfiguration').at(-1), { key: 'Odd', value: '77' });
  });

  it('a start puts back what another server took out of service: as a whole, or its connector', async () => {
    const status = (word: string) =>
      point.call('StatusNotification', { connectorId: 1, status: word, errorCode: 'NoError' });
    const snapshot = () => hub.site.snapshot().chargers[0];
    const put = async (): Promise<unknown[]> => {
      const from = point.received.length;
      await hub.site.command({ do: 'wish', charger: 'Garage', wish: { charge: 'start' } });
      const asked = point.received.slice(from).filter(({ action }) => action === 'ChangeAvailability');
      return asked.map(({ payload }) => payload);
    };
    await status('Available');
    await eventually('in service', () => snapshot()?.status === 'available');
    assert.deepEqual(await put(), []);
    await status('Unavailable');
    await eventually('that is told', () => snapshot()?.because.includes('starting a charge puts it back'));
    assert.deepEqual(await put(), [{ connectorId: 0, type: 'Operative' }]);
    available = ({ connectorId }) => ({ status: connectorId === 0 ? 'Rejected' : 'Accepted' });
    assert.deepEqual(await put(), [
      { connectorId: 0, type: 'Operative' },
      { connectorId: 1, type: 'Operative' },
    ]);
    available = () => ({ status: 'Rejected' });
    await assert.rejects(put(), { code: 'REJECTED' });
  });

  it('a restart is refused while a car charges, unless forced', async () => {
    await ask('Reset', { type: 'Soft' });
    const status = { connectorId: 1, status: 'Charging', errorCode: 'NoError', timestamp: new Date().toISOString() };
    await point.call('StatusNotification', status);
    await eventually('it charges', () => hub.site.snapshot().chargers[0]?.state === 'charging');
    await assert.rejects(ask('Reset', { type: 'Hard' }), { code: 'REJECTED' });
    await ask('Reset', { type: 'Hard' }, true);
    const resets = point.received.filter(({ action }) => action === 'Reset');
    assert.deepEqual(
      resets.map(({ payload }) => payload['type']),
      ['Soft', 'Hard'],
    );
  });

  it('a charge that was stopped, as the refusal says, stands in the way of neither restart nor firmware', async () => {
    const location = 'http://127.0.0.1/firmware.bin';
    const update = { location, retrieveDate: new Date().toISOString() };
    await assert.rejects(ask('UpdateFirmware', update), { code: 'REJECTED' });
    await assert.rejects(hub.site.command({ do: 'firmware', charger: 'Garage', url: location }), {
      code: 'REJECTED',
      message: /^A car is charging at Garage:/,
    });
    await hub.site.command({ do: 'wish', charger: 'Garage', wish: { charge: 'stop' } });
    await ask('Reset', { type: 'Soft' });
    await ask('UpdateFirmware', update);
    await hub.site.command({ do: 'firmware', charger: 'Garage', url: location });
    assert.equal(point.received.filter(({ action }) => action === 'UpdateFirmware').length, 2);
  });
});

describe('what a charger tells of itself and of its supply (Hydra Cubus manual, 8.5.1-13)', () => {
  const hub = new Upkept();
  before(() => hub.open());
  after(async () => {
    await hub.close();
    hub.folder.remove();
  });

  it('is shown: both serial numbers, the SIM, frequency and temperature', async () => {
    const point = await hub.connect();
    const own = { chargePointSerialNumber: 'SN-1', chargeBoxSerialNumber: 'BOARD-1', iccid: '8939', imsi: '222' };
    await point.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M', ...own });
    const sampledValue = [
      { value: '49.98', measurand: 'Frequency' },
      { value: '41.26', measurand: 'Temperature', unit: 'Celsius' },
    ];
    const timestamp = new Date().toISOString();
    await point.call('MeterValues', { connectorId: 1, meterValue: [{ timestamp, sampledValue }] });
    const { identity, frequencyHz, temperatureC } = hub.site.snapshot().chargers[0] ?? {};
    assert.deepEqual([frequencyHz, temperatureC], [49.98, 41.3]);
    const sim = { iccid: '8939', imsi: '222' };
    assert.deepEqual(identity, { vendor: 'V', model: 'M', serialNumber: 'SN-1', boxSerialNumber: 'BOARD-1', ...sim });
  });
});
