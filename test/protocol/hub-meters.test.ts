import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openSite, type SiteConfig } from '../../core/index.js';
import { eventually } from '../means/eventually.js';
import { FastClock } from '../means/fast-clock.js';
import { HouseMeters, sdm630 } from '../means/house-meters.js';
import { KeptLog } from '../means/kept-log.js';
import { Registers } from '../means/modbus-slave.js';
import { openHub, temporaryFolder, testConfig } from '../means/open-hub.js';

describe('meters of a site', () => {
  it('what a flow pushes also feeds a meter that is derived from it: grid = house − solar', async () => {
    const folder = temporaryFolder('derived');
    const meters: SiteConfig['meters'] = [
      { role: 'grid', type: 'derived' },
      { role: 'house', type: 'pushed' },
      { role: 'solar', type: 'pushed' },
    ];
    const site = await openSite(testConfig(1502, folder.path, { meters }), new KeptLog());
    try {
      await site.command({ do: 'reading', role: 'house', reading: { powerW: 3000 } });
      await site.command({ do: 'reading', role: 'solar', reading: { powerW: 5000 } });
      await eventually('the grid is known', () => site.snapshot().gridW === -2000);
    } finally {
      await site.close();
      folder.remove();
    }
  });

  it('one that a flow does not feed yet, or no longer, is not well, and says so', async () => {
    const folder = temporaryFolder('unfed');
    const meters: SiteConfig['meters'] = [{ role: 'grid', type: 'pushed' }];
    const site = await openSite(testConfig(1502, folder.path, { meters }), new KeptLog(), new FastClock(20));
    try {
      const { ok, trouble } = site.snapshot().meters['grid'] ?? {};
      assert.deepEqual([ok, trouble], [false, 'No flow is sending the meter’s values (“meter in” node)']);
      await site.command({ do: 'reading', role: 'grid', reading: { powerW: 300 } });
      await eventually('it is well', () => site.snapshot().meters['grid']?.ok === true);
      await eventually('it is silent', () => site.snapshot().meters['grid']?.ok === false);
      assert.match(site.snapshot().meters['grid']?.trouble ?? '', /^No flow is sending .* \(\d+ s\)$/);
      const [row] = await site.query({ what: 'meters' });
      assert.equal(row?.['ok'], false);
      await site.command({ do: 'reading', role: 'grid', reading: { powerW: 310 } });
      await eventually('it is well again', () => site.snapshot().meters['grid']?.ok === true);
    } finally {
      await site.close();
      folder.remove();
    }
  });

  for (const [map, registers, remark] of [
    [
      'eastron-sdm120',
      new Registers().f32(4, 0, 230).f32(4, 6, 2).f32(4, 12, 460).f32(4, 70, 50),
      /^The meter gives no values for/,
    ],
    ['eastron-sdm630', sdm630(), /^$/],
  ] as const) {
    it(`${map} at the grid of a three-phase site: ${remark}`, async () => {
      const meters = new HouseMeters();
      const folder = temporaryFolder('phaseless');
      const log = new KeptLog();
      const slave = await meters.slave({ 1: registers });
      const grid = { role: 'grid', type: 'modbus-tcp', host: '127.0.0.1', port: slave.port, unitId: 1, map } as const;
      const site = await openSite(testConfig(1502, folder.path, { meters: [grid] }), log);
      try {
        await eventually('it was read', () => site.snapshot().meters['grid']?.ok === true);
        const [row] = await site.query({ what: 'meters' });
        assert.match((row?.['remarks'] as string[]).join(), remark);
        assert.match(site.snapshot().meters['grid']?.remark ?? '', remark);
        assert.equal(log.matching(/^warn .*no values for each/).length, remark.test('') ? 0 : 1);
      } finally {
        await site.close();
        await meters.close();
        folder.remove();
      }
    });
  }

  it('a value for a role that is read from a meter is refused, because two would contradict each other', async () => {
    const hub = await openHub();
    try {
      const pushed = hub.site.command({ do: 'reading', role: 'grid', reading: { powerW: 1 } });
      await assert.rejects(pushed, { code: 'INVALID_INPUT' });
    } finally {
      await hub.close();
    }
  });

  it('a meter shows its raw registers, decoded values and failures', async () => {
    const hub = await openHub();
    try {
      await eventually('the meter was read', () => hub.site.snapshot().gridW === 450);
      const [look] = await hub.site.query({ what: 'meters' });
      assert.equal(look?.['meterId'], 'grid');
      assert.equal((look?.['values'] as Record<string, number>)['powerW'], 450);
      assert.ok((look?.['registers'] as unknown[]).length > 0);
      assert.deepEqual(JSON.parse(JSON.stringify(look)), look);
    } finally {
      await hub.close();
    }
  });

  it('a meter on RS485 beside a charger that may read one itself: whose bus it is, is pointed out', async () => {
    const folder = temporaryFolder('shared');
    const serial = { role: 'grid', type: 'modbus-rtu', map: 'chint-dtsu666', path: '/dev/surplug-none' } as const;
    const said = async (rest: Partial<SiteConfig>) => {
      const log = new KeptLog();
      const site = await openSite(testConfig(1502, folder.path, { language: 'fr', meters: [serial], ...rest }), log);
      await site.close();
      return log.matching(/RS485/);
    };
    try {
      assert.match(
        (await said({})).join(),
        /^info Le compteur réseau est lu par RS485.*un seul appareil peut interroger/,
      );
      assert.deepEqual(await said({ chargers: [{ id: 'other', model: 'generic' }] }), []);
      assert.deepEqual(await said({ meters: [{ role: 'grid', type: 'pushed' }] }), []);
    } finally {
      folder.remove();
    }
  });
});
