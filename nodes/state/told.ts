import type { SiteEvent } from '../../core/index.js';

/** One event as it leaves the node. */
interface Told {
  readonly topic: string;
  readonly event: string;
  /** Not of an event of the site. */
  readonly charger?: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** What has happened, as a message; undefined where it is a state, or not what is asked for. Without a charger: of all. */
export function toldOf(happened: SiteEvent, wanted: { readonly charger: string; readonly property: string }) {
  const told = messageOf(happened);
  if (!told || (wanted.property !== '' && wanted.property !== told.event)) return undefined;
  const of = [told.charger, told.payload['name'], 'all', ''];
  return of.includes(wanted.charger) ? told : undefined;
}

function messageOf(happened: SiteEvent): Told | undefined {
  if ('detail' in happened) {
    const { event, charger, name, at, detail } = happened;
    return { topic: `${charger}/${event}`, event, charger, payload: { name, at, ...detail } };
  }
  if (happened.event !== 'list-outdated') return undefined;
  const { event, ...payload } = happened;
  return { topic: `site/${event}`, event, payload };
}
