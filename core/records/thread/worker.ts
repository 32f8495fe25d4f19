import './quiet-warnings.js';
import { parentPort } from 'node:worker_threads';
import type { AnswerMessage, CallMessage } from '../thread-calls.js';
import { Answers } from './answers.js';
import { suspectAfter } from './open-database.js';
import { toldError } from './told-error.js';

/** The records' thread: one call after the other, each answered with its value or with an error in the user's words. */
const answers = new Answers();
const tell = (message: AnswerMessage): void => parentPort?.postMessage(message);

parentPort?.on('message', ({ id, call, args }: CallMessage) => {
  try {
    tell({
      id,
      answer: (answers[call] as (...given: readonly unknown[]) => unknown).apply(answers, args as unknown[]),
    });
  } catch (error) {
    suspectAfter(error, answers.folder);
    tell({ id, ...toldError(error, answers.folder) });
  }
});
