/** One search for meters over the line of a row, from its button to what was found. */
import { button } from '../shared/button.editor.js';
import type { Translate } from '../shared/red.editor.js';
import type { MeterAnswer, MeterBox } from './meter-box.editor.js';
import { type FoundConfig, foundMeter, lineOf } from './meter-found.editor.js';
import type { Row } from './rows.editor.js';

/** Drawn once a search: a button that is replaced loses the focus or a click, and a list what was chosen in it. */
interface Progress {
  readonly $line: JQuery;
  readonly $bar: JQuery;
  readonly $words: JQuery;
  found: number;
}

export function searchMeters(box: MeterBox, row: Row, use: (config: FoundConfig) => void, _: Translate): void {
  let progress: Progress | undefined;

  const begin = (): Progress => {
    const [$bar, $words] = [$('<progress>'), $('<span>')];
    const cancel = button(_('surplug-hub.find.cancel'), () => box.post({ cancel: true }, show));
    const $line = $('<div class="surplug-line">').append($bar, $words, cancel);
    box.$box.empty().append($line);
    return { $line, $bar, $words, found: 0 };
  };
  const show = ({ search }: MeterAnswer): void => {
    if (!search) return;
    const { state, done, of, unitId, serial, found, advice } = search;
    if (!progress?.$line[0]?.isConnected) progress = begin();
    progress.$line.before(...found.slice(progress.found).map((meter) => foundMeter(meter, _, use)));
    progress.found = found.length;
    progress.$bar.attr({ value: done, max: of || 1 });
    progress.$words.text(_('surplug-hub.find.searching', { done, of, unit: unitId ?? '…', serial: serial ?? '' }));
    if (state === 'searching') {
      box.askAgain(show);
      return;
    }
    progress.$line.remove();
    if (found.length > 0) return;
    box.text(_(`surplug-hub.find.${state === 'cancelled' ? 'cancelled' : 'nothing'}`));
    $('<ul>')
      .append(...advice.map(({ text }) => $('<li>').text(text)))
      .appendTo(box.$box);
  };

  box.open('search');
  box.post({ find: { line: lineOf(row) }, language: $('#node-config-input-language').val() }, show);
}
