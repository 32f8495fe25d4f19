/** What hosts show of the house, where it takes knowledge of the rules to say it. */
import type { MeterRole } from '../model/reading.js';
import type { CarSnapshot, ChargerStateWord, StatusWord } from '../model/snapshot.js';
import type { MonoMs, Now } from '../model/units.js';
import { leastOf, stepsAtOnce } from './car/learned-car.js';
import { takesLimits, unsteeredA } from './car/steering.js';
import { gridMeter, readingsOf } from './fuse/meter-health.js';
import { phaseCurrents } from './fuse/phase-currents.js';
import { reservedNow } from './permit/authorization.js';
import { boostActive } from './permit/boost.js';
import { activeWindow } from './permit/timers.js';
import { imbalanceCounts, imbalancePct } from './sharing/balance.js';
import { type ChargerState, lastToldA, plugged, type SiteState, writesCounted } from './site-state.js';
import { flow } from './sun/flow.js';

/** One charger, as far as control knows it. */
export interface ChargerPicture {
  readonly state: ChargerStateWord;
  readonly status: StatusWord;
  readonly plugged: boolean;
  /** Locked while a charge runs: it goes on, the next does not start. */
  readonly lockedNext: boolean;
  readonly allowed: boolean;
  readonly boost: {
    readonly active: boolean;
    readonly untilMs: number | null;
    readonly source: 'user' | 'timer' | null;
  };
  /** Current per conductor, as measured, or reckoned where that is long ago; zeros when nothing is known. */
  readonly currentA: readonly number[];
  readonly currentDerived: boolean;
  readonly powerW: number;
  /** What the charger was last told, as far as it accepted. */
  readonly offeredA: number;
  readonly alarm: boolean;
  readonly writesLastHour: number;
  readonly car: CarSnapshot | null;
}

/** The supply, as far as control knows it. `null`: not measured. */
interface SupplyPicture {
  readonly gridW: number | null;
  readonly solarW: number | null;
  readonly batteryW: number | null;
  readonly batterySocPct: number | null;
  readonly houseW: number | null;
  readonly chargersW: number;
  readonly surplusW: number | null;
  readonly gridA: readonly number[];
  readonly headroomA: readonly number[];
  readonly imbalancePct: number | null;
}

export function chargerPicture(state: SiteState, charger: ChargerState, now: Now): ChargerPicture {
  const timer = activeWindow(charger.wishes.timers, now, state.facts.timeZone);
  const boosted = boostActive(charger, now);
  const conductors = charger.facts.phases.length;
  const { currentA, derived, powerW } = flow(state.facts, charger, now.monoMs);
  return {
    state: stateWord(state, charger, now),
    status: statusWord(charger),
    plugged: carThere(charger),
    lockedNext: charger.wishes.locked && charger.transaction !== null,
    allowed: charger.wishes.charging === 'allowed',
    boost: {
      active: boosted || timer !== null,
      untilMs: boosted ? (charger.wishes.boost?.untilAt ?? null) : (timer?.endAt ?? null),
      source: boosted ? 'user' : timer ? 'timer' : null,
    },
    currentA: Array.from({ length: conductors }, (_, k) => currentA[k] ?? 0),
    currentDerived: derived,
    powerW,
    offeredA: lastToldA(charger),
    alarm: hasAlarm(charger),
    writesLastHour: writesCounted(charger, now.monoMs).length,
    car: carThere(charger) ? carPicture(charger) : null,
  };
}

/** None has been seen while one that was asked to start ahead of it waits, and calls that Preparing. */
const carThere = (charger: ChargerState): boolean =>
  plugged(charger) && (charger.ahead === null || charger.refusals['start-transaction'] !== undefined);

function carPicture({ car, facts }: ChargerState): CarSnapshot {
  return {
    phases: car.conductors?.length ?? null,
    leastA: Math.max(facts.minA, leastOf(car) ?? 0),
    mostA: car.mostA,
    stepA: facts.stepA * stepsAtOnce(car),
    startDelayS: car.startDelayS,
    rampAS: car.rampAS,
    belowOfferA: car.offsetA,
  };
}

const hasAlarm = (charger: ChargerState): boolean =>
  (charger.fault !== null && charger.status !== 'Faulted') || charger.disobedience.level >= 1 || charger.uninvited;

