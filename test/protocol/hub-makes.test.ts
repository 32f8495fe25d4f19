import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openSite, type Site } from '../../core/index.js';
import type { ChargerModelId } from '../../core/model/charger.js';
import { ChargePoint } from '../means/charge-point.js';
import { eventually } from '../means/eventually.js';
import { KeptLog } from '../means/kept-log.js';
import { freePort, temporaryFolder } from '../means/open-hub.js';

const SETTINGS = [
  { key: 'ResetRetries', readonly: false, value: '3' },
  { key: 'lightintensity', readonly: false, value: '30' },
  { key: 'VendorKey', readonly: true, value: 'x' },
];

describe('what the manual of a make does not list', () => {
  const folder = temporaryFolder('makes');
  let port: number;
  let site: Site;
  let point: ChargePoint;

  /** The whole site with a charger of that make, which says what it is and nothing more. */
  const open = async (model: ChargerModelId) => {
    site = await openSite(
      {
        phases: 1,
        fuseA: 40,
        ocpp: { port, bind: '127.0.0.1' },
        meters: [],
        chargers: [{ id: 'CP1', model }],
        storage: folder.path,
      },
      new KeptLog(),
    );
    point = await ChargePoint.connect(`ws://127.0.0.1:${port}/CP1`, {
      handlers: {
        GetConfiguration: () => ({ configurationKey: SETTINGS }),
        ClearCache: () => ({ status: 'Accepted' }),
      },
    });
    await point.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' });
  };
  const refuses = () => site.snapshot().chargers[0]?.abilities.refuses ?? [];
  const close = async () => {
    await point.close();
    await site.close();
  };

  before(async () => {
    port = await freePort();
    await open('cabur-ev-plus');
  });
  after(async () => {
    await close();
    folder.remove();
  });

  it('a Cabur is not asked for (8.1.4): no list, no trigger, no firmware', async () => {
    assert.ok(refuses().includes('UpdateFirmware'));
    await site.command({ do: 'card', add: { idTag: 'A', name: 'Anna' } });
    await eventually('set up', () => point.calls('ChangeConfiguration').length > 0);
    // Allowed and blocked until it is set up for cards: its cache is cleared then, and no list asked for.
    await eventually('cards are told', async () => {
      for (const allowed of [true, false]) await site.command({ do: 'card', add: { idTag: 'A', allowed } });
      return point.calls('ClearCache').length > 0;
    });
    const trigger = { action: 'TriggerMessage', payload: { requestedMessage: 'MeterValues' } };
    await assert.rejects(site.command({ do: 'ocpp', charger: 'CP1', ...trigger }), { code: 'NOT_SUPPORTED' });
    for (const action of ['GetLocalListVersion', 'SendLocalList', 'TriggerMessage'])
      assert.deepEqual(point.calls(action), [], action);
  });

  it('is nothing to go by once the charger turns out to be of another make', async () => {
    await close();
    await open('hydra-cubus');
    assert.deepEqual(refuses(), ['ClearCache']);
  });

  it('the settings of a Hydra are shown beside the defaults that its manual lists (9.2)', async () => {
    assert.deepEqual(await site.query({ what: 'configuration', charger: 'CP1' }), [
      { ...SETTINGS[0], default: '1' },
      { ...SETTINGS[1], default: '100' },
      SETTINGS[2],
    ]);
  });
});
