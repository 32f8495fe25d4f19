import type { ChargerSnapshot } from './snapshot.js';

type Seen = Pick<ChargerSnapshot, 'allowed' | 'status' | 'reason'>;

/** Whether a start is what is missing: it may not charge, is out of service, waits for a card, or its charge is over. */
export const waitsForStart = ({ allowed, status, reason }: Seen): boolean =>
  !allowed || status === 'unavailable' || reason === 'waiting-for-card' || reason === 'stopped';
