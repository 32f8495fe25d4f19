import type { Trouble } from '../trouble.js';

/** A read of registers from one unit. */
export interface RegisterRead {
  readonly unitId: number;
  readonly functionCode: 3 | 4;
  readonly address: number;
  readonly count: number;
  readonly timeoutMs: number;
  /** What it gets at the most where it needs more (patience.ts); absent: no more than that. */
  readonly mayTakeMs?: number;
}

/** What came of a read. Never a rejection: silence and refusal are answers too. */
export type Answer =
  | { readonly words: readonly number[] }
  | { readonly trouble: Trouble; readonly exception?: number; readonly silence?: boolean; readonly closed?: boolean };

/** An answer that came when its time was over. */
export interface LateAnswer {
  readonly unitId: number;
  /** From the request to it. */
  readonly ms: number;
}

/** A line that is open now. */
export interface Connection {
  readonly open: boolean;
  /** Reads once; the caller never has two reads out at a time. */
  read(request: RegisterRead): Promise<Answer>;
  /** The last answer that came too late for its request; each is told once. */
  takeLate(): LateAnswer | undefined;
  /** When the last byte came or went, on the monotonic clock. */
  lastByteAt(): number;
  /** Lets go of socket or port; resolves when it is free again, and soon in any case. */
  close(): Promise<void>;
}

/** A way to meters: a TCP host, a serial port, a gateway. Shared by every meter behind it. */
export interface Line {
  /** As a user knows it: "192.168.1.20:502", "/dev/ttyUSB0". */
  readonly where: string;
  /** How it is set; two meters on one line must agree. */
  readonly settings: string;
  /** RTU frames carry no transaction number: a late answer must be waited out before the next question. */
  readonly numbered: boolean;
  /** Failures in a row after which the connection is made anew. */
  readonly bears: number;
  /** Least quiet before each request; 0 where frames tell their length. */
  readonly silenceMs: number;
  /** Resolves always; gives up at once when called off. */
  connect(calledOff: AbortSignal): Promise<Connection | Trouble>;
}
