import { type Told, told } from '../../model/error-texts.js';
import type { ChargerHost } from '../../ports/charger-gateway.js';
import type { RefusedKnock } from './knock.js';
import { type Turns, TWINS, turned } from './turns.js';

/** What the log tells of the door: a charger of ours that is turned away, and two that come in under one name. */
export class DoorWatch {
  /** Since a charger last came in, how often it was turned away. */
  readonly #refusals = new Map<string, number>();
  readonly #turns = new Map<string, Turns>();

  constructor(readonly host: Pick<ChargerHost, 'clock' | 'log' | 'say' | 'observe'>) {}

  /** A charger of ours that is refused looks as if it did not call: said once, and seen, but not at first, which may be a mere question. */
  turnedAway(charger: string, { status }: RefusedKnock): void {
    const times = (this.#refusals.get(charger) ?? 0) + 1;
    this.#refusals.set(charger, times);
    if (times !== 2) return;
    const by = status === 403 ? 'certificate' : 'password';
    this.#warn(told(`${by}-differs`, { charger }));
    this.host.observe({ kind: 'turned-away', chargerId: charger, by });
  }

  letIn(charger: string): void {
    this.#refusals.delete(charger);
  }

  /** Two chargers of one name look like one that never stays: said once in a row of turns. `drivesOut`: another was up. */
  cameIn(charger: string, address: string, drivesOut: boolean): void {
    const before = this.#turns.get(charger);
    const turns = turned(before, address, this.host.clock.now().monoMs, drivesOut);
    this.#turns.set(charger, turns);
    if (before && turns.count === TWINS)
      this.#warn(told('charger-twins', { charger, one: before.address, other: address }));
  }

  #warn(what: Told): void {
    const { log, say } = this.host;
    log.warn(say(what));
  }
}
