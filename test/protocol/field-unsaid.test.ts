import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openSite, type Site } from '../../core/index.js';
import { ChargePoint } from '../means/charge-point.js';
import { eventually } from '../means/eventually.js';
import { FastClock } from '../means/fast-clock.js';
import { FieldHome } from '../means/field-home.js';
import { KeptLog } from '../means/kept-log.js';
import { ago, amp, met, start, status, values } from '../means/ocpp-met.js';
import { CHARGER_ID, freePort, temporaryFolder } from '../means/open-hub.js';

const words = (house: { of(kind: 'status'): readonly { readonly status: string }[] }): readonly string[] =>
  house.of('status').map((each) => each.status);

describe('a car of which its charger says nothing', () => {
  it('is there from the start of its charge to its end, where the connector is told free all the while', () =>
    met(async (point, { house }) => {
      await point.call('StatusNotification', status('Available'));
      const { transactionId } = await point.call('StartTransaction', start());
      await point.call('MeterValues', values(Number(transactionId), ago(0), amp('10')));
      assert.deepEqual(words(house), ['Available', 'Preparing']);
      await point.call('StopTransaction', { transactionId, meterStop: 900, timestamp: ago(0) });
      assert.deepEqual(words(house), ['Available', 'Preparing', 'Available']);
    }));

  it('comes a moment before its status, where the charge is told first', () =>
    met(async (point, { house }) => {
      await point.call('StatusNotification', status('Available'));
      const { transactionId } = await point.call('StartTransaction', start());
      await point.call('StatusNotification', status('Charging'));
      await point.call('StopTransaction', { transactionId, meterStop: 900, timestamp: ago(0) });
      assert.deepEqual(words(house), ['Available', 'Preparing', 'Charging']);
    }));

  it('is there again, where it was told gone in the middle of its charge and goes on drawing', () =>
    met(
      async (point, { house }) => {
        await point.call('StatusNotification', status('Preparing'));
        const { transactionId } = await point.call('StartTransaction', start());
        await point.call('StatusNotification', status('Available'));
        await eventually('its values are taken for what goes on', async () => {
          await point.call('MeterValues', values(Number(transactionId), ago(0), amp('10')));
          return words(house).at(-1) === 'Preparing';
        });
      },
      { silentEndMs: 60_000 },
    ));

  it('charges once more, where the word of the charge before stays', () =>
    met(async (point, { house }) => {
      await point.call('StatusNotification', status('Preparing'));
      for (const idTag of ['A', 'B']) {
        const { transactionId } = await point.call('StartTransaction', start({ idTag }));
        await point.call('MeterValues', values(Number(transactionId), ago(0), amp('10')));
        await point.call('StatusNotification', status('Finishing'));
        await point.call('MeterValues', values(Number(transactionId), ago(0), amp('10')));
        await point.call('StopTransaction', { transactionId, meterStop: 900, timestamp: ago(0) });
      }
      assert.deepEqual(words(house), ['Preparing', 'Finishing', 'Preparing', 'Finishing']);
    }));

  it('has not come with a charge of the past', () =>
    met(async (point, { house }) => {
      await point.call('StatusNotification', status('Available'));
      await point.call('StartTransaction', start({ timestamp: ago(600) }));
      assert.deepEqual(words(house), ['Available']);
    }));

  it('is steered and stopped as any other', async () => {
    const home = await FieldHome.open({ silent: true });
    try {
      const payload = { idTag: 'FREE' };
      await home.site.command({ do: 'ocpp', charger: CHARGER_ID, action: 'RemoteStartTransaction', payload });
      await home.within('it charges', () => home.drawsA > 6 && home.charger.state === 'charging');
      await home.wish({ current: 8 });
      await home.within('it follows', () => home.drawsA === 8);
      await home.wish({ charge: 'stop' });
      await home.within('nothing flows', () => home.drawsA === 0 && home.charger.state === 'paused');
    } finally {
      await home.close();
    }
  });
});

describe('a charger that RemoteStop alone pauses', () => {
  it('and that says no more after it is not started before the sun is back (EN+, evcc #25069)', async () => {
    const home = await FieldHome.open({ zeroGivesA: 6 });
    try {
      home.solarA = 14;
      await home.wish({ mode: 'ECO+' });
      await home.charging();
      home.point.on('RemoteStopTransaction', ({ transactionId }) => {
        home.memory.transactionId = undefined;
        const timestamp = new Date(home.clock.now().wallMs).toISOString();
        void home.point.call('StopTransaction', { transactionId, meterStop: 1500, timestamp, reason: 'Remote' });
        return { status: 'Accepted' };
      });
      home.solarA = 0;
      await home.within('paused', () => home.sent('RemoteStopTransaction').length === 1 && home.drawsA === 0);
      await home.passes(75);
      assert.equal(home.sent('RemoteStartTransaction').length, 1, 'no start without sun');
      home.solarA = 14;
      await home.within('it charges again', () => home.drawsA > 0 && home.charger.state === 'charging');
      assert.equal(home.sent('RemoteStopTransaction').length, 1, 'begun once, for good');
    } finally {
      await home.close();
    }
  });
});

