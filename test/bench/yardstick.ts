/**
 * The product's own `observe` and `decide` as a program for the yardstick: JSON lines, one per simulated second, protocol
 * v1 (one charger) and v2 (several). Ticks become observed events; what comes back is the live limit the charger last
 * accepted, so that the write budget, renewals and pace count as they would at home.
 */
import { createInterface } from 'node:readline';
import { decide } from '../../core/control/decide.js';
import { initialState } from '../../core/control/initial-state.js';
import { observe } from '../../core/control/observe.js';
import { remember, type SiteState } from '../../core/control/site-state.js';
import type { OcppStatus } from '../../core/model/charger.js';
import { GENERIC_ABILITIES } from '../../core/model/charger.js';
import type { Observation, ObservedEvent } from '../../core/model/event.js';
import { amps, type MonoMs, monoMs, type Now, wallMs, watts } from '../../core/model/units.js';
import { NO_WISHES } from '../../core/model/wishes.js';
import { factsOf, type Init, unitsOf } from './yardstick-facts.js';

interface Sample {
  readonly t: number;
  readonly W: number;
  readonly A: number | readonly number[];
  readonly ph?: number;
}
interface ChargerTick {
  readonly id: string;
  readonly state: string;
  readonly ev: Sample | null;
}
interface Tick {
  readonly type: 'tick';
  readonly t: number;
  readonly grid: { readonly t: number; readonly W: number; readonly ph: readonly number[] } | null;
  readonly chargers?: readonly ChargerTick[];
  readonly state?: string;
  readonly ev?: Sample | null;
}

/** The wall clock of the simulated day; nothing depends on it. */
const DAY_MS = Date.parse('2026-06-21T00:00:00Z');
const STATUS: Readonly<Record<string, OcppStatus>> = {
  Available: 'Available',
  SuspendedEVSE: 'SuspendedEVSE',
  SuspendedEV: 'SuspendedEV',
  SwitchingPhases: 'SuspendedEVSE',
  Charging: 'Charging',
};

class Yardstick {
  readonly #init: Init;
  #state: SiteState;
  #started = false;
  #at: MonoMs = monoMs(0);
  readonly #heard = new Map<string, { state: string; evT: number }>();
  #gridT = -1;
  #transactions = 0;

  constructor(init: Init) {
    this.#init = init;
    this.#state = initialState(
      factsOf(init),
      NO_WISHES,
      { abilities: {}, memory: null, transactions: {} },
      this.#now(0),
    );
  }

  tick(tick: Tick): unknown {
    const now = this.#now(tick.t);
    this.#at = now.monoMs;
    if (!this.#started) this.#open();
    for (const charger of tick.chargers ?? [{ id: 'a', state: tick.state ?? 'Available', ev: tick.ev ?? null }]) {
      this.#hear(charger);
    }
    if (tick.grid && tick.grid.t !== this.#gridT) {
      this.#gridT = tick.grid.t;
      const takenAt = monoMs(tick.grid.t * 1000);
      const phaseW = tick.grid.ph.map(watts);
      this.#fold({
        kind: 'reading',
        reading: { meterId: 'grid', role: 'grid', takenAt, powerW: watts(tick.grid.W), phaseW },
      });
    }
    this.#cycle(now);
    return this.#answer();
  }

  #now(t: number): Now {
    return { monoMs: monoMs(t * 1000), wallMs: wallMs(DAY_MS + t * 1000), wallClockPlausible: true };
  }

  #fold(observation: Observation): void {
    const event: ObservedEvent = { at: this.#at, atWall: wallMs(DAY_MS + this.#at), ...observation };
    this.#state = observe(this.#state, event);
  }

  #open(): void {
    this.#started = true;
    for (const { id, phaseSwitching } of unitsOf(this.#init)) {
      this.#fold({ kind: 'connected', chargerId: id });
      this.#fold({ kind: 'abilities', chargerId: id, abilities: { ...GENERIC_ABILITIES, phaseSwitching } });
    }
  }

  #hear(charger: ChargerTick): void {
    const before = this.#heard.get(charger.id) ?? { state: '', evT: -1 };
    const { id: chargerId, state, ev } = charger;
    if (state !== before.state) {
      if (state === 'Offline') this.#fold({ kind: 'disconnected', chargerId });
      else if (before.state === 'Offline') this.#fold({ kind: 'connected', chargerId });
      const status = STATUS[state];
      if (status) {
        this.#fold({ kind: 'status', chargerId, connectorId: 1, status, fault: null, takenAt: this.#at });
        if (status !== 'Available' && !this.#state.chargers[chargerId]?.transaction) this.#begin(chargerId);
      }
    }
    if (ev && ev.t !== before.evT) {
      const one = typeof ev.A === 'number' ? new Array<number>(ev.ph ?? 1).fill(ev.A) : ev.A;
      this.#fold({
        kind: 'sample',
        chargerId,
        sample: {
          takenAt: monoMs(ev.t * 1000),
          takenAtWall: wallMs(DAY_MS + ev.t * 1000),
          currentA: one.map(amps),
          powerW: watts(ev.W),
        },
      });
    }
    this.#heard.set(chargerId, { state, evT: ev?.t ?? -1 });
  }

  /** The protocol knows no transactions: one runs while a car is there. */
  #begin(chargerId: string): void {
    this.#transactions++;
    this.#fold({
      kind: 'transaction-started',
      chargerId,
      transaction: {
        transactionId: this.#transactions,
        idTag: 'SURPLUG',
        startedAt: wallMs(DAY_MS + this.#at),
        meterStartWh: 0 as never,
        startedBy: 'plug-in',
      },
    });
  }

  /** A stop is refused: in the protocol a charger that does not obey its limit obeys nothing. */
  #cycle(now: Now): void {
    const { commands, memory } = decide(this.#state, now);
    this.#state = remember(this.#state, memory);
    for (const command of commands) {
      const { chargerId } = command;
      this.#fold({ kind: 'command-sent', chargerId, command });
      const result = command.kind === 'stop-transaction' ? 'refused' : 'accepted';
      this.#fold({ kind: 'command-answered', chargerId, command, outcome: { result } });
    }
  }

  #answer(): unknown {
    const live = (id: string): { A: number; phases?: 1 | 3 } => {
      const charger = this.#state.chargers[id];
      const profile = charger?.profiles.live;
      return { A: profile?.limitA ?? 0, ...(profile?.phases ? { phases: profile.phases } : {}) };
    };
    if (this.#init.v === 1) return live('a');
    return { chargers: this.#init.chargers.map(({ id }) => ({ id, A: live(id).A })) };
  }
}

if (require.main === module) {
  let yardstick: Yardstick | undefined;
  const say = (answer: unknown): boolean => process.stdout.write(`${JSON.stringify(answer)}\n`);
  createInterface({ input: process.stdin }).on('line', (line) => {
    const message = JSON.parse(line) as Init | Tick | { readonly type: 'end' };
    if (message.type === 'init') {
      yardstick = new Yardstick(message);
      say({ ready: true });
    } else if (message.type === 'tick' && yardstick) say(yardstick.tick(message));
    else process.exit(0);
  });
}
