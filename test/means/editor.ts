import type { Page } from 'playwright-core';
import { type Browser, openBrowser } from './browser.js';
import { type FlowNode, hubNode, type NodeRed, ON_TAB, sink, startNodeRed, TAB } from './node-red.js';
import { freePort } from './open-hub.js';

/** What of the editor is used inside the page. */
declare const RED: {
  editor: { editConfig(name: string, type: string, id: string): void; validateNode(node: object): boolean };
  nodes: { node(id: string): { validationErrors: string[] } & Record<string, unknown> };
};

/** A house with a grid meter nobody answers for, one charger that never called, and a node of each kind. */
const flow = (port: number): FlowNode[] => [
  TAB,
  hubNode(port, {
    meters: [
      { role: 'grid', type: 'modbus-tcp', map: 'eastron-sdm630', host: '127.0.0.1', port: String(port) },
      { role: 'solar', type: 'pushed' },
    ],
    chargers: [{ id: 'garage', name: 'Garage', model: 'hydra-cubus', maxA: '16', access: 'free' }],
    policy: 'equal',
    credentials: { linkToken: 'a-token-nobody-guesses' },
  }),
  {
    id: 'control',
    type: 'surplug-control',
    schema: 1,
    ...ON_TAB,
    x: 300,
    hub: 'hub',
    charger: 'garage',
    command: 'mode',
    value: 'ECO',
    valueType: 'str',
    wires: [['done']],
  },
  {
    id: 'state',
    type: 'surplug-state',
    schema: 1,
    ...ON_TAB,
    y: 160,
    hub: 'hub',
    source: 'charger',
    wires: [['seen']],
  },
  { id: 'meter', type: 'surplug-meter-in', schema: 1, ...ON_TAB, x: 300, y: 220, hub: 'hub', role: 'solar', wires: [] },
  sink('done'),
  sink('seen'),
];

/** Node-RED with that flow, its editor open in a browser. */
export class Editor {
  private constructor(
    readonly red: NodeRed,
    readonly browser: Browser,
    /** Of the hub, for chargers. */
    readonly port: number,
  ) {}

  static async open(): Promise<Editor> {
    const red = await startNodeRed();
    const port = await freePort();
    await red.deploy(flow(port));
    await red.message('seen', 1);
    const browser = await openBrowser('en-US');
    await browser.page.goto(red.url, { waitUntil: 'load' });
    await browser.page.waitForSelector('#state');
    return new Editor(red, browser, port);
  }

  get page(): Page {
    return this.browser.page;
  }

  async openDialog(id: string, field: string): Promise<void> {
    await this.page.dblclick(`[id="${id}"]`);
    await this.page.waitForSelector(`#node-input-${field}`, { state: 'attached' });
    // The tray has come to rest when its buttons can be pressed.
    await this.page.locator('#node-dialog-ok').click({ trial: true });
  }

  async closeDialog(button: 'ok' | 'cancel' = 'cancel'): Promise<void> {
    await this.page.click(`#node-dialog-${button}`);
    await this.page.waitForSelector('.red-ui-tray', { state: 'detached' });
  }

  async openHub(): Promise<void> {
    await this.page.evaluate(() => RED.editor.editConfig('', 'surplug-hub', 'hub'));
    await this.page.waitForSelector('#node-config-input-fuseA');
    await this.page.locator('#node-config-dialog-cancel').click({ trial: true });
  }

  async closeHub(button: 'ok' | 'cancel' = 'cancel'): Promise<void> {
    await this.page.click(`#node-config-dialog-${button}`);
    await this.page.waitForSelector('.red-ui-tray', { state: 'detached' });
  }

  /** What the red triangle of a node would say if these of its properties were so. */
  marks(id: string, properties: object): Promise<string[]> {
    return this.page.evaluate(
      ([of, wrong]) => {
        const node = { ...RED.nodes.node(of), ...wrong };
        RED.editor.validateNode(node);
        return node.validationErrors;
      },
      [id, properties] as const,
    );
  }

  tab(name: string): Promise<void> {
    return this.page.locator('#surplug-hub-tabs').getByText(name, { exact: true }).click();
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.red.end();
  }
}
