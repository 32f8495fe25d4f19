import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Database } from '../../core/records/thread/database.js';
import { migrate } from '../../core/records/thread/migrations.js';
import { FILE_NAME } from '../../core/records/thread/open-database.js';

const QUARTER_MS = 900_000;
/** An hour behind UTC in its last one, so that no test of this year sees midnight pass. */
const BEHIND_H = new Date().getUTCHours() === 23 ? 1 : 0;
export const YEAR_ZONE = `Etc/GMT+${BEHIND_H}`;
/** The first quarter of an hour of a day there. */
const firstOf = (daysAgo: number): number => {
  const today = new Date().setUTCHours(BEHIND_H, 0, 0, 0);
  return (today - daysAgo * 86_400_000) / QUARTER_MS;
};

/** A year of two cars: 10 kWh a day each, the garage's mostly from the sun, the carport's from the battery and the grid. */
export function keepYear(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const db = new Database(join(folder, FILE_NAME));
  migrate(db);
  for (let daysAgo = 0; daysAgo < 365; daysAgo += 1) {
    const add = (charger: string, sun: number, battery: number, grid: number): number =>
      db.run(
        `INSERT INTO charger_quarters (quarter, charger_id, id_tag, energy_wh, solar_wh, battery_wh, grid_wh, cost, saving)
         VALUES (?, ?, 'SURPLUG', 10000, ?, ?, ?, 1, 2)`,
        firstOf(daysAgo),
        charger,
        sun,
        battery,
        grid,
      );
    add('garage', 9000, 0, 1000);
    add('carport', 2000, 3000, 5000);
  }
  db.close();
}
