/**
 * What if: a day that was, under other settings. The form asks the hub, which takes a while; then the day is drawn and
 * told in numbers, as it was and otherwise.
 */
import type { WhatIfRun } from '../../core/index.js';
import type { SeenCharger } from '../hub/seen.js';
import { button } from '../shared/button.editor.js';
import { hubUrl, notifyRefusal, postJson } from '../shared/requests.editor.js';
import { widthOf } from './chart.editor.js';
import { whatIfForm } from './what-if-form.editor.js';
import { outcome } from './what-if-outcome.editor.js';
import { say } from './words.editor.js';

const EVERY_MS = 1000;

interface WhatIfView {
  readonly $view: JQuery;
  show(chargers: readonly SeenCharger[], timeZone: string | undefined): void;
}

export function whatIfView(hubId: string): WhatIfView {
  const url = hubUrl(hubId);
  const { $form, asked, show } = whatIfForm();
  const $run = button(say('run'), () => press());
  const $bar = $('<div>');
  const $progress = $('<div class="surplug-offer">').append($bar).hide();
  const $fault = $('<div class="surplug-fault">').hide();
  const $outcome = $('<div>');
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
    $outcome.empty().append(...outcome(result, widthOf($view)));
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

  const mark = (): void => {
    const nothing = !running && !asked();
    $run.toggleClass('disabled', nothing).attr('aria-disabled', `${nothing}`);
  };
  $form.on('input change', mark);
  const press = (): void => {
    const whatIf = running ? { cancel: true } : asked();
    if (whatIf) send(whatIf);
  };
  $view.on('toggle', () => {
    if ($view.prop('open')) ask();
  });

  return { $view, show };
}
