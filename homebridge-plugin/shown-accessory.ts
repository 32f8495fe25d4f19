import type { Characteristic, PlatformAccessory } from 'homebridge' with { 'resolution-mode': 'import' };
import { codeOf, type SiteCommand } from '../core/index.js';
import { type BoundService, bindService, cachedService, removeUnplanned } from './bind-service.js';
import { CalmLevels } from './calm-levels.js';
import { HAP_STATUS, type HapStatus, hapStatusOf } from './hap-status.js';
import type { HAP, HapVocabulary } from './hap-vocabulary.js';
import type { CharacteristicName, ServicePlan, Value, Verdict } from './service-plan.js';

/** What an accessory needs of the platform around it. */
export interface AccessoryHost {
  readonly hap: HAP;
  readonly vocabulary: HapVocabulary;
  /** Asks the site; the state after it is shown before the promise resolves. */
  ask(command: SiteCommand): Promise<void>;
  /** Told once for each write that came to nothing. */
  refused(accessory: PlatformAccessory, error: unknown): void;
  /** Writes Homebridge's cache of accessories. */
  save(accessory: PlatformAccessory): void;
}

const BOUNCE_MS = 100;
const QUIET_MS = 2000;
/** A write in Home waits no longer than this for a charger; what comes later is pushed. */
const PATIENCE_MS = 2000;
/** Two looks at one countdown differ by no more than this. */
const SAME_END_MS = 3000;
/** The writes of a scene come within this. */
const SCENE_MS = 300;

/** A value that Home writes. */
interface Write<Seen> {
  readonly bound: BoundService<Seen>;
  readonly characteristic: Characteristic;
  readonly value: Value;
  /** What its plan says to it. */
  readonly judge: (value: Value, seen: Seen) => Verdict;
  /** What the same scene writes beside it has been written by now. */
  readonly afterScene?: true;
}

/**
 * An accessory in Home that follows its plans: reads come from memory, writes go through the plan's verdict, every change
 * is pushed. While something asked for is under way, its tile shows what was asked.
 */
export class ShownAccessory<Seen> {
  readonly #bound: BoundService<Seen>[] = [];
  readonly #held = new Map<Characteristic, { readonly value: Value }>();
  readonly #quiet = new Map<Characteristic, NodeJS.Timeout>();
  readonly #endsMs = new Map<Characteristic, number>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #calm = new CalmLevels();
  readonly #leave: (() => void)[] = [];
  #unbound: readonly ServicePlan<Seen>[];
  #seen: Seen | undefined;
  /** Undefined until the first look. */
  #connected: boolean | undefined;

  constructor(
    readonly accessory: PlatformAccessory,
    plans: readonly ServicePlan<Seen>[],
    private readonly host: AccessoryHost,
    private readonly keep: (boostS: number) => void = () => {},
  ) {
    removeUnplanned(accessory, plans, host.vocabulary);
    this.#unbound = plans;
  }

