import type { Translate, ValueType } from '../shared/red.editor.js';

const FROM_ELSEWHERE: readonly ValueType[] = ['msg', 'flow', 'global', 'jsonata', 'env'];

/** What the value of each command can be, the usual first. */
const FORMS: Readonly<Record<string, readonly (string | readonly string[])[]>> = {
  mode: [['FAST', 'ECO', 'ECO+']],
  current: ['num', 'nothing'],
  ecoPlusA: ['num'],
  charge: [['start', 'stop']],
  boost: ['bool', 'num', 'json'],
  lock: ['bool'],
  access: [['free', 'cards']],
  priority: ['num'],
  timers: ['json'],
  readyBy: ['json', 'nothing'],
  cheapUpTo: ['num', 'nothing'],
  limit: ['json', 'nothing'],
  reserve: ['json', 'nothing'],
  default: [['all', 'mode', 'current', 'ecoPlusA', 'access', 'priority', 'timers', 'lock']],
  policy: [['equal', 'priority', 'energy-fair']],
  preset: [['gentle', 'balanced', 'strict', 'literal']],
  prices: ['json'],
  forecast: ['json'],
  adopt: ['json', 'str'],
  forget: ['str'],
  rfid: ['json'],
  findMeters: ['str', 'json', 'bool'],
  whatIf: [['FAST', 'ECO', 'ECO+'], 'json', 'bool'],
  unlock: ['nothing'],
  available: ['bool'],
  reset: [['soft', 'hard'], 'json'],
  firmware: ['json', 'str'],
  forgetCar: ['nothing'],
  diagnostics: ['nothing'],
  ocpp: ['json', 'str'],
  charges: ['str', 'json'],
  faults: ['str', 'json'],
  statistics: [['day', 'month', 'year'], 'json'],
  why: ['str'],
  cards: ['nothing'],
  trace: ['nothing'],
  configuration: ['nothing'],
  storage: ['nothing'],
  'meter-search': ['nothing'],
  export: [['report', 'charges', 'faults', 'statistics', 'decisions'], 'json'],
};

export const COMMANDS: readonly string[] = Object.keys(FORMS);

/** Something to start from where the value is an object. */
const EXAMPLES: Readonly<Record<string, unknown>> = {
  boost: { minutes: 60 },
  timers: [{ start: '23:00', end: '05:00', repeat: 'daily', enabled: true }],
  readyBy: { time: '07:00', energyWh: 20000 },
  limit: { amps: 10, ttlS: 600, name: 'grid operator' },
  reserve: { idTag: '04A1B2C3', until: '2027-01-01T08:00:00Z' },
  prices: [{ start: '2027-01-01T00:00:00Z', price: 0.21 }],
  forecast: [{ start: '2027-01-01T12:00:00Z', powerW: 4200 }],
  adopt: { id: 'garage', name: 'Garage', access: 'free' },
  rfid: { add: { idTag: '04A1B2C3', name: 'Anna' } },
  findMeters: { type: 'modbus-tcp', host: '192.168.1.20' },
  whatIf: { mode: 'ECO', from: '2027-01-31' },
  firmware: { file: 'HC-11.bin' },
  ocpp: { action: 'ChangeConfiguration', payload: { key: 'LightIntensity', value: '50' } },
  charges: { last: 20 },
  faults: { from: '2027-01' },
  statistics: { by: 'month', split: 'card' },
  export: { of: 'report', as: 'xlsx', from: '2027-01' },
};

/** A value to begin with when a command is chosen. */
export const exampleOf = (command: string): string | undefined =>
  command in EXAMPLES ? JSON.stringify(EXAMPLES[command]) : undefined;

/** Whether a plain text stands for no value at all. */
export const textIsNothing = (command: string): boolean => FORMS[command]?.includes('nothing') ?? false;

/** The kind a saved value is shown as. A text written by hand, where a text stands for nothing, is meant as the other kind. */
export function kindOf(command: string, valueType: string, value: string): string {
  const other = FORMS[command]?.find((form) => form !== 'nothing');
  const meant = valueType === 'str' && value !== '' && textIsNothing(command);
  return meant && typeof other === 'string' ? other : valueType;
}

/** The kinds of value a command takes, as the typed input wants them. */
export function valueTypes(command: string, _: Translate): readonly ValueType[] {
  // Without a command the field is not seen, and keeps what a fresh node has.
  const own = (FORMS[command] ?? ['str']).map((form): ValueType => {
    if (form === 'nothing') return { value: 'str', label: _('surplug-control.nothing'), hasValue: false };
    if (typeof form === 'string') return form;
    return {
      value: 'str',
      label: _('surplug-control.label.value'),
      options: form.map((word) => ({ value: word, label: word })),
    };
  });
  return [...own, ...FROM_ELSEWHERE];
}
