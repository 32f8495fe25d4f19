import { askedTab } from '../shared/hub-dialog.editor.js';
import { editorLocale } from '../shared/locale.editor.js';
import type { EditorNode } from '../shared/red.editor.js';
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

let live: Live | undefined;
const stop = (): void => live?.stop();

function editorLanguage(): string {
  const code = editorLocale().slice(0, 2);
  return SURPLUG.languages.includes(code) ? code : 'en';
}

/** Placeholders and units from the table of settings. */
function showDefaults(_: (key: string) => string): void {
  const tables: Readonly<Record<string, { default?: unknown; unit?: string }>> = {
    ...SURPLUG.site,
    ocppPort: SURPLUG.ocpp.port,
    tlsPort: SURPLUG.ocpp.tlsPort,
  };
  for (const [field, setting] of Object.entries(tables)) {
    const input = $(`#node-config-input-${field}`);
    if (!input.is('input[type=text]')) continue;
    input.addClass('surplug-number').attr('placeholder', String(setting.default ?? ''));
    const unit = setting.unit === 'a' ? _('surplug-hub.label.years') : setting.unit;
    if (unit) $('<span class="surplug-unit">').text(unit).insertAfter(input);
  }
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
    let shownTab = '';
    // One token, in two places: with the connection of a site run here, or for the one attached to.
    const showToken = (): void => {
      const attach = $('#node-config-input-role').val() === 'attach';
      $('.surplug-hub-token').toggle(attach || shownTab === 'connection');
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

    showDefaults(_);
    // A default that a flow says by its name is the first choice.
    $('#surplug-hub-panes select').each(function () {
      if ($(this).val() === null) $(this).val('');
    });
    if (!this['role']) $('#node-config-input-role').val('open');
    if (!this['language']) $('#node-config-input-language').val(editorLanguage());
    $('#node-config-input-timeZone').attr('placeholder', Intl.DateTimeFormat().resolvedOptions().timeZone);
    addPasswordFields($('#surplug-hub-passwords'), this);
    const meters = $('#node-config-input-meters-list');
    meterList(meters, (this['meters'] ?? []) as Row[], this.id, _);
    const chargers = $('#node-config-input-chargers-list');
    const url = chargerUrl();
    chargerList(chargers, (this['chargers'] ?? []) as Row[], _, () => window.setTimeout(url.show, 0));
    circuitList($('#node-config-input-circuits-list'), (this['circuits'] ?? []) as Row[], _);
    const said = ['ocppPort', 'ocppBind', 'advertisedHost'].map((field) => `#node-config-input-${field}`);
    $(said.join()).on('change input', url.show);
    url.show();
    const input = (field: string): JQuery => $(`#node-config-input-${field}`);
    keepUserOut(input('mqttUrl'), input('mqttUsername'), input('mqttPassword'));
    keepUserOut(input('attachUrl'), undefined, input('linkToken'));

    $('#node-config-input-role').on('change', function () {
      const attach = $(this).val() === 'attach';
      $('.surplug-hub-open').toggle(!attach);
      $('.surplug-hub-attach').toggle(attach);
      showToken();
      tabs.resize();
    });
    $('#node-config-input-balance').on('change', function () {
      $('#node-config-input-spreadA')
        .closest('.form-row')
        .toggle($(this).val() === 'spread');
    });
    $('#node-config-input-batteryPriority').on('change', function () {
      $('#node-config-input-batterySocPct')
        .closest('.form-row')
        .toggle($(this).val() === 'above');
    });
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
    this['meters'] = rowsOf($('#node-config-input-meters-list'));
    this['chargers'] = rowsOf($('#node-config-input-chargers-list'));
    this['circuits'] = rowsOf($('#node-config-input-circuits-list'));
  },
  oneditcancel: stop,
  oneditdelete: stop,
});

watchForSecondHub();
