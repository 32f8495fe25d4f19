import type { ChargerFacts } from '../model/charger.js';

/** How the central system behaves; every one has a default that suits a home. Milliseconds end in `Ms`. */
export interface CentralSystemOptions {
  /** Chargers of the site at the start; `know()` changes them later. */
  readonly chargers?: readonly ChargerFacts[];
  /** How long a charger may take to answer a call. */
  readonly callTimeoutMs?: number;
  /** How often a quiet connection is pinged; 0 never. */
  readonly pingIntervalMs?: number;
  /** Quiet time after a BootNotification before the charger is configured. */
  readonly setupDelayMs?: number;
  /** How long a BootNotification is waited for before the charger is configured without one. */
  readonly bootWaitMs?: number;
  /** How long the first word of a new connection is waited for before the hub asks anything of it. */
  readonly firstWordMs?: number;
  /** StartTransaction is answered no sooner than this after it came (lbbrhzn/ocpp #2080). */
  readonly startAnswerDelayMs?: number;
  /** How long StopTransaction may follow a status that says the charge is over. */
  readonly silentEndMs?: number;
  /** How long closing waits before the connection is cut. */
  readonly closeDeadlineMs?: number;
  /** An unknown charger must say something within this time. */
  readonly firstMessageMs?: number;
  readonly maxConnections?: number;
  readonly maxPending?: number;
  /** Messages a second a charger may keep up; faster ones are read more slowly, none is lost. */
  readonly messagesPerSecond?: number;
  /** Shortest intervals asked for MeterValues, in order, until one is taken. */
  readonly sampleIntervalsS?: readonly number[];
  /**
   * Whether a charger must show a client certificate whose common name is its identity (OCPP security profile 3).
   * Only a TLS listener that asks for certificates and trusts their issuer can satisfy it.
   */
  readonly requiresCertificate?: (chargerId: string) => boolean;
}

export const DEFAULT_OPTIONS = {
  chargers: [],
  callTimeoutMs: 10_000,
  pingIntervalMs: 30_000,
  setupDelayMs: 3_000,
  bootWaitMs: 10_000,
  firstWordMs: 10_000,
  startAnswerDelayMs: 300,
  silentEndMs: 10_000,
  closeDeadlineMs: 1_500,
  firstMessageMs: 120_000,
  maxConnections: 256,
  maxPending: 20,
  messagesPerSecond: 50,
  sampleIntervalsS: [5, 10, 15, 30, 60],
  requiresCertificate: () => false,
} as const satisfies Required<CentralSystemOptions>;

/** With every default filled in. */
export type FullOptions = Required<CentralSystemOptions>;
