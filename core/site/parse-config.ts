import { isZone } from '../model/calendar.js';
import type { ConfigComplaint, SiteConfig } from '../model/config.js';
import type { Phase } from '../model/phases.js';
import { configSchema, type ResolvedCharger, type ResolvedConfig } from './config-schema.js';

/*
 * The rules that join several fields, in order:
 *  1. ids are unique, chargers and meters each
 *  2. phases named exist on the supply
 *  3. currents of a charger fit each other: min ≤ limit ≤ max, safe is 0 or within min and max
 *  4. the safe currents of all chargers fit the fuse without the hub, on every phase
 *  5. the time zone exists; a link token is long enough to be one
 *  6. keeping limits alive leaves half of the write budget for following the sun
 *  7. a certificate has its key; client certificates have an authority to be checked by
 */

export type ParsedConfig = { readonly config: ResolvedConfig } | { readonly complaints: readonly ConfigComplaint[] };

/** A configuration as it can be opened, or everything that is wrong with it at once. Never throws. */
export function resolveConfig(input: unknown): ParsedConfig {
  const parsed = configSchema.safeParse(input);
  if (!parsed.success) {
    return { complaints: parsed.error.issues.map((issue) => shapeComplaint(issue, input)) };
  }
  const complaints = [...joint(parsed.data)];
  return complaints.length > 0 ? { complaints } : { config: parsed.data };
}

/** As `resolveConfig`, in the public words. */
export function parseSiteConfig(
  input: unknown,
): { readonly config: SiteConfig } | { readonly complaints: readonly ConfigComplaint[] } {
  const parsed = resolveConfig(input);
  return 'config' in parsed ? { config: parsed.config as SiteConfig } : parsed;
}

/** A complaint as one line for a log. */
export const complaintLine = (complaint: ConfigComplaint): string =>
  `${complaint.field}: ${complaint.wrong}; right would be ${complaint.right}.`;

interface Issue {
  readonly code?: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
}

function shapeComplaint(issue: Issue, input: unknown): ConfigComplaint {
  const field = fieldName(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(configSchema.shape);
    return {
      field: field || 'configuration',
      wrong: `${(issue.keys ?? []).map((key) => `"${key}"`).join(', ')} is not a setting`,
      right: field ? 'to take it away, or to mend its spelling' : `one of ${known.join(', ')}`,
    };
  }
  const value = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], input);
  return {
    field: field || 'configuration',
    wrong: value === undefined || value === '' ? 'it is missing' : `it is ${secretFree(field, value)}`,
    right: issue.message,
  };
}

