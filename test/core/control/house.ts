import { type Cycle, decide } from '../../../core/control/decide.js';
import { initialState } from '../../../core/control/initial-state.js';
import { NEW_BATTERY } from '../../../core/control/memory.js';
import { observe } from '../../../core/control/observe.js';
import { remember, type SiteState } from '../../../core/control/site-state.js';
import type { HouseBattery } from '../../../core/control/sun/house-battery.js';
import {
  type ChargerAbilities,
  type ChargerFacts,
  GENERIC_ABILITIES,
  type OcppStatus,
  type StartReason,
} from '../../../core/model/charger.js';
import type { Command, CommandOutcome } from '../../../core/model/command.js';
import type { Decision } from '../../../core/model/decision.js';
import type { KeptForSite, Observation, ObservedEvent } from '../../../core/model/event.js';
import type { SiteFacts } from '../../../core/model/site-facts.js';
import { amps, monoMs, type Now, seconds, volts, wallMs, wattHours, watts } from '../../../core/model/units.js';
import { type ChargerOverlay, NO_WISHES, type Wishes } from '../../../core/model/wishes.js';
import { chargerFacts as ecoPlusFacts } from '../../means/charger-facts.js';

/** One on FAST: what the sun does is nothing to it. */
export const chargerFacts = (id: string, over: Partial<ChargerFacts> = {}): ChargerFacts =>
  ecoPlusFacts(id, { mode: 'FAST', ...over });

export const siteFacts = (over: Partial<SiteFacts> = {}): SiteFacts => ({
  name: 'home',
  phases: 3,
  voltageV: volts(230),
  fuseA: amps(25),
  marginA: amps(0.5),
  reserveA: amps(10),
  policy: 'equal',
  preset: 'balanced',
  balance: 'off',
  spreadA: amps(20),
  profileDurationS: seconds(300),
  writesPerHour: 100,
  meterLostEcoPlus: 'pause',
  wakeUp: false,
  timeZone: 'Europe/Rome',
  language: 'en',
  meters: [{ meterId: 'grid', role: 'grid', periodS: seconds(2) }],
  chargers: [chargerFacts('a')],
  batteryPriority: 'car',
  batteryHoldSocPct: null,
  batteryStartSocPct: null,
  ...over,
});

const NOTHING_KEPT: KeptForSite = { abilities: {}, memory: null, transactions: {} };

/** No house battery. */
export const NO_BATTERY: HouseBattery = {
  shareW: 0,
  holdsW: 0,
  starts: false,
  keepsW: 0,
  givesW: 0,
  socPct: null,
  memory: NEW_BATTERY,
};

/** A site in one hand: tells events, moves a clock, decides, and answers commands as a charger would. */
export class House {
  state: SiteState;
  last: Cycle | null = null;
  readonly commands: Command[] = [];
  /** What was told, but for the opening. */
  readonly journal: ObservedEvent[] = [];
  /** How a charger answers; a test may refuse. */
  answer: (command: Command) => CommandOutcome | null = () => ({ result: 'accepted' });
  wallClockPlausible = true;
  #mono = 1_000_000;
  #wall: number;
  #transactions = 0;

  constructor(facts: SiteFacts, options: { wishes?: Wishes; kept?: Partial<KeptForSite>; start?: string } = {}) {
    this.#wall = Date.parse(options.start ?? '2026-06-21T10:00:00Z');
    this.state = initialState(facts, options.wishes ?? NO_WISHES, { ...NOTHING_KEPT, ...options.kept }, this.now);
  }

