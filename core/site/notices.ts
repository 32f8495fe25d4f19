import { FIRMWARE } from '../chargers/outbound/operations.js';
import type { SiteState } from '../control/site-state.js';
import type { ObservedEvent } from '../model/event.js';
import type { SiteEvent } from '../model/site-event.js';
import type { ChargerGateway, ChargerNotice } from '../ports/charger-gateway.js';
import type { Clock } from '../ports/clock.js';
import type { LogOnce } from './log-once.js';
import { noticeEvent, sayNotice } from './notice-text.js';

interface NoticesParts {
  readonly clock: Clock;
  readonly once: LogOnce;
  readonly state: () => SiteState;
  readonly tell: (event: SiteEvent) => void;
}

/** FirmwareStatus, those of the security whitepaper too, after which nothing more comes. */
const END = /^Installed$|Failed$|^Invalid|^Revoked/;
/** A charger that runs its new firmware tells so within this time of its boot, if it does. */
const SETTLES_MS = 60_000;
const SILENT_MS = 3_600_000;

interface Update {
  /** What the charger ran when it began. */
  readonly firmware: string | undefined;
  readonly callOff: () => void;
}

/**
 * What chargers tell beside charging: told on, and firmware and security also said.
 *
 * An update has an end, even where its charger tells none:
 * 1. One that boots with another version than before, and says no more of it, has installed it: also where the hub was
 *    started anew in the middle.
 * 2. An hour after its last word, or the time it was put off to, how it ended is unknown.
 */
export class Notices {
  readonly #parts: NoticesParts;
  readonly #updates = new Map<string, Update>();

  constructor(parts: NoticesParts) {
    this.#parts = parts;
  }

  told(chargerId: string, notice: ChargerNotice): void {
    const { clock, once, state, tell } = this.#parts;
    const { facts, chargers } = state();
    const name = chargers[chargerId]?.facts.name ?? chargerId;
    const at = new Date(clock.now().wallMs).toISOString();
    tell({ charger: chargerId, name, at, ...noticeEvent(notice, facts.language) });
    sayNotice(once, { id: chargerId, name }, notice, at);
    if (notice.kind !== 'firmware') return;
    if (END.test(notice.status)) this.#over(chargerId);
    else if (notice.status !== 'Idle') this.#goesOn(chargerId, 'Unknown', SILENT_MS);
  }

  /** Calls to chargers, of which those that begin an update are noted. */
  watching(call: ChargerGateway['call']): ChargerGateway['call'] {
    return async (chargerId, action, payload, options) => {
      const answer = await call(chargerId, action, payload, options);
      if (!FIRMWARE.includes(action)) return answer;
      const putOffMs = Date.parse(String(payload['retrieveDate'])) - this.#parts.clock.now().wallMs;
      this.#over(chargerId);
      this.#goesOn(chargerId, 'Unknown', SILENT_MS + (putOffMs > 0 ? putOffMs : 0));
      return answer;
    };
  }

  folded(event: ObservedEvent): void {
    if (event.kind !== 'booted') return;
    const { firmware } = event.identity;
    const before =
      this.#updates.get(event.chargerId)?.firmware ?? this.#parts.state().chargers[event.chargerId]?.abilities.firmware;
    if (before === undefined || firmware === undefined || firmware === before) return;
    this.#goesOn(event.chargerId, 'Installed', SETTLES_MS);
  }

  close(): void {
    for (const chargerId of [...this.#updates.keys()]) this.#over(chargerId);
  }

  /** Waits for the next word; when none comes, this is how it ended. */
  #goesOn(chargerId: string, end: 'Installed' | 'Unknown', waitMs: number): void {
    const before = this.#updates.get(chargerId);
    before?.callOff();
    const firmware = before ? before.firmware : this.#firmware(chargerId);
    const callOff = this.#parts.clock.after(waitMs, () => {
      this.#over(chargerId);
      const runs = this.#firmware(chargerId);
      this.told(chargerId, { kind: 'firmware', status: end, ...(runs !== undefined && { firmware: runs }) });
    });
    this.#updates.set(chargerId, { firmware, callOff });
  }

  #over(chargerId: string): void {
    this.#updates.get(chargerId)?.callOff();
    this.#updates.delete(chargerId);
  }

  readonly #firmware = (chargerId: string): string | undefined =>
    this.#parts.state().chargers[chargerId]?.identity.firmware;
}
