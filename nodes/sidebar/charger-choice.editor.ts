/** One of the chargers of a hub, or all of them. */
import type { SeenCharger } from '../hub/seen.js';
import { options } from '../shared/choices.editor.js';
import { say } from './words.editor.js';

interface ChargerChoice {
  readonly $choice: JQuery;
  /** The id of the one; '' stands for all. */
  chosen(): string;
  show(chargers: readonly SeenCharger[]): void;
}

export function chargerChoice(): ChargerChoice {
  const $choice = $('<select>');
  const chosen = (): string => String($choice.val() ?? '');
  let listed = '';
  return {
    $choice,
    chosen,
    show(chargers) {
      const each = chargers.map(({ id, name }) => ({ value: id, label: name }));
      // Drawn anew only when somebody comes, goes or is renamed: it may just be open.
      if (JSON.stringify(each) === listed) return;
      listed = JSON.stringify(each);
      const before = chosen();
      $choice.empty().append(...options([{ value: '', label: say('all') }, ...each]));
      $choice.val(each.some(({ value }) => value === before) ? before : '');
    },
  };
}
