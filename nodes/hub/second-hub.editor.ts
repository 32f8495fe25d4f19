/**
 * An example flow brings a hub of its own. Where there was one already, two would want the same port: the own hub is offered
 * to the nodes of the flow, and the one that came along goes.
 */
import type { EditorNode } from '../shared/red.editor.js';

/** Hubs of the examples are called so; those that a user makes have a number. */
const EXAMPLE_ID = /^surplug-/;

const say = (key: string, blanks?: Readonly<Record<string, unknown>>): string =>
  RED._(`${SURPLUG.module}/surplug-hub:surplug-hub.second.${key}`, blanks);

function otherHub({ id }: EditorNode): EditorNode | undefined {
  let found: EditorNode | undefined;
  RED.nodes.eachConfig((config) => {
    if (config.type === 'surplug-hub' && config.id !== id) found ??= config;
    return true;
  });
  return found;
}

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

function offer(brought: EditorNode): void {
  const own = otherHub(brought);
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

/** From when the flows are loaded: what is added then has been imported. */
export function watchForSecondHub(): void {
  RED.events.on('flows:loaded', () =>
    RED.events.on('nodes:add', (node) => {
      // Its users come after it.
      if (node.type === 'surplug-hub' && EXAMPLE_ID.test(node.id)) window.setTimeout(() => offer(node), 0);
    }),
  );
}
