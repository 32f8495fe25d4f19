import type { Later } from '../shared/later.js';
import { fingerprint, type Picked } from './pick.js';

/** Lets through what has changed, per topic, and not more often than every so many seconds: the last value always comes. */
interface ChangeGate {
  offer(picked: readonly Picked[]): void;
  /** Calls off what still waits. */
  close(): void;
}

interface Line {
  sent: string;
  latest: Picked;
  /** Set while the interval since the last message runs. */
  callOff?: () => void;
}

/** @param first whether the first value of a topic is a change */
export function changeGate(
  intervalS: number,
  first: boolean,
  later: Later,
  emit: (picked: Picked) => void,
): ChangeGate {
  const lines = new Map<string, Line>();

  const release = (line: Line): void => {
    const print = fingerprint(line.latest.value);
    if (line.callOff || print === line.sent) return;
    line.sent = print;
    emit(line.latest);
    if (intervalS <= 0) return;
    line.callOff = later(intervalS * 1000, () => {
      delete line.callOff;
      release(line);
    });
  };

  return {
    offer(picked) {
      for (const one of picked) {
        const line = lines.get(one.topic);
        if (line) {
          line.latest = one;
          release(line);
          continue;
        }
        const begun: Line = { sent: first ? '' : fingerprint(one.value), latest: one };
        lines.set(one.topic, begun);
        release(begun);
      }
    },
    close() {
      for (const line of lines.values()) line.callOff?.();
      lines.clear();
    },
  };
}
