import { Worker, type WorkerOptions } from 'node:worker_threads';
import { SurplugError } from '../model/error.js';
import { ToldError } from '../model/error-texts.js';
import type { ErrorMessage } from './thread-calls.js';

/**
 * A thread of ours. It has none of the host's flags and NODE_OPTIONS: a preloaded module, a debugger port or an `--eval` is
 * not meant for us; and it keeps no process alive.
 */
export function ownThread(file: string, name: string, options: WorkerOptions = {}): Worker {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const worker = new Worker(file, { ...options, execArgv: [], env, name });
  worker.unref();
  return worker;
}

/** The error that a thread has told, as the host throws it. */
export const thrown = ({ code, message, told }: ErrorMessage): SurplugError =>
  told ? new ToldError(code, told.text, told.values) : new SurplugError(code, message);
