import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Card } from '../../core/model/card.js';
import { wallMs } from '../../core/model/units.js';
import type { Handler } from '../means/charge-point.js';
import { eventually } from '../means/eventually.js';
import { met, start } from '../means/ocpp-met.js';

const card = (idTag: string, more: Partial<Card> = {}): Card => ({ idTag, name: idTag, allowed: true, ...more });
const accept: Handler = () => ({ status: 'Accepted' });

/** A charger with a local list at a version, which it keeps up to date. */
const listing = (version: number, more: Record<string, Handler> = {}): Record<string, Handler> => {
  let present = version;
  return {
    GetConfiguration: () => ({ configurationKey: [{ key: 'SendLocalListMaxLength', readonly: true, value: '2' }] }),
    GetLocalListVersion: () => ({ listVersion: present }),
    SendLocalList: (payload) => {
      present = Number(payload['listVersion']);
      return { status: 'Accepted' };
    },
    ClearCache: accept,
    ...more,
  };
};

describe('the local list of a charger', () => {
  it('gets the cards of the house in pieces it can take, under versions that only go up', () =>
    met(
      async (point, { gateway }) => {
        gateway.cards?.([
          card('A', { parentIdTag: 'P' }),
          card('B', { allowed: false }),
          card('C', { expiresAt: wallMs(Date.UTC(2027, 0, 1)) }),
        ]);
        await eventually('sent', () => point.calls('SendLocalList').length === 2);
        assert.deepEqual(point.calls('SendLocalList'), [
          {
            listVersion: 8,
            updateType: 'Full',
            localAuthorizationList: [
              { idTag: 'A', idTagInfo: { status: 'Accepted', parentIdTag: 'P' } },
              { idTag: 'B', idTagInfo: { status: 'Blocked' } },
            ],
          },
          {
            listVersion: 9,
            updateType: 'Differential',
            localAuthorizationList: [
              { idTag: 'C', idTagInfo: { status: 'Accepted', expiryDate: '2027-01-01T00:00:00.000Z' } },
            ],
          },
        ]);
        assert.equal(point.calls('ClearCache').length, 0);
        gateway.cards?.([card('A', { parentIdTag: 'P', allowed: false })]);
        await eventually('sent again', () => point.calls('SendLocalList').length === 3);
        assert.equal(point.calls('ClearCache').length, 1, 'a card that was blocked leaves the cache');
        assert.equal(point.calls('SendLocalList')[2]?.['listVersion'], 10);
      },
      { bootWaitMs: 10, handlers: listing(7) },
    ));

  it('is left alone where there is none (version -1), or nothing to say', () =>
    met(
      async (point, { gateway }) => {
        gateway.cards?.([card('A')]);
        await eventually('asked', () => point.calls('GetLocalListVersion').length > 0);
        gateway.cards?.([card('A'), card('B')]);
        await point.call('Heartbeat', {});
        assert.equal(point.calls('SendLocalList').length, 0);
      },
      { bootWaitMs: 10, handlers: listing(-1) },
    ));

  for (const word of ['VersionMismatch', 'Failed']) {
    it(`is sent whole once more after ${word}`, () => {
      let tries = 0;
      const once: Handler = () => {
        tries += 1;
        return { status: tries === 1 ? word : 'Accepted' };
      };
      return met(
        async (point, { gateway }) => {
          gateway.cards?.([card('A')]);
          await eventually('sent', () => point.calls('SendLocalList').length === 2);
          assert.deepEqual(
            point.calls('SendLocalList').map((each) => each['updateType']),
            ['Full', 'Full'],
          );
        },
        { bootWaitMs: 10, handlers: listing(3, { SendLocalList: once }) },
      );
    });
  }

  it('is nothing a Cabur is asked for, but its cache is cleared of a blocked card', () =>
    met(
      async (point, { gateway }) => {
        // Until the charger is set up nothing is done for cards: allow and block until it is.
        await eventually('cleared', () => {
          gateway.cards?.([card('A')]);
          gateway.cards?.([card('A', { allowed: false })]);
          return point.calls('ClearCache').length > 0;
        });
        assert.equal(point.calls('GetLocalListVersion').length + point.calls('SendLocalList').length, 0);
      },
      { bootWaitMs: 10, facts: { model: 'cabur-ev-plus' }, handlers: listing(0) },
    ));

  it('has beside it what a charger asks at once: the parent of a card, so that one of the family may end a charge', () =>
    met(async (point, { gateway }) => {
      gateway.cards?.([card('ANNA', { parentIdTag: 'HOME' }), card('BEN')]);
      const infoOf = async (idTag: string) => (await point.call('Authorize', { idTag }))['idTagInfo'];
      assert.deepEqual(await infoOf('anna'), { status: 'Accepted', parentIdTag: 'HOME' });
      assert.deepEqual(await infoOf('BEN'), { status: 'Accepted' });
      const started = await point.call('StartTransaction', start({ idTag: 'ANNA' }));
      assert.deepEqual(started['idTagInfo'], { status: 'Accepted', parentIdTag: 'HOME' });
    }));
});
