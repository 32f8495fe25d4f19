import type { Now } from '../model/units.js';
import type { AuthorizationStatus, Payload } from '../ports/charger-gateway.js';
import { HEARTBEAT_S } from './connection/liveness.js';
import { heardStatus, rememberStatus, tellStatus, tellUnsaidCar } from './heard-status.js';
import { heardValues } from './heard-values.js';
import { readBoot } from './inbound/boot.js';
import { perhapsSet } from './inbound/clock-sense.js';
import { readDataTransfer, readProgress, readSecurityEvent } from './inbound/notification.js';
import { readIdTag, readStart, readStop } from './inbound/transaction.js';
import { LATE_MS } from './known-transaction.js';
import { placedOf, type ToldCharger } from './told-charger.js';

/** An answer to a charger; `after` runs once it is on its way, no sooner than `delayMs` after the call came. */
interface Reply {
  readonly payload: Payload;
  readonly delayMs?: number;
  readonly after?: () => void;
}

/** Our wall clock moved by more than this: it was set. */
const CLOCK_SET_MS = 30_000;

type Answering = (told: ToldCharger, payload: Payload, now: Now) => Reply | Promise<Reply>;

const EMPTY: Reply = { payload: {} };
/**
 * The house does not judge a card that ends a charge. It could leave this out (OCPP 1.6, 5.16), but some do not look whether it
 * is there, and never come to their end (Lamerat/OCPP-Charge-Point-Simulator).
 */
const STOPPED: Reply = { payload: { idTagInfo: { status: 'Accepted' } } };

function progressOf(kind: 'firmware' | 'diagnostics'): Answering {
  return (told, payload) => {
    told.host.notice(told.id, { kind, status: readProgress(payload) });
    return EMPTY;
  };
}

/** A charger of the house. Keys in small letters: some write actions as they please. */
const ANSWERS: Readonly<Record<string, Answering>> = {
  bootnotification: (told, payload, now) => {
    told.identity = readBoot(payload);
    told.sense = perhapsSet(told.sense);
    told.transactions.booted();
    return {
      payload: { status: 'Accepted', currentTime: timeFor(told, now), interval: HEARTBEAT_S },
      after: () => told.booted(),
    };
  },
  heartbeat: (told, _payload, now) => {
    const before = told.timeGivenAheadMs;
    const payload = { currentTime: timeFor(told, now) };
    if (before === undefined || Math.abs(now.wallMs - now.monoMs - before) <= CLOCK_SET_MS) return { payload };
    // Our clock was set meanwhile: the charger's jumps at this answer, away from the times its profiles tell.
    const after = () => {
      told.sense = perhapsSet(told.sense);
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
    tellUnsaidCar(told, placed, true);
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
    await heardValues(told, payload, now);
    return EMPTY;
  },
  statusnotification: async (told, payload, now) => {
    await heardStatus(told, payload, now);
    told.limits.told();
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

/** When one that is not adopted is to send its BootNotification again. */
const PENDING_RETRY_S = 15;

/** A charger not adopted yet: answered so that it stays, and given nothing. */
const HELD_BACK: Readonly<Record<string, Answering>> = {
  ...Object.fromEntries(Object.keys(ANSWERS).map((action) => [action, () => EMPTY])),
  bootnotification: (told, payload, now) => {
    told.identity = readBoot(payload);
    told.host.pendingChanged();
    return { payload: { status: 'Pending', currentTime: iso(now), interval: PENDING_RETRY_S } };
  },
  heartbeat: (_told, _payload, now) => ({ payload: { currentTime: iso(now) } }),
  authorize: () => ({ payload: INVALID }),
  starttransaction: () => ({ payload: { transactionId: 0, ...INVALID } }),
  // A charge that began before the charger was forgotten still has its end in the records; no other is ended from here.
  stoptransaction: (told, payload, now) => {
    const kept = told.host.runningTransaction(told.id);
    return kept?.transactionId === readStop(payload).transactionId ? stopTransaction(told, payload, now) : STOPPED;
  },
  statusnotification: (told, payload, now) => {
    rememberStatus(told, payload, now);
    return EMPTY;
  },
  signcertificate: () => ({ payload: { status: 'Rejected' } }),
  datatransfer: () => ({ payload: { status: 'Rejected' } }),
};

/** What is answered to a message; undefined when OCPP 1.6 has no such message. */
export function answering(
  told: ToldCharger,
  action: string,
): ((payload: Payload, now: Now) => Reply | Promise<Reply>) | undefined {
  const answers = told.facts ? ANSWERS : HELD_BACK;
  const name = action.toLowerCase();
  const answer = Object.hasOwn(answers, name) ? answers[name] : undefined;
  return answer && ((payload, now) => answer(told, payload, now));
}

async function stopTransaction(told: ToldCharger, payload: Payload, now: Now): Promise<Reply> {
  const stop = readStop(payload);
  const placed = placedOf(told, stop.stamp, now);
  // In a fault it is the fault that ends it.
  const paused = placed.ageMs <= LATE_MS && !told.status?.fault && told.limits.endedAtZero(stop);
  await told.transactions.stop(stop, placed, paused);
  if (told.status?.unsaidCar && !told.transactions.running) tellStatus(told, told.status, placed);
  if (paused) told.learn({ zeroPauses: false });
  told.limits.told();
  return STOPPED;
}

function timeFor(told: ToldCharger, now: Now): string {
  told.timeGivenAheadMs = now.wallMs - now.monoMs;
  return iso(now);
}

const iso = (now: Now): string => new Date(now.wallMs).toISOString();
