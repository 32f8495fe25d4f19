import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { filesBelow, readProject } from '../house/project.js';
import { catcher, type FlowNode, type NodeRed, sink, startNodeRed, WITH_DASHBOARD } from '../means/node-red.js';
import { freePort } from '../means/open-hub.js';

type Wired = FlowNode & { readonly wires?: readonly (readonly string[])[] };

const targets = (node: Wired): readonly string[] => (node.wires ?? []).flat();

describe('the example flows, run in a real Node-RED 5', () => {
  let red: NodeRed;
  before(async () => {
    red = await startNodeRed('node-red', WITH_DASHBOARD);
  });
  after(() => red?.end());

  // The first needs its own house and port: `npm start` and the tests of the simulated home run it.
  const examples = filesBelow('examples', '.json').filter((file) => !file.includes('01-simulated-home'));

  for (const file of examples) {
    it(`${file}: every button is obeyed, nothing is logged`, async () => {
      const flow = JSON.parse(readProject(file)) as Wired[];
      const tab = flow.find(({ type }) => type === 'tab')?.id ?? '';
      const port = String(await freePort());
      const here = (node: FlowNode): FlowNode => ({ ...node, z: tab });
      const answers = `answers-${tab}`;
      const errors = `errors-${tab}`;
      const watched = flow
        // Brokers and meters of somebody else's house; files that would stay.
        .filter(({ type }) => !/^(mqtt|http request|file$)/.test(type))
        .map((node): FlowNode => {
          if (node.type === 'surplug-hub') return { ...node, ocppPort: port, ocppBind: '127.0.0.1' };
          if (node.type === 'surplug-control') return { ...node, wires: [[...targets(node), answers]] };
          return node;
        });
      await red.deploy([...watched, here(sink(answers)), here(sink(errors)), here(catcher(`catch-${tab}`, errors))]);

      const controls = new Set(flow.filter(({ type }) => type === 'surplug-control').map(({ id }) => id));
      const buttons = flow
        .filter(({ type }) => type === 'inject')
        .filter((node) => targets(node).some((id) => controls.has(id)));
      let pressed = 0;
      for (const { id } of buttons) {
        assert.equal((await red.post(`/inject/${id}`, {})).status, 200);
        const { payload } = await red.message(answers, ++pressed);
        // Questions are answered by rows or by a file, and "what if" by what would have been.
        const answered = Array.isArray(payload) || payload instanceof Uint8Array;
        assert.ok(answered || /"ok":true|"otherwise":/.test(JSON.stringify(payload)), JSON.stringify(payload));
      }
      assert.deepEqual(red.kept[errors] ?? [], []);
      assert.deepEqual(red.log, []);
    });
  }
});
