import { isLinkPath } from '../link/wire.js';
import type { Upgrade } from './listener.js';

/** Hands each upgrade to whom it is for. A path that cannot be decoded goes to the chargers' side, which refuses it. */
export const route =
  (toChargers: Upgrade, toLink: Upgrade): Upgrade =>
  (request, socket, head) =>
    (isLinkPath(request.url) ? toLink : toChargers)(request, socket, head);
