import type { Node, NodeMessageInFlow } from 'node-red';
import { codeOf, messageOf } from '../../core/index.js';
import { failure } from './status.js';

/**
 * Has a node take its messages: what comes of one goes on, and what went wrong stands below the node and goes to Catch.
 * @param failed hears what went wrong; false: it was said before
 */
export function takeMessages(
  node: Node,
  take: (message: NodeMessageInFlow) => Promise<NodeMessageInFlow | undefined>,
  failed: (error: Error) => boolean = () => true,
): void {
  node.on('input', (message, send, done) => {
    take(message)
      .then(
        (answer) => {
          if (answer) send(answer);
          done();
        },
        (thrown: unknown) => {
          const error = thrown instanceof Error ? thrown : new Error(String(thrown));
          const news = failed(error);
          node.status(failure(codeOf(error)));
          done(news ? error : undefined);
        },
      )
      // A message that Node-RED cannot copy for the next node, or for Catch, ends nothing.
      .catch((error: unknown) => node.error(messageOf(error)));
  });
}
