import type { ChargerGateway, ChargerHost } from '../ports/charger-gateway.js';
import type { CentralSystemOptions } from './options.js';

export type { CentralSystemOptions } from './options.js';

/** Opens the OCPP 1.6J server side. Sockets come in through `upgrade`; nothing listens here. */
export function openCentralSystem(_host: ChargerHost, _options: CentralSystemOptions = {}): ChargerGateway {
  throw new Error('being built');
}
