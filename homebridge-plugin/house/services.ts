import type { ChargerSnapshot, SiteSnapshot } from '../../core/index.js';
import { wattsAsLux } from '../light-sensor.js';
import type { HomeKitOptions } from '../options.js';
import { sensor } from '../sensor.js';
import type { ServicePlan } from '../service-plan.js';
import type { HouseSays } from './house-watch.js';

/** What the services of the house are a function of. */
export interface HouseSeen {
  readonly site: SiteSnapshot;
  readonly says: HouseSays;
}

type HouseLabel = (
  word: 'surplus' | 'surplusPower' | 'gridPower' | 'solarPower' | 'gridDirection' | 'limited',
) => string;

/** Limits that come from the supply rather than from a user or the sun. */
const LOAD_LIMITS: readonly ChargerSnapshot['reason'][] = [
  'main-fuse',
  'circuit-fuse',
  'sharing',
  'phase-balance',
  'external-limit',
];

/** Whether the supply holds a charger back. Of the sun it may have its share, or its turn, without that. */
const isLimited = ({ sources }: ChargerSnapshot): boolean =>
  sources.some((source) => LOAD_LIMITS.includes(source) && !(source === 'sharing' && sources.includes('surplus')));

/** The services of the house's accessory, as the options want them; none means no accessory. */
export function houseServices(label: HouseLabel, options: HomeKitOptions): readonly ServicePlan<HouseSeen>[] {
  return [
    ...sensor<HouseSeen>(options.surplusAs, {
      subtype: 'surplus',
      label: label('surplus'),
      contact: 'open-while',
      is: ({ site, says }) => (site.surplusW === null ? null : says.surplus),
    }),
    ...sensor<HouseSeen>(options.gridDirectionAs, {
      subtype: 'grid-direction',
      label: label('gridDirection'),
      contact: 'open-while',
      is: ({ site, says }) => (site.gridW === null ? null : says.exporting),
    }),
    ...sensor<HouseSeen>(options.limitedAs, {
      subtype: 'limited',
      label: label('limited'),
      contact: 'open-while',
      is: ({ site }) => site.chargers.some(isLimited),
    }),
    ...(options.surplusPower
      ? [wattsAsLux<HouseSeen>('surplus-power', label('surplusPower'), ({ site }) => site.surplusW)]
      : []),
    ...(options.gridPower ? [wattsAsLux<HouseSeen>('grid-power', label('gridPower'), ({ site }) => site.gridW)] : []),
    ...(options.solarPower ? [wattsAsLux<HouseSeen>('pv-power', label('solarPower'), ({ site }) => site.solarW)] : []),
  ];
}
