import type { ChargerAbilities, ChargerFacts } from '../model/charger.js';
import type { Command, CommandOutcome } from '../model/command.js';
import { conductorsMatching } from '../model/phases.js';
import type { ChargerSample } from '../model/reading.js';
import { NOMINAL_V, type Now, watts } from '../model/units.js';
import type { ChargerHost, Payload } from '../ports/charger-gateway.js';
import { drew, type ForceProof, limitTold } from './force-proof.js';
import { type ClockSense, chargerTime, clockMoved } from './inbound/clock-sense.js';
import type { StopTold } from './inbound/transaction.js';
import type { Known } from './known-transaction.js';
import type { Answer } from './outbound/ask.js';
import { type EarlierWrites, type LimitWritten, writeLimit } from './outbound/limits.js';
import { formKey } from './outbound/profile-forms.js';
import type { Layer, ProfileForm, ProfileWish } from './outbound/profiles.js';
import { ProfileRoom } from './profile-room.js';
import type { Transactions } from './transactions.js';
import { endedBy, flowed, rose, type ZeroProof, zeroTold } from './zero-proof.js';

/** What limits need of their charger. */
interface LimitedCharger {
  readonly id: string;
  readonly host: ChargerHost;
  readonly abilities: ChargerAbilities;
  readonly charging: boolean;
  readonly sense: ClockSense;
  readonly transactions: Transactions;
  /** `first`: before all that waits to be asked. */
  ask(action: string, payload: Payload, first: boolean): Promise<Answer>;
  learn(learned: Partial<ChargerAbilities>): void;
}

type LiveLimit = Command & { readonly kind: 'set-limit' };

/** A limit with what follows it. */
type SafeWish = ProfileWish & { readonly safeA: number };

/** After every form of a profile was refused, only the likeliest is tried for so long. */
const SEARCH_AGAIN_MS = 10 * 60_000;

/** Profiles of one clock met with silence so often in a row are not answered at all. */
const SILENCES = 2;

/** One that tells two clocks in turn has its limits written anew no more often. */
const MOVES_MS = 600_000;

/** The limits of one charger: the forms they go out in, and what became of them. */
export class StandingLimits {
  /** Layers refused in every form, and when they may be searched through again. */
  readonly #searchAgainAt = new Map<Layer, number>();
  readonly #currentAccepted = new Set<Layer>();
  /** What the charger was last told to fall back to. */
  #safeA: number | undefined;
  /** What it should fall back to, taken or not. */
  #safeWantedA: number | undefined;
  /** The form in which the safe limit was taken for the whole charge point. Unit and clock are in the abilities. */
  #safeForm: ProfileForm | undefined;
  #liveForm: ProfileForm | undefined;
  /** The transaction in which a live limit was refused last, and none taken since without that. */
  #refusedIn: number | undefined;
  /** The clock of the profiles that were met with silence last, and how often in a row. */
  #silence: { readonly kind: ProfileForm['kind']; readonly times: number } | undefined;
  /** The live limit it took last. */
  #toldA = 0;
  /** Forms of the live limit that were accepted and not followed. */
  #unheeded: readonly ProfileForm[] = [];
  #zero: ZeroProof | undefined;
  #force: ForceProof | undefined;
  /** The charge that runs, and when it began on the monotonic clock. */
  #begun: { readonly transactionId: number; readonly at: number } | undefined;
  /** The transaction that is ended to wake a car which did not resume after 0 A. */
  #woken: number | undefined;
  /** When its clock was last found to be set. */
  #movedAt = Number.NEGATIVE_INFINITY;

  #clearing: Promise<void> | undefined;
  /** What others left stays until the charge is over. */
  #clearsLater = false;

  readonly #room: ProfileRoom;

  constructor(readonly charger: LimitedCharger) {
    this.#room = new ProfileRoom(charger);
  }

