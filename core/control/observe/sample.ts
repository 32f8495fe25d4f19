/**
 * What a charger measures.
 *
 * 1. What was told within a minute and a half still holds, the currents until there are others, or a power denies zeros of
 *    them: some tell each value in a message of its own.
 * 2. Samples are ordered by their own timestamps; an older one changes nothing, nor does one from the future, or one that comes
 *    late out of a queue, of a charge that is over.
 * 3. From what flows the status is believed, obedience is judged, and the car is learned.
 */
import { PLAUSIBLE, plausible } from '../../model/outside-number.js';
import type { ChargerSample } from '../../model/reading.js';
import { amps, fromTheFuture, type MonoMs, type WallMs } from '../../model/units.js';
import { REACTS_BY_MS } from '../car/bracket.js';
import { learn } from '../car/learn.js';
import { proveObedience } from '../car/obedience.js';
import { counted, drawOf, guessed, withReckoned } from '../car/reckoned-current.js';
import type { ChargerState } from '../site-state.js';
import { FLOWS_A, statusBySample } from './believed-status.js';

const LATE_MS = 60_000;
const DRAWS = 4;
const LATELY_MS = 90_000;
const FLOWS_W = 500;

export function takeSample(charger: ChargerState, told: ChargerSample, at: MonoMs, atWall: WallMs): ChargerState {
  const sample = withReckoned(charger, { ...lately(charger, told), ...told });
  if (!Number.isFinite(sample.takenAt) || fromTheFuture(sample.takenAt, at)) return charger;
  if (charger.sample && sample.takenAt < charger.sample.takenAt) return charger;
  const over = charger.transaction === null && charger.status !== 'Charging';
  if (over && sample.takenAt < Math.max(charger.statusAt ?? 0, at - LATE_MS)) return charger;
  const currentA = told.currentA ? (sample.currentA ?? []) : [];
  const currents = currentA.filter((value) => plausible(value, PLAUSIBLE.currentA));
  if (currents.length === 0) return { ...charger, heard: true, sample };
  const draw = drawOf(charger, sample, currents);
  const measuredA = draw.drawA;
  // The same moment in another message counts once.
  const again = charger.draws.at(-1)?.at === sample.takenAt;
  const draws = again ? charger.draws.slice(0, -1) : charger.draws;
  const moved = Math.abs(measuredA - charger.measuredA) > 2;
  const seen: ChargerState = {
    ...charger,
    ...statusBySample(charger, sample.takenAt, measuredA),
    heard: true,
    sample,
    measuredA,
    draws: [...draws.slice(-(DRAWS - 1)), draw],
    drewAt: measuredA > FLOWS_A ? sample.takenAt : charger.drewAt,
    tookOffer: charger.tookOffer || (measuredA > FLOWS_A && followsOffer(charger, sample.takenAt)),
    drawChangedAt: moved && charger.sample ? charger.sample.takenAt : charger.drawChangedAt,
    pausedAtZero: charger.pausedAtZero && !(measuredA > FLOWS_A && (charger.profiles.live?.limitA ?? 0) > 0),
  };
  if (again) return seen;
  const judged = { ...seen, disobedience: proveObedience(seen, sample.takenAt, atWall) };
  const car = guessed(judged, sample) ? counted(judged, sample) : learn(judged, currentA, sample.takenAt);
  return { ...judged, car };
}

/** Whether what it draws may be by an offer of ours; in the first seconds of a charge it is by the charger's own limit. */
const followsOffer = ({ offers }: ChargerState, takenAt: MonoMs): boolean =>
  offers.some(({ at, limitA }) => limitA > 0 && at <= takenAt - REACTS_BY_MS);

/** What was told before and still holds. */
function lately({ sample, measuredA }: ChargerState, told: ChargerSample): Partial<ChargerSample> {
  if (!sample) return {};
  const { currentA, currentFrom, ...before } = sample;
  const denied = measuredA <= FLOWS_A && (told.powerW ?? 0) > FLOWS_W;
  const currents =
    told.currentA || denied ? {} : { ...(currentA && { currentA }), ...(currentFrom && { currentFrom }) };
  return told.takenAt - sample.takenAt < LATELY_MS ? { ...before, ...currents } : currents;
}

/** Without a transaction, or by its word, nothing flows; some say no more of it until it does (EM2GO, evcc #23878). */
export const nothingFlows = ({ sample }: ChargerState): Pick<ChargerState, 'sample' | 'measuredA'> => ({
  sample: sample && withoutFlow(sample),
  measuredA: amps(0),
});

const withoutFlow = ({ currentA, powerW: _gone, ...rest }: ChargerSample): ChargerSample => ({
  ...rest,
  ...(currentA && { currentA: currentA.map(() => amps(0)) }),
});
