import { SurplugError } from '../model/error.js';

/** Node has had SQLite without a flag since 22.13 (nodejs.org, changelog of 22). */
const FIRST = [22, 13] as const;

/** Throws NODE_TOO_OLD when this version of Node.js has no SQLite. Asked before anything of it is loaded. */
export function demandSqlite(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  // 23.0 to 23.3 still wanted the flag.
  const enough = major === FIRST[0] ? minor >= FIRST[1] : major > FIRST[0] && !(major === 23 && minor < 4);
  if (enough) return;
  throw new SurplugError(
    'NODE_TOO_OLD',
    `Surplug keeps its records in SQLite, which Node.js ${version} does not have. ` +
      'Install Node.js 22.13 or later (24 is recommended) and start the hub again.',
  );
}
