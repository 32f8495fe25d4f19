import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { MeterRow, MeterSearch } from '../../core/index.js';
import { eventually } from '../means/eventually.js';
import { sdm630 } from '../means/house-meters.js';
import { ModbusSlave } from '../means/modbus-slave.js';
import { hubNode, type NodeRed, startNodeRed, TAB } from '../means/node-red.js';
import { freePort } from '../means/open-hub.js';

interface Answer {
  readonly meters: readonly MeterRow[];
  readonly search: MeterSearch | null;
}
const METERS = '/surplug/hubs/hub/meters';

describe('the search for meters from the dialog of a hub that does not run', () => {
  let red: NodeRed;
  let slave: ModbusSlave;
  before(async () => {
    red = await startNodeRed();
    slave = await ModbusSlave.listen(new Map([[1, sdm630()]]));
  });
  after(async () => {
    await red?.end();
    await slave?.close();
  });

  const find = async (unitIds: readonly number[], port = slave.port) => {
    const line = { type: 'modbus-tcp', host: '127.0.0.1', port };
    const answer = await red.post(METERS, { find: { line, unitIds }, language: 'de' });
    assert.equal(answer.status, 200, await answer.text());
  };
  const look = async () => (await (await red.get(METERS)).json()) as Answer;
  const ended = (how: MeterSearch['state']) =>
    eventually('the search ends', async () => {
      const { search } = await look();
      return search?.state === how ? search : undefined;
    });

  it('goes on before the first deploy, with advice in the language of the dialog', async () => {
    await red.deploy([TAB]);
    assert.equal((await red.get(METERS)).status, 409);
    await find([1]);
    assert.equal((await ended('ended')).found[0]?.config['map'], 'eastron-sdm630');
    await find([1], 1);
    assert.match((await ended('ended')).advice[0]?.text ?? '', /antwortet nichts/);
  });

  it('goes on while the settings lack just what it finds, and can be called off', async () => {
    const row = { role: 'grid', type: 'modbus-tcp', host: '127.0.0.1', port: String(slave.port) };
    await red.deploy([TAB, hubNode(await freePort(), { meters: [row] })]);
    assert.equal((await red.get(METERS)).status, 409, 'what was found before is gone with the deploy');
    await find([1]);
    assert.equal((await ended('ended')).found[0]?.unitId, 1);
    await find(Array.from({ length: 247 }, (_, i) => i + 2));
    await red.post(METERS, { cancel: true });
    await ended('cancelled');
  });

  it('gives way to the site as soon as it runs', async () => {
    await red.deploy([TAB, hubNode(await freePort(), { meters: [{ role: 'grid', type: 'pushed' }] })]);
    const { meters, search } = await look();
    assert.deepEqual([meters.map(({ meterId }) => meterId), search], [['grid'], null]);
  });

  it('judges what it is asked, as a site does', async () => {
    await red.deploy([TAB]);
    const answer = await red.post(METERS, { find: { line: { type: 'modbus-tcp', host: '' } }, language: 'en' });
    assert.equal(answer.status, 400);
    assert.match(await answer.text(), /line\.host: it is missing/);
  });
});
