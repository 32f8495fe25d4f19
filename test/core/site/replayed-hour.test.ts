import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Command, CommandOutcome } from '../../../core/model/command.js';
import type { Decision } from '../../../core/model/decision.js';
import { inEnglish } from '../../../core/model/error-texts.js';
import type { Observation, ObservedEvent } from '../../../core/model/event.js';
import { amps, seconds, wattHours, watts } from '../../../core/model/units.js';
import { NO_WISHES } from '../../../core/model/wishes.js';
import { Loop } from '../../../core/site/loop.js';
import { FakeClock } from '../../means/fake-clock.js';
import { KeptLog } from '../../means/kept-log.js';
import { replay } from '../../means/replay.js';
import { chargerFacts, siteFacts } from '../control/house.js';

const HOUR_S = 3600;
const FACTS = siteFacts({
  preset: 'balanced',
  meters: [
    { meterId: 'grid', role: 'grid', periodS: seconds(2) },
    { meterId: 'battery', role: 'battery', periodS: seconds(2) },
  ],
  chargers: [chargerFacts('a', { mode: 'ECO+' }), chargerFacts('b', { mode: 'ECO+', phases: [2] })],
});

/** What happens in the hour beside sun and cars: wishes, a reboot, a silent meter, a clock that is set. */
const EVENTS: Readonly<Record<number, Observation>> = {
  300: { kind: 'wish', chargerId: 'b', set: { mode: 'FAST' } },
  900: { kind: 'disconnected', chargerId: 'a' },
  930: { kind: 'booted', chargerId: 'a', identity: { vendor: 'V', model: 'M' } },
  1500: { kind: 'wish', chargerId: 'b', set: { charging: 'stopped' } },
  1800: { kind: 'wish', chargerId: 'b', set: { charging: 'allowed', startAsked: true, mode: 'ECO' } },
  2100: {
    kind: 'site-wishes',
    wishes: { version: 1, cards: [], adopted: [], policy: 'energy-fair', preset: 'strict' },
  },
  2700: { kind: 'car-forgotten', chargerId: 'a' },
};

/** An hour of a home through the real loop: its journal, and what was decided in every turn. */
async function live(): Promise<{ readonly journal: readonly string[]; readonly lived: readonly string[] }> {
  const clock = new FakeClock();
  const journal: string[] = [];
  const lived: string[] = [];
  const told = new Map<string, number>();
  const drawA = new Map<string, number>();
  const opened = {
    kind: 'opened',
    facts: FACTS,
    wishes: NO_WISHES,
    kept: { abilities: {}, memory: null, transactions: {} },
  } as const;
  const loop: Loop = new Loop(opened, {
    clock,
    log: new KeptLog(),
    say: inEnglish,
    send: async (command: Command): Promise<CommandOutcome> => {
      if (command.kind === 'set-limit') told.set(command.chargerId, command.limitA);
      return { result: 'accepted' };
    },
    folded: (event: ObservedEvent) => journal.push(JSON.stringify(event)),
    decided: (_state, decisions: readonly Decision[]) => lived.push(JSON.stringify(decisions)),
  });
  loop.start();
  const now = () => clock.now();
  const status = (chargerId: string, word: 'Preparing' | 'Charging' | 'SuspendedEVSE') =>
    loop.observe({ kind: 'status', chargerId, connectorId: 1, status: word, fault: null, takenAt: now().monoMs });
  for (const [k, { id }] of FACTS.chargers.entries()) {
    loop.observe({ kind: 'connected', chargerId: id });
    status(id, 'Preparing');
    const transaction = { transactionId: k + 1, idTag: 'SURPLUG', startedAt: now().wallMs, meterStartWh: wattHours(0) };
    loop.observe({ kind: 'transaction-started', chargerId: id, transaction: { ...transaction, startedBy: 'plug-in' } });
  }
  for (let t = 0; t < HOUR_S; t++) {
    await clock.advance(1000);
    const event = EVENTS[t];
    if (event) loop.observe(event);
    const sunW = 6000 + 5000 * Math.sin(t / 300) + 900 * Math.sin(t / 7);
    const gridW = [300, 400, 200].map((load) => load - sunW / 3);
    for (const { id, phases } of FACTS.chargers) {
      const wantedA = Math.max(0, (told.get(id) ?? 0) - 0.3);
      const before = drawA.get(id) ?? 0;
      const after = wantedA > before ? Math.min(wantedA, before + 1.2) : wantedA;
      drawA.set(id, after);
      if (after > 0 !== before > 0) status(id, after > 0 ? 'Charging' : 'SuspendedEVSE');
      for (const phase of phases) gridW[phase - 1] = (gridW[phase - 1] ?? 0) + after * 230;
      const sample = { takenAt: now().monoMs, takenAtWall: now().wallMs, currentA: phases.map(() => amps(after)) };
      if (t % 10 === 0) loop.observe({ kind: 'sample', chargerId: id, sample });
    }
    if (t % 2 === 0 && (t < 1200 || t > 1260)) {
      const reading = { meterId: 'grid', role: 'grid', takenAt: now().monoMs } as const;
      const powerW = watts(gridW.reduce((sum, value) => sum + value, 0));
      loop.observe({ kind: 'reading', reading: { ...reading, powerW, phaseW: gridW.map(watts) } });
      const battery = { meterId: 'battery', role: 'battery', takenAt: now().monoMs, socPct: 60 } as const;
      loop.observe({ kind: 'reading', reading: { ...battery, powerW: watts(-500 + 300 * Math.sin(t / 40)) } });
    }
  }
  await clock.advance(1000);
  loop.close();
  return { journal, lived };
}

describe('an hour of a home, replayed from its journal', () => {
  it('its journal, written and read, gives the decisions of every turn again, byte for byte', async () => {
    const { journal, lived } = await live();
    const again = [...replay(journal.map((line) => JSON.parse(line) as ObservedEvent))];
    assert.ok(lived.length > 0.9 * HOUR_S, `${lived.length} turns`);
    const codes = new Set(lived.flatMap((turn) => (JSON.parse(turn) as Decision[]).map((one) => one.because.code)));
    assert.ok(codes.size >= 8, `only ${[...codes].join()}`);
    for (const [k, turn] of lived.entries()) {
      assert.equal(JSON.stringify(again[k]?.decisions), turn, `turn ${k} of ${lived.length}`);
    }
  });
});
