/** What a meter or a flow said, in canonical units, before it is laid on the supply. Absent or null: not measured. */
export interface Measured {
  readonly powerW?: number | null;
  /** Import and export as two magnitudes, where a meter keeps them apart. */
  readonly importW?: number | null;
  readonly exportW?: number | null;
  /** In the meter's own phase order. */
  readonly phaseW?: readonly (number | null)[];
  readonly currentA?: readonly (number | null)[];
  readonly voltageV?: readonly (number | null)[];
  /** Parts that sum to the power: strings of an inverter. */
  readonly partsW?: readonly (number | null)[];
  readonly frequencyHz?: number | null;
  readonly importWh?: number | null;
  readonly exportWh?: number | null;
  readonly socPct?: number | null;
}

/** The list when it is there and whole; a list with a hole is no list. */
export function whole(list: readonly (number | null)[] | undefined): readonly number[] | undefined {
  return list && list.length > 0 && list.every((value) => value !== null) ? (list as readonly number[]) : undefined;
}
