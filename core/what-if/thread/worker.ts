import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { eventsIn } from '../../records/thread/journal.js';
import { toldError } from '../../records/thread/told-error.js';
import { type Journal, runAgain } from '../run-again.js';
import type { RunMessage, Work } from '../what-if-thread.js';

/** The thread that lives a day again, and ends with it. */

const PROGRESS_MS = 500;

// On Linux a thread can stand behind all others by itself; elsewhere it would take the whole process with it.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);

const { job, bodies, cars } = workerData as Work;
const tell = (message: RunMessage): void => parentPort?.postMessage(message);

const journal: Journal = {
  *events(wanted) {
    for (const body of bodies) yield* eventsIn(body, wanted);
  },
};

let toldAt = 0;
const progress = (done: number): void => {
  const now = Date.now();
  if (now - toldAt < PROGRESS_MS) return;
  toldAt = now;
  tell({ done });
};

try {
  tell({ result: runAgain(job, journal, cars, progress) });
} catch (error) {
  tell({ error: toldError(error, '') });
}
