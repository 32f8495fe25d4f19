/**
 * Statistics: the days of the last month, the months of the last year, or all years, as bars and in numbers. Asked for while
 * it is unfolded; a bar that is pointed at, or reached with the arrow keys, tells its own numbers.
 */
import type { StatisticsRow } from '../../core/index.js';
import type { SeenCharger } from '../hub/seen.js';
import { options } from '../shared/choices.editor.js';
import { editorLocale } from '../shared/locale.editor.js';
import { hubUrl, refusalOf } from '../shared/requests.editor.js';
import { barAt, bars, PARTS } from './bars.editor.js';
import { chargerChoice } from './charger-choice.editor.js';
import { pointedAt, widthOf } from './chart.editor.js';
import { inKWh, money, say, share } from './words.editor.js';

const EVERY_MS = 60_000;

type By = 'day' | 'month' | 'year';
const BY: readonly By[] = ['day', 'month', 'year'];

/** How a period is written below its bar, and beside its numbers. */
const BELOW: Readonly<Record<By, Intl.DateTimeFormatOptions>> = {
  day: { day: 'numeric' },
  month: { month: 'short' },
  year: { year: 'numeric' },
};
const WHOLE: Readonly<Record<By, Intl.DateTimeFormatOptions>> = {
  day: { weekday: 'short', day: 'numeric', month: 'short' },
  month: { month: 'long', year: 'numeric' },
  year: { year: 'numeric' },
};

/** "2026-06-21", "2026-06" or "2026" in words: a day of the calendar of the house, which no time zone moves. */
const named = ({ period }: StatisticsRow, as: Intl.DateTimeFormatOptions): string =>
  new Date(period).toLocaleDateString(editorLocale(), { ...as, timeZone: 'UTC' });

const sum = (rows: readonly StatisticsRow[], of: (row: StatisticsRow) => number): number =>
  rows.reduce((before, row) => before + of(row), 0);

/** Sun, battery and grid, each with its colour; who has no battery reads nothing of one. */
function parts(rows: readonly StatisticsRow[]): readonly JQuery[] {
  return PARTS.flatMap(([name, energyWh]) => {
    const wh = sum(rows, energyWh);
    return name === 'battery' && wh === 0
      ? []
      : [
          $('<span>')
            .addClass(`surplug-${name}`)
            .text(`${say(name)} ${inKWh(wh)}`),
        ];
  });
}

/** "Charged 101.3 kWh · From the sun 88% · Cost 3.20 · Saved 21.40" */
function inAll(rows: readonly StatisticsRow[]): string {
  const energyWh = sum(rows, (row) => row.energyWh);
  const amount = (of: 'cost' | 'saving'): readonly string[] =>
    rows.some((row) => row[of] !== null) ? [`${say(of)} ${money(sum(rows, (row) => row[of] ?? 0))}`] : [];
  const sun = energyWh > 0 ? [`${say('sun-share')} ${share(sum(rows, (row) => row.solarWh) / energyWh)}`] : [];
  return [`${say('charged-energy')} ${inKWh(energyWh)}`, ...sun, ...amount('cost'), ...amount('saving')].join(' · ');
}

/** Chooses the bar that is pointed at, or reached with the arrow keys; −1: none. */
function chooseBars($bars: JQuery, count: () => number, chosen: () => number, choose: (bar: number) => void): void {
  $bars.on('mousemove', (event) => choose(barAt(count(), pointedAt($bars, event))));
  $bars.on('mouseleave blur', () => choose(-1));
  $bars.on('keydown', ({ key }) => {
    const from = chosen() < 0 ? count() : chosen();
    if (key === 'ArrowLeft') choose(Math.max(0, from - 1));
    if (key === 'ArrowRight') choose(Math.min(count() - 1, from + 1));
  });
}

interface StatisticsView {
  readonly $view: JQuery;
  show(chargers: readonly SeenCharger[]): void;
}

export function statisticsView(hubId: string): StatisticsView {
  const $by = $('<select>').attr('aria-label', say('period'));
  $by.append(...options(BY.map((by) => ({ value: by, label: say(`by-${by}`) }))));
  const charger = chargerChoice();
  charger.$choice.attr('aria-label', say('which')).hide();
  const $bars = $('<div role="img" tabindex="0">').attr('aria-label', say('bars'));
  const $numbers = $('<div class="surplug-numbers">');
  const $inAll = $('<div class="surplug-facts" aria-live="polite">');
  const $fault = $('<div class="surplug-fault">').hide();
  const $view = $('<details class="surplug-card surplug-statistics">').append(
    $('<summary>').text(say('statistics')),
    $('<div class="surplug-form">').append($by, charger.$choice),
    $bars,
    $numbers,
    $inAll,
    $fault,
  );
  let rows: readonly StatisticsRow[] = [];
  let chosen = -1;
  let askedAt = 0;

  const by = (): By => BY.find((one) => one === $by.val()) ?? 'day';
  const tell = (): void => {
    const one = rows[chosen];
    const told = one ? [one] : rows;
    $bars.find('.surplug-bar').each((k, bar) => void bar.classList.toggle('surplug-chosen', k === chosen));
    $numbers.empty().append(...parts(told));
    $inAll.text((one ? `${named(one, WHOLE[by()])}: ` : '') + inAll(told));
  };
  const choose = (bar: number): void => {
    if (bar === chosen) return;
    chosen = bar;
    tell();
  };
  const draw = (): void => {
    $bars.html(bars(rows, widthOf($bars), (row) => named(row, BELOW[by()])));
    tell();
  };
  const ask = (): void => {
    askedAt = Date.now();
    const asked = { by: by(), charger: charger.chosen() };
    $.getJSON(`${hubUrl(hubId)}/statistics`, asked)
      .done((found: readonly StatisticsRow[]) => {
        // Another choice was made meanwhile.
        if (asked.by !== by() || asked.charger !== charger.chosen()) return;
        rows = found;
        chosen = Math.min(chosen, rows.length - 1);
        $fault.hide();
        draw();
      })
      .fail((request) => $fault.show().text(refusalOf(request)));
  };
  const anew = (): void => {
    chosen = -1;
    ask();
  };

  $by.on('change', anew);
  charger.$choice.on('change', anew);
  $view.on('toggle', () => {
    if ($view.prop('open')) ask();
  });
  chooseBars(
    $bars,
    () => rows.length,
    () => chosen,
    choose,
  );

  return {
    $view,
    show(chargers) {
      if ($view.prop('open') && Date.now() - askedAt >= EVERY_MS) ask();
      charger.show(chargers);
      charger.$choice.toggle(chargers.length > 1);
    },
  };
}
