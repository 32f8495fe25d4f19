import type { ObservedEvent } from '../model/event.js';
import type { Mode } from '../model/mode.js';
import type { ChargerSample } from '../model/reading.js';
import type { ChargeRecord, MinuteSample } from '../model/record.js';
import { HOUR_MS, MINUTE_MS } from '../model/units.js';
import type { ChargeProgress } from '../ports/record-store.js';
import { deliverable, type Leap, MOST_W, readOn } from './believed-register.js';
import { BookedMinutes } from './booked-minutes.js';
import { priced, progressOf, totalsOf, withStep } from './charge-totals.js';
import { HouseWatch } from './house-watch.js';
import { ALL_GRID, type Shares, sharesOf } from './shares.js';
import { newlyWatched, registerIn, restIn, type Watched, type WatchedCharger, watchedIn } from './watched-charger.js';

/*
 * The honest ledger: what each charge took, and where from.
 * 1. Energy comes from the charger's register alone. Every step of it is booked once.
 * 2. Between two steps the mixture of sun, battery and grid is watched, weighed by what the car drew at each moment.
 * 3. A step is spread over the minutes it took, by those weights, with the mixture of each: a charge over midnight
 *    belongs to both days. A step nobody watched (hub off, charger silent) is booked now, as grid. A charger that has been
 *    out of reach for long is watched no more: what it takes is grid, and no other car's share is reckoned with it.
 * 4. A step that no charger can have delivered, or one back, is not believed (`believed-register`). Where the samples tell
 *    another register than start and stop do (of the session alone: ABB Terra; in kWh: OpenEVSE #703), those two say at
 *    the end what the charge took. Outside of a charge a leap is nobody's, and not told.
 * 5. A charger that tells its power and no register: what was watched stands for it until the stop tells one. A register
 *    that stands at 0 before and after is none.
 * 6. What comes late, out of an offline queue, tells of the charge it was queued with, and nothing of now. That charge is
 *    booked by its start and stop; the register has then come past it (`passed`).
 * Pure but for what it remembers: time comes with the events.
 */

interface EnergyLedgerParts {
  /** Told when a minute is over, and later for parts of it that were not known then. */
  readonly minute: (sample: MinuteSample) => void;
  /** Per kWh at a moment (ms since 1970 UTC); null: unknown. */
  readonly price: (wallMs: number) => number | null;
  readonly mode: (chargerId: string) => Mode;
  /** Told of what a register leapt by, which is not booked. */
  readonly leapt: (chargerId: string, leap: Leap) => void;
}

/** Events come in crowds; less than this is not worth a reckoning of its own. */
const SHORTEST_STRETCH_MS = 250;
/** A longer silence of everything (the machine slept) is not guessed at. */
const LONGEST_STRETCH_MS = 60_000;
/** Its live limit has ended by itself by then, and nobody knows what it draws. */
const LOST_MS = 300_000;
/** Told later than this, it comes out of an offline queue. */
const LATE_MS = 60_000;
/**
 * Some tell 0 for a moment in the middle of their life (Wallbox, lbbrhzn/ocpp #1756); who adds up what is shown would count
 * all of that life once more when it is back.
 */
const ZEROS = 3;
/** A draw that cannot be told from rounding weighs nothing: a step divided by it would be no number any more. */
const LEAST_WATCHED_WH = 1e-6;

export class EnergyLedger {
  readonly #parts: EnergyLedgerParts;
  readonly #house = new HouseWatch();
  readonly #chargers = new Map<string, WatchedCharger>();
  readonly #booked = new BookedMinutes();
  #at: number | undefined;
  /** How far the wall clock is ahead of the time of events. */
  #wallAheadMs = 0;
  #minute = 0;

  constructor(parts: EnergyLedgerParts) {
    this.#parts = parts;
  }

  /** A charge begins, or goes on after a restart. */
  begin(record: ChargeRecord): void {
    const charger = this.#charger(record.chargerId);
    charger.charge = totalsOf(record);
    const startedAt = Date.parse(record.startedAt) - this.#wallAheadMs;
    const fromWh = record.meterStartWh + record.energyWh;
    const { queuedWh = fromWh } = charger;
    charger.register = {
      // Some start at 0 whatever their register shows.
      registerWh: deliverable(queuedWh - fromWh, Number.POSITIVE_INFINITY) ? fromWh : queuedWh,
      atMs: this.#at === undefined ? null : Math.min(this.#at, startedAt),
    };
    charger.begunAt = this.#at === undefined ? Number.NEGATIVE_INFINITY : startedAt;
    charger.start = { registerWh: record.meterStartWh, wallMs: Date.parse(record.startedAt) };
    charger.tellsAnother = false;
    charger.queuedWh = undefined;
    charger.tells = 'nothing';
    charger.watched.clear();
  }

