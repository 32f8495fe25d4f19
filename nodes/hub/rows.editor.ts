/** Rows of the dialog's lists: cells with a caption, in a grid that wraps with the width and the language. */
import { pressed } from '../shared/button.editor.js';
import { options } from '../shared/choices.editor.js';
import type { Choice, Translate } from '../shared/red.editor.js';
import { fits } from '../shared/validate.editor.js';

export type Row = Record<string, unknown>;

/** `alias`: what a row may also say for it, the default by its name. */
type RowChoice = Choice & { readonly alias?: string };

/** Draws cells into a grid and writes what is typed back into the row at once. */
interface Cells {
  /** `needed`: marked as long as it is empty. */
  text(field: string, placeholder?: string, needed?: boolean): JQuery;
  /** `caption`: the label's name, where it is not the field's. */
  number(
    field: string,
    setting: { from: number; to: number; unit: string; default?: number },
    caption?: string,
  ): JQuery;
  choice(field: string, choices: readonly RowChoice[]): JQuery;
  /** Text of several lines, over the whole width. */
  long(field: string, placeholder: string): JQuery;
  check(field: string): JQuery;
}

/** Choices of a setting; the first, with an empty value, is the default. */
export const withDefault = (
  _: Translate,
  key: string,
  setting: { readonly of: readonly string[]; readonly default: string },
): RowChoice[] => {
  const label = (word: string): string => _(`surplug-hub.${key}.${word}`);
  const rest = setting.of.filter((word) => word !== setting.default);
  return [
    { value: '', label: label(setting.default), alias: setting.default },
    ...rest.map((value) => ({ value, label: label(value) })),
  ];
};

/** Ways a charger or a meter can sit on the supply, as "1,2,3". */
export const phaseChoices = (_: Translate): Choice[] => [
  { value: '', label: _('surplug-hub.phases.default') },
  ...['1', '2', '3', '1,2,3', '2,3,1', '3,1,2', '1,3,2', '3,2,1', '2,1,3'].map((value) => ({
    value,
    label: value.replace(/\d/g, 'L$&').replaceAll(',', ' '),
  })),
];

export function cells(grid: JQuery, row: Row, _: Translate): Cells {
  const cell = (caption: string, unit = ''): JQuery => {
    const label = _(`surplug-hub.label.${caption}`);
    return $('<label>')
      .text(unit === '' ? label : `${label} (${unit})`)
      .appendTo(grid);
  };
  const bind = (input: JQuery, field: string): JQuery =>
    input
      .attr('data-field', field)
      .val(String(row[field] ?? ''))
      .on('change input', () => {
        row[field] = input.val();
      });

  return {
    text: (field, placeholder = '', needed = false) => {
      const input = bind($('<input type="text">').attr('placeholder', placeholder), field);
      const judge = (): void => void input.toggleClass('input-error', needed && String(input.val()).trim() === '');
      judge();
      return input.on('change input', judge).appendTo(cell(field));
    },
    number: (field, setting, caption = field) => {
      const input = bind($('<input type="text">').attr('placeholder', String(setting.default ?? '')), field);
      const judge = (): void => {
        input.toggleClass('input-error', !fits(input.val(), setting)).attr('title', `${setting.from} – ${setting.to}`);
      };
      judge();
      return input.on('change input', judge).appendTo(cell(caption, setting.unit));
    },
    choice: (field, choices) => {
      const select = $('<select>').append(...options(choices));
      const value = String(row[field] ?? '');
      const known = choices.find((choice) => choice.value === value || choice.alias === value);
      // What came from elsewhere and is not on the list stays what it is.
      if (!known) select.append(...options([{ value, label: value }]));
      bind(select, field).val(known?.value ?? value);
      return select.appendTo(cell(field));
    },
    long: (field, placeholder) => {
      const input = bind($('<textarea rows="3" spellcheck="false">').attr('placeholder', placeholder), field);
      return input.appendTo(cell(field).addClass('surplug-wide'));
    },
    check: (field) => {
      const input = $('<input type="checkbox">')
        .attr('data-field', field)
        .prop('checked', row[field] === true);
      input.on('change', () => {
        row[field] = input.prop('checked');
      });
      const label = $('<label class="surplug-check">').appendTo(grid);
      label.append(input, document.createTextNode(_(`surplug-hub.label.${field}`)));
      return input;
    },
  };
}

/** A grid for what is seldom needed, behind a link; open when something in it is set. */
export function more(into: JQuery, row: Row, fields: readonly string[], _: Translate): JQuery {
  const open = fields.some((field) => row[field] !== undefined && row[field] !== '' && row[field] !== false);
  const link = $('<a href="#" class="surplug-more">').text(_('surplug-hub.more')).appendTo(into).toggle(!open);
  const grid = $('<div class="surplug-grid">').appendTo(into).toggle(open);
  pressed(link, () => {
    link.hide();
    grid.show();
  });
  return grid;
}

/** The handle of a row also hears the arrow keys; the editor's own only follows a mouse. */
function movable($handle: JQuery, name: string): void {
  $handle.attr({ role: 'button', tabindex: 0, title: name, 'aria-label': name }).on('keydown', (event) => {
    const $row = $handle.closest('li');
    if (event.key === 'ArrowUp') $row.insertBefore($row.prev());
    else if (event.key === 'ArrowDown') $row.insertAfter($row.next());
    else return;
    event.preventDefault();
    $handle.trigger('focus');
  });
}

/** Fills a list of rows that can be removed, by a button with a name for a screen reader. */
export function rowList(
  list: JQuery,
  rows: readonly Row[],
  parts: {
    readonly draw: (into: JQuery, row: Row) => void;
    readonly removed?: (row: Row) => void;
    /** Of a list that can be sorted: what the handle of a row is called. */
    readonly handle?: string;
  },
): void {
  list.editableList({
    height: 'auto',
    removable: true,
    sortable: parts.handle !== undefined,
    addItem(container, _at, row) {
      parts.draw(container, row);
      movable(container.siblings('.red-ui-editableList-item-handle'), parts.handle ?? '');
      container.siblings('.red-ui-editableList-item-remove').attr('aria-label', RED._('common.label.delete'));
    },
    removeItem: (row) => parts.removed?.(row),
  });
  for (const row of rows) list.editableList('addItem', { ...row });
}
