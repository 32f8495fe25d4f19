/**
 * A car drawn at random, at a charger that says of it what it likes: it lives second by second in a House, takes what it is
 * offered in its own way, and may meet with trouble.
 */
import fc from 'fast-check';
import type { OcppStatus } from '../../../core/model/charger.js';
import type { Command, CommandOutcome } from '../../../core/model/command.js';
import { amps, watts } from '../../../core/model/units.js';
import type { House } from './house.js';

export const VOLTAGE_V = 230;
const NEVER_S = 1e6;
const TIMEOUT_S = 30;

/** A car and its charger; currents per phase. */
export const randomCar = fc
  .record({
    /** Less than this it does not take. */
    leastA: fc.constantFrom(6, 6, 8),
    /** How far below the limit it stays, and the most it takes. */
    offsetA: fc.constantFrom(0, 0.3, 0.7, -0.3),
    mostA: fc.constantFrom(32, 32, 10, 7),
    rampAS: fc.constantFrom(32, 1.2, 0.5),
    delayS: fc.constantFrom(0, 4, 15, 40),
    /** From then on it takes nothing but its standby. */
    fullAtS: fc.constantFrom(NEVER_S, NEVER_S, 0, 600),
    standbyA: fc.constantFrom(0, 0.4),
    phases: fc.constantFrom(1, 3),
    /** It does as it is told of phases. */
    switches: fc.boolean(),
    /** When a limit is in force that was told. */
    lateS: fc.constantFrom<number>(0, 2),
    sampleS: fc.constantFrom<number>(2, 5, 10, 30),
    tells: fc.constantFrom('current', 'power'),
    atZero: fc.constantFrom<OcppStatus>('SuspendedEVSE', 'SuspendedEV', 'Charging'),
    whenFull: fc.constantFrom<OcppStatus>('SuspendedEV', 'Charging'),
    zeroPauses: fc.boolean(),
    starts: fc.constantFrom(true, true, true, false),
  })
  // One that is measured seldom is seldom seen to stop, or not to switch; and a power is told of all phases together.
  .map((of) => ({
    ...of,
    switches: of.sampleS > 10 || of.switches,
    standbyA: of.tells === 'power' && of.phases === 3 ? 0 : of.standbyA,
    leastA: of.sampleS > 10 ? 6 : of.leastA,
    mostA: of.leastA > of.mostA ? of.leastA : of.mostA,
  }));
export type CarKind = ReturnType<typeof randomCar.generate>['value'];

/** Away, faulted, unplugged, without samples or with a third of them, with words that flap, deaf, or taking no limits. */
export const TROUBLES = [
  ...(['away', 'reboots', 'faulted', 'unplugged', 'mute', 'flaps', 'stopped'] as const),
  ...(['lossy', 'deaf', 'refuses'] as const),
] as const;
export type Trouble = (typeof TROUBLES)[number];

export class Car {
  /** Each change of its limit: after how many seconds, and to what. */
  readonly changes: [number, number][] = [];
  starts = 0;
  drawsA = 0;
  /** A person has ended its charge. */
  ended = false;
  #onTheirWay: [number, number, number][] = [];
  #denied = new Map<Command, number>();
  #limitA = 0;
  #phasesTold = 3;
  #offeredAt = 0;
  #trouble: Trouble | null = null;
  #overAt = 0;

  constructor(
    readonly id: string,
    readonly of: CarKind,
    readonly house: House,
  ) {
    house.connect(id, { zeroPauses: of.zeroPauses });
    house.status(id, 'Available');
    house.pass(1);
    house.status(id, 'Preparing');
  }