  /** Of a clock that was set, limits begin in the future or have ended: written anew, and what flowed meanwhile proves nothing. */
  clockIs(before: ClockSense, after: ClockSense): void {
    const { host, id } = this.charger;
    const at = host.clock.now().monoMs;
    if (!clockMoved(before, after) || at - this.#movedAt < MOVES_MS) return;
    this.#movedAt = at;
    this.#zero = undefined;
    this.#force = undefined;
    host.observe({ kind: 'profiles-cleared', chargerId: id });
  }

  async write(layer: Layer, facts: ChargerFacts, limitA: number, live?: LiveLimit): Promise<CommandOutcome> {
    const { charger } = this;
    if (layer !== 'live') await this.#othersCleared();
    const believed = charger.abilities;
    const now = charger.host.clock.now();
    if (layer === 'safe') this.#safeWantedA = limitA;
    if (live?.unheeded && this.#liveForm) this.#unheeded = [...this.#unheeded, this.#liveForm];
    const wish = this.#wish(facts, limitA, live, now);
    const written = await writeLimit(
      (action, payload) => this.#room.ask(layer, action, payload),
      { layer, connectorId: facts.connectorId, abilities: believed, wish },
      this.#earlier(layer, wish, live, now),
    );
    this.#noteSilence(layer, written);
    if (live && written.outcome.result === 'refused') this.#refusedIn = wish.transactionId;
    if (written.allRefused) {
      this.#searchAgainAt.set(layer, now.monoMs + SEARCH_AGAIN_MS);
      // A form more is worth a look now.
      if (layer === 'safe') this.#searchAgainAt.delete('live');
    }
    if (written.form) this.#accepted(layer, wish, written.form);
    if (written.byChance) this.#refusedIn = wish.transactionId;
    charger.learn(changed(believed, written.abilities));
    if (layer === 'live' && written.allRefused && this.#room.mayBeMade())
      return this.#room.tried(await this.write(layer, facts, limitA, live));
    // It told its unit meanwhile.
    if (written.form && charger.abilities.rateUnit !== written.abilities.rateUnit)
      return this.write(layer, facts, limitA, live);
    return written.outcome;
  }

  /** What another system left lies above ours, be it a hard limit of 0 A (lbbrhzn/ocpp #879, evcc #31597). */
  #othersCleared(): Promise<void> {
    this.#clearing ??= this.#clearOthers().finally(() => {
      this.#clearing = undefined;
    });
    return this.#clearing;
  }

