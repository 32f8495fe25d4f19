/** What is asked: a day, a charger, and the settings that were other than that day. */
import type { SeenCharger } from '../hub/seen.js';
import { options } from '../shared/choices.editor.js';
import { chargerChoice } from './charger-choice.editor.js';
import { say } from './words.editor.js';

const DAY_MS = 86_400_000;

/** "2026-06-21", on the clock of the house: whoever looks may be in another time zone. Sweden writes days as ISO 8601 does. */
const yesterday = (timeZone: string): string => new Date(Date.now() - DAY_MS).toLocaleDateString('sv', { timeZone });

/** A field of the form with its label; the empty choice leaves what was. */
const field = (label: string, $input: JQuery): JQuery =>
  $('<label>').append($('<span>').text(say(label)), $input.addClass(`surplug-${label}`));

function choice(words: readonly string[], name = (word: string): string => word): JQuery {
  const others = words.map((word) => ({ value: word, label: name(word) }));
  return $('<select>').append(...options([{ value: '', label: say('as-it-was') }, ...others]));
}

interface Asked {
  readonly from: string;
  readonly charger: string;
  readonly settings: object;
}

interface WhatIfForm {
  readonly $form: JQuery;
  /** Undefined as long as no day or no setting is chosen. */
  asked(): Asked | undefined;
  /** The chargers to choose from. Yesterday is suggested once the time zone of the house is known. */
  show(chargers: readonly SeenCharger[], timeZone: string | undefined): void;
}

export function whatIfForm(): WhatIfForm {
  const $day = $('<input type="date">');
  const charger = chargerChoice();
  const $mode = choice(SURPLUG.charger.mode.of);
  const $preset = choice(SURPLUG.site.preset.of, say);
  const $limit = $('<input type="number" step="1">')
    .attr({ min: SURPLUG.charger.limitA.from, max: SURPLUG.charger.limitA.to })
    .attr('placeholder', say('as-it-was'));
  const $cheap = $('<input type="number" step="any">').attr('placeholder', say('as-it-was'));
  const $which = field('which', charger.$choice).hide();
  const $form = $('<div class="surplug-form">').append(
    field('day', $day),
    $which,
    field('mode', $mode),
    field('preset', $preset),
    field('limit', $limit),
    field('cheap', $cheap),
  );
  let dated = false;

  const settings = (): object => {
    const [mode, preset, limit, cheap] = [$mode, $preset, $limit, $cheap].map(typed);
    return {
      ...(mode && { mode }),
      ...(preset && { preset }),
      ...(limit && { current: Number(limit) }),
      ...(cheap && { cheapUpTo: Number(cheap) }),
    };
  };

  return {
    $form,
    asked() {
      const asked = { from: typed($day), charger: charger.chosen() || 'all', settings: settings() };
      return asked.from !== '' && Object.keys(asked.settings).length > 0 ? asked : undefined;
    },
    show(chargers, timeZone) {
      if (timeZone && !dated) {
        $day.val(yesterday(timeZone));
        dated = true;
      }
      charger.show(chargers);
      $which.toggle(chargers.length > 1);
    },
  };
}

const typed = ($input: JQuery): string => String($input.val() ?? '');
