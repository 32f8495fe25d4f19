import { type ChargerSnapshot, homeAddress, type SiteSnapshot, waitsForStart } from '../../core/index.js';
import type { HeldSite } from './held-site.js';
import type { Glance, SeenCharger, SeenHouse } from './seen.js';

function ofCharger(charger: ChargerSnapshot): SeenCharger {
  const { id, name, online, state, mode, powerW, because, locked, boost, offeredA, maxA, currentA } = charger;
  const { userLimitA, limit, readyBy, cheapUpTo, reserve } = charger;
  const { nextChangeAt, session, fault, writesLastHour, writesPerHour } = charger;
  return {
    ...{ id, name, online, state, mode, powerW, because, locked, boost, offeredA, maxA, currentA },
    ...{ userLimitA, limit, readyBy, cheapUpTo, nextChangeAt, fault, writesLastHour, writesPerHour },
    waitsForStart: waitsForStart(charger),
    session: session && { energyWh: session.energyWh, solarWh: session.solarWh },
    reserve: reserve && { until: reserve.until },
  };
}

function ofHouse({ solarW, houseW, chargersW, gridW, batteryW, batterySocPct, timeZone, at }: SiteSnapshot): SeenHouse {
  return { solarW, houseW, chargersW, gridW, batteryW, batterySocPct, timeZone, at };
}

/** What the editor shows of a running hub. With `since` also the moments after it, '' for all. */
export function glance(held: HeldSite | undefined, since?: string): Glance {
  const snapshot = held?.snapshot();
  const standing = held?.standing;
  return {
    standing: standing?.is ?? 'absent',
    error: standing?.is === 'failed' ? { code: standing.error.code, message: standing.error.message } : null,
    online: snapshot?.online ?? false,
    machine: homeAddress(),
    // Of a site whose owner has not answered yet it is empty.
    chargerUrls: [snapshot?.chargerUrl, snapshot?.secureChargerUrl].flatMap((url) => (url ? [url] : [])),
    pending: snapshot?.pending ?? [],
    meters: snapshot?.meters ?? {},
    house: snapshot ? ofHouse(snapshot) : null,
    chargers: (snapshot?.chargers ?? []).map(ofCharger),
    ...(since === undefined ? {} : { hour: held?.hour.since(since) ?? [] }),
  };
}
