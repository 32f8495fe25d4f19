import type { PointName } from '../model/config.js';
import { unitOf } from '../model/outside-number.js';
import { type MonoMs, monoMs } from '../model/units.js';
import type { Clock } from '../ports/clock.js';
import type { MeterLook } from '../ports/meter-source.js';
import { KEEP_ALIVE_MS } from './back-off.js';
import { measuredOf, type Values } from './decode.js';
import type { MqttPoint, MqttSubscription } from './maps/mqtt-presets.js';
import type { MeterVoice } from './meter-voice.js';
import { payloadNumber } from './mqtt-value.js';
import { type MeterPlace, readingOf } from './reading-of.js';
import { Rhythm } from './rhythm.js';
import { type Trouble, trouble } from './trouble.js';

/*
 * A meter that speaks by itself. The rules:
 *  1. what belongs together may come in several messages: a reading is made a moment after the first of them
 *  2. a live value older than the patience is none any more, nor one that has become unreadable; registers and state of
 *     charge keep. The patience is three periods: the one agreed, or its own where that is longer
 *  3. a retained message says nothing about now, except where a publisher tells changes only
 *  4. a publisher of changes stands by its value as long as it is online and was heard within five minutes, and by the 0 W of
 *     an inverter for a night; one that is kept awake, and tells everything each time, as long as it was heard within three of
 *     those
 *  5. offline by its last will, or silence beyond the patience, is trouble; why it is silent goes before that it is
 */

const TOGETHER_MS = 150;
const STANDS_MS = 300_000;
/** A winter's night, and what an inverter takes in it. */
const NIGHT_MS = 18 * 3_600_000;
const SLEEPS_W = 10;
const LEAST_PATIENCE_MS = 10_000;
/** A payload longer than this is not shown whole. */
const SHOWN_SIGNS = 1000;
const KEPT: ReadonlySet<string> = new Set(['importWh', 'exportWh', 'frequencyHz', 'socPct']);

interface MqttMeterParts {
  readonly subscription: MqttSubscription;
  readonly place: MeterPlace;
  readonly periodMs: number;
  readonly where: string;
  readonly voice: MeterVoice;
  readonly clock: Clock;
}

interface Heard {
  readonly value: number | null;
  readonly at: MonoMs;
}

export class MqttMeter {
  readonly #parts: MqttMeterParts;
  readonly #heard = new Map<PointName, Heard>();
  /** What came for a point and was no number of it. */
  readonly #unread = new Map<PointName, Trouble>();
  readonly #rhythm = new Rhythm();
  readonly #rhythms = new Map<PointName, Rhythm>();
  /** The last message per topic, for `look`. */
  readonly #messages = new Map<string, NonNullable<MeterLook['messages']>[number]>();
  /** How long a value stands by day that nobody has taken back; 0 where it is told anew all the time. */
  readonly #dayMs: number;
  #count = 0;
  #callOffReading: (() => void) | undefined;
  #callOffWatch: () => void = () => undefined;
  #lastAt: MonoMs;
  /** Since when there has been nothing, or all there is. */
  #since: MonoMs;
  /** No broker, or offline by its last will. */
  #away: Trouble | undefined;
  #closed = false;

  constructor(parts: MqttMeterParts) {
    this.#parts = parts;
    const { onChange, keepAlive } = parts.subscription;
    this.#dayMs = keepAlive !== undefined ? 3 * KEEP_ALIVE_MS : onChange ? STANDS_MS : 0;
    this.#lastAt = parts.clock.now().monoMs;
    this.#since = this.#lastAt;
    this.#watch();
  }