  get now(): Now {
    return { monoMs: monoMs(this.#mono), wallMs: wallMs(this.#wall), wallClockPlausible: this.wallClockPlausible };
  }

  tell(observation: Observation): void {
    const event: ObservedEvent = { at: this.now.monoMs, atWall: this.now.wallMs, ...observation };
    this.journal.push(event);
    this.state = observe(this.state, event);
  }

  pass(s: number): void {
    this.#mono += s * 1000;
    this.#wall += s * 1000;
  }

  /** Time passes in a hub that decides every second, as it does when nothing is told. */
  wait(s: number): void {
    for (let left = s; left > 0; left -= 1) {
      this.pass(Math.min(1, left));
      this.cycle();
    }
  }

  connect(chargerId: string, abilities: Partial<ChargerAbilities> = {}): void {
    this.tell({ kind: 'connected', chargerId });
    this.tell({ kind: 'abilities', chargerId, abilities: { ...GENERIC_ABILITIES, ...abilities } });
  }

  status(chargerId: string, status: OcppStatus, errorCode?: string): void {
    const fault = errorCode ? { errorCode, since: this.now.wallMs } : null;
    this.tell({ kind: 'status', chargerId, connectorId: 1, status, fault, takenAt: this.now.monoMs });
  }

  begin(chargerId: string, idTag = 'SURPLUG', startedBy: StartReason = 'plug-in'): number {
    const transactionId = ++this.#transactions;
    this.tell({
      kind: 'transaction-started',
      chargerId,
      transaction: { transactionId, idTag, startedAt: this.now.wallMs, meterStartWh: wattHours(0), startedBy },
    });
    return transactionId;
  }

  /** Connected, plugged, transaction running, car taking its time. */
  plugIn(chargerId: string, abilities: Partial<ChargerAbilities> = {}): void {
    this.connect(chargerId, abilities);
    this.status(chargerId, 'Preparing');
    this.begin(chargerId);
    this.status(chargerId, 'SuspendedEVSE');
  }

  draws(chargerId: string, currentA: readonly number[], energyWh?: number): void {
    const sample = { takenAt: this.now.monoMs, takenAtWall: this.now.wallMs, currentA: currentA.map(amps) };
    const register = energyWh === undefined ? {} : { energyWh: wattHours(energyWh) };
    this.tell({ kind: 'sample', chargerId, sample: { ...sample, ...register } });
  }

  /** Grid power per phase, import positive. */
  grid(...phaseW: readonly number[]): void {
    const powerW = watts(phaseW.reduce((sum, value) => sum + value, 0));
    this.tell({
      kind: 'reading',
      reading: { meterId: 'grid', role: 'grid', takenAt: this.now.monoMs, powerW, phaseW: phaseW.map(watts) },
    });
  }

  solar(powerW: number, meterId = 'solar'): void {
    const reading = { meterId, role: 'solar', takenAt: this.now.monoMs, powerW: watts(powerW) } as const;
    this.tell({ kind: 'reading', reading });
  }

  /** A live limit goes out, and is taken. */
  limit(chargerId: string, limitA: number): void {
    const command: Command = { kind: 'set-limit', chargerId, limitA: amps(limitA), durationS: seconds(300) };
    this.tell({ kind: 'command-sent', chargerId, command });
    this.tell({ kind: 'command-answered', chargerId, command, outcome: { result: 'accepted' } });
  }

  wish(chargerId: string, set: ChargerOverlay): void {
    this.tell({ kind: 'wish', chargerId, set });
  }

  /** Decides, sends and answers. */
  cycle(): Cycle {
    const cycle = decide(this.state, this.now);
    this.state = remember(this.state, cycle.memory);
    for (const command of cycle.commands) {
      this.commands.push(command);
      this.tell({ kind: 'command-sent', chargerId: command.chargerId, command });
      const outcome = this.answer(command);
      if (outcome) this.tell({ kind: 'command-answered', chargerId: command.chargerId, command, outcome });
    }
    this.last = cycle;
    return cycle;
  }

  decision(chargerId: string): Decision {
    const found = this.cycle().decisions.find((decision) => decision.chargerId === chargerId);
    if (!found) throw new Error(`nothing decided for ${chargerId}`);
    return found;
  }

  liveA(chargerId: string): number | null {
    return this.state.chargers[chargerId]?.profiles.live?.limitA ?? null;
  }

  charger(chargerId: string): SiteState['chargers'][string] {
    const found = this.state.chargers[chargerId];
    if (!found) throw new Error(`no charger ${chargerId}`);
    return found;
  }
}

/** A car at charger `a`, its charge begun. */
export function home(wishes?: ChargerOverlay): House {
  const house = new House(siteFacts());
  house.plugIn('a');
  if (wishes) house.wish('a', wishes);
  return house;
}

/** A car that charges in a quiet house, all its limits in force. */
export function chargingHouse(): House {
  const house = home();
  house.grid(300, 300, 300);
  house.cycle();
  house.status('a', 'Charging');
  return house;
}
