import { openCentralSystem } from '../chargers/central-system.js';
import { abilitiesOf } from '../chargers/models.js';
import { serveLink } from '../link/serve-link.js';
import { Buses } from '../meters/bus/buses.js';
import { findMeters } from '../meters/find-meters.js';
import { openMeters } from '../meters/open-meters.js';
import type { ChargerFacts } from '../model/charger.js';
import type { SiteConfig } from '../model/config.js';
import { SurplugError } from '../model/error.js';
import { detailIn, type Say, told } from '../model/error-texts.js';
import { languageOf } from '../model/language.js';
import type { Site } from '../model/site.js';
import { publishSite } from '../mqtt/publish-site.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Kept, RecordStore } from '../ports/record-store.js';
import { openRecordStore } from '../records/open-record-store.js';
import { complaintLine } from '../words/config-text.js';
import { errorIn, toldIn } from '../words/error-text.js';
import { adoptedComplaints } from './change-wishes.js';
import type { ResolvedConfig } from './config-schema.js';
import { LogOnce } from './log-once.js';
import { resolveConfig } from './parse-config.js';
import { RunningSite } from './running-site.js';
import { runningTransactions, siteFacts } from './site-facts.js';
import { systemClock } from './system-clock.js';

/**
 * Opens a site: listens for chargers, reads meters, decides. Resolves once the port is bound and the records are read;
 * a meter or a charger that is missing is waited for, not complained of.
 * Rejects with BAD_CONFIG (every complaint, a line each), PORT_IN_USE or NODE_TOO_OLD; nothing is left open then.
 */
export async function openSite(config: SiteConfig, log: Log, clock: Clock = systemClock()): Promise<Site> {
  const parsed = resolveConfig(config);
  if ('complaints' in parsed) {
    const language = languageOf(config.language);
    throw new SurplugError('BAD_CONFIG', parsed.complaints.map((one) => complaintLine(language, one)).join('\n'));
  }
  const resolved = parsed.config;
  const { language } = resolved;
  const say: Say = (what) => toldIn(language, what);
  const store = await openRecords(resolved, { log, clock, say });
  try {
    const kept = await store.load();
    for (const remark of kept.remarks) log.warn(say(remark));
    for (const line of adoptedComplaints(resolved, kept.wishes.adopted)) log.warn(line);
    const facts = siteFacts(resolved, kept.wishes.adopted);
    const transactions = runningTransactions(kept.openCharges);
    const { wishes, memory } = kept;
    const abilities = { ...kept.abilities, ...abilitiesByNow(facts.chargers, kept.abilities) };
    const buses = new Buses(clock);
    const site = new RunningSite({
      config: resolved,
      opened: { kind: 'opened', facts, wishes, kept: { abilities, memory, transactions } },
      kept,
      store,
      clock,
      log,
      say,
      openGateway: (host) =>
        openCentralSystem(host, { chargers: facts.chargers, requiresCertificate: mustShowCertificate(resolved) }),
      openMeters: (listener, chargers) => {
        const { phases, voltageV, reserveA } = facts;
        const world = { phases, voltageV, reserveA, listener, clock, log, say, chargers };
        return openMeters(resolved.meters, world, buses);
      },
      findMeters: (request, host) => findMeters(request, { clock, buses, ...host }),
      openLink: (face) => openToOutside(face, resolved, { log, clock, say }),
    });
    await site.open();
    return site;
  } catch (error) {
    await store.close().catch((closing: unknown) => {
      log.error(say(told('while-closing', { detail: detailIn(say, closing) })));
    });
    throw errorIn(language, error);
  }
}

/** What each model can do, as far as the charger has not shown otherwise. */
const abilitiesByNow = (chargers: readonly ChargerFacts[], kept: Kept['abilities']): Kept['abilities'] =>
  Object.fromEntries(chargers.map(({ id, model }) => [id, abilitiesOf(model, kept[id])]));

interface Surroundings {
  readonly log: Log;
  readonly clock: Clock;
  readonly say: Say;
}

/** Whoever looks at the site from outside: other hosts, and a broker. */
function openToOutside(
  site: Site,
  { language, link, mqtt }: ResolvedConfig,
  { log, clock, say }: Surroundings,
): ReturnType<typeof serveLink> {
  const served = serveLink({ site, token: link.token, allowRemote: link.remote, log, clock, say });
  if (!mqtt) return served;
  const once = new LogOnce(log, clock, say);
  const published = publishSite({ site, config: mqtt, language, clock, say, once });
  return { ...served, close: async () => void (await Promise.all([served.close(), published.close()])) };
}

/** Security profile 3: which chargers are let in with a certificate in their own name only. */
const mustShowCertificate = ({ chargers }: ResolvedConfig) => {
  const strict = new Set(chargers.filter((charger) => charger.clientCertificate).map((charger) => charger.id));
  return (chargerId: string): boolean => strict.has(chargerId);
};

/** Rejects with NODE_TOO_OLD only, in the language of the site; whatever the disk refuses goes to the log. */
async function openRecords(
  { storage, language, retentionYears, timeZone }: ResolvedConfig,
  { log, clock, say }: Surroundings,
): Promise<RecordStore> {
  try {
    return await openRecordStore(storage, {
      log,
      clock,
      language,
      say,
      retentionDays: Math.ceil(retentionYears * 365.25),
      ...(timeZone && { timeZone }),
    });
  } catch (error) {
    throw errorIn(language, error);
  }
}
