import type { ChargerSnapshot, SiteSnapshot } from '../../core/index.js';
import type { HeldSite } from './held-site.js';

/** What the editor shows of a charger. Whose card it was is not for everybody who may look. */
const ofCharger = (charger: ChargerSnapshot) => {
  const { id, name, online, state, mode, powerW, because, allowed, locked, boost, offeredA, maxA, currentA } = charger;
  const { nextChangeAt, session, fault, writesLastHour, writesPerHour } = charger;
  return {
    ...{ id, name, online, state, mode, powerW, because, allowed, locked, boost, offeredA, maxA, currentA },
    ...{ nextChangeAt, fault, writesLastHour, writesPerHour },
    session: session && { energyWh: session.energyWh, solarWh: session.solarWh },
  };
};

const ofHouse = ({ solarW, houseW, chargersW, gridW, batteryW, batterySocPct, at }: SiteSnapshot) => {
  return { solarW, houseW, chargersW, gridW, batteryW, batterySocPct, at };
};

/** What the editor shows of a running hub. No secrets, no cards. With `since` also the moments after it, '' for all. */
export function glance(held: HeldSite | undefined, since?: string): Readonly<Record<string, unknown>> {
  const snapshot = held?.snapshot();
  const standing = held?.standing;
  return {
    standing: standing?.is ?? 'absent',
    error: standing?.is === 'failed' ? { code: standing.error.code, message: standing.error.message } : null,
    online: snapshot?.online ?? false,
    chargerUrl: snapshot?.chargerUrl ?? null,
    pending: snapshot?.pending ?? [],
    meters: snapshot?.meters ?? {},
    house: snapshot ? ofHouse(snapshot) : null,
    chargers: (snapshot?.chargers ?? []).map(ofCharger),
    ...(since === undefined ? {} : { hour: held?.hour.since(since) ?? [] }),
  };
}
