import type { Command, CommandOutcome } from '../../../core/model/command.js';
import { inEnglish } from '../../../core/model/error-texts.js';
import type { ObservedEvent } from '../../../core/model/event.js';
import type { SiteFacts } from '../../../core/model/site-facts.js';
import { amps, volts, wattHours, watts } from '../../../core/model/units.js';
import type { ChargerOverlay } from '../../../core/model/wishes.js';
import { NO_WISHES } from '../../../core/model/wishes.js';
import { Loop } from '../../../core/site/loop.js';
import type { Journal } from '../../../core/what-if/run-again.js';
import { FakeClock } from '../../means/fake-clock.js';
import { KeptLog } from '../../means/kept-log.js';

/** A car of the test's own making: how it takes what it is offered, and how much it wants. */
interface Car {
  readonly plugAtS: number;
  readonly unplugAtS: number;
  readonly wantsWh: number;
  /** Its charger ends the charge when it is full. */
  readonly endsFull: boolean;
  readonly conductors: readonly number[];
  readonly mostA: number;
  readonly offsetA: number;
  readonly delayS: number;
  readonly rampAS: number;
}

export const CAR: Car = {
  plugAtS: 60,
  unplugAtS: Number.POSITIVE_INFINITY,
  wantsWh: Number.POSITIVE_INFINITY,
  endsFull: false,
  conductors: [0, 1, 2],
  mostA: 16,
  offsetA: 0.3,
  delayS: 8,
  rampAS: 1.5,
};

export interface Day {
  readonly facts: SiteFacts;
  readonly seconds: number;
  /** Power of the sun, and of the house on each phase, W. */
  readonly sunW: (second: number) => number;
  readonly loadW: (second: number) => readonly number[];
  readonly cars: Readonly<Record<string, Car>>;
  readonly wishes?: Readonly<Record<string, ChargerOverlay>>;
  readonly start?: string;
  /** Further things that happen, by second. */
  readonly happens?: Readonly<Record<number, (loop: Loop, clock: FakeClock) => void>>;
}

/** What a day came to, by physics alone. */
export interface Lived {
  readonly journal: readonly string[];
  readonly energyWh: Readonly<Record<string, number>>;
  /** What all cars took while the grid gave it, Wh. */
  readonly importWh: number;
  readonly peakA: number;
}

