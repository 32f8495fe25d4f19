import { readingAgeMs } from '../control/fuse/meter-health.js';
import type { SiteState } from '../control/site-state.js';
import { WIRING_UNWATCHED, watchChargers, watchGrid } from '../meters/wiring-watch.js';
import { meterIdOf } from '../model/config.js';
import { type Say, told } from '../model/error-texts.js';
import type { Observation, ObservedEvent } from '../model/event.js';
import type { MeterSearch } from '../model/meter-find.js';
import type { MeterRow } from '../model/meter-row.js';
import type { ChargersDraw, MeterReading } from '../model/reading.js';
import type { Applied, CommandOf } from '../model/site-command.js';
import { tenth, type Volts } from '../model/units.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { MeterListener, MeterSource } from '../ports/meter-source.js';
import { meterTroubleText, sharedLineText } from '../words/names.js';
import { chargersDraw, measuredOnSupply } from './chargers-draw.js';
import type { ResolvedConfig } from './config-schema.js';
import type { LogOnce } from './log-once.js';
import { MeterFinder, type MeterFinderParts } from './meter-finder.js';
import { type MeterStanding, meterStanding } from './meter-standing.js';
import { readingPushed } from './reading-pushed.js';

/** What the meters' side needs of the running site. */
export interface MeterDeskParts {
  readonly config: ResolvedConfig;
  readonly clock: Clock;
  readonly log: Log;
  readonly say: Say;
  readonly once: LogOnce;
  readonly state: () => SiteState;
  readonly observe: (observation: Observation) => void;
  readonly openMeters: (
    listener: MeterListener,
    chargers: (chargerId?: string) => ChargersDraw | undefined,
  ) => readonly MeterSource[];
  readonly findMeters: MeterFinderParts['find'];
  readonly tell: (search: MeterSearch) => void;
}

/** The meters of a site: read, told of, looked at, and searched for. */
export class MeterDesk {
  readonly #parts: MeterDeskParts;
  readonly #finder: MeterFinder;
  #sources: readonly MeterSource[] = [];
  /** What is odd about a meter that still works: by itself, and beside the chargers. */
  readonly #remarks = new Map<string, readonly string[]>();
  readonly #wiringRemarks = new Map<string, readonly string[]>();
  #wiring = WIRING_UNWATCHED;
  /** Those at the grid that tell nothing of each phase. */
  readonly #phaseless = new Set<string>();

