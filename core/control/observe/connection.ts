/**
 * A charger comes, boots and goes.
 *
 * A connection or a boot makes every profile unknown, so that all are written again whatever we believe; once where the boot
 * is the first word of its connection, because flash wears out. What was refused may be taken now, so it is tried again; who
 * has proved to take no limits counts as such until it takes one, or each connection would end its charge anew.
 */
import { BROKE_OFF } from '../../model/command.js';
import type { ObservedEvent } from '../../model/event.js';
import type { MonoMs } from '../../model/units.js';
import { provesNone } from '../car/steering.js';
import { type ChargerState, NO_PROFILES, type Refusal } from '../site-state.js';

/** What is to be told and asked anew. What made it break off is not the first thing that it is told. */
const anew = (
  charger: ChargerState,
): Pick<ChargerState, 'profiles' | 'kept' | 'pending' | 'refusals' | 'asked' | 'restartsSince'> => ({
  profiles: NO_PROFILES.profiles,
  kept: { max: charger.profiles.max ?? charger.kept.max, safe: charger.profiles.safe ?? charger.kept.safe },
  pending: [],
  refusals: Object.fromEntries(Object.entries(charger.refusals).filter(([kind, refusal]) => lasts(kind, refusal))),
  asked: {},
  restartsSince: undefined,
});

const lasts = (kind: string, refusal: Refusal): boolean =>
  refusal.detail === BROKE_OFF || (kind === 'set-limit' && provesNone(refusal));

export const connect = (charger: ChargerState, connectedAt: MonoMs): ChargerState => ({
  ...charger,
  ...anew(charger),
  connected: true,
  connectedAt,
  heard: true,
  turnedAway: undefined,
});

export const disconnect = (charger: ChargerState): ChargerState =>
  charger.connected ? { ...charger, connected: false, pending: [] } : charger;

export const boot = (
  charger: ChargerState,
  { identity, first }: Extract<ObservedEvent, { kind: 'booted' }>,
): ChargerState => ({ ...charger, ...(first ? {} : anew(charger)), connected: true, heard: true, identity });
