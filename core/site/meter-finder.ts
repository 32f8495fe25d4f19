import { z } from 'zod';
import { serialSettings } from '../meters/bus/serial-line.js';
import { METER_MAPS } from '../meters/maps/index.js';
import { detailIn, type Say, told } from '../model/error-texts.js';
import type { Language } from '../model/language.js';
import type {
  FindLine,
  FindProgress,
  FindRequest,
  FindResult,
  FoundMeter,
  FoundMeterTold,
  MeterSearch,
} from '../model/meter-find.js';
import type { Applied, CommandOf } from '../model/site-command.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import { findAdviceText } from '../words/names.js';
import { right, whole } from './config-fields.js';
import { shapeError } from './config-shape.js';
import { findLineSchema } from './meter-schema.js';

export interface MeterFinderParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly say: Say;
  readonly language: () => Language;
  readonly find: (
    request: FindRequest,
    host: { readonly progress: (progress: FindProgress) => void; readonly signal: AbortSignal },
  ) => Promise<FindResult>;
  readonly tell: (search: MeterSearch) => void;
}

/** The search for meters of a site: one at a time, told as it goes on, called off when the site closes. */
export class MeterFinder {
  readonly #parts: MeterFinderParts;
  #search: MeterSearch | undefined;
  #callOff = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(parts: MeterFinderParts) {
    this.#parts = parts;
  }

  /** The search that goes on, or the last one. */
  get search(): MeterSearch | undefined {
    return this.#search;
  }

  /** Begins a search or calls one off; says what was applied. Throws INVALID_INPUT. */
  ask(command: CommandOf<'find-meters'>): Applied {
    this.#callOff.abort();
    if (command.cancel === true) return { cancel: true };
    const request = requestOf(command, this.#parts.language());
    const callOff = new AbortController();
    this.#callOff = callOff;
    // The old one lets go of its line first: it may be the same.
    this.#running = this.#running.then(() => this.#run(request, callOff.signal));
    return { ...request };
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#callOff.abort();
    await this.#running;
  }

  async #run(request: FindRequest, signal: AbortSignal): Promise<void> {
    if (this.#closed || signal.aborted) return;
    const { line } = request;
    const startedAt = new Date(this.#parts.clock.now().wallMs).toISOString();
    const nothing = { line, startedAt, done: 0, of: 0, unitId: null, serial: null, found: [], advice: [] } as const;
    this.#turn({ ...nothing, state: 'searching' });
    try {
      const result = await this.#parts.find(request, {
        signal,
        progress: ({ done, of, unitId, serial = null, found }) =>
          this.#turn({ ...nothing, state: 'searching', done, of, unitId, serial, found: toldAll(found, line) }),
      });
      const language = this.#parts.language();
      const { of = 0, done = 0 } = this.#search ?? {};
      this.#turn({
        ...nothing,
        state: result.cancelled ? 'cancelled' : 'ended',
        of,
        done: result.cancelled ? done : of,
        found: toldAll(result.found, line),
        advice: result.cancelled ? [] : result.advice.map((code) => ({ code, text: findAdviceText(language, code) })),
      });
    } catch (error) {
      const { log, say } = this.#parts;
      log.error(say(told('search-failed', { detail: detailIn(say, error) })));
      this.#turn({ ...nothing, state: 'ended' });
    }
  }

  #turn(search: MeterSearch): void {
    this.#search = search;
    if (!this.#closed) this.#parts.tell(search);
  }
}

const unitIdsSchema = z
  .array(whole(0, 255), right('list'))
  .min(1, right('at-least-one'))
  .max(256, right('at-most', { count: 256 }))
  .optional();

function requestOf({ line, unitIds }: CommandOf<'find-meters'>, language: Language): FindRequest {
  const request = { line, unitIds };
  const parsed = z.object({ line: findLineSchema, unitIds: unitIdsSchema }).safeParse(request);
  if (parsed.success) return parsed.data;
  throw shapeError(parsed.error.issues, request, language);
}

/** As a host shows them: maps by name, and what the configuration has to say. */
const toldAll = (found: readonly FoundMeter[], line: FindLine): readonly FoundMeterTold[] =>
  found.map((meter) => asTold(meter, line));

function asTold({ maps, type, ...meter }: FoundMeter, line: FindLine): FoundMeterTold {
  const nameOf = (id: string): string => METER_MAPS.find((map) => map.id === id)?.name ?? id;
  const given = Object.entries(line).filter(([, value]) => value !== undefined);
  return {
    ...meter,
    maps: maps.map((id) => ({ id, name: nameOf(id) })),
    config: {
      ...Object.fromEntries(given),
      ...(type && { type }),
      ...(meter.serial && serialSettings(meter.serial)),
      map: maps[0] ?? '',
      unitId: meter.unitId,
    },
  };
}
