/** What the dialog calls a setting that is complained of: by the editor's own catalogue, in the language of the hub. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ConfigComplaint, type Language, labelled } from '../../core/index.js';

type Words = Readonly<Record<'label' | 'tab', Readonly<Partial<Record<string, string>>>>>;

const CATALOGUES: Readonly<Record<Language, string>> = {
  en: 'en-US',
  de: 'de',
  it: 'it',
  fr: 'fr',
  es: 'es-ES',
  zh: 'zh-CN',
};

/** Settings whose label has another key. */
const LABELS: Readonly<Record<string, string>> = {
  phases: 'supply',
  'batteryPriority.aboveSocPct': 'batterySocPct',
  'ocpp.port': 'ocppPort',
  'ocpp.bind': 'ocppBind',
  'ocpp.caFile': 'chargersCaFile',
  'link.token': 'linkToken',
  'meters.preset': 'mqttPreset',
  'circuits.fuseA': 'circuitFuse',
};

/** "Chargers 1, Installed for (chargers[0].maxA)" */
export function inDialog(language: Language, complaint: ConfigComplaint): ConfigComplaint {
  const labels = labelsOf(wordsOf(language), complaint.field);
  return labels.length === 0 ? complaint : { ...complaint, field: labelled(language, labels, complaint.field) };
}

function wordsOf(language: Language): Words {
  const file = join(__dirname, '../locales', CATALOGUES[language], 'surplug-hub.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly 'surplug-hub': Words })['surplug-hub'];
}

function labelsOf({ label, tab }: Words, field: string): readonly string[] {
  const [, list, row, key] = /^(chargers|meters|circuits)\[(\d+)\](?:\.(\w+))?/.exec(field) ?? [];
  const place = list && `${tab[list] ?? label[list]} ${Number(row) + 1}`;
  const own = list ? `${list}.${key}` : field.replace(/^(ocpp|mqtt)\./, '');
  return [place, label[LABELS[list ? own : field] ?? key ?? own]].filter((part) => part !== undefined);
}
