import { MODELS } from '../chargers/models.js';
import { brokerUser } from '../model/broker.js';
import { isZone } from '../model/calendar.js';
import { type ConfigComplaint, meterIdOf, type SiteConfig } from '../model/config.js';
import { SurplugError } from '../model/error.js';
import { type Phase, type PhaseCount, type PhaseMap, supplyPhases } from '../model/phases.js';
import { type Language, languageOf } from '../model/site.js';
import type { ConfigText } from '../words/catalogue.js';
import { complaintLine, configText } from '../words/config-text.js';
import { configSchema, type ResolvedCharger, type ResolvedConfig } from './config-schema.js';
import { readRight } from './fields.js';

/*
 * The rules that join several fields, in order:
 *  1. ids are unique, chargers and meters each, and so are the names of circuits; which a charger names, exists
 *  2. the grid has one meter
 *  3. phases named exist on the supply
 *  4. currents of a charger fit each other: min ≤ limit ≤ max, safe is 0 or within min and max
 *  5. the safe currents of all chargers fit the fuse without the hub, on every phase; those of a circuit fit its own
 *  6. keeping limits alive leaves half of the write budget for following the sun
 *  7. a certificate has its key; client certificates have an authority to be checked by
 *  8. a password for a broker has the name of its user
 *  9. the time zone exists; a link token is long enough to be one
 */

export type ParsedConfig = { readonly config: ResolvedConfig } | { readonly complaints: readonly ConfigComplaint[] };

/** A configuration as it can be opened, or everything that is wrong with it at once, in its own language. Never throws. */
export function resolveConfig(input: unknown): ParsedConfig {
  const parsed = configSchema.safeParse(input);
  const findings = parsed.success
    ? [...joint(parsed.data)]
    : parsed.error.issues
        .flatMap(insideOf)
        .map((issue) => ofShape(issue, input))
        .filter(({ field }, i, all) => all.findIndex((other) => other.field === field) === i);
  if (parsed.success && findings.length === 0) return { config: parsed.data };
  const language = languageOf((input as { readonly language?: unknown } | null | undefined)?.language);
  return { complaints: findings.map((finding) => inWords(finding, language)) };
}

/** As `resolveConfig`, in the public words. */
export function parseSiteConfig(
  input: unknown,
): { readonly config: SiteConfig } | { readonly complaints: readonly ConfigComplaint[] } {
  const parsed = resolveConfig(input);
  return 'config' in parsed ? { config: parsed.config as SiteConfig } : parsed;
}

type Words = readonly [text: ConfigText, values?: Readonly<Record<string, number | string>>];

/** A complaint that has not been put into words yet. */
interface Finding {
  readonly field: string;
  readonly wrong: Words;
  readonly right: Words;
}

const inWords = ({ field, wrong, right }: Finding, language: Language): ConfigComplaint => ({
  field,
  wrong: configText(language, ...wrong),
  right: configText(language, ...right),
});

/** INVALID_INPUT with all that zod finds, in words. `input` is the whole that was looked at. */
export const shapeError = (issues: readonly Issue[], input: unknown, language: Language): SurplugError =>
  new SurplugError(
    'INVALID_INPUT',
    issues.map((issue) => complaintLine(language, inWords(ofShape(issue, input), language))).join(' '),
  );

interface Issue {
  readonly code?: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
  /** Of a union: what each of its shapes has against it. */
  readonly errors?: readonly (readonly Issue[])[];
}

/** Where one of several shapes was meant, what is wrong inside it: a register map of the user's own, say. */
function insideOf(issue: Issue): readonly Issue[] {
  const meant = issue.errors?.find((errors) => errors.length > 0 && errors.every(isInside));
  return meant?.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })) ?? [issue];
}

const isInside = ({ path, code }: Issue): boolean => path.length > 0 || code === 'unrecognized_keys';

function ofShape(issue: Issue, input: unknown): Finding {
  const field = fieldName(issue.path) || 'configuration';
  if (issue.code === 'unrecognized_keys') {
    const names = (issue.keys ?? []).map((key) => `"${key}"`).join(', ');
    return { field, wrong: ['no-setting', { names }], right: ['away-or-spelling'] };
  }
  const { text, values } = readRight(issue.message);
  const value = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], input);
  return { field, wrong: wrongValue(field, value), right: [text, values] };
}

