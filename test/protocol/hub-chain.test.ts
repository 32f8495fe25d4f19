import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { eventually } from '../means/eventually.js';
import { CHARGER_ID, type Hub, openHub } from '../means/open-hub.js';

/** A charge through every room, in order: each step stands on the one before. */
describe('a car charges from the sun', () => {
  let hub: Hub;
  const events: string[] = [];
  before(async () => {
    hub = await openHub();
    hub.site.on((event) => {
      if (event.event !== 'state') events.push(event.event);
    });
  });
  after(() => hub.close());

  it('the charger is known and its meter is read', async () => {
    await eventually('the charger is online', () => hub.charger().online);
    await eventually('the grid is measured', () => hub.site.snapshot().gridW === 450);
    assert.equal(hub.charger().state, 'standby');
  });

  it('plugged in without sun: authorised, and ECO+ waits with the reason', async () => {
    hub.home.plug();
    const charger = await eventually('a transaction', () => (hub.charger().session ? hub.charger() : false));
    assert.equal(charger.mode, 'ECO+');
    assert.equal(charger.limitA, 0);
    assert.match(charger.because, /sun/i);
    assert.ok(events.includes('plugged') && events.includes('session-started'), events.join());
  });

  it('the sun comes: it charges within 1 A of the surplus', async () => {
    hub.home.setSun(8000);
    const surplusA = (8000 - 450) / 3 / 230;
    await eventually('the car draws what the sun leaves', () => {
      const [drawn = 0] = hub.home.charger.currentA;
      return Math.abs(drawn - surplusA) <= 1 && Math.abs(hub.home.gridW) < 700;
    });
    assert.ok(['surplus', 'pace'].includes(hub.charger().reason), hub.charger().reason);
  });

  it('a small cloud: it follows downwards', async () => {
    hub.home.setSun(6000);
    await eventually('the car draws less', () => (hub.home.charger.currentA[0] ?? 0) < 8.6);
  });

  it('FAST: the user limit, whatever the sun does', async () => {
    hub.home.setSun(0);
    await hub.site.command({ do: 'wish', charger: 'Garage', wish: { mode: 'FAST', current: 12 } });
    await eventually('12 A', () => Math.abs((hub.home.charger.currentA[0] ?? 0) - 12) <= 0.5);
    assert.ok(hub.charger().sources.includes('user-limit'));
  });

  it('the main fuse comes first: an oven on L1 takes its share from the car', async () => {
    hub.home.setLoad([230 * 17, 150, 150]);
    await eventually('the car makes room', () => (hub.home.charger.currentA[0] ?? 99) <= 8);
    assert.ok(hub.charger().sources.includes('main-fuse'), hub.charger().sources.join());
    hub.home.setLoad([150, 150, 150]);
  });

  it('stop holds it at 0 A and keeps the transaction', async () => {
    const id = hub.charger().session?.id;
    await hub.site.command({ do: 'wish', charger: CHARGER_ID, wish: { charge: 'stop' } });
    await eventually('no current', () => hub.home.charger.currentA[0] === 0);
    assert.equal(hub.charger().session?.id, id);
    assert.equal(hub.charger().reason, 'stopped');
    await hub.site.command({ do: 'wish', charger: CHARGER_ID, wish: { charge: 'start' } });
    // On a busy machine the car may be taken for a load of the house for a moment, which counts for 90 s.
    await eventually('current again', () => (hub.home.charger.currentA[0] ?? 0) > 5, 200_000);
  });

  it('unplugged: the record holds the register to the watt-hour', async () => {
    const before = hub.charger().session;
    hub.home.unplug();
    await eventually('the session is over', () => hub.charger().session === null && events.includes('session-ended'));
    const [record] = await eventually('a record', async () => {
      const rows = await hub.site.query({ what: 'charges', last: 1 });
      return rows[0]?.['endedAt'] ? rows : false;
    });
    assert.ok(record && before);
    assert.equal(record['number'], before.id);
    assert.equal(record['meterStopWh'], hub.home.charger.registerWh);
    assert.equal(record['energyWh'], Number(record['meterStopWh']) - Number(record['meterStartWh']));
    assert.equal(Number(record['solarWh']) + Number(record['gridWh']), record['energyWh']);
    assert.ok(Number(record['energyWh']) > 0);
  });

  it('nothing went wrong on the way', () => {
    assert.deepEqual(hub.log.matching(/^(warn|error)/), []);
    assert.deepEqual(hub.home.charger.complaints, []);
  });
});
