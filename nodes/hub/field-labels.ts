/** What the dialog calls a setting that is complained of: by the editor's own catalogue, in the language of the hub. */
import { type ConfigComplaint, type Language, labelled } from '../../core/index.js';
import { catalogueOf } from '../shared/catalogue.js';

type Words = Readonly<Record<'label' | 'tab', Readonly<Partial<Record<string, string>>>>>;

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
export const inDialog = (language: Language, complaint: ConfigComplaint): ConfigComplaint =>
  labelled(language, labelsOf(wordsOf(language), complaint.field), complaint);

const wordsOf = (language: Language): Words =>
  (catalogueOf(language, 'surplug-hub') as { readonly 'surplug-hub': Words })['surplug-hub'];

function labelsOf({ label, tab }: Words, field: string): readonly string[] {
  const [, list, row, key] = /^(chargers|meters|circuits)\[(\d+)\](?:\.(\w+))?/.exec(field) ?? [];
  const place = list && `${tab[list] ?? label[list]} ${Number(row) + 1}`;
  const own = list ? `${list}.${key}` : field.replace(/^(ocpp|mqtt)\./, '');
  return [place, label[LABELS[list ? own : field] ?? key ?? own]].filter((part) => part !== undefined);
}
