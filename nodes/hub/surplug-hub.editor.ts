import { askedTab } from '../shared/hub-dialog.editor.js';
import { editorLocale } from '../shared/locale.editor.js';
import type { EditorNode, Translate } from '../shared/red.editor.js';
import { address, everyRow, within } from '../shared/validate.editor.js';
import { chargerList, chargerWrong, listAdopted, rowsOf } from './charger-rows.editor.js';
import { chargerUrl } from './charger-url.editor.js';
import { circuitList, circuitWrong } from './circuit-rows.editor.js';
import { followHub, type Live } from './live.editor.js';
import { meterList, meterWrong } from './meter-rows.editor.js';
import { addPasswordFields } from './password-cell.editor.js';
import { CREDENTIALS } from './passwords.js';
import { offerRecords } from './records.editor.js';
import type { Row } from './rows.editor.js';
import { watchForSecondHub } from './second-hub.editor.js';
import { keepUserOut } from './user-in-url.editor.js';

const TABS = ['house', 'meters', 'chargers', 'connection', 'behaviour'];

const opensHere = (node: EditorNode): boolean => node['role'] !== 'attach';
const optional = (field: string, range: { from: number; to: number }) => ({
  value: '',
  validate: within(field, range),
});

const input = (field: string): JQuery => $(`#node-config-input-${field}`);

let live: Live | undefined;
const stop = (): void => live?.stop();

function editorLanguage(): string {
  const code = editorLocale().slice(0, 2);
  return SURPLUG.languages.includes(code) ? code : 'en';
}

/** Placeholders and units from the table of settings. */
function showDefaults(_: Translate): void {
  const tables: Readonly<Record<string, { default?: unknown; unit?: string }>> = {
    ...SURPLUG.site,
    ocppPort: SURPLUG.ocpp.port,
    tlsPort: SURPLUG.ocpp.tlsPort,
  };
  for (const [field, setting] of Object.entries(tables)) {
    const $field = input(field);
    if (!$field.is('input[type=text]')) continue;
    $field.addClass('surplug-number').attr('placeholder', String(setting.default ?? ''));
    const unit = setting.unit === 'a' ? _('surplug-hub.label.years') : setting.unit;
    if (unit) $('<span class="surplug-unit">').text(unit).insertAfter($field);
  }
}

/** The dialog's tabs, and what is seen only where the site is run here, or only where it is run elsewhere. */
function showTabs(_: Translate): void {
  let shownTab = '';
  // One token, in two places: with the connection of a site run here, or for the one attached to.
  const showToken = (): void => {
    $('.surplug-hub-token').toggle(input('role').val() === 'attach' || shownTab === 'connection');
  };
  const tabs = RED.tabs.create({
    id: 'surplug-hub-tabs',
    onchange: (tab) => {
      $('#surplug-hub-panes').children().hide();
      $(`#surplug-hub-pane-${tab.id}`).show();
      shownTab = tab.id;
      showToken();
    },
  });
  for (const id of TABS) tabs.addTab({ id, label: _(`surplug-hub.tab.${id}`) });
  // Node-RED's tabs hear a mouse go down and up; Enter, and a screen reader, only click.
  $('#surplug-hub-tabs').on('click', 'a', ({ currentTarget }) => tabs.activateTab(currentTarget.hash.slice(1)));
  window.setTimeout(() => tabs.resize(), 0);
  const asked = askedTab();
  if (asked) tabs.activateTab(asked);

  input('role').on('change', () => {
    const attach = input('role').val() === 'attach';
    $('.surplug-hub-open').toggle(!attach);
    $('.surplug-hub-attach').toggle(attach);
    showToken();
    tabs.resize();
  });
}

/** Shows a field only beside one choice of another. */
function showBeside(field: string, other: string, choice: string): void {
  input(other).on('change', () => {
    input(field)
      .closest('.form-row')
      .toggle(input(other).val() === choice);
  });
}