/** Secrets never reach a log, not even wrong ones: nor those inside an address or an object. */
function secretFree(field: string, value: unknown): string {
  if (/password|token/i.test(field)) return 'not usable';
  if (typeof value === 'object' && value !== null)
    return Array.isArray(value) ? 'a list' : 'an object of another shape';
  return JSON.stringify(value).replace(/\/\/[^/@\s"]*@/g, '//…@');
}

const fieldName = (path: readonly PropertyKey[]): string =>
  path.map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i > 0 ? '.' : ''}${String(key)}`)).join('');

function* joint(config: ResolvedConfig): Generator<ConfigComplaint> {
  yield* doubles(config.chargers, 'chargers', 'every charger to have its own id');
  yield* doubles(
    config.meters.map((meter) => ({ id: meter.id || meter.role })),
    'meters',
    'every meter to have its own id (two meters of one role need ids)',
  );
  for (const [i, charger] of config.chargers.entries()) yield* chargerComplaints(charger, i, config);
  yield* safeCurrentComplaints(config);
  const renewals = Math.ceil((2 * 3600) / config.profileDurationS);
  if (renewals > config.writesPerHour / 2) {
    yield {
      field: 'profileDurationS',
      wrong: `with ${config.profileDurationS} s, ${renewals} writes an hour only keep the limit alive, of ${config.writesPerHour} allowed`,
      right: `a longer duration, or writesPerHour of ${2 * renewals} or more`,
    };
  }
  yield* certificateComplaints(config);
  if (config.timeZone && !isZone(config.timeZone)) {
    yield {
      field: 'timeZone',
      wrong: `"${config.timeZone}" is not a time zone`,
      right: 'an IANA name such as "Europe/Rome"',
    };
  }
  if (config.link.token && config.link.token.length < 16) {
    yield {
      field: 'link.token',
      wrong: `it has ${config.link.token.length} characters`,
      right: '16 or more, hard to guess',
    };
  }
}

function* certificateComplaints({ ocpp, chargers }: ResolvedConfig): Generator<ConfigComplaint> {
  if (Boolean(ocpp.certFile) !== Boolean(ocpp.keyFile)) {
    const field = ocpp.certFile ? 'ocpp.keyFile' : 'ocpp.certFile';
    yield { field, wrong: 'it is missing', right: 'certFile and keyFile together, or neither' };
  }
  const strict = chargers.findIndex((charger) => charger.clientCertificate);
  if (strict >= 0 && !(ocpp.certFile && ocpp.caFile)) {
    yield {
      field: `chargers[${strict}].clientCertificate`,
      wrong: 'nothing could check it',
      right: 'ocpp.certFile, ocpp.keyFile and ocpp.caFile with it',
    };
  }
}

function* doubles(list: readonly { readonly id: string }[], field: string, right: string): Generator<ConfigComplaint> {
  const seen = new Set<string>();
  for (const [i, { id }] of list.entries()) {
    if (seen.has(id)) yield { field: `${field}[${i}].id`, wrong: `"${id}" is there twice`, right };
    seen.add(id);
  }
}

function* chargerComplaints(charger: ResolvedCharger, i: number, config: ResolvedConfig): Generator<ConfigComplaint> {
  const field = (name: string) => `chargers[${i}].${name}`;
  const phases = charger.phases ?? [];
  if (config.phases === 1 && phases.some((phase) => phase !== 1)) {
    yield {
      field: field('phases'),
      wrong: `it names phases ${phases.join(', ')} of a one-phase supply`,
      right: '[1], or phases: 3 for the supply',
    };
  }
  if (new Set(phases).size !== phases.length) {
    yield { field: field('phases'), wrong: 'a phase is named twice', right: 'each conductor on a phase of its own' };
  }
  if (charger.minA > charger.maxA) {
    yield { field: field('maxA'), wrong: `${charger.maxA} A is below minA, ${charger.minA} A`, right: 'maxA ≥ minA' };
  }
  if (charger.limitA !== undefined && (charger.limitA < charger.minA || charger.limitA > charger.maxA)) {
    yield {
      field: field('limitA'),
      wrong: `it is ${charger.limitA} A`,
      right: `between minA and maxA, ${charger.minA} to ${charger.maxA} A`,
    };
  }
  if (charger.safeA > 0 && (charger.safeA < charger.minA || charger.safeA > charger.maxA)) {
    yield {
      field: field('safeA'),
      wrong: `it is ${charger.safeA} A`,
      right: `0 (pause), or ${charger.minA} to ${charger.maxA} A`,
    };
  }
}

/** With the hub dead every charger takes its safe current: the fuse must carry the sum on each phase. */
function* safeCurrentComplaints(config: ResolvedConfig): Generator<ConfigComplaint> {
  for (const phase of config.phases === 1 ? ([1] as const) : ([1, 2, 3] as const)) {
    const here = config.chargers.filter((charger) => chargerPhases(charger, config.phases).includes(phase));
    const sumA = here.reduce((sum, charger) => sum + charger.safeA, 0);
    if (sumA > config.fuseA) {
      yield {
        field: 'chargers',
        wrong: `without the hub their safe currents sum to ${here.map((charger) => charger.safeA).join(' + ')} = ${sumA} A on L${phase}, above the fuse of ${config.fuseA} A`,
        right: 'lower safeA, or 0 (pause) for some, until the sum fits the fuse',
      };
      return;
    }
  }
}

/** Phases a charger sits on: as configured, or all of the supply. */
export const chargerPhases = (charger: { readonly phases?: readonly Phase[] | undefined }, supply: 1 | 3): Phase[] =>
  charger.phases ? [...charger.phases] : supply === 1 ? [1] : [1, 2, 3];
