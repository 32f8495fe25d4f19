import type { Wishes } from '../model/wishes.js';

/**
 * Wishes made while the kept ones could not be read, laid over the kept ones when these turn up again: the later wish
 * wins, and nobody's adopted charger or card is lost.
 */
export function mergedWishes(kept: Wishes, later: Wishes): Wishes {
  const chargers = { ...kept.chargers };
  for (const [id, overlay] of Object.entries(later.chargers)) chargers[id] = { ...chargers[id], ...overlay };
  return {
    ...kept,
    ...later,
    cards: mergedBy((card) => card.idTag, kept.cards, later.cards),
    adopted: mergedBy((charger) => charger.id, kept.adopted, later.adopted),
    chargers,
  };
}

const mergedBy = <T>(key: (item: T) => string, kept: readonly T[], later: readonly T[]): readonly T[] => [
  ...new Map([...kept, ...later].map((item) => [key(item), item])).values(),
];
