/** Beneath a meter in the dialog, behind a button each: the search for meters on its line, and what it says just now. */
import type { MeterRow, MeterSearch } from '../../core/index.js';
import { button } from '../shared/button.editor.js';
import type { Translate } from '../shared/red.editor.js';
import { hubUrl, postJson, refusalOf } from '../shared/requests.editor.js';
import { type FoundConfig, foundMeter, lineOf } from './meter-found.editor.js';
import { meterSays } from './meter-says.editor.js';
import type { Row } from './rows.editor.js';

interface Answer {
  readonly meters: readonly MeterRow[];
  readonly search: MeterSearch | null;
}

interface Tools {
  readonly hubId: string;
  readonly searchable: (row: Row) => boolean;
  /** The row was filled from what was found: draw it anew. */
  readonly take: () => void;
}

const EVERY_MS = 1000;
const url = (hubId: string): string => `${hubUrl(hubId)}/meters`;

export function meterTools(container: JQuery, row: Row, { hubId, searchable, take }: Tools, _: Translate): void {
  const line = $('<div class="surplug-line">').appendTo(container);
  const box = $('<div class="surplug-box">').hide().appendTo(container);
  const text = (words: string): JQuery => $('<div>').text(words).appendTo(box);
  let timer: number | undefined;
  let open: 'search' | 'says' | undefined;
  let running: { readonly $line: JQuery; readonly $bar: JQuery; readonly $words: JQuery; found: number } | undefined;

  const stop = (): void => window.clearTimeout(timer);
  /** Asks again in a while, as long as the box is open and on the page. */
  const again = (ask: () => void): void => {
    stop();
    timer = window.setTimeout(() => {
      if (open !== undefined && document.contains(box[0] ?? null)) ask();
    }, EVERY_MS);
  };
  const turn = (to: 'search' | 'says' | undefined): void => {
    stop();
    open = to;
    running = undefined;
    box.empty().toggle(to !== undefined);
  };
  const failed = (request: JQuery.jqXHR): void => {
    running = undefined;
    box.empty();
    text(refusalOf(request).replace(/\bline\.(\w+)/, (_path, field) => _(`surplug-hub.label.${field}`)));
  };
  const post = (body: object): JQuery.jqXHR<Answer> => postJson(url(hubId), body);

  const use = (config: FoundConfig): void => {
    Object.assign(row, config);
    turn(undefined);
    take();
  };
  /** Drawn once a search: a button that is replaced loses the focus or a click, and a list what was chosen in it. */
  const begin = (): NonNullable<typeof running> => {
    const [$bar, $words] = [$('<progress>'), $('<span>')];
    const cancel = button(
      _('surplug-hub.find.cancel'),
      () => void post({ cancel: true }).done(showSearch).fail(failed),
    );
    box.empty();
    return {
      $line: $('<div class="surplug-line">').append($bar, $words, cancel).appendTo(box),
      $bar,
      $words,
      found: 0,
    };
  };
  const showSearch = ({ search }: Answer): void => {
    if (open !== 'search' || !search) return;
    const { state, done, of, unitId, serial } = search;
    running ??= begin();
    running.$line.before(...search.found.slice(running.found).map((meter) => foundMeter(meter, _, use)));
    running.found = search.found.length;
    running.$bar.attr({ value: done, max: of || 1 });
    running.$words.text(_('surplug-hub.find.searching', { done, of, unit: unitId ?? '…', serial: serial ?? '' }));
    if (state === 'searching') {
      again(askSearch);
      return;
    }
    running.$line.remove();
    running = undefined;
    if (search.found.length === 0) {
      text(_(`surplug-hub.find.${state === 'cancelled' ? 'cancelled' : 'nothing'}`));
      const list = $('<ul>').appendTo(box);
      for (const advice of search.advice) $('<li>').text(advice.text).appendTo(list);
    }
  };
  const askSearch = (): void => void $.getJSON(url(hubId)).done(showSearch).fail(failed);

  const showSays = ({ meters }: Answer): void => {
    if (open !== 'says') return;
    const said = meters.find(({ meterId }) => meterId === String(row['id'] || row['role']));
    box.empty();
    if (!said) {
      text(_('surplug-hub.says.unknown'));
      return;
    }
    box.append(...meterSays(said, _));
    again(askSays);
  };
  const askSays = (): void => void $.getJSON(url(hubId)).done(showSays).fail(failed);

  const find = button(_('surplug-hub.find.find'), () => {
    turn('search');
    text('…');
    post({ find: { line: lineOf(row) }, language: $('#node-config-input-language').val() })
      .done(showSearch)
      .fail(failed);
  });
  const says = button(_('surplug-hub.says.says'), () => {
    if (open === 'says') return turn(undefined);
    turn('says');
    text('…');
    askSays();
  });
  line.append(find, says);
  const showFind = (): void => void find.toggle(searchable(row));
  container.find('[data-field=type]').on('change', showFind);
  showFind();
}
