import type { Translate } from '../shared/red.editor.js';
import { fits, type Wrong } from '../shared/validate.editor.js';
import { cells, type Row, rowList } from './rows.editor.js';

/** The list of circuits in the dialog: a name, which chargers say, and a fuse. */
export function circuitList(list: JQuery, circuits: readonly Row[], _: Translate): void {
  rowList(list, circuits, {
    draw(container, row) {
      const into = cells($('<div class="surplug-grid">').appendTo(container), row, _);
      into.text('name', 'Garage');
      into.number('fuseA', SURPLUG.circuit.fuseA, 'circuitFuse');
    },
  });
}

export function circuitWrong({ name, fuseA }: Row): Wrong | undefined {
  if (!name) return { field: 'name' };
  return fits(fuseA, SURPLUG.circuit.fuseA, true) ? undefined : { field: 'circuitFuse', range: SURPLUG.circuit.fuseA };
}
