/**
 * From decisions to commands: what is wanted against what is believed in force.
 *
 * 1. Nothing goes to a charger that is not connected, and nothing is asked twice while an answer is out; a reduction may
 *    overtake.
 * 2. The hard limit (ChargePointMaxProfile) is written when it changed; so is the safe current (TxDefaultProfile), which
 *    is 0 A while the user has stopped the charge, so that a hub that dies does not start it. A live limit that lowers
 *    goes before both: a charger takes one message at a time. One that boots, or comes and goes, all the time gets both as
 *    they were no more often than the write budget has room for.
 * 3. The live limit (TxProfile) goes out when it changed, and again before half of its life is gone. Before a transaction
 *    is known a TxProfile cannot be set: the safe current carries the first seconds. Who has refused a live limit twice
 *    is not asked for it outside of a charge again: some take none there. A charge that is found running keeps the limit
 *    it has for some seconds, nor is it ended for a pause, until the charger has told whether the car draws, and how much,
 *    and the grid meter of a hub started anew has told anything at all.
 *    The limit is said once more where one that lasts came behind it: some obey whatever profile came last (Solax X3-HAC,
 *    many a simulator).
 * 4. Where 0 A does not pause, or a reduction for the fuse was refused, the transaction is stopped instead, and started
 *    again when there is current.
 * 5. What was refused or failed is tried again after 5, 10, 20 … 300 s.
 */

import { HUB_ID_TAG } from '../model/charger.js';
import type { Command, CommandKind } from '../model/command.js';
import type { Decision } from '../model/decision.js';
import { amps, type Now, seconds } from '../model/units.js';
import { wontResume } from './car/steering.js';
import {
  ACT_MS,
  askedAhead,
  type ChargerState,
  plugged,
  type Refusal,
  type SiteState,
  writesCounted,
} from './site-state.js';

const FIRST_RETRY_MS = 5000;
const LAST_RETRY_MS = 300_000;
const OVERDUE_MS = 60_000;
const FIRST_WORD_MS = 10_000;
/** Fewer than prove that a charger takes no limits at all (steering.ts). */
const REFUSED_BEFORE = 2;

export function toCommands(state: SiteState, charger: ChargerState, decision: Decision, now: Now): readonly Command[] {
  if (!charger.connected) return [];
  const wanted = [
    ...profileCommands(state, charger, decision, now),
    ...transactionCommands(state, charger, decision, now),
  ];
  return wanted.filter((command) => mayAsk(charger, command, now));
}

function profileCommands(state: SiteState, charger: ChargerState, decision: Decision, now: Now): readonly Command[] {
  const { abilities, facts, profiles, wishes } = charger;
  if (!abilities.smartCharging) return [];
  const commands: Command[] = [];
  const chargerId = facts.id;
  const maxA = amps(Math.min(facts.maxA, wishes.limitA ?? facts.maxA));
  const spent = writesCounted(charger, now.monoMs).length > state.facts.writesPerHour;
  const stands = (layer: 'max' | 'safe', limitA: number): boolean =>
    (profiles[layer] ?? (spent ? charger.kept[layer] : null))?.limitA === limitA;
  if (abilities.maxProfile && !stands('max', maxA)) {
    commands.push({ kind: 'set-max-limit', chargerId, limitA: maxA });
  }
  const safeA = safeCurrent(charger);
  if (!stands('safe', safeA)) commands.push({ kind: 'set-safe-limit', chargerId, limitA: safeA });
  const live = liveCommand(state, charger, decision, now);
  if (!live) return commands;
  return live.limitA < (profiles.live?.limitA ?? facts.maxA) ? [live, ...commands] : [...commands, live];
}

/** What holds without the hub. Nothing that was stopped, or must not charge, starts by itself. */
function safeCurrent(charger: ChargerState): ChargerState['facts']['safeA'] {
  const { facts, wishes } = charger;
  if (wishes.charging === 'stopped' || charger.uninvited || charger.disobedience.level >= 2) return amps(0);
  return amps(Math.min(facts.safeA, wishes.limitA ?? facts.safeA));
}

function liveCommand(
  state: SiteState,
  charger: ChargerState,
  decision: Decision,
  now: Now,
): (Command & { readonly kind: 'set-limit' }) | null {
  const { abilities, transaction } = charger;
  if (!plugged(charger) || (!runs(charger) && !takesBefore(charger))) return null;
  if (decision.limitA === 0 && !abilities.zeroPauses) return null;
  if (unheard(state, charger, decision, now)) return null;
  const live = charger.profiles.live;
  const durationS = state.facts.profileDurationS;
  const sameTransaction = live?.transactionId === transaction?.transactionId;
  const same =
    live !== null &&
    sameTransaction &&
    Math.abs(live.limitA - decision.limitA) < 0.05 &&
    (decision.phases === undefined || live.phases === decision.phases);
  const { levelAt } = charger.disobedience;
  const unheeded = levelAt !== null && live !== null && live.setAt < levelAt;
  if (same && !live.overwritten && !unheeded && !renewalDue(live.setAt, durationS, now)) return null;
  return {
    kind: 'set-limit',
    chargerId: charger.facts.id,
    limitA: decision.limitA,
    durationS: seconds(durationS),
    ...(transaction ? { transactionId: transaction.transactionId } : {}),
    ...(unheeded ? { unheeded } : {}),
    ...(decision.phases === undefined ? {} : { phases: decision.phases }),
  };
}

