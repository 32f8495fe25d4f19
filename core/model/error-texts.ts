import { type ErrorCode, SurplugError } from './error.js';

/** What errors and the log tell people, in English; `core/words` has the other languages. `{…}` is filled in. */
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
  'not-one-of': '{field} is {value}; it must be one of {choice}.',
  'not-a-flag': '{field} is {value}; it must be true or false.',
  'no-wish': '{name} is not something a charger can be wished; see the help of the control node.',
  'no-command': '{name} is not a command of this version.',
  'no-card': '{field} is {value}; it must have 1 to 20 characters.',
  'no-time': '{field} is {value}; it must be a time such as {example}.',
  'not-to-come': '{field} is {value}; it must be a time to come, in ISO 8601, e.g. {example}.',
  'timers-no-list': 'These timers cannot be set: they must be a list of {shape}.',
  'timers-too-many': 'These timers cannot be set: there are {count}; a charger has at most {most}.',
  'timers-overlap': 'These timers cannot be set: {one} and {other} overlap; move or disable one of them.',
  'timer-of-no-length': 'These timers cannot be set: {field} starts and ends at {time}.',
  'no-list-of-steps': '{field} must be a list of {shape}, at most {most} long.',
  'no-step': '{field} is {value}; it must have a start in ISO 8601, and as {key} a number from {from} to {to}.',
  'card-without-name': 'learn.name must be the name of whoever the card belongs to.',
  'read-already': 'The {role} value is already read from a meter; take that meter away, or push another role.',
  'map-unknown': 'There is no register map "{name}". Known: {choice}.',
  'map-without-role': 'The register map {name} has no {role} values; it serves {choice}.',
  'map-without-power':
    'The register map of your own tells no power: add powerW, phase1W (and its sisters), part1W, or importW and exportW.',
  'line-set-twice': 'Two meters on {where} are set differently: {one}, and {other}. Set both the same.',
  'preset-unknown': 'There is no MQTT preset "{name}". Known: {choice}.',
  'preset-without-topic': 'The MQTT preset {name} needs a topic, such as "{example}".',
  'mqtt-without-points': 'An MQTT meter needs a preset with its topic, or points such as {example}.',
  'broker-no-url': 'The MQTT meter needs a URL such as "{example}".',
  'chargers-cannot-tell': 'The chargers tell nothing of the {role}; they can stand in for grid or load.',
  'derived-needs': 'The {role} value cannot be derived: add a {needed} meter.',
  'derived-never': 'The {role} value cannot be derived: only grid, house, solar and battery can.',
  'value-impossible': 'The value was refused: {detail} is not possible in a home.',
  'value-without-power': '{names}: no power can be told from that alone; give powerW, phaseW or currentA too.',
  'values-not-per-phase':
    '{field} has {count} entries; right would be {phases}, one per phase of your supply, L1 first.',
  'no-meter-value':
    '{value} is no meter value; push a number (W, import positive) or an object with one or more of {choice}.',
  'link-no-address': 'The address of the site is no WebSocket address; it should look like {example}.',
  'link-no-token': 'To attach to a site, enter the token set for its link.',
  'link-not-yet': 'The host that owns the site has not answered yet.',
  'link-gone': 'The site at {address} is gone.',
  'link-token-wrong': 'The site at {address} does not take this token; enter the one set there.',
  'link-not-from-here':
    'The site at {address} takes no host from here; there, set a token for the link and allow other machines.',
  'link-other-version': 'The site at {address} speaks another version of the link; update the older Surplug.',
  'link-no-site': 'There is no site at {address}; check the address.',
  'link-busy': 'The site at {address} is too busy to take this host.',
  'link-silent': 'The site at {address} does not answer; see whether the host that owns it runs.',
  'link-timeout': 'The host that owns the site did not answer in time; look at the state, and try again.',
  'link-older': 'The host that owns the site has an older Surplug; update it.',
  'link-no-answer': 'The host that owns the site gave no answer; update the older Surplug.',
  'link-lost': 'The host that owns the site was lost before it answered; look at the state once it is back.',
  'link-closed': 'This site is closed; attach to it again.',
  'link-plain-only': 'Only plain values can be sent to a site: {detail}.',
  'link-tries-on': '{trouble} Trying again until it answers.',
  'link-attached': 'Attached to the site at {address}.',
  'link-failed': 'The site could not do that; the log of its owner says why.',
  'link-too-long': 'The answer is too long for the link; ask for a shorter span.',
  'link-too-many': 'Too many requests at once; send fewer, slower.',
  'site-closed': 'This site is closed; open it again.',
  'records-in-use':
    'The records in {folder} are in use by another program ({detail}). End it, or give this site a storage folder of its own.',
  'records-read-only':
    'The records in {folder} cannot be written ({detail}). Give the user the hub runs as the right to write there.',
  'records-disk-full': 'The disk that holds {folder} is full ({detail}). Free some space.',
  'records-disk-fails':
    'The disk that holds {folder} reports errors ({detail}). Check its free space, the disk or the memory card.',
  'records-damaged': 'The records in {folder} are damaged ({detail}). They are copied aside and rebuilt.',
  'records-no-folder':
    'The folder {folder} cannot be made ({detail}). Check the path of the storage folder in the configuration.',
  'records-unwritable': 'The records cannot be written: {detail}.',
  'records-newer':
    'The records were written by a newer Surplug (version {version} of the file, this one knows {known}). Update Surplug, or give this site another storage folder.',
  'records-set-aside':
    'The records were damaged. The damaged file is kept as {file}; taken over from it: {charges} charges, {faults} faults, the wishes. If something is missing, bring back a backup.',
  'records-set-aside-bare':
    'The records were damaged. The damaged file is kept as {file}; taken over from it: {charges} charges, {faults} faults, no wishes. If something is missing, bring back a backup.',
  'records-thread-ended': 'The thread that writes the records ended ({detail}); it is started again by itself.',
  'records-closed': 'The records are closed; open the site again.',
  'records-in-memory': 'Charging goes on; until this is mended, records are kept in memory only.',
  'records-written-again': 'The records are written again; what was kept in memory is on disk now.',
  'records-left-out': 'Some records could not be written and are left out: {detail}.',
  'node-too-old':
    'Surplug keeps its records in SQLite, which Node.js {version} does not have. Install Node.js 22.13 or later (24 is recommended) and start the hub again.',
  'meter-in-trouble': 'Meter {meter}: {trouble}.',
  'meter-well': 'Meter {meter} is well again.',
  'meter-plain': 'Meter {meter}: nothing odd about it any more.',
  'charger-waits': 'An unknown charger waits to be adopted: {id} from {address}.',
  'while-closing': 'While closing: {detail}.',
  'reservations-again': '{name} takes reservations again.',
  'reservation-at-hub': '{name} does not keep the reservation itself ({word}); the hub honours it.',
  'report-not-written': 'The monthly report could not be written: {detail}.',
  'reports-again': 'The monthly reports are written again.',
  'list-new': 'There is a new list: {list}.',
  'list-gone': 'The list was taken away: {list}.',
} as const;

export type ErrorText = keyof typeof ERROR_TEXTS;
export type ErrorTexts = Readonly<Record<ErrorText, string>>;

/** One of the texts with what fills it in: plain JSON, so that it can cross between threads. */
export interface Told {
  readonly text: ErrorText;
  readonly values: Readonly<Record<string, string>>;
}

/** Says a text in some language. Rooms that hold no words are given one. */
export type Say = (told: Told) => string;

export const told = (text: ErrorText, values: Told['values'] = {}): Told => ({ text, values });

export const inEnglish: Say = ({ text, values }) =>
  ERROR_TEXTS[text].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '–');

/** An error with a text in every language. */
export class ToldError extends SurplugError implements Told {
  constructor(
    code: ErrorCode,
    readonly text: ErrorText,
    readonly values: Readonly<Record<string, string>> = {},
    options?: ErrorOptions,
  ) {
    super(code, inEnglish({ text, values }), options);
  }
}
