import type { ObservedEvent } from '../model/event.js';
import type { SiteFacts } from '../model/site-facts.js';
import type { WhatIfChange } from '../model/what-if.js';
import type { ChargerOverlay, SiteWishes, Wishes } from '../model/wishes.js';

/** The event as it would have been told under other settings: what was changed stays so, whatever was wished then. */
export function changed<E extends ObservedEvent>(event: E, change: WhatIfChange): E;
export function changed(event: ObservedEvent, change: WhatIfChange): ObservedEvent {
  switch (event.kind) {
    case 'opened':
    case 'standing':
      return { ...event, facts: changedFacts(event.facts, change), wishes: changedWishes(event.wishes, change) };
    case 'facts':
      return { ...event, facts: changedFacts(event.facts, change) };
    case 'site-wishes':
      return { ...event, wishes: siteWishes(event.wishes, change) };
    case 'wish': {
      const fixed = Object.keys(change.chargers[event.chargerId] ?? {});
      const set = Object.fromEntries(Object.entries(event.set).filter(([key]) => !fixed.includes(key)));
      return { ...event, set, clear: (event.clear ?? []).filter((key) => !fixed.includes(key)) };
    }
    default:
      return event;
  }
}

const changedFacts = (facts: SiteFacts, change: WhatIfChange): SiteFacts => ({ ...facts, ...change.facts });

function changedWishes(wishes: Wishes, change: WhatIfChange): Wishes {
  const chargers: Record<string, ChargerOverlay> = { ...wishes.chargers };
  for (const [id, overlay] of Object.entries(change.chargers)) chargers[id] = { ...chargers[id], ...overlay };
  return { ...siteWishes(wishes, change), chargers };
}

/** A wish for the site stands above its facts; where these were changed, it does not. */
function siteWishes<W extends SiteWishes>(wishes: W, { facts }: WhatIfChange): W {
  return {
    ...wishes,
    ...(facts.policy !== undefined && { policy: facts.policy }),
    ...(facts.preset !== undefined && { preset: facts.preset }),
  };
}
