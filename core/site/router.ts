import type { Upgrade } from './listener.js';

/** Where another host attaches (core/link); every other path is a charger's. */
export const LINK_PATH = '/surplug/link';

/** Hands each upgrade to whom it is for. A path that cannot be decoded goes to the chargers' side, which refuses it. */
export const route =
  (toChargers: Upgrade, toLink: Upgrade): Upgrade =>
  (request, socket, head) =>
    (isLink(request.url ?? '') ? toLink : toChargers)(request, socket, head);

const isLink = (url: string): boolean => (url.split('?', 1)[0] ?? '').replace(/\/+$/, '') === LINK_PATH;