  /** On so many conductors of its charger it draws. */
  get conductors(): number {
    return Math.min(this.of.phases, this.of.switches ? this.#phasesTold : 3);
  }

  get offline(): boolean {
    return this.#trouble === 'away' || this.#trouble === 'reboots';
  }

  /** Nothing keeps it from charging. */
  get well(): boolean {
    return !this.ended && (this.#trouble === null || ['mute', 'lossy', 'flaps'].includes(this.#trouble));
  }

  /** Nothing that is told reaches it. */
  get deaf(): boolean {
    return this.#trouble === 'deaf';
  }

  /** What it answers; null: nothing, which counts as a timeout half a minute later. */
  answers(command: Command, s: number): CommandOutcome | null {
    const refuses = this.#trouble === 'refuses' && command.kind === 'set-limit';
    if (!refuses && !this.deaf) return { result: 'accepted' };
    this.#denied.set(command, s + TIMEOUT_S);
    return this.deaf ? null : { result: 'refused', detail: 'Rejected' };
  }

  told(command: Command, s: number): void {
    if (this.#denied.has(command)) return;
    if (command.kind === 'start-transaction' && this.of.starts && !this.#running) this.house.begin(this.id);
    if (command.kind === 'stop-transaction') this.#ends('Remote', 'Finishing');
    if (command.kind !== 'set-limit') return;
    this.#onTheirWay.push([s + this.of.lateS, command.limitA, command.phases ?? 3]);
    if (this.changes.at(-1)?.[1] !== command.limitA) this.changes.push([s, command.limitA]);
  }

  meets(trouble: Trouble, s: number, forS: number): void {
    if (this.#trouble) return;
    [this.#trouble, this.#overAt] = [trouble, s + forS];
    if (this.offline) this.house.tell({ kind: 'disconnected', chargerId: this.id });
    if (trouble === 'reboots') [this.#limitA, this.#onTheirWay] = [0, []];
    if (trouble === 'faulted') this.house.status(this.id, 'Faulted', 'OtherError');
    if (trouble === 'unplugged') this.#ends('EVDisconnected', 'Available');
    if (trouble === 'stopped' && this.#running) [this.ended] = [true, this.#ends('Local', 'Finishing')];
  }

  lives(s: number): void {
    if (this.#trouble && s >= this.#overAt) this.#recovers();
    this.#givesUp(s);
    this.#follows(s);
    if (this.#trouble === 'flaps' && s % 4 < 2) this.#says('SuspendedEV');
    else if (this.#running && (this.well || this.ended)) this.#says(this.#word(s));
    if (this.#running && !this.offline && this.#samples(s)) this.#tells();
  }

  #samples(s: number): boolean {
    const every = this.#trouble === 'lossy' ? 3 : 1;
    return this.#trouble !== 'mute' && s % (this.of.sampleS * every) === 0;
  }

  #givesUp(s: number): void {
    const { house, id: chargerId } = this;
    for (const [command, at] of this.#denied) {
      if (at > s) continue;
      this.#denied.delete(command);
      const pending = house.charger(chargerId).pending.some((one) => one.command === command);
      const outcome = { result: 'failed', detail: 'Timeout' } as const;
      if (pending) house.tell({ kind: 'command-answered', chargerId, command, outcome });
    }
  }

  get #running() {
    return this.house.charger(this.id).transaction;
  }

  #follows(s: number): void {
    const { of } = this;
    for (const [, limitA, phases] of this.#onTheirWay.filter(([at]) => at <= s)) {
      if (this.#limitA < 6 && limitA >= 6) this.#offeredAt = s;
      [this.#limitA, this.#phasesTold] = [limitA, phases];
    }
    this.#onTheirWay = this.#onTheirWay.filter(([at]) => at > s);
    const toA = this.#takes(s) ? Math.min(this.#limitA - of.offsetA, of.mostA) : this.#offered ? of.standbyA : 0;
    const before = this.drawsA;
    this.drawsA = Math.min(toA, before < 5 && toA >= 5 ? 5 : before + of.rampAS);
    if (before <= 2 && this.drawsA > 2) this.starts += 1;
  }

  get #offered(): boolean {
    return this.#running !== null && this.#limitA >= 6 && this.#trouble !== 'faulted';
  }

  #waits(s: number): boolean {
    return s - this.#offeredAt < this.of.delayS;
  }

  #takes(s: number): boolean {
    return this.#offered && !this.#waits(s) && this.#limitA >= this.of.leastA && s < this.of.fullAtS;
  }

  #word(s: number): OcppStatus {
    if (!this.#offered) return this.of.atZero;
    if (this.#takes(s)) return 'Charging';
    return this.#waits(s) ? 'SuspendedEV' : this.of.whenFull;
  }

  #says(word: OcppStatus): void {
    if (this.house.charger(this.id).statusTold !== word) this.house.status(this.id, word);
  }

  #ends(reason: string, then: OcppStatus): void {
    const { house, id } = this;
    const transactionId = this.#running?.transactionId;
    if (transactionId !== undefined) house.tell({ kind: 'transaction-ended', chargerId: id, transactionId, reason });
    if (transactionId !== undefined || then === 'Available') house.status(id, then);
  }

  #recovers(): void {
    const { house, id, of } = this;
    if (this.offline) house.connect(id, { zeroPauses: of.zeroPauses });
    if (this.#trouble === 'reboots') this.#ends('PowerLoss', 'Preparing');
    if (this.#trouble === 'unplugged') this.ended = false;
    if (this.#trouble === 'unplugged' || this.#trouble === 'faulted')
      house.status(id, this.#running ? 'SuspendedEVSE' : 'Preparing');
    this.#trouble = null;
  }

  #tells(): void {
    const { house, id, of, drawsA, conductors } = this;
    const wired = house.charger(id).facts.phases.length;
    const on = Math.min(conductors, wired);
    if (of.tells === 'current') {
      house.draws(
        id,
        [0, 1, 2].slice(0, wired).map((conductor) => (conductor < on ? drawsA : 0)),
      );
      return;
    }
    const { monoMs: takenAt, wallMs: takenAtWall } = house.now;
    const powerW = watts(drawsA * VOLTAGE_V * on);
    const currentA = new Array<number>(wired).fill(powerW / VOLTAGE_V / wired).map((each) => amps(each));
    const sample = { takenAt, takenAtWall, powerW, currentA, currentFrom: 'power' as const };
    house.tell({ kind: 'sample', chargerId: id, sample });
  }
}
