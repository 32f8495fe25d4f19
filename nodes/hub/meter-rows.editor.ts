import { suggest } from '../shared/choices.editor.js';
import type { Translate } from '../shared/red.editor.js';
import { numberWrong, type Wrong } from '../shared/validate.editor.js';
import { meterTools } from './meter-tools.editor.js';
import { dropPassword, passwordCell } from './password-cell.editor.js';
import { cells, more, phaseChoices, type Row, rowList } from './rows.editor.js';
import { keepUserOut } from './user-in-url.editor.js';
import { userInUrl } from './user-in-url.js';

const ROLES = ['grid', 'solar', 'battery', 'house', 'load'];
const TYPES = ['modbus-tcp', 'modbus-rtu', 'modbus-rtu-tcp', 'mqtt', 'pushed', 'derived', 'charger'];
/** Any speed a serial line is set to. */
const BAUD = { from: 300, to: 115_200, unit: '' };
const PATIENCE = { from: 50, to: 10_000, unit: 'ms' };
const SELDOM = [
  'parity',
  'stopBits',
  'periodS',
  'timeoutMs',
  'phases',
  'clamps',
  'points',
  'keepAlive',
  'caFile',
  'id',
  'invert',
];

const wired = (row: Row): boolean => /^modbus/.test(String(row['type']));
const serial = (row: Row): boolean => row['type'] === 'modbus-rtu';
const networked = (row: Row): boolean => wired(row) && !serial(row);
const published = (row: Row): boolean => row['type'] === 'mqtt';
const measured = (row: Row): boolean => wired(row) || published(row);
const ownMap = (row: Row): boolean => wired(row) && row['map'] === SURPLUG.ownMap;

const isJson = (value: unknown): boolean => {
  try {
    return typeof JSON.parse(String(value)) === 'object';
  } catch {
    return false;
  }
};

const NUMBERS = ['port', 'unitId', 'periodS'] as const;

/** What a row still needs for its way of reading, or a number out of range. */
export function meterWrong(row: Row): Wrong | undefined {
  const place = serial(row) ? 'path' : 'host';
  if (wired(row) && !row['map']) return { field: 'map' };
  if (wired(row) && !row[place]) return { field: place };
  if (ownMap(row) && !isJson(row['ownMap'])) return { field: 'ownMap' };
  if (published(row) && !row['url']) return { field: 'url' };
  if (published(row) && userInUrl(row['url'])?.password) return { field: 'url', why: 'password-in-url' };
  if (published(row) && row['points'] && !isJson(row['points'])) return { field: 'points' };
  return numberWrong(row, NUMBERS, SURPLUG.meter);
}

/** Suggests register maps by name. */
const suggestMaps = (field: JQuery, own: string): JQuery =>
  suggest(field, (done) =>
    done(
      [...SURPLUG.maps, { id: SURPLUG.ownMap, name: own }].map(({ id, name }) => ({
        value: id,
        label: `${name} – ${id}`,
      })),
    ),
  );

/** Draws one meter; fields that its way of reading does not have are hidden. */
function meterRow(container: JQuery, row: Row, hubId: string, _: Translate): void {
  const words = (key: string, of: readonly string[]) =>
    of.map((value) => ({ value, label: _(`surplug-hub.${key}.${value}`) }));
  const optional = (key: string, of: readonly string[]) =>
    [{ value: '', label: _('surplug-hub.phases.default') }].concat(words(key, of));
  const shown: (readonly [JQuery, (row: Row) => boolean])[] = [];
  const only = (when: (row: Row) => boolean, ...inputs: readonly JQuery[]): void => {
    for (const input of inputs) shown.push([input.closest('label'), when]);
  };
  const show = (): void => {
    for (const [label, when] of shown) label.toggle(when(row));
  };

  const grid = $('<div class="surplug-grid">').appendTo(container);
  const into = cells(grid, row, _);
  into.choice('role', words('role', ROLES));
  into.choice('type', words('type', TYPES)).on('change', show);
  const map = suggestMaps(into.text('map', 'eastron-sdm630', true), _('surplug-hub.map.own'));
  only(wired, map.on('change input', show));
  only(ownMap, into.long('ownMap', '{ "functionCode": 4, "points": { "powerW": { "address": 52, "type": "f32" } } }'));
  only(serial, into.text('path', '/dev/ttyUSB0', true), into.number('baudRate', BAUD));
  only(networked, into.text('host', '192.168.1.20', true), into.number('port', SURPLUG.meter.port));
  only(wired, into.number('unitId', SURPLUG.meter.unitId));
  const url = into.text('url', 'mqtt://192.168.1.5:1883', true);
  only(published, url);
  const presets = SURPLUG.mqttPresets.map((id) => ({ value: id, label: _(`surplug-hub.mqttPreset.${id}`) }));
  const product = into.choice('mqttPreset', [{ value: '', label: _('surplug-hub.mqttPreset.none') }, ...presets]);
  product.closest('label').addClass('surplug-wide');
  only(published, product);
  const topic = into.text('topic');
  const username = into.text('username');
  const password = passwordCell(grid, row, _);
  only(published, topic, username, password);
  keepUserOut(url, username, password);
  only((of) => of['type'] === 'charger', into.text('charger', 'garage'));

  const seldom = more(container, row, SELDOM, _);
  const rest = cells(seldom, row, _);
  only(serial, rest.choice('parity', optional('parity', ['none', 'even', 'odd'])));
  only(
    serial,
    rest.choice(
      'stopBits',
      ['', '1', '2'].map((value) => ({ value, label: value || _('surplug-hub.phases.default') })),
    ),
  );
  rest.number('periodS', SURPLUG.meter.periodS);
  only(wired, rest.number('timeoutMs', PATIENCE));
  only(measured, rest.choice('phases', phaseChoices(_)), rest.text('clamps', '1, -1, 1'));
  only(published, rest.text('caFile', '/etc/surplug/broker.pem'));
  only(published, rest.long('points', '{ "powerW": { "topic": "house/power", "path": "total" } }'));
  only(published, rest.text('keepAlive', 'R/c0619ab12345/keepalive'));
  rest.text('id');
  only((of) => measured(of) || of['type'] === 'pushed', rest.check('invert'));

  const redraw = (): void => {
    container.empty();
    meterRow(container, row, hubId, _);
  };
  meterTools(container, row, { hubId, searchable: wired, take: redraw }, _);
  show();
}

/** The list of meters in the dialog. */
export function meterList(list: JQuery, meters: readonly Row[], hubId: string, _: Translate): void {
  rowList(list, meters, {
    handle: _('surplug-hub.move'),
    draw(container, row) {
      row['role'] ??= 'grid';
      row['type'] ??= 'modbus-tcp';
      meterRow(container, row, hubId, _);
    },
    removed: dropPassword,
  });
}
