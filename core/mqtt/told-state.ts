import type { ChargerSnapshot, SiteSnapshot } from '../model/snapshot.js';

/*
 * What the broker is told. Everybody there can read it, so that no card, serial number or identity is in it. Each has
 * `facts`, whose change is told at once; measured values can wait.
 */

export interface ToldState {
  readonly payload: Readonly<Record<string, unknown>>;
  readonly facts: string;
}

export function toldSite(site: SiteSnapshot): ToldState {
  const { policy, preset, balance, meters } = site;
  const { name, gridW, solarW, batteryW, batterySocPct, houseW, chargersW, surplusW, gridA, headroomA } = site;
  const { fuseA, phases, imbalancePct, pricePerKWh, pricesUntil, forecastW, forecastUntil, at } = site;
  return {
    payload: {
      ...{ name, policy, preset, gridW, solarW, batteryW, batterySocPct, houseW, chargersW, surplusW },
      ...{ gridA, headroomA, fuseA, phases, imbalancePct, balance },
      ...{ pricePerKWh, pricesUntil, forecastW, forecastUntil, meters, at },
    },
    facts: JSON.stringify([policy, preset, Object.values(meters).map(({ ok }) => ok)]),
  };
}

export function toldCharger(charger: ChargerSnapshot): ToldState {
  const { online, state, status, plugged, locked, lockedNext, allowed, access, mode, boost, timers } = charger;
  const { priority, readyBy, cheapUpTo, limit, reserve } = charger;
  const { reason, sources, because, nextChangeAt, userLimitA, limitA, offeredA, ecoPlusA, fault, alarm } = charger;
  const { id, name, minA, maxA, phases, currentA, voltageV, powerW, energyWh, socPct, session, at } = charger;
  return {
    payload: {
      ...{
        id,
        name,
        online,
        state,
        status,
        plugged,
        locked,
        lockedNext,
        allowed,
        access,
        mode,
        ecoPlusA,
        boost,
        timers,
      },
      ...{ priority, readyBy, cheapUpTo, limit, reserve: reserve && { until: reserve.until } },
      ...{ reason, sources, because, nextChangeAt, userLimitA, limitA, offeredA, minA, maxA, phases },
      ...{ currentA, voltageV, powerW, energyWh, socPct, session: session && withoutCard(session), fault, alarm, at },
    },
    facts: JSON.stringify([
      ...[online, state, plugged, locked, lockedNext, allowed, access, mode, boost, timers],
      ...[priority, readyBy, cheapUpTo, limit, reserve?.until],
      ...[reason, userLimitA, limitA, offeredA, ecoPlusA, fault, session?.id],
    ]),
  };
}

const withoutCard = ({ idTag: _, ...session }: NonNullable<ChargerSnapshot['session']>) => session;

/** Payloads that say the same but for their instant. */
export const sayTheSame = (a: ToldState['payload'], b: ToldState['payload']): boolean =>
  JSON.stringify({ ...a, at: 0 }) === JSON.stringify({ ...b, at: 0 });
