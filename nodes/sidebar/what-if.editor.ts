/**
 * What if: a day that was, under other settings. The form asks the hub, which takes a while; then the day is drawn and
 * told in numbers, as it was and otherwise.
 */
import type { WhatIfCharge, WhatIfResult, WhatIfRun } from '../../core/index.js';
import type { SeenCharger } from '../hub/seen.js';
import { button } from '../shared/button.editor.js';
import { hubUrl, notifyRefusal, postJson } from '../shared/requests.editor.js';
import { axes, HEIGHT, labels, points, roundMost, type Scale } from './chart.editor.js';
import { inA, inKWh, money, say, share } from './words.editor.js';

const EVERY_MS = 1000;
const DAY_MS = 86_400_000;

/** "2026-06-21", on the clock of the house: whoever looks may be in another time zone. Sweden writes days as ISO 8601 does. */
const yesterday = (timeZone: string): string => new Date(Date.now() - DAY_MS).toLocaleDateString('sv', { timeZone });

type Charges = Pick<WhatIfCharge, 'energyWh' | 'solarWh' | 'gridWh' | 'cost' | 'starts'>;

/** All chargers together. */
function total({ chargers }: WhatIfResult, of: 'recorded' | 'again' | 'otherwise'): Charges {
  const charges = chargers.map((charger) => charger[of]);
  const sum = (key: 'energyWh' | 'solarWh' | 'gridWh' | 'starts') =>
    charges.reduce((before, charge) => before + charge[key], 0);
  const costs = charges.flatMap(({ cost }) => (cost === null ? [] : [cost]));
  return {
    energyWh: sum('energyWh'),
    solarWh: sum('solarWh'),
    gridWh: sum('gridWh'),
    starts: sum('starts'),
    cost: costs.length > 0 ? costs.reduce((before, cost) => before + cost, 0) : null,
  };
}

function table(result: WhatIfResult): JQuery {
  const [was, would] = [total(result, 'recorded'), total(result, 'otherwise')];
  const sun = ({ solarWh, energyWh }: Charges) => (energyWh > 0 ? share(solarWh / energyWh) : '–');
  const cost = (of: Charges) => (of.cost === null ? '–' : money(of.cost));
  const rows: readonly (readonly [name: string, was: string, would: string])[] = [
    ['charged-energy', inKWh(was.energyWh), inKWh(would.energyWh)],
    ['sun-share', sun(was), sun(would)],
    ['grid-energy', inKWh(was.gridWh), inKWh(would.gridWh)],
    ...(was.cost === null && would.cost === null ? [] : [['cost', cost(was), cost(would)] as const]),
    ['starts', `${was.starts}`, `${would.starts}`],
    ['peak', inA(result.house.recorded.peakA), inA(result.house.otherwise.peakA)],
  ];
  const row = (cells: readonly JQuery[]): JQuery => $('<tr>').append(...cells);
  const head = row(['', say('as-it-was'), say('otherwise')].map((text) => $('<th scope="col">').text(text)));
  const body = rows.map(([name, ...values]) =>
    row([$('<th scope="row">').text(say(name)), ...values.map((value) => $('<td>').text(value))]),
  );
  return $('<table>').append($('<thead>').append(head), $('<tbody>').append(...body));
}

function picture({ from, to, steps }: WhatIfResult, width: number): string {
  const start = Date.parse(from);
  const most = roundMost(Math.max(500, ...steps.flatMap((step) => [step.surplusW, step.recordedW, step.otherwiseW])));
  const scale: Scale = { from: start, ms: Math.max(1, Date.parse(to) - start), width, most };
  const floor = points(scale, [...steps].reverse(), () => 0);
  const shapes = [
    `<polygon class="surplug-house" points="${points(scale, steps, ({ recordedW }) => recordedW)} ${floor}"/>`,
    `<polyline class="surplug-sun" points="${points(scale, steps, ({ surplusW }) => surplusW)}"/>`,
    `<polyline class="surplug-car" points="${points(scale, steps, ({ otherwiseW }) => otherwiseW)}"/>`,
  ];
  return `<svg width="${width}" height="${HEIGHT}">${[axes(scale), ...shapes, labels(scale)].join('')}</svg>`;
}

const LEGEND = [
  ['sun', 'left-sun'],
  ['house', 'recorded-cars'],
  ['car', 'otherwise-cars'],
] as const;

function outcome(result: WhatIfResult, width: number): readonly JQuery[] {
  const $picture = $('<div role="img">').attr('aria-label', say('day-picture')).html(picture(result, width));
  const legend = LEGEND.map(([name, text]) => $('<span>').addClass(`surplug-${name}`).text(say(text)));
  const again = say('again', { energy: inKWh(total(result, 'again').energyWh) });
  return [
    $picture,
    $('<div class="surplug-numbers">').append(...legend),
    table(result),
    $('<div class="surplug-facts">').text(again),
  ];
}

