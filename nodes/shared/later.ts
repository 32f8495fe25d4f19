/** Calls once after so many ms, without keeping the process alive; the returned function calls it off. */
export type Later = (delayMs: number, call: () => void) => () => void;

export const laterByTimer: Later = (delayMs, call) => {
  const timer = setTimeout(call, delayMs).unref();
  return () => clearTimeout(timer);
};