function takesBefore({ abilities, refusals }: ChargerState): boolean {
  const { result, alike = 0 }: Partial<Refusal> = refusals['set-limit'] ?? {};
  return abilities.liveProfile !== 'TxProfile' && !(result === 'refused' && alike >= REFUSED_BEFORE);
}

/** Whether it is not told yet, and may be soon, if its car draws, or of a charge found running how much, and from what grid. */
function unheard(state: SiteState, charger: ChargerState, { sources }: Decision, now: Now): boolean {
  const { status, chargingSince, sample, connectedAt } = charger;
  const found = status === 'Charging' && chargingSince === null;
  if (status === 'Unknown' || (found && sample === null)) return now.monoMs - (connectedAt ?? 0) < FIRST_WORD_MS;
  const gridUntold = Object.values(state.meters).some(({ role, reading }) => role === 'grid' && reading === null);
  return found && sources.includes('no-meter') && gridUntold && now.monoMs - state.openedAt < FIRST_WORD_MS;
}

/** The word of a charge that is over comes after its end: by itself it is no charge that runs. */
function runs({ transaction, status, finished, measuredA }: ChargerState): boolean {
  const told = status === 'Charging' || status === 'SuspendedEV' || status === 'SuspendedEVSE';
  return transaction !== null || (told && (!finished || measuredA > 1));
}

/** Before half of the life is gone, with a cycle to spare. */
const renewalDue = (setAt: number, durationS: number, now: Now): boolean =>
  now.monoMs - setAt >= Math.max(1000, durationS * 500 - 2000);

function transactionCommands(
  state: SiteState,
  charger: ChargerState,
  decision: Decision,
  now: Now,
): readonly Command[] {
  const chargerId = charger.facts.id;
  const waits = hasBegun(charger, now) || restarting(charger, now);
  const starts = decision.transaction === 'start' && !charger.transaction && !waits;
  if (starts && !askedAhead(charger, now.monoMs) && rested(charger, 'start-transaction', now)) {
    return [{ kind: 'start-transaction', chargerId, idTag: charger.goesOnAs || HUB_ID_TAG }];
  }
  const pause = decision.transaction === 'pause' && !unheard(state, charger, decision, now);
  const ends = decision.transaction === 'stop' || pause;
  if (ends && charger.transaction && rested(charger, 'stop-transaction', now)) {
    const { transactionId } = charger.transaction;
    const resumes = pause && wontResume(charger, decision.limitA, now);
    return [
      { kind: 'stop-transaction', chargerId, transactionId, ...(pause && { pause }), ...(resumes && { resumes }) },
    ];
  }
  return [];
}

/** It charges by its own word: it will tell its transaction by itself. */
const hasBegun = ({ status, chargingSince, connectedAt }: ChargerState, now: Now): boolean =>
  status === 'Charging' && now.monoMs - (chargingSince ?? connectedAt ?? 0) < ACT_MS;

/** On its way down: what it accepts now it may not know of when it is back (mobilityhouse/ocpp). */
const restarting = ({ restartsSince }: ChargerState, now: Now): boolean =>
  restartsSince !== undefined && now.monoMs - restartsSince < ACT_MS;

/** An accepted start or stop is given time to show; without effect it is asked again, ever more rarely. */
function rested(charger: ChargerState, kind: 'start-transaction' | 'stop-transaction', now: Now): boolean {
  const asked = charger.asked[kind];
  return asked === undefined || now.monoMs - asked.at >= Math.min(LAST_RETRY_MS, ACT_MS * 2 ** (asked.count - 1));
}

function mayAsk(charger: ChargerState, command: Command, now: Now): boolean {
  const out = charger.pending.find((pending) => pending.command.kind === command.kind);
  if (out && now.monoMs - out.sentAt < OVERDUE_MS) {
    const overtakes =
      command.kind === 'set-limit' && out.command.kind === 'set-limit' && command.limitA < out.command.limitA;
    if (!overtakes) return false;
  }
  return backedOff(charger, command.kind, now);
}

function backedOff(charger: ChargerState, kind: CommandKind, now: Now): boolean {
  const refusal = charger.refusals[kind];
  if (!refusal) return true;
  return now.monoMs - refusal.at >= Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (refusal.count - 1));
}
