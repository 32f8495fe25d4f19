/**
 * What can be wrong with a meter. A room that reads one tells the code, or `code: detail`; core/words has the sentences.
 */
export const METER_TROUBLES = [
  /** Nothing arrived for several periods. */
  'silent',
  /** No connection: host, port, adapter or broker. */
  'unreachable',
  /** It answered with an exception: wrong map, wrong unit. */
  'refused',
  /** Answers arrive broken: checksum, half a frame, another unit's. */
  'garbled',
  /** Values no house can have. */
  'absurd',
  /** The same value while the car's own power changed. */
  'frozen',
  /** A clamp is turned round, or the sign convention is the other one. */
  'sign',
  /** A car on one phase shows on another. */
  'phase-order',
] as const;
export type MeterTrouble = (typeof METER_TROUBLES)[number];
