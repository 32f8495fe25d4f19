import type { NodeAPI } from 'node-red';
import type { Language } from '../../core/index.js';
import { catalogueOf } from './catalogue.js';

/** A sentence of a node's catalogue, its blanks filled in. */
export type Say = (key: string, blanks?: Readonly<Record<string, string | number>>) => string;

/**
 * The sentences of one node; `key` is below the node's own name, or begins with "surplug." for the shared ones.
 * @param language of the node's hub, as the core tells what goes wrong; without one that of Node-RED
 */
export const sayings =
  (RED: NodeAPI, type: string, language: () => Language | undefined = () => undefined): Say =>
  (key, blanks = {}) => {
    const path = key.startsWith('surplug.') ? key : `${type}.${key}`;
    const known = language();
    if (known === undefined) return RED._(path, blanks as Record<string, string>);
    const text = path
      .split('.')
      .reduce<unknown>((inner, name) => (inner as Record<string, unknown>)[name], catalogueOf(known, type));
    return String(text).replace(/__(\w+?)__/g, (blank, name: string) => String(blanks[name] ?? blank));
  };
