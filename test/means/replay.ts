import { decide } from '../../core/control/decide.js';
import { momentOf, observe } from '../../core/control/observe.js';
import { remember, type SiteState } from '../../core/control/site-state.js';
import type { Decision } from '../../core/model/decision.js';
import type { ObservedEvent } from '../../core/model/event.js';
import type { Now } from '../../core/model/units.js';

/** What was decided at one moment, and the house it was decided on. */
interface ReplayedTurn {
  readonly now: Now;
  readonly decisions: readonly Decision[];
  readonly state: SiteState;
}

/**
 * Runs a journal through the same `observe` and `decide` again: the same decisions come out, bit for bit. Events of one
 * instant are one turn, and each turn ends with a decision. What stands before the first `opened` is passed over: the
 * house it belongs to is not known.
 */
export function* replay(journal: Iterable<ObservedEvent>): Generator<ReplayedTurn> {
  let state: SiteState | undefined;
  let last: ObservedEvent | undefined;
  for (const event of journal) {
    if (state && last && event.at !== last.at) {
      const turn: ReplayedTurn = decided(state, momentOf(last));
      state = turn.state;
      yield turn;
    }
    if (state || event.kind === 'opened') state = observe(state ?? NOTHING, event);
    last = event;
  }
  if (state && last) yield decided(state, momentOf(last));
}

/** Before the site was opened; `opened` makes the first state of it. */
const NOTHING = {} as SiteState;

function decided(before: SiteState, now: Now): ReplayedTurn {
  const { decisions, memory } = decide(before, now);
  return { now, decisions, state: remember(before, memory) };
}
