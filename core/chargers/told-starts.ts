import type { WallMs } from '../model/units.js';
import { isSet, type Placed } from './inbound/clock-sense.js';
import type { StartTold } from './inbound/transaction.js';
import { type Known, toldAgain } from './known-transaction.js';

/** Starts remembered as they were told. */
const KEPT = 50;

interface Told extends StartTold {
  readonly startedAt: WallMs;
}

/**
 * When a start began that may have been told before: to the letter, whatever has become of it, or nearly so where it has no
 * stop yet. The first message of a connection cannot tell by itself whether it is a few seconds old or of now (steve #1294).
 */
export class ToldStarts {
  #told: readonly Told[] = [];

  begunAt(told: StartTold, placed: Placed, running: readonly Known[]): WallMs {
    const before = this.#told.find((each) => sameWords(each, told)) ?? running.find((r) => toldAgain(r, told, placed));
    return before?.startedAt ?? placed.takenAtWall;
  }

  note(told: StartTold, startedAt: WallMs): void {
    this.#told = [...this.#told.filter((each) => !sameWords(each, told)), { ...told, startedAt }].slice(-KEPT);
  }
}

/** A clock that was never set tells the same moment after each boot. */
const sameWords = (a: StartTold, b: StartTold): boolean =>
  a.connectorId === b.connectorId &&
  a.idTag === b.idTag &&
  a.meterStartWh === b.meterStartWh &&
  isSet(a.stamp) &&
  a.stamp.ms === b.stamp?.ms;
