import type { API, PlatformAccessory } from 'homebridge' with { 'resolution-mode': 'import' };
import type { ChargerSnapshot, CommandAnswer, Language, Log, Site, SiteCommand, SiteSnapshot } from '../core/index.js';
import { messageOf } from '../core/index.js';
import { chargerInformation, houseInformation, inform } from './accessory-information.js';
import type { ChargerSeen } from './charger/charger-seen.js';
import { chargerServices } from './charger/services.js';
import { chargerNames } from './charger-names.js';
import { hapVocabulary } from './hap-vocabulary.js';
import { type HouseSays, HouseWatch } from './house/house-watch.js';
import { type HouseSeen, houseServices } from './house/services.js';
import { PLATFORM_NAME, PLUGIN_NAME } from './names.js';
import type { HomeKitOptions } from './options.js';
import type { ServicePlan } from './service-plan.js';
import { type AccessoryHost, ShownAccessory } from './shown-accessory.js';
import { SiteTold } from './site-told.js';
import { LABELS, say } from './words.js';

interface SiteInHomeParts {
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
  readonly #housePlans: readonly ServicePlan<HouseSeen>[];
  readonly #told: SiteTold;
  readonly #troubles = new Set<string>();
  readonly #stopListening: () => void;
  #house: ShownAccessory<HouseSeen> | undefined;
  #watch: HouseWatch | undefined;
  #look: NodeJS.Timeout | undefined;