  /** Shows what is so now. A lost connection is one error on the main tile, and what can be said without it. */
  show(seen: Seen, connected: boolean): void {
    const changed = this.#connected !== connected;
    this.#seen = seen;
    this.#connected = connected;
    this.#bind(seen);
    if (connected) for (const bound of this.#bound) this.#push(bound);
    else if (changed) this.#pushOffline();
  }

  /** Calls off what is under way; the accessory stays. */
  close(): void {
    for (const timer of [...this.#timers, ...this.#quiet.values()]) clearTimeout(timer);
    for (const leave of this.#leave) leave();
    this.#timers.clear();
    this.#calm.callOffAll();
    this.#quiet.clear();
    this.#held.clear();
  }

  #bind(seen: Seen): void {
    const { accessory, host } = this;
    const ready = this.#unbound.filter(
      (plan) => !plan.addedWhen || plan.addedWhen(seen) || cachedService(accessory, plan, host.vocabulary),
    );
    if (ready.length === 0) return;
    this.#unbound = this.#unbound.filter((plan) => !ready.includes(plan));
    for (const plan of ready) {
      const bound = bindService(accessory, plan, seen, host.vocabulary, host.hap);
      this.#handle(bound);
      this.#bound.find((other) => other.plan.primary)?.service.addLinkedService(bound.service);
      this.#bound.push(bound);
    }
    host.save(accessory);
  }

  #handle(bound: BoundService<Seen>): void {
    for (const [name, characteristic] of bound.characteristics) {
      characteristic.onGet(() => this.#read(bound, name, characteristic));
      const judge = bound.plan.writes?.[name];
      if (judge) characteristic.onSet((value) => this.#write({ bound, characteristic, value: value as Value, judge }));
    }
    const { ConfiguredName } = this.host.hap.Characteristic;
    const configured = bound.service.getCharacteristic(ConfiguredName).on('change', this.#renamed);
    this.#leave.push(() => configured.off('change', this.#renamed));
  }

  readonly #renamed = ({ oldValue, newValue }: { oldValue?: unknown; newValue?: unknown }): void => {
    if (oldValue !== newValue) this.host.save(this.accessory);
  };

  #read({ plan }: BoundService<Seen>, name: CharacteristicName, characteristic: Characteristic): Value {
    if (!this.#connected || this.#seen === undefined) {
      const known = plan.offline?.[name];
      if (known === undefined) throw this.#error(HAP_STATUS.noConnection);
      return known;
    }
    const held = this.#held.get(characteristic)?.value;
    return held ?? plan.values(this.#seen)[name] ?? (characteristic.value as Value);
  }

  #push({ plan, characteristics }: BoundService<Seen>): void {
    if (this.#seen === undefined || !this.#connected) return;
    const values = plan.values(this.#seen);
    for (const [name, characteristic] of characteristics) {
      const value = this.#held.get(characteristic)?.value ?? values[name];
      if (value === undefined || (name === 'RemainingDuration' && !this.#otherEnd(characteristic, value))) continue;
      if (plan.calm?.includes(name)) this.#calm.tell(characteristic, Number(value));
      else characteristic.updateValue(value);
    }
  }

  /** Home counts down by itself, and is to be told only of what differs from that (HAP, Remaining Duration). */
  #otherEnd(characteristic: Characteristic, leftS: Value): boolean {
    const endsMs = leftS === 0 ? 0 : performance.now() + Number(leftS) * 1000;
    const told = Math.abs(endsMs - (this.#endsMs.get(characteristic) ?? 0)) < SAME_END_MS;
    if (!told) this.#endsMs.set(characteristic, endsMs);
    return !told;
  }

  #pushOffline(): void {
    this.#calm.callOffAll();
    for (const { plan, characteristics } of this.#bound) {
      for (const [name, characteristic] of characteristics) {
        const known = plan.offline?.[name];
        if (known !== undefined) characteristic.updateValue(known);
        else if (plan.primary && name === 'On') characteristic.updateValue(this.#error(HAP_STATUS.noConnection));
      }
    }
  }

  async #write(write: Write<Seen>): Promise<void> {
    if (!this.#connected || this.#seen === undefined) throw this.#error(HAP_STATUS.noConnection);
    const verdict = write.judge(write.value, this.#seen);
    switch (verdict.kind) {
      case 'ask':
        if (verdict.afterScene && !write.afterScene) return this.#writeAfterScene(write);
        return this.#ask(write, verdict.command);
      case 'ask-when-quiet':
        return this.#askWhenQuiet({ ...write, value: verdict.shows }, verdict.command);
      case 'bounce':
        return write.afterScene ? this.#push(write.bound) : this.#bounceAfterScene(write);
      case 'keep':
        return this.keep(verdict.boostS);
    }
  }

  /** The tile goes back, unless what a scene writes beside it makes sense of it: "Eco" for a boost. */
  #bounceAfterScene(write: Write<Seen>): void {
    const { characteristic } = write;
    const holding = this.#hold(write);
    this.#after(SCENE_MS, () => {
      if (this.#held.get(characteristic) !== holding) return;
      this.#held.delete(characteristic);
      // The write was answered: a refusal is told by the host.
      this.#write({ ...write, afterScene: true }).catch(() => {});
    });
  }

  /** Judged anew with what a scene has written beside it meanwhile. */
  async #writeAfterScene(write: Write<Seen>): Promise<void> {
    const holding = this.#hold(write);
    await this.#pause(SCENE_MS);
    if (this.#held.get(write.characteristic) === holding) await this.#write({ ...write, afterScene: true });
  }

  /** Asks, and waits for the answer but not for long; a no within that time is the answer of the write. */
  async #ask(write: Write<Seen>, command: SiteCommand): Promise<void> {
    const { bound, characteristic } = write;
    const holding = this.#hold(write);
    const answer = this.#askInScene(command, () => this.#held.get(characteristic) === holding).then(
      () => undefined,
      (error: unknown) => {
        this.host.refused(this.accessory, error);
        return hapStatusOf(error);
      },
    );
    const settled = answer.then((status) => {
      // A later write of the same tile holds it now.
      if (this.#held.get(characteristic) === holding) this.#held.delete(characteristic);
      this.#pushSoon(bound);
      return status;
    });
    const status = await Promise.race([settled, this.#pause(PATIENCE_MS)]);
    if (status !== undefined) throw this.#error(status);
  }

  /** A scene writes in any order: what met a lock is asked again after the unlocking that may be beside it. */
  async #askInScene(command: SiteCommand, stillWanted: () => boolean): Promise<void> {
    try {
      await this.host.ask(command);
    } catch (error) {
      if (codeOf(error) !== 'LOCKED') throw error;
      await this.#pause(SCENE_MS);
      if (!stillWanted()) throw error;
      await this.host.ask(command);
    }
  }

  #askWhenQuiet(write: Write<Seen>, command: SiteCommand): void {
    const { bound, characteristic } = write;
    clearTimeout(this.#quiet.get(characteristic));
    this.#hold(write);
    this.#pushSoon(bound);
    const timer = setTimeout(() => {
      this.#quiet.delete(characteristic);
      // The write was answered long ago: a refusal is told by the host, and the tile goes back.
      this.#ask(write, command).catch(() => {});
    }, QUIET_MS);
    this.#quiet.set(characteristic, timer);
  }

  #hold({ characteristic, value }: Write<Seen>): { readonly value: Value } {
    const holding = { value };
    this.#held.set(characteristic, holding);
    return holding;
  }

  /** Once the write is answered: HomeKit would take a push during it for the value written. */
  #pushSoon(bound: BoundService<Seen>): void {
    this.#after(BOUNCE_MS, () => this.#push(bound));
  }

  #pause(delayMs: number): Promise<undefined> {
    return new Promise((resolve) => this.#after(delayMs, () => resolve(undefined)));
  }

  #after(delayMs: number, call: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      call();
    }, delayMs);
    this.#timers.add(timer);
  }

  #error(status: HapStatus): Error {
    return new this.host.hap.HapStatusError(status);
  }
}
