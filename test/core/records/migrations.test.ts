import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { Database } from '../../../core/records/thread/database.js';
import { MIGRATIONS, migrate } from '../../../core/records/thread/migrations.js';
import { folderOf, openStore } from './means/store.js';

/** A file as the release of that version left it, with a row in each of its tables. */
function fileOfVersion(t: TestContext, version: number): string {
  const folder = folderOf(t);
  const db = new Database(join(folder, 'surplug-records.sqlite'));
  migrate(db, version);
  // Typed in as that version's own statements wrote them.
  db.exec(`INSERT INTO counters VALUES ('charge', 4711);
    INSERT INTO kept VALUES ('wishes', '{"version":1,"policy":"priority","cards":[],"adopted":[],"chargers":{}}');
    INSERT INTO charges (number, charger_id, connector_id, id_tag, started_ms, ended_ms, started_by, stop_reason,
      mode_at_start, meter_start_wh, meter_stop_wh, energy_wh, solar_wh, grid_wh, peak_w)
      VALUES (4711, 'garage', 1, 'ANNA', 1782036000000, NULL, 'card', NULL, 'ECO', 100, NULL, 50, 30, 20, 3680);
    INSERT INTO faults (charger_id, started_ms, ended_ms, error_code, vendor_error_code, remark)
      VALUES ('garage', 1782036000000, NULL, 'GroundFailure', NULL, 'PE');
    INSERT INTO decisions (at_ms, charger_id, limit_a, sources, because)
      VALUES (1782036000000, 'garage', 6, '["surplus"]', '{"code":"stopped","numbers":{}}')`);
  if (version >= 2)
    db.exec(`INSERT INTO charger_quarters VALUES (1980040, 'garage', 'ANNA', 50, 30, 0, 20, NULL, NULL);
      INSERT INTO house_minutes VALUES (29700600, 10, 0, NULL, NULL, NULL, NULL)`);
  db.close();
  return folder;
}

const versionOf = (db: Database): unknown => db.first('PRAGMA user_version')?.['user_version'];

describe('migrations', () => {
  for (let version = 1; version <= MIGRATIONS.length; version += 1)
    it(`a file of version ${version} opens with all it held`, async (t) => {
      const { store, log, clock } = await openStore(t, fileOfVersion(t, version));
      const kept = await store.load();
      assert.equal(kept.wishes.policy, 'priority');
      assert.deepEqual(
        kept.openCharges.map((charge) => [charge.number, charge.idTag, charge.energyWh, charge.batteryWh]),
        [[4711, 'ANNA', 50, 0]],
      );
      assert.equal(kept.openFaults[0]?.errorCode, 'GroundFailure');
      assert.equal((await store.query({ what: 'decisions' })).length, 1);
      clock.plausible = false;
      const charge = { chargerId: 'garage', idTag: 'BEN', startedBy: 'card', modeAtStart: 'ECO' } as const;
      const next = await store.beginCharge({ ...charge, startedAt: '2026-06-21T11:00:00Z', meterStartWh: 150 });
      assert.equal(next, 4712);
      assert.deepEqual(log.matching(/^(warn|error)/), []);
    });

  it('take one step after the other, and none twice', (t) => {
    const db = new Database(join(folderOf(t), 'steps.sqlite'));
    t.after(() => db.close());
    assert.equal(versionOf(db), 0);
    for (let version = 1; version <= MIGRATIONS.length; version += 1) {
      migrate(db, version);
      assert.equal(versionOf(db), version);
    }
    migrate(db);
    assert.equal(versionOf(db), MIGRATIONS.length);
  });

  it('end in the same tables, whether made at once or step by step', (t) => {
    const shape = (name: string, steps: readonly number[]): unknown => {
      const db = new Database(join(folderOf(t), name));
      for (const step of steps) migrate(db, step);
      const tables = db.all('SELECT name, sql FROM sqlite_schema ORDER BY name');
      db.close();
      return tables;
    };
    assert.deepEqual(
      shape('a', [MIGRATIONS.length]),
      shape(
        'b',
        MIGRATIONS.map((_, step) => step + 1),
      ),
    );
  });
});
