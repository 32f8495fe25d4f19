import type { ChargeProgress } from '../ports/record-store.js';

/*
 * What a running charge has taken so far, and how much of it was sun. Energy comes from the charger's register alone;
 * each step of the register is split by the sun's share at that moment, so that the shares always sum to the register.
 */

export interface ChargeAccount {
  readonly number: number;
  readonly meterStartWh: number;
  readonly lastWh: number;
  readonly solarWh: number;
  readonly gridWh: number;
  readonly peakW: number;
  /** Sun's share of the last step, 0–1; the remainder at the end is split by it. */
  readonly solarShare: number;
}

export const openAccount = (number: number, meterStartWh: number): ChargeAccount => ({
  number,
  meterStartWh,
  lastWh: meterStartWh,
  solarWh: 0,
  gridWh: 0,
  peakW: 0,
  solarShare: 0,
});

/** An account that goes on after a restart, from its record. */
export const reopenAccount = (kept: ChargeProgress & { readonly meterStartWh: number }): ChargeAccount => ({
  ...openAccount(kept.number, kept.meterStartWh),
  lastWh: kept.meterStartWh + kept.energyWh,
  solarWh: kept.solarWh,
  gridWh: kept.gridWh,
  peakW: kept.peakW,
});

/** The account after the register was read. A register that went back is not believed. */
export function booked(
  account: ChargeAccount,
  registerWh: number,
  solarShare: number = account.solarShare,
  powerW = 0,
): ChargeAccount {
  const stepWh = Math.max(0, registerWh - account.lastWh);
  return {
    ...account,
    lastWh: account.lastWh + stepWh,
    solarWh: account.solarWh + stepWh * solarShare,
    gridWh: account.gridWh + stepWh * (1 - solarShare),
    peakW: Math.max(account.peakW, powerW),
    solarShare,
  };
}

/** How it stands, in whole watt-hours whose shares sum to the energy. */
export function progress(account: ChargeAccount): ChargeProgress {
  const energyWh = Math.round(account.lastWh - account.meterStartWh);
  const solarWh = Math.min(energyWh, Math.round(account.solarWh));
  return { number: account.number, energyWh, solarWh, gridWh: energyWh - solarWh, peakW: Math.round(account.peakW) };
}

/**
 * Sun's share of what all cars draw: what the grid does not deliver. Import is the house's last resort and the cars'
 * first fault: the house always comes first, so the cars are charged with all of it up to their own draw.
 */
export function solarShareOf(gridW: number | undefined, chargersW: number): number {
  if (gridW === undefined || chargersW <= 0) return 0;
  return Math.min(1, Math.max(0, 1 - Math.max(0, gridW) / chargersW));
}
