/** The box beneath a meter in the dialog: one thing at a time, asked for again as long as it is open and on the page. */
import type { MeterRow, MeterSearch } from '../../core/index.js';
import type { Translate } from '../shared/red.editor.js';
import { hubUrl, postJson, refusalOf } from '../shared/requests.editor.js';

/** What the hub tells of its meters. */
export interface MeterAnswer {
  readonly meters: readonly MeterRow[];
  readonly search: MeterSearch | null;
}

/** What the box is open for. */
type Matter = 'search' | 'says';
type Show = (answer: MeterAnswer) => void;

const EVERY_MS = 1000;

export class MeterBox {
  readonly $box: JQuery;
  readonly #url: string;
  readonly #_: Translate;
  #matter: Matter | undefined;
  #timer: number | undefined;

  constructor(container: JQuery, hubId: string, _: Translate) {
    this.$box = $('<div class="surplug-box">').hide().appendTo(container);
    this.#url = `${hubUrl(hubId)}/meters`;
    this.#_ = _;
  }

  isFor(matter: Matter): boolean {
    return this.#matter === matter;
  }

  open(matter: Matter): void {
    this.#turn(matter);
    this.text('…');
  }

  close(): void {
    this.#turn(undefined);
  }

  text(words: string): JQuery {
    return $('<div>').text(words).appendTo(this.$box);
  }

  ask(show: Show): void {
    this.#shown($.getJSON(this.#url), show);
  }

  post(body: object, show: Show): void {
    this.#shown(postJson(this.#url, body), show);
  }

  askAgain(show: Show): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      if (this.#matter !== undefined && this.$box[0]?.isConnected) this.ask(show);
    }, EVERY_MS);
  }

  #turn(to: Matter | undefined): void {
    window.clearTimeout(this.#timer);
    this.#matter = to;
    this.$box.empty().toggle(to !== undefined);
  }

  #shown(request: JQuery.jqXHR<MeterAnswer>, show: Show): void {
    const matter = this.#matter;
    request
      .done((answer) => {
        if (this.#matter === matter) show(answer);
      })
      .fail((refusal) => {
        this.$box.empty();
        this.text(this.#labelled(refusalOf(refusal)));
      });
  }

  /** A refusal names a field as the hub does; here it has a label. */
  #labelled(refusal: string): string {
    return refusal.replace(/\bline\.(\w+)/, (_path, field) => this.#_(`surplug-hub.label.${field}`));
  }
}
