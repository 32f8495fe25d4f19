/**
 * Whether a connection still lives. Chargers that answer pings are held to them; those that never do are judged by
 * their traffic alone, and one that breaks off at our ping is no longer pinged (ocpp-rpc #80, lbbrhzn/ocpp #211).
 *
 * 1. Anything heard, a message or a pong, proves life.
 * 2. A charger that has ponged before is gone after three quiet ping intervals.
 * 3. One that never has is asked something after three quiet heartbeat intervals: it may keep to a longer one of its own.
 *    Quiet for a minute more, it is gone.
 */
interface Liveness {
  readonly heardAtMs: number;
  readonly pongs: boolean;
}

/** The interval asked for in the answer to BootNotification. */
export const HEARTBEAT_S = 60;

export function lifeOf(life: Liveness, nowMs: number, pingIntervalMs: number): 'sure' | 'doubtful' | 'gone' {
  const quietMs = nowMs - life.heardAtMs;
  if (life.pongs) return quietMs > 3 * pingIntervalMs ? 'gone' : 'sure';
  const doubtMs = 3 * HEARTBEAT_S * 1000;
  return quietMs > doubtMs + 60_000 ? 'gone' : quietMs > doubtMs ? 'doubtful' : 'sure';
}
