import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { attachSite, type MeterSearch, openSite, type Site, type SiteEvent } from '../../core/index.js';
import { eventually } from '../means/eventually.js';
import { HouseMeters, sdm630 } from '../means/house-meters.js';
import { KeptLog } from '../means/kept-log.js';
import { Registers } from '../means/modbus-slave.js';
import { freePort, temporaryFolder, testConfig } from '../means/open-hub.js';

const TOKEN = '0123456789abcdef';
const house = new HouseMeters();

describe('D.8: meters are searched for through the site, its owner’s or an attached one', () => {
  const folder = temporaryFolder('search');
  let owner: Site;
  let attached: Site;
  let searches: MeterSearch[] = [];

  before(async () => {
    const port = await freePort();
    const ocpp = { port, bind: '127.0.0.1' };
    owner = await openSite(
      testConfig(1, folder.path, { meters: [], language: 'de', ocpp, link: { token: TOKEN } }),
      new KeptLog(),
    );
    attached = attachSite(`ws://127.0.0.1:${port}/surplug/link`, TOKEN, new KeptLog());
    attached.on((event: SiteEvent) => {
      if (event.event === 'meter-search') searches.push(event.search);
    });
    await eventually('the owner answers', () => attached.snapshot().online);
  });
  afterEach(async () => {
    await attached.command({ do: 'find-meters', cancel: true });
    await eventually('no search goes on', async () => (await search())?.state !== 'searching');
    searches = [];
    await house.close();
  });
  after(async () => {
    await attached.close();
    await owner.close();
    folder.remove();
  });

  const search = async () => (await attached.query({ what: 'meter-search' }))[0] as MeterSearch | undefined;
  const ended = () => eventually('the search is over', () => searches.find(({ state }) => state !== 'searching'));
  const line = (port: number) => ({ type: 'modbus-tcp', host: '127.0.0.1', port }) as const;

  it('tells how far it is, and at last what a configuration must say to read what it found', async () => {
    const slave = await house.slave({ 1: new Registers(), 2: sdm630() });
    const { ok, applied } = await attached.command({ do: 'find-meters', line: line(slave.port), unitIds: [1, 2, 3] });
    assert.deepEqual([ok, applied['unitIds']], [true, [1, 2, 3]]);
    const { found, state, advice, ...rest } = await ended();
    assert.deepEqual([state, advice, rest.done, rest.of, rest.unitId], ['ended', [], 6, 6, null]);
    assert.deepEqual(found[0]?.config, { ...line(slave.port), map: 'eastron-sdm630', unitId: 2 });
    assert.equal(found[0]?.maps[0]?.name, 'Eastron SDM630-Modbus');
    assert.equal(found[0]?.values['powerW'], 2060);
    assert.deepEqual(searches.map(({ done, unitId, found: soFar }) => [done, unitId, soFar.length]).slice(1, 4), [
      [0, 1, 0],
      [1, 2, 0],
      [2, 3, 1],
    ]);
    assert.deepEqual((await search())?.found, found);
  });

  for (const framing of ['tcp', 'rtu'] as const) {
    it(`what was found is what a configuration takes: copied in, it is read, ${framing}`, async () => {
      const slave = await house.slave({ 7: sdm630() }, { framing });
      await attached.command({ do: 'find-meters', line: line(slave.port), unitIds: [7] });
      const [found] = (await ended()).found;
      const kept = house.read([{ role: 'grid', ...found?.config } as never]);
      assert.equal((await kept.more(1)).powerW, 2060);
    });
  }

  it('says what to try when nothing is there, in the language of the site', async () => {
    await attached.command({ do: 'find-meters', line: line(1), unitIds: [1, 2] });
    const { advice, found } = await ended();
    assert.deepEqual(found, []);
    assert.deepEqual(
      advice.map(({ code }) => code),
      ['check-host'],
    );
    assert.match(advice[0]?.text ?? '', /antwortet nichts/);
  });

  it('is called off, keeps what it found, and lets go of the line', async () => {
    const slave = await house.slave({ 1: sdm630() });
    await attached.command({ do: 'find-meters', line: line(slave.port) });
    await eventually('the first was found', () => searches.some(({ found }) => found.length === 1));
    await attached.command({ do: 'find-meters', cancel: true });
    const { state, found, done, of } = await ended();
    assert.equal(state, 'cancelled');
    assert.equal(found.length, 1);
    assert.ok(done < of);
    await eventually('the line is free', () => slave.sockets.size === 0);
  });

  it('a new search takes the place of the old one', async () => {
    const first = await house.slave({});
    const second = await house.slave({ 1: sdm630() });
    await attached.command({ do: 'find-meters', line: line(first.port) });
    await eventually('it asks', () => first.requests.length > 0);
    await attached.command({ do: 'find-meters', line: line(second.port), unitIds: [1] });
    const done = await eventually('the second has ended', () => searches.find(({ state }) => state === 'ended'));
    assert.equal(done.found.length, 1);
    assert.equal(searches.filter(({ state }) => state === 'cancelled').length, 1);
  });

  for (const [what, wrong, says] of [
    ['no line', {}, /^line: die Angabe fehlt; richtig wäre eines von .*type/],
    ['a line of no kind', { line: { type: 'carrier-pigeon' } }, /line/],
    ['no host', { line: { type: 'modbus-tcp', host: '' } }, /^line\.host: .* die Adresse des Zählers/],
    ['a unit that cannot be', { line: line(1), unitIds: [300] }, /unitIds/],
    ['no unit', { line: line(1), unitIds: [] }, /^unitIds: .*mindestens ein Eintrag/],
  ] as const) {
    it(`${what} is INVALID_INPUT, and nothing is searched`, async () => {
      await assert.rejects(attached.command({ do: 'find-meters', ...wrong } as never), (error: unknown) => {
        assert.equal((error as { code?: string }).code, 'INVALID_INPUT');
        assert.match((error as Error).message, says);
        return true;
      });
      assert.deepEqual(searches, []);
    });
  }

  it('closing the site calls it off and frees the line', async () => {
    const slave = await house.slave({}, { misdeed: () => ({ do: 'silence' }) });
    const inner = temporaryFolder('search-closed');
    const site = await openSite(testConfig(1, inner.path, { meters: [] }), new KeptLog());
    await site.command({ do: 'find-meters', line: line(slave.port) });
    await eventually('it asks', () => slave.requests.length > 0);
    await site.close();
    assert.equal(slave.sockets.size, 0);
    inner.remove();
  });
});