  /** Once in its life, and never in a charge, which it might leave without any limit: after it then. */
  async #clearOthers(): Promise<void> {
    const { charger } = this;
    for (const chargingProfilePurpose of ['ChargePointMaxProfile', 'TxDefaultProfile']) {
      const { othersCleared, refuses } = charger.abilities;
      if (othersCleared || refuses.includes('ClearChargingProfile')) return;
      if (charger.charging) {
        this.#clearsLater = true;
        return;
      }
      const answer = await charger.ask('ClearChargingProfile', { chargingProfilePurpose }, false);
      if (answer.kind === 'busy' || (answer.kind === 'offline' && !answer.brokeOff)) return;
      if (answer.kind === 'timeout') break;
    }
    charger.learn({ othersCleared: true });
  }

  /** It has told something. Of one that came in the middle of a charge, what others left is cleared now that it is over. */
  told(): void {
    const { charger } = this;
    if (!this.#clearsLater || charger.charging) return;
    this.#clearsLater = false;
    charger.host.observe({ kind: 'profiles-cleared', chargerId: charger.id });
  }

  #wish(facts: ChargerFacts, limitA: number, live: LiveLimit | undefined, now: Now): SafeWish {
    const { abilities, sense, transactions } = this.charger;
    const { running } = transactions;
    const transactionId = live && (running?.theirs ?? live.transactionId);
    return {
      limitA,
      phases: facts.phases.length,
      chargerNowMs: chargerTime(sense, now),
      safeA: this.#safeA ?? this.#safeBehind(limitA, facts),
      ...(live && { durationS: live.durationS }),
      ...(transactionId !== undefined && { transactionId }),
      ...(running && { elapsedS: this.#elapsedS(running, now) }),
      ...(live?.phases !== undefined && abilities.phaseSwitching !== 'refused' && { numberPhases: live.phases }),
    };
  }

  /** What a limit falls back to where no safe limit was taken. Who may charge now is not held to what a stop had wanted. */
  #safeBehind(limitA: number, { safeA }: ChargerFacts): number {
    return limitA > 0 ? Math.min(limitA, safeA) : (this.#safeWantedA ?? safeA);
  }

  #earlier(layer: Layer, { transactionId }: ProfileWish, live: LiveLimit | undefined, now: Now): EarlierWrites {
    const { abilities, transactions } = this.charger;
    const taken = this.#formTaken(layer);
    // A no may mean that the charge is over, or not quite begun. Said once more, seconds later, it is believed.
    const mayPass = transactions.running === undefined || transactionId !== this.#refusedIn;
    const byTransaction = transactionId !== undefined && abilities.liveProfile === 'TxProfile' && !taken;
    const perhapsOver = byTransaction && mayPass && !live?.unheeded;
    return {
      search: now.monoMs >= (this.#searchAgainAt.get(layer) ?? 0),
      currentAccepted: this.#currentAccepted.has(layer) && !perhapsOver,
      unheeded: live ? this.#unheeded : [],
      onlyMaximum: this.#searchAgainAt.has('safe'),
      taken,
      perhapsOver,
      silentKind: this.#silence && this.#silence.times >= SILENCES ? this.#silence.kind : undefined,
    };
  }

  /** The form of a limit that the abilities do not hold. A live one at a charger that takes no other purpose is not searched for at every change. */
  #formTaken(layer: Layer): ProfileForm | undefined {
    if (layer === 'safe') return this.#safeForm;
    return layer === 'live' && this.#liveForm?.purpose === 'ChargePointMaxProfile' ? this.#liveForm : undefined;
  }

  #noteSilence(layer: Layer, { silent, form, allRefused }: LimitWritten): void {
    const before = this.#silence;
    if (silent) this.#silence = { kind: silent.kind, times: silent.kind === before?.kind ? before.times + 1 : 1 };
    // Refused by the other clock as well: it was not that. A hard limit may be refused for itself.
    else if (form?.kind === before?.kind || (allRefused && layer !== 'max')) this.#silence = undefined;
  }

  /** By the monotonic clock: how long a charge has run does not change when the wall clock is set. */
  #elapsedS({ transactionId, startedAt }: Known, now: Now): number {
    const known = this.#begun?.transactionId === transactionId ? this.#begun : undefined;
    const begun = known ?? { transactionId, at: now.monoMs - Math.max(0, now.wallMs - startedAt) };
    this.#begun = begun;
    return (now.monoMs - begun.at) / 1000;
  }

  /** What runs is ended for a new one: if that charges, the charger is not to be paused by 0 A. */
  wakes(): void {
    this.#woken = this.charger.transactions.running?.theirs;
  }

  /** Whether a transaction that its charger ended was ended by 0 A. */
  endedAtZero(stop: StopTold): boolean {
    const { host, transactions } = this.charger;
    const { running } = transactions;
    if (stop.transactionId !== running?.theirs && stop.transactionId !== running?.transactionId) return false;
    return this.#zero !== undefined && endedBy(this.#zero, stop, host.clock.now().monoMs);
  }

  /** What flows was measured. */
  measured(sample: ChargerSample, facts: ChargerFacts): void {
    const { takenAt } = sample;
    const currentA = this.#flowing(sample, facts);
    this.#proveZero(sample, currentA, facts);
    if (currentA === undefined) return;
    const running = this.charger.transactions.running?.theirs;
    if (this.#woken !== undefined && running !== undefined && running !== this.#woken && currentA > 1) {
      this.#woken = undefined;
      this.charger.learn({ resumesAfterZero: false });
    }
    if (this.#force) {
      const { proof, turned } = drew(this.#force, currentA, this.#safeA ?? facts.safeA, takenAt);
      this.#force = proof;
      // It counts from the next write on: a renewal comes soon enough.
      if (turned) this.charger.learn(turned);
    }
  }

  #proveZero({ takenAt, energyWh }: ChargerSample, currentA: number | undefined, facts: ChargerFacts): void {
    if (!this.#zero || !this.charger.abilities.zeroPauses) return;
    const { minA } = facts;
    const told = this.#zero;
    const seen =
      currentA !== undefined
        ? flowed(told, currentA, takenAt, minA)
        : energyWh !== undefined && rose(told, energyWh, takenAt);
    if (!seen) return;
    this.#zero = seen.proof;
    if (seen.convicted) this.charger.learn({ zeroPauses: false });
  }

  /** The largest current; of a power that tells no phases, what was told where that explains it, else its even share. */
  #flowing({ currentA, currentFrom, powerW = watts(0) }: ChargerSample, facts: ChargerFacts): number | undefined {
    if (!currentA) return undefined;
    if (currentFrom !== 'power') return Math.max(0, ...currentA);
    const expectedA = this.#toldA || facts.minA;
    const count = conductorsMatching(powerW, expectedA, NOMINAL_V, facts.phases.length);
    return powerW / ((count ?? facts.phases.length) * NOMINAL_V);
  }

  #accepted(layer: Layer, { limitA, transactionId, safeA }: SafeWish, form: ProfileForm): void {
    const at = this.charger.host.clock.now().monoMs;
    this.#searchAgainAt.delete(layer);
    if (limitA > 0) this.#currentAccepted.add(layer);
    if (layer === 'safe') {
      this.#safeA = limitA;
      this.#safeForm = form.everywhere ? form : undefined;
    }
    if (layer !== 'live') return;
    // All forms tried in vain: from the beginning.
    if (this.#unheeded.some((one) => formKey(one) === formKey(form))) this.#unheeded = [];
    this.#liveForm = form;
    this.#refusedIn = undefined;
    this.#toldA = limitA;
    this.#zero = limitA > 0 ? undefined : zeroTold(this.#zero, formKey(form), at);
    this.#force = limitTold(this.#force, { transactionId, safeA, limitA }, form, at);
  }
}

/** What was learned of a charger. Other limits were written at the same time: what they learned meanwhile stays. */
const changed = (before: ChargerAbilities, after: ChargerAbilities): Partial<ChargerAbilities> =>
  Object.fromEntries(
    Object.entries(after).filter(([ability, value]) => before[ability as keyof ChargerAbilities] !== value),
  );