/** Secrets never reach a log, not even wrong ones: nor those inside an address or an object. */
function wrongValue(field: string, value: unknown): Words {
  if (value === undefined || value === '') return ['missing'];
  if (/password|token/i.test(field)) return ['not-usable'];
  if (typeof value === 'object' && value !== null) return [Array.isArray(value) ? 'is-list' : 'is-object'];
  return ['is', { value: JSON.stringify(value).replace(/(\/\/|^"[^/@\s"]*:)[^/@\s"]*@/g, '$1…@') }];
}

const fieldName = (path: readonly PropertyKey[]): string =>
  path.map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i > 0 ? '.' : ''}${String(key)}`)).join('');

const MIN_TOKEN_CHARACTERS = 16;

function* joint(config: ResolvedConfig): Generator<Finding> {
  const meters = config.meters.map((meter) => ({ id: meterIdOf(meter) }));
  const circuits = config.circuits.map(({ name }) => ({ id: name }));
  yield* doubles(config.chargers, (at) => `chargers[${at}].id`, 'own-id');
  yield* doubles(meters, (at) => `meters[${at}].id`, 'own-meter-id');
  yield* doubles(circuits, (at) => `circuits[${at}].name`, 'own-circuit-name');
  yield* secondGridFindings(config);
  for (const [i, charger] of config.chargers.entries()) yield* chargerFindings(charger, `chargers[${i}]`, config);
  yield* safeCurrentFindings('chargers', config.chargers, config.fuseA, config.phases);
  for (const [i, { name, fuseA }] of config.circuits.entries()) {
    const there = config.chargers.filter((charger) => charger.circuit === name);
    yield* safeCurrentFindings(`circuits[${i}].fuseA`, there, fuseA, config.phases);
  }
  yield* renewalFindings(config);
  yield* certificateFindings(config);
  yield* brokerFindings(config);
  yield* siteFindings(config);
}

/** MQTT knows no password without a user: the broker would be called as nobody. */
function* brokerFindings({ mqtt, meters }: ResolvedConfig): Generator<Finding> {
  const calls = [
    ...meters.map((meter, i) => ({ field: `meters[${i}]`, access: meter.type === 'mqtt' ? meter : undefined })),
    { field: 'mqtt', access: mqtt },
  ];
  for (const { field, access } of calls) {
    if (!access?.password || brokerUser(access) !== undefined) continue;
    yield { field: `${field}.username`, wrong: ['missing'], right: ['user-of-password'] };
  }
}

function* renewalFindings({ profileDurationS, writesPerHour }: ResolvedConfig): Generator<Finding> {
  const renewals = Math.ceil((2 * 3600) / profileDurationS);
  if (renewals > writesPerHour / 2) {
    yield {
      field: 'profileDurationS',
      wrong: ['renewals', { seconds: profileDurationS, renewals, writes: writesPerHour }],
      right: ['longer-duration', { writes: 2 * renewals }],
    };
  }
}

function* siteFindings({ timeZone, link }: ResolvedConfig): Generator<Finding> {
  if (timeZone && !isZone(timeZone)) {
    yield {
      field: 'timeZone',
      wrong: ['no-time-zone', { value: JSON.stringify(timeZone) }],
      right: ['time-zone', { example: '"Europe/Rome"' }],
    };
  }
  const characters = link.token?.length;
  if (characters !== undefined && characters < MIN_TOKEN_CHARACTERS) {
    yield {
      field: 'link.token',
      wrong: ['too-short', { count: characters }],
      right: ['at-least-characters', { count: MIN_TOKEN_CHARACTERS }],
    };
  }
}

/** One of two would be decided on, and the other one's load never seen. */
function* secondGridFindings({ meters }: ResolvedConfig): Generator<Finding> {
  const [, ...others] = meters.flatMap(({ role }, i) => (role === 'grid' ? [i] : []));
  for (const i of others)
    yield { field: `meters[${i}].role`, wrong: ['twice', { value: '"grid"' }], right: ['one-grid'] };
}

function* certificateFindings({ ocpp, chargers }: ResolvedConfig): Generator<Finding> {
  if (Boolean(ocpp.certFile) !== Boolean(ocpp.keyFile)) {
    yield {
      field: ocpp.certFile ? 'ocpp.keyFile' : 'ocpp.certFile',
      wrong: ['missing'],
      right: ['certificate-and-key'],
    };
  }
  const strict = chargers.findIndex((charger) => charger.clientCertificate);
  if (strict >= 0 && !(ocpp.certFile && ocpp.caFile)) {
    yield { field: `chargers[${strict}].clientCertificate`, wrong: ['nothing-checks'], right: ['what-checks'] };
  }
}

function* doubles(
  list: readonly { readonly id: string }[],
  field: (at: number) => string,
  right: 'own-id' | 'own-meter-id' | 'own-circuit-name',
): Generator<Finding> {
  const seen = new Set<string>();
  for (const [i, { id }] of list.entries()) {
    if (seen.has(id)) yield { field: field(i), wrong: ['twice', { value: `"${id}"` }], right: [right] };
    seen.add(id);
  }
}

function* chargerFindings(
  charger: ResolvedCharger,
  field: string,
  { phases: supply, circuits }: ResolvedConfig,
): Generator<Finding> {
  const { phases = [], circuit, minA, maxA, limitA, safeA } = charger;
  const dial = MODELS[charger.model].currentA;
  if (maxA > dial.to)
    yield {
      field: `${field}.maxA`,
      wrong: ['is', { value: `${maxA} A` }],
      right: ['number-of', { ...dial, unit: 'A' }],
    };
  if (circuit !== undefined && !circuits.some(({ name }) => name === circuit)) {
    const choice = circuits.map(({ name }) => `"${name}"`).join(', ');
    yield {
      field: `${field}.circuit`,
      wrong: ['is', { value: `"${circuit}"` }],
      right: choice === '' ? ['a-circuit'] : ['one-of', { choice }],
    };
  }
  if (supply === 1 && phases.some((phase) => phase !== 1)) {
    const named = phases.join(', ');
    yield { field: `${field}.phases`, wrong: ['phases-not-there', { phases: named }], right: ['other-phases'] };
  }
  if (new Set(phases).size !== phases.length) {
    yield { field: `${field}.phases`, wrong: ['phase-twice'], right: ['phase-each'] };
  }
  if (minA > maxA) {
    yield { field: `${field}.maxA`, wrong: ['max-below-min', { maxA, minA }], right: ['max-from-min'] };
    return;
  }
  const span = { from: minA, to: maxA };
  const outside = (currentA: number): boolean => currentA < minA || currentA > maxA;
  if (limitA !== undefined && outside(limitA)) {
    yield {
      field: `${field}.limitA`,
      wrong: ['is', { value: `${limitA} A` }],
      right: ['number-of', { ...span, unit: 'A' }],
    };
  }
  if (safeA > 0 && outside(safeA)) {
    yield { field: `${field}.safeA`, wrong: ['is', { value: `${safeA} A` }], right: ['number-or-pause', span] };
  }
}

/** With the hub dead every charger takes its safe current: the fuse must carry the sum on each phase. */
function* safeCurrentFindings(
  field: string,
  chargers: readonly ResolvedCharger[],
  fuseA: number,
  supply: PhaseCount,
): Generator<Finding> {
  for (const phase of supplyPhases(supply)) {
    const here = chargers.filter((charger) => chargerPhases(charger, supply).includes(phase));
    const sumA = here.reduce((sum, charger) => sum + charger.safeA, 0);
    if (sumA > fuseA) {
      const sum = here.map((charger) => charger.safeA).join(' + ');
      yield { field, wrong: ['safe-sum', { sum, sumA, phase, fuseA }], right: ['lower-safe'] };
      return;
    }
  }
}

/**
 * Phases a charger sits on: as configured, or all of the supply. All of it too where one is named that the supply has not,
 * as of a charger adopted before the supply was set right: the fuse would not see it there.
 */
export const chargerPhases = (
  { phases }: { readonly phases?: PhaseMap | undefined },
  supply: PhaseCount,
): readonly Phase[] => (phases?.every((phase) => phase <= supply) ? phases : supplyPhases(supply));