  /** Every topic the meter wants to hear. */
  get topics(): readonly string[] {
    const { availability } = this.#parts.subscription;
    return [...new Set([...this.#valueTopics(), ...(availability ? [availability.topic] : [])])];
  }

  close(): void {
    this.#closed = true;
    this.#callOffReading?.();
    this.#callOffWatch();
  }

  look(): MeterLook {
    const { place, where, voice } = this.#parts;
    const messages = [...this.#messages.values()];
    return {
      meterId: place.meterId,
      where,
      polls: this.#count,
      failures: { ...voice.counted },
      heardAt: messages.length > 0 ? monoMs(Math.max(...messages.map(({ heardAt }) => heardAt))) : null,
      messages,
      values: Object.fromEntries([...this.#heard].map(([name, { value }]) => [name, value])),
    };
  }

  message(topic: string, payload: string, retained: boolean): void {
    if (this.#closed) return;
    this.#count += 1;
    const heardAt = this.#parts.clock.now().monoMs;
    this.#messages.set(topic, { topic, payload: payload.slice(0, SHOWN_SIGNS), heardAt });
    const { availability, onChange, points } = this.#parts.subscription;
    if (topic === availability?.topic) {
      this.#available(!availability.offline.includes(payload.trim()));
      return;
    }
    // Whoever speaks now is there, whatever its last will said.
    if (!retained) this.#away = undefined;
    for (const [name, sources] of Object.entries(points) as [PointName, MqttSubscription['points'][PointName]][]) {
      for (const source of sources ?? []) {
        const counts = !retained || onChange === true || KEPT.has(name);
        if (source.topic === topic && counts) this.#take(name, payload, source);
      }
    }
  }

  /** The broker is there: from now on the meter itself is waited for. */
  connected(): void {
    this.#away = undefined;
    this.#lastAt = this.#parts.clock.now().monoMs;
  }

  /** The connection to the broker is gone: nothing can be believed until something comes again. */
  lost(...facts: readonly string[]): void {
    if (this.#closed) return;
    this.#forget();
    this.#away = trouble('unreachable', this.#parts.where, ...facts);
    this.#parts.voice.failed(this.#away);
  }

  #take(name: PointName, payload: string, { path, scale = 1, none }: MqttPoint): void {
    const { clock, voice, where } = this.#parts;
    const number = payloadNumber(payload, path, unitOf(name));
    if (number === undefined) {
      // Told only when nothing else comes: a message may tell other things than the last one did.
      this.#unread.set(name, trouble('unreadable', where, name, `no value at ${path}`));
      return;
    }
    if (typeof number === 'object' && number !== null) {
      const unreadable = trouble('unreadable', where, name, number.unreadable);
      this.#unread.set(name, unreadable);
      this.#heard.delete(name);
      voice.failed(unreadable);
      return;
    }
    const at = clock.now().monoMs;
    const value = number === null ? (none ? 0 : null) : scale === 1 ? number : Number((number * scale).toPrecision(12));
    this.#unread.delete(name);
    this.#heard.set(name, { value, at });
    this.#rhythmOf(name).heard(at);
    this.#lastAt = at;
    if (KEPT.has(name)) return;
    if (this.#callOffReading) return;
    this.#rhythm.heard(at);
    this.#callOffReading = clock.after(TOGETHER_MS, () => this.#read(at));
  }

  #read(takenAt: MonoMs): void {
    this.#callOffReading = undefined;
    const { place, voice, clock, where } = this.#parts;
    const now = clock.now().monoMs;
    const fresh: Record<string, number | null> = {};
    const missing: PointName[] = [];
    for (const name of this.#names()) {
      const heard = this.#heard.get(name);
      if (!heard && this.#beyond(name)) continue;
      const counts = heard !== undefined && (KEPT.has(name) || now - heard.at <= this.#oldestMs(name));
      // A hole, not an absence: one phase of three is no power of the house.
      fresh[name] = counts ? heard.value : null;
      if (!counts && !KEPT.has(name)) missing.push(name);
    }
    const mute = this.#names().every((name) => KEPT.has(name) || (fresh[name] ?? null) === null);
    const composed = readingOf(measuredOf(fresh as Values, place.supplyPhases), place, takenAt);
    // Never the same twice: a whole watt may well stand still.
    if ('reading' in composed) voice.well(composed.reading, `${takenAt}`);
    else if (missing.length === 0) voice.failed(mute ? trouble('silent', where, 'no power') : composed.trouble);
    else if (now - this.#since > this.#patienceMs()) {
      voice.failed(this.#unreadOf(missing) ?? trouble('silent', where, ...missing));
    }
  }

  /** Of a phase that a supply of one does not have, where the power is told as a whole. */
  #beyond(name: PointName): boolean {
    const { place, subscription } = this.#parts;
    const { powerW, importW } = subscription.points;
    return (
      place.supplyPhases === 1 &&
      (powerW ?? importW) !== undefined &&
      /^(phase|current|voltage|import|export)[23]/.test(name)
    );
  }

  #available(online: boolean): void {
    this.#away = undefined;
    if (online) return;
    this.#forget();
    this.#away = trouble('unreachable', this.#parts.where, 'offline');
    this.#parts.voice.failed(this.#away, true);
  }

  #forget(): void {
    this.#heard.clear();
    this.#unread.clear();
    this.#since = this.#parts.clock.now().monoMs;
    this.#callOffReading?.();
    this.#callOffReading = undefined;
  }

  /** Looks now and then whether the meter still speaks, and speaks for one that tells changes only. */
  #watch(): void {
    const { clock, voice, periodMs } = this.#parts;
    const everyMs = this.#standsMs > 0 ? Math.max(1000, periodMs) : LEAST_PATIENCE_MS / 2;
    this.#callOffWatch = clock.after(everyMs, () => {
      const ageMs = clock.now().monoMs - this.#lastAt;
      const stands = ageMs < this.#standsMs && this.#heard.size > 0;
      if (stands && !this.#away && !this.#callOffReading) this.#read(clock.now().monoMs);
      else if (!stands && !this.#away && ageMs > this.#patienceMs()) voice.failed(this.#silent(ageMs));
      this.#watch();
    });
  }

  /** Why nothing is heard, as far as can be told. */
  #silent(ageMs: number): Trouble {
    const { where, clock } = this.#parts;
    const topics = this.#valueTopics();
    const [first = ''] = topics;
    const spokeAt = Math.max(...topics.map((topic) => this.#messages.get(topic)?.heardAt ?? Number.NEGATIVE_INFINITY));
    if (!Number.isFinite(spokeAt)) return trouble('silent', where, `nothing under ${first}`);
    const speaks = clock.now().monoMs - spokeAt <= this.#patienceMs();
    const silent = trouble('silent', where, `${Math.round(ageMs / 1000)} s`);
    return (speaks ? this.#unreadOf(this.#names()) : undefined) ?? silent;
  }

  #unreadOf(names: readonly PointName[]): Trouble | undefined {
    return names.map((name) => this.#unread.get(name)).find((unread) => unread !== undefined);
  }

  get #standsMs(): number {
    const { place, subscription } = this.#parts;
    const powerW = this.#heard.get('powerW')?.value ?? null;
    const sleeps = place.role === 'solar' && subscription.onChange === true && powerW !== null;
    return sleeps && Math.abs(powerW) < SLEEPS_W ? NIGHT_MS : this.#dayMs;
  }

  #oldestMs(name: PointName): number {
    return this.#standsMs > 0 ? this.#standsMs : this.#patienceMs(this.#rhythmOf(name));
  }

  #patienceMs(rhythm = this.#rhythm): number {
    return Math.max(LEAST_PATIENCE_MS, 3 * rhythm.periodMs(this.#parts.periodMs));
  }

  #rhythmOf(name: PointName): Rhythm {
    const rhythm = this.#rhythms.get(name) ?? new Rhythm();
    this.#rhythms.set(name, rhythm);
    return rhythm;
  }

  #names(): readonly PointName[] {
    return Object.keys(this.#parts.subscription.points) as PointName[];
  }

  #valueTopics(): readonly string[] {
    const { points } = this.#parts.subscription;
    return [...new Set(Object.values(points).flatMap((sources) => sources.map(({ topic }) => topic)))];
  }
}
