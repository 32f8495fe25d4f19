/**
 * Circuits: chargers behind a fuse of their own, such as the feed of a garage. Nothing else hangs there, so that it needs no
 * meter: its fuse less what cannot be steered is what its chargers share.
 *
 * The main fuse leaves one room per phase of the supply; behind these each circuit adds one per phase. A lane is a place in
 * this row, and a car has one for each phase it uses, of the supply and of its circuit. Whoever asks whether a current fits
 * asks on all lanes, so that no rule knows of circuits but this one and the sentence.
 */
import type { Circuit, SiteFacts } from '../../model/site-facts.js';
import type { Seat } from '../seat.js';

/** Lanes of a car on these phases of the supply, counted from 0; `at`: the place of its circuit, if it has one. */
export const lanesOf = (on: readonly number[], at: number | null, phases: number): readonly number[] =>
  at === null ? on : [...on, ...on.map((phase) => phases * (at + 1) + phase)];

/** The place of a charger's circuit in the list; null where it hangs on the supply itself. */
export function circuitAt({ circuits = [] }: SiteFacts, name: string | undefined): number | null {
  const at = circuits.findIndex((circuit) => circuit.name === name);
  return at < 0 ? null : at;
}

/** What each circuit leaves on each phase for the chargers that are steered, A: rooms behind those of the supply. */
export function circuitRooms({ circuits = [], phases }: SiteFacts, seats: readonly Seat[]): readonly number[] {
  const rooms = circuits.flatMap(({ fuseA }) => new Array<number>(phases).fill(fuseA));
  for (const { circuit, on, fixedA } of seats) {
    if (circuit === null || fixedA === null) continue;
    for (const phase of on) rooms[phases * circuit + phase] = (rooms[phases * circuit + phase] ?? 0) - fixedA;
  }
  return rooms;
}

/** The circuit that a lane belongs to; null for a phase of the supply. */
export const circuitOf = ({ circuits = [], phases }: SiteFacts, lane: number): Circuit | null =>
  circuits[Math.floor(lane / phases) - 1] ?? null;
