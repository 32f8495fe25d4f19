import type { Node, NodeAPI, NodeMessageInFlow } from 'node-red';
import { SurplugError } from '../../core/index.js';
import type { Saved } from '../shared/migrate.js';
import type { Say } from '../shared/words.js';

/**
 * What the value in the dialog comes to for a message: it may be a property of the message or of a context, JSONata or ${ENV}.
 * Rejects with INVALID_INPUT.
 */
export const dialogValue =
  (RED: NodeAPI, node: Node, saved: Saved, say: Say) =>
  (message: NodeMessageInFlow): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const type = String(saved['valueType'] ?? 'str');
      const fail = (error: unknown): void => {
        // What JSONata throws is no Error.
        const detail = String((error as { message?: unknown } | null)?.message ?? error);
        reject(new SurplugError('INVALID_INPUT', say('wrong.value', { detail })));
      };
      try {
        RED.util.evaluateNodeProperty(String(saved['value'] ?? ''), type, node, message, (error, value) =>
          error ? fail(error) : resolve(value),
        );
      } catch (error) {
        fail(error);
      }
    });
