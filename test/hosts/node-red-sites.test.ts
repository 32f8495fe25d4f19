import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Log, type Site, SurplugError } from '../../core/index.js';
import { type HeldSite, RETRY_MS } from '../../nodes/hub/held-site.js';
import { GRACE_MS, keepSites } from '../../nodes/hub/keep-sites.js';
import { eventually } from '../means/eventually.js';
import { FakeClock } from '../means/fake-clock.js';
import { KeptLog } from '../means/kept-log.js';
import { MemorySite } from '../means/memory-site.js';

/** A building with one door: what opens and closes there is written down. */
class Doors {
  readonly book: string[] = [];
  readonly clock = new FakeClock();
  readonly sites = keepSites(
    () => new Promise(setImmediate),
    (delayMs, call) => this.clock.after(delayMs, call),
  );
  /** Whose records were written. */
  readonly written: string[] = [];
  /** What writing waits for. */
  disk: Promise<void> = Promise.resolve();
  /** While set, opening fails with it. */
  trouble: SurplugError | undefined;

  hold(hub: string, key: string, log: Log = new KeptLog()): HeldSite {
    return this.sites.hold(hub, { key, open: () => this.#open(`${hub}/${key}`), log, say: (words) => words });
  }

  async #open(name: string): Promise<Site> {
    if (this.trouble) throw this.trouble;
    this.book.push(`+${name}`);
    const site: Site = new MemorySite();
    site.settle = async () => {
      await this.disk;
      this.written.push(name);
    };
    const close = site.close.bind(site);
    site.close = async () => {
      await close();
      // Ports are given back a little later.
      await new Promise((resolve) => setTimeout(resolve, 20));
      this.book.push(`-${name}`);
    };
    return site;
  }
}

const opened = (held: HeldSite): Promise<unknown> =>
  eventually('open', () => (held.standing.is === 'open' ? held.standing : undefined));

describe('sites outlive the nodes of one deploy', () => {
  it('an unchanged hub takes the running site over, because no deploy may drop a charger', async () => {
    const doors = new Doors();
    const first = doors.hold('h', 'a');
    await opened(first);
    await doors.sites.release('h', first, false);
    assert.equal(doors.hold('h', 'a'), first);
    await doors.clock.advance(GRACE_MS * 2);
    assert.deepEqual(doors.book, ['+h/a']);
  });

  it('what waits is written before the node is closed: Node-RED may end the process then', async () => {
    const doors = new Doors();
    const held = doors.hold('h', 'a');
    await opened(held);
    await doors.sites.release('h', held, false);
    assert.deepEqual(doors.written, ['h/a']);
  });

  it('a disk that does not answer is not waited for without end', async () => {
    const doors = new Doors();
    doors.disk = new Promise(() => undefined);
    const held = doors.hold('h', 'a');
    await opened(held);
    const released = doors.sites.release('h', held, false);
    await doors.clock.advance(5_000);
    await released;
    assert.deepEqual(doors.written, []);
  });

  it('a released site that nobody takes over closes after its grace', async () => {
    const doors = new Doors();
    const held = doors.hold('h', 'a');
    await opened(held);
    await doors.sites.release('h', held, false);
    await doors.clock.advance(GRACE_MS - 1);
    assert.equal(held.standing.is, 'open');
    await doors.clock.advance(1);
    await eventually('closed', () => doors.book.includes('-h/a'));
  });

  it('a deleted hub closes at once, and the deploy waits for it', async () => {
    const doors = new Doors();
    const held = doors.hold('h', 'a');
    await opened(held);
    await doors.sites.release('h', held, true);
    assert.deepEqual(doors.book, ['+h/a', '-h/a']);
  });

  it('a changed configuration closes the old site before it opens the new one', async () => {
    const doors = new Doors();
    const first = doors.hold('h', 'a');
    await opened(first);
    await doors.sites.release('h', first, false);
    await opened(doors.hold('h', 'b'));
    assert.deepEqual(doors.book, ['+h/a', '-h/a', '+h/b']);
  });

  it('nothing opens before everything has closed, so two hubs can swap ports', async () => {
    const doors = new Doors();
    const before = [doors.hold('h', 'a'), doors.hold('i', 'b')];
    await Promise.all(before.map(opened));
    await Promise.all([opened(doors.hold('h', 'b')), opened(doors.hold('i', 'a'))]);
    assert.deepEqual(doors.book.slice(2, 4).sort(), ['-h/a', '-i/b']);
    assert.deepEqual(doors.book.slice(4).sort(), ['+h/b', '+i/a']);
  });

  it('what no node took over closes before anything opens, so that its port is free', async () => {
    const doors = new Doors();
    const before = doors.hold('h', 'a');
    await opened(before);
    await doors.sites.release('h', before, false);
    await opened(doors.hold('i', 'a'));
    assert.deepEqual(doors.book, ['+h/a', '-h/a', '+i/a']);
  });

  it('closed while it opens: the site is not left behind', async () => {
    const doors = new Doors();
    const held = doors.hold('h', 'a');
    await doors.sites.release('h', held, true);
    assert.deepEqual(doors.book, []);
    await assert.rejects(held.ready(), { code: 'CLOSED' });
  });

  it('when the flows stop for good, released sites close at once', async () => {
    const doors = new Doors();
    const [kept, left] = [doors.hold('h', 'a'), doors.hold('i', 'b')];
    await Promise.all([opened(kept), opened(left)]);
    await doors.sites.release('i', left, false);
    await doors.sites.closeReleased();
    assert.deepEqual([kept.standing.is, left.standing.is], ['open', 'closed']);
  });

  it('a port in use is tried again, because the other program may go away', async () => {
    const doors = new Doors();
    doors.trouble = new SurplugError('PORT_IN_USE', 'Port 9220 is in use.');
    const held = doors.hold('h', 'a');
    await assert.rejects(held.ready(), { code: 'PORT_IN_USE' });
    doors.trouble = undefined;
    await doors.clock.advance(RETRY_MS);
    await opened(held);
  });

  it('a bad configuration is not tried again until somebody deploys', async () => {
    const doors = new Doors();
    doors.trouble = new SurplugError('BAD_CONFIG', 'fuseA is missing.');
    const held = doors.hold('h', 'a');
    await assert.rejects(held.ready(), { code: 'BAD_CONFIG' });
    doors.trouble = undefined;
    await doors.clock.advance(RETRY_MS * 10);
    assert.equal(held.standing.is, 'failed');
    await opened(doors.hold('h', 'a'));
  });

  it('what the site says goes to the hub node of the day', async () => {
    const doors = new Doors();
    const [first, second] = [new KeptLog(), new KeptLog()];
    let say: Log | undefined;
    const open = async (log: Log): Promise<Site> => {
      say = log;
      return new MemorySite();
    };
    await opened(doors.sites.hold('h', { key: 'a', open, log: first, say: (words) => words }));
    doors.sites.hold('h', { key: 'a', open, log: second, say: (words) => words });
    say?.warn('the meter is silent');
    assert.deepEqual([first.lines, second.lines], [[], ['warn the meter is silent']]);
  });
});
