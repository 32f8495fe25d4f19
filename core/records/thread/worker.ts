import './quiet-warnings.js';
import { parentPort } from 'node:worker_threads';
import type { AnswerMessage, CallMessage } from '../thread-calls.js';
import { suspectAfter } from './open-database.js';
import { Records } from './records.js';
import { toldError } from './told-error.js';

/** The records' thread: one call after the other, each answered with its value or with an error in the user's words. */
const records = new Records();
const tell = (message: AnswerMessage): void => parentPort?.postMessage(message);

parentPort?.on('message', ({ id, call, args }: CallMessage) => {
  try {
    tell({
      id,
      answer: (records[call] as (...given: readonly unknown[]) => unknown).apply(records, args as unknown[]),
    });
  } catch (error) {
    suspectAfter(error, records.folder);
    tell({ id, ...toldError(error, records.folder) });
  }
});