  constructor(parts: SiteInHomeParts) {
    this.#parts = parts;
    const { site, api, log, options, language } = parts;
    this.#housePlans = houseServices((word) => LABELS[language][word], options);
    this.#told = new SiteTold(log);
    this.#host = {
      hap: api.hap,
      vocabulary: hapVocabulary(api.hap),
      ask: (command) => this.#ask(command),
      refused: ({ displayName: name }, error) => {
        const message = messageOf(error);
        log.warn(message.includes(name) ? message : say(language, 'refused', { name, message }));
      },
      save: (accessory) => {
        // Homebridge saves a new one by itself when it is registered.
        if (parts.cached.has(accessory.UUID)) api.updatePlatformAccessories([accessory]);
      },
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

  #show(snapshot: SiteSnapshot): void {
    const names = chargerNames(snapshot.chargers, LABELS[this.#parts.language].charger);
    for (const charger of snapshot.chargers) {
      this.#attempt(() => this.#showCharger(charger, names.get(charger.id) ?? charger.id, snapshot.online));
    }
    // An owner out of reach says nothing about which chargers there are.
    if (snapshot.online) this.#attempt(() => this.#partFromOthers(snapshot));
    this.#attempt(() => this.#showHouse(snapshot));
    this.#attempt(() => this.#told.tell(snapshot, names));
  }

  /** What goes wrong with one accessory disturbs neither the others nor the site that told the state; said once. */
  #attempt(show: () => void): void {
    try {
      show();
    } catch (error) {
      const message = messageOf(error);
      if (this.#troubles.has(message)) return;
      this.#troubles.add(message);
      this.#parts.log.error(message);
    }
  }

  #showCharger(charger: ChargerSnapshot, name: string, siteOnline: boolean): void {
    const shown = this.#shownAs(charger, name);
    this.#chargers.set(charger.id, shown);
    shown.show(seenOf(charger, shown.accessory), siteOnline && charger.online);
    inform(this.#host.hap, shown.accessory, chargerInformation(charger));
    this.#register(shown.accessory);
  }

  /** Bound anew where it was renamed. */
  #shownAs(charger: ChargerSnapshot, name: string): ShownAccessory<ChargerSeen> {
    const shown = this.#chargers.get(charger.id);
    if (shown?.accessory.displayName === name) return shown;
    shown?.close();
    return this.#newCharger(charger, name);
  }

  #newCharger(charger: ChargerSnapshot, name: string): ShownAccessory<ChargerSeen> {
    const { options, language } = this.#parts;
    const words = LABELS[language];
    const accessory = this.#accessory(`surplug:charger:${charger.id}`, name, OUTLET);
    const label = (word: keyof typeof words) => (options.namePrefix ? `${name} ${words[word]}` : words[word]);
    return new ShownAccessory(accessory, chargerServices(name, label, options), this.#host, (boostS) => {
      accessory.context['boostS'] = boostS;
      this.#host.save(accessory);
      this.#show(this.#parts.site.snapshot());
    });
  }

  #partFromOthers(snapshot: SiteSnapshot): void {
    const present = new Set(snapshot.chargers.map((charger) => charger.id));
    const forgotten = new Set<string>();
    for (const [id, shown] of this.#chargers) {
      if (present.has(id)) continue;
      shown.close();
      this.#chargers.delete(id);
      forgotten.add(shown.accessory.UUID);
    }
    const kept = new Set([...this.#chargers.values(), this.#house].map((shown) => shown?.accessory.UUID));
    const house = this.#uuid('surplug:house');
    for (const [uuid, accessory] of this.#parts.cached) {
      if (kept.has(uuid) || (uuid === house && this.#housePlans.length > 0)) continue;
      // With it would go its room, scenes and automations: a site that could not read which chargers it has forgot none.
      if (snapshot.incomplete && !forgotten.has(uuid)) continue;
      this.#parts.cached.delete(uuid);
      this.#parts.api.unregisterPlatformAccessories(PLUGIN_NAME, PLATFORM_NAME, [accessory]);
      this.#parts.log.info(say(this.#parts.language, 'forgotten', { name: accessory.displayName }));
    }
  }

  #showHouse(snapshot: SiteSnapshot): void {
    if (this.#housePlans.length === 0) return;
    if (!this.#house) {
      // Not before the site was ever seen: until then there is no house to show.
      if (!snapshot.online) return;
      const accessory = this.#accessory('surplug:house', LABELS[this.#parts.language].house, SENSOR);
      this.#house = new ShownAccessory(accessory, this.#housePlans, this.#host);
      inform(this.#host.hap, accessory, houseInformation());
    }
    const says = this.#watchHouse(snapshot, this.#house.accessory);
    this.#house.show({ site: snapshot, says }, snapshot.online);
    this.#register(this.#house.accessory);
  }

  /** Looks again when a hold time is over, should no state come before. What it says is kept for the next run. */
  #watchHouse(snapshot: SiteSnapshot, accessory: PlatformAccessory): HouseSays {
    const { options, site } = this.#parts;
    this.#watch ??= new HouseWatch(options, accessory.context['says']);
    const before = JSON.stringify(accessory.context['says']);
    const waitMs = this.#watch.look(snapshot, performance.now());
    const { says } = this.#watch;
    accessory.context['says'] = says;
    if (JSON.stringify(says) !== before) this.#host.save(accessory);
    clearTimeout(this.#look);
    if (waitMs !== null) this.#look = setTimeout(() => this.#show(site.snapshot()), waitMs);
    return says;
  }

  /** The accessory from the cache, under its name of today, or a new one. */
  #accessory(key: string, name: string, category: number): PlatformAccessory {
    const { api, cached } = this.#parts;
    const uuid = this.#uuid(key);
    const known = cached.get(uuid);
    known?.updateDisplayName(name);
    return known ?? new api.platformAccessory(name, uuid, category);
  }

  /** Once it has its services: Home would show an accessory without them as one that does nothing. */
  #register(accessory: PlatformAccessory): void {
    const { api, cached, log, language } = this.#parts;
    if (cached.has(accessory.UUID)) return;
    cached.set(accessory.UUID, accessory);
    api.registerPlatformAccessories(PLUGIN_NAME, PLATFORM_NAME, [accessory]);
    log.info(say(language, 'adopted', { name: accessory.displayName }));
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
