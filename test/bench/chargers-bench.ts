import { Load } from './chargers-load.js';
import { type ServerKind, ServerProcess } from './chargers-server.js';
import { type Bench, inTurns, type Measure, type Pair, paired, quantile } from './measure.js';

/*
 * 200 chargers connected at once, each with meter values every second: our central system beside a bare ocpp-rpc server
 * that only answers, each in a process of its own, in turns, in one run. Goal: at most twice its CPU per message. Then the
 * same at full speed, memory per charger with every trace full, and the whole site beside the same bare server.
 */

const CHARGERS = 200;
const TURNS = 4;
const TURN_S = 5;
const BURST = 40;
/** More than a trace keeps, so that memory is that of a charger long connected and code is warm. */
const WARM_UP = 120;
/** Chargers are configured a while after their boot. */
const SETTLE_MS = 4_000;

interface Used {
  /** CPU time of the server for each message, µs. */
  readonly cpuUs: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  readonly perSecond: number;
}

/** A server with all its chargers connected, warm, at rest. */
class Side {
  private constructor(
    readonly server: ServerProcess,
    readonly load: Load,
    readonly kbPerCharger: number,
  ) {}

  static async open(kind: ServerKind): Promise<Side> {
    const server = await ServerProcess.start(kind, CHARGERS);
    const load = new Load();
    const emptyBytes = await server.ask('heap');
    await load.connect(server.port, CHARGERS);
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    await load.atOnce(WARM_UP);
    const kbPerCharger = ((await server.ask('heap')) - emptyBytes) / CHARGERS / 1024;
    return new Side(server, load, kbPerCharger);
  }

  everySecond = (): Promise<Used> => this.#used(() => this.load.everySecond(TURN_S));
  atOnce = (): Promise<Used> => this.#used(() => this.load.atOnce(BURST));

  async #used(talk: () => ReturnType<Load['atOnce']>): Promise<Used> {
    const before = await this.server.ask('cpu');
    const began = performance.now();
    const { messages, tookMs } = await talk();
    const perSecond = (messages * 1000) / (performance.now() - began);
    const cpuUs = ((await this.server.ask('cpu')) - before) / messages;
    return { cpuUs, medianMs: quantile(tookMs, 0.5), p99Ms: quantile(tookMs, 0.99), perSecond };
  }

  async close(): Promise<void> {
    this.load.close();
    await this.server.end();
  }
}

const BARE = 'bare ocpp-rpc';

/** The numbers of a kind of talk, side by side. */
function measures(who: string, pairs: readonly Pair<Used>[], goal?: string): readonly Measure[] {
  const of = (what: string, unit: string, key: keyof Used, aim?: string): Measure => {
    const numbers = pairs.map((pair) => ({ ours: pair.ours[key], other: pair.other[key] }));
    return paired({ bench: 'chargers', what: `${who}: ${what}`, unit, ...(aim && { goal: aim }) }, BARE, numbers);
  };
  return [
    of('CPU per message', 'µs', 'cpuUs', goal),
    of('answer, median', 'ms', 'medianMs'),
    of('answer, p99', 'ms', 'p99Ms'),
  ];
}

/** One side after the other beside the same bare server; memory per charger with it. */
async function beside(kind: ServerKind, who: string, bare: Side, say: (progress: string) => void, goal?: string) {
  say(`${who}: ${CHARGERS} chargers connect`);
  const side = await Side.open(kind);
  try {
    say(`${who}: ${TURNS} turns of ${TURN_S} s beside ${BARE}`);
    const calm = await inTurns(TURNS, side.everySecond, bare.everySecond);
    const fast = await inTurns(TURNS, side.atOnce, bare.atOnce);
    return [
      ...measures(`${who}, every second`, calm, goal),
      ...measures(`${who}, at full speed`, fast).slice(0, 1),
      paired({ bench: 'chargers', what: `${who}: memory per charger`, unit: 'kB' }, BARE, [
        { ours: side.kbPerCharger, other: bare.kbPerCharger },
      ]),
    ];
  } finally {
    await side.close();
  }
}

export const chargersBench: Bench = async (say) => {
  say(`${BARE}: ${CHARGERS} chargers connect`);
  const bare = await Side.open('bare');
  try {
    return [
      ...(await beside('ours', 'central system', bare, say, '≤ 2')),
      ...(await beside('site', 'whole site', bare, say)),
    ];
  } finally {
    await bare.close();
  }
};
