import { join } from 'node:path';
import { settingsShown } from '../chargers/configuration.js';
import type { Maintenance } from '../chargers/maintenance.js';
import { MODELS } from '../chargers/models.js';
import type { ChargerIdentity } from '../model/charger.js';
import { EXPORTS, type ExportQuery } from '../model/export.js';
import { LANGUAGES } from '../model/language.js';
import { demandNumber } from '../model/outside-number.js';
import type { SiteFacts } from '../model/site-facts.js';
import type { Row, SiteQuery } from '../model/site-query.js';
import type { ChargerGateway } from '../ports/charger-gateway.js';
import type { Clock } from '../ports/clock.js';
import type { ExportHouse } from '../ports/record-store.js';
import { errorIn } from '../words/error-text.js';
import { chargersNamed } from './chargers-named.js';
import type { ResolvedConfig } from './config-schema.js';
import type { LogOnce } from './log-once.js';
import type { MeterDesk } from './meter-desk.js';
import { keepMonthlyReports } from './monthly-report.js';
import { oneOf } from './read-wish.js';
import { WhatIfDesk, type WhatIfDeskParts } from './what-if-desk.js';

/** What the desk needs of the running site. */
interface QueryDeskParts extends WhatIfDeskParts {
  readonly meters: MeterDesk;
  readonly gateway: ChargerGateway;
  readonly maintenance: Maintenance;
  /** The one charger of that id or name, or a refusal. */
  readonly chargerId: (name: string) => string;
}

/** Answers what hosts ask: records and files of them, and what chargers and meters say of themselves. */
export class QueryDesk {
  readonly whatIf: WhatIfDesk;
  readonly #parts: QueryDeskParts;

  constructor(parts: QueryDeskParts) {
    this.#parts = parts;
    this.whatIf = new WhatIfDesk(parts);
  }

  /** Rejects in the language of the site. */
  async answer(query: SiteQuery): Promise<readonly Row[]> {
    try {
      return await this.#answer(query);
    } catch (error) {
      throw errorIn(this.#parts.state().facts.language, error);
    }
  }

  async #answer(query: SiteQuery): Promise<readonly Row[]> {
    const { store, state, meters, gateway, maintenance, chargerId } = this.#parts;
    const { facts, wishes } = state();
    switch (query.what) {
      case 'meters':
        return meters.rows().map((row) => ({ ...row }));
      case 'meter-search':
        return meters.search ? [{ ...meters.search }] : [];
      case 'what-if':
        return this.whatIf.run ? [{ ...this.whatIf.run }] : [];
      case 'cards':
        return wishes.cards.map(({ expiresAt, ...card }) => ({
          ...card,
          ...(expiresAt !== undefined && { expiresAt: new Date(expiresAt).toISOString() }),
        }));
      case 'adopted':
        return wishes.adopted.map((adoption) => ({ ...adoption }));
      case 'trace':
        return gateway.trace(chargerId(query.charger));
      case 'diagnostics':
        return (await maintenance.received(chargerId(query.charger))).map((file) => ({ ...file }));
      case 'configuration': {
        const id = chargerId(query.charger);
        const model = facts.chargers.find((charger) => charger.id === id)?.model ?? 'generic';
        return settingsShown(await gateway.call(id, 'GetConfiguration', {}), MODELS[model]);
      }
      case 'export':
        demandExport(query);
        return [{ ...(await store.exportFile(byId(query, facts), this.#house())) }];
      case 'charges': {
        const last = query.last === undefined ? {} : { last: Math.round(demandNumber(query.last, 'last', LAST)) };
        return store.query({ ...byId(query, facts), ...last });
      }
      case 'statistics':
        oneOf('by', query.by, PERIODS);
        if (query.split !== undefined) oneOf('split', query.split, SPLITS);
        return store.query(byId(query, facts));
      case 'why': {
        const told = await store.query(byId(query, facts));
        // One that has left the site may have records; of one that never was there is nothing to tell.
        if (told.length === 0 && query.charger !== undefined) chargerId(query.charger);
        // Of now only for those that are there now.
        const ofNow = query.at === undefined && query.charger === undefined;
        return ofNow ? told.filter((row) => facts.chargers.some(({ id }) => id === row['chargerId'])) : told;
      }
      default:
        return store.query(byId(query, facts));
    }
  }

  /** Writes the report of each month that is over, where that is wished. Returns how to end it. */
  keepReports({ storage, monthlyReport: as }: ResolvedConfig, clock: Clock, once: LogOnce): () => void {
    if (as === 'off') return () => undefined;
    const { say, state, store } = this.#parts;
    const make = (query: ExportQuery) => store.exportFile(query, this.#house());
    const reader = () => ({ ...state().facts, nowMs: clock.now().wallMs });
    return keepMonthlyReports({ folder: join(storage, 'reports'), as, clock, once, say, reader, make });
  }

  #house(): ExportHouse {
    const { facts, chargers, wishes } = this.#parts.state();
    return {
      site: facts.name,
      chargers: Object.fromEntries(
        facts.chargers.map(({ id, name }) => [id, { name, serialNumber: serialOf(chargers[id]?.identity) }]),
      ),
      cards: Object.fromEntries(wishes.cards.map((card) => [card.idTag, card.name])),
    };
  }
}

const PERIODS = ['day', 'month', 'year'] as const;
const SPLITS = ['charger', 'card'] as const;
const LAST = { from: 1, to: 1_000_000 };

/** What counts the energy: the meter where it tells its number, else the charger. */
export const serialOf = (identity: ChargerIdentity | undefined): string | undefined =>
  identity?.meterSerialNumber || identity?.serialNumber || undefined;

/** Flows ask too: whatever they name must be there. */
function demandExport({ of, as, by, split, language, separator, decimal, ratePerKWh }: ExportQuery): void {
  oneOf('of', of, EXPORTS);
  if (as !== undefined) oneOf('as', as, ['xlsx', 'csv']);
  if (by !== undefined) oneOf('by', by, PERIODS);
  if (split !== undefined) oneOf('split', split, SPLITS);
  if (language !== undefined) oneOf('language', language, LANGUAGES);
  if (separator !== undefined) oneOf('separator', separator, [',', ';']);
  if (decimal !== undefined) oneOf('decimal', decimal, ['.', ',']);
  if (ratePerKWh !== undefined) demandNumber(ratePerKWh, 'ratePerKWh', { from: 0, to: 1000 });
}

/** A charger may be asked for by its name too; one that was forgotten still has its records under its id. */
function byId<Q extends SiteQuery>(query: Q, { chargers }: SiteFacts): Q {
  if (!('charger' in query) || !query.charger) return query;
  const { charger } = query;
  const [known] = chargersNamed(chargers, charger);
  return { ...query, charger: known?.id ?? charger };
}
