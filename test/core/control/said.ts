import type { OcppStatus } from '../../../core/model/charger.js';
import { amps, type MonoMs, monoMs } from '../../../core/model/units.js';
import type { House } from './house.js';

interface Said {
  readonly connectorId?: number;
  readonly fault?: string;
  /** Seconds from now; earlier where below 0. */
  readonly inS?: number;
}
export function says(house: House, status: OcppStatus, { connectorId = 1, fault, inS = 0 }: Said = {}): void {
  const takenAt = monoMs(house.now.monoMs + inS * 1000);
  const told = fault === undefined ? null : { errorCode: fault, since: house.now.wallMs };
  house.tell({ kind: 'status', chargerId: 'a', connectorId, status, fault: told, takenAt });
}
export const sample = (house: House, currentA: readonly number[], takenAt: MonoMs = house.now.monoMs): void =>
  house.tell({
    kind: 'sample',
    chargerId: 'a',
    sample: { takenAt, takenAtWall: house.now.wallMs, currentA: currentA.map(amps) },
  });