  /** Books up to the last register and says how the charge ended; undefined when none ran. */
  end(chargerId: string, meterStopWh: number): ChargeProgress | undefined {
    const charger = this.#charger(chargerId);
    const atZero = meterStopWh === 0 && charger.register?.registerWh === charger.charge?.energyWh;
    const restWh = this.#at === undefined ? undefined : restIn(charger, meterStopWh, this.#at + this.#wallAheadMs);
    if (charger.tells === 'power' && atZero) this.#spread(charger, watchedIn(charger).energyWh);
    else if (restWh !== undefined) {
      this.#spread(charger, restWh);
      charger.register = { registerWh: meterStopWh, atMs: this.#at ?? null };
    } else this.#register(charger, meterStopWh, this.#at ?? Number.POSITIVE_INFINITY);
    const { charge } = charger;
    charger.charge = undefined;
    charger.powerW = 0;
    return charge && progressOf(charge);
  }

  /** The start of a charge has come out of an offline queue. */
  queued(chargerId: string): void {
    this.#charger(chargerId).queuedWh = undefined;
  }

  /** The first register that the queue told of that charge. */
  queuedWh(chargerId: string): number | undefined {
    return this.#charger(chargerId).queuedWh;
  }

  /** A charge that nobody watched is booked: what its charger tells next does not count it once more. */
  passed(chargerId: string, fromWh: number, toWh: number): void {
    const charger = this.#charger(chargerId);
    if (!charger.register || charger.charge) return;
    const { registerWh } = charger.register;
    const passedWh = Math.max(0, toWh - Math.max(fromWh, registerWh));
    charger.register = { ...charger.register, registerWh: registerWh + passedWh };
  }

  /** How the running charge stands. */
  charge(chargerId: string): ChargeProgress | undefined {
    const charger = this.#chargers.get(chargerId);
    if (!charger?.charge) return undefined;
    return progressOf(charger.tells === 'power' ? withStep(charger.charge, watchedIn(charger)) : charger.charge);
  }

  /** The register as it is shown; undefined: none is known. */
  shownWh(chargerId: string): number | undefined {
    return this.#chargers.get(chargerId)?.shownWh;
  }

  /** Whether anything is known of what the running charge has taken. */
  tells(chargerId: string): boolean {
    const charger = this.#chargers.get(chargerId);
    return charger !== undefined && (charger.tells !== 'nothing' || (charger.charge?.energyWh ?? 0) > 0);
  }

  observe(event: ObservedEvent): void {
    this.#wallAheadMs = event.atWall - event.at;
    this.#moveTo(event.at, event.atWall);
    if (event.kind === 'reading') this.#house.read(event.reading, event.at);
    else if (event.kind === 'meter-trouble') this.#house.forget(event.meterId);
    else if (event.kind === 'sample') this.#sample(event.chargerId, event.sample);
    else if (event.kind === 'connected') this.#charger(event.chargerId).lostAt = Number.POSITIVE_INFINITY;
    else if (event.kind === 'disconnected') this.#charger(event.chargerId).lostAt = event.at;
  }

  /** Tells everything that is booked, the minute that runs included: before the records are closed, or may be. */
  flush(): void {
    this.#tell(Number.POSITIVE_INFINITY);
  }

  #sample(chargerId: string, sample: ChargerSample): void {
    const charger = this.#charger(chargerId);
    if (sample.takenAt < charger.sampledAt) return;
    if (this.#isQueued(charger, sample)) {
      charger.queuedWh ??= sample.energyWh;
      return;
    }
    const hours = (sample.takenAt - charger.sampledAt) / HOUR_MS;
    const { energyWh } = sample;
    if (energyWh !== undefined) {
      charger.zeros = energyWh === 0 ? charger.zeros + 1 : 0;
      if (energyWh !== 0 || charger.zeros >= ZEROS) charger.shownWh = energyWh;
    }
    if (energyWh !== undefined) charger.tells = 'register';
    else if (charger.tells === 'nothing' && sample.powerW !== undefined) charger.tells = 'power';
    // A charger that tells its register alone drew what the register moved by.
    const drawnWh = energyWh === undefined ? undefined : this.#register(charger, energyWh, sample.takenAt);
    const meanW = drawnWh !== undefined && hours > 0 && Number.isFinite(hours) ? drawnWh / hours : undefined;
    // A register in whole kWh moves seldom, and then by much.
    const drawnW = meanW === undefined ? undefined : Math.min(MOST_W, meanW);
    charger.powerW = Math.max(0, sample.powerW ?? drawnW ?? charger.powerW);
    charger.sampledAt = sample.takenAt;
    const { charge } = charger;
    if (charge) charger.charge = { ...charge, peakW: Math.max(charge.peakW, charger.powerW) };
  }

