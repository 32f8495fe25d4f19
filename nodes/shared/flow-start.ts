import type { NodeAPI } from 'node-red';

/** Calls once when all nodes of a deploy exist, so that a first message finds the nodes it is for. */
export type OnceStarted = (call: () => void) => () => void;

/** One listener for all nodes of a type: Node-RED's emitter warns when each brings its own. */
export function onceFlowsStarted(RED: NodeAPI): OnceStarted {
  const waiting = new Set<() => void>();
  RED.events.on('flows:started', () => {
    const calls = [...waiting];
    waiting.clear();
    for (const call of calls) call();
  });
  return (call) => {
    waiting.add(call);
    return () => waiting.delete(call);
  };
}
