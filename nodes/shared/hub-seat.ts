import type { Node, NodeAPI } from 'node-red';
import type { Language } from '../../core/index.js';
import type { Follower, HeldSite } from '../hub/held-site.js';
import type { OnceStarted } from './flow-start.js';
import { heldBy, hubOf } from './hub-of.js';
import { NO_HUB } from './status.js';

/**
 * A node's place at its hub, looked for anew after each deploy. One of changed nodes alone leaves this node as it is, though
 * it brings the hub, or, where an environment variable names it, changes it or takes it away.
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

  /** What a node says is in the language of its hub. */
  get language(): Language | undefined {
    return hubOf(this.RED, this.hubId)?.language;
  }

  /** Tells what the hub tells until `leave`; without a hub the node says so. */
  follow(follower: Follower): void {
    const unfollow = this.#held?.follow(follower);
    if (!unfollow) this.node.status(NO_HUB);
    const lookAgain = (): void => {
      const callOff = this.onceStarted(() => {
        const held = heldBy(this.RED, this.hubId);
        if (held === this.#held) return lookAgain();
        unfollow?.();
        this.#held = held;
        this.follow(follower);
      });
      this.#leave = () => {
        callOff();
        unfollow?.();
      };
    };
    lookAgain();
  }

  leave(): void {
    this.#leave();
  }
}
