import type { Moment } from '../hub/last-hour.js';
import type { EditorNode } from './red.editor.js';
import { hubUrl } from './requests.editor.js';

/** What the running hub says of itself; see hub/glance. */
export interface Glance {
  readonly standing: 'absent' | 'opening' | 'open' | 'failed' | 'closed';
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly online: boolean;
  readonly chargerUrl: string | null;
  readonly pending: readonly {
    readonly id: string;
    readonly address: string;
    readonly identity: { readonly vendor?: string; readonly model?: string };
  }[];
  readonly meters: Readonly<Record<string, { readonly trouble: string | null; readonly remark?: string }>>;
  readonly house: {
    readonly at: string;
    readonly solarW: number | null;
    readonly houseW: number | null;
    readonly chargersW: number;
    readonly gridW: number | null;
  } | null;
  readonly chargers: readonly SeenCharger[];
  /** Only where it was asked for. */
  readonly hour?: readonly Moment[];
}

export interface SeenCharger {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly mode: string;
  readonly powerW: number;
  readonly because: string;
  readonly allowed: boolean;
  readonly boost: { readonly active: boolean };
  readonly offeredA: number;
  readonly maxA: number;
  readonly currentA: readonly number[];
  readonly nextChangeAt: string | null;
  readonly session: { readonly energyWh: number; readonly solarWh: number } | null;
  readonly fault: { readonly text: string; readonly remedy: string } | null;
  readonly writesLastHour: number;
  readonly writesPerHour: number;
}

/** Gives a node fresh from the palette the first hub there is, so that it works without a visit to its dialog. */
export function takeFirstHub(node: EditorNode): void {
  if (node['hub']) return;
  RED.nodes.eachConfig((config) => {
    if (config.type !== 'surplug-hub') return true;
    node['hub'] = config.id;
    return false;
  });
}

interface Choice {
  readonly value: string;
  readonly label: string;
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
  field.autoComplete({
    minLength: 0,
    search: (text, done) =>
      chargersOf(hub(), (chargers) => {
        const choices = [...chargers, { value: 'all', label: all }];
        done(choices.filter(({ label }) => label.toLowerCase().includes(text.toLowerCase())));
      }),
  });
}
