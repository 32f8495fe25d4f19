import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Card } from '../model/card.js';
import type { ChargerAbilities, ChargerFacts, RunningTransaction, StartReason } from '../model/charger.js';
import type { Command, CommandOutcome } from '../model/command.js';
import type { Say } from '../model/error-texts.js';
import type { Observation } from '../model/event.js';
import type { Row } from '../model/site-query.js';
import type { PendingCharger } from '../model/snapshot.js';
import type { WallMs, WattHours } from '../model/units.js';
import type { Clock } from './clock.js';
import type { Log } from './log.js';

/** What a message of OCPP carries. */
export type Payload = Readonly<Record<string, unknown>>;

/** The OCPP side of the house, as the site sees it. */
export interface ChargerGateway {
  /** Takes over an HTTP upgrade the router found to be a charger's. Never throws, never rejects: refuses on the socket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Asks one thing of a charger. Resolves always; no connection is an outcome. */
  send(command: Command): Promise<CommandOutcome>;
  /**
   * Any OCPP 1.6 operation from server to charger, schema-checked. Rejects with a `SurplugError`. New firmware is refused
   * while a car charges unless `force` is set.
   */
  call(chargerId: string, action: string, payload: Payload, options?: { readonly force?: boolean }): Promise<Payload>;
  /** The chargers of the site, whenever that list changes; a pending one that is now known becomes a full one without reconnecting. */
  know(chargers: readonly ChargerFacts[]): void;
  /**
   * The cards of the house, whenever they change: written to the local lists of chargers that have one, and cleared from
   * their caches when a card is blocked or taken away.
   */
  cards(cards: readonly Card[]): void;
  pending(): readonly PendingCharger[];
  /** The last messages of a charger, decoded and free of secrets. */
  trace(chargerId: string): readonly Row[];
  close(): Promise<void>;
}

/** OCPP AuthorizationStatus. */
export type AuthorizationStatus = 'Accepted' | 'Blocked' | 'Expired' | 'Invalid' | 'ConcurrentTx';

export interface TransactionStart {
  readonly chargerId: string;
  readonly connectorId: number;
  readonly idTag: string;
  readonly meterStartWh: WattHours;
  /** The charger's own timestamp, repaired where it is plainly wrong. */
  readonly startedAt: WallMs;
  /** Queued while the charger was offline: recorded, never steered on. */
  readonly late: boolean;
  /** Found running after a reconnect, without a StartTransaction of ours. */
  readonly adopted?: { readonly transactionId: number };
}

export interface TransactionStop {
  readonly chargerId: string;
  readonly transactionId: number;
  readonly idTag?: string;
  readonly meterStopWh: WattHours;
  /** What the register was at the start, where the stop itself tells it. */
  readonly registerAtStartWh?: WattHours;
  readonly stoppedAt: WallMs;
  readonly reason: string;
  /** The charger took 0 A for its end: the charge goes on. */
  readonly paused?: true;
  readonly late: boolean;
}

/** What a charger tells beside charging; shown and recorded, never steered on. */
export type ChargerNotice =
  /** OCPP FirmwareStatus: Downloading, Downloaded, DownloadFailed, Installing, Installed, InstallationFailed, Idle; the house says Unknown, and the version, where none told the end. */
  | { readonly kind: 'firmware'; readonly status: string; readonly firmware?: string }
  /** OCPP DiagnosticsStatus: Uploading, Uploaded, UploadFailed, Idle. */
  | { readonly kind: 'diagnostics'; readonly status: string }
  /** SecurityEventNotification of the security whitepaper. */
  | { readonly kind: 'security'; readonly type: string; readonly detail?: string }
  /** DataTransfer of the maker's own. */
  | { readonly kind: 'vendor'; readonly vendorId: string; readonly messageId?: string; readonly content?: string };

export interface TransactionBegun {
  readonly transactionId: number;
  readonly status: AuthorizationStatus;
  readonly startedBy: StartReason;
  /** It has ended already: its start was told once more. */
  readonly over?: true;
}

/**
 * What the OCPP side needs of the house. The house itself observes what it is told through these functions: a card shown
 * (`authorize`), a transaction started or adopted (`startTransaction`) or ended (`stopTransaction`); `observe` is for the
 * rest.
 */
export interface ChargerHost {
  readonly clock: Clock;
  readonly log: Log;
  readonly say: Say;
  /** Folds an observation into the state. Never throws. */
  observe(observation: Observation): void;
  /** Whether a card (or the hub's own tag) may charge here now. */
  authorize(chargerId: string, idTag: string): AuthorizationStatus;
  /**
   * Opens a charge record and gives it its id, durable before it resolves. The same start told twice
   * (connector, idTag, timestamp, register) gives the same id.
   */
  startTransaction(start: TransactionStart): Promise<TransactionBegun>;
  /** Closes a charge record, durable before it resolves. Unknown and duplicate ids are taken without complaint. */
  stopTransaction(stop: TransactionStop): Promise<void>;
  /** What was learned of a charger in an earlier life. */
  abilities(chargerId: string): ChargerAbilities | undefined;
  /** The transaction believed to be running, from the records. */
  runningTransaction(chargerId: string): Omit<RunningTransaction, 'startedBy'> | undefined;
  /** Whether the charger may come in; `fits` tells whether it has shown that password (HTTP Basic auth). */
  admits(chargerId: string, fits: (password: string) => boolean): boolean;
  /** The list of unknown chargers has changed: somebody new knocked. */
  pendingChanged(): void;
  /** Firmware, diagnostics, security and vendor messages. Never throws. */
  notice(chargerId: string, notice: ChargerNotice): void;
}
