/**
 * Units. A number that crosses a room carries its unit in its type, so that amps and watts cannot be mixed;
 * a number that reaches JSON, a flow or a config file also carries it at the end of its name (`currentA`, `powerW`).
 */
declare const unit: unique symbol;
type In<U extends string> = number & { readonly [unit]: U };

/** Ampere per phase, RMS. */
export type Amps = In<'A'>;
/** Watt, sum over the phases in use. */
export type Watts = In<'W'>;
/** Watt-hour. */
export type WattHours = In<'Wh'>;
/** Volt, phase to neutral. */
export type Volts = In<'V'>;
/** Second, a duration. */
export type Seconds = In<'s'>;
/** Millisecond on the monotonic clock of the site: for windows and ages only. Never steps. */
export type MonoMs = In<'mono ms'>;
/** Millisecond since 1970 UTC on the wall clock: for calendar, OCPP and records. May step. */
export type WallMs = In<'wall ms'>;

export const amps = (value: number): Amps => value as Amps;
export const watts = (value: number): Watts => value as Watts;
export const wattHours = (value: number): WattHours => value as WattHours;
export const volts = (value: number): Volts => value as Volts;
export const seconds = (value: number): Seconds => value as Seconds;
export const monoMs = (value: number): MonoMs => value as MonoMs;
export const wallMs = (value: number): WallMs => value as WallMs;

/** Spans of time; a day of the calendar may be an hour longer or shorter, see calendar. */
export const MINUTE_MS = 60_000;
export const QUARTER_MS = 15 * MINUTE_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Rounded as chargers are told, and people read. */
export const tenth = (value: number): number => Math.round(value * 10) / 10;

/** As records have it: what adding many fractions leaves behind is no energy. */
export const thousandth = (value: number): number => Math.round(value * 1000) / 1000;

/** Sums of fractions that are the same differ by less than this. */
export const ROUNDING = 1e-6;

/** Phase-to-neutral voltage assumed where none is measured (IEC 60038). */
export const NOMINAL_V = volts(230);

/** A voltage that can drive a current is above this; some chargers tell 0 V. */
export const LIVE_V = volts(80);

/** The voltage to reckon with: where none is measured, or the phase is dead at the meter, that of the supply. */
export const liveVoltage = (measured: number | undefined, supplyV: number): number =>
  measured !== undefined && measured > LIVE_V ? measured : supplyV;

/** Current per phase of a power spread over so many phases. */
export const currentOf = (power: Watts, phases: number, voltage: Volts = NOMINAL_V): Amps =>
  amps(power / (phases * voltage));

/** Earlier than this no Surplug existed: a hub without a battery clock that has not heard from NTP yet. */
const FIRST_PLAUSIBLE_WALL = Date.UTC(2026, 0, 1);

/** Whether a wall clock that says so can be believed. */
export const plausibleWall = (at: WallMs): boolean => at >= FIRST_PLAUSIBLE_WALL;

/** The clock of a meter or charger may run ahead by so much; more is a mistake. */
const AHEAD_MOST_MS = 60_000;

/** Whether something says of itself that it was taken in the future. */
export const fromTheFuture = (takenAt: MonoMs, at: MonoMs): boolean => takenAt > at + AHEAD_MOST_MS;

/** The wall clock was set by so much; `at` and `atWall` are the moment after. */
interface ClockSetting {
  readonly at: MonoMs;
  readonly atWall: WallMs;
  readonly byMs: number;
}

/**
 * A moment as the clock tells it after it was set. What it told itself since the hub runs was told by the wrong clock and
 * moves along; so does what no clock can be believed for, or has not come yet.
 */
export function afterSetting(moment: WallMs, { at, atWall, byMs }: ClockSetting, openedAt: MonoMs): WallMs {
  const before = atWall - byMs;
  const ours = moment <= before && moment >= before - (at - openedAt);
  return ours || !plausibleWall(moment) || moment > atWall ? wallMs(moment + byMs) : moment;
}

/** A moment, read once per cycle: both clocks, and whether the wall clock can be believed (no RTC, NTP late). */
export interface Now {
  readonly monoMs: MonoMs;
  readonly wallMs: WallMs;
  readonly wallClockPlausible: boolean;
}

/** Whether a moment has come. A clock that cannot be believed says so of none: nothing ends by it. */
export const hasCome = (at: WallMs, now: Now): boolean => now.wallClockPlausible && now.wallMs >= at;
