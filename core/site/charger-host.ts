import { authorization, startReason } from '../control/permit/authorization.js';
import type { SiteState } from '../control/site-state.js';
import type { ChargerAbilities } from '../model/charger.js';
import { detailIn, type Say, told } from '../model/error-texts.js';
import type { Observation } from '../model/event.js';
import type { ChargerHost, ChargerNotice, TransactionStart, TransactionStop } from '../ports/charger-gateway.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { ChargerKeys } from './charger-keys.js';
import type { ResolvedConfig } from './config-schema.js';
import type { Ledger } from './ledger.js';

/** What the chargers' side may ask of the running site. */
interface HouseParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly say: Say;
  readonly config: ResolvedConfig;
  readonly abilities: Readonly<Record<string, ChargerAbilities>>;
  readonly ledger: Ledger;
  readonly state: () => SiteState;
  readonly observe: (observation: Observation) => void;
  readonly keys: ChargerKeys;
  /** A card was shown: the name it was learned under just now. */
  readonly learned: (idTag: string) => string | undefined;
  readonly pendingChanged: () => void;
  readonly notice: (chargerId: string, notice: ChargerNotice) => void;
}

/** The house as the OCPP side sees it: whom it lets charge, and where charges are written down before they are answered. */
export function chargerHost(parts: HouseParts): ChargerHost {
  const { clock, log, say, ledger, observe } = parts;
  const passwords = new Map(parts.config.chargers.map((charger) => [charger.id, charger.password]));
  const connectorOf = (chargerId: string): number => parts.state().chargers[chargerId]?.facts.connectorId ?? 1;
  async function stopTransaction(stop: TransactionStop): Promise<void> {
    const { transactionId, meterStopWh, reason, paused } = stop;
    const before = ledger.renamedFrom(transactionId, stop.chargerId);
    if (before) log.warn(say(told('charger-renamed', { charger: stop.chargerId, before })));
    const chargerId = before ?? stop.chargerId;
    try {
      await ledger.end({ ...stop, chargerId });
    } catch (error) {
      const detail = detailIn(say, error);
      log.error(say(told('charge-end-not-kept', { number: `${transactionId}`, detail })));
      throw error;
    }
    observe({ kind: 'transaction-ended', chargerId, transactionId, meterStopWh, reason, ...(paused && { paused }) });
  }

  /** A charge that was begun under another name ends there, where it goes on under this one. */
  async function withoutFormerName({ adopted, ...start }: TransactionStart): Promise<TransactionStart> {
    const { chargerId, meterStartWh: meterStopWh, startedAt: stoppedAt, late } = start;
    if (!adopted || !ledger.renamedFrom(adopted.transactionId, chargerId))
      return { ...start, ...(adopted && { adopted }) };
    await stopTransaction({ ...adopted, chargerId, meterStopWh, stoppedAt, reason: 'Other', late });
    return start;
  }

  return {
    clock,
    log,
    say,
    observe,
    abilities: (chargerId) => parts.state().chargers[chargerId]?.abilities ?? parts.abilities[chargerId],
    admits: (chargerId, fits) => parts.keys.admits(chargerId, passwords.get(chargerId) || undefined, fits),
    runningTransaction: (chargerId) => ledger.running(chargerId, connectorOf(chargerId)),
    pendingChanged: parts.pendingChanged,
    notice: parts.notice,

    authorize(chargerId, idTag) {
      const learned = parts.learned(idTag);
      const status = authorization(parts.state(), chargerId, idTag, clock.now());
      observe({ kind: 'card', chargerId, idTag, accepted: status === 'Accepted', ...(learned && { learned }) });
      return status;
    },

    async startTransaction(given) {
      const { chargerId, idTag } = given;
      const now = clock.now();
      const believed = given.adopted ? ledger.startedBy(given.adopted.transactionId) : undefined;
      const startedBy = believed ?? (given.late ? 'offline' : startReason(parts.state(), chargerId, idTag, now));
      const status = given.adopted ? 'Accepted' : authorization(parts.state(), chargerId, idTag, now);
      const start = await withoutFormerName(given);
      // A charge at another connector than the one that is steered is recorded, and nothing more.
      const elsewhere = start.connectorId > 0 && start.connectorId !== connectorOf(chargerId);
      const { number: transactionId, runs } = await ledger.begin(start, startedBy, !elsewhere);
      const known = ledger.running(chargerId, connectorOf(chargerId));
      if (runs && !elsewhere && (!start.late || given.adopted)) {
        observe({
          kind: 'transaction-started',
          chargerId,
          transaction: {
            transactionId,
            idTag,
            startedAt: start.startedAt,
            meterStartWh: known?.transactionId === transactionId ? known.meterStartWh : start.meterStartWh,
            startedBy,
          },
        });
      }
      return { transactionId, status, startedBy };
    },

    stopTransaction,
  };
}
