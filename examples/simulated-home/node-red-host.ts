/** A real Node-RED inside this process, on 127.0.0.1, with the package's own nodes and one flow. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import RED from 'node-red';

interface NodeRedHost {
  /** The editor. */
  readonly url: string;
  close(): Promise<void>;
}

interface LogEntry {
  readonly level: number;
  readonly msg: unknown;
  readonly type?: string;
}

const ERROR = 20;

/** Errors, and warnings of nodes; Node-RED's own remarks on an empty user folder say nothing to a visitor. */
function say({ level, msg, type }: LogEntry): void {
  if (level > ERROR && type === undefined) return;
  console.log(`[${type ?? 'Node-RED'}] ${msg instanceof Error ? msg.message : String(msg)}`);
}

/** Resolves when the flow runs. `packageRoot` is the built package, whose package.json names the nodes. */
export async function startNodeRed(packageRoot: string, flow: readonly unknown[], port: number): Promise<NodeRedHost> {
  const userDir = await mkdtemp(join(tmpdir(), 'surplug-demo-'));
  // Whole path: a flows.json in the working directory would be taken instead.
  const flowFile = join(userDir, 'flows.json');
  await writeFile(flowFile, JSON.stringify(flow));
  const app = express();
  const server = createServer(app);
  const settings = {
    userDir,
    flowFile,
    // The folder is gone after the demo, and its flow holds no secret.
    credentialSecret: 'demo',
    httpAdminRoot: '/',
    httpNodeRoot: '/',
    uiHost: '127.0.0.1',
    uiPort: port,
    nodesDir: packageRoot,
    telemetry: { enabled: false, updateNotification: false },
    externalModules: { autoInstall: false, palette: { allowInstall: false, allowUpload: false } },
    logging: { console: { level: 'off' }, demo: { level: 'warn', handler: () => say } },
    editorTheme: { tours: false },
  };
  RED.init(server, settings as unknown as Parameters<typeof RED.init>[1]);
  app.use('/', RED.httpAdmin);
  app.use('/', RED.httpNode);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const started = new Promise<void>((resolve) => RED.events.once('flows:started', () => resolve()));
  await RED.start();
  await started;
  return {
    url: `http://127.0.0.1:${port}/`,
    async close() {
      await RED.stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await rm(userDir, { recursive: true, force: true });
    },
  };
}
