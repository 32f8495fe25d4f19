/**
 * What one cycle sees of the house, each thing read once, so that no two rules see two different numbers: the meter and
 * its moment, the chargers in their rank, what the fuse leaves, what the sun leaves.
 */
import type { Policy, Preset } from '../model/mode.js';
import type { MonoMs, Now } from '../model/units.js';
import { effectivePolicy, effectivePreset } from '../model/wishes.js';
import { circuitRooms } from './fuse/circuits.js';
import { staticRooms } from './fuse/fail-safe.js';
import { type Headroom, mainFuseHeadroom } from './fuse/headroom.js';
import { gridMeter } from './fuse/meter-health.js';
import type { Bucket } from './memory.js';
import type { Seat } from './seat.js';
import { type Ranking, ranking } from './sharing/rank.js';
import type { SiteState } from './site-state.js';
import { shownSurplus } from './sun/flow.js';
import { type HiddenSun, hiddenSun } from './sun/hidden-sun.js';
import { type HouseBattery, houseBattery } from './sun/house-battery.js';
import { LOOK_BACK_MS } from './sun/presets.js';
import { pastWithout, type Surplus, surplus, toldSurplusW, withSample } from './sun/surplus.js';
import { takeSeat } from './take-seat.js';

export interface View {
  readonly state: SiteState;
  readonly now: Now;
  readonly policy: Policy;
  readonly preset: Preset;
  /** There is a grid meter that can be believed. */
  readonly metered: boolean;
  /** It has spoken since the last cycle: then its moment, and the time since its sample before, s. */
  readonly freshAt: MonoMs | null;
  readonly sampleS: number;
  /** Time since the last cycle, s. */
  readonly cycleS: number;
  readonly seats: readonly Seat[];
  readonly ranked: Ranking;
  /** Those that may draw and do as they are told, in rank order. */
  readonly steered: readonly Seat[];
  readonly house: Headroom;
  readonly battery: HouseBattery;
  readonly hidden: HiddenSun;
  /** Surplus for the cars that follow it, W: at least, at most, between, and as it is told. */
  readonly sun: Surplus & { readonly midW: number; readonly toldW: number };
  /** Surplus of all cars as hosts show it, W; null without a meter. */
  readonly shownW: number | null;
  /** What was left for all cars together in the last minutes, W; and what of it for those that follow the sun. */
  readonly seen: readonly Bucket[];
  readonly past: readonly Bucket[];
}

/** A gap in the meter's samples, or between cycles, counts as no more than this. */
const GAP_MOST_S = 60;

export function viewOf(state: SiteState, now: Now): View {
  const { facts, memory } = state;
  const policy = effectivePolicy(facts, state.wishes);
  const meter = gridMeter(state, now.monoMs);
  const moment = meter?.reading.takenAt ?? now.monoMs;
  const freshAt = meter !== null && (memory.gridAt === null || moment > memory.gridAt) ? moment : null;
  const sampleS = freshAt === null ? 0 : secondsSince(memory.gridAt, freshAt);

  const seats = Object.values(state.chargers).map((charger) => takeSeat(state, charger, now, moment));
  const ranked = ranking(seats, policy, memory, now);
  const gridW = meter?.reading.powerW ?? null;
  const battery = houseBattery(state, gridW, sampleS, now);
  const followers = seats.filter((seat) => seat.law !== 'FAST' && seat.fixedA === null);
  const steered = ranked.seats.filter(
    (seat) => seat.permit.mayDraw && seat.fixedA === null && seat.ceiling.currentA >= seat.minA,
  );
  const willing = steered.filter((seat) => seat.law !== 'FAST' && !seat.idle);
  const hidden = hiddenSun(state, willing, gridW, battery, now);
  const measured = meter ? surplus(followers, facts.voltageV, meter.reading.powerW, battery.shareW) : NO_SUN;
  const found = atLeast(measured, hidden.trying?.sunW ?? Number.NEGATIVE_INFINITY);
  const midW = (found.lowW + found.highW) / 2;
  const fastW = takenOnFast(seats, facts.voltageV);
  const heard = freshAt === null ? memory.past : withSample(memory.past, freshAt, midW + fastW, LOOK_BACK_MS);
  const seen = hidden.hidden ? [] : heard;
  return {
    state,
    now,
    policy,
    preset: effectivePreset(facts, state.wishes),
    metered: meter !== null,
    freshAt,
    sampleS,
    cycleS: secondsSince(memory.decidedAt, now.monoMs),
    seats,
    ranked,
    steered,
    house: behindCircuits(
      meter ? mainFuseHeadroom(state, seats, meter.reading, freshAt !== null) : unmetered(state, seats),
      circuitRooms(facts, seats),
    ),
    battery,
    hidden,
    sun: { ...found, midW, toldW: toldSurplusW(found, memory.toldW) },
    shownW: shownSurplus(state, seats, gridW, now.monoMs),
    seen,
    past: pastWithout(seen, fastW),
  };
}

const NO_SUN: Surplus = { lowW: 0, highW: 0 };

/**
 * What cars on FAST take of the sun now, W. It is taken from all that was seen of the sky: a car that comes back to ECO+ finds it as if
 * it had never been away.
 */
const takenOnFast = (seats: readonly Seat[], voltageV: number): number =>
  seats.reduce((sum, { law, fixedA, draw, feeds }) => {
    return law === 'FAST' && fixedA === null ? sum + ((draw.lowA + draw.highA) / 2) * voltageV * feeds : sum;
  }, 0);

const atLeast = ({ lowW, highW }: Surplus, leastW: number): Surplus => ({
  lowW: Math.max(lowW, leastW),
  highW: Math.max(highW, leastW),
});

const secondsSince = (before: MonoMs | null, at: MonoMs): number =>
  before === null ? 0 : Math.min(GAP_MOST_S, (at - before) / 1000);

const behindCircuits = (house: Headroom, circuits: readonly number[]): Headroom =>
  circuits.length === 0
    ? house
    : { ...house, roomsA: [...house.roomsA, ...circuits], laxA: [...house.laxA, ...circuits] };

function unmetered(state: SiteState, seats: readonly Seat[]): Headroom {
  const roomsA = staticRooms(state, seats);
  const baseA = new Array<number>(state.facts.phases).fill(0);
  return { roomsA, laxA: roomsA, baseA, others: state.memory.others, overSince: [] };
}
