import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import type { NodeMessage, NodeRedApp, NodeStatus } from 'node-red';
import { projectRoot } from '../house/project.js';
import { eventually } from './eventually.js';
import { CHARGER_ID, temporaryFolder } from './open-hub.js';

export type FlowNode = Readonly<Record<string, unknown>> & { readonly id: string; readonly type: string };
type Deploy = 'full' | 'nodes' | 'flows' | 'reload';

export interface NodeRed {
  /** Of the editor and its API. */
  readonly url: string;
  readonly userDir: string;
  /** What was logged from `warn` up, a line each. */
  readonly log: readonly string[];
  /** What arrived at nodes made by `sink`, by their id. */
  readonly kept: Readonly<Record<string, NodeMessage[]>>;
  /** The last status of each node. */
  readonly status: Readonly<Record<string, NodeStatus>>;
  /** Resolves when the new flows run. */
  deploy(flows: readonly FlowNode[], how?: Deploy): Promise<void>;
  /** Waits for the nth message at a sink. */
  message(sink: string, nth: number): Promise<NodeMessage & Record<string, unknown>>;
  /** Puts a message into a node, as a wire would. */
  put(id: string, message: Readonly<Record<string, unknown>>): void;
  get(path: string): Promise<Response>;
  post(path: string, body: unknown): Promise<Response>;
  /** Stops it; its folder stays until `end`. Safe to call twice. */
  stop(): Promise<void>;
  /** Stops it and takes its folder away. */
  end(): Promise<void>;
}

/** What makes a node one of the flow: without a place Node-RED takes it for a configuration node. */
export const ON_TAB = { z: 'tab', x: 100, y: 100 } as const;

/** A hub for chargers on a port of this machine; what it is made of comes with the rest. */
export const hubNode = (port: number, rest: Readonly<Record<string, unknown>>): FlowNode => ({
  id: 'hub',
  type: 'surplug-hub',
  schema: 1,
  name: 'Home',
  role: 'open',
  phases: '3',
  fuseA: '25',
  ocppPort: String(port),
  ocppBind: '127.0.0.1',
  ...rest,
});

/** With a grid meter on Modbus TCP and one charger, as quickHome is. */
export const houseHub = (port: number, meterPort: number, meters: readonly object[] = []): FlowNode => {
  const host = { host: '127.0.0.1', port: String(meterPort), periodS: '0.5' };
  return hubNode(port, {
    timeZone: 'Europe/Rome',
    meters: [{ role: 'grid', type: 'modbus-tcp', map: 'chint-dtsu666', ...host }, ...meters],
    chargers: [{ id: CHARGER_ID, name: 'Garage', model: 'hydra-cubus', maxA: '16', safeA: '6' }],
  });
};

/** A charge control node that tells the node `done`. */
export const controlNode = (id: string, rest: Readonly<Record<string, unknown>> = {}): FlowNode => ({
  id,
  type: 'surplug-control',
  schema: 1,
  ...ON_TAB,
  hub: 'hub',
  charger: '',
  command: '',
  value: '',
  valueType: 'str',
  wires: [['done']],
  ...rest,
});

/** A node that keeps what it gets. */
export const sink = (id: string): FlowNode => ({
  id,
  type: 'function',
  ...ON_TAB,
  func: `global.get('keep')(${JSON.stringify(id)}, msg)`,
  outputs: 0,
  wires: [],
});

/** Catches every error of the tab. */
export const catcher = (id: string, into: string): FlowNode => ({ id, type: 'catch', ...ON_TAB, wires: [[into]] });
export const TAB: FlowNode = { id: 'tab', type: 'tab', label: 'test' };

