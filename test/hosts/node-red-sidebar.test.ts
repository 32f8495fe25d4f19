import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { SiteSnapshot } from '../../core/index.js';
import type { Home } from '../../examples/simulated-home/home.js';
import { LastHour } from '../../nodes/hub/last-hour.js';
import { eventually } from '../means/eventually.js';
import { houseHub, type NodeRed, startNodeRed, TAB } from '../means/node-red.js';
import { CHARGER_ID, freePort, quickHome } from '../means/open-hub.js';

describe('the last hour of a house', () => {
  const START = Date.parse('2026-06-21T10:00:00Z');
  const house = (seconds: number, rest: Partial<SiteSnapshot> = {}): SiteSnapshot => {
    const at = new Date(START + seconds * 1000).toISOString();
    return { at, online: true, solarW: 5000, houseW: 300, chargersW: 4000, gridW: -700, ...rest } as SiteSnapshot;
  };
  const seconds = (hour: LastHour, since?: string): number[] =>
    hour.since(since).map(({ at }) => (Date.parse(at) - START) / 1000);

  it('has the means of every ten seconds', () => {
    const hour = new LastHour();
    for (let second = 0; second <= 30; second++)
      hour.look(house(second, { gridW: second, solarW: second < 15 ? 5000 : null }));
    assert.deepEqual(seconds(hour), [10, 20, 30]);
    assert.deepEqual(hour.since()[0], { at: house(10).at, sunW: 5000, houseW: 300, carsW: 4000, gridW: 5 });
    assert.deepEqual(
      hour.since().map(({ sunW }) => sunW),
      [5000, 5000, null],
    );
    assert.deepEqual(seconds(hour, house(10).at), [20, 30]);
    assert.deepEqual(seconds(hour, ''), [10, 20, 30]);
  });

  it('ends after an hour, and has a gap where the owner was gone', () => {
    const hour = new LastHour();
    for (let second = 0; second <= 4000; second += 10)
      hour.look(house(second, { online: second < 3000 || second > 3500 }));
    assert.deepEqual([seconds(hour)[0], seconds(hour).at(-1)], [410, 4000]);
    assert.deepEqual(
      seconds(hour).filter((second) => second > 2980 && second < 3530),
      [2990, 3520],
    );
  });

  it('a clock that is set back begins anew from there', () => {
    const hour = new LastHour();
    for (const second of [0, 10, 20, -600, -590, -580]) hour.look(house(second));
    assert.deepEqual(seconds(hour), [-590, -580]);
  });
});

describe('what the sidebar asks of a hub', () => {
  let red: NodeRed;
  let home: Home;
  const get = async <T>(route = ''): Promise<T> =>
    (await fetch(`${red.url}/surplug/hubs/hub${route}`)).json() as Promise<T>;
  const post = (body: object): Promise<Response> =>
    fetch(`${red.url}/surplug/hubs/hub`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  interface Seen {
    readonly house: { readonly gridW: number | null; readonly at: string } | null;
    readonly hour?: readonly { readonly at: string }[];
    readonly chargers: readonly Readonly<Record<string, unknown>>[];
  }
  before(async () => {
    const port = await freePort();
    home = await quickHome(`ws://127.0.0.1:${port}`);
    red = await startNodeRed();
    await red.deploy([TAB, houseHub(port, home.meterPort)]);
    await eventually('the charger is online', async () => (await get<Seen>()).chargers[0]?.['online']);
  });
  after(async () => {
    await home?.close();
    await red?.end();
  });

  it('the house in numbers, and its last hour where that is asked for', async () => {
    await eventually('a moment was kept', async () => ((await get<Seen>('?since=')).hour ?? []).length > 0);
    const all = await get<Seen>('?since=');
    assert.equal(all.house?.gridW, 450);
    assert.equal((await get<Seen>()).hour, undefined);
    const last = all.hour?.at(-1)?.at ?? '';
    const later = (await get<Seen>(`?since=${last}`)).hour ?? [];
    assert.ok(
      later.every(({ at }) => at > last),
      'nothing twice',
    );
  });

  it('a wish is done, and seen in the answer; a wrong one is refused in words', async () => {
    const done = (await (await post({ charger: CHARGER_ID, wish: { mode: 'FAST' } })).json()) as Seen;
    assert.equal(done.chargers[0]?.['mode'], 'FAST');
    for (const [body, says] of [
      [{ charger: CHARGER_ID, wish: { mode: 'SLOW' } }, /^mode is "SLOW"/],
      [{ charger: 'nobody', wish: { mode: 'ECO' } }, /nobody/],
      [{ charger: CHARGER_ID, wish: 'ECO' }, /^Send /],
    ] as const) {
      const refused = await post(body);
      assert.ok(refused.status === 400 || refused.status === 409, String(refused.status));
      assert.match(((await refused.json()) as { message: string }).message, says);
    }
  });

  it('no wish out of a form, which a page of the internet can have sent', async () => {
    const body = new URLSearchParams({ charger: CHARGER_ID, 'wish[mode]': 'ECO' });
    const refused = await fetch(`${red.url}/surplug/hubs/hub`, { method: 'POST', body });
    assert.equal(refused.status, 400);
    assert.equal((await get<Seen>()).chargers[0]?.['mode'], 'FAST');
  });

  it('the messages of a charger', async () => {
    const rows = await get<readonly { readonly action?: string }[]>(`/trace?charger=${CHARGER_ID}`);
    assert.ok(rows.some(({ action }) => action === 'BootNotification'));
  });

  it('what was charged, period by period, and not by whom', async () => {
    const rows = await get<readonly Readonly<Record<string, unknown>>[]>('/statistics?by=month&split=card');
    assert.equal(rows.length, 12);
    assert.ok(rows.every((row) => !('idTag' in row)));
    const nothing = await get<readonly { readonly energyWh: number }[]>('/statistics?by=day&charger=nobody');
    assert.ok(nothing.every(({ energyWh }) => energyWh === 0));
    assert.match((await get<{ message: string }>('/statistics?by=week')).message, /^by is "week"/);
  });

  it('nothing that tells who charged', async () => {
    home.plug();
    const session = await eventually('it charges', async () => (await get<Seen>()).chargers[0]?.['session']);
    assert.deepEqual(Object.keys(session as object).sort(), ['energyWh', 'solarWh']);
  });
});
