import type { ChargerAbilities } from '../model/charger.js';
import type { CommandOutcome } from '../model/command.js';
import type { ChargerHost, Payload } from '../ports/charger-gateway.js';
import { type Answer, accepted, saidNo } from './outbound/ask.js';
import { IDS, type Layer } from './outbound/profiles.js';

/** What is needed of a charger to make room in it. */
interface RoomyCharger {
  readonly id: string;
  readonly host: ChargerHost;
  readonly abilities: ChargerAbilities;
  ask(action: string, payload: Payload, first: boolean): Promise<Answer>;
  learn(learned: Partial<ChargerAbilities>): void;
}

/** With no more than so many profiles, one of ours may have to leave for another. */
const NARROW = 3;

/**
 * Room for the limits in a charger that has little of it.
 *
 * 1. Where there is room for two or three, a no may mean that it is full: libocpp takes none then in the place of another, and
 *    MicroOcpp only one of the same id. The hard limit makes room, for the others never lie above it. Then what is to be
 *    replaced leaves first: until the new one is in, the safe limit holds.
 * 2. Some do not tell for how many there is room. A live limit that is refused in every form is tried so once; where that
 *    was not it, all stand again as before.
 */
export class ProfileRoom {
  readonly #charger: RoomyCharger;
  #trial: 'not yet' | 'runs' | 'over' = 'not yet';
  #hardLimitLeft = false;

  constructor(charger: RoomyCharger) {
    this.#charger = charger;
  }

  get #narrow(): boolean {
    const { profilesMost = this.#trial === 'runs' ? NARROW : 0, refuses } = this.#charger.abilities;
    return profilesMost > 1 && profilesMost <= NARROW && !refuses.includes('ClearChargingProfile');
  }

  async ask(layer: Layer, action: string, payload: Payload): Promise<Answer> {
    const charger = this.#charger;
    // What lasts can wait, what lowers the current cannot.
    const ask = () => charger.ask(action, payload, layer === 'live');
    let answer = await ask();
    if (layer === 'max' || !this.#narrow) return answer;
    for (const leaves of ['max', layer] as const) {
      if (!saidNo(answer)) break;
      if (!accepted(await charger.ask('ClearChargingProfile', { id: IDS[leaves] }, true))) continue;
      if (leaves === 'max') {
        this.#hardLimitLeft = true;
        charger.learn({ maxProfile: false });
      }
      answer = await ask();
    }
    return answer;
  }

  /** A live limit was refused in every form: whether to write it once more, with room made for it. */
  mayBeMade(): boolean {
    const { profilesMost, refuses } = this.#charger.abilities;
    if (this.#trial !== 'not yet' || profilesMost !== undefined || refuses.includes('ClearChargingProfile'))
      return false;
    this.#trial = 'runs';
    return true;
  }

  /** What became of that. */
  tried(outcome: CommandOutcome): CommandOutcome {
    const charger = this.#charger;
    this.#trial = 'over';
    if (outcome.result === 'accepted') charger.learn({ profilesMost: NARROW });
    else if (this.#hardLimitLeft) {
      charger.learn({ maxProfile: true });
      charger.host.observe({ kind: 'profiles-cleared', chargerId: charger.id });
    }
    return outcome;
  }
}
