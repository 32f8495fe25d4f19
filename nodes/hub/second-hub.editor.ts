/**
 * An example flow brings a hub of its own. Where there was one already, two would want the same port: the own hub is offered
 * to the nodes of the flow, and the one that came along goes.
 */
import type { EditorNode } from '../shared/red.editor.js';

/** Hubs of the examples are called so; those that a user makes have a number. */
const EXAMPLE_ID = /^surplug-/;

const say = (key: string, blanks?: Readonly<Record<string, unknown>>): string =>
  RED._(`${SURPLUG.module}/surplug-hub:surplug-hub.second.${key}`, blanks);

/** One step of the editor's history: undone, the hub that came along is back before its nodes are. */
function useInstead(own: EditorNode, brought: EditorNode): void {
  const dirty = RED.nodes.dirty();
  const users = [...(brought['users'] as readonly EditorNode[])];
  const edits = users.map((node) => ({
    t: 'edit' as const,
    node,
    changes: { hub: brought.id },
    changed: Boolean(node['changed']),
    dirty,
  }));
  RED.history.push({ t: 'multi', events: [...edits, { t: 'delete', nodes: [brought], dirty }], dirty });
  for (const node of users) {
    RED.nodes.updateConfigNodeUsers(node, { action: 'remove' });
    node['hub'] = own.id;
    RED.nodes.updateConfigNodeUsers(node, { action: 'add' });
    node['changed'] = true;
    node['dirty'] = true;
    RED.editor.validateNode(node);
  }
  RED.nodes.remove(brought.id);
  RED.nodes.dirty(true);
  RED.view.redraw(true);
}

/** @param before ids of the hubs that were there before the import */
function offer(brought: EditorNode, before: readonly string[]): void {
  const own = before
    .filter((id) => id !== brought.id)
    .map((id) => RED.nodes.node(id))
    .find((hub) => hub !== undefined && hub !== null);
  if (!own || !RED.nodes.node(brought.id)) return;
  const name = own.name || own.id;
  const notice = RED.notify(RED.utils.sanitize(say('told', { name })), {
    type: 'warning',
    fixed: true,
    buttons: [
      { text: say('both'), click: () => notice.close() },
      {
        text: say('use', { name }),
        class: 'primary',
        click: () => {
          notice.close();
          useInstead(own, brought);
        },
      },
    ],
  });
}

/**
 * What comes into an empty place was not imported by whoever looks: the flows at the start, all of them anew when another's
 * deploy is merged in, or another project.
 */
export function watchForSecondHub(): void {
  const present = new Set<string>();
  RED.events.on('workspace:clear', () => present.clear());
  RED.events.on('nodes:add', (node) => {
    if (node.type !== 'surplug-hub') return;
    const before = [...present];
    // Its users come after it.
    window.setTimeout(() => {
      present.add(node.id);
      if (EXAMPLE_ID.test(node.id)) offer(node, before);
    }, 0);
  });
}
