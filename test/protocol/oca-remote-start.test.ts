import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FieldHome } from '../means/field-home.js';
import type { Quirks } from '../means/field-quirks.js';
import { CHARGER_ID } from '../means/open-hub.js';

const CARDS = { chargers: [{ id: CHARGER_ID, name: 'Garage', maxA: 16, mode: 'FAST', access: 'cards' }] } as const;
const PLUG_IN = 'Start requested: plug in the car';

async function met(quirks: Quirks, test: (home: FieldHome) => Promise<void>): Promise<void> {
  const home = await FieldHome.open(quirks, CARDS);
  try {
    await home.within('it is there', () => home.charger.status === 'available');
    await test(home);
  } finally {
    await home.close();
  }
}
const asked = (home: FieldHome): number => home.sent('RemoteStartTransaction').length;

describe('OCA test cases for central systems, by a whole hub: remote start before the plug', () => {
  it('011_1 Remote Start Charging Session - Remote Start First', () =>
    met({ handlers: { RemoteStartTransaction: () => ({ status: 'Accepted' }) } }, async (home) => {
      await home.wish({ charge: 'start' });
      assert.deepEqual([asked(home), home.charger.because], [1, PLUG_IN]);
      await home.plug();
      await home.within('it knows that the charger waits', () => home.charger.status === 'preparing');
      const { because, plugged, state } = home.charger;
      assert.deepEqual([because, plugged, state], [PLUG_IN, false, 'standby']);
      const { idTag } = home.sent('RemoteStartTransaction')[0] ?? {};
      const timestamp = new Date(home.clock.now().wallMs).toISOString();
      await home.point.call('StartTransaction', { connectorId: 1, idTag, meterStart: 1000, timestamp });
      await home.within('a host has begun it', async () => {
        const [charge] = await home.site.query({ what: 'charges' });
        return charge?.['startedBy'] === 'host';
      });
      assert.equal(asked(home), 1);
    }));

  it('011_2 Remote Start Charging Session - Time Out', () => {
    let answers = 0;
    return met(
      { handlers: { RemoteStartTransaction: () => ({ status: answers++ ? 'Rejected' : 'Accepted' }) } },
      async (home) => {
        await home.wish({ charge: 'start' });
        await home.plug();
        await home.within('the charger waits', () => home.charger.status === 'preparing');
        await home.unplug();
        await home.within('it has ceased to', () => home.charger.status === 'available');
        assert.deepEqual([home.charger.because, asked(home), answers], [PLUG_IN, 1, 1]);
        await home.plug();
        await home.within('it is asked again at the plug', () => asked(home) === 2);
        await home.within(
          'a no to that is told',
          () => home.charger.because === 'The charger refuses to start (Rejected): unplug the car and plug it in again',
        );
      },
    );
  });

  it('a no before the plug is none: the charge begins at the plug', () =>
    met({}, async (home) => {
      home.point.on('RemoteStartTransaction', () => ({ status: 'Rejected' }));
      await home.wish({ charge: 'start' });
      assert.deepEqual([asked(home), home.charger.because, home.charger.alarm], [1, PLUG_IN, false]);
      await home.plug();
      await home.within('it is asked again', () => asked(home) === 2);
    }));

  it('a charger without a plug begins at once, follows its limit, and ends', () =>
    met({ silent: true }, async (home) => {
      await home.wish({ charge: 'start' });
      await home.within('it charges', () => home.drawsA > 6 && home.charger.state === 'charging');
      await home.wish({ current: 8 });
      await home.within('it follows', () => home.drawsA === 8);
      await home.wish({ charge: 'stop' });
      await home.within('nothing flows', () => home.drawsA === 0 && home.charger.state === 'paused');
    }));
});
