import { type ErrorCode, messageOf, SurplugError } from './error.js';

/** What errors and the log tell people, in English; `core/words` has the other languages. `{…}` is filled in. */
export const ERROR_TEXTS = {
  'port-in-use':
    'Port {port} is already used by another program, perhaps by Surplug in your other hub. Choose another port for one of them ({field}), or let this hub attach to the other.',
  'port-needs-rights': 'Port {port} needs more rights than this program has. Choose one above 1023 ({field}).',
  'address-not-here': 'This machine has no address {address}. Leave ocpp.bind empty to listen on all.',
  'cannot-listen': 'Cannot listen on port {port}: {detail}.',
  'file-unreadable': '{field}: {file} cannot be read; right would be a PEM file this program may read.',
  'key-of-another': '{field}: {file} is not the key of {certificate}; give the two files that were made together.',
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
  'setting-unknown': '{charger} has no setting {key}.',
  'setting-fixed': '{key} of {charger} can be read, but not changed.',
  'charger-refused': '{charger} answered {action} with {answer}.',
  'not-one-of': '{field} is {value}; it must be one of {choice}.',
  'not-a-flag': '{field} is {value}; it must be true or false.',
  'no-object': '{field} is {value}; it must be an object such as {example}.',
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
  'card-unknown': 'There is no card {value} in the list.',
  'card-without-name': 'learn.name must be the name of whoever the card belongs to.',
  'read-already': 'The {role} value is already read from a meter; take that meter away, or push another role.',
  'told-already': 'Another flow already tells the {role} value, as meter "{id}"; let only one of them tell it.',
  'no-such-meter': 'For the {role} value there is no meter "{id}"; name the one there is, or none.',
  'map-unknown': 'Meter {meter}: There is no register map "{name}". Known: {choice}.',
  'map-without-role': 'Meter {meter}: The register map {name} has no {role} values; it serves {choice}.',
  'map-without-power':
    'Meter {meter}: The register map of your own tells no power: add powerW, phase1W (and its sisters), part1W, or importW and exportW.',
  'line-set-twice': 'Two meters on {where} are set differently: {one}, and {other}. Set both the same.',
  'preset-unknown': 'Meter {meter}: There is no MQTT preset "{name}". Known: {choice}.',
  'preset-without-topic': 'Meter {meter}: The MQTT preset {name} needs a topic, such as "{example}".',
  'mqtt-without-points': 'Meter {meter}: An MQTT meter needs a preset with its topic, or points such as {example}.',
  'broker-no-url': 'Meter {meter}: The MQTT meter needs a URL such as "{example}".',
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
  'records-gone': 'The file {file} was taken away while the hub runs; it is written anew from what was still open.',
  'records-unwritable': 'The records cannot be written: {detail}.',
  'records-newer':
    'The records were written by a newer Surplug (version {version} of the file, this one knows {known}). Update Surplug, or give this site another storage folder.',
  'records-set-aside':
    'The records were damaged. The damaged file is kept as {file}; taken over from it: {charges} charges, {faults} faults, the wishes. If something is missing, bring back a backup.',
  'records-set-aside-bare':
    'The records were damaged. The damaged file is kept as {file}; taken over from it: {charges} charges, {faults} faults, no wishes. If something is missing, bring back a backup.',
  'records-no-answer':
    'The disk that holds {folder} has not answered for {seconds} s. If it is a network drive, look whether it is there.',
  'records-thread-ended': 'The thread that writes the records ended ({detail}); it is started again by itself.',
  'records-closed': 'The records are closed; open the site again.',
  'records-in-memory': 'Charging goes on; until this is mended, records are kept in memory only.',
  'records-written-again': 'The records are written again; what was kept in memory is on disk now.',
  'records-left-out': 'Some records could not be written and are left out: {detail}.',
  'node-too-old':
    'Surplug keeps its records in SQLite, for which Node.js {version} is too old. Install Node.js 22.14 or later (24 is recommended) and start the hub again.',
  'meter-in-trouble': 'Meter {meter}: {trouble}.',
  'comes-and-goes': 'It comes and goes: for the next hour the log says no more of it.',
  'meter-well': 'Meter {meter} is well again.',
  'meter-plain': 'Meter {meter}: nothing odd about it any more.',
  'charger-waits':
    'An unknown charger waits: {id} from {address}. Adopt it, or add it to the chargers in the settings.',
  'while-closing': 'While closing: {detail}.',
  'reservations-again': '{name} takes reservations again.',
  'reservation-at-hub': '{name} does not keep the reservation itself ({word}); the hub honours it.',
  'report-not-written': 'The monthly report could not be written: {detail}.',
  'reports-again': 'The monthly reports are written again.',
  'list-new': 'There is a new list: {list}.',
  'list-gone': 'The list was taken away: {list}.',
  'charger-adopt-first': 'No charger {name} belongs to this site; adopt it first.',
  'charger-recurrency': '{charger} takes no {kind} profiles; use {choice}.',
  'charger-plain-url': '{charger} takes a plain URL for its firmware, not {form}.',
  'charger-no-password': '{charger} takes no password from a server; set it on the charger.',
  'charger-command-failed': 'Charger {charger}: {command} failed: {detail}.',
  'charger-trouble': 'Charger {charger}: {detail}.',
  'key-wrong': 'The password must be 16 to 20 bytes in hexadecimal: 32 to 40 digits, an even number ({example}).',
  'keys-not-kept': 'The passwords of chargers cannot be kept: {detail}.',
  'keys-unreadable': 'The passwords of chargers in {file} cannot be read; set them again.',
  'url-or-file': 'Give either the URL of the firmware ({one}) or the path of a file on this machine ({other}).',
  'no-such-file': 'There is no file {file}; give the path of the firmware image.',
  'diagnostics-came': 'Charger {charger} has sent its diagnostics, {bytes} bytes: {file}.',
  'file-not-handed-over': 'A file from or for a charger could not be handed over: {detail}.',
  'upload-too-large': 'The upload is larger than {most} bytes.',
  'ocpp-no-operation': 'OCPP 1.6 has no operation {action} from server to charger; it has {choice}.',
  'ocpp-operation-near': 'OCPP 1.6 has no operation {action} from server to charger; write {near}.',
  'ocpp-missing': '{action}: {field} is missing.',
  'ocpp-unknown': '{action}: {field} is not known to OCPP 1.6.',
  'ocpp-not-one-of': '{action}: {field} must be one of {choice}.',
  'ocpp-type': '{action}: {field} must be of the type {type}.',
  'ocpp-too-long': '{action}: {field} must have at most {most} characters.',
  'ocpp-format': '{action}: {field} must be in the format {format}.',
  'ocpp-against-schema': '{action}: {field} does not fit the schema of OCPP 1.6 ({detail}).',
  'ocpp-goes-out-so': 'Charger {charger}: a message goes out against the schema: {detail}.',
  'charger-twins':
    '{charger}: two chargers call under this id, from {one} and {other}, and drive each other out. Give each its own in its settings.',
  'password-differs':
    '{charger} calls and is turned away: its password is not the one of the hub. Enter the same in both.',
  'certificate-differs':
    '{charger} calls and is turned away: it shows no certificate with its identity as common name. Give it one.',
  'ocpp-refused': 'A connection to the OCPP server was refused: {detail}.',
  'ocpp-not-kept': 'Charger {charger}: {action} could not be kept: {detail}.',
  'ocpp-list-not-written': 'The local list of {charger} could not be written: {detail}.',
  'charge-end-not-kept': 'The end of charge {number} could not be recorded: {detail}.',
  'wish-not-kept': 'A wish could not be kept on disk: {detail}.',
  'learned-not-kept': 'What was learned of a charger could not be kept on disk: {detail}.',
  'charger-renamed':
    '{charger} is the charger that was called {before}, by its serial number. Its charge there is over. Take {before} out of your chargers.',
  'register-leapt':
    '{charger}: the energy register of the charger leapt from {from} to {to}, which it cannot have delivered. It is not booked.',
  'register-leapt-on':
    '{charger}: the energy register of the charger leapt from {from} to {to} and goes on from there: another meter? What lies between is in no charge.',
  'firmware-Downloading': '{name} downloads its new firmware.',
  'firmware-Downloaded': '{name} has downloaded its new firmware.',
  'firmware-DownloadFailed': '{name} could not download its new firmware.',
  'firmware-Installing': '{name} installs its new firmware.',
  'firmware-Installed': '{name} has installed its new firmware.',
  'firmware-InstallationFailed': '{name} could not install its new firmware.',
  'firmware-Unknown': '{name} has not told how the update of its firmware ended. It runs {firmware}.',
  'firmware-tells': '{name} says of its firmware: {status}.',
  'security-tells': '{name} reports a security event: {detail}.',
  listens: 'Surplug listens for chargers at {address}.',
  'listener-reports': 'The OCPP listener reports: {detail}.',
  'search-failed': 'The search for meters failed: {detail}.',
  'audience-failed': 'Something that follows the site failed: {detail}.',
  'surplug-failed': 'Surplug itself made a mistake ({what}) and goes on; please report what follows.',
  'meter-not-heard': 'What meter {meter} told could not be taken in: {detail}.',
  'link-trouble': 'The link of the site: {detail}.',
  'link-ended': 'The link ended: {detail}.',
  'link-came-wrong': 'A host at {address} came with a wrong token.',
  'link-let-go-hello': 'An attached host is let go: it said no hello.',
  'link-let-go-slow': 'An attached host is let go: it does not keep up.',
  'link-let-go-silent': 'An attached host is let go: it does not answer.',
  'link-let-go-flood': 'An attached host is let go: it sends too much.',
  'link-let-go-nonsense': 'An attached host is let go: it sends nonsense.',
  'link-call-failed': 'What an attached host asked for ({method}) failed: {detail}.',
  'link-no-object': '{method} takes an object.',
  'link-hello-first': 'Say {method} first.',
  'link-not-this-version': 'This site speaks version {version} of the link, not {asked}; update the older Surplug.',
  'mqtt-tells': 'The site is told to the broker {broker}, under {topic}.',
  'mqtt-only-tells':
    'The site is told to the broker {broker}, under {topic}. Commands are not taken there, for anyone could give them: set mqtt.username and mqtt.password for that broker, or run it on this machine.',
  'mqtt-away':
    'The broker {broker}, which the site is told to, is not reached ({detail}). Charging goes on; it is tried again.',
  'mqtt-back': 'The broker {broker} is reached again.',
  'mqtt-kept': 'A command that is kept at the broker under {topic} is not taken: publish it without "retain".',
  'mqtt-shared':
    'Another hub is told to the broker {broker} under {topic} too, and they wipe out each other’s chargers: give each a topic of its own.',
  'mqtt-rights':
    'The broker {broker} lets its user not write, or not read, under {topic}: commands may not be heard there, nor anything be told. Allow both for {topic}/# and homeassistant/# in its access list (ACL).',
  'mqtt-flood': 'Too many commands come in under {topic}: some are not taken.',
  'mqtt-refused': 'A command under {topic} is refused: {detail}.',
  'mqtt-too-long': 'A message must be no longer than {most}.',
  'mqtt-no-object':
    '{value} is no wish; right would be an object such as {example}, or a value under a topic that ends with its key.',
  'no-question': '{name} is not a question of this version.',
  'no-instant': '{value} is no instant.',
  'no-charge-number': '{value} is no transaction id.',
  'records-unreadable': 'The records cannot be read.',
  'no-journal':
    'Nothing of that time can be run again: the journal is kept for two weeks, and begins anew each full hour.',
  'no-change': 'Name at least one setting that is to be another: {choice}.',
  'what-if-runs': 'Another day is being run again just now ({done} %). Wait for it, or call it off.',
  'what-if-called-off': 'The run was called off.',
  'no-span':
    'That span cannot be run again: it must end after it begins, in the past, and be no longer than {days} days.',
} as const;

export type ErrorText = keyof typeof ERROR_TEXTS;
export type ErrorTexts = Readonly<Record<ErrorText, string>>;

export const isErrorText = (text: unknown): text is ErrorText =>
  typeof text === 'string' && Object.hasOwn(ERROR_TEXTS, text);

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

/** The same error as it is said, with itself as the cause, where it has words for that; anything else as it came. */
export const inWords = (say: Say, error: SurplugError): SurplugError =>
  error instanceof ToldError ? new SurplugError(error.code, say(error), { cause: error }) : error;

/** The message of anything thrown, in the language where it has words for that. */
export const messageIn = (say: Say, error: unknown): string =>
  error instanceof ToldError ? say(error) : messageOf(error);

/** The same as part of a sentence, without its full stop. */
export const detailIn = (say: Say, error: unknown): string => messageIn(say, error).replace(/[.。]$/, '');
