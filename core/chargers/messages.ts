import type { ChargerAbilities, ChargerFacts, ChargerFault, ChargerIdentity, OcppStatus } from '../model/charger.js';
import type { Now } from '../model/units.js';
import type { AuthorizationStatus, ChargerHost } from '../ports/charger-gateway.js';
import { readBoot } from './inbound/boot.js';
import { type ClockSense, NO_CLOCK_SENSE, type Placed, place } from './inbound/clock-sense.js';
import type { Payload } from './inbound/fields.js';
import { type MeasuredValue, readMeterValues } from './inbound/meter-values.js';
import { readDataTransfer, readProgress, readSecurityEvent } from './inbound/notification.js';
import type { RegisterPace } from './inbound/register-pace.js';
import { asOwn, readStatus } from './inbound/status.js';
import type { Stamp } from './inbound/timestamp.js';
import { readIdTag, readStart, readStop } from './inbound/transaction.js';
import { LATE_MS } from './known-transaction.js';
import type { LocalList } from './local-list.js';
import type { FullOptions } from './options.js';
import { sampleFrom, withPace } from './sample-from.js';
import type { StandingLimits } from './standing-limits.js';
import type { Transactions } from './transactions.js';

/** An answer to a charger; `after` runs once it is on its way, no sooner than `delayMs` after the call came. */
export interface Reply {
  readonly payload: Payload;
  readonly delayMs?: number;
  readonly after?: () => void;
}

/** What a message can change of its charger. */
export interface Told {
  readonly id: string;
  readonly host: ChargerHost;
  readonly options: FullOptions;
  readonly transactions: Transactions;
  readonly limits: StandingLimits;
  readonly list: LocalList;
  /** Absent: not adopted yet. */
  facts: ChargerFacts | undefined;
  identity: ChargerIdentity;
  sense: ClockSense;
  /** How far our wall clock was ahead of the monotonic one when the charger was last given the time. */
  timeGivenAheadMs: number | undefined;
  status:
    | {
        readonly status: OcppStatus;
        readonly fault: ChargerFault | null;
        readonly connectorId: number;
        /** A car came without a word of it. */
        readonly unsaidCar?: true;
        readonly underZero?: boolean;
      }
    | undefined;
  /** Samples of the connector itself were heard: those of connector 0 say the same once more. */
  ownSamples: boolean;
  /** What was last measured: some tell one moment in several messages. */
  lastMeasured:
    | { readonly stampMs: number; readonly placed: Placed; readonly values: readonly MeasuredValue[] }
    | undefined;
  /** It tells currents, if not with every message: none is reckoned from power. */
  tellsCurrent: boolean;
  /** How fast its register rises; `measured`: it tells what flows by itself. */
  pace: RegisterPace | 'measured' | undefined;
  learn(learned: Partial<ChargerAbilities>): void;
  /** Its boot was answered; `renewed`: with other firmware than before. */
  booted(renewed: boolean): void;
}

/** Our wall clock moved by more than this: it was set. */
const CLOCK_SET_MS = 30_000;

/** One moment told in pieces; a clock that stands tells the same moment for ever. */
const SAME_MOMENT_MS = 2_000;

/** Values of one moment: 3 conductors of 8 measurands and as much again. */
const VALUES_MOST = 64;

type Answering = (told: Told, payload: Payload, now: Now) => Reply | Promise<Reply>;

const EMPTY: Reply = { payload: {} };

function progressOf(kind: 'firmware' | 'diagnostics'): Answering {
  return (told, payload) => {
    told.host.notice(told.id, { kind, status: readProgress(payload) });
    return EMPTY;
  };
}

