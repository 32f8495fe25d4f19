import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeOf, type ErrorCode, SurplugError } from '../../core/model/error.js';
import type { Site } from '../../core/model/site.js';
import type { SiteCommand } from '../../core/model/site-command.js';
import type { SiteEvent } from '../../core/model/site-event.js';
import { eventually } from './eventually.js';

/** A site that is open and online, with one charger that takes wishes. */
export interface SiteUnderTest {
  readonly site: Site;
  readonly chargerId: string;
  /** Closes the site and everything around it. */
  end(): Promise<void>;
}

/** What every `Site` shows to a host, whether it was opened or attached to: hosts must not need to know which it is. */
export function siteContract(name: string, makeSite: () => Promise<SiteUnderTest>): void {
  const row = (what: string, run: (under: SiteUnderTest) => Promise<void>): void => {
    it(what, async () => {
      const under = await makeSite();
      try {
        await run(under);
      } finally {
        await under.end();
      }
    });
  };
  const failsWith = (code: ErrorCode, promise: Promise<unknown>): Promise<void> =>
    assert.rejects(promise, (error: unknown) => {
      assert.ok(error instanceof SurplugError, `not a SurplugError: ${String(error)}`);
      assert.equal(error.code, code, error.message);
      assert.match(error.message, /\S/);
      return true;
    });
  const charger = ({ site, chargerId }: SiteUnderTest) => {
    const found = site.snapshot().chargers.find((one) => one.id === chargerId);
    assert.ok(found, `the snapshot has no charger ${chargerId}`);
    return found;
  };

  describe(`every site: ${name}`, () => {
    row('a snapshot is plain JSON, because it crosses wires, flows and storage', async ({ site }) => {
      const snapshot = site.snapshot();
      assert.deepEqual(JSON.parse(JSON.stringify(snapshot)), snapshot);
      assert.equal(snapshot.version, 1);
      assert.equal(snapshot.online, true);
    });

    row('a snapshot once taken never changes', async (under) => {
      const before = under.site.snapshot();
      const kept = JSON.stringify(before);
      await under.site.command({ do: 'wish', charger: under.chargerId, wish: { mode: 'FAST' } });
      assert.equal(JSON.stringify(before), kept);
    });

    row('a wish is answered with what was applied, and in force when it is answered', async (under) => {
      const answer = await under.site.command({ do: 'wish', charger: under.chargerId, wish: { mode: 'FAST' } });
      assert.equal(answer.ok, true);
      assert.deepEqual(JSON.parse(JSON.stringify(answer)), answer);
      assert.equal(answer.applied['mode'], 'FAST');
      assert.deepEqual(
        answer.chargers.map((one) => [one.id, one.mode]),
        [[under.chargerId, 'FAST']],
      );
      assert.equal(charger(under).mode, 'FAST');
      await under.site.command({ do: 'wish', charger: under.chargerId, wish: { mode: 'ECO' } });
      assert.equal(charger(under).mode, 'ECO');
    });

    row('a charger that nobody knows is UNKNOWN_CHARGER', async ({ site }) => {
      await failsWith('UNKNOWN_CHARGER', site.command({ do: 'wish', charger: 'nobody', wish: { mode: 'FAST' } }));
    });

    row('a value that cannot be is INVALID_INPUT, and nothing is changed', async (under) => {
      const before = charger(under).mode;
      const odd = { do: 'wish', charger: under.chargerId, wish: { mode: 'LUDICROUS', lock: true } };
      await failsWith('INVALID_INPUT', under.site.command(odd as unknown as SiteCommand));
      assert.equal(charger(under).mode, before);
      assert.equal(charger(under).locked, false);
    });

    row('a command of a later version is INVALID_INPUT', async ({ site }) => {
      await failsWith('INVALID_INPUT', site.command({ do: 'teleport' } as unknown as SiteCommand));
    });

    row('records are rows of plain JSON', async ({ site }) => {
      const rows = await site.query({ what: 'charges', last: 5 });
      assert.ok(Array.isArray(rows));
      assert.deepEqual(JSON.parse(JSON.stringify(rows)), rows);
    });

    row('what cannot be asked of a charger is a SurplugError too', async ({ site }) => {
      await assert.rejects(site.query({ what: 'configuration', charger: 'nobody' }), (error: unknown) => {
        assert.notEqual(codeOf(error), undefined, String(error));
        return true;
      });
    });

    row('events are told until a listener is taken off; `state` carries the house', async (under) => {
      const heard: SiteEvent[] = [];
      const off = under.site.on((event) => heard.push(event));
      await under.site.command({ do: 'wish', charger: under.chargerId, wish: { mode: 'FAST' } });
      await eventually('the new mode in a state event', () =>
        heard.some(
          (event) =>
            event.event === 'state' &&
            event.snapshot.chargers.some((one) => one.id === under.chargerId && one.mode === 'FAST'),
        ),
      );
      assert.deepEqual(JSON.parse(JSON.stringify(heard)), heard);
      off();
      off();
      const count = heard.length;
      const later: SiteEvent[] = [];
      under.site.on((event) => later.push(event));
      await under.site.command({ do: 'wish', charger: under.chargerId, wish: { mode: 'ECO' } });
      await eventually('an event for the other listener', () => later.length > 0);
      assert.equal(heard.length, count);
    });

    row('a listener put on twice is told until it is taken off as often', async (under) => {
      const heard: SiteEvent[] = [];
      const listener = (event: SiteEvent): number => heard.push(event);
      const off = under.site.on(listener);
      const last = under.site.on(listener);
      off();
      await under.site.command({ do: 'wish', charger: under.chargerId, wish: { mode: 'FAST' } });
      await eventually('an event for the one that is left', () => heard.length > 0);
      last();
    });

    row('a listener that throws disturbs nobody', async (under) => {
      const heard: SiteEvent[] = [];
      under.site.on(() => {
        throw new Error('a careless flow');
      });
      under.site.on((event) => heard.push(event));
      await under.site.command({ do: 'wish', charger: under.chargerId, wish: { mode: 'FAST' } });
      await eventually('an event after the one that threw', () => heard.length > 0);
    });

    row('closed twice is closed; commands and queries are then CLOSED, the snapshot still answers', async (under) => {
      const { site, chargerId } = under;
      await Promise.all([site.close(), site.close()]);
      await site.close();
      await failsWith('CLOSED', site.command({ do: 'wish', charger: chargerId, wish: { mode: 'FAST' } }));
      await failsWith('CLOSED', site.query({ what: 'charges' }));
      assert.equal(site.snapshot().version, 1);
    });
  });
}
