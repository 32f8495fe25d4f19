import { faultOf } from '../control/car/obedience.js';
import { readingAgeMs } from '../control/fuse/meter-health.js';
import { writeBudget } from '../control/pace.js';
import { reservedNow } from '../control/permit/authorization.js';
import { type ChargerPicture, chargerPicture, supplyPicture } from '../control/picture.js';
import type { ChargerState, SiteState } from '../control/site-state.js';
import { nextTime } from '../model/calendar.js';
import { cardOf } from '../model/charger.js';
import type { Decision } from '../model/decision.js';
import { layOnSupply } from '../model/phases.js';
import type { CarSnapshot, ChargerSnapshot, PendingCharger, SessionSnapshot, SiteSnapshot } from '../model/snapshot.js';
import { listEndAt, priceAt, stepAt } from '../model/steps.js';
import { hasCome, type Now, tenth } from '../model/units.js';
import { effectivePolicy, effectivePreset } from '../model/wishes.js';
import type { ChargeProgress } from '../ports/record-store.js';
import { faultText } from '../words/fault-text.js';
import { balanceText } from '../words/names.js';
import { sentence } from '../words/sentence.js';
import type { MeterStanding } from './meter-standing.js';

/** What a snapshot is made of, beside the state. */
export interface SnapshotScene {
  readonly state: SiteState;
  readonly decisions: readonly Decision[];
  readonly now: Now;
  readonly progress: (chargerId: string, transactionId: number) => ChargeProgress | undefined;
  /** The energy register of a charger, without what it told by mistake. */
  readonly registerWh: (chargerId: string) => number | undefined;
  /** Chargers that were adopted may be missing. */
  readonly incomplete: boolean;
  readonly pending: readonly PendingCharger[];
  readonly chargerUrl: string;
  readonly secureChargerUrl: string | null;
  readonly standing: (meterId: string) => MeterStanding;
}

/** The house as hosts see it: plain JSON, numbers rounded for reading. */
export function siteSnapshot(scene: SnapshotScene): SiteSnapshot {
  const { state, now } = scene;
  const { facts, wishes } = state;
  const supply = supplyPicture(state, now);
  return {
    version: 1,
    name: facts.name,
    online: true,
    gridW: whole(supply.gridW),
    solarW: whole(supply.solarW),
    batteryW: whole(supply.batteryW),
    batterySocPct: whole(supply.batterySocPct),
    houseW: whole(supply.houseW),
    chargersW: Math.round(supply.chargersW),
    surplusW: whole(supply.surplusW),
    gridA: supply.gridA.map(tenth),
    headroomA: supply.headroomA.map(tenth),
    fuseA: facts.fuseA,
    phases: facts.phases,
    circuits: circuitsShown(state, now),
    imbalancePct: whole(supply.imbalancePct),
    pricePerKWh: priceAt(wishes.prices ?? [], now.wallMs),
    pricesUntil: isoOrNull(listEndAt(wishes.prices ?? [])),
    forecastW: whole(stepAt(wishes.forecast ?? [], now.wallMs)?.powerW ?? null),
    forecastUntil: isoOrNull(listEndAt(wishes.forecast ?? [])),
    balance: balanceShown(state, supply.imbalancePct),
    policy: effectivePolicy(facts, wishes),
    preset: effectivePreset(facts, wishes),
    meters: metersShown(scene),
    chargers: facts.chargers.flatMap(({ id }) => chargerSnapshot(scene, id) ?? []),
    ...(scene.incomplete && { incomplete: true }),
    pending: scene.pending,
    cards: wishes.cards,
    chargerUrl: scene.chargerUrl,
    secureChargerUrl: scene.secureChargerUrl,
    timeZone: facts.timeZone,
    at: iso(now.wallMs),
  };
}

function metersShown({ state, now, standing }: SnapshotScene): SiteSnapshot['meters'] {
  const shown = Object.values(state.meters).map((meter) => {
    const ageS = meter.reading ? tenth(readingAgeMs(meter, now.monoMs) / 1000) : null;
    const { ok, trouble, remarks } = standing(meter.meterId);
    const remark = remarks.join('; ');
    return [meter.meterId, { role: meter.role, ok, ageS, trouble, ...(remark !== '' && { remark }) }] as const;
  });
  return Object.fromEntries(shown);
}

function circuitsShown(state: SiteState, now: Now): SiteSnapshot['circuits'] {
  const { circuits = [], phases } = state.facts;
  return circuits.map(({ name, fuseA }) => {
    const currentA = new Array<number>(phases).fill(0);
    for (const charger of Object.values(state.chargers))
      if (charger.facts.circuit === name)
        layOnSupply(currentA, charger.facts.phases, chargerPicture(state, charger, now).currentA);
    return { name, fuseA, currentA: currentA.map(tenth) };
  });
}

