import type { API, PlatformAccessory } from 'homebridge' with { 'resolution-mode': 'import' };
import type { ChargerSnapshot, CommandAnswer, Log, Site, SiteCommand, SiteSnapshot } from '../core/index.js';
import { messageOf } from '../core/index.js';
import { chargerInformation, inform } from './accessory-information.js';
import type { ChargerSeen } from './charger/charger-seen.js';
import { chargerServices } from './charger/services.js';
import { chargerNames } from './charger-names.js';
import { hapVocabulary } from './hap-vocabulary.js';
import { type HouseSeen, houseServices } from './house/services.js';
import { NO_SURPLUS, type SurplusWatch, watchSurplus } from './house/surplus-watch.js';
import { PLATFORM_NAME, PLUGIN_NAME } from './names.js';
import type { HomeKitOptions } from './options.js';
import { type AccessoryHost, ShownAccessory } from './shown-accessory.js';
import { SiteTold } from './site-told.js';
import { LABELS, type Language, say } from './words.js';

export interface SiteInHomeParts {
  readonly site: Site;
  readonly api: API;
  readonly log: Log;
  readonly options: HomeKitOptions;
  readonly language: Language;
  /** Accessories of earlier runs, by UUID; those that belong to nothing any more leave Home. */
  readonly cached: Map<string, PlatformAccessory>;
}

/** Categories of HomeKit: the icon of a tile. */
const OUTLET = 7;
const SENSOR = 10;
const DEFAULT_BOOST_S = 3600;

/** A site as accessories: one per charger, one for the house, kept in step with every state the site tells. */
export class SiteInHome {
  readonly #parts: SiteInHomeParts;
  readonly #host: AccessoryHost;
  readonly #chargers = new Map<string, ShownAccessory<ChargerSeen>>();
  readonly #told: SiteTold;
  readonly #stopListening: () => void;
  #house: ShownAccessory<HouseSeen> | undefined;
  #surplus: SurplusWatch = NO_SURPLUS;
  #look: NodeJS.Timeout | undefined;

