/**
 * Reservations, told to chargers that can keep them too, so that their display and their own card reader know. The hub
 * honours a reservation whatever comes of it here.
 *
 * 1. A reservation in force goes out once, and again after a connection, a boot or a fault: a charger may have lost it.
 * 2. Another one, none, or one that is over: the charger's old one is cancelled first, since it holds one at a time
 *    (OCPP 1.6, 5.13: a second one is answered Occupied).
 * 3. Used up by the start of its holder: nothing is to be cancelled.
 * 4. A no is said once in the log. An occupied charger is asked again when it is available.
 */
import { reservedNow } from '../control/permit/authorization.js';
import type { SiteState } from '../control/site-state.js';
import { codeOf } from '../model/error.js';
import { told } from '../model/error-texts.js';
import type { ObservedEvent } from '../model/event.js';
import type { Reservation } from '../model/mode.js';
import type { ChargerGateway } from '../ports/charger-gateway.js';
import type { Clock } from '../ports/clock.js';
import type { LogOnce } from './log-once.js';

interface ReserveParts {
  readonly clock: Clock;
  readonly once: LogOnce;
  readonly state: () => SiteState;
  readonly call: ChargerGateway['call'];
}

interface AtCharger {
  /** The reservation last asked for, as JSON; null: none; undefined: not known whether the charger still has it. */
  asked: string | null | undefined;
  /** The one the charger has accepted. */
  held: number | null;
  busy: boolean;
}

export class ReserveAtCharger {
  readonly #chargers = new Map<string, AtCharger>();
  readonly #parts: ReserveParts;

  constructor(parts: ReserveParts) {
    this.#parts = parts;
  }

  /** Something was observed. Never throws, waits for nothing. */
  folded(event: ObservedEvent, before: SiteState, after: SiteState): void {
    if ('chargerId' in event) this.#heard(event, event.chargerId, before, after);
    // Time alone ends a reservation.
    for (const chargerId of this.#chargers.keys()) void this.#follow(chargerId);
  }

  #heard(event: ObservedEvent, chargerId: string, before: SiteState, after: SiteState): void {
    const was = before.chargers[chargerId];
    const is = after.chargers[chargerId];
    if (!was || !is) return;
    if (is.wishes.reservation && !this.#chargers.has(chargerId))
      this.#chargers.set(chargerId, { asked: null, held: null, busy: false });
    const at = this.#chargers.get(chargerId);
    if (!at) return;
    const free = is.status === 'Available' && was.status !== 'Available';
    if (event.kind === 'connected' || (event.kind === 'booted' && !event.first)) at.asked = undefined;
    else if (free && (at.held === null || was.status === 'Faulted')) at.asked = undefined;
    else if (event.kind === 'transaction-started' && was.wishes.reservation && !is.wishes.reservation) {
      at.held = null;
      at.asked = null;
    }
  }

  /** Asks the charger for what is wished now, one call at a time. */
  async #follow(chargerId: string): Promise<void> {
    const at = this.#chargers.get(chargerId);
    if (!at || at.busy) return;
    at.busy = true;
    try {
      for (;;) {
        const charger = this.#parts.state().chargers[chargerId];
        const wanted = charger ? reservedNow(charger, this.#parts.clock.now()) : null;
        const id = wanted?.reservationId ?? null;
        // A number is given again once its reservation is gone.
        const asked = wanted && JSON.stringify(wanted);
        if (!charger?.connected || at.asked === asked) break;
        at.asked = asked;
        if (at.held !== null && at.held !== id) await this.#cancel(chargerId, at.held);
        const { name, connectorId } = charger.facts;
        at.held = wanted && (await this.#reserve(chargerId, name, connectorId, wanted)) ? id : null;
      }
    } finally {
      at.busy = false;
    }
  }

  async #reserve(chargerId: string, name: string, connectorId: number, wanted: Reservation): Promise<boolean> {
    const { reservationId, idTag, parentIdTag, untilAt } = wanted;
    const expiryDate = new Date(untilAt).toISOString();
    const payload = { connectorId, expiryDate, idTag, ...(parentIdTag && { parentIdTag }), reservationId };
    const subject = `reserve ${chargerId}`;
    const word = await this.#parts.call(chargerId, 'ReserveNow', payload).then(
      (answer) => String(answer['status']),
      (error: unknown) => codeOf(error) ?? 'failed',
    );
    if (word === 'Accepted') {
      this.#parts.once.well(subject, told('reservations-again', { name }));
      return true;
    }
    // Out of reach: asked again once it is back.
    if (word !== 'OFFLINE' && word !== 'CLOSED')
      this.#parts.once.wrong(subject, told('reservation-at-hub', { name, word }));
    return false;
  }

  /** A charger that has let go of it by itself answers Rejected, which is as good. */
  async #cancel(chargerId: string, reservationId: number): Promise<void> {
    await this.#parts.call(chargerId, 'CancelReservation', { reservationId }).catch(() => undefined);
  }
}
