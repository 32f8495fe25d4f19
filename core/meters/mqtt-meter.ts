import type { PointName } from '../model/config.js';
import { type MonoMs, monoMs } from '../model/units.js';
import type { Clock } from '../ports/clock.js';
import type { MeterLook } from '../ports/meter-source.js';
import { measuredOf, type Values } from './decode.js';
import type { MqttSubscription } from './maps/mqtt-presets.js';
import type { MeterVoice } from './meter-voice.js';
import { payloadNumber } from './mqtt-value.js';
import { type MeterPlace, readingOf } from './reading-of.js';
import { trouble } from './trouble.js';

/*
 * A meter that speaks by itself. The rules:
 *  1. what belongs together may come in several messages: a reading is made a moment after the first of them
 *  2. a live value older than the patience is none any more; registers and state of charge keep
 *  3. a retained message says nothing about now, except where a publisher tells changes only
 *  4. a publisher of changes stands by its value as long as it is online and was heard within five minutes
 *  5. offline by its last will, or silence beyond the patience, is trouble
 */

const TOGETHER_MS = 150;
const STANDS_MS = 300_000;
const LEAST_PATIENCE_MS = 10_000;
/** A payload longer than this is not shown whole. */
const SHOWN_SIGNS = 1000;
const KEPT: ReadonlySet<string> = new Set(['importWh', 'exportWh', 'frequencyHz', 'socPct']);

export interface MqttMeterParts {
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
  /** The last message per topic, for `look`. */
  readonly #messages = new Map<string, NonNullable<MeterLook['messages']>[number]>();
  #count = 0;
  readonly #patienceMs: number;
  #callOffReading: (() => void) | undefined;
  #callOffWatch: () => void = () => undefined;
  #lastAt: MonoMs;
  /** Since when there has been nothing, or all there is. */
  #since: MonoMs;
  #offline = false;
  #closed = false;

  constructor(parts: MqttMeterParts) {
    this.#parts = parts;
    this.#patienceMs = Math.max(LEAST_PATIENCE_MS, 3 * parts.periodMs);
    this.#lastAt = parts.clock.now().monoMs;
    this.#since = this.#lastAt;
    this.#watch();
  }

  /** Every topic the meter wants to hear. */
  get topics(): readonly string[] {
    const { points, availability } = this.#parts.subscription;
    const topics = Object.values(points).flatMap((sources) => sources.map(({ topic }) => topic));
    return [...new Set([...topics, ...(availability ? [availability.topic] : [])])];
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
    for (const [name, sources] of Object.entries(points) as [PointName, MqttSubscription['points'][PointName]][]) {
      for (const source of sources ?? []) {
        const counts = !retained || onChange === true || KEPT.has(name);
        if (source.topic === topic && counts) this.#take(name, payload, source.path, source.scale ?? 1);
      }
    }
  }

  /** The connection to the broker is gone: nothing can be believed until something comes again. */
  lost(detail: string): void {
    if (this.#closed) return;
    this.#forget();
    this.#parts.voice.failed(trouble('unreachable', this.#parts.where, detail));
  }

  #take(name: PointName, payload: string, path: string | undefined, scale: number): void {
    const { clock, voice, where } = this.#parts;
    const number = payloadNumber(payload, path);
    if (number === undefined) return;
    if (typeof number === 'object' && number !== null) {
      voice.failed(trouble('garbled', where, name, number.unreadable));
      return;
    }
    const at = clock.now().monoMs;
    const value = number === null ? null : scale === 1 ? number : Number((number * scale).toPrecision(12));
    this.#heard.set(name, { value, at });
    this.#lastAt = at;
    if (KEPT.has(name)) return;
    this.#callOffReading ??= clock.after(TOGETHER_MS, () => this.#read(at));
  }

  #read(takenAt: MonoMs): void {
    this.#callOffReading = undefined;
    const { place, voice, clock, where } = this.#parts;
    const now = clock.now().monoMs;
    const fresh: Record<string, number | null> = {};
    const oldest = this.#parts.subscription.onChange ? STANDS_MS : this.#patienceMs;
    const missing: string[] = [];
    for (const name of Object.keys(this.#parts.subscription.points) as PointName[]) {
      const heard = this.#heard.get(name);
      const counts = heard !== undefined && (KEPT.has(name) || now - heard.at <= oldest);
      // A hole, not an absence: one phase of three is no power of the house.
      fresh[name] = counts ? heard.value : null;
      if (!counts && !KEPT.has(name)) missing.push(name);
    }
    const composed = readingOf(measuredOf(fresh as Values, place.supplyPhases), place, takenAt);
    if ('reading' in composed) voice.well(composed.reading);
    else if (missing.length === 0) voice.failed(composed.trouble);
    else if (now - this.#since > this.#patienceMs) voice.failed(trouble('silent', where, ...missing));
  }

  #available(online: boolean): void {
    this.#offline = !online;
    if (online) return;
    this.#forget();
    this.#parts.voice.failed(trouble('unreachable', this.#parts.where, 'offline'), true);
  }

  #forget(): void {
    this.#heard.clear();
    this.#since = this.#parts.clock.now().monoMs;
    this.#callOffReading?.();
    this.#callOffReading = undefined;
  }

  /** Looks now and then whether the meter still speaks, and speaks for one that tells changes only. */
  #watch(): void {
    const { clock, voice, where, periodMs, subscription } = this.#parts;
    const everyMs = subscription.onChange ? Math.max(1000, periodMs) : this.#patienceMs / 2;
    this.#callOffWatch = clock.after(everyMs, () => {
      const ageMs = clock.now().monoMs - this.#lastAt;
      const stands = subscription.onChange === true && ageMs <= STANDS_MS && this.#heard.size > 0;
      if (stands && !this.#offline && !this.#callOffReading) this.#read(clock.now().monoMs);
      else if (!stands && !this.#offline && ageMs > this.#patienceMs) {
        voice.failed(trouble('silent', where, `${Math.round(ageMs / 1000)} s`));
      }
      this.#watch();
    });
  }
}
