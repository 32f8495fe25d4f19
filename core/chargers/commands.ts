import type { ChargerFacts } from '../model/charger.js';
import type { Command, CommandOutcome } from '../model/command.js';
import type { ChargePoint } from './charge-point.js';
import { chargerTime } from './inbound/clock-sense.js';
import { type Answer, accepted, wordOf } from './outbound/ask.js';
import { writeLimit } from './outbound/limits.js';
import type { Layer } from './outbound/profiles.js';

/** After every form of a profile was refused, only the likeliest is tried for so long. */
const SEARCH_AGAIN_MS = 10 * 60_000;

/** Carries a command to the charger in the words it understands. Resolves always. */
export async function obey(point: ChargePoint, facts: ChargerFacts, command: Command): Promise<CommandOutcome> {
  switch (command.kind) {
    case 'set-limit':
      return limit(point, facts, 'live', command.limitA, command);
    case 'set-safe-limit':
      return limit(point, facts, 'safe', command.limitA);
    case 'set-max-limit':
      return limit(point, facts, 'max', command.limitA);
    case 'start-transaction': {
      const { idTag } = command;
      return outcome(await point.ask('RemoteStartTransaction', { connectorId: facts.connectorId, idTag }));
    }
    case 'stop-transaction': {
      const transactionId = point.transactions.theirs(command.transactionId);
      return outcome(await point.ask('RemoteStopTransaction', { transactionId }));
    }
  }
}

async function limit(
  point: ChargePoint,
  facts: ChargerFacts,
  layer: Layer,
  limitA: number,
  live?: Command & { kind: 'set-limit' },
): Promise<CommandOutcome> {
  const now = point.host.clock.now();
  const { running } = point.transactions;
  const transactionId = live && (running?.theirs ?? live.transactionId);
  const { outcome, abilities, allRefused } = await writeLimit(
    (action, payload) => point.ask(action, payload),
    layer,
    facts.connectorId,
    point.abilities,
    {
      limitA,
      phases: facts.phases.length,
      chargerNowMs: chargerTime(point.sense, now),
      safeA: point.safeA ?? facts.safeA,
      ...(live && { durationS: live.durationS }),
      ...(transactionId !== undefined && { transactionId }),
      ...(running && { elapsedS: Math.max(0, (now.wallMs - running.startedAt) / 1000) }),
      ...(live?.phases !== undefined && point.abilities.phaseSwitching && { numberPhases: live.phases }),
    },
    {
      search: now.monoMs >= (point.searchAgainAt.get(layer) ?? 0),
      currentAccepted: point.currentAccepted.has(layer),
    },
  );
  if (allRefused) point.searchAgainAt.set(layer, now.monoMs + SEARCH_AGAIN_MS);
  if (outcome.result === 'accepted') {
    point.searchAgainAt.delete(layer);
    if (limitA > 0) point.currentAccepted.add(layer);
    if (layer === 'safe') point.safeA = limitA;
  }
  // What else was learned while the charger was asked stays.
  const { refuses: _, ...learned } = abilities;
  point.learn(learned);
  return outcome;
}

function outcome(answer: Answer): CommandOutcome {
  if (accepted(answer)) return { result: 'accepted' };
  const detail = wordOf(answer);
  return answer.kind === 'timeout' || answer.kind === 'offline' || answer.kind === 'busy'
    ? { result: 'failed', detail }
    : { result: 'refused', detail };
}
