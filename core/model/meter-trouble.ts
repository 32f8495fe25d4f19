/**
 * What can be wrong with a meter. A room that reads one tells the code, or `code: detail`; core/words has the sentences.
 */
export const METER_TROUBLES = [
  /** Nothing arrived for several periods. */
  'silent',
  /** It answers when nobody waits any more. */
  'late',
  /** No connection: host, port, adapter or broker. */
  'unreachable',
  /** It answered with an exception: wrong map, wrong unit. */
  'refused',
  /** It answered that it has no time (exceptions 5 and 6). */
  'busy',
  /** Answers arrive broken: checksum, half a frame, another unit's. */
  'garbled',
  /** What is published is no number, or has none where it is looked for. */
  'unreadable',
  /** Values no house can have. */
  'absurd',
  /** The same value while the car's own power changed. */
  'frozen',
  /** A clamp is turned round, or the sign convention is the other one. */
  'sign',
  /** A car on one phase shows on another. */
  'phase-order',
  /** A grid meter that gives nothing per phase, on a supply of three. */
  'no-phases',
  /** A flow is to send its values, and sends none. */
  'unfed',
] as const;
export type MeterTrouble = (typeof METER_TROUBLES)[number];

/**
 * Facts behind a trouble, as its detail tells them, joined by commas; what follows one (a number, a text) stands as it is.
 * Longer ones first.
 */
export const METER_FACTS = [
  'connection lost',
  'hung up',
  'out of step',
  'closed',
  'no answer',
  'never answered',
  'nobody listens there',
  'no such name',
  'no way there',
  'unknown certificate',
  'certificate of another name',
  'certificate run out',
  'user or password refused',
  'subscription refused',
  'no such port',
  'in use by another program',
  'no permission',
  'no serial driver',
  'offline',
  'nothing under',
  'no value at',
  'no power',
  'no meter behind it',
  'no SunSpec models',
  'no SunSpec',
  'SunSpec models without this role',
  'SunSpec models moved',
  'wrong number of registers',
  'wrong checksum',
  'wrong length',
  'another answer than expected',
  'no charger was heard yet',
  'unit',
  'register',
  'exception',
  'not JSON',
  'not a number',
  'a P1 telegram that is not whole',
] as const;
export type MeterFact = (typeof METER_FACTS)[number];
