/** How often in a row meter values came under an id that is not the one of what runs. One stray value shows nothing. */
export class StrayId {
  #id: number | undefined;
  #times = 0;

  /** Heard under this id; the answer is how often in a row by now. */
  heard(id: number): number {
    this.#times = this.#id === id ? this.#times + 1 : 1;
    this.#id = id;
    return this.#times;
  }

  forget(): void {
    this.#id = undefined;
  }
}
