/**
 * `npm start`: Node-RED with the example flow, and the simulated home beside it. The two meet only on the wires: OCPP,
 * Modbus TCP and HTTP. What is printed comes from the home (what is) and from the flow (what the hub makes of it).
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { portNear } from './free-port.js';
import { type Home, startHome } from './home.js';
import { startInverter } from './inverter.js';
import { startNodeRed } from './node-red-host.js';
import { liveLine, type Told } from './picture.js';

const PACKAGE_ROOT = join(__dirname, '..', '..', '..');
const PEAK_W = 10_000;
/** Six seconds of weather in one: the first cloud comes within a minute, and the day passes in two hours. */
const WEATHER_FACTOR = 6;
const LINE_EVERY_MS = 3000;
const CHARGER_ID = 'GARAGE-1';

interface Ports {
  readonly editor: number;
  readonly ocpp: number;
  readonly meter: number;
  readonly inverter: number;
}

type FlowNode = Record<string, unknown>;

/** The example flow with the ports that could be had. */
async function flowFor(ports: Ports): Promise<readonly FlowNode[]> {
  const text = await readFile(join(PACKAGE_ROOT, 'examples', '01-simulated-home.json'), 'utf8');
  return (JSON.parse(text) as FlowNode[]).map((node) => {
    if (node['type'] === 'surplug-hub') {
      const meters = (node['meters'] as FlowNode[]).map((meter) =>
        meter['type'] === 'modbus-tcp' ? { ...meter, port: String(ports.meter) } : meter,
      );
      return { ...node, ocppPort: String(ports.ocpp), meters };
    }
    if (node['type'] !== 'http request') return node;
    const url = new URL(String(node['url']));
    url.port = String(ports.inverter);
    return { ...node, url: url.href };
  });
}

async function choosePorts(): Promise<Ports> {
  const choose = async (what: string, wished: number, host?: string): Promise<number> => {
    const { port, moved } = await portNear(wished, host);
    if (moved) console.log(`Port ${wished} is in use; ${what} is on ${port} instead.`);
    return port;
  };
  return {
    editor: await choose('the Node-RED editor', 1880, '127.0.0.1'),
    ocpp: await choose('the OCPP server', 9220),
    meter: await choose('the simulated meter', 5020, '127.0.0.1'),
    inverter: await choose('the simulated inverter', 5080, '127.0.0.1'),
  };
}

/** What the hub says through the flow; nothing while it does not. */
async function ask(url: string): Promise<Told> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000) });
    return answer.ok ? ((await answer.json()) as Told) : {};
  } catch {
    return {};
  }
}

function show(home: Home, told: Told, said: string): string {
  const seen = { sunW: home.sunW, houseW: home.loadW.reduce((sum, load) => sum + load, 0), carW: home.chargersW };
  console.log(liveLine(new Date().toLocaleTimeString('en-GB'), seen, told, PEAK_W));
  const because = told.charger?.because ?? '';
  if (because !== '' && because !== said) console.log(`          ${because}`);
  return because;
}

async function start(): Promise<void> {
  const ports = await choosePorts();
  const home = await startHome({
    hubUrl: `ws://127.0.0.1:${ports.ocpp}`,
    meter: { port: ports.meter, noise: 0.002 },
    weather: { peakW: PEAK_W, firstCloudS: 40 * WEATHER_FACTOR },
    weatherFactor: WEATHER_FACTOR,
    chargers: [
      {
        id: CHARGER_ID,
        sampleIntervalS: 5,
        reconnect: { firstMs: 500, mostMs: 5000 },
        car: { startDelayS: [5, 8] },
      },
    ],
  });
  const inverter = await startInverter('127.0.0.1', ports.inverter, () => home.sunW);
  const nodeRed = await startNodeRed(PACKAGE_ROOT, await flowFor(ports), ports.editor);
  home.plug();

  let told: Told = {};
  let said = '';
  let introduced = false;
  const line = setInterval(() => {
    ask(`${nodeRed.url}surplug/now`).then(
      (now) => {
        told = now;
        if (!introduced && told.site) {
          introduced = true;
          introduce(nodeRed.url, told.site.chargerUrl);
        }
        said = show(home, told, said);
      },
      () => undefined,
    );
  }, LINE_EVERY_MS);

  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    clearInterval(line);
    console.log('\nStopping …');
    // Whatever hangs, the prompt comes back.
    setTimeout(() => process.exit(1), 8000).unref();
    Promise.allSettled([home.close(), inverter.close(), nodeRed.close()]).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function introduce(editorUrl: string, chargerUrl: string): void {
  console.log(`
  Node-RED, with the flow and its buttons:   ${editorUrl}
  A real charger would call:                 ${chargerUrl}
  Ctrl-C stops everything.
`);
}

start().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
