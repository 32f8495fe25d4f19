import type { Handler } from './charge-point.js';
import type { Make } from './charge-point-memory.js';
import type { Tells } from './field-values.js';

export const BY_THE_BOOK: Make = {
  operations: [
    'GetConfiguration',
    'ChangeConfiguration',
    'SetChargingProfile',
    'ClearChargingProfile',
    'RemoteStartTransaction',
    'RemoteStopTransaction',
  ],
  configuration: { MeterValueSampleInterval: '5', ChargeProfileMaxStackLevel: '1' },
};

/** What a charger of the field does otherwise than the book says. */
export interface Quirks {
  readonly make?: Partial<Make>;
  /** What flows when 0 A is in force. */
  readonly zeroGivesA?: number;
  /** Of less the car takes nothing; its charger says `Charging` all the same. */
  readonly needsA?: number;
  /** Once paused, the car waits for a new transaction. */
  readonly noResume?: boolean;
  /** A profile is accepted, and changes nothing. */
  readonly deaf?: (profile: Readonly<Record<string, unknown>>) => boolean;
  /** Its own clock is ahead of the world's; set anew between two of its beats. */
  readonly clockAheadMs?: number;
  /** Writes its local time, without a zone, so far ahead of UTC; its clock is right. */
  readonly localAheadMs?: number;
  /** A limit of 0 A ends the transaction, for the reason `Other`; this is what it is at afterwards. */
  readonly endsAtZero?: 'Finishing' | 'Preparing';
  /** No second transaction until the plug was pulled. */
  readonly onePerPlug?: boolean;
  /** The car comes down slowly, and the charger takes more than 1.1 × its limit for 5 s for a fault until unplug. */
  readonly tripsWhenLowered?: boolean;
  /** How long it stays SuspendedEVSE when it has been given current. */
  readonly enablesAfterMs?: number;
  /** What it tells of the current; absent: that of each conductor. */
  readonly tells?: Tells;
  /** It says that its connector is free, and no word of a car. */
  readonly silent?: true;
  /** On so many of its conductors the car draws; 0 while it switches. */
  readonly phases?: 0 | 1 | 3;
  /** When it is asked this, it breaks off its connection, and calls again. */
  readonly breaksOffAt?: string;
  readonly handlers?: Readonly<Record<string, Handler>>;
}
