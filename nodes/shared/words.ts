import type { NodeAPI } from 'node-red';

/** A sentence of a node's catalogue in the language of the runtime, its blanks filled in. */
export type Say = (key: string, blanks?: Readonly<Record<string, string | number>>) => string;

/** The sentences of one node; `key` is below the node's own name, or begins with "surplug." for the shared ones. */
export const sayings =
  (RED: NodeAPI, type: string): Say =>
  (key, blanks = {}) =>
    RED._(key.startsWith('surplug.') ? key : `${type}.${key}`, blanks as Record<string, string>);
