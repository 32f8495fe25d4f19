import { takeFirstHub } from './hub-field.editor.js';
import type { EditorNode, Translate } from './red.editor.js';

/** What the nodes of a flow have alike in the editor, but for what the Flow Library reads: that stands with each as a literal. */
export const flowNode = (type: string) => ({
  paletteLabel(this: { readonly _: Translate }): string {
    return this._(`${type}.palette`);
  },
  labelStyle(this: EditorNode): string {
    return this.name ? 'node_label_italic' : '';
  },
  onadd(this: EditorNode): void {
    takeFirstHub(this);
  },
});

/** Properties that each of them has. */
export const FLOW_NODE = {
  schema: { value: 1 },
  name: { value: '' },
  hub: { value: '', type: 'surplug-hub', required: true },
} as const;
