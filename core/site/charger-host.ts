import { authorization } from '../control/permit/authorization.js';
import type { ChargerAbilities } from '../model/charger.js';
import type { ChargerHost, ChargerNotice } from '../ports/charger-gateway.js';
import type { ChargerKeys } from './charger-keys.js';
import type { ResolvedConfig } from './config-schema.js';
import { HeardTransactions, type TransactionParts } from './heard-transactions.js';

/** What the chargers' side may ask of the running site. */
interface HouseParts extends TransactionParts {
  readonly config: ResolvedConfig;
  readonly abilities: Readonly<Record<string, ChargerAbilities>>;
  readonly keys: ChargerKeys;
  /** A card was shown: the name it was learned under just now. */
  readonly learned: (idTag: string) => string | undefined;
  readonly pendingChanged: () => void;
  readonly notice: (chargerId: string, notice: ChargerNotice) => void;
}

/** The house as the OCPP side sees it: whom it lets charge, and where charges are written down before they are answered. */
export function chargerHost(parts: HouseParts): ChargerHost {
  const { clock, log, say, state, observe, pendingChanged, notice } = parts;
  const passwords = new Map(parts.config.chargers.map((charger) => [charger.id, charger.password]));
  const transactions = new HeardTransactions(parts);
  return {
    ...{ clock, log, say, observe, pendingChanged, notice },
    abilities: (chargerId) => state().chargers[chargerId]?.abilities ?? parts.abilities[chargerId],
    admits: (chargerId, fits) => parts.keys.admits(chargerId, passwords.get(chargerId) || undefined, fits),
    authorize(chargerId, idTag) {
      const learned = parts.learned(idTag);
      const status = authorization(state(), chargerId, idTag, clock.now());
      observe({ kind: 'card', chargerId, idTag, accepted: status === 'Accepted', ...(learned && { learned }) });
      return status;
    },
    runningTransaction: (chargerId) => transactions.running(chargerId),
    startTransaction: (start) => transactions.start(start),
    stopTransaction: (stop) => transactions.stop(stop),
  };
}
