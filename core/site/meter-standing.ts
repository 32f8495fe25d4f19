import { meterWell, readingAgeMs } from '../control/fuse/meter-health.js';
import type { MeterState, SiteState } from '../control/site-state.js';
import type { MonoMs } from '../model/units.js';
import { meterTroubleText } from '../words/names.js';

export interface MeterStanding {
  /** It is believed: what it says is decided on. */
  readonly ok: boolean;
  /** What is wrong, in the language of the site. */
  readonly trouble: string | null;
  /** What is odd about it although it works, in that language. */
  readonly remarks: readonly string[];
}

/** A value younger than this is not held for silence (core/control/fuse/meter-health, 1). */
const YOUNG_S = 10;

/** Whether a meter works. One that is `fed` by a flow has nobody to tell its trouble: it is seen by its age. */
export function meterStanding(
  state: SiteState,
  meter: MeterState | undefined,
  at: MonoMs,
  fed: boolean,
): Omit<MeterStanding, 'remarks'> {
  const say = (what: string): string => meterTroubleText(state.facts.language, what);
  const told = meter?.trouble ? say(meter.trouble) : null;
  if (!meter?.reading) return { ok: false, trouble: told ?? (fed ? say('unfed') : null) };
  if (meterWell(state, meter, at)) return { ok: true, trouble: told };
  const ageS = Math.round(readingAgeMs(meter, at) / 1000);
  const silent = fed ? 'unfed' : 'silent';
  return { ok: false, trouble: told ?? say(ageS < YOUNG_S ? 'frozen' : `${silent}: ${ageS} s`) };
}
