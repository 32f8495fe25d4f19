import { join } from 'node:path';
import type { KnownCars } from '../control/car/learned-car.js';
import { ToldError } from '../model/error-texts.js';
import type { WhatIfJob, WhatIfResult } from '../model/what-if.js';
import { ownThread, thrown } from '../records/own-thread.js';
import type { ErrorMessage } from '../records/thread-calls.js';

export interface Work {
  readonly job: WhatIfJob;
  /** Chunks of the journal as the records keep them. */
  readonly bodies: readonly Uint8Array[];
  readonly cars: KnownCars;
}

export type RunMessage =
  | { readonly done: number }
  | { readonly result: WhatIfResult }
  | { readonly error: ErrorMessage };

/** Two weeks of a home fit. A span that does not is mostly stopped here, before it takes the host's memory. */
const MOST_MB = 512;

/**
 * Runs a span again on a thread of its own, so that neither the host nor the records wait for it. Rejects with a
 * SurplugError; after `signal`, with its reason.
 */
export function runOnThread(work: Work, progress: (done: number) => void, signal: AbortSignal): Promise<WhatIfResult> {
  const worker = ownThread(join(__dirname, 'thread', 'worker.js'), 'surplug-what-if', {
    workerData: work,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MB },
  });
  return new Promise<WhatIfResult>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    worker.on('message', (message: RunMessage) => {
      if ('done' in message) progress(message.done);
      else if ('result' in message) resolve(message.result);
      else reject(thrown(message.error));
    });
    worker.on('error', reject);
    worker.on('exit', () => reject(new ToldError('CLOSED', 'what-if-called-off')));
  }).finally(() => worker.terminate());
}
