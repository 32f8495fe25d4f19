import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ChargePointOptions } from '../../examples/simulated-home/charge-point-options.js';
import { eventually } from '../means/eventually.js';
import { CHARGER_ID, type Hub, openHub } from '../means/open-hub.js';

type Misbehaviour = NonNullable<ChargePointOptions['faults']>;

const quick = (faults: Misbehaviour = {}) => ({
  chargers: [
    {
      id: CHARGER_ID,
      sampleIntervalS: 2,
      bootDelayMs: 50,
      reconnect: { firstMs: 100, mostMs: 300 },
      retryMs: 500,
      car: { startDelayS: [1, 2] as const },
      faults,
    },
  ],
});

const inS = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();

const ready = async (hub: Hub): Promise<void> => {
  await eventually('the charger is online', () => hub.charger().online && hub.home.charger.status === 'Available');
};

const reserve = (hub: Hub, idTag: string, forS: number) =>
  hub.site.command({ do: 'wish', charger: CHARGER_ID, wish: { reserve: { idTag, until: inS(forS) } } });

describe('ReserveNow, OCPP 1.6 chapter 5.13', () => {
  let hub: Hub;
  before(async () => {
    hub = await openHub({}, quick());
    for (const [idTag, name] of [
      ['ANNA', 'Anna'],
      ['BERT', 'Bert'],
    ] as const)
      await hub.site.command({ do: 'card', add: { idTag, name, allowed: true } });
    await hub.site.command({ do: 'wish', charger: CHARGER_ID, wish: { access: 'cards' } });
    await ready(hub);
  });
  after(() => hub.close());

  it('a reservation reaches the charger, whose status tells it', async () => {
    await reserve(hub, 'ANNA', 600);
    await eventually('Reserved', () => hub.home.charger.status === 'Reserved');
    await eventually('the hub shows it', () => hub.charger().state === 'reserved');
    assert.equal(hub.home.charger.memory.reservation?.idTag, 'ANNA');
  });

  it('one for another card takes its place, because a charger holds one at a time', async () => {
    await reserve(hub, 'BERT', 600);
    await eventually('kept for Bert', () => hub.home.charger.memory.reservation?.idTag === 'BERT');
    await reserve(hub, 'ANNA', 600);
    await eventually('kept for Anna', () => hub.home.charger.memory.reservation?.idTag === 'ANNA');
  });

  it('a charger that lost it is told again when it is back', async () => {
    hub.home.charger.memory.reservation = null;
    hub.home.killConnection();
    await eventually('kept again', () => hub.home.charger.memory.reservation?.idTag === 'ANNA');
  });

  it('taken back, it is cancelled', async () => {
    await hub.site.command({ do: 'wish', charger: CHARGER_ID, wish: { reserve: null } });
    await eventually('Available', () => hub.home.charger.status === 'Available');
    assert.equal(hub.home.charger.memory.reservation, null);
  });

  it('it ends at its time, at the charger and in the hub', async () => {
    const states = new Set<string>();
    const unlisten = hub.site.on((event) => {
      if (event.event === 'state') states.add(event.snapshot.chargers[0]?.state ?? '');
    });
    await reserve(hub, 'ANNA', 6);
    await eventually('Reserved', () => states.has('reserved'));
    unlisten();
    await eventually('free again', () => hub.charger().state === 'standby' && hub.home.charger.status === 'Available');
  });

  it('another card is refused, its own card starts, and that uses it up', async () => {
    await reserve(hub, 'ANNA', 600);
    await eventually('Reserved', () => hub.home.charger.status === 'Reserved');
    assert.equal(await hub.home.tapCard('BERT'), 'refused');
    hub.home.plug();
    assert.notEqual(await hub.home.tapCard('ANNA'), 'refused');
    await eventually('a charge of Anna', () => hub.charger().session?.idTag === 'ANNA');
    hub.home.unplug();
    await eventually('free for everybody', () => hub.charger().state === 'standby');
    hub.home.plug();
    assert.notEqual(await hub.home.tapCard('BERT'), 'refused');
    await eventually('a charge of Bert', () => hub.charger().session?.idTag === 'BERT');
  });
});

describe('a charger that knows no ReserveNow', () => {
  let hub: Hub;
  before(async () => {
    hub = await openHub({}, quick({ refuses: ['ReserveNow', 'CancelReservation'] }));
    for (const idTag of ['ANNA', 'BERT'])
      await hub.site.command({ do: 'card', add: { idTag, name: idTag, allowed: true } });
    await hub.site.command({ do: 'wish', charger: CHARGER_ID, wish: { access: 'cards' } });
    await ready(hub);
  });
  after(() => hub.close());

  it('the wish is taken, and the hub itself keeps the connector for the card', async () => {
    await reserve(hub, 'ANNA', 600);
    await eventually('the hub shows it', () => hub.charger().state === 'reserved');
    assert.equal(await hub.home.tapCard('BERT'), 'refused');
    hub.home.plug();
    assert.notEqual(await hub.home.tapCard('ANNA'), 'refused');
    await eventually('a charge of Anna', () => hub.charger().session?.idTag === 'ANNA');
  });

  it('that the charger does not keep it is said once', async () => {
    hub.home.killConnection();
    await eventually('it is back', () => hub.charger().online && hub.home.charger.online);
    assert.equal(hub.log.matching(/does not keep the reservation itself/).length, 1);
  });
});
