import type { OwnRegisterMap } from '../../model/config.js';
import { ToldError } from '../../model/error-texts.js';
import { ownMap, type RegisterMap } from '../register-map.js';
import { ABB } from './abb.js';
import { ACREL } from './acrel.js';
import { CARLO_GAVAZZI } from './carlo-gavazzi.js';
import { CHINT } from './chint.js';
import { EASTRON } from './eastron.js';
import { HYBRIDS } from './hybrids.js';
import { INVERTERS } from './inverters.js';
import { NETWORK_METERS } from './network-meters.js';
import { PANEL_METERS } from './panel-meters.js';
import { SIEMENS } from './siemens.js';
import { SUNSPEC_PRODUCTS, type SunspecProduct } from './sunspec-products.js';

/** Every register map, by maker. */
export const REGISTER_MAPS: readonly RegisterMap[] = [
  ...CHINT,
  ...EASTRON,
  ...CARLO_GAVAZZI,
  ...ABB,
  ...ACREL,
  ...PANEL_METERS,
  ...SIEMENS,
  ...NETWORK_METERS,
  ...INVERTERS,
  ...HYBRIDS,
];

/** Id and name of every known map, for dialogs. */
export const METER_MAPS: readonly { readonly id: string; readonly name: string }[] = [
  ...REGISTER_MAPS,
  ...SUNSPEC_PRODUCTS,
].map(({ id, name }) => ({ id, name }));

/** The product read by SunSpec discovery under that name, if it is one. */
export const sunspecProduct = (map: unknown): SunspecProduct | undefined =>
  SUNSPEC_PRODUCTS.find(({ id }) => id === map);

/** The map named, or the user's own. Throws BAD_CONFIG naming the nearest ids. */
export function mapOf(map: string | OwnRegisterMap): RegisterMap {
  if (typeof map !== 'string') return ownMap(map);
  const found = REGISTER_MAPS.find(({ id }) => id === map);
  if (found) return found;
  const word = map.toLowerCase().split(/[^a-z0-9]+/)[0] ?? '';
  const near = METER_MAPS.map(({ id }) => id).filter((id) => word !== '' && id.includes(word));
  const choice = (near.length > 0 ? near : METER_MAPS.map(({ id }) => id)).join(', ');
  throw new ToldError('BAD_CONFIG', 'map-unknown', { name: map, choice });
}
