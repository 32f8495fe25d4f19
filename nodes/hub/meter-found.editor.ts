/** A search for meters from the dialog: the line it goes over, and a meter it has found. */
import type { MeterSearch } from '../../core/index.js';
import { button } from '../shared/button.editor.js';
import { options } from '../shared/choices.editor.js';
import type { Translate } from '../shared/red.editor.js';
import { valuesText } from './meter-says.editor.js';
import type { Row } from './rows.editor.js';

type FoundMeter = MeterSearch['found'][number];
export type FoundConfig = FoundMeter['config'];

/** Fields of a line, as the row and the core both call them. */
const LINE = ['type', 'host', 'port', 'path', 'baudRate', 'parity', 'stopBits'];
const NUMBERS = ['port', 'baudRate', 'stopBits'];

/** The line of a row, as far as it is filled in. */
export function lineOf(row: Row): Readonly<Record<string, unknown>> {
  const serial = row['type'] === 'modbus-rtu';
  const fields = LINE.filter((field) => field === 'type' || ['host', 'port'].includes(field) !== serial);
  const filled = fields.filter((field) => String(row[field] ?? '').trim() !== '');
  return Object.fromEntries(
    filled.map((field) => [field, NUMBERS.includes(field) ? Number(row[field]) : String(row[field]).trim()]),
  );
}

/** What it is and says, with the maps that fit it; `use` fills the row with it. */
export function foundMeter(
  { unitId, serial, maps, values, config }: FoundMeter,
  _: Translate,
  use: (config: FoundConfig) => void,
): JQuery {
  const place = [_('surplug-hub.find.unit', { unit: unitId }), serial].filter((part) => part).join(', ');
  const $map = $('<select>').attr('aria-label', _('surplug-hub.label.map'));
  $map.append(...options(maps.map(({ id, name }) => ({ value: id, label: name }))));
  const $use = button(_('surplug-hub.find.use'), () => use({ ...config, map: String($map.val()) }));
  const $words = $('<span>').text(`${place}: ${valuesText(values)}`);
  return $('<div class="surplug-line surplug-found">').append($words, $map, $use);
}
