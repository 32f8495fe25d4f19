import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { SiteCommand } from '../../core/index.js';
import { messageOf } from '../../core/model/error.js';
import { ChargePoint } from '../means/charge-point.js';
import { eventually } from '../means/eventually.js';
import { CHARGER_ID, type Hub, openHub } from '../means/open-hub.js';

/** Ends a line, colours a terminal and turns the direction of writing around. */
const FORGED = 'x\u001b[31m\r\n[error] FORGED\u009b0m\u202e\u2028y';
const STEERS = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/** What somebody sends may end in a log, where a line of its own would be taken for one of ours. */
describe('foreign words write no line of a log', () => {
  let hub: Hub;
  before(async () => {
    hub = await openHub({ chargers: [{ id: CHARGER_ID }, { id: 'HAND' }] });
  });
  after(() => hub?.close());

  for (const [name, command] of Object.entries({
    'a charger': { do: 'wish', charger: FORGED, wish: { mode: 'FAST' } },
    'a command': { do: FORGED },
    'a mode': { do: 'wish', charger: CHARGER_ID, wish: { mode: FORGED } },
    'a wish': { do: 'wish', charger: CHARGER_ID, wish: { [FORGED]: 1 } },
    'a card': { do: 'card', remove: FORGED },
    'an identity': { do: 'adopt', id: FORGED.repeat(5) },
    'an identity to forget': { do: 'forget', id: FORGED },
    'a field of an operation': {
      do: 'ocpp',
      charger: CHARGER_ID,
      action: 'Reset',
      payload: { type: 'Soft', [FORGED]: 1 },
    },
  })) {
    it(`${name} that is refused`, async () => {
      const told = await hub.site.command(command as unknown as SiteCommand).then(() => '', messageOf);
      assert.match(told, /FORGED/);
      assert.doesNotMatch(told, STEERS);
    });
  }

  it('nor do the name of a charger that is adopted, its notices, or its answer to a reservation', async () => {
    const point = await ChargePoint.connect(`${hub.url}/HAND`, {
      handlers: { ReserveNow: () => ({ status: FORGED }) },
    });
    const knocking = await ChargePoint.connect(`${hub.url}/${encodeURIComponent('KNOCK\u202eING')}`);
    try {
      const boot = { chargePointVendor: FORGED, chargePointModel: FORGED, firmwareVersion: FORGED };
      await point.call('BootNotification', boot);
      await knocking.call('BootNotification', boot);
      await eventually('it waits', () => hub.site.snapshot().pending.length === 1);
      await hub.site.command({ do: 'adopt', id: 'KNOCK\u202eING', name: FORGED });
      await point.call('StatusNotification', { connectorId: 1, status: 'Available', errorCode: FORGED, info: FORGED });
      for (const each of [point, knocking]) {
        await each.call('FirmwareStatusNotification', { status: FORGED });
        await each.call('SecurityEventNotification', { type: FORGED, timestamp: new Date().toISOString() });
      }
      const untilAt = new Date(Date.now() + 3_600_000).toISOString();
      const reserve = { idTag: FORGED.slice(0, 20), until: untilAt };
      await hub.site.command({
        do: 'wish',
        charger: 'HAND',
        wish: { reserve, limit: { amps: 9, ttlS: 60, name: FORGED } },
      });
      await eventually('the reservation is told', () => hub.log.matching(/does not keep the reservation/).length === 1);
      assert.equal(hub.log.matching(/FORGED/).length >= 4, true, hub.log.lines.join('\n'));
      assert.deepEqual(hub.log.matching(STEERS), []);
      const { chargers } = hub.site.snapshot();
      for (const { name, because, limit } of chargers) assert.doesNotMatch(`${name}${because}${limit?.name}`, STEERS);
    } finally {
      await point.close();
      await knocking.close();
    }
  });
});
