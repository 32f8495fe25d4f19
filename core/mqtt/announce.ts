import type { Language } from '../model/language.js';
import type { ChargerSnapshot, SiteSnapshot } from '../model/snapshot.js';
import { entityName } from '../words/names.js';
import { chargerEntities, type Entities, siteEntities } from './entities.js';
import type { Topics } from './topics.js';

/** Device discovery of Home Assistant (2024.12 and newer): one retained message tells a device with all its entities. */
export interface Announcer {
  /** The site's topic. */
  readonly base: string;
  readonly topics: Topics;
  readonly language: Language;
  /** Whether commands are taken; otherwise nothing is offered that would need one. */
  readonly commands: boolean;
}

interface Announcement {
  readonly topic: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** A name of Home Assistant's, unique over all sites of the broker. */
const uidOf = (base: string, what: string): string => `${base}_${what}`.replace(/[^\w-]/g, '_');
const siteUid = (base: string): string => uidOf(base, 'site');
const chargerUid = (base: string, id: string): string => uidOf(base, `charger_${encodeURIComponent(id)}`);
const topicOf = (uid: string): string => `homeassistant/device/${uid}/config`;

/** Where a charger is announced; empty it, and Home Assistant forgets the device. */
export const chargerAnnouncedAt = (base: string, id: string): string => topicOf(chargerUid(base, id));

export function announceSite(announcer: Announcer, site: SiteSnapshot): Announcement {
  const uid = siteUid(announcer.base);
  const device = { identifiers: [uid], name: site.name, manufacturer: 'Surplug' };
  return announced(announcer, uid, device, announcer.topics.site, siteEntities(site));
}

export function announceCharger(announcer: Announcer, charger: ChargerSnapshot): Announcement {
  const { base, topics } = announcer;
  const uid = chargerUid(base, charger.id);
  const { vendor, model, firmware } = charger.identity;
  const device = {
    identifiers: [uid],
    name: charger.name,
    via_device: siteUid(base),
    ...(vendor && { manufacturer: vendor }),
    ...(model && { model }),
    ...(firmware && { sw_version: firmware }),
  };
  return announced(announcer, uid, device, topics.charger(charger.id), chargerEntities(charger));
}

function announced(
  { topics, language, commands }: Announcer,
  uid: string,
  device: Readonly<Record<string, unknown>>,
  toldAt: string,
  entities: Entities,
): Announcement {
  const components: Record<string, unknown> = {};
  for (const [key, { platform, value, set, more }] of Object.entries(entities)) {
    if (set !== undefined && !commands) continue;
    components[key] = {
      platform,
      unique_id: `${uid}_${key}`,
      name: entityName(language, key as keyof Entities),
      value_template: `{{ ${value} }}`,
      ...(set !== undefined && { command_topic: `${toldAt}/set/${set}` }),
      ...more,
    };
  }
  const availability = [{ topic: topics.status }];
  const payload = { device, origin: { name: 'Surplug' }, availability, state_topic: toldAt, components };
  return { topic: topicOf(uid), payload };
}
