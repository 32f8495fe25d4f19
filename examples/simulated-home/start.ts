/**
 * `npm start`: Node-RED with the example flow, and the simulated home beside it. The two meet only on the wires: OCPP,
 * Modbus TCP and HTTP. What is printed comes from the home (what is) and from the flow (what the hub makes of it).
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startHands } from './by-hand.js';
import { type DemoPorts, flowFor, WISHED_PORTS } from './demo-flow.js';
import { portNear } from './free-port.js';
import { type Home, startHome } from './home.js';
import { startInverter } from './inverter.js';
import { startNodeRed } from './node-red-host.js';
import { liveLine, type Told } from './picture.js';

const PACKAGE_ROOT = join(__dirname, '..', '..', '..');
const LOOPBACK = '127.0.0.1';
const PEAK_W = 10_000;
/** Six seconds of weather in one: the first cloud comes within a minute, and the day passes in two hours. */
const WEATHER_FACTOR = 6;
const FIRST_CLOUD_AFTER_S = 38;
const LINE_EVERY_MS = 3000;
const HUB_TIME_MS = 15_000;

/** `npm start -- --bind 127.0.0.1` keeps real chargers out; without it the hub listens in the whole home network. */
const BIND = parseArgs({ options: { bind: { type: 'string' } } }).values.bind;

async function choosePorts(): Promise<DemoPorts> {
  const choose = async (what: string, wished: number, host?: string): Promise<number> => {
    const { port, moved } = await portNear(wished, host);
    if (moved) console.log(`Port ${wished} is in use: ${what} takes ${port} instead.`);
    return port;
  };
  return {
    editor: await choose('the Node-RED editor', WISHED_PORTS.editor, LOOPBACK),
    ocpp: await choose('the OCPP server', WISHED_PORTS.ocpp, BIND),
    meter: await choose('the simulated meter', WISHED_PORTS.meter, LOOPBACK),
    inverter: await choose('the simulated inverter', WISHED_PORTS.inverter, LOOPBACK),
    hands: await choose('the hand in the house', WISHED_PORTS.hands, LOOPBACK),
  };
}

const simulatedHome = (ports: DemoPorts): Promise<Home> =>
  startHome({
    hubUrl: `ws://${LOOPBACK}:${ports.ocpp}`,
    meter: { port: ports.meter, noise: 0.002 },
    weather: { peakW: PEAK_W, firstCloudS: FIRST_CLOUD_AFTER_S * WEATHER_FACTOR },
    weatherFactor: WEATHER_FACTOR,
    chargers: [
      {
        id: 'GARAGE-1',
        sampleIntervalS: 5,
        reconnect: { firstMs: 300, mostMs: 5000 },
        car: { startDelayS: [5, 8] },
      },
    ],
  });

/** What the hub says through the flow; nothing while it does not. */
async function ask(editorUrl: string): Promise<Told> {
  try {
    const answer = await fetch(`${editorUrl}surplug/now`, { signal: AbortSignal.timeout(2000) });
    return answer.ok ? ((await answer.json()) as Told) : {};
  } catch {
    return {};
  }
}

/** The URL the hub gives to chargers, as soon as it is open. */
async function chargerUrl(editorUrl: string): Promise<string> {
  const giveUpAt = performance.now() + HUB_TIME_MS;
  while (performance.now() < giveUpAt) {
    const { site } = await ask(editorUrl);
    if (site) return site.chargerUrl;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return 'the hub has not opened: see the messages above, and its node in the editor';
}

function show(home: Home, told: Told): void {
  const seen = { sunW: home.sunW, houseW: home.loadW.reduce((sum, load) => sum + load, 0), carW: home.chargersW };
  console.log(liveLine(new Date().toLocaleTimeString('en-GB'), seen, told, PEAK_W));
}

async function start(): Promise<void> {
  const ports = await choosePorts();
  const example = await readFile(join(PACKAGE_ROOT, 'examples', '01-simulated-home.json'), 'utf8');
  const home = await simulatedHome(ports);
  const inverter = await startInverter(LOOPBACK, ports.inverter, () => home.sunW);
  const hands = await startHands(LOOPBACK, ports.hands, home);
  const nodeRed = await startNodeRed(PACKAGE_ROOT, flowFor(JSON.parse(example), ports, BIND), ports.editor);
  home.plug();

  let line: NodeJS.Timeout | null = null;
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    if (line) clearInterval(line);
    console.log('\nStopping …');
    // Whatever hangs, the prompt comes back.
    setTimeout(() => process.exit(1), 8000).unref();
    Promise.allSettled([home.close(), inverter.close(), hands.close(), nodeRed.close()]).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);

  console.log(`
  Node-RED, with the flow and its buttons:   ${nodeRed.url}
  A real charger would call:                 ${await chargerUrl(nodeRed.url)}
  Ctrl-C stops everything.
`);
  let said = '';
  line = setInterval(() => {
    ask(nodeRed.url).then(
      (told) => {
        show(home, told);
        const because = told.charger?.because ?? '';
        if (because !== '' && because !== said) console.log(`          ${because}`);
        said = because;
      },
      () => undefined,
    );
  }, LINE_EVERY_MS);
  if (stopping) clearInterval(line);
}

start().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