/** A site, ten times as fast as real, and a charger on a raw WebSocket. */
async function atSite(run: (point: ChargePoint, site: Site, nowIso: () => string) => Promise<void>): Promise<void> {
  const folder = temporaryFolder('unmetered');
  const clock = new FastClock(10);
  const port = await freePort();
  const site = await openSite(
    {
      phases: 3,
      fuseA: 25,
      ocpp: { port, bind: '127.0.0.1' },
      meters: [],
      chargers: [{ id: 'CP1', name: 'Garage', maxA: 16 }],
      storage: folder.path,
    },
    new KeptLog(),
    clock,
  );
  const point = await ChargePoint.connect(`ws://127.0.0.1:${port}/CP1`);
  try {
    await point.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' });
    await run(point, site, () => new Date(clock.now().wallMs).toISOString());
  } finally {
    await point.close();
    await site.close();
    folder.remove();
  }
}

describe('what a charge takes at a charger that sends no MeterValues', () => {
  it('is not told to be nothing: unknown while it runs, and in its record by the stop', () =>
    atSite(async (point, site, nowIso) => {
      const session = () => site.snapshot().chargers[0]?.session;
      const begun = start({ meterStart: 5000, timestamp: nowIso() });
      const { transactionId } = await point.call('StartTransaction', begun);
      assert.deepEqual([session()?.energyWh, session()?.solarWh, session()?.gridWh], [0, 0, 0], 'it has just begun');
      await eventually('nothing is known of it', () => session()?.energyWh === null);
      assert.deepEqual([session()?.solarWh, session()?.gridWh], [null, null]);
      await point.call('MeterValues', values(Number(transactionId), nowIso(), { value: '5600' }));
      assert.equal(session()?.energyWh, 600, 'once it tells');
      await point.call('StopTransaction', { transactionId, meterStop: 5800, timestamp: nowIso() });
      const [record] = await site.query({ what: 'charges' });
      assert.equal(record?.['energyWh'], 800);
    }));
});

describe('a register that is told to be 0 for a moment (Wallbox, lbbrhzn/ocpp #1756)', () => {
  it('is shown as it was, for who adds it up would count all of it once more; at last it is believed', () =>
    atSite(async (point, site, nowIso) => {
      const shown: unknown[] = [];
      for (const wh of ['16000000', '0', '0', '16000050', '0', '0', '0', '7']) {
        await point.call('MeterValues', values(undefined, nowIso(), { value: wh }));
        shown.push(site.snapshot().chargers[0]?.energyWh);
      }
      assert.deepEqual(shown, [16e6, 16e6, 16e6, 16_000_050, 16_000_050, 16_000_050, 0, 7]);
    }));
});

describe('a charger that tells no status after its boot', () => {
  it('is connected, its status unknown, and it is asked for it', () =>
    atSite(async (point, site, nowIso) => {
      const shown = () => site.snapshot().chargers[0];
      point.on('TriggerMessage', () => ({ status: 'Accepted' }));
      const says = (words: RegExp) => eventually(`${words}`, () => words.test(shown()?.because ?? ''));
      assert.deepEqual([shown()?.online, shown()?.status, shown()?.plugged], [true, 'unknown', false]);
      await says(/^Connected, .* not reported yet/);
      const asked = () => point.calls('TriggerMessage').map((each) => each['requestedMessage']);
      await eventually('it is asked', () => asked().length === 2);
      assert.deepEqual(asked(), ['StatusNotification', 'MeterValues']);
      await point.call('StatusNotification', { ...status('Available'), timestamp: nowIso() });
      assert.equal(shown()?.status, 'available');
      await says(/^No car is plugged in$/);
    }));
});

describe('a charger that tells of its one connector under 0', () => {
  const under = (connectorId: number, word: string) => ({ ...status(word), connectorId });
  it('is free again after its charge, and its next car is seen', () =>
    met(async (point, { house }) => {
      for (const word of ['Available', 'Preparing', 'Charging', 'Finishing', 'Available', 'Preparing'])
        await point.call('StatusNotification', under(0, word));
      const told = house.of('status').map((each) => `${each.connectorId} ${each.status}`);
      assert.deepEqual(told, ['0 Available', '1 Preparing', '1 Charging', '1 Finishing', '1 Available', '1 Preparing']);
    }));

  it('but where the connector speaks for itself, 0 is the charger as a whole', () =>
    met(async (point, { house }) => {
      await point.call('StatusNotification', under(0, 'Charging'));
      await point.call('StatusNotification', under(1, 'Charging'));
      await point.call('StatusNotification', under(0, 'Available'));
      assert.deepEqual(
        house.of('status').map((each) => `${each.connectorId} ${each.status}`),
        ['1 Charging', '1 Charging', '0 Available'],
      );
    }));
});