/** A charger of the house. Keys in small letters: some write actions as they please. */
const ANSWERS: Readonly<Record<string, Answering>> = {
  bootnotification: (told, payload, now) => {
    const { firmware } = told.identity;
    told.identity = readBoot(payload);
    const renewed = firmware !== undefined && firmware !== told.identity.firmware;
    told.sense = NO_CLOCK_SENSE;
    told.transactions.booted();
    return {
      payload: { status: 'Accepted', currentTime: timeFor(told, now), interval: told.options.heartbeatIntervalS },
      after: () => told.booted(renewed),
    };
  },
  heartbeat: (told, _payload, now) => {
    const before = told.timeGivenAheadMs;
    const payload = { currentTime: timeFor(told, now) };
    if (before === undefined || Math.abs(now.wallMs - now.monoMs - before) <= CLOCK_SET_MS) return { payload };
    // Our clock was set meanwhile: the charger's jumps at this answer, away from the times its profiles tell.
    const after = () => {
      told.sense = NO_CLOCK_SENSE;
      told.host.observe({ kind: 'profiles-cleared', chargerId: told.id });
    };
    return { payload, after };
  },
  authorize: (told, payload) => {
    const idTag = readIdTag(payload);
    const status = told.host.authorize(told.id, idTag);
    return { payload: { idTagInfo: { status, ...told.list.parentOf(idTag) } } };
  },
  starttransaction: async (told, payload, now) => {
    const start = readStart(payload);
    const placed = placedOf(told, start.stamp, now);
    const begun = await told.transactions.start(start, placed);
    unsaidCar(told, placed);
    return {
      payload: {
        transactionId: begun.transactionId,
        idTagInfo: { status: begun.status, ...told.list.parentOf(start.idTag) },
      },
      // A queue of many is not held up for it.
      delayMs: placed.ageMs > LATE_MS ? 0 : told.options.startAnswerDelayMs,
    };
  },
  stoptransaction: stopTransaction,
  metervalues: async (told, payload, now) => {
    await meterValues(told, payload, now);
    return EMPTY;
  },
  statusnotification: async (told, payload, now) => {
    await status(told, payload, now);
    return EMPTY;
  },
  firmwarestatusnotification: progressOf('firmware'),
  signedfirmwarestatusnotification: progressOf('firmware'),
  diagnosticsstatusnotification: progressOf('diagnostics'),
  logstatusnotification: progressOf('diagnostics'),
  securityeventnotification: (told, payload) => {
    told.host.notice(told.id, { kind: 'security', ...readSecurityEvent(payload) });
    return EMPTY;
  },
  signcertificate: () => ({ payload: { status: 'Rejected' } }),
  datatransfer: (told, payload) => {
    told.host.notice(told.id, { kind: 'vendor', ...readDataTransfer(payload) });
    return { payload: { status: 'UnknownVendorId' } };
  },
};

const INVALID = { idTagInfo: { status: 'Invalid' satisfies AuthorizationStatus } };

/** A charger not adopted yet: answered so that it stays, and given nothing. */
const HELD_BACK: Readonly<Record<string, Answering>> = {
  ...Object.fromEntries(Object.keys(ANSWERS).map((action) => [action, () => EMPTY])),
  bootnotification: (told, payload, now) => {
    told.identity = readBoot(payload);
    told.host.pendingChanged();
    return { payload: { status: 'Pending', currentTime: iso(now), interval: told.options.pendingRetryS } };
  },
  heartbeat: (_told, _payload, now) => ({ payload: { currentTime: iso(now) } }),
  authorize: () => ({ payload: INVALID }),
  starttransaction: () => ({ payload: { transactionId: 0, ...INVALID } }),
  // A charge that began before the charger was forgotten still has its end in the records; no other is ended from here.
  stoptransaction: (told, payload, now) => {
    const kept = told.host.runningTransaction(told.id);
    return kept?.transactionId === readStop(payload).transactionId ? stopTransaction(told, payload, now) : EMPTY;
  },
  statusnotification: (told, payload, now) => {
    remember(told, payload, now);
    return EMPTY;
  },
  signcertificate: () => ({ payload: { status: 'Rejected' } }),
  datatransfer: () => ({ payload: { status: 'Rejected' } }),
};

/** What is answered to a message; undefined when OCPP 1.6 has no such message. */
export function answering(
  told: Told,
  action: string,
): ((payload: Payload, now: Now) => Reply | Promise<Reply>) | undefined {
  const answers = told.facts ? ANSWERS : HELD_BACK;
  const name = action.toLowerCase();
  const answer = Object.hasOwn(answers, name) ? answers[name] : undefined;
  return answer && ((payload, now) => answer(told, payload, now));
}

