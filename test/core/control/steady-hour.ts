/**
 * An hour in a home where nothing changes, with any car, and any charger's words for what it does: no limit may go to
 * and fro, no car be started over and over, and no fuse be above its current for longer than a car takes to follow.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { OcppStatus } from '../../../core/model/charger.js';
import type { Command } from '../../../core/model/command.js';
import { amps, watts } from '../../../core/model/units.js';
import { chargerFacts, House, siteFacts } from './house.js';

const HOUR_S = 3600;
/** Until then a car is got to know. */
const KNOWN_S = 900;
const FUSE_A = 20;
const VOLTAGE_V = 230;
/** As long as a car that is told late and follows slowly may take. */
const ABOVE_MOST_S = 12;
const CHANGES_MOST = 40;
const STARTS_MOST = 8;

/** A car and its charger; currents per phase. */
const kind = fc
  .record({
    /** Less than this it does not take. */
    leastA: fc.constantFrom(6, 6, 8),
    /** How far below the limit it stays, and the most it takes. */
    offsetA: fc.constantFrom(0, 0.3, 0.7, -0.3),
    mostA: fc.constantFrom(32, 32, 10, 7),
    rampAS: fc.constantFrom(32, 1.2, 0.5),
    delayS: fc.constantFrom(0, 4, 15, 40),
    /** From then on it takes nothing but its standby. */
    fullAtS: fc.constantFrom(HOUR_S, HOUR_S, 0, 600),
    standbyA: fc.constantFrom(0, 0.4),
    phases: fc.constantFrom(1, 3),
    /** When a limit is in force that was told. */
    lateS: fc.constantFrom(0, 2),
    sampleS: fc.constantFrom(2, 5, 10, 30),
    tells: fc.constantFrom('current', 'power'),
    atZero: fc.constantFrom<OcppStatus>('SuspendedEVSE', 'SuspendedEV', 'Charging'),
    whenFull: fc.constantFrom<OcppStatus>('SuspendedEV', 'Charging'),
    zeroPauses: fc.boolean(),
    starts: fc.constantFrom(true, true, true, false),
  })
  // One that is measured seldom is seldom seen to stop.
  .map((of) => ({
    ...of,
    leastA: of.sampleS > 10 ? 6 : of.leastA,
    mostA: of.leastA > of.mostA ? of.leastA : of.mostA,
  }));
type Kind = ReturnType<typeof kind.generate>['value'];

class Car {
  readonly changes: [number, number][] = [];
  starts = 0;
  drawsA = 0;
  #onTheirWay: [number, number][] = [];
  #limitA = 0;
  #offeredAt = 0;

  constructor(
    readonly id: string,
    readonly of: Kind,
    readonly house: House,
  ) {}

  told(command: Command, s: number): void {
    const { house, id, of } = this;
    const running = house.charger(id).transaction;
    if (command.kind === 'start-transaction' && of.starts && !running) house.begin(id);
    if (command.kind === 'stop-transaction' && running) {
      const { transactionId } = running;
      house.tell({ kind: 'transaction-ended', chargerId: id, transactionId, reason: 'Remote' });
      house.status(id, 'Finishing');
    }
    if (command.kind !== 'set-limit') return;
    this.#onTheirWay.push([s + of.lateS, command.limitA]);
    if (this.changes.at(-1)?.[1] !== command.limitA) this.changes.push([s, command.limitA]);
  }