/** A field of the form with its label; the empty choice leaves what was. */
const field = (label: string, $input: JQuery): JQuery =>
  $('<label>').append($('<span>').text(say(label)), $input.addClass(`surplug-${label}`));

function choice(words: readonly string[], name = (word: string): string => word): JQuery {
  const asItWas = $('<option>').val('').text(say('as-it-was'));
  return $('<select>').append(asItWas, ...words.map((word) => $('<option>').val(word).text(name(word))));
}

export interface WhatIfView {
  readonly $view: JQuery;
  show(chargers: readonly SeenCharger[], timeZone: string | undefined): void;
}

export function whatIfView(hubId: string): WhatIfView {
  const url = hubUrl(hubId);
  const $day = $('<input type="date">');
  const $charger = $('<select>');
  const $mode = choice(SURPLUG.charger.mode.of);
  const $preset = choice(SURPLUG.site.preset.of, say);
  const $limit = $('<input type="number" step="1">')
    .attr({ min: SURPLUG.charger.limitA.from, max: SURPLUG.charger.limitA.to })
    .attr('placeholder', say('as-it-was'));
  const $cheap = $('<input type="number" step="any">').attr('placeholder', say('as-it-was'));
  const $which = field('which', $charger).hide();
  const $run = button(say('run'), () => press());
  const $bar = $('<div>');
  const $progress = $('<div class="surplug-offer">').append($bar).hide();
  const $fault = $('<div class="surplug-fault">').hide();
  const $outcome = $('<div>');
  const $form = $('<div class="surplug-form">').append(
    field('day', $day),
    $which,
    field('mode', $mode),
    field('preset', $preset),
    field('limit', $limit),
    field('cheap', $cheap),
  );
  const $view = $('<details class="surplug-card surplug-what-if">').append(
    $('<summary>').text(say('what-if')),
    $('<p class="surplug-facts">').text(say('what-if-hint')),
    $form,
    $('<div class="surplug-buttons">').append($run),
    $progress,
    $fault,
    $outcome,
  );
  let running = false;
  let next = 0;
  let shown = '';
  let listed = '';
  let dated = false;

  const tell = (run: WhatIfRun | null): void => {
    running = run?.state === 'running';
    $run.text(say(running ? 'call-off' : 'run'));
    mark();
    $progress.toggle(running);
    $bar.css('width', `${Math.round(100 * (run?.done ?? 0))}%`);
    $fault.toggle(run?.state === 'failed').text(run?.text ?? '');
    window.clearTimeout(next);
    if (running && $view.prop('open')) next = window.setTimeout(ask, EVERY_MS);
    const { result, startedAt = '' } = run ?? {};
    if (!result || shown === startedAt) return;
    shown = startedAt;
    $outcome.empty().append(...outcome(result, Math.max(200, Math.round($view.width() ?? 0))));
  };
  const ask = (): void => {
    $.getJSON(`${url}/what-if`)
      .done(tell)
      .fail(() => tell(null));
  };
  const send = (whatIf: object): void => {
    // What was wrong with the last one says nothing of this one.
    $fault.hide();
    postJson(url, { whatIf }).done(ask).fail(notifyRefusal);
  };

  const chosen = () => {
    const [mode, preset, limit, cheap] = [$mode, $preset, $limit, $cheap].map(($input) => String($input.val() ?? ''));
    return {
      ...(mode && { mode }),
      ...(preset && { preset }),
      ...(limit && { current: Number(limit) }),
      ...(cheap && { cheapUpTo: Number(cheap) }),
    };
  };
  const ready = (): boolean => Object.keys(chosen()).length > 0 && String($day.val() ?? '') !== '';
  const mark = (): void => {
    const nothing = !running && !ready();
    $run.toggleClass('disabled', nothing).attr('aria-disabled', `${nothing}`);
  };
  $form.on('input change', mark);
  const press = (): void => {
    if (running) {
      send({ cancel: true });
      return;
    }
    if (!ready()) return;
    const charger = String($charger.val() ?? '') || 'all';
    send({ from: String($day.val() ?? ''), charger, settings: chosen() });
  };
  $view.on('toggle', () => {
    if ($view.prop('open')) ask();
  });

  return {
    $view,
    show(chargers, timeZone) {
      if (timeZone && !dated) {
        $day.val(yesterday(timeZone));
        dated = true;
      }
      const names = JSON.stringify(chargers.map(({ id, name }) => [id, name]));
      if (names === listed) return;
      listed = names;
      const all = $('<option>').val('all').text(say('all'));
      $charger.empty().append(all, ...chargers.map(({ id, name }) => $('<option>').val(id).text(name)));
      $which.toggle(chargers.length > 1);
    },
  };
}
