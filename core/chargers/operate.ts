import type { ChargerAbilities, ChargerFacts } from '../model/charger.js';
import { ToldError } from '../model/error-texts.js';
import type { Payload } from '../ports/charger-gateway.js';
import { MODELS } from './models.js';
import { type Ask, wordOf } from './outbound/ask.js';
import { failureOf } from './outbound/failure.js';
import { checkCall, FIRMWARE } from './outbound/operations.js';
import { secretsIn } from './trace.js';

/** What an operation needs of its charger. */
interface OperatedCharger {
  readonly abilities: ChargerAbilities;
  readonly charging: boolean;
  readonly ask: Ask;
}

interface Operation {
  readonly action: string;
  readonly payload: Payload;
  /** New firmware while a car charges, too. */
  readonly force: boolean;
}

/** Asks an operation that a user wants of a charger. Rejects with what is wrong with it, or with the charger's no. */
export async function operate(
  point: OperatedCharger,
  facts: ChargerFacts,
  { action, payload, force }: Operation,
): Promise<Payload> {
  const { name } = facts;
  checkCall(action, payload);
  checkModel(facts, action, payload);
  if (point.abilities.refuses.includes(action)) {
    throw new ToldError('NOT_SUPPORTED', 'charger-cannot', { charger: name, action });
  }
  if (FIRMWARE.includes(action) && !force && point.charging) {
    throw new ToldError('REJECTED', 'car-charges', { name });
  }
  const answer = await point.ask(action, payload);
  const failure = failureOf(name, action, answer, secretsIn(payload));
  if (failure) throw failure;
  const word = wordOf(answer);
  if (word === 'Rejected') throw new ToldError('REJECTED', 'charger-refused', { charger: name, action, answer: word });
  return answer.kind === 'answered' ? answer.payload : {};
}

/** What the manual of a make says it does not take, beyond whole operations. */
function checkModel(facts: ChargerFacts, action: string, payload: Payload): void {
  const model = MODELS[facts.model];
  const profile = (payload['csChargingProfiles'] ?? payload['chargingProfile']) as Payload | undefined;
  const recurrency = profile?.['recurrencyKind'];
  if (typeof recurrency === 'string' && !model.recurrency.some((kind) => kind === recurrency)) {
    throw new ToldError('NOT_SUPPORTED', 'charger-recurrency', {
      charger: model.name,
      kind: recurrency,
      choice: model.recurrency.join(', '),
    });
  }
  const location = payload['location'];
  if (
    action === 'UpdateFirmware' &&
    typeof location === 'string' &&
    location.includes('|') &&
    !model.fourPartFirmware
  ) {
    const form = 'url|user|password|md5';
    throw new ToldError('NOT_SUPPORTED', 'charger-plain-url', { charger: model.name, form });
  }
}
