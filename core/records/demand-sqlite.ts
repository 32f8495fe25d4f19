import { ToldError } from '../model/error-texts.js';

/** 22.13 has SQLite without a flag, but dies of a damaged file now and then; 22.14 does not. */
const FIRST = [22, 14] as const;

/** Throws NODE_TOO_OLD when this version of Node.js has no SQLite to rely on. Asked before anything of it is loaded. */
export function demandSqlite(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  // 23.0 to 23.3 still wanted the flag.
  const enough = major === FIRST[0] ? minor >= FIRST[1] : major > FIRST[0] && !(major === 23 && minor < 4);
  if (enough) return;
  throw new ToldError('NODE_TOO_OLD', 'node-too-old', { version });
}
