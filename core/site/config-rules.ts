import { MODELS } from '../chargers/models.js';
import { brokerUser } from '../model/broker.js';
import { isZone } from '../model/calendar.js';
import { meterIdOf } from '../model/config.js';
import { shown } from '../model/outside-number.js';
import { type PhaseCount, supplyPhases } from '../model/phases.js';
import { chargerPhases } from './charger-phases.js';
import type { Finding } from './config-finding.js';
import type { ResolvedCharger, ResolvedConfig } from './config-schema.js';

/*
 * The rules that join several fields, in order:
 *  1. ids are unique, chargers and meters each, and so are the names of circuits; which a charger names, exists; no charger is
 *     called "all", the word for all of them
 *  2. the grid has one meter
 *  3. phases named exist on the supply
 *  4. currents of a charger fit each other: min ≤ limit ≤ max, safe is 0 or within min and max
 *  5. the safe currents of all chargers fit the fuse without the hub, on every phase; those of a circuit fit its own
 *  6. keeping limits alive leaves half of the write budget for following the sun
 *  7. a certificate has its key; client certificates have an authority to be checked by
 *  8. a password for a broker has the name of its user
 *  9. the time zone exists; a link token is long enough to be one
 */

const MIN_TOKEN_CHARACTERS = 16;

/** What is wrong with a configuration whose fields are right, each for itself. */
export function* ruleFindings(config: ResolvedConfig): Generator<Finding> {
  const meters = config.meters.map((meter) => ({ id: meterIdOf(meter) }));
  const circuits = config.circuits.map(({ name }) => ({ id: name }));
  yield* doubles(config.chargers, (at) => `chargers[${at}].id`, 'own-id');
  for (const [i, { id }] of config.chargers.entries())
    if (id === 'all') yield { field: `chargers[${i}].id`, wrong: ['not-usable'], right: ['not-all'] };
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
      wrong: ['no-time-zone', { value: shown(timeZone) }],
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
    if (seen.has(id)) yield { field: field(i), wrong: ['twice', { value: shown(id) }], right: [right] };
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
      wrong: ['is', { value: shown(circuit) }],
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