/** Lives a day with the real loop, under a clock that is moved, and writes down what it observed. */
export async function live(day: Day): Promise<Lived> {
  const clock = new FakeClock(day.start ?? '2026-06-21T08:00:00Z');
  const journal: string[] = [];
  const offeredA: Record<string, number> = {};
  const drawA: Record<string, number> = {};
  const offeredAt: Record<string, number | null> = {};
  const energyWh: Record<string, number> = {};
  const running: Record<string, number | undefined> = {};
  const told: Record<string, string> = {};
  let transactions = 0;
  let importWh = 0;
  let peakA = 0;
  const send = async (command: Command): Promise<CommandOutcome> => {
    const { chargerId } = command;
    if (command.kind === 'set-limit') offeredA[chargerId] = command.limitA;
    if (command.kind === 'start-transaction') setImmediate(() => start(chargerId));
    return { result: 'accepted' };
  };
  const loop: Loop = new Loop(
    {
      kind: 'opened',
      facts: day.facts,
      wishes: { ...NO_WISHES, chargers: day.wishes ?? {} },
      kept: { abilities: {}, memory: null, transactions: {} },
    },
    {
      clock,
      log: new KeptLog(),
      say: inEnglish,
      send,
      folded: (event: ObservedEvent) => journal.push(JSON.stringify(event)),
      decided: () => undefined,
    },
  );
  const start = (chargerId: string) => {
    running[chargerId] = ++transactions;
    const meterStartWh = wattHours(Math.round(energyWh[chargerId] ?? 0));
    const started = { startedAt: clock.now().wallMs, meterStartWh, startedBy: 'plug-in' } as const;
    const transaction = { transactionId: transactions, idTag: 'SURPLUG', ...started };
    loop.observe({ kind: 'transaction-started', chargerId, transaction });
  };
  const status = (
    chargerId: string,
    word: 'Available' | 'Preparing' | 'Finishing' | 'Charging' | 'SuspendedEVSE' | 'SuspendedEV',
  ) => {
    if (told[chargerId] === word) return;
    told[chargerId] = word;
    const at = clock.now().monoMs;
    loop.observe({ kind: 'status', chargerId, connectorId: 1, status: word, fault: null, takenAt: at });
  };
  loop.start();
  for (const { id } of day.facts.chargers) {
    loop.observe({ kind: 'connected', chargerId: id });
    status(id, 'Available');
  }
  for (let t = 1; t <= day.seconds; t += 1) {
    await clock.advance(1000);
    day.happens?.[t]?.(loop, clock);
    const gridW = day.loadW(t).map((load) => load - day.sunW(t) / 3);
    for (const { id, phases } of day.facts.chargers) {
      const car = day.cars[id];
      if (!car) continue;
      if (t === car.plugAtS) status(id, 'Preparing');
      const over = car.endsFull && (energyWh[id] ?? 0) >= car.wantsWh;
      if (t === car.unplugAtS || (over && running[id] !== undefined)) {
        const transactionId = running[id];
        if (transactionId !== undefined) {
          const meterStopWh = wattHours(Math.round(energyWh[id] ?? 0));
          loop.observe({
            kind: 'transaction-ended',
            chargerId: id,
            transactionId,
            meterStopWh,
            reason: over ? 'Other' : 'EVDisconnected',
          });
        }
        running[id] = undefined;
        drawA[id] = 0;
        status(id, over ? 'Finishing' : 'Available');
      }
      const offered = offeredA[id] ?? 6;
      const hungry = (energyWh[id] ?? 0) < car.wantsWh;
      const may = running[id] !== undefined && offered >= 6;
      const wantedA = may && hungry ? Math.min(car.mostA, offered - car.offsetA) : 0;
      if (wantedA <= 0) {
        drawA[id] = 0;
        offeredAt[id] = null;
      } else {
        offeredAt[id] ??= t;
        const before = drawA[id] ?? 0;
        if (t - (offeredAt[id] ?? t) >= car.delayS) drawA[id] = Math.min(wantedA, before + car.rampAS);
      }
      const now = drawA[id] ?? 0;
      energyWh[id] = (energyWh[id] ?? 0) + (now * 230 * car.conductors.length) / 3600;
      for (const k of car.conductors) {
        const phase = (phases[k] ?? 1) - 1;
        gridW[phase] = (gridW[phase] ?? 0) + now * 230;
      }
      if (running[id] === undefined) continue;
      if (now > 0) status(id, 'Charging');
      else status(id, offered >= 6 ? 'SuspendedEV' : 'SuspendedEVSE');
      if (t % 10 !== 0) continue;
      const { monoMs: takenAt, wallMs: takenAtWall } = clock.now();
      const sample = {
        takenAt,
        takenAtWall,
        currentA: phases.map((_, k) => amps(car.conductors.includes(k) ? now : 0)),
        voltageV: phases.map(() => volts(230)),
        energyWh: wattHours(Math.round(energyWh[id] ?? 0)),
      };
      loop.observe({ kind: 'sample', chargerId: id, sample });
    }
    const powerW = gridW.reduce((sum, power) => sum + power, 0);
    importWh += Math.max(0, powerW) / 3600;
    peakA = Math.max(peakA, ...gridW.map((power) => power / 230));
    const takenAt = clock.now().monoMs;
    const reading = { takenAt, powerW: watts(powerW), phaseW: gridW.map(watts) };
    loop.observe({ kind: 'reading', reading: { meterId: 'grid', role: 'grid', ...reading } });
    loop.observe({
      kind: 'reading',
      reading: { meterId: 'solar', role: 'solar', takenAt, powerW: watts(day.sunW(t)) },
    });
  }
  await clock.advance(1000);
  loop.close();
  return { journal, energyWh, importWh, peakA };
}

/** A journal as the store would give it. */
export const journalOf = (lines: readonly string[]): Journal => ({
  *events(wanted = () => true) {
    for (const line of lines) if (wanted(line)) yield JSON.parse(line) as ObservedEvent;
  },
});
