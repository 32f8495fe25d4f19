import { readConfiguration, settingOf } from '../chargers/configuration.js';
import type { ChargerFacts } from '../model/charger.js';
import { codeOf } from '../model/error.js';
import { ToldError } from '../model/error-texts.js';
import type { Applied, CommandOf } from '../model/site-command.js';
import type { ChargerGateway, Payload } from '../ports/charger-gateway.js';

type OcppCommand = CommandOf<'ocpp'>;

/** Operations that are about one connector. */
const ABOUT_A_CONNECTOR: readonly string[] = [
  'ChangeAvailability',
  'GetCompositeSchedule',
  'RemoteStartTransaction',
  'ReserveNow',
  'SetChargingProfile',
  'UnlockConnector',
];

/** Words for no beside Rejected. */
const NOES: readonly string[] = [
  'Failed',
  'Faulted',
  'NotImplemented',
  'NotSupported',
  'Occupied',
  'Unavailable',
  'UnknownMessageId',
  'UnknownVendorId',
  'UnlockFailed',
  'VersionMismatch',
];

/**
 * Does an OCPP operation that a user asked for, and says what the charger answered. A no is an error, whatever word the
 * operation has for it.
 */
export async function askCharger(
  { action, payload, force }: OcppCommand,
  facts: ChargerFacts,
  charging: boolean,
  call: ChargerGateway['call'],
): Promise<Applied> {
  if (action === 'Reset' && charging && force !== true) {
    throw new ToldError('REJECTED', 'car-charges', { name: facts.name });
  }
  const whole = ABOUT_A_CONNECTOR.includes(action) ? { connectorId: facts.connectorId, ...payload } : inText(payload);
  const asked = call(facts.id, action, whole, { force: force === true || !charging });
  const response = action === 'ChangeConfiguration' ? await settingTaken(asked, whole, facts, call) : await asked;
  const word = String(response['status']);
  if (word === 'NotSupported') {
    throw new ToldError('NOT_SUPPORTED', 'charger-cannot', { charger: facts.name, action });
  }
  if (NOES.includes(word)) {
    throw new ToldError('REJECTED', 'charger-refused', { charger: facts.name, action, answer: word });
  }
  return { action, response };
}

/** The value of a setting is a text in OCPP, also of one that is a number or a flag. */
const inText = (payload: Payload): Payload =>
  ['number', 'boolean'].includes(typeof payload['value']) ? { ...payload, value: String(payload['value']) } : payload;

/** The answer to a change of a setting; a no says why, where the charger tells. The value is not told: it may be secret. */
async function settingTaken(
  asked: Promise<Payload>,
  { key }: Payload,
  { id, name }: ChargerFacts,
  call: ChargerGateway['call'],
): Promise<Payload> {
  const told = { charger: name, key: String(key) };
  try {
    const response = await asked;
    // Of a setting it means that one alone.
    if (response['status'] !== 'NotSupported') return response;
  } catch (error) {
    if (codeOf(error) !== 'REJECTED') throw error;
    const seen = readConfiguration(await call(id, 'GetConfiguration', { key: [key] }).catch(() => ({})));
    if (settingOf(seen, told.key)?.readonly) throw new ToldError('REJECTED', 'setting-fixed', told);
    if (error instanceof ToldError && error.values['answer'] === 'Rejected')
      throw new ToldError('REJECTED', 'setting-refused', told);
    throw error;
  }
  throw new ToldError('REJECTED', 'setting-unknown', told);
}

/** Puts a charger back that another server or a flow took out of service: as a whole, or its connector where it wants that. */
export async function intoService({ id, connectorId }: ChargerFacts, call: ChargerGateway['call']): Promise<void> {
  const put = (connector: number) => call(id, 'ChangeAvailability', { connectorId: connector, type: 'Operative' });
  await put(0).catch(() => put(connectorId));
}
