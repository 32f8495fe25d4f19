import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CHARGER_SETTINGS, CIRCUIT_SETTINGS, METER_SETTINGS, OCPP_SETTINGS, SITE_SETTINGS } from '../../core/index.js';
import { LANGUAGES, type Language } from '../../core/model/language.js';
import { inForm } from '../../homebridge-plugin/form-labels.js';
import { inDialog } from '../../nodes/hub/field-labels.js';

const HOSTS = { 'Node-RED': inDialog, Homebridge: inForm };
type Host = keyof typeof HOSTS;

const named = (host: Host, language: Language, field: string): string =>
  HOSTS[host](language, { field, wrong: '', right: '' }).field;

const FIELDS = [
  ...Object.keys(SITE_SETTINGS),
  ...Object.keys(OCPP_SETTINGS).map((key) => `ocpp.${key}`),
  ...Object.keys(CIRCUIT_SETTINGS).map((key) => `circuits[1].${key}`),
  ...Object.keys(CHARGER_SETTINGS).map((key) => `chargers[1].${key}`),
  ...Object.keys(METER_SETTINGS).map((key) => `meters[1].${key}`),
  ...['phases', 'timeZone', 'ocpp.bind', 'ocpp.caFile', 'link.token', 'mqtt.url', 'mqtt.username', 'mqtt.topic'],
  ...['chargers[0].id', 'chargers[0].password', 'meters[0].host', 'meters[0].preset', 'meters[0].timeoutMs'],
];

describe('a complaint names the setting as its host’s form does', () => {
  for (const host of Object.keys(HOSTS) as Host[]) {
    for (const language of LANGUAGES) {
      it(`${host}, ${language}: every setting has a label, and its name behind`, () => {
        for (const field of FIELDS) {
          const says = named(host, language, field);
          assert.ok(says.length > field.length + 3 && /[(（]/.test(says) && says.includes(field), `${field}: ${says}`);
          if (field.includes('[1]')) assert.match(says, / 2[,，]/, says);
        }
      });
    }
  }

  it('a row, a setting of a row, and one beside the lists', () => {
    const rows: readonly (readonly [Host, Language, string, string])[] = [
      ['Node-RED', 'de', 'chargers[0].safeA', 'Stationen 1, Strom ohne Hub (chargers[0].safeA)'],
      ['Node-RED', 'en', 'circuits[0].fuseA', 'Circuits with their own fuse 1, Its fuse (circuits[0].fuseA)'],
      ['Node-RED', 'en', 'meters[2]', 'Meters 3 (meters[2])'],
      ['Node-RED', 'zh', 'fuseA', '总断路器（fuseA）'],
      ['Node-RED', 'zh', 'chargers[0].maxA', '充电桩 1，安装电流（chargers[0].maxA）'],
      ['Homebridge', 'en', 'chargers[0].maxA', 'Charger 1, Installation limit (chargers[0].maxA)'],
      ['Homebridge', 'fr', 'homekit.surplusW', 'Apple Maison, Surplus dès (homekit.surplusW)'],
      [
        'Homebridge',
        'es',
        'batteryAboveSocPct',
        `${'Nivel de carga desde el que también carga el coche'} (batteryAboveSocPct)`,
      ],
    ];
    for (const [host, language, field, says] of rows) assert.equal(named(host, language, field), says);
  });

  it('what no form has keeps its name', () =>
    assert.deepEqual(
      [named('Node-RED', 'it', 'configuration'), named('Homebridge', 'it', 'configuration')],
      ['configuration', 'configuration'],
    ));
});
