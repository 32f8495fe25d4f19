import type { Node, NodeAPI } from 'node-red';
import type { Language } from '../../core/index.js';
import type { HeldSite } from '../hub/held-site.js';

export const HUB_TYPE = 'surplug-hub';

/** A hub node as the other nodes see it. */
export interface HubNode extends Node {
  readonly held: HeldSite;
  readonly language: Language;
}

/** The hub of a node that was given its id; undefined when there is none, or it is switched off. */
export function hubOf(RED: NodeAPI, hubId: unknown): HubNode | undefined {
  const node: Node | undefined | null = typeof hubId === 'string' ? RED.nodes.getNode(hubId) : undefined;
  return node?.type === HUB_TYPE ? (node as HubNode) : undefined;
}

export const heldBy = (RED: NodeAPI, hubId: unknown): HeldSite | undefined => hubOf(RED, hubId)?.held;
