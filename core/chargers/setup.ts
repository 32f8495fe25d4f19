import type { ChargerAbilities } from '../model/charger.js';
import { seconds } from '../model/units.js';
import type { Payload } from '../ports/charger-gateway.js';
import { abilitiesIn, type Configuration, readConfiguration, SETTINGS, settingOf, wordsOf } from './configuration.js';
import { numberIn } from './inbound/fields.js';
import type { ChargerModel } from './models.js';
import { type Answer, type Ask, accepted, wordOf } from './outbound/ask.js';

/**
 * How a charger is made ready, gently: every step may be refused, and none is asked for what already is.
 *
 * 1. Its settings are read, by name where it does not tell them all (Entratek, evcc #15869); what cannot be read is not
 *    changed, but for the two that the control lives on.
 * 2. Measurands: enough when current, voltage and energy are among them. Otherwise the whole list; refused, each one
 *    alone, and then those that were taken.
 * 3. The shortest sample interval it takes; without one, the clock-aligned interval.
 * 4. No BootNotification is ever triggered (lbbrhzn/ocpp #389: some reboot for real); a status and meter values are, where
 *    the charger is known to take that, or has told no status at all: without one no car is known to be there. It may, too,
 *    where settings are not answered: some answer under an id of their own (prilepski/OCPP-ChargePoint-Simulator).
 *
 * A setting that made the charger reboot is not written again: `written` remembers over reconnects. A question that breaks
 * off its connection is put twice and no more (Grizzl-E, lbbrhzn/ocpp #1879).
 */
export interface SetupContext {
  readonly ask: Ask;
  readonly model: ChargerModel;
  readonly abilities: () => ChargerAbilities;
  readonly learn: (learned: Partial<ChargerAbilities>) => void;
  /** The limits that were written before are written anew. */
  readonly writeAnew: () => void;
  readonly connectorId: number;
  readonly sampleIntervalsS: readonly number[];
  /** Settings already written in this life, "key=value". */
  readonly written: Set<string>;
  /** How often in a row an operation broke off the connection, instead of being answered. */
  readonly broken: Map<string, number>;
  /** Whether a status of the connector was heard on this connection. */
  readonly statusHeard: () => boolean;
  /** Whether one was heard ever, by this hub. */
  readonly statusKnown: () => boolean;
}

const NEEDED = ['Current.Import', 'Voltage', 'Energy.Active.Import.Register'] as const;

/** Resolves with the settings as they were read, or undefined when the charger stopped answering. */
export async function configure(context: SetupContext): Promise<Configuration | undefined> {
  const configuration = await readSettings(context);
  if (!configuration) {
    await askStatus(context, new Map());
    return undefined;
  }
  const { rateUnit } = context.abilities();
  context.learn(abilitiesIn(configuration, context.abilities()));
  // Limits in the unit it does not name are taken, and nothing more (matth-x/MicroOcppSimulator).
  if (context.abilities().rateUnit !== rateUnit) context.writeAnew();
  if (configuration.size > 0) await chooseMeasurands(context, configuration);
  const sampleIntervalS = await shortenInterval(context, configuration);
  if (sampleIntervalS !== undefined) context.learn({ sampleIntervalS: seconds(sampleIntervalS) });
  await askStatus(context, configuration);
  return configuration;
}

async function askStatus(context: SetupContext, configuration: Configuration): Promise<void> {
  if (context.statusHeard() || !triggers(context, configuration)) return;
  const about = { connectorId: context.connectorId };
  const told = await knows(context, 'TriggerMessage', { requestedMessage: 'StatusNotification', ...about });
  if (accepted(told)) await context.ask('TriggerMessage', { requestedMessage: 'MeterValues', ...about });
}

async function readSettings(context: SetupContext): Promise<Configuration | undefined> {
  const all = await knows(context, 'GetConfiguration', {});
  const told = settingsIn(all);
  if (told.size > 0 || all.kind === 'unsupported') return told;
  if (all.kind === 'offline' || all.kind === 'busy') return undefined;
  const named = await knows(context, 'GetConfiguration', { key: SETTINGS });
  return all.kind === 'timeout' && silent(named) ? undefined : settingsIn(named);
}

