import type { ChargerSnapshot, Log, Mode, SiteSnapshot } from '../core/index.js';

type Reason = ChargerSnapshot['reason'];

/** Reasons that come and go with every cloud. */
const SKY: readonly Reason[] = ['surplus', 'minimum', 'eco-plus-grid', 'battery', 'sharing'];
/** Reasons the sky takes turns with. */
const CEILINGS: readonly Reason[] = [
  'charger-limit',
  'user-limit',
  'external-limit',
  'main-fuse',
  'circuit-fuse',
  'phase-balance',
];
const PASSING: readonly Reason[] = [...SKY, ...CEILINGS, 'car-idle', 'no-meter'];

/** A charger that is back within this was hardly gone; after a start of ours all of them are. */
const GONE_MS = 60_000;

interface Said {
  readonly why: string;
  readonly charges: boolean;
  /** The charge has begun: until then it is not the sky that is waited for. */
  readonly begun: boolean;
  readonly locked: boolean;
  readonly mode: Mode;
  readonly reason: Reason;
}

/**
 * Says in Homebridge's log what Home has no place for: why a charger does what it does, once for each change; of the sky
 * only what lets it charge, what pauses it, and that it counts again after a person, a charger that would not start or a
 * fault had the say. A connection that comes and goes is not told. Who knocks without being known, and an owner that is gone, are told by core.
 */
export class SiteTold {
  readonly #said = new Map<string, Said>();
  readonly #gone = new Map<string, number>();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  tell({ online, chargers, at }: SiteSnapshot, names: ReadonlyMap<string, string>): void {
    if (!online) return;
    const nowMs = Date.parse(at);
    for (const { id, name, because, reason, mode, limitA, session, locked, connected, ocppStatus } of chargers) {
      if (reason !== 'offline') this.#gone.delete(id);
      else if (nowMs - this.#goneAt(id, nowMs) < GONE_MS) continue;
      // On its way from one current to the next, or has called and not yet said what it is at.
      if (reason === 'pace' || (connected && ocppStatus === 'Unknown')) continue;
      // The numbers in the sentence change all the time; what it speaks of does not.
      const why = because.replace(/\d+([.,]\d+)?( k?W)?/g, '#');
      const now = { why, charges: limitA > 0, begun: session !== null, locked, mode, reason };
      const said = this.#said.get(id);
      if (why === '' || said?.why === why || (said && onlySky(said, now))) continue;
      this.#log.info(`${names.get(id) ?? name}: ${because}`);
      this.#said.set(id, now);
    }
  }

  #goneAt(id: string, nowMs: number): number {
    const atMs = this.#gone.get(id) ?? nowMs;
    this.#gone.set(id, atMs);
    return atMs;
  }
}

const onlySky = (said: Said, now: Said): boolean =>
  SKY.includes(now.reason) &&
  PASSING.includes(said.reason) &&
  (now.begun || !now.charges) &&
  (['charges', 'begun', 'locked', 'mode'] as const).every((key) => said[key] === now[key]);
