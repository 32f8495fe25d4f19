import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { TestContext } from 'node:test';
import type { Worker } from 'node:worker_threads';

/** The threads started from now on, newest last, as Node itself tells of them. */
export function startedThreads(t: TestContext): readonly Worker[] {
  const started: Worker[] = [];
  const note = (message: unknown): void => {
    started.push((message as { readonly worker: Worker }).worker);
  };
  subscribe('worker_threads', note);
  t.after(() => unsubscribe('worker_threads', note));
  return started;
}