RED.nodes.registerType('surplug-hub', {
  category: 'config',
  defaults: {
    schema: { value: 1 },
    name: { value: '' },
    role: { value: 'open' },
    attachUrl: {
      value: '',
      validate: function (value, _how) {
        return (
          opensHere(this) ||
          /^(wss?:\/\/.|\$\{)/.test(String(value)) ||
          `${this._('surplug-hub.label.attachUrl')}: ws://…`
        );
      },
    },
    phases: { value: '3' },
    fuseA: { value: '', validate: within('fuseA', SURPLUG.site.fuseA, opensHere) },
    marginA: optional('marginA', SURPLUG.site.marginA),
    reserveA: optional('reserveA', SURPLUG.site.reserveA),
    voltageV: optional('voltageV', SURPLUG.site.voltageV),
    timeZone: { value: '' },
    language: { value: '' },
    latitude: optional('latitude', { from: -90, to: 90 }),
    longitude: optional('longitude', { from: -180, to: 180 }),
    meters: { value: [], validate: everyRow('tab.meters', meterWrong) },
    chargers: { value: [], validate: everyRow('tab.chargers', chargerWrong) },
    circuits: { value: [], validate: everyRow('label.circuits', circuitWrong) },
    ocppPort: optional('ocppPort', SURPLUG.ocpp.port),
    ocppBind: { value: '' },
    advertisedHost: { value: '' },
    tlsPort: optional('tlsPort', SURPLUG.ocpp.tlsPort),
    certFile: { value: '' },
    keyFile: { value: '' },
    caFile: { value: '' },
    linkRemote: { value: false },
    mqttUrl: { value: '', validate: address('url', /^(?:mqtt|ws)s?:\/\/\S+$/) },
    mqttUsername: { value: '' },
    mqttCaFile: { value: '' },
    mqttTopic: { value: '' },
    mqttCommands: { value: '' },
    mqttHomeAssistant: { value: '' },
    policy: { value: '' },
    preset: { value: '' },
    balance: { value: '' },
    spreadA: optional('spreadA', SURPLUG.site.spreadA),
    meterLostEcoPlus: { value: '' },
    batteryPriority: { value: '' },
    batterySocPct: {
      value: '',
      validate: within('batterySocPct', { from: 0, to: 100 }, (node) => node['batteryPriority'] === 'above'),
    },
    exportLimitW: optional('exportLimitW', SURPLUG.site.exportLimitW),
    batteryHoldSocPct: optional('batteryHoldSocPct', SURPLUG.site.batteryHoldSocPct),
    batteryStartSocPct: optional('batteryStartSocPct', SURPLUG.site.batteryStartSocPct),
    wakeUp: { value: SURPLUG.site.wakeUp.default },
    profileDurationS: optional('profileDurationS', SURPLUG.site.profileDurationS),
    writesPerHour: optional('writesPerHour', SURPLUG.site.writesPerHour),
    retentionYears: optional('retentionYears', SURPLUG.site.retentionYears),
    monthlyReport: { value: '' },
  },
  credentials: CREDENTIALS,
  paletteLabel() {
    return this._('surplug-hub.label.hub');
  },
  label() {
    return this.name || this._('surplug-hub.label.hub');
  },
  oneditprepare() {
    const _ = this._;
    showTabs(_);
    showDefaults(_);
    // A default that a flow says by its name is the first choice.
    $('#surplug-hub-panes select').each(function () {
      if ($(this).val() === null) $(this).val('');
    });
    if (!this['role']) input('role').val('open');
    if (!this['language']) input('language').val(editorLanguage());
    input('timeZone').attr('placeholder', Intl.DateTimeFormat().resolvedOptions().timeZone);
    addPasswordFields($('#surplug-hub-passwords'), this);
    meterList(input('meters-list'), (this['meters'] ?? []) as Row[], this.id, _);
    const chargers = input('chargers-list');
    const url = chargerUrl();
    chargerList(chargers, (this['chargers'] ?? []) as Row[], _, () => window.setTimeout(url.show, 0));
    circuitList(input('circuits-list'), (this['circuits'] ?? []) as Row[], _);
    for (const field of ['ocppPort', 'ocppBind', 'advertisedHost']) input(field).on('change input', url.show);
    url.show();
    keepUserOut(input('mqttUrl'), input('mqttUsername'), input('mqttPassword'));
    keepUserOut(input('attachUrl'), undefined, input('linkToken'));

    showBeside('spreadA', 'balance', 'spread');
    showBeside('batterySocPct', 'batteryPriority', 'above');
    stop();
    offerRecords(this.id, _);
    const saved = (list: string, field: string) => ((this[list] ?? []) as Row[]).map((row) => String(row[field]));
    live = followHub(
      this.id,
      {
        chargers: () => saved('chargers', 'id'),
        list: (adopted) => listAdopted(chargers, adopted),
        circuits: saved('circuits', 'name'),
        machineIs: url.machineIs,
      },
      _,
    );
  },
  oneditsave() {
    stop();
    // Ctrl+Enter leaves no field.
    $(document.activeElement ?? []).trigger('change');
    for (const list of ['meters', 'chargers', 'circuits']) this[list] = rowsOf(input(`${list}-list`));
  },
  oneditcancel: stop,
  oneditdelete: stop,
});

watchForSecondHub();
