import type { Node, NodeAPI, NodeDef } from 'node-red';
import type { SiteSnapshot } from '../core/index.js';
import { onceFlowsStarted } from './shared/flow-start.js';
import { HubSeat } from './shared/hub-seat.js';
import { laterByTimer } from './shared/later.js';
import { migrate, type Saved } from './shared/migrate.js';
import { standingStatus } from './shared/status.js';
import { sayings } from './shared/words.js';
import { changeGate } from './state/on-change.js';
import { undecided, type Wanted, worthTelling } from './state/pick.js';
import { stateStatus } from './state/state-status.js';
import { toldOf } from './state/told.js';

const wantedOf = (saved: Saved): Wanted => ({
  source: saved['source'] === 'site' ? 'site' : 'charger',
  charger: String(saved['charger'] ?? '').trim(),
  property: String(saved['property'] ?? '').trim(),
});

/** Tells the state of a charger or of the site whenever it changes, or what happens there. */
export = (RED: NodeAPI): void => {
  const onceStarted = onceFlowsStarted(RED);

  /** What happens, one message each. */
  function tellEvents(node: Node, hub: HubSeat, wanted: Wanted): void {
    hub.follow({
      standing: (standing) => node.status(standingStatus(standing) ?? {}),
      event: (happened) => {
        const told = toldOf(happened, wanted);
        if (!told) return;
        node.status({ fill: 'grey', shape: 'dot', text: told.topic });
        node.send(structuredClone({ ...told }));
      },
    });
    node.on('close', () => hub.leave());
  }

  /** How it stands, whenever that changes. */
  function tellState(node: Node, hub: HubSeat, wanted: Wanted, saved: Saved): void {
    const say = sayings(RED, 'surplug-state', () => hub.language);
    // A copy: the first wire of a flow is not cloned, and a flow may write into what it gets.
    const gate = changeGate(Number(saved['minIntervalS']) || 0, saved['initial'] !== false, laterByTimer, (picked) =>
      node.send(structuredClone({ topic: picked.topic, charger: picked.charger, payload: picked.value })),
    );
    let started = false;
    let shown = '';
    let asked = '';
    /** As an error, which a catch node gets: nothing would come, and no word why. */
    const askWhich = (right: string): void => {
      if (right !== '' && right !== asked) node.error(say('which-charger', { right }), {});
      asked = right;
    };
    const show = (snapshot: SiteSnapshot): void => {
      const status = stateStatus(snapshot, wanted, say, hub.language);
      // The editor is told only when something is new.
      if (JSON.stringify(status) !== shown) node.status(status);
      shown = JSON.stringify(status);
    };
    const tell = (): void => {
      const snapshot = hub.held?.snapshot();
      if (!snapshot) return;
      if (snapshot.online) show(snapshot);
      if (!started) return;
      askWhich(undecided(snapshot, wanted).join(', '));
      gate.offer(worthTelling(snapshot, wanted));
    };

    hub.follow({
      standing: (standing) => {
        const status = standingStatus(standing);
        shown = '';
        if (status) node.status(status);
        else tell();
      },
      event: ({ event }) => {
        if (event === 'state') tell();
      },
    });
    const callOff = onceStarted(() => {
      started = true;
      tell();
    });
    node.on('close', () => {
      callOff();
      hub.leave();
      gate.close();
    });
  }

  function State(this: Node, definition: NodeDef): void {
    RED.nodes.createNode(this, definition);
    const saved = migrate(definition, []);
    const hub = new HubSeat(RED, this, saved['hub'], onceStarted);
    if (saved['source'] === 'events') tellEvents(this, hub, wantedOf(saved));
    else tellState(this, hub, wantedOf(saved), saved);
  }

  RED.nodes.registerType('surplug-state', State);
};
