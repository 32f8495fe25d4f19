import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { isRecord } from './is-record.js';
import { PLATFORM_NAME } from './names.js';
import { readPlatformConfig } from './platform-config.js';

/**
 * The name of a block above this one in config.json that opens a site as well, on a bridge of its own: both would keep their
 * records in one folder. Undefined where this is the only one, or the first.
 */
export function siteBefore(configFile: string, block: unknown, storage: string): string | undefined {
  const blocks = platformsIn(configFile).filter(
    (one) => one['platform'] === PLATFORM_NAME && readPlatformConfig(one, storage).kind === 'open',
  );
  const own = blocks.findIndex((one) => isDeepStrictEqual(withoutBridge(one), withoutBridge(block)));
  const before = own > 0 ? blocks[0] : undefined;
  return before && String(before['name'] ?? PLATFORM_NAME);
}

/** Homebridge hands a block over without it. */
const withoutBridge = (block: unknown): unknown => (isRecord(block) ? { ...block, _bridge: undefined } : block);

function platformsIn(configFile: string): readonly Readonly<Record<string, unknown>>[] {
  try {
    const { platforms } = JSON.parse(readFileSync(configFile, 'utf8'));
    return Array.isArray(platforms) ? platforms.filter(isRecord) : [];
  } catch {
    // Homebridge has read it already; what it took it from is not ours to doubt.
    return [];
  }
}
