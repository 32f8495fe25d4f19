/**
 * Whether a connection still lives. Chargers that answer pings are held to them; those that never do are judged by
 * their traffic alone, and one that breaks off at our ping is no longer pinged (ocpp-rpc #80, lbbrhzn/ocpp #211).
 *
 * 1. Anything heard, a message or a pong, proves life.
 * 2. A charger that has ponged before is gone after three quiet ping intervals.
 * 3. One that never has is gone after three quiet heartbeat intervals and a minute.
 */
export interface Liveness {
  readonly heardAtMs: number;
  readonly pongs: boolean;
}

export function gone(life: Liveness, nowMs: number, pingIntervalMs: number, heartbeatIntervalS: number): boolean {
  const quietMs = nowMs - life.heardAtMs;
  return life.pongs ? quietMs > 3 * pingIntervalMs : quietMs > 3 * heartbeatIntervalS * 1000 + 60_000;
}
