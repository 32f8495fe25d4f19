import type { NodeStatus } from 'node-red';
import type { ErrorCode } from '../../core/index.js';
import type { Standing } from '../hub/held-site.js';

// The editor looks a text up in the node's catalogue, so these are keys: they follow the language of whoever looks.
const key = (word: string): string => `surplug.status.${word}`;

export const NO_HUB: NodeStatus = { fill: 'red', shape: 'ring', text: key('no-hub') };
const OFFLINE: NodeStatus = { fill: 'grey', shape: 'ring', text: key('offline') };

/** The short word for an error, e.g. under a node that could not do what it was asked. */
export const failure = (code: ErrorCode | undefined): NodeStatus => ({
  fill: 'red',
  shape: 'ring',
  text: code ? `surplug.error.${code}` : key('error'),
});

/** What every node shows of its hub; undefined while the site is open and reachable, when the node has its own to say. */
export function standingStatus(standing: Standing): NodeStatus | undefined {
  switch (standing.is) {
    case 'opening':
      return { fill: 'yellow', shape: 'ring', text: key('opening') };
    case 'failed':
      return failure(standing.error.code);
    case 'closed':
      return { fill: 'grey', shape: 'ring', text: key('closed') };
    case 'open':
      return standing.site.snapshot().online ? undefined : OFFLINE;
  }
}
