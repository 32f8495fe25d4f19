import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ChargerSnapshot, openSite, type Site, type SiteConfig } from '../../core/index.js';
import { type Home, type HomeOptions, startHome } from '../../examples/simulated-home/home.js';
import { KeptLog } from './kept-log.js';

/** A folder of one's own, gone with `remove`. */
export function temporaryFolder(name: string): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `surplug-${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A file for each port that a test was given, as long as its process lives: who is slow to listen keeps it all the same. */
const KEPT_PORTS = join(tmpdir(), 'surplug-ports');

/**
 * A port nobody listens on just now, below those that systems give out for port 0 and for calls (from 32768 on): a meter
 * or a caller that comes before the hub would now and then be given the very one that was kept for it.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(12_000, 32_000);
    if (isKept(port) && (await isFree(port))) return port;
  }
}

const kept: string[] = [];

function letGo(): void {
  for (const file of kept) rmSync(file, { force: true });
}

/** Whether no other test has it; it is ours then. */
function isKept(port: number): boolean {
  const file = join(KEPT_PORTS, String(port));
  mkdirSync(KEPT_PORTS, { recursive: true });
  try {
    closeSync(openSync(file, 'wx'));
  } catch {
    return false;
  }
  if (kept.length === 0) process.once('exit', letGo);
  kept.push(file);
  return true;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}

export interface Hub {
  readonly site: Site;
  readonly log: KeptLog;
  readonly home: Home;
  /** Where chargers call. */
  readonly url: string;
  /** Of its records. */
  readonly folder: string;
  charger(): ChargerSnapshot;
  close(): Promise<void>;
}

export const CHARGER_ID = 'CP1';

/** The facts of the test home: three phases, 25 A, a Chint meter, one Hydra. */
export const testConfig = (meterPort: number, storage: string, rest: Partial<SiteConfig> = {}): SiteConfig => ({
  phases: 3,
  fuseA: 25,
  ocpp: { port: 0, bind: '127.0.0.1' },
  meters: [
    { role: 'grid', type: 'modbus-tcp', map: 'chint-dtsu666', host: '127.0.0.1', port: meterPort, periodS: 0.5 },
  ],
  chargers: [{ id: CHARGER_ID, name: 'Garage', model: 'hydra-cubus', maxA: 16 }],
  timeZone: 'Europe/Rome',
  storage,
  ...rest,
});

/** A simulated home that is quick about its boots and samples; sun and load by hand. */
export const quickHome = (hubUrl: string, rest: Partial<HomeOptions> = {}): Promise<Home> =>
  startHome({
    hubUrl,
    sunW: 0,
    loadW: [150, 150, 150],
    chargers: [
      {
        id: CHARGER_ID,
        sampleIntervalS: 2,
        bootDelayMs: 50,
        reconnect: { firstMs: 200, mostMs: 500 },
        retryMs: 500,
        car: { startDelayS: [1, 2] },
      },
    ],
    ...rest,
  });

/** Core alone, for real: a site, a meter over Modbus TCP, a charger over OCPP. */
export async function openHub(rest: Partial<SiteConfig> = {}, homeRest: Partial<HomeOptions> = {}): Promise<Hub> {
  const folder = temporaryFolder('hub');
  const log = new KeptLog();
  const port = await freePort();
  const url = `ws://127.0.0.1:${port}`;
  const home = await quickHome(url, homeRest);
  const site = await openSite(
    testConfig(home.meterPort, folder.path, { ocpp: { port, bind: '127.0.0.1' }, ...rest }),
    log,
  ).catch(async (error: unknown) => {
    await home.close();
    throw error;
  });
  return {
    site,
    log,
    home,
    url,
    folder: folder.path,
    charger() {
      const found = site.snapshot().chargers[0];
      if (!found) throw new Error('no charger');
      return found;
    },
    async close() {
      await home.close();
      await site.close();
      folder.remove();
    },
  };
}
