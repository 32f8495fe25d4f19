import { waitsForStart } from '../../core/index.js';
import { EVE_CHARACTERISTICS, type ServicePlan, type Values } from '../service-plan.js';
import { ask, type ChargerSeen, currentSeen } from './charger-seen.js';

/*
 * The outlet: On is the wish "may charge", OutletInUse is current that really flows. The mode is not its business.
 *  1. on: start, which counts as a card; whether a lock stands against it the site decides, since a scene may unlock too
 *  2. off: stop, held at 0 A
 *  3. where a start is what is waited for (it is out of service, waits for a card, or its charge is over), it is off: a tile
 *     that is on could only be switched off
 */
export const charging = (label: string, eve: boolean): ServicePlan<ChargerSeen> => ({
  service: 'Outlet',
  subtype: 'charging',
  label,
  primary: true,
  calm: EVE_CHARACTERISTICS,
  values: (seen) => ({
    On: !waitsForStart(seen.charger),
    OutletInUse: currentSeen(seen.charger) ?? undefined,
    ...(eve ? eveValues(seen) : {}),
  }),
  writes: {
    On: (on, seen) => ask(seen, { charge: on ? 'start' : 'stop' }),
  },
});

function eveValues({ charger: { powerW, energyWh, voltageV, currentA } }: ChargerSeen): Values {
  return {
    EvePowerW: Math.max(0, Math.round(powerW)),
    EveEnergyKWh: energyWh === null ? undefined : Math.max(0, Math.round(energyWh)) / 1000,
    EveVoltageV: voltageV.length > 0 ? Math.round(Math.max(...voltageV)) : undefined,
    EveCurrentA: currentA.length > 0 ? Math.max(0, Math.round(Math.max(...currentA) * 10) / 10) : undefined,
  };
}
