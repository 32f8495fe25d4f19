import {
  type CommandOf,
  ERROR_CODES,
  flagOf,
  modeOf,
  type Site,
  type SiteCommand,
  SurplugError,
  WHAT_IF_SETTINGS,
  type WhatIfResult,
  type WhatIfRun,
} from '../../core/index.js';
import { isNothing, type Read, readMode, readObject, readText } from './read-value.js';

type WhatIf = CommandOf<'what-if'>;

/** A mode as it is, an object of settings with `from` and `to` if you like, or false to call the run off. */
export const readWhatIf =
  (charger: () => string): Read<SiteCommand> =>
  (value, field, say) => {
    if (flagOf(value) === false) return { do: 'what-if', cancel: true };
    const given = modeOf(value) ? { mode: value } : readObject(value, field, say, ['from', 'to', ...WHAT_IF_SETTINGS]);
    const { from, to, mode, ...others } = given as Readonly<Record<string, unknown>>;
    return {
      do: 'what-if',
      charger: charger(),
      // The site itself judges the others.
      settings: isNothing(mode) ? others : { ...others, mode: readMode(mode, `${field}.mode`, say) },
      ...(isNothing(from) ? {} : { from: readText(from, `${field}.from`, say) }),
      ...(isNothing(to) ? {} : { to: readText(to, `${field}.to`, say) }),
    };
  };

/** A run tells how it goes twice a second; after such a silence it is asked for. */
const SILENCE_MS = 30_000;

/** Runs it and waits for what comes of it. `progress`: 0–1. Rejects with why nothing came of it. */
export function livedAgain(site: Site, command: WhatIf, progress: (done: number) => void): Promise<WhatIfResult> {
  return new Promise((resolve, reject) => {
    const told: WhatIfRun[] = [];
    let startedAt: unknown;
    let silence: NodeJS.Timeout | undefined;
    const end = (act: () => void): void => {
      clearTimeout(silence);
      leave();
      act();
    };
    const look = (run: WhatIfRun): void => {
      if (run.startedAt !== startedAt) return;
      clearTimeout(silence);
      const { state, done, result, text = state } = run;
      if (state === 'running') {
        progress(done);
        silence = setTimeout(ask, SILENCE_MS).unref();
      } else end(() => (result ? resolve(result) : reject(new SurplugError('INVALID_INPUT', text))));
    };
    const ask = (): void => {
      site.query({ what: 'what-if' }).then(
        (runs) => {
          const [run] = runs as unknown as readonly WhatIfRun[];
          if (run && run.startedAt === startedAt) look(run);
          else end(() => reject(new SurplugError('CLOSED', ERROR_CODES.CLOSED)));
        },
        (error: unknown) => end(() => reject(error)),
      );
    };
    const leave = site.on((event) => {
      if (event.event !== 'what-if') return;
      told.push(event.run);
      look(event.run);
    });
    site.command(command).then(
      ({ applied }) => {
        startedAt = applied['startedAt'];
        // What was told before the answer came.
        for (const run of told) look(run);
      },
      (error: unknown) => end(() => reject(error)),
    );
  });
}