  constructor(parts: MeterDeskParts) {
    this.#parts = parts;
    this.#finder = new MeterFinder({
      clock: parts.clock,
      log: parts.log,
      say: parts.say,
      language: () => parts.state().facts.language,
      find: parts.findMeters,
      tell: parts.tell,
    });
  }

  /** Begins to read. Throws BAD_CONFIG, with nothing left open. */
  open(): void {
    const { clock, observe, openMeters, state } = this.#parts;
    this.#sources = openMeters(
      {
        reading: (reading) => observe({ kind: 'reading', reading }),
        trouble: (meterId, what) => this.#trouble(meterId, what),
        remarks: (meterId, whats) => {
          this.#remarks.set(meterId, whats);
          this.#tellRemarks(meterId);
        },
      },
      (chargerId) => chargersDraw(state(), clock.now().monoMs, chargerId),
    );
    this.#tellSharedLines();
  }

  /** Something was observed: a step of a car shows how the grid meter is wired. */
  folded(event: ObservedEvent, after: SiteState): void {
    if (event.kind === 'sample' || event.kind === 'status') {
      const at = event.kind === 'sample' ? event.sample.takenAt : event.takenAt;
      this.#wiring = watchChargers(this.#wiring, measuredOnSupply(after), at);
    } else if (event.kind === 'reading' && event.reading.role === 'grid' && this.#measures(event.reading.meterId)) {
      this.#gridSaid(event.reading, after.facts.voltageV);
    }
  }

  #gridSaid(reading: MeterReading, supplyV: Volts): void {
    const { meterId, phaseW, currentA } = reading;
    const { watched, told: odd } = watchGrid(this.#wiring, reading, supplyV);
    this.#wiring = watched;
    const phaseless = !phaseW && !currentA;
    if (!odd && phaseless === this.#phaseless.has(meterId)) return;
    if (odd) this.#wiringRemarks.set(meterId, odd);
    if (phaseless) this.#phaseless.add(meterId);
    else this.#phaseless.delete(meterId);
    this.#tellRemarks(meterId);
  }

  standing(meterId: string): MeterStanding {
    const { clock, state } = this.#parts;
    const fed = !this.#sources.some((source) => source.meterId === meterId);
    const standing = meterStanding(state(), state().meters[meterId], clock.now().monoMs, fed);
    return { ...standing, remarks: this.#remarksOf(meterId) };
  }

  /** A value from a flow. Throws INVALID_INPUT. */
  push(command: CommandOf<'reading'>): void {
    const { config, clock, observe, state } = this.#parts;
    const reading = readingPushed(command, config, state(), clock.now().monoMs);
    observe({ kind: 'reading', reading });
    for (const source of this.#sources) source.hear?.(reading);
  }

  find(command: CommandOf<'find-meters'>): Applied {
    return this.#finder.ask(command);
  }

  get search(): MeterSearch | undefined {
    return this.#finder.search;
  }

  /** What each meter says just now. */
  rows(): readonly MeterRow[] {
    const pushedOnly = Object.values(this.#parts.state().meters).filter(
      ({ meterId }) => !this.#parts.config.meters.some((meter) => meterIdOf(meter) === meterId),
    );
    return [
      ...this.#parts.config.meters.map((meter) => this.#row(meterIdOf(meter), meter.role, meter.type)),
      ...pushedOnly.map(({ meterId, role }) => this.#row(meterId, role, 'pushed')),
    ];
  }

  async close(): Promise<void> {
    await Promise.all([this.#finder.close(), ...this.#sources.map((source) => source.close())]);
  }

  #row(meterId: string, role: MeterRow['role'], type: MeterRow['type']): MeterRow {
    const now = this.#parts.clock.now();
    const { meters } = this.#parts.state();
    const look = this.#sources.find((source) => source.meterId === meterId)?.look?.();
    const { reading = null } = meters[meterId] ?? {};
    const ageS = reading && meters[meterId] ? tenth(readingAgeMs(meters[meterId], now.monoMs) / 1000) : null;
    const ago = (at: number): number => tenth((now.monoMs - at) / 1000);
    const heardAt = look?.heardAt ?? reading?.takenAt ?? null;
    const { meterId: _, role: __, takenAt: ___, ...values } = reading ?? {};
    return {
      meterId,
      role,
      type,
      where: look?.where ?? null,
      ...this.standing(meterId),
      ageS,
      heardAt: heardAt === null ? null : new Date(now.wallMs - (now.monoMs - heardAt)).toISOString(),
      polls: look?.polls ?? null,
      failures: look?.failures ?? {},
      registers: look?.registers ?? [],
      messages: (look?.messages ?? []).map(({ topic, payload, heardAt: at }) => ({ topic, payload, ageS: ago(at) })),
      values: look?.values ?? {},
      reading: reading && { ...values },
    };
  }

  #trouble(meterId: string, what: string | null): void {
    const { once, observe, state } = this.#parts;
    const { facts, meters } = state();
    const role = meters[meterId]?.role ?? 'load';
    const trouble = what === null ? '' : meterTroubleText(facts.language, what);
    const subject = `meter ${meterId}`;
    if (what === null) once.well(subject, told('meter-well', { meter: meterId }));
    else once.wrong(subject, told('meter-in-trouble', { meter: meterId, trouble }));
    observe({ kind: 'meter-trouble', meterId, role, what });
  }

  /** A line that a charger could be the master of is pointed out: nothing can be seen of it but broken answers. */
  #tellSharedLines(): void {
    const { config, log, state } = this.#parts;
    if (!config.chargers.some(({ model }) => READ_A_METER.has(model))) return;
    for (const meter of config.meters) {
      if (!/^modbus-rtu/.test(meter.type)) continue;
      log.info(`${sharedLineText(state().facts.language, meterIdOf(meter))}.`);
    }
  }

  #remarksOf(meterId: string): readonly string[] {
    const { language } = this.#parts.state().facts;
    const whats = [
      ...(this.#remarks.get(meterId) ?? []),
      ...(this.#wiringRemarks.get(meterId) ?? []),
      ...(this.#phaseless.has(meterId) ? ['no-phases'] : []),
    ];
    return whats.map((what) => meterTroubleText(language, what));
  }

  #tellRemarks(meterId: string): void {
    const { once } = this.#parts;
    const texts = this.#remarksOf(meterId);
    const subject = `remark ${meterId}`;
    if (texts.length === 0) once.well(subject, told('meter-plain', { meter: meterId }));
    else once.wrong(subject, told('meter-in-trouble', { meter: meterId, trouble: texts.join('; ') }));
  }

  /** A meter that is computed tells nothing of its wiring. */
  #measures(meterId: string): boolean {
    const meter = this.#parts.config.meters.find((one) => meterIdOf(one) === meterId);
    return meter?.type !== 'derived' && meter?.type !== 'charger';
  }
}

/** Chargers with terminals for a meter of their own (Cabur PLUS EV manual, 10; Hydra Cubus manual, 12.2). */
const READ_A_METER: ReadonlySet<string> = new Set(['cabur-ev-plus', 'hydra-cubus']);
