/** Beneath a meter in the dialog: the search for meters on its line, and what it says just now. */
import { button } from '../shared/button.editor.js';
import type { Translate } from '../shared/red.editor.js';
import { hubUrl, postJson, refusalOf } from '../shared/requests.editor.js';
import type { Row } from './rows.editor.js';

/** As core/model/meter-find and core/model/meter-row have them. */
interface Found {
  readonly unitId: number;
  readonly serial?: string;
  readonly maps: readonly { readonly id: string; readonly name: string }[];
  readonly values: Readonly<Record<string, number | null>>;
  readonly config: Readonly<Record<string, string | number>>;
}
interface Search {
  readonly state: 'searching' | 'ended' | 'cancelled';
  readonly done: number;
  readonly of: number;
  readonly unitId: number | null;
  readonly serial: string | null;
  readonly found: readonly Found[];
  readonly advice: readonly { readonly text: string }[];
}
interface Said {
  readonly meterId: string;
  readonly where: string | null;
  readonly trouble: string | null;
  readonly remarks: readonly string[];
  readonly ageS: number | null;
  readonly polls: number | null;
  readonly failures: Readonly<Record<string, number>>;
  readonly registers: readonly { functionCode: number; address: number; words: readonly number[] }[];
  readonly messages: readonly { topic: string; payload: string; ageS: number }[];
  readonly values: Readonly<Record<string, number | null>>;
  readonly reading: Readonly<Record<string, number | readonly number[]>> | null;
}
interface Answer {
  readonly meters: readonly Said[];
  readonly search: Search | null;
}

interface Tools {
  readonly hubId: string;
  readonly searchable: (row: Row) => boolean;
  /** The row was filled from what was found: draw it anew. */
  readonly take: () => void;
}

const EVERY_MS = 1000;
/** Fields of a line, as the row and the core both call them. */
const LINE = ['type', 'host', 'port', 'path', 'baudRate', 'parity', 'stopBits'];
const NUMBERS = ['port', 'baudRate', 'stopBits'];

const url = (hubId: string): string => `${hubUrl(hubId)}/meters`;

/** The line of a row, as far as it is filled in. */
function lineOf(row: Row): Readonly<Record<string, unknown>> {
  const serial = row['type'] === 'modbus-rtu';
  const fields = LINE.filter((field) => field === 'type' || ['host', 'port'].includes(field) !== serial);
  const filled = fields.filter((field) => String(row[field] ?? '').trim() !== '');
  return Object.fromEntries(
    filled.map((field) => [field, NUMBERS.includes(field) ? Number(row[field]) : String(row[field]).trim()]),
  );
}

/** "powerW 2060 · voltage1V 230.1 …" */
const valuesText = (values: Readonly<Record<string, number | null>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${value === null ? '–' : Number(value.toPrecision(6))}`)
    .join(' · ');

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
    text(refusalOf(request));
  };
  const post = (body: object): JQuery.jqXHR<Answer> => postJson(url(hubId), body);

  const found = (meter: Found): JQuery => {
    const place = [_('surplug-hub.find.unit', { unit: meter.unitId }), meter.serial].filter((part) => part).join(', ');
    const shown = $('<div class="surplug-line surplug-found">');
    const map = $('<select>').attr('aria-label', _('surplug-hub.label.map'));
    for (const { id, name } of meter.maps) $('<option>').val(id).text(name).appendTo(map);
    const use = button(_('surplug-hub.find.use'), () => {
      Object.assign(row, meter.config, { map: map.val() });
      turn(undefined);
      take();
    });
    return shown.append($('<span>').text(`${place}: ${valuesText(meter.values)}`), map, use);
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
    running.$line.before(...search.found.slice(running.found).map(found));
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
    const age = said.ageS === null ? _('surplug-hub.says.never') : _('surplug-hub.says.age', { age: said.ageS });
    const failures = Object.entries(said.failures).map(([code, count]) => `${code} ${count}`);
    const counts = _('surplug-hub.says.counts', { polls: said.polls ?? '–', failures: failures.join(', ') || '0' });
    text([said.where, age, counts].filter((part) => part).join(' · '));
    for (const odd of [said.trouble, ...said.remarks]) if (odd) text(odd).addClass('form-tips');
    const lines = [
      valuesText(said.values),
      JSON.stringify(said.reading),
      ...said.registers.map(
        ({ functionCode, address, words }) =>
          `FC${functionCode} ${address}: ${words.map((word) => word.toString(16).padStart(4, '0')).join(' ')}`,
      ),
      ...said.messages.map(({ topic, payload }) => `${topic}: ${payload}`),
    ];
    $('<pre class="surplug-url">')
      .text(lines.filter((part) => part && part !== 'null').join('\n'))
      .appendTo(box);
    again(askSays);
  };
  const askSays = (): void => void $.getJSON(url(hubId)).done(showSays).fail(failed);

  const find = button(_('surplug-hub.find.find'), () => {
    turn('search');
    text('…');
    post({ find: { line: lineOf(row) } })
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
