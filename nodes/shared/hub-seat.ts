import type { Node, NodeAPI } from 'node-red';
import type { Follower, HeldSite } from '../hub/held-site.js';
import type { OnceStarted } from './flow-start.js';
import { heldBy } from './hub-of.js';
import { NO_HUB } from './status.js';

/**
 * A node's place at its hub. Where there is none the node says so, and looks again after each deploy: one of changed nodes
 * alone may bring the hub, and leaves this node as it is. A hub that changes or goes makes Node-RED begin its nodes anew.
 */
export class HubSeat {
  #held: HeldSite | undefined;
  #leave = (): void => undefined;

  constructor(
    private readonly RED: NodeAPI,
    private readonly node: Node,
    private readonly hubId: unknown,
    private readonly onceStarted: OnceStarted,
  ) {
    this.#held = heldBy(RED, hubId);
  }

  get held(): HeldSite | undefined {
    return this.#held;
  }

  /** Tells what the hub tells, from when it is there until `leave`. */
  follow(follower: Follower): void {
    if (this.#held) {
      this.#leave = this.#held.follow(follower);
      return;
    }
    this.node.status(NO_HUB);
    this.#leave = this.onceStarted(() => {
      this.#held = heldBy(this.RED, this.hubId);
      this.follow(follower);
    });
  }

  leave(): void {
    this.#leave();
  }
}
