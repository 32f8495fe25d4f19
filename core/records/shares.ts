/*
 * Where the cars' energy comes from at one moment. The house comes first, so the cars stand last in line: what the grid
 * delivers is theirs up to all they draw, then what the battery delivers; the sun is what is left.
 * 1. Grid unknown, or a battery that is silent: all counts as grid. What was not seen is not claimed for the sun.
 * 2. Grid: the import, up to what the cars draw.
 * 3. Battery: its discharge beyond what leaves for the grid, up to the rest.
 * 4. Sun: the rest, never more than the panels give where they are measured; what is beyond is grid.
 * Several cars share alike: each has the same mixture, whatever it draws.
 */

/** Powers of the house, W; signs as in core/model/reading. Absent: not measured; null: its meter is silent. */
export interface HousePower {
  readonly gridW?: number | null;
  readonly solarW?: number | null;
  readonly batteryW?: number | null;
  readonly houseW?: number | null;
}

/** Parts of one. */
export interface Shares {
  readonly solar: number;
  readonly battery: number;
}

export const ALL_GRID: Shares = { solar: 0, battery: 0 };

/** What part of the cars' draw is sun and battery; the rest is grid. */
export function sharesOf({ gridW, solarW, batteryW = 0 }: HousePower, carsW: number): Shares {
  if (typeof gridW !== 'number' || batteryW === null || carsW <= 0) return ALL_GRID;
  const restW = carsW - Math.min(carsW, Math.max(0, gridW));
  const exportW = Math.max(0, -gridW);
  const batteryPartW = Math.min(restW, Math.max(0, batteryW - exportW));
  const solarPartW = Math.min(restW - batteryPartW, Math.max(0, solarW ?? Number.POSITIVE_INFINITY));
  return { solar: solarPartW / carsW, battery: batteryPartW / carsW };
}