async function stopTransaction(told: Told, payload: Payload, now: Now): Promise<Reply> {
  const stop = readStop(payload);
  const placed = placedOf(told, stop.stamp, now);
  // In a fault it is the fault that ends it.
  const paused = placed.ageMs <= LATE_MS && !told.status?.fault && told.limits.endedAtZero(stop);
  await told.transactions.stop(stop, placed, paused);
  if (told.status?.unsaidCar && !told.transactions.running) tellStatus(told, told.status, placed);
  if (paused) told.learn({ zeroPauses: false });
  // The house does not judge a card that ends a charge (OCPP 1.6, 5.16: idTagInfo may be left out).
  return EMPTY;
}

/** Some say nothing of it when a car comes and charges, not a word or not again: their charge tells. */
function unsaidCar(told: Told, placed: Placed): void {
  const { status, transactions } = told;
  if (status?.status !== 'Available' || status.unsaidCar || !transactions.running || transactions.toldFree) return;
  told.status = { ...status, unsaidCar: true };
  tellStatus(told, { ...status, status: 'Preparing' }, placed);
}

function tellStatus({ host, id }: Told, { status, fault, connectorId }: NonNullable<Told['status']>, at: Placed): void {
  host.observe({ kind: 'status', chargerId: id, connectorId, status, fault, takenAt: at.takenAt });
}

async function status(told: Told, payload: Payload, now: Now): Promise<void> {
  const { placed, status, fault, connectorId } = remember(told, payload, now);
  if (status === 'Unknown' && fault === null) return;
  tellStatus(told, { status, fault, connectorId }, placed);
  if (connectorId === told.facts?.connectorId && placed.ageMs <= LATE_MS) await told.transactions.status(status);
}

function remember(told: Told, payload: Payload, now: Now) {
  const own = told.facts?.connectorId ?? 1;
  const read = asOwn(readStatus(payload), own, told.status?.underZero === true);
  const placed = placedOf(told, read.stamp, now);
  const fault = read.fault && { ...read.fault, since: placed.takenAtWall };
  const before = told.status?.connectorId === read.connectorId ? told.status.status : 'Unknown';
  const seen = { status: read.status === 'Unknown' ? before : read.status, fault, connectorId: read.connectorId };
  if (placed.ageMs <= LATE_MS && read.connectorId === own) told.status = { ...seen, underZero: read.underZero };
  return { ...seen, placed };
}

async function meterValues(told: Told, payload: Payload, now: Now): Promise<void> {
  const { connectorId, transactionId, measurements } = readMeterValues(payload);
  const own = connectorId === told.facts?.connectorId;
  if (!own && (connectorId !== 0 || told.ownSamples)) return;
  told.ownSamples ||= own;
  for (const { stamp, values: newest } of measurements) {
    const { placed, values } = measured(told, stamp, newest, now);
    const sample = sampleFrom(told, values, placed);
    const currentA = Math.max(0, ...(sample?.currentA ?? []));
    await told.transactions.heard(transactionId, { registerWh: sample?.energyWh, currentA, connectorId }, placed);
    const running = told.transactions.running;
    unsaidCar(told, placed);
    const ours = running && transactionId === running.theirs ? running.transactionId : undefined;
    if (!sample) continue;
    if (told.facts) told.limits.measured(sample, told.facts);
    told.host.observe({
      kind: 'sample',
      chargerId: told.id,
      sample: { ...withPace(told, sample, transactionId), ...(ours !== undefined && { transactionId: ours }) },
    });
  }
}

/** With what other messages told of the same moment. */
function measured(told: Told, stamp: Stamp | undefined, newest: readonly MeasuredValue[], now: Now) {
  const last = told.lastMeasured;
  const placed = placedOf(told, stamp, now);
  const same = last?.stampMs === stamp?.ms && last && placed.takenAt - last.placed.takenAt < SAME_MOMENT_MS;
  if (!stamp || !same) {
    told.lastMeasured = stamp && { stampMs: stamp.ms, placed, values: newest };
    return { placed, values: newest };
  }
  told.lastMeasured = { ...last, values: [...last.values, ...newest].slice(-VALUES_MOST) };
  return told.lastMeasured;
}

function placedOf(told: Told, stamp: Stamp | undefined, now: Now): Placed {
  const { sense, placed } = place(told.sense, stamp, now);
  if (told.facts) told.limits.clockIs(told.sense, sense);
  told.sense = sense;
  return placed;
}

function timeFor(told: Told, now: Now): string {
  told.timeGivenAheadMs = now.wallMs - now.monoMs;
  return iso(now);
}

const iso = (now: Now): string => new Date(now.wallMs).toISOString();