  lives(s: number): void {
    const { house, id, of } = this;
    for (const [, limitA] of this.#onTheirWay.filter(([at]) => at <= s)) {
      if (this.#limitA < 6 && limitA >= 6) this.#offeredAt = s;
      this.#limitA = limitA;
    }
    this.#onTheirWay = this.#onTheirWay.filter(([at]) => at > s);
    const running = house.charger(id).transaction !== null;
    const offered = running && this.#limitA >= 6;
    const waits = s - this.#offeredAt < of.delayS;
    const takes = offered && !waits && this.#limitA >= of.leastA && s < of.fullAtS;
    const toA = takes ? Math.min(this.#limitA - of.offsetA, of.mostA) : offered ? of.standbyA : 0;
    const before = this.drawsA;
    this.drawsA = Math.min(toA, before < 5 && toA >= 5 ? 5 : before + of.rampAS);
    if (before <= 2 && this.drawsA > 2) this.starts += 1;
    if (!running) return;
    const word = !offered ? of.atZero : takes ? 'Charging' : waits ? 'SuspendedEV' : of.whenFull;
    if (house.charger(id).statusTold !== word) house.status(id, word);
    if (s % of.sampleS === 0) this.#tells();
  }

  #tells(): void {
    const { house, id, of, drawsA } = this;
    if (of.tells === 'current') {
      house.draws(id, new Array<number>(of.phases).fill(drawsA));
      return;
    }
    const { monoMs: takenAt, wallMs: takenAtWall } = house.now;
    const powerW = watts(drawsA * VOLTAGE_V * of.phases);
    const wired = house.charger(id).facts.phases.length;
    const currentA = new Array<number>(wired).fill(powerW / VOLTAGE_V / wired).map((each) => amps(each));
    const sample = { takenAt, takenAtWall, powerW, currentA, currentFrom: 'power' as const };
    house.tell({ kind: 'sample', chargerId: id, sample });
  }
}

export const steadyHome = fc.record({
  kinds: fc.array(kind, { minLength: 1, maxLength: 2 }),
  modes: fc.array(fc.constantFrom('FAST', 'ECO', 'ECO+'), { minLength: 2, maxLength: 2 }),
  preset: fc.constantFrom('gentle', 'balanced', 'strict'),
  policy: fc.constantFrom('equal', 'priority', 'energy-fair'),
  meterS: fc.constantFrom(1, 2, 5, 10),
  sunW: fc.constantFrom(0, 3000, 4500, 6000, 9000, 12_000),
  houseW: fc.constantFrom(300, 1500, 3000),
});
type SteadyHome = ReturnType<typeof steadyHome.generate>['value'];

function anHour({ kinds, modes, preset, policy, meterS, sunW, houseW }: SteadyHome) {
  const ids = ['a', 'b'].slice(0, kinds.length);
  const chargers = ids.map((id, k) =>
    chargerFacts(id, { mode: modes[k] ?? 'FAST', phases: kinds[k]?.phases === 1 ? [1] : [1, 2, 3] }),
  );
  const house = new House(siteFacts({ preset, policy, fuseA: amps(FUSE_A), chargers }));
  const cars = kinds.map((each, k) => new Car(ids[k] ?? '', each, house));
  for (const { id, of } of cars) {
    house.connect(id, { zeroPauses: of.zeroPauses });
    house.status(id, 'Available');
    house.pass(1);
    house.status(id, 'Preparing');
  }
  let [heard, aboveS, aboveMostS] = [0, 0, 0];
  for (let s = 0; s < HOUR_S; s += 1) {
    for (const command of house.commands.slice(heard))
      cars.find(({ id }) => id === command.chargerId)?.told(command, s);
    heard = house.commands.length;
    for (const car of cars) car.lives(s);
    const phaseW = [0, 1, 2].map((phase) =>
      cars.reduce((sum, { drawsA, of }) => sum + (phase < of.phases ? drawsA * VOLTAGE_V : 0), (houseW - sunW) / 3),
    );
    if (s % meterS === 0) house.grid(...phaseW);
    aboveS = Math.max(...phaseW) / VOLTAGE_V > FUSE_A + 0.5 ? aboveS + 1 : 0;
    aboveMostS = Math.max(aboveMostS, aboveS);
    house.wait(1);
  }
  return { cars, aboveMostS };
}

/** Fails where something does not settle. */
export function settles(home: SteadyHome): void {
  const { cars, aboveMostS } = anHour(home);
  assert.ok(aboveMostS <= ABOVE_MOST_S, `above the fuse for ${aboveMostS} s`);
  for (const { id, changes, starts } of cars) {
    const late = changes.filter(([s]) => s >= KNOWN_S).map(([s, limitA]) => `${s}: ${limitA}`);
    assert.ok(late.length <= CHANGES_MOST, `${id} is told ${late.join(', ')}`);
    assert.ok(starts <= STARTS_MOST, `${id} starts ${starts} times`);
  }
}
