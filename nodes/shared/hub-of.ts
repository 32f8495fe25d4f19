import type { Node, NodeAPI } from 'node-red';
import type { HeldSite } from '../hub/held-site.js';

export const HUB_TYPE = 'surplug-hub';

/** A hub node as the other nodes see it. */
export interface HubNode extends Node {
  readonly held: HeldSite;
}

/** The hub's site for a node that was given the hub's id; undefined when there is none, or it is switched off. */
export function heldBy(RED: NodeAPI, hubId: unknown): HeldSite | undefined {
  const node: Node | undefined | null = typeof hubId === 'string' ? RED.nodes.getNode(hubId) : undefined;
  return node?.type === HUB_TYPE ? (node as HubNode).held : undefined;
}
