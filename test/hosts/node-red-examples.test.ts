import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { filesBelow, readProject } from '../house/project.js';
import { ChargePoint } from '../means/charge-point.js';
import { eventually } from '../means/eventually.js';
import { catcher, type FlowNode, type NodeRed, sink, startNodeRed, WITH_DASHBOARD } from '../means/node-red.js';
import { freePort } from '../means/open-hub.js';

type Wired = FlowNode & { readonly wires?: readonly (readonly string[])[] };

/** A charger that does whatever is asked of it. */
async function obedientCharger(port: string): Promise<ChargePoint> {
  const accepting = [
    'ChangeConfiguration',
    'ChangeAvailability',
    'Reset',
    'SetChargingProfile',
    'ClearChargingProfile',
  ];
  const handlers = {
    ...Object.fromEntries(accepting.map((action) => [action, () => ({ status: 'Accepted' })])),
    GetConfiguration: () => ({ configurationKey: [{ key: 'LightIntensity', readonly: false, value: '100' }] }),
    UnlockConnector: () => ({ status: 'Unlocked' }),
    GetDiagnostics: () => ({ fileName: 'charger.zip' }),
    UpdateFirmware: () => ({}),
  };
  const point = await eventually('the hub listens', () =>
    ChargePoint.connect(`ws://127.0.0.1:${port}/garage`, { handlers }).catch(() => undefined),
  );
  await point.call('BootNotification', { chargePointVendor: 'Any', chargePointModel: 'Any' });
  await point.call('StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Available' });
  return point;
}

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

      const charger = file.includes('15-charger-upkeep') ? await obedientCharger(port) : undefined;

      const forAnswers = flow.filter((node) => node['complete'] === 'payload.applied').map(({ id }) => id);
      const others = flow.filter((node) => targets(node).some((id) => forAnswers.includes(id)));
      assert.deepEqual(
        [...new Set(others.map(({ type }) => type))].filter((type) => type !== 'surplug-control'),
        [],
      );

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
      await charger?.close();
    });
  }

  it('16: what a service foretells becomes the forecast of the hub; no answer leaves it', async () => {
    const flow = JSON.parse(readProject('examples/16-solar-forecast.json')) as Wired[];
    const port = String(await freePort());
    const [hub, control, list] = ['surplug-home', 'surplug-16-03', 'surplug-16-04'];
    await red.deploy([
      ...flow
        .filter(({ type }) => type !== 'http request')
        .map((node): FlowNode => {
          if (node.id === hub) return { ...node, ocppPort: port, ocppBind: '127.0.0.1' };
          return node.id === control ? { ...node, wires: [['foretold']] } : node;
        }),
      { ...sink('foretold'), z: 'surplug-16-tab' },
    ]);
    const now = Date.now();
    const hour = (ahead: number) => new Date(Math.floor(now / 3_600_000 + ahead) * 3_600_000).toISOString();
    red.put(list, { payload: { result: { [hour(0)]: 4200, [hour(1)]: 3900 }, message: { code: 0, text: '' } } });
    const { ok, applied } = (await red.message('foretold', 1)).payload as { ok: boolean; applied: object };
    const forecast = [
      { start: hour(0), powerW: 4200 },
      { start: hour(1), powerW: 3900 },
    ];
    assert.deepEqual([ok, applied], [true, { forecast }]);
    red.put(list, { statusCode: 429, payload: { result: null, message: { code: 429, text: 'Rate limit' } } });
    await eventually('it is said', () => red.status[list]?.text === 'Rate limit');
    assert.equal(red.kept['foretold']?.length, 1);
  });
});
