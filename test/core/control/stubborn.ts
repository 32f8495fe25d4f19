import type { Mode } from '../../../core/model/mode.js';
import { chargerFacts, House, siteFacts } from './house.js';

/**
 * A house whose sun does not change, and a car at charger `a` that needs more than the least there is; its charger says what it
 * likes. `b` is free.
 */
export class Stubborn {
  readonly house: House;
  starts = 0;
  #drawA = 0;

  constructor(
    mode: Mode,
    public leastA: number,
    readonly word: (s: number, drawA: number) => 'Charging' | 'SuspendedEV' = () => 'Charging',
  ) {
    this.house = new House(siteFacts({ chargers: ['a', 'b'].map((id) => chargerFacts(id, { mode })) }));
    for (const id of ['a', 'b']) this.house.connect(id);
    this.house.status('b', 'Available');
    this.house.status('a', 'Preparing');
    this.house.begin('a');
  }

  lives(s: number, gridW: number): this {
    for (let t = 0; t < s; t += 1) {
      const limitA = this.house.liveA('a') ?? 0;
      const drawA = limitA >= this.leastA ? limitA - 0.3 : 0;
      if (this.#drawA === 0 && drawA > 0) this.starts += 1;
      this.#drawA = drawA;
      const word = limitA === 0 ? 'SuspendedEVSE' : this.word(t, drawA);
      if (this.house.charger('a').statusTold !== word) this.house.status('a', word);
      if (t % 5 === 0) this.house.draws('a', [drawA, drawA, drawA]);
      const phaseW = gridW + drawA * 230;
      this.house.grid(phaseW, phaseW, phaseW);
      this.house.wait(1);
    }
    return this;
  }
}
