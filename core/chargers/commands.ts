import type { ChargerFacts } from '../model/charger.js';
import type { Command, CommandOutcome } from '../model/command.js';
import type { Payload } from '../ports/charger-gateway.js';
import { type Answer, accepted, wordOf } from './outbound/ask.js';
import type { StandingLimits } from './standing-limits.js';
import type { Transactions } from './transactions.js';

/** What a command needs of its charger. */
interface CommandedCharger {
  readonly limits: StandingLimits;
  readonly transactions: Transactions;
  /** `first`: before all that waits to be asked. */
  ask(action: string, payload: Payload, first?: boolean): Promise<Answer>;
}

/** Carries a command to the charger in the words it understands. Resolves always. */
export async function obey(point: CommandedCharger, facts: ChargerFacts, command: Command): Promise<CommandOutcome> {
  switch (command.kind) {
    case 'set-limit':
      return point.limits.write('live', facts, command.limitA, command);
    case 'set-safe-limit':
      return point.limits.write('safe', facts, command.limitA);
    case 'set-max-limit':
      return point.limits.write('max', facts, command.limitA);
    case 'start-transaction': {
      const { idTag } = command;
      return outcome(await point.ask('RemoteStartTransaction', { connectorId: facts.connectorId, idTag }, true));
    }
    case 'stop-transaction': {
      const transactionId = point.transactions.theirs(command.transactionId);
      if (command.resumes) point.limits.wakes();
      return outcome(await point.ask('RemoteStopTransaction', { transactionId }, true));
    }
  }
}

function outcome(answer: Answer): CommandOutcome {
  if (accepted(answer)) return { result: 'accepted' };
  const detail = wordOf(answer);
  return answer.kind === 'timeout' || answer.kind === 'offline' || answer.kind === 'busy'
    ? { result: 'failed', detail }
    : { result: 'refused', detail };
}
