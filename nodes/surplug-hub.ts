import type { Node, NodeAPI, NodeDef } from 'node-red';
import { type Log, messageOf } from '../core/index.js';
import { keepSites } from './hub/keep-sites.js';
import { addMeterRoutes } from './hub/meter-routes.js';
import { openingOf } from './hub/open-held.js';
import { CREDENTIALS } from './hub/passwords.js';
import { type Credentials, storageOf } from './hub/site-config.js';
import { addSiteRoutes } from './hub/site-routes.js';
import { showsPassword } from './hub/user-in-url.js';
import { type OnceStarted, onceFlowsStarted } from './shared/flow-start.js';
import { HUB_TYPE, type HubNode } from './shared/hub-of.js';
import { migrate } from './shared/migrate.js';
import { sayings } from './shared/words.js';

let onceStarted: OnceStarted;
/** One per process: the sites outlive the nodes of one deploy. */
const sites = keepSites(() => new Promise((resolve) => void onceStarted(resolve)));

const logOf = (node: Node): Log => ({
  debug: (message) => node.debug(message),
  info: (message) => node.log(message),
  warn: (message) => node.warn(message),
  error: (message) => node.error(message),
});

/** The hub: a configuration node that opens a site, or attaches to one, and holds it for the other nodes. */
export = (RED: NodeAPI): void => {
  onceStarted = onceFlowsStarted(RED);

  function Hub(this: { -readonly [K in keyof HubNode]: HubNode[K] }, saved: NodeDef): void {
    RED.nodes.createNode(this, saved);
    const node = this;
    const settings = migrate(saved, []);
    const { language, key, open } = openingOf(
      settings,
      (this.credentials ?? {}) as Credentials,
      storageOf(RED.settings.userDir, this.id),
    );
    const say = sayings(RED, HUB_TYPE, () => language);
    const held = sites.hold(this.id, { key, open, log: logOf(this), say });
    if (showsPassword(settings)) node.warn(say('wrong.password-in-url'));
    this.held = held;
    this.language = language;

    let said = '';
    const unfollow = held.follow({
      standing(standing) {
        const error = standing.is === 'failed' ? standing.error.message : '';
        // Said once, however often it is tried again.
        if (error !== '' && error !== said) node.error(error);
        if (error !== '') said = error;
      },
    });
    this.on('close', (removed: boolean, done: (error?: Error) => void) => {
      unfollow();
      sites.release(node.id, held, removed).then(
        () => done(),
        (error: unknown) => done(new Error(messageOf(error))),
      );
    });
  }

  RED.nodes.registerType(HUB_TYPE, Hub, { credentials: CREDENTIALS });
  addSiteRoutes(RED);
  addMeterRoutes(RED);
  RED.events.on('runtime-event', (event: { id?: string; payload?: { state?: string; deploy?: boolean } }) => {
    if (event.id !== 'runtime-state' || event.payload?.state !== 'stop' || event.payload.deploy) return;
    sites.closeReleased().catch((error: unknown) => RED.log.error(messageOf(error)));
  });
};