/** One charger; undefined when it does not belong to the site. */
export function chargerSnapshot(scene: SnapshotScene, chargerId: string): ChargerSnapshot | undefined {
  const { state, now } = scene;
  const charger = state.chargers[chargerId];
  if (!charger) return undefined;
  const { facts, wishes, sample } = charger;
  const picture = chargerPicture(state, charger, now);
  const decision = scene.decisions.find((one) => one.chargerId === chargerId);
  const { language } = state.facts;
  return {
    id: facts.id,
    name: facts.name,
    online: charger.connected,
    connected: charger.connected,
    state: picture.state,
    status: picture.status,
    ocppStatus: charger.status,
    plugged: picture.plugged,
    locked: wishes.locked,
    lockedNext: picture.lockedNext,
    allowed: picture.allowed,
    access: wishes.access,
    mode: wishes.mode,
    ecoPlusA: wishes.ecoPlusA,
    boost: boostShown(picture),
    timers: wishes.timers,
    priority: wishes.priority,
    ...standing(charger, now, state.facts.timeZone),
    cheapUpTo: wishes.cheapUpTo,
    reason: decision?.sources[0] ?? 'offline',
    sources: decision?.sources ?? [],
    because: decision ? sentence(language, decision.because, state.facts.timeZone) : '',
    nextChangeAt: decision?.nextChangeAt === undefined ? null : iso(decision.nextChangeAt),
    userLimitA: wishes.limitA,
    limitA: decision?.limitA ?? 0,
    offeredA: picture.offeredA,
    minA: facts.minA,
    maxA: facts.maxA,
    phases: facts.phases.length,
    circuit: facts.circuit ?? null,
    currentA: picture.currentA.map(tenth),
    currentDerived: picture.currentDerived,
    voltageV: (sample?.voltageV ?? []).map(tenth),
    powerW: Math.round(picture.powerW),
    energyWh: sample?.energyWh === undefined ? null : whole(scene.registerWh(facts.id) ?? sample.energyWh),
    socPct: whole(sample?.socPct ?? null),
    frequencyHz: sample?.frequencyHz ?? null,
    temperatureC: sample?.temperatureC === undefined ? null : tenth(sample.temperatureC),
    session: sessionShown(scene, charger),
    car: picture.car && rounded(picture.car),
    fault: faultShown(charger, language),
    alarm: picture.alarm,
    writesLastHour: picture.writesLastHour,
    writesPerHour: writeBudget(state.facts, effectivePreset(state.facts, state.wishes)),
    abilities: charger.abilities,
    identity: charger.identity,
    at: iso(now.wallMs),
  };
}

function balanceShown({ facts, memory }: SiteState, imbalancePct: number | null): SiteSnapshot['balance'] {
  const { balance: state } = memory;
  return { state, because: balanceText(facts.language, state, { imbalancePct: imbalancePct ?? 0 }) };
}

/** Numbers that were learned, to a tenth. */
const rounded = (car: CarSnapshot): CarSnapshot => ({
  ...car,
  mostA: car.mostA === null ? null : tenth(car.mostA),
  stepA: tenth(car.stepA),
  belowOfferA: tenth(car.belowOfferA),
});

const boostShown = ({ boost }: ChargerPicture): ChargerSnapshot['boost'] => ({
  active: boost.active,
  until: boost.untilMs === null ? null : iso(boost.untilMs),
  source: boost.source,
});

/** What was wished until a time that is still to come. */
function standing(
  charger: ChargerState,
  now: Now,
  timeZone: string,
): Pick<ChargerSnapshot, 'readyBy' | 'limit' | 'reserve'> {
  const { readyBy, externalLimit } = charger.wishes;
  const byAt = readyBy && nextTime(readyBy.time, readyBy.setAt, timeZone);
  const reservation = reservedNow(charger, now);
  return {
    readyBy: readyBy && byAt && !hasCome(byAt, now) ? { time: iso(byAt), energyWh: readyBy.energyWh } : null,
    limit:
      externalLimit && !hasCome(externalLimit.untilAt, now)
        ? { amps: tenth(externalLimit.currentA), name: externalLimit.name, until: iso(externalLimit.untilAt) }
        : null,
    reserve: reservation && { idTag: reservation.idTag, until: iso(reservation.untilAt) },
  };
}

/** By then a charger has told how much a charge has taken, if it ever does before the end. */
const TOLD_BY_S = 90;

function sessionShown(scene: SnapshotScene, { facts, transaction }: ChargerState): SessionSnapshot | null {
  if (!transaction) return null;
  const progress = scene.progress(facts.id, transaction.transactionId);
  const durationS = Math.max(0, Math.round((scene.now.wallMs - transaction.startedAt) / 1000));
  const untold = durationS < TOLD_BY_S ? 0 : null;
  return {
    id: transaction.transactionId,
    startedAt: iso(transaction.startedAt),
    durationS,
    energyWh: progress?.energyWh ?? untold,
    solarWh: progress?.solarWh ?? untold,
    gridWh: progress?.gridWh ?? untold,
    idTag: cardOf(transaction),
  };
}

function faultShown(charger: ChargerState, language: SiteState['facts']['language']): ChargerSnapshot['fault'] {
  const fault = faultOf(charger);
  if (!fault) return null;
  const { reason, remedy } = faultText(language, fault);
  return {
    code: fault.errorCode,
    vendorCode: fault.vendorErrorCode ?? null,
    since: iso(fault.since),
    text: reason,
    remedy,
  };
}

const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));
const iso = (at: number): string => new Date(at).toISOString();
const whole = (value: number | null): number | null => (value === null ? null : Math.round(value));
