import type { Translate } from '../shared/red.editor.js';
import { cells, more, phaseChoices, type Row } from './rows.editor.js';

const ROLES = ['grid', 'solar', 'battery', 'house', 'load'];
const TYPES = ['modbus-tcp', 'modbus-rtu', 'modbus-rtu-tcp', 'pushed'];
/** Any speed a serial line is set to. */
const BAUD = { from: 300, to: 115_200, unit: '' };
const SELDOM = ['periodS', 'phases', 'id', 'invert'];

/** Suggests register maps by name while the field is typed in. */
function suggestMaps(field: JQuery): void {
  field.autoComplete({
    minLength: 0,
    search: (text, done) => {
      const word = text.toLowerCase();
      const found = SURPLUG.maps.filter(({ id, name }) => `${id} ${name}`.toLowerCase().includes(word));
      done(found.map(({ id, name }) => ({ value: id, label: `${name} – ${id}` })));
    },
  });
}

/** The list of meters in the dialog. */
export function meterList(list: JQuery, meters: readonly Row[], _: Translate): void {
  const words = (key: string, of: readonly string[]) =>
    of.map((value) => ({ value, label: _(`surplug-hub.${key}.${value}`) }));

  list.editableList({
    height: 'auto',
    removable: true,
    sortable: true,
    addItem(container, _at, item) {
      const row: Row = item;
      row['role'] ??= 'grid';
      row['type'] ??= 'modbus-tcp';
      const grid = $('<div class="surplug-grid">').appendTo(container);
      const into = cells(grid, row, _);
      into.choice('role', words('role', ROLES));
      const type = into.choice('type', words('type', TYPES));
      const map = into.text('map', 'eastron-sdm630');
      suggestMaps(map);
      const serial = [into.text('path', '/dev/ttyUSB0'), into.number('baudRate', BAUD)];
      const network = [into.text('host', '192.168.1.20'), into.number('port', SURPLUG.meter.port)];
      const wired = [map, into.number('unitId', SURPLUG.meter.unitId)];
      const show = (): void => {
        const way = String(row['type']);
        for (const input of wired) input.closest('label').toggle(way !== 'pushed');
        for (const input of network) input.closest('label').toggle(/tcp$/.test(way));
        for (const input of serial) input.closest('label').toggle(way === 'modbus-rtu');
      };
      type.on('change', show);
      show();

      const rest = cells(more(container, row, SELDOM, _), row, _);
      rest.number('periodS', SURPLUG.meter.periodS);
      rest.choice('phases', phaseChoices(_));
      rest.text('id');
      rest.check('invert');
    },
  });
  for (const meter of meters) list.editableList('addItem', { ...meter });
}
