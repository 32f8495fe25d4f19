import type { KnownCars } from '../control/car/learned-car.js';
import { observe } from '../control/observe.js';
import type { SiteState } from '../control/site-state.js';
import { ToldError } from '../model/error-texts.js';
import type { ObservedEvent } from '../model/event.js';
import type { WallMs } from '../model/units.js';
import type { WhatIfChange, WhatIfJob, WhatIfResult, WhatIfStep } from '../model/what-if.js';
import { Books } from './books.js';
import { alone } from './house-alone.js';
import { recordingOf, reopened, stateAt } from './recording.js';
import { beginningOf, isStanding, type Standing, type Turn, turnsOf } from './tape.js';
import { World } from './world.js';

/*
 * A recorded span, run again under other settings. In this order:
 * 1. The journal is looked through for a moment to begin at, then for what the cars did.
 * 2. What they drew is taken out of the meter's readings: the house and the sun are left.
 * 3. Two worlds live through that at once: the settings of then, and the others. The rules are the real ones.
 * 4. The same ledger books all three: what was recorded, and what each world would have recorded.
 * The house battery and the other loads do what they did: how they would have answered, nobody knows.
 */

/** A journal that can be read more than once; `wanted` looks at a line before it is taken apart. */
export interface Journal {
  events(wanted?: (line: string) => boolean): Iterable<ObservedEvent>;
}

const AS_IT_WAS: WhatIfChange = { facts: {}, chargers: {} };
const STEP_MINUTES = 5;
const STEP_MS = STEP_MINUTES * 60_000;
const TURNS_PER_PROGRESS = 2000;

/**
 * @param cars what is known of the cars by now
 * @param progress told 0–1 now and then
 * @throws SurplugError INVALID_INPUT when the journal has nothing of that time
 */
export function runAgain(
  { fromMs, toMs, change }: WhatIfJob,
  journal: Journal,
  cars: KnownCars,
  progress: (done: number) => void,
): WhatIfResult {
  const standing = [...journal.events((line) => BEGINNING.test(line))].filter(isStanding);
  const beginning = beginningOf(standing, fromMs);
  if (!beginning) throw new ToldError('INVALID_INPUT', 'no-journal');
  const recording = recordingOf(beginning, turnsOf(span(beginning, toMs, journal.events(tellsOfCars))));
  const again = new World(beginning, AS_IT_WAS, recording, cars);
  const otherwise = new World(beginning, change, recording, cars);
  const recorded = new Recorded(beginning);
  const surplus = new SurplusSteps();
  const { phases } = beginning.facts;
  let last = beginning.atWall as number;
  let turns = 0;
  for (const turn of turnsOf(span(beginning, toMs, journal.events()))) {
    last = turn.now.wallMs;
    recorded.live(turn);
    const house = alone(turn, recording, phases);
    surplus.look(house);
    again.live(house);
    otherwise.live(house);
    if (++turns % TURNS_PER_PROGRESS === 0) progress((last - beginning.atWall) / (toMs - beginning.atWall));
  }
  const { facts } = otherwise.close();
  again.close();
  recorded.close();
  return {
    from: new Date(beginning.atWall).toISOString(),
    to: new Date(last).toISOString(),
    chargers: facts.chargers.map(({ id, name }) => ({
      chargerId: id,
      name,
      recorded: recorded.books.charge(id, recording.get(id)?.draw.starts ?? 0),
      again: again.books.charge(id, again.starts(id)),
      otherwise: otherwise.books.charge(id, otherwise.starts(id)),
    })),
    house: { recorded: recorded.books.house(), again: again.books.house(), otherwise: otherwise.books.house() },
    steps: surplus.steps(recorded.books.carsWh, otherwise.books.carsWh),
  };
}

const BEGINNING = /"kind":"(standing|opened)"/;

/** All but the ticks, and of the meters only the grid: it shows when a car changed. */
const tellsOfCars = (line: string): boolean =>
  !line.includes('"kind":"tick"') && (!line.includes('"kind":"reading"') || line.includes('"role":"grid"'));

function* span(beginning: Standing, toMs: WallMs, events: Iterable<ObservedEvent>): Generator<ObservedEvent> {
  let begun = false;
  for (const event of events) {
    if (begun && event.atWall < toMs) yield event;
    begun ||= event.kind === beginning.kind && event.at === beginning.at && event.atWall === beginning.atWall;
  }
}

/** What was recorded, through the same books. */
class Recorded {
  readonly books = new Books();
  #state: SiteState;

  constructor(beginning: Standing) {
    this.#state = stateAt(beginning);
  }

  live({ events }: Turn): void {
    for (const event of events) {
      this.#state = event.kind === 'opened' ? reopened(this.#state, event) : observe(this.#state, event);
      this.books.observe(event, this.#state);
    }
  }

  close(): void {
    this.books.close(this.#state);
  }
}

/** The sun that was left for cars, in steps. */
class SurplusSteps {
  readonly #sums = new Map<number, { sumW: number; count: number }>();

  look({ now, events }: Turn): void {
    for (const event of events) {
      if (event.kind !== 'reading' || event.reading.role !== 'grid') continue;
      const step = Math.floor(now.wallMs / STEP_MS);
      const sum = this.#sums.get(step) ?? { sumW: 0, count: 0 };
      this.#sums.set(step, { sumW: sum.sumW - event.reading.powerW, count: sum.count + 1 });
    }
  }

  steps(recordedWh: ReadonlyMap<number, number>, otherwiseWh: ReadonlyMap<number, number>): readonly WhatIfStep[] {
    return [...this.#sums].map(([step, { sumW, count }]) => ({
      at: new Date(step * STEP_MS).toISOString(),
      surplusW: Math.max(0, Math.round(sumW / count)),
      recordedW: meanW(recordedWh, step),
      otherwiseW: meanW(otherwiseWh, step),
    }));
  }
}

function meanW(carsWh: ReadonlyMap<number, number>, step: number): number {
  const minutes = Array.from({ length: STEP_MINUTES }, (_, k) => carsWh.get(step * STEP_MINUTES + k) ?? 0);
  return Math.round(minutes.reduce((sum, wh) => sum + wh, 0) * (60 / STEP_MINUTES));
}
