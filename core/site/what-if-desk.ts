import type { SiteState } from '../control/site-state.js';
import { periodsBefore } from '../model/calendar-days.js';
import type { ChargerFacts } from '../model/charger.js';
import type { ChargerWish } from '../model/charger-wish.js';
import { messageOf, SurplugError } from '../model/error.js';
import { detailIn, type Say, ToldError, told } from '../model/error-texts.js';
import type { Applied, CommandOf } from '../model/site-command.js';
import type { SiteFacts } from '../model/site-facts.js';
import { DAY_MS, HOUR_MS, wallMs } from '../model/units.js';
import {
  WHAT_IF_SETTINGS,
  WHAT_IF_SITE,
  WHAT_IF_WISHES,
  type WhatIfChange,
  type WhatIfJob,
  type WhatIfRun,
} from '../model/what-if.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { RecordStore } from '../ports/record-store.js';
import { JOURNAL_DAYS } from '../records/open-record-store.js';
import { demandRange } from '../records/range.js';
import { runOnThread } from '../what-if/what-if-thread.js';
import { configSchema } from './config-schema.js';
import { shapeError } from './config-shape.js';
import { readWish } from './read-wish.js';

type Asked = CommandOf<'what-if'>;

export interface WhatIfDeskParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly say: Say;
  readonly store: RecordStore;
  readonly state: () => SiteState;
  readonly tell: (run: WhatIfRun) => void;
}

/** What would have been: a recorded span run again under other settings. One run at a time, called off when the site closes. */
export class WhatIfDesk {
  readonly #parts: WhatIfDeskParts;
  #run: WhatIfRun | undefined;
  #callOff: AbortController | undefined;

  constructor(parts: WhatIfDeskParts) {
    this.#parts = parts;
  }

  /** The run that goes on, or the last one. */
  get run(): WhatIfRun | undefined {
    return this.#run;
  }

  /** Begins a run or calls one off; says what was applied. Throws INVALID_INPUT. */
  ask(asked: Asked, chargers: readonly ChargerFacts[]): Applied {
    if (asked.cancel === true) {
      this.#callOff?.abort();
      return { cancel: true };
    }
    if (this.#callOff) {
      const done = Math.round((this.#run?.done ?? 0) * 100);
      throw new ToldError('INVALID_INPUT', 'what-if-runs', { done: `${done}` });
    }
    const span = this.#span(asked);
    const change = this.#change(asked, chargers, span.fromMs);
    const run: WhatIfRun = {
      state: 'running',
      startedAt: new Date(this.#parts.clock.now().wallMs).toISOString(),
      from: new Date(span.fromMs).toISOString(),
      to: new Date(span.toMs).toISOString(),
      charger: asked.charger ?? 'all',
      settings: asked.settings ?? {},
      done: 0,
    };
    void this.#live(run, { ...span, change });
    const { startedAt, from, to, charger, settings } = run;
    return { startedAt, from, to, charger, settings };
  }

  close(): void {
    this.#callOff?.abort();
  }

  /** Never rejects. */
  async #live(run: WhatIfRun, job: WhatIfJob): Promise<void> {
    const { store, state, log, say } = this.#parts;
    const callOff = new AbortController();
    this.#callOff = callOff;
    this.#turn(run);
    try {
      const bodies = await store.packedJournal({ fromMs: job.fromMs - HOUR_MS, toMs: job.toMs });
      callOff.signal.throwIfAborted();
      const progress = (done: number) => this.#turn({ ...run, done });
      const result = await runOnThread({ job, bodies, cars: state().memory.cars }, progress, callOff.signal);
      this.#turn({ ...run, state: 'done', done: 1, result });
    } catch (error) {
      const { done = 0 } = this.#run ?? {};
      if (callOff.signal.aborted)
        this.#turn({ ...run, state: 'called-off', done, text: say(told('what-if-called-off')) });
      else {
        if (!(error instanceof SurplugError))
          log.error(`${say(told('surplug-failed', { what: 'what-if' }))} ${messageOf(error)}`);
        this.#turn({ ...run, state: 'failed', done, text: detailIn(say, error) });
      }
    } finally {
      this.#callOff = undefined;
    }
  }

  #turn(run: WhatIfRun): void {
    this.#run = run;
    this.#parts.tell(run);
  }

  /** Default: the last 24 hours. A start alone: to the end of its day, as far as it has come. */
  #span({ from, to }: Asked): Pick<WhatIfJob, 'fromMs' | 'toMs'> {
    const { timeZone, language } = this.#parts.state().facts;
    const nowMs = this.#parts.clock.now().wallMs;
    const range = demandRange({ from, to }, { timeZone, language, nowMs });
    const endOfDay = from === undefined ? nowMs : periodsBefore('day', -1, range.fromMs, timeZone);
    const toMs = Math.min(nowMs, to === undefined ? endOfDay : range.toMs);
    const fromMs = from === undefined ? toMs - DAY_MS : range.fromMs;
    if (toMs <= fromMs || toMs - fromMs > JOURNAL_DAYS * DAY_MS)
      throw new ToldError('INVALID_INPUT', 'no-span', { days: `${JOURNAL_DAYS}` });
    return { fromMs: wallMs(fromMs), toMs: wallMs(toMs) };
  }

  #change({ settings = {} }: Asked, chargers: readonly ChargerFacts[], fromMs: WhatIfJob['fromMs']): WhatIfChange {
    const { facts, wishes } = this.#parts.state();
    const keys = Object.keys(settings);
    const known: readonly string[] = WHAT_IF_SETTINGS;
    if (keys.length === 0 || keys.some((key) => !known.includes(key)))
      throw new ToldError('INVALID_INPUT', 'no-change', { choice: known.join(', ') });
    const only = (of: readonly string[]) =>
      Object.fromEntries(Object.entries(settings).filter(([key]) => of.includes(key)));
    const wish: ChargerWish = only(WHAT_IF_WISHES);
    const context = { now: fromMs, timeZone: facts.timeZone, voltageV: facts.voltageV, nextReservationId: 0 };
    const overlays = chargers.map((charger) => [
      charger.id,
      readWish(wish, { ...context, facts: charger, cards: wishes.cards }),
    ]);
    return { facts: this.#facts(only(WHAT_IF_SITE)), chargers: Object.fromEntries(overlays) };
  }

  /** Settings of the site, judged as in a configuration. */
  #facts(given: Readonly<Record<string, unknown>>): Partial<SiteFacts> {
    const parsed = SITE_SHAPE.safeParse(given);
    if (parsed.success)
      return Object.fromEntries(Object.entries(parsed.data).filter(([key]) => key in given)) as Partial<SiteFacts>;
    throw shapeError(parsed.error.issues, given, this.#parts.state().facts.language);
  }
}

type OfSite = { readonly [K in (typeof WHAT_IF_SITE)[number]]: true };
const SITE_SHAPE = configSchema.pick(Object.fromEntries(WHAT_IF_SITE.map((key) => [key, true])) as OfSite).partial();
