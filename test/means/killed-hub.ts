import assert from 'node:assert/strict';
import { openSite, type SiteConfig } from '../../core/index.js';
import type { Home } from '../../examples/simulated-home/home.js';
import { randomSource } from '../../examples/simulated-home/random.js';
import { eventually } from './eventually.js';
import { KeptLog } from './kept-log.js';
import { KillableHub } from './killable-hub.js';
import { CHARGER_ID, freePort, quickHome, temporaryFolder, testConfig } from './open-hub.js';

/** The shortest a live limit may be asked to last. */
const PROFILE_S = 10;
/** The simulated home looks at its profiles four times a second, where its machine lets it. */
export const SAFE_WITHIN_S = PROFILE_S + 3;
const SAFE_A = 6;
/** A charge as it is killed: so long on the cable, and a moment beyond, when its end is being told. */
const PLUGGED_MS = 6_000;
const AFTER_MS = 1_000;

/** What was seen of a life. */
interface Life {
  readonly killedAfterMs: number;
  /** Offered at that moment, and how long it stayed above the safe current. */
  readonly offerA: number;
  readonly fellAfterS: number;
  /** What the charger called its transaction; null when the hub was killed before it gave an id and after the plug was out. */
  readonly transactionId: number | null;
  readonly startWh: number;
  readonly stopWh: number;
}

/**
 * Charges in one house, the hub of each killed at a seeded moment between the plug going in and the end being told. Every
 * time: the safe current in time, the charge steered again or its end taken; afterwards a whole record for each charge.
 */
export async function livesOfAHub(lives: number, seed: number): Promise<readonly Life[]> {
  const random = randomSource(seed);
  const folder = temporaryFolder('killed');
  const port = await freePort();
  // Cars that are quick to follow, so that a life is short; OCPP and its profiles take their time.
  const home = await quickHome(`ws://127.0.0.1:${port}`, { sunW: 12_000, timeScale: 4 });
  const ocpp = { port, bind: '127.0.0.1' };
  // FAST: the charge is above the safe current within a second of the plug.
  const chargers = [{ id: CHARGER_ID, model: 'hydra-cubus', maxA: 16, mode: 'FAST' }] as const;
  const rest = { profileDurationS: PROFILE_S, writesPerHour: 3600, chargers, ocpp };
  const config = testConfig(home.meterPort, folder.path, rest);
  const seen: Life[] = [];
  let hub = new KillableHub(config);
  try {
    await steering(hub, home);
    for (let number = 1; number <= lives; number += 1) {
      const killedAfterMs = Math.floor(random() * (PLUGGED_MS + AFTER_MS));
      const startWh = home.charger.registerWh;
      const before = await chargeFor(home, killedAfterMs);
      await hub.kill();
      const { offerA } = home.charger;
      const fellAfterS = await fallen(home);
      assert.ok(fellAfterS <= SAFE_WITHIN_S, `life ${number} of seed ${seed}: safe after ${fellAfterS.toFixed(1)} s`);
      hub = new KillableHub(config);
      await steering(hub, home);
      const transactionId = home.charger.plugged ? await chargedOn(hub, home, before) : before;
      await ended(hub, home);
      seen.push({ killedAfterMs, offerA, fellAfterS, transactionId, startWh, stopWh: home.charger.registerWh });
    }
    await hub.kill();
    await wholeRecords({ ...config, ocpp: { ...ocpp, port: 0 } }, seen, `seed ${seed}`);
    return seen;
  } finally {
    await hub.kill();
    await home.close();
    folder.remove();
  }
}

/** The hub is there, and the charger has what it needs to fall back to. */
async function steering(hub: KillableHub, home: Home): Promise<void> {
  await hub.opened();
  await eventually('the charger is connected', () => hub.charger?.connected);
  const { memory } = home.charger;
  const safe = () => memory.profiles.some(({ profile }) => profile.chargingProfilePurpose === 'TxDefaultProfile');
  await eventually('the safe current is written', safe);
}

/** Plugs in, and out again when the time is longer than the charge; the id the charger was given so far. */
async function chargeFor(home: Home, forMs: number): Promise<number | null> {
  home.plug();
  await pause(Math.min(forMs, PLUGGED_MS));
  const id = home.charger.transaction?.id ?? null;
  if (forMs <= PLUGGED_MS) return id;
  home.unplug();
  await pause(forMs - PLUGGED_MS);
  return id;
}

/** Seconds until the charger offers no more than the safe current, with nobody there to tell it. */
async function fallen(home: Home): Promise<number> {
  const killedAt = performance.now();
  await eventually('the safe current', () => home.charger.offerA <= SAFE_A);
  return (performance.now() - killedAt) / 1000;
}

/** The same transaction, steered again above the safe current. */
async function chargedOn(hub: KillableHub, home: Home, before: number | null): Promise<number | null> {
  const drawn = () => home.charger.currentA[0] ?? 0;
  const id = () => home.charger.transaction?.id ?? null;
  await eventually(
    'the charge is steered again',
    () => id() !== null && hub.charger?.session?.id === id() && drawn() > SAFE_A + 2,
  );
  if (before !== null) assert.equal(id(), before, 'the same transaction goes on');
  return id();
}

async function ended(hub: KillableHub, home: Home): Promise<void> {
  home.unplug();
  const told = () => hub.charger?.session === null && home.charger.owedMessages === 0;
  await eventually('the end is told', told);
}

/** One record for each charge, with its register at both ends and the id the charger used. */
async function wholeRecords(config: SiteConfig, lives: readonly Life[], where: string): Promise<void> {
  const site = await openSite(config, new KeptLog());
  try {
    const records = await site.query({ what: 'charges' });
    const numbers = records.map((record) => Number(record['number']));
    assert.equal(new Set(numbers).size, numbers.length, `numbers are given once, ${where}`);
    const whole = records
      .map((record) => ['meterStartWh', 'meterStopWh', 'energyWh'].map((key) => record[key]))
      .sort((a, b) => Number(a[0]) - Number(b[0]));
    assert.deepEqual(
      whole,
      lives.map(({ startWh, stopWh }) => [startWh, stopWh, stopWh - startWh]),
      `a whole record for each charge, ${where}: ${JSON.stringify(lives)}`,
    );
    for (const { transactionId } of lives) assert.ok(transactionId === null || numbers.includes(transactionId), where);
  } finally {
    await site.close();
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
