/** What a running hub tells the editor: its dialog, the sidebar, the fields of other nodes. */
import type { ChargerSnapshot, PendingCharger, SiteSnapshot } from '../../core/index.js';
import type { Moment } from './last-hour.js';

type Session = NonNullable<ChargerSnapshot['session']>;
type Reserve = NonNullable<ChargerSnapshot['reserve']>;

/** Whose card it was is not for everybody who may look. */
export type SeenCharger = Pick<
  ChargerSnapshot,
  | 'id'
  | 'name'
  | 'online'
  | 'state'
  | 'mode'
  | 'powerW'
  | 'because'
  | 'locked'
  | 'boost'
  | 'userLimitA'
  | 'limit'
  | 'readyBy'
  | 'cheapUpTo'
  | 'offeredA'
  | 'maxA'
  | 'currentA'
  | 'nextChangeAt'
  | 'fault'
  | 'writesLastHour'
  | 'writesPerHour'
> & {
  readonly session: Pick<Session, 'energyWh' | 'solarWh'> | null;
  readonly reserve: Pick<Reserve, 'until'> | null;
  /** A stop would change nothing. */
  readonly waitsForStart: boolean;
};

export type SeenHouse = Pick<
  SiteSnapshot,
  'solarW' | 'houseW' | 'chargersW' | 'gridW' | 'batteryW' | 'batterySocPct' | 'timeZone' | 'at'
>;

/** No secrets, no cards. */
export interface Glance {
  readonly standing: 'absent' | 'opening' | 'open' | 'failed' | 'closed';
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly online: boolean;
  /** Of the machine the hub runs on, in its network. */
  readonly machine: string;
  /** All there are, for ws and for wss. */
  readonly chargerUrls: readonly string[];
  readonly pending: readonly PendingCharger[];
  readonly meters: SiteSnapshot['meters'];
  readonly house: SeenHouse | null;
  readonly chargers: readonly SeenCharger[];
  /** Only where it was asked for. */
  readonly hour?: readonly Moment[];
}

/** The site is run by another hub, and that one does not answer. */
export const ownerSilent = ({ standing, online }: Glance): boolean => standing === 'open' && !online;
