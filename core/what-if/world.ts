import { carOf, type KnownCars } from '../control/car/learned-car.js';
import { decide } from '../control/decide.js';
import { observe } from '../control/observe.js';
import { startReason } from '../control/permit/authorization.js';
import { remember, type SiteState } from '../control/site-state.js';
import type { Command } from '../model/command.js';
import type { Observation, ObservedEvent } from '../model/event.js';
import type { Now } from '../model/units.js';
import type { WhatIfChange } from '../model/what-if.js';
import { Books } from './books.js';
import { changed } from './change.js';
import { onSupply, sumOf } from './draw-line.js';
import { withDraw } from './house-alone.js';
import { ImaginedCharger } from './imagined-charger.js';
import { type Recording, reopened, stateAt } from './recording.js';
import type { Standing, Turn } from './tape.js';

/** One course of things: the recorded house and sun, the real rules, and chargers that do what these rules ask. */
export class World {
  readonly books = new Books();
  readonly #change: WhatIfChange;
  readonly #recording: Recording;
  readonly #cars: KnownCars;
  readonly #chargers = new Map<string, ImaginedCharger>();
  #state: SiteState;
  /** What chargers will tell in the next turn. */
  #coming: readonly Observation[] = [];

  constructor(beginning: Standing, change: WhatIfChange, recording: Recording, cars: KnownCars) {
    this.#state = stateAt(changed(beginning, change));
    this.#change = change;
    this.#recording = recording;
    this.#cars = cars;
  }

  /** Lives one turn of the house without cars: adds its own cars, observes, decides, and has the chargers obey. */
  live({ now, events }: Turn): void {
    const coming = this.#coming;
    this.#coming = [];
    this.#fold(coming, now);
    this.#imagine();
    for (const charger of this.#chargers.values()) this.#fold(charger.pass(now), now);
    for (const event of events) this.#hear(changed(event, this.#change), now);
    const { commands, memory } = decide(this.#state, now);
    this.#state = remember(this.#state, memory);
    for (const command of commands) this.#ask(command, now);
  }

  /** Closes the books; the site at the end. */
  close(): SiteState {
    this.books.close(this.#state);
    return this.#state;
  }

  starts(chargerId: string): number {
    return this.#chargers.get(chargerId)?.starts ?? 0;
  }

  #hear(event: ObservedEvent, now: Now): void {
    const { kind } = event;
    if (kind === 'opened') this.#state = reopened(this.#state, event);
    else if (kind === 'reading') this.#fold([{ kind, reading: withDraw(event.reading, this.#draw(), 1) }], now);
    else if (kind === 'clock-stepped' || kind === 'profiles-cleared') return;
    else if (kind === 'wish' || !('chargerId' in event)) this.#fold([event], now);
    else this.#fold(this.#chargers.get(event.chargerId)?.hear(event, now) ?? [], now);
  }

  #ask(command: Command, now: Now): void {
    const { chargerId } = command;
    this.#fold([{ kind: 'command-sent', chargerId, command }], now);
    const idTag = command.kind === 'start-transaction' ? command.idTag : '';
    const answer = this.#chargers.get(chargerId)?.answer(command, now, startReason(this.#state, chargerId, idTag, now));
    if (!answer) return;
    const { told, outcome } = answer;
    this.#coming = [...this.#coming, { kind: 'command-answered', chargerId, command, outcome }, ...told];
  }

  #fold(observations: readonly Observation[], { monoMs: at, wallMs: atWall }: Now): void {
    for (const observation of observations) {
      const event: ObservedEvent = { ...observation, at, atWall };
      this.#state = observe(this.#state, event);
      this.books.observe(event, this.#state);
    }
  }

  /** One charger in this world for each of the site. */
  #imagine(): void {
    const { chargers, facts } = this.#state;
    for (const [id, charger] of Object.entries(chargers)) {
      const imagined = this.#chargers.get(id);
      if (imagined) imagined.seen(charger, facts.voltageV);
      else this.#chargers.set(id, new ImaginedCharger(charger, facts.voltageV, this.#pastOf(id)));
    }
  }

  #pastOf(id: string) {
    const { visits = [], sampleMs = null } = this.#recording.get(id) ?? {};
    return { visits, sampleMs, traits: (card: string) => carOf(this.#cars, id, card) };
  }

  /** What the cars of this world draw now, on the phases of the supply. */
  #draw() {
    const { chargers, facts } = this.#state;
    const draws = Object.values(chargers).map((charger) =>
      onSupply(facts, charger.facts, this.#chargers.get(charger.facts.id)?.conductorA ?? []),
    );
    return sumOf(draws, facts.phases);
  }
}
