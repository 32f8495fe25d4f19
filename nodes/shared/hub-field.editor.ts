import type { Glance } from '../hub/seen.js';
import { suggest } from './choices.editor.js';
import type { Choice, EditorNode } from './red.editor.js';
import { hubUrl } from './requests.editor.js';

/** Gives a node fresh from the palette the first hub there is, so that it works without a visit to its dialog. */
export function takeFirstHub(node: EditorNode): void {
  if (node['hub']) return;
  RED.nodes.eachConfig((config) => {
    if (config.type !== 'surplug-hub') return true;
    node['hub'] = config.id;
    return false;
  });
}

/** Chargers of a hub: those in its dialog, deployed or not, and those it knows, adopted ones too. */
function chargersOf(hubId: string, done: (chargers: readonly Choice[]) => void): void {
  const configured = (RED.nodes.node(hubId)?.['chargers'] ?? []) as readonly { id?: string; name?: string }[];
  const choices = new Map<string, string>(configured.map(({ id, name }) => [id ?? '', name ?? '']));
  const answer = (): void =>
    done(
      [...choices]
        .filter(([id]) => id !== '')
        .map(([value, name]) => ({ value, label: name === '' || name === value ? value : `${value} – ${name}` })),
    );
  if (!hubId || hubId === '_ADD_') {
    answer();
    return;
  }
  $.getJSON(hubUrl(hubId))
    .done((glance: Glance) => {
      for (const { id, name } of glance.chargers) choices.set(id, name);
    })
    .always(answer);
}

/** Suggests the hub's chargers, and "all", while the field is typed in. */
export function suggestChargers(field: JQuery, hub: () => string, all: string): void {
  suggest(field, (done) => chargersOf(hub(), (chargers) => done([...chargers, { value: 'all', label: all }])));
}