  #isQueued({ charge, begunAt }: WatchedCharger, { takenAt }: ChargerSample): boolean {
    return (this.#at ?? takenAt) - takenAt > LATE_MS && (!charge || takenAt < begunAt);
  }

  /** Lets time pass: what flowed since the last event is weighed with what was known then. */
  #moveTo(at: number, atWall: number): void {
    const minute = Math.floor(atWall / MINUTE_MS);
    const last = this.#at;
    if (last !== undefined && at - last < SHORTEST_STRETCH_MS && minute === this.#minute) return;
    this.#at = Math.max(at, last ?? at);
    if (last !== undefined && at > last) this.#pass(Math.min(at - last, LONGEST_STRETCH_MS) / HOUR_MS, last);
    if (minute === this.#minute) return;
    if (last !== undefined) this.#tell(minute);
    this.#minute = minute;
  }

  #pass(hours: number, at: number): void {
    const heard = (charger: WatchedCharger): boolean => at - charger.lostAt < LOST_MS;
    const carsW = [...this.#chargers.values()].filter(heard).reduce((sum, charger) => sum + charger.powerW, 0);
    const power = this.#house.power(at);
    this.#house.add(power, carsW, hours);
    const shares = sharesOf(power, carsW);
    for (const [chargerId, charger] of this.#chargers) {
      this.#watch(charger, heard(charger) ? shares : ALL_GRID, hours);
      const { charge } = charger;
      if (!charge) continue;
      const mode = this.#parts.mode(chargerId);
      const modeS = { ...charge.modeS, [mode]: (charge.modeS[mode] ?? 0) + hours * 3600 };
      charger.charge = { ...charge, modeS };
    }
  }

  #watch(charger: WatchedCharger, shares: Shares, hours: number): void {
    const wattHours = charger.powerW * hours;
    if (wattHours < LEAST_WATCHED_WH) return;
    const watched = charger.watched.get(this.#minute) ?? { wattHours: 0, solarWh: 0, batteryWh: 0 };
    watched.wattHours += wattHours;
    watched.solarWh += wattHours * shares.solar;
    watched.batteryWh += wattHours * shares.battery;
    charger.watched.set(this.#minute, watched);
  }

  /** Books what the register has moved by, and says how much; undefined: it was not known before. */
  #register(charger: WatchedCharger, registerWh: number, atMs: number): number | undefined {
    if (!charger.register) {
      charger.register = { registerWh, atMs };
      return undefined;
    }
    const { register, stepWh, leap } = readOn(
      registerIn(charger.register, charger, this.#wallAheadMs),
      registerWh,
      atMs,
    );
    charger.register = register;
    if (leap && charger.charge) {
      charger.tellsAnother = true;
      this.#parts.leapt(charger.chargerId, leap);
    }
    if (stepWh > 0) this.#spread(charger, stepWh);
    return stepWh;
  }

  /** Over the minutes it took, by what was watched in them. */
  #spread(charger: WatchedCharger, stepWh: number): void {
    const total = watchedIn(charger).energyWh;
    const unwatched: [number, Watched][] = [[this.#minute, { wattHours: 1, solarWh: 0, batteryWh: 0 }]];
    for (const [minute, watched] of total > 0 ? charger.watched : unwatched) {
      const scale = stepWh / (total > 0 ? total : 1);
      this.#book(charger, minute, watched, scale);
    }
    charger.watched.clear();
  }

  #book(charger: WatchedCharger, minute: number, watched: Watched, scale: number): void {
    const energyWh = watched.wattHours * scale;
    const solarWh = watched.solarWh * scale;
    const batteryWh = watched.batteryWh * scale;
    const gridWh = Math.max(0, energyWh - solarWh - batteryWh);
    const step = priced({ energyWh, solarWh, batteryWh, gridWh }, this.#parts.price(minute * MINUTE_MS));
    if (charger.charge) charger.charge = withStep(charger.charge, step);
    this.#booked.add(minute, charger.chargerId, charger.charge?.idTag ?? '', step);
  }

  /** Tells what is booked in minutes before this one, and the house's part of the one that has just ended. */
  #tell(before: number): void {
    for (const sample of this.#booked.take(before, this.#minute, this.#house.take())) this.#parts.minute(sample);
  }

  #charger(chargerId: string): WatchedCharger {
    const charger = this.#chargers.get(chargerId) ?? newlyWatched(chargerId);
    this.#chargers.set(chargerId, charger);
    return charger;
  }
}
