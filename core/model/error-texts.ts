import { type ErrorCode, SurplugError } from './error.js';

/** What an error tells whoever asked, in English; `core/words` has the other languages. `{…}` is filled in. */
export const ERROR_TEXTS = {
  'port-in-use':
    'Port {port} is already used by another program, perhaps by Surplug in your other hub. Choose another port for one of them ({field}), or let this hub attach to the other.',
  'port-needs-rights': 'Port {port} needs more rights than this program has. Choose one above 1023 ({field}).',
  'address-not-here': 'This machine has no address {address}. Leave ocpp.bind empty to listen on all.',
  'cannot-listen': 'Cannot listen on port {port}: {detail}.',
  'file-unreadable': '{field}: {file} cannot be read; right would be a PEM file this program may read.',
  'charger-unknown': 'No charger {name} belongs to this site. There is {known}, or "all".',
  'no-charger-yet': 'No charger {name} belongs to this site. None is configured or adopted yet.',
  'charger-known': '{id} already belongs to the site.',
  'charger-configured': '{id} is in the configuration of the hub; take it away there.',
  'charger-not-adopted': 'No adopted charger has the id {id}.',
  'one-at-a-time': 'This is for one charger at a time; name it.',
  locked: '{name} is locked. Unlock it first, then start.',
  'start-refused': 'The charger refused to start ({detail}).',
  'car-charges': 'A car charges at {name}: stop the charge first, or force it.',
  'not-in-range': '{field} is {value}; it must be a number from {from} to {to}.',
  'charger-offline': '{charger} is not connected; {action} was not sent.',
  'charger-silent': '{charger} did not answer {action} in time; try again.',
  'charger-busy': '{charger} still has to answer other calls; try {action} again later.',
  'charger-cannot': '{charger} cannot do {action}.',
  'charger-refused': '{charger} answered {action} with {answer}.',
} as const;

export type ErrorText = keyof typeof ERROR_TEXTS;
export type ErrorTexts = Readonly<Record<ErrorText, string>>;

/** An error with a text in every language. */
export class ToldError extends SurplugError {
  constructor(
    code: ErrorCode,
    readonly text: ErrorText,
    readonly values: Readonly<Record<string, string>> = {},
    options?: ErrorOptions,
  ) {
    super(code, inEnglish(text, values), options);
  }
}

const inEnglish = (text: ErrorText, values: Readonly<Record<string, string>>): string =>
  ERROR_TEXTS[text].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '–');
