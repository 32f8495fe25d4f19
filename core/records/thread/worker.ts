import './quiet-warnings.js';
import { parentPort } from 'node:worker_threads';
import type { CallMessage } from '../thread-calls.js';
import { Answers } from './answers.js';
import { suspectAfter } from './open-database.js';
import { toldError } from './told-error.js';

/** The records' thread: one call after the other, each answered with its value or with an error in the user's words. */
const answers = new Answers();
parentPort?.on('message', ({ id, call, args }: CallMessage) => {
  try {
    const answer = (answers[call] as (...given: readonly unknown[]) => unknown).apply(answers, args as unknown[]);
    parentPort?.postMessage({ id, answer });
  } catch (error) {
    suspectAfter(error, answers.folder);
    parentPort?.postMessage({ id, ...toldError(error, answers.folder) });
  }
});