/** The nine words of the manuals (Hydra Cubus, 8.5.1-7), and three beside them. */
export function stateWord(state: SiteState, charger: ChargerState, now: Now): ChargerStateWord {
  if (!charger.connected) return 'offline';
  const failed = charger.status === 'Faulted' || charger.disobedience.level === 3;
  if (failed) {
    const both = charger.fault !== null && charger.status === 'Faulted' && charger.disobedience.level > 0;
    return both ? 'failure+alarm' : 'failure';
  }
  if (hasAlarm(charger)) return 'alarm';
  if (charger.status === 'Unavailable') return 'unavailable';
  if (!carThere(charger)) return charger.status === 'Reserved' || reservedNow(charger, now) ? 'reserved' : 'standby';
  if (charger.finished) return 'completed';
  if (charger.status === 'Finishing') return finishingWord(charger);
  if (charger.status === 'Charging' && !restsAtZero(charger)) return 'charging';
  const offered = takesLimits(charger) ? (charger.profiles.live?.limitA ?? 0) : unsteeredA(charger);
  if (charger.status === 'SuspendedEV' && offered > 0) return hasIdled(state, charger) ? 'completed' : 'starting';
  return charger.transaction ? (offered > 0 ? 'starting' : 'paused') : 'plugged';
}

function finishingWord({ transaction, granted, finishedAt }: ChargerState): ChargerStateWord {
  if (transaction !== null) return 'completed';
  // Paused by the end of its transaction, where nothing else pauses: it goes on in another.
  if (granted) return 'paused';
  // Some say so of a car that has waited too long for its charge (ConnectionTimeOut).
  return finishedAt === null ? 'plugged' : 'completed';
}

/** Paused by 0 A, some go on saying that they charge. */
const restsAtZero = ({ profiles, measuredA }: ChargerState): boolean => profiles.live?.limitA === 0 && measuredA < 1;

/** The car was offered current for a minute and took none: full, or asleep. */
const hasIdled = (state: SiteState, charger: ChargerState): boolean =>
  state.memory.chargers[charger.facts.id]?.idle ?? false;

const STATUS_WORDS: Readonly<Record<string, StatusWord>> = {
  Available: 'available',
  Preparing: 'preparing',
  Charging: 'charging',
  SuspendedEV: 'paused',
  SuspendedEVSE: 'paused',
  Finishing: 'finishing',
  Reserved: 'reserved',
  Unavailable: 'unavailable',
  Faulted: 'faulted',
};

const statusWord = (charger: ChargerState): StatusWord =>
  charger.connected ? (STATUS_WORDS[charger.status] ?? 'unknown') : 'offline';

/** The supply: sums of meters by role, the surplus, and what the fuse leaves. */
export function supplyPicture(state: SiteState, now: Now): SupplyPicture {
  // One grid connection: a second meter for it stands in while the first cannot be believed.
  const grid = gridMeter(state, now.monoMs)?.reading;
  const gridW = grid?.powerW ?? null;
  const solarW = sumOf(state, 'solar', now.monoMs);
  const batteryW = sumOf(state, 'battery', now.monoMs);
  const chargersW = Object.values(state.chargers).reduce(
    (sum, charger) => sum + flow(state.facts, charger, now.monoMs).powerW,
    0,
  );
  const surplusW = gridW === null ? null : (state.memory.shownW ?? chargersW - gridW);
  const metered = sumOf(state, 'house', now.monoMs);
  const gridA = grid ? phaseCurrents(state, grid) : [];
  return {
    gridW,
    solarW,
    batteryW,
    batterySocPct: lowest(readingsOf(state, 'battery', now.monoMs).flatMap(({ socPct }) => socPct ?? [])),
    houseW: metered === null ? houseLeft(solarW, batteryW, surplusW) : Math.max(0, metered),
    chargersW,
    surplusW,
    gridA,
    headroomA: gridA.map((current) => state.facts.fuseA - current),
    imbalancePct: gridA.length > 1 && imbalanceCounts(gridA) ? imbalancePct(gridA) : null,
  };
}

/** What is left for the house; null where the sun is not measured, and must have fed it. */
function houseLeft(solarW: number | null, batteryW: number | null, surplusW: number | null): number | null {
  if (surplusW === null) return null;
  const leftW = (solarW ?? 0) + (batteryW ?? 0) - surplusW;
  return leftW < 0 && solarW === null ? null : Math.max(0, leftW);
}

const lowest = (list: readonly number[]): number | null => (list.length === 0 ? null : Math.min(...list));

function sumOf(state: SiteState, role: MeterRole, at: MonoMs): number | null {
  const readings = readingsOf(state, role, at);
  return readings.length === 0 ? null : readings.reduce((sum, { powerW }) => sum + powerW, 0);
}