/** A charger that only calls and stays on the line. */
export async function callHub(port: number, id = 'garage'): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/${id}`, 'ocpp1.6');
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('error', () => reject(new Error('the hub did not answer')));
  });
  return socket;
}

const NO_INSTALL = { allowInstall: false, allowUpload: false } as const;

/** Nodes of others stay out of the palette, but where a test wants Dashboard 2.0. */
export const WITH_DASHBOARD = { externalModules: { autoInstall: false, palette: NO_INSTALL } } as const;

/** An editor that takes more than a second to draw its sidebar shows its first tip where there is no box for it yet. */
const NO_TIPS = { _: { editor: { view: { 'view-show-tips': false } } } };

/** What a fresh, empty folder makes Node-RED say. */
const FRESH = /Projects disabled|Encrypted credentials not found/;

/** What is kept of a run, as it comes. */
interface Kept {
  readonly log: string[];
  readonly kept: Record<string, NodeMessage[]>;
}

const settingsFor = (userDir: string, { log, kept }: Kept) => ({
  userDir,
  flowFile: 'flows.json',
  credentialSecret: 'test',
  httpAdminRoot: '/',
  httpNodeRoot: '/api',
  uiHost: '127.0.0.1',
  nodesDir: projectRoot,
  telemetry: { enabled: false, updateNotification: false },
  externalModules: { autoInstall: false, palette: { ...NO_INSTALL, allowList: ['*'], denyList: ['@flowfuse/*'] } },
  editorTheme: { tours: false },
  functionGlobalContext: {
    keep: (id: string, message: NodeMessage) => {
      kept[id] = [...(kept[id] ?? []), message];
    },
  },
  logging: {
    console: { level: 'off' },
    kept: {
      level: 'warn',
      handler: () => (entry: { msg: unknown; type?: string; id?: string }) => {
        const words = entry.msg instanceof Error ? entry.msg.stack : String(entry.msg);
        if (!FRESH.test(words ?? '')) log.push(`${entry.type ?? ''} ${entry.id ?? ''} ${words}`);
      },
    },
  },
});

/** Also of no flows at all Node-RED says that they run. */
const flowsRun = (RED: NodeRedApp): Promise<void> =>
  new Promise((resolve) => RED.events.once('flows:started', () => resolve()));

const postJson = (url: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: JSON.stringify(body),
  });

/** A real Node-RED in this process, on 127.0.0.1, with the built package. One per process: its parts are global. */
export async function startNodeRed(
  module: 'node-red' | 'node-red-4' = 'node-red',
  more: Readonly<Record<string, unknown>> = {},
): Promise<NodeRed> {
  const RED = createRequire(join(projectRoot, 'package.json'))(module) as NodeRedApp;
  const folder = temporaryFolder('node-red');
  writeFileSync(join(folder.path, '.config.users.json'), JSON.stringify(NO_TIPS));
  const log: string[] = [];
  const kept: Record<string, NodeMessage[]> = {};
  const status: Record<string, NodeStatus> = {};
  const app = express();
  const server = createServer(app);
  const settings = { ...settingsFor(folder.path, { log, kept }), ...more };
  RED.init(server, settings as unknown as Parameters<typeof RED.init>[1]);
  app.use('/', RED.httpAdmin);
  app.use(settings.httpNodeRoot, RED.httpNode);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  RED.events.on('node-status', ({ id, status: now }: { id: string; status: NodeStatus }) => {
    status[id] = now;
  });
  const running = flowsRun(RED);
  await RED.start();
  await running;
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  let stopped = false;
  const stop = async (): Promise<void> => {
    if (stopped) return;
    stopped = true;
    await RED.stop();
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return {
    url,
    userDir: folder.path,
    log,
    kept,
    status,
    async deploy(flows, how = 'full') {
      const started = flowsRun(RED);
      const headers = { 'node-red-api-version': 'v2', 'node-red-deployment-type': how };
      const answer = await postJson(`${url}/flows`, how === 'reload' ? {} : { flows }, headers);
      if (!answer.ok) throw new Error(`deploy: ${answer.status} ${await answer.text()}`);
      await started;
    },
    message: (id, nth) => eventually(`message ${nth} at ${id}`, () => kept[id]?.[nth - 1] as never),
    put: (id, message) => {
      const { getNode } = RED.nodes as unknown as { getNode(id: string): { receive(message: unknown): void } | null };
      const node = getNode(id);
      if (!node) throw new Error(`no node ${id}`);
      node.receive({ ...message });
    },
    get: (path) => fetch(url + path, { headers: { accept: 'application/json' } }),
    post: (path, body) => postJson(url + path, body),
    stop,
    async end() {
      await stop();
      folder.remove();
    },
  };
}
