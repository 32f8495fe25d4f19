import type { Amps, Seconds } from './units.js';

/** What `decide` asks of a charger. Each can be repeated without harm; a lost one is asked again next cycle. */
export type Command =
  /** A live limit that ends by itself after `durationS` unless renewed. 0 A pauses. */
  | {
      readonly kind: 'set-limit';
      readonly chargerId: string;
      readonly limitA: Amps;
      readonly durationS: Seconds;
      readonly transactionId?: number;
      /** What was accepted before is not followed: it is to be written in another form. */
      readonly unheeded?: true;
      /** Only for a charger that switches phases. */
      readonly phases?: 1 | 3;
    }
  /** What holds when no live limit does; outlives the hub. */
  | { readonly kind: 'set-safe-limit'; readonly chargerId: string; readonly limitA: Amps }
  /** The hard limit of installation and user. */
  | { readonly kind: 'set-max-limit'; readonly chargerId: string; readonly limitA: Amps }
  | { readonly kind: 'start-transaction'; readonly chargerId: string; readonly idTag: string }
  | {
      readonly kind: 'stop-transaction';
      readonly chargerId: string;
      readonly transactionId: number;
      /** The charge is to go on later. */
      readonly pause?: true;
      /** It is to go on at once: 0 A paused it, and current again did not wake it. */
      readonly resumes?: true;
    };

export type CommandKind = Command['kind'];

/** The word of a failure where the charger broke off its connection instead of answering. */
export const BROKE_OFF = 'BrokeOff';
/** The word of a failure where no answer came. */
export const TIMEOUT = 'Timeout';
/** The word of a failure where it was not connected: nothing went out. */
export const OFFLINE = 'Offline';

/** What became of a command. `refused` was answered with a no; `failed` with an error, silence or no connection. */
export interface CommandOutcome {
  readonly result: 'accepted' | 'refused' | 'failed';
  /** The charger's word, or ours: Rejected, NotSupported, Timeout, Offline … */
  readonly detail?: string;
}
