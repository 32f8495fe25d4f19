import { type ErrorCode, messageOf, SurplugError } from './error.js';
import { inOneLine } from './shortened.js';

/** What errors and the log tell people, in English; `core/words` has the other languages. `{…}` is filled in. */
export const ERROR_TEXTS = {
  'port-in-use':
    'Port {port} is already used by another program, perhaps by Surplug in your other hub. Choose another port for one of them ({field}), or let this hub attach to the other.',
  'port-needs-rights': 'Port {port} needs more rights than this program has. Choose one above 1023 ({field}).',
  'address-not-here': 'This machine has no address {address}. Leave ocpp.bind empty to listen on all.',
  'cannot-listen': 'Cannot listen on port {port}: {detail}.',
  'file-unreadable': '{field}: {file} cannot be read; expected a PEM file this program can read.',
  'key-of-another': '{field}: {file} is not the key of {certificate}; give the two files that were created together.',
  'charger-unknown': 'There is no charger {name} at this site. Known: {known}, or "all".',
  'no-charger-yet': 'There is no charger {name} at this site. None is configured or adopted yet.',
  'charger-known': '{id} already belongs to the site.',
  'charger-configured': '{id} is in the configuration of the hub; remove it there.',
  'charger-not-adopted': 'No adopted charger has the id {id}.',
  'one-at-a-time': 'This works for one charger at a time; name it.',
  locked: '{name} is locked. Unlock it first, then start.',
  'start-refused': 'The charger refused to start ({detail}).',
  'car-charges': 'A car is charging at {name}: stop the charge first, or force it.',
  'not-in-range': '{field} is {value}; it must be a number from {from} to {to}.',
  'charger-offline': '{charger} is not connected; {action} was not sent.',
  'charger-silent': '{charger} did not answer {action} in time; try again.',
  'charger-busy': '{charger} still has other requests to answer; try {action} again later.',
  'charger-cannot': '{charger} does not support {action}.',
  'setting-unknown': '{charger} has no setting {key}.',
  'setting-fixed': '{key} of {charger} can be read, but not changed.',
  'setting-refused': '{charger} does not accept this value for {key}.',
  'charger-refused': '{charger} answered {action} with {answer}.',
  'not-one-of': '{field} is {value}; it must be one of {choice}.',
  'not-a-flag': '{field} is {value}; it must be true or false.',
  'no-object': '{field} is {value}; it must be an object such as {example}.',
  'no-wish': '{name} cannot be asked of a charger; see the help of the charge control node.',
  'no-command': '{name} is not a command this version knows.',
  'no-card': '{field} is {value}; it must have 1 to 20 characters.',
  'no-time': '{field} is {value}; it must be a time such as {example}.',
  'not-to-come': '{field} is {value}; it must be a future time in ISO 8601, e.g. {example}.',
  'timers-no-list': 'These timers cannot be set: they must be a list of {shape}.',
  'timers-too-many': 'These timers cannot be set: there are {count}, but a charger has at most {most}.',
  'timers-overlap': 'These timers cannot be set: {one} and {other} overlap; move or disable one of them.',
  'timer-of-no-length': 'These timers cannot be set: {field} starts and ends at {time}.',
  'no-list-of-steps': '{field} must be a list of {shape}, with at most {most} entries.',
  'no-step': '{field} is {value}; it must have a start in ISO 8601, and as {key} a number from {from} to {to}.',
  'card-unknown': 'There is no card {value} in the list.',
  'card-without-name': 'learn.name must be the name of the person the card belongs to.',
  'read-already': 'The {role} value is already read from a meter; remove that meter, or send another role.',
  'told-already': 'Another flow already provides the {role} value, as meter "{id}"; let only one of them provide it.',
  'no-such-meter': 'There is no meter "{id}" for the {role} value; name the one there is, or none.',
  'map-unknown': 'Meter {meter}: There is no register map "{name}". Known: {choice}.',
  'map-without-role': 'Meter {meter}: The register map {name} has no {role} values; it is for {roles}.',
  'map-without-power':
    'Meter {meter}: Your own register map contains no power: add powerW, phase1W (and the other phases), part1W, importW and exportW, or import1W and export1W (and the other phases).',
  'line-set-twice': 'Two meters on {where} have different settings: {one}, and {other}. Give both the same.',
  'preset-unknown': 'Meter {meter}: There is no MQTT preset "{name}". Known: {choice}.',
  'preset-without-topic': 'Meter {meter}: The MQTT preset {name} needs a topic, such as "{example}".',
  'mqtt-without-points': 'Meter {meter}: An MQTT meter needs a preset with its topic, or points such as {example}.',
  'broker-no-url': 'Meter {meter}: The MQTT meter needs a URL such as "{example}".',
  'chargers-cannot-tell': 'The chargers cannot provide the {role} value; they can only stand in for grid or load.',
  'derived-needs': 'The {role} value cannot be computed: add a {needed} meter.',
  'derived-never': 'The {role} value cannot be computed: only grid, house, solar and battery can.',
  'value-impossible': 'The value was refused: {detail} is not possible in a home.',
  'value-without-power': '{names}: this alone does not give the power; send powerW, phaseW or currentA too.',
  'values-not-per-phase':
    '{field} has a length of {count}; expected {phases}, one entry per phase of your supply, L1 first.',
  'no-meter-value':
    '{value} is not a meter value; send a number (W, import positive) or an object with one or more of {choice}.',
  'link-no-address': 'The address of the site is not a WebSocket address; it should look like {example}.',
  'link-no-token': 'To attach to a site, enter its link token.',
  'link-not-yet': 'The host that owns the site has not answered yet.',
  'link-gone': 'The site at {address} can no longer be reached.',
  'link-token-wrong': 'The site at {address} does not accept this token; enter the one set there.',
  'link-not-from-here':
    'The site at {address} accepts no host from here; set a link token there, for it may be lost, and allow other machines if this is one.',
  'link-other-version': 'The site at {address} uses another version of the link; update the older Surplug.',
  'link-no-site': 'There is no site at {address}; check the address.',
  'link-busy': 'The site at {address} is too busy to accept this host.',
  'link-silent': 'The site at {address} does not answer; check whether the host that owns it is running.',
  'link-timeout': 'The host that owns the site did not answer in time; check the state, and try again.',
  'link-older': 'The host that owns the site has an older Surplug; update it.',
  'link-no-answer': 'The host that owns the site did not reply; update the older Surplug.',
  'link-lost': 'The host that owns the site was lost before it answered; check the state once it is back.',
  'link-closed': 'This site is closed; attach to it again.',
  'link-plain-only': 'Only plain values can be sent to a site: {detail}.',
  'link-tries-on': '{trouble} Retrying until it answers.',
  'link-attached': 'Attached to the site at {address}.',
  'link-failed': 'The site could not do that; the log of its owner says why.',
  'link-too-long': 'The answer is too long for the link; ask for a shorter period.',
  'link-no-file': 'Only the host that runs the site can name a file; give the URL of the firmware.',
  'export-too-large': 'That is too much for one file; ask for a shorter period.',
  'link-too-many': 'Too many requests at once; send fewer, more slowly.',
  'site-closed': 'This site is closed; open it again.',
  'records-in-use':
    'The records in {folder} are in use by another program ({detail}). Close it, or give this site a storage folder of its own.',
  'records-read-only':
    'The records in {folder} cannot be written ({detail}). Give the user the hub runs as permission to write there.',
  'records-disk-read-only':
    'The disk that holds {folder} can only be read ({detail}). A worn memory card becomes so: check it, or replace it.',
  'records-disk-full': 'The disk that holds {folder} is full ({detail}). Free some space.',
  'records-disk-fails':
    'The disk that holds {folder} reports errors ({detail}). Check its free space, the disk or the memory card.',
  'records-damaged': 'The records in {folder} are damaged ({detail}). They are set aside and rebuilt.',
  'records-no-folder':
    'The folder {folder} cannot be created ({detail}). Check the path of the storage folder in the configuration.',
  'records-gone': 'The file {file} was removed while the hub was running; it is rewritten from what was still open.',
  'records-unwritable': 'The records cannot be written: {detail}.',
  'records-newer':
    'The records were written by a newer Surplug (file version {version}, this one knows {known}). Update Surplug, or give this site another storage folder.',
  'records-set-aside':
    'The records were damaged. The damaged file is kept as {file}; recovered from it: charges ({charges}), faults ({faults}) and what users had set. If something is missing, restore a backup.',
  'records-set-aside-bare':
    'The records were damaged. The damaged file is kept as {file}; recovered from it: charges ({charges}) and faults ({faults}), but not what users had set. If something is missing, restore a backup.',
  'records-no-answer':
    'The disk that holds {folder} has not answered for {seconds} s. If it is a network drive, check whether it can be reached.',
  'records-thread-ended': 'The thread that writes the records has ended ({detail}); it restarts by itself.',
  'records-closed': 'The records are closed; open the site again.',
  'records-in-memory': 'Charging goes on; until this is fixed, records are kept in memory only.',
  'records-written-again': 'Records are being written again; what was kept in memory is on disk now.',
  'records-left-out': 'Some records could not be written and are left out: {detail}.',
  'node-too-old':
    'Surplug keeps its records in SQLite, for which Node.js {version} is too old. Install Node.js 22.14 or later (24 is recommended) and start the hub again.',
  'meter-in-trouble': 'Meter {meter}: {trouble}.',
  'comes-and-goes': 'This comes and goes: for the next hour the log will not mention it again.',
  'meter-well': 'Meter {meter} is working again.',
  'meter-plain': 'Meter {meter}: nothing unusual any more.',
  'charger-waits':
    'An unknown charger is waiting: {id} from {address}. Adopt it, or add it to the chargers in the settings.',
  'while-closing': 'While closing: {detail}.',
  'reservations-again': '{name} accepts reservations again.',
  'reservation-at-hub': '{name} does not keep the reservation itself ({word}); the hub enforces it.',
  'report-not-written': 'The monthly report could not be written: {detail}.',
  'reports-again': 'The monthly reports are being written again.',
  'list-new': 'There is a new list: {list}.',
  'list-gone': 'The list was removed: {list}.',
  'charger-adopt-first': 'No charger {name} belongs to this site; adopt it first.',
  'charger-recurrency': '{charger} accepts no {kind} profiles; use {choice}.',
  'charger-plain-url': '{charger} needs a plain URL for its firmware, not {form}.',
  'charger-no-password': '{charger} accepts no password from a server; set it on the charger.',
  'charger-command-failed': 'Charger {charger}: {command} failed: {detail}.',
  'charger-trouble': 'Charger {charger}: {detail}.',
  'key-wrong': 'The password must be 16 to 20 bytes in hexadecimal: 32 to 40 digits, an even number ({example}).',
  'keys-not-kept': 'The passwords of the chargers cannot be saved: {detail}.',
  'keys-unreadable':
    'The passwords of the chargers in {file} cannot be read. Until they can, only chargers with a password in the settings are let in. Give the file back to the user the hub runs as, or restore it; or delete it and set the passwords again.',
  'url-or-file': 'Give either the URL of the firmware ({one}) or the path of a file on this machine ({other}).',
  'no-such-file': 'There is no file {file}; give the path of the firmware image.',
  'diagnostics-came': 'Charger {charger} has sent its diagnostics, {bytes} bytes: {file}.',
  'file-not-handed-over': 'A file from or for a charger could not be transferred: {detail}.',
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
  'ocpp-goes-out-so': 'Charger {charger}: a message is sent although it does not fit the schema: {detail}.',
  'charger-twins':
    '{charger}: two chargers connect with this id, from {one} and {other}, and keep driving each other out. Give each its own id in its settings.',
  'password-differs':
    '{charger} tries to connect and is turned away: its password is not the one set in the hub. Enter the same in both.',
  'certificate-differs':
    '{charger} tries to connect and is turned away: it presents no certificate with its identity as common name. Install one on it.',
  'ocpp-refused': 'A connection to the OCPP server was refused: {detail}.',
  'ocpp-not-kept': 'Charger {charger}: {action} could not be saved: {detail}.',
  'ocpp-list-not-written': 'The local list of {charger} could not be written: {detail}.',
  'charge-end-not-kept': 'The end of charge {number} could not be recorded: {detail}.',
  'wish-not-kept': 'What a user had set could not be saved to disk: {detail}.',
  'learned-not-kept': 'What was learned about a charger could not be saved to disk: {detail}.',
  'charger-renamed':
    'By its serial number, {charger} is the charger that used to be called {before}. Its charge under that name has ended. Remove {before} from your chargers.',
  'register-leapt':
    '{charger}: the energy register of the charger jumped from {from} to {to}, which it cannot have delivered. This is not counted.',
  'register-leapt-on':
    '{charger}: the energy register of the charger jumped from {from} to {to} and goes on from there: another meter? The energy in between belongs to no charge.',
  'firmware-Downloading': '{name} is downloading its new firmware.',
  'firmware-Downloaded': '{name} has downloaded its new firmware.',
  'firmware-DownloadFailed': '{name} could not download its new firmware.',
  'firmware-Installing': '{name} is installing its new firmware.',
  'firmware-Installed': '{name} has installed its new firmware.',
  'firmware-InstallationFailed': '{name} could not install its new firmware.',
  'firmware-Unknown': '{name} has not reported how its firmware update ended. It is running {firmware}.',
  'firmware-tells': '{name} reports about its firmware: {status}.',
  'security-tells': '{name} reports a security event: {detail}.',
  listens: 'Surplug is listening for chargers at {address}.',
  'listener-reports': 'The OCPP server reports: {detail}.',
  'search-failed': 'The search for meters failed: {detail}.',
  'audience-failed': 'Something that follows the site failed: {detail}.',
  'surplug-failed': 'Surplug itself ran into an error ({what}) and carries on; please report what follows.',
  'meter-not-heard': 'What meter {meter} sent could not be processed: {detail}.',
  'link-trouble': 'The link of the site: {detail}.',
  'link-ended': 'The link ended: {detail}.',
  'link-came-wrong': 'A host at {address} tried to attach with a wrong token.',
  'link-came-no-token':
    'A host at {address} tried to attach, but this site has no link token, or has lost it; set the one the other host uses.',
  'link-came-from-elsewhere':
    'A host at {address} tried to attach, but this site takes hosts on its own machine only; allow other machines.',
  'certificate-renewed': 'The certificate was renewed and is now in use; it is valid until {until}.',
  'certificate-kept': '{detail} The certificate from before stays in use.',
  'link-let-go-hello': 'An attached host is disconnected: it did not introduce itself.',
  'link-let-go-slow': 'An attached host is disconnected: it cannot keep up.',
  'link-let-go-silent': 'An attached host is disconnected: it does not answer.',
  'link-let-go-flood': 'An attached host is disconnected: it sends too much.',
  'link-let-go-nonsense': 'An attached host is disconnected: it sends messages that make no sense.',
  'link-call-failed': 'A request of an attached host ({method}) failed: {detail}.',
  'link-no-object': '{method} takes an object.',
  'link-hello-first': 'Send {method} first.',
  'link-not-this-version': 'This site uses version {version} of the link, not {asked}; update the older Surplug.',
  'mqtt-tells': 'The site is published to the broker {broker}, under {topic}.',
  'mqtt-only-tells':
    'The site is published to the broker {broker}, under {topic}. Commands are not accepted there, because anyone could send them: set mqtt.username and mqtt.password for that broker, or run it on this machine.',
  'mqtt-away':
    'The broker {broker}, to which the site is published, cannot be reached ({detail}). Charging goes on; retrying.',
  'mqtt-back': 'The broker {broker} can be reached again.',
  'mqtt-kept': 'A command retained by the broker under {topic} is ignored: publish it without "retain".',
  'mqtt-shared':
    'Another hub also publishes to the broker {broker} under {topic}, and they wipe out each other’s chargers: give each a topic of its own.',
  'mqtt-rights':
    'The broker {broker} does not let its user write, or read, under {topic}: commands may not arrive there, and nothing may be published. Allow both for {topic}/# and homeassistant/# in its access list (ACL).',
  'mqtt-flood': 'Too many commands arrive under {topic}: some are ignored.',
  'mqtt-refused': 'A command under {topic} was refused: {detail}.',
  'mqtt-too-long': 'A message must be no longer than {most}.',
  'mqtt-no-object':
    '{value} is not a command; expected an object such as {example}, or a value under a topic that ends with its key.',
  'no-question': '{name} is not a question this version knows.',
  'no-instant': '{value} is not a point in time.',
  'no-charge-number': '{value} is not a transaction id.',
  'records-unreadable': 'The records cannot be read.',
  'no-journal':
    'Nothing from that time can be replayed: the journal is kept for two weeks, and starts afresh each full hour.',
  'no-change': 'Name at least one setting to be changed: {choice}.',
  'what-if-runs': 'Another day is being replayed at the moment ({done}%). Wait for it to finish, or cancel it.',
  'what-if-called-off': 'The replay was cancelled.',
  'no-span':
    'That period cannot be replayed: it must end after it begins, lie in the past, and be no longer than {days} days.',
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

/** Longer than any list of ours; beyond it is what a charger, a broker or a flow has sent. */
const VALUE_MOST = 2000;

export const told = (text: ErrorText, values: Told['values'] = {}): Told => ({
  text,
  values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, inOneLine(value, VALUE_MOST)])),
});

export const inEnglish: Say = ({ text, values }) =>
  ERROR_TEXTS[text].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '–');

/** An error with a text in every language. */
export class ToldError extends SurplugError implements Told {
  readonly values: Told['values'];

  constructor(
    code: ErrorCode,
    readonly text: ErrorText,
    values: Told['values'] = {},
    options?: ErrorOptions,
  ) {
    const bounded = told(text, values);
    super(code, inEnglish(bounded), options);
    this.values = bounded.values;
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
