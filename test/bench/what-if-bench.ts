import { monitorEventLoopDelay } from 'node:perf_hooks';
import { deflateRawSync } from 'node:zlib';
import { seconds, wallMs } from '../../core/model/units.js';
import { eventsIn } from '../../core/records/thread/journal.js';
import { runOnThread } from '../../core/what-if/what-if-thread.js';
import { chargerFacts, siteFacts } from '../core/control/house.js';
import { CAR, live } from '../core/what-if/lived-day.js';
import { replay } from '../means/replay.js';
import { type Bench, inTurns, median, paired } from './measure.js';

/*
 * Six hours of a home with a car, meters read every second, run again under another mode on the thread that does it for a
 * hub: beside the plain replay of the same journal, which decides once where this lives in two worlds; and the longest
 * stall of the host's event loop meanwhile, beside an idle one.
 */

const HOURS = 6;
const START = '2026-06-21T08:00:00Z';
const ROUNDS = 5;
/** As the records batch a journal. */
const EVENTS_A_CHUNK = 60;
const METERS = ['grid', 'solar'] as const;

const DAY = {
  facts: siteFacts({
    meters: METERS.map((role) => ({ meterId: role, role, periodS: seconds(1) })),
    chargers: [chargerFacts('a', { mode: 'ECO+' })],
  }),
  start: START,
  seconds: HOURS * 3600,
  sunW: (t: number) => Math.max(0, 6500 + 2500 * Math.sin(t / 700)),
  loadW: (t: number) => [200 + (t % 900 < 120 ? 2000 : 0), 100, 100],
  cars: { a: CAR },
};

const packed = (journal: readonly string[]): readonly Uint8Array[] =>
  Array.from({ length: Math.ceil(journal.length / EVENTS_A_CHUNK) }, (_, k) =>
    deflateRawSync(journal.slice(k * EVENTS_A_CHUNK, (k + 1) * EVENTS_A_CHUNK).join('\n')),
  );

const tookMs = async (act: () => unknown): Promise<number> => {
  const began = performance.now();
  await act();
  return performance.now() - began;
};

async function longestStallMs(act: () => Promise<unknown>): Promise<number> {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  await act();
  delays.disable();
  return delays.max / 1e6;
}

export const whatIfBench: Bench = async (say) => {
  const bodies = packed((await live(DAY)).journal);
  say(`${HOURS} hours are lived: ${bodies.length} chunks`);
  const fromMs = wallMs(Date.parse(START));
  const job = {
    fromMs,
    toMs: wallMs(fromMs + HOURS * 3_600_000),
    change: { facts: {}, chargers: { a: { mode: 'FAST' as const } } },
  };
  const again = () => runOnThread({ job, bodies, cars: {} }, () => undefined, new AbortController().signal);
  const replayed = () => {
    for (const _turn of replay(bodies.flatMap((body) => eventsIn(body))));
  };
  const times = await inTurns(
    ROUNDS,
    () => tookMs(again),
    () => tookMs(replayed),
  );
  say('beside the plain replay');
  const runMs = median(times.map(({ ours }) => ours));
  const stalls = await inTurns(
    ROUNDS,
    () => longestStallMs(again),
    () => longestStallMs(() => new Promise((resolve) => setTimeout(resolve, runMs))),
  );
  const bench = 'what-if';
  return [
    paired({ bench, what: `${HOURS} recorded hours run again`, unit: 'ms' }, 'replayed as they were', times),
    paired({ bench, what: 'longest stall of the host meanwhile', unit: 'ms', goal: '1' }, 'idle', stalls),
  ];
};