  constructor(parts: SiteInHomeParts) {
    this.#parts = parts;
    const { site, api, log, language } = parts;
    this.#told = new SiteTold(log, language);
    this.#host = {
      hap: api.hap,
      vocabulary: hapVocabulary(api.hap),
      ask: (command) => this.#ask(command),
      refused: (accessory, error) =>
        log.warn(say(language, 'refused', { name: accessory.displayName, message: messageOf(error) })),
      save: (accessory) => api.updatePlatformAccessories([accessory]),
    };
    this.#stopListening = site.on((event) => {
      if (event.event === 'state') this.#show(event.snapshot);
    });
    this.#show(site.snapshot());
  }

  close(): void {
    this.#stopListening();
    clearTimeout(this.#look);
    for (const shown of [...this.#chargers.values(), this.#house]) shown?.close();
  }

  async #ask(command: SiteCommand): Promise<void> {
    const answer = await this.#parts.site.command(command);
    this.#show(withAnswer(this.#parts.site.snapshot(), answer));
  }

  /** Never throws: a site's listener must not disturb the site. */
  #show(snapshot: SiteSnapshot): void {
    try {
      this.#showChargers(snapshot);
      this.#showHouse(snapshot);
      this.#told.tell(snapshot, this.#names(snapshot));
    } catch (error) {
      this.#parts.log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  }

  #names = (snapshot: SiteSnapshot): ReadonlyMap<string, string> =>
    chargerNames(snapshot.chargers, LABELS[this.#parts.language].charger);

  #showChargers(snapshot: SiteSnapshot): void {
    const names = this.#names(snapshot);
    for (const charger of snapshot.chargers) {
      const shown = this.#chargers.get(charger.id) ?? this.#welcome(charger, names.get(charger.id) ?? charger.id);
      this.#chargers.set(charger.id, shown);
      shown.show(seenOf(charger, shown.accessory), snapshot.online && charger.online);
      inform(this.#host.hap, shown.accessory, chargerInformation(charger));
    }
    // An owner out of reach says nothing about which chargers there are.
    if (snapshot.online) this.#partFromOthers(snapshot);
  }

  #welcome(charger: ChargerSnapshot, name: string): ShownAccessory<ChargerSeen> {
    const { options, language } = this.#parts;
    const words = LABELS[language];
    const accessory = this.#accessory(`surplug:charger:${charger.id}`, name, OUTLET);
    const plans = chargerServices(
      name,
      (word) => (options.namePrefix ? `${name} ${words[word]}` : words[word]),
      options,
    );
    return new ShownAccessory<ChargerSeen>(accessory, plans, this.#host, (boostS) => {
      accessory.context['boostS'] = boostS;
      this.#host.save(accessory);
      this.#show(this.#parts.site.snapshot());
    });
  }

  #partFromOthers(snapshot: SiteSnapshot): void {
    const present = new Set(snapshot.chargers.map((charger) => charger.id));
    for (const [id, shown] of this.#chargers) {
      if (present.has(id)) continue;
      shown.close();
      this.#chargers.delete(id);
    }
    const kept = new Set([...this.#chargers.values(), this.#house].map((shown) => shown?.accessory.UUID));
    const house = this.#uuid('surplug:house');
    for (const [uuid, accessory] of this.#parts.cached) {
      if (kept.has(uuid) || (uuid === house && this.#housePlans().length > 0)) continue;
      this.#parts.cached.delete(uuid);
      this.#parts.api.unregisterPlatformAccessories(PLUGIN_NAME, PLATFORM_NAME, [accessory]);
      this.#parts.log.info(say(this.#parts.language, 'forgotten', { name: accessory.displayName }));
    }
  }

  #housePlans = () => houseServices((word) => LABELS[this.#parts.language][word], this.#parts.options);

  #showHouse(snapshot: SiteSnapshot): void {
    const plans = this.#housePlans();
    if (plans.length === 0) return;
    if (!this.#house) {
      // Not before the site was ever seen: until then there is no house to show.
      if (!snapshot.online) return;
      const accessory = this.#accessory('surplug:house', LABELS[this.#parts.language].house, SENSOR);
      this.#house = new ShownAccessory<HouseSeen>(accessory, plans, this.#host);
      const { manufacturer, model } = { manufacturer: 'Surplug', model: 'House' };
      inform(this.#host.hap, accessory, { manufacturer, model, serialNumber: 'SITE', firmwareRevision: '0.0.0' });
    }
    this.#watchSurplus(snapshot);
    this.#house.show({ site: snapshot, surplusDetected: this.#surplus.detected }, snapshot.online);
  }

  /** Looks again when the hold time is over, should no state come before. */
  #watchSurplus(snapshot: SiteSnapshot): void {
    const { options, site } = this.#parts;
    const surplusW = snapshot.online ? snapshot.surplusW : null;
    this.#surplus = watchSurplus(this.#surplus, surplusW, performance.now(), options);
    clearTimeout(this.#look);
    const since = this.#surplus.changingSinceMs;
    if (since === null) return;
    const waitMs = Math.max(0, since + options.surplusHoldS * 1000 - performance.now()) + 1;
    this.#look = setTimeout(() => this.#show(site.snapshot()), waitMs);
  }

  /** The accessory from the cache, or a new one registered with Homebridge. */
  #accessory(key: string, name: string, category: number): PlatformAccessory {
    const { api, cached, log, language } = this.#parts;
    const uuid = this.#uuid(key);
    const known = cached.get(uuid);
    if (known) return known;
    const accessory = new api.platformAccessory(name, uuid, category);
    cached.set(uuid, accessory);
    api.registerPlatformAccessories(PLUGIN_NAME, PLATFORM_NAME, [accessory]);
    log.info(say(language, 'adopted', { name }));
    return accessory;
  }

  #uuid = (key: string): string => this.#parts.api.hap.uuid.generate(key);
}

function seenOf(charger: ChargerSnapshot, accessory: PlatformAccessory): ChargerSeen {
  const kept: unknown = accessory.context['boostS'];
  return { charger, boostS: typeof kept === 'number' ? kept : DEFAULT_BOOST_S };
}

/** An attached site's snapshot may lag behind the answer to a command. */
const withAnswer = (snapshot: SiteSnapshot, answer: CommandAnswer): SiteSnapshot => ({
  ...snapshot,
  chargers: snapshot.chargers.map((charger) => {
    const answered = answer.chargers.find((other) => other.id === charger.id);
    return answered && Date.parse(answered.at) > Date.parse(charger.at) ? answered : charger;
  }),
});