const settingsIn = (answer: Answer): Configuration =>
  readConfiguration(answer.kind === 'answered' ? answer.payload : {});

const silent = ({ kind }: Answer): boolean => kind === 'timeout' || kind === 'offline' || kind === 'busy';

async function knows({ abilities, ask, broken }: SetupContext, action: string, payload: Payload): Promise<Answer> {
  const times = broken.get(action) ?? 0;
  if (abilities().refuses.includes(action) || times >= BREAKS_MOST)
    return { kind: 'unsupported', code: 'NotSupported' };
  const answer = await ask(action, payload);
  if (answer.kind === 'answered') broken.delete(action);
  if (answer.kind === 'offline' && answer.brokeOff) broken.set(action, times + 1);
  return answer;
}

const BREAKS_MOST = 2;

/** A generic charger must say that it takes triggers; a known make is known to. */
function triggers(context: SetupContext, configuration: Configuration): boolean {
  if (context.abilities().refuses.includes('TriggerMessage')) return false;
  const profiles = settingOf(configuration, 'SupportedFeatureProfiles')?.value ?? '';
  return context.model.id !== 'generic' || /remote ?trigger/i.test(profiles) || !context.statusKnown();
}

async function chooseMeasurands(context: SetupContext, configuration: Configuration): Promise<void> {
  const setting = settingOf(configuration, 'MeterValuesSampledData');
  const has = wordsOf(setting?.value ?? '');
  const lower = new Set(has.map((word) => word.toLowerCase()));
  if (setting?.readonly || NEEDED.every((measurand) => lower.has(measurand.toLowerCase()))) return;
  const key = setting?.key ?? 'MeterValuesSampledData';
  const wanted = [...new Set([...context.model.measurands, ...has.filter((word) => /^soc$/i.test(word))])];
  // Asked for before, and not kept: trying one by one would reboot it each time (lbbrhzn/ocpp #1099).
  if (context.written.has(`${key}=${wanted.join(',')}`)) return;
  if (await change(context, key, wanted.join(','))) return;
  const taken: string[] = [];
  for (const measurand of wanted) {
    if (await change(context, key, measurand)) taken.push(measurand);
  }
  if (taken.length > 1 && !(await change(context, key, taken.join(',')))) await change(context, key, has.join(','));
}

async function shortenInterval(context: SetupContext, configuration: Configuration): Promise<number | undefined> {
  const setting = settingOf(configuration, 'MeterValueSampleInterval');
  const present = numberIn(setting?.value);
  const shortest = Math.min(...context.sampleIntervalsS);
  if (setting?.readonly || (present !== undefined && present > 0 && present <= shortest)) return present;
  for (const interval of context.sampleIntervalsS) {
    if (present !== undefined && present > 0 && interval >= present) return present;
    const word = await changeWord(context, setting?.key ?? 'MeterValueSampleInterval', String(interval));
    if (TAKEN.includes(word)) return interval;
    if (word !== 'rejected') break;
  }
  const aligned = settingOf(configuration, 'ClockAlignedDataInterval');
  if (present !== undefined || !aligned || aligned.readonly) return present;
  const interval = Math.max(10, shortest);
  return (await change(context, aligned.key, String(interval))) ? interval : undefined;
}

const TAKEN: readonly string[] = ['accepted', 'rebootrequired'];

const change = async (context: SetupContext, key: string, value: string): Promise<boolean> =>
  TAKEN.includes(await changeWord(context, key, value));

/** The charger's word, in small letters; "unchanged" for what was already written in this life. */
async function changeWord(context: SetupContext, key: string, value: string): Promise<string> {
  const once = `${key}=${value}`;
  if (value === '' || context.written.has(once)) return 'unchanged';
  context.written.add(once);
  return wordOf(await knows(context, 'ChangeConfiguration', { key, value })).toLowerCase();
}
