import type { ObservedEvent } from '../model/event.js';
import { type MonoMs, monoMs, type Now, type WallMs, wallMs } from '../model/units.js';

/*
 * A journal as one long tape: what one turn of the loop observed stays together, and all of it is on one clock, also over
 * a restart of the hub, which began its own time anew.
 */

/** What was observed at one moment. */
export interface Turn {
  readonly now: Now;
  readonly events: readonly ObservedEvent[];
}

const LEAST_APART_MS = 0.001;

/** The turns of a journal, each later than the one before; ages of what was measured stay as they were. */
export function* turnsOf(journal: Iterable<ObservedEvent>): Generator<Turn> {
  let group: ObservedEvent[] = [];
  let last = Number.NEGATIVE_INFINITY;
  const turn = (first: ObservedEvent): Turn => {
    const at = Math.max(first.atWall, last + LEAST_APART_MS);
    last = at;
    const now = { monoMs: monoMs(at), wallMs: wallMs(at), wallClockPlausible: true };
    return { now, events: group.map((event) => onTape(event, now)) };
  };
  for (const event of journal) {
    const [first] = group;
    if (first && first.at !== event.at) {
      yield turn(first);
      group = [];
    }
    group.push(event);
  }
  const [first] = group;
  if (first) yield turn(first);
}

/** The event at its place on the tape. */
function onTape(event: ObservedEvent, { monoMs: at, wallMs: atWall }: Now): ObservedEvent {
  const moved = (takenAt: MonoMs): MonoMs => monoMs(at - (event.at - takenAt));
  switch (event.kind) {
    case 'reading':
      return { ...event, at, atWall, reading: { ...event.reading, takenAt: moved(event.reading.takenAt) } };
    case 'sample':
      return { ...event, at, atWall, sample: { ...event.sample, takenAt: moved(event.sample.takenAt) } };
    case 'status':
      return { ...event, at, atWall, takenAt: moved(event.takenAt) };
    default:
      return { ...event, at, atWall };
  }
}

/** What a run can begin with: the site as it stood. */
export type Standing = Extract<ObservedEvent, { kind: 'opened' | 'standing' }>;

export const isStanding = (event: ObservedEvent): event is Standing =>
  event.kind === 'opened' || event.kind === 'standing';

/** The moment to begin at: the one the journal knows that is nearest to the start, of the span's own hours. */
export function beginningOf(standing: readonly Standing[], fromMs: WallMs): Standing | undefined {
  const away = ({ atWall }: Standing): number => Math.abs(atWall - fromMs);
  return standing.reduce<Standing | undefined>(
    (nearest, one) => (nearest === undefined || away(one) < away(nearest) ? one : nearest),
    undefined,
  );
}
