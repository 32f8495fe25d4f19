import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RPCServer } from 'ocpp-rpc';
import { openCentralSystem } from '../../core/chargers/central-system.js';
import { openSite } from '../../core/index.js';
import type { Observation } from '../../core/model/event.js';
import { KeptLog } from '../means/kept-log.js';
import { chargerFacts, OcppHouse } from '../means/ocpp-house.js';
import { freePort, temporaryFolder } from '../means/open-hub.js';

/*
 * A server for many chargers, in a process of its own that tells what it uses: our central system behind a plain HTTP
 * server and a house that forgets what it hears; a bare ocpp-rpc server that only answers; the whole site.
 */

export type ServerKind = 'ours' | 'bare' | 'site';

type Asked = 'cpu' | 'heap';

/** The server as the bench sees it. */
export class ServerProcess {
  private constructor(
    readonly child: ChildProcess,
    readonly port: number,
  ) {}

  static async start(kind: ServerKind, chargers: number): Promise<ServerProcess> {
    const child = fork(__filename, [kind, String(chargers)], { execArgv: ['--expose-gc', '--enable-source-maps'] });
    const [port] = (await once(child, 'message')) as [number];
    return new ServerProcess(child, port);
  }

  /** CPU time so far, µs; or bytes on the heap after collection. */
  async ask(what: Asked): Promise<number> {
    const answer = once(this.child, 'message');
    this.child.send(what);
    return Number((await answer)[0]);
  }

  async end(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.disconnect();
    await gone;
  }
}

/** Hears everything, keeps nothing: what is measured is the OCPP side. */
class ForgetfulHouse extends OcppHouse {
  heard = 0;
  override observe(_observation: Observation): void {
    this.heard += 1;
  }
}

const idsOf = (chargers: number): readonly string[] => Array.from({ length: chargers }, (_, at) => `CP${at}`);

function ours(chargers: number): Server {
  const known = idsOf(chargers).map((id) => chargerFacts(id));
  const gateway = openCentralSystem(new ForgetfulHouse(), { chargers: known, setupDelayMs: 500 });
  return createServer().on('upgrade', (request, socket, head) => gateway.upgrade(request, socket, head));
}

/** Without schemas, and with nothing behind it. */
function bare(): Server {
  const server = new RPCServer({ protocols: ['ocpp1.6'], strictMode: false });
  server.auth((accept) => accept());
  server.on('client', (client) => client.handle(() => ({})));
  return createServer().on('upgrade', server.handleUpgrade);
}

/** The port of a whole site, its records in a folder that goes with the process. */
async function site(chargers: number): Promise<number> {
  const folder = temporaryFolder('bench');
  process.on('exit', () => folder.remove());
  const port = await freePort();
  await openSite(
    {
      phases: 3,
      fuseA: 400,
      ocpp: { port, bind: '127.0.0.1' },
      meters: [{ role: 'grid', type: 'pushed' }],
      chargers: idsOf(chargers).map((id, at) => ({ id, phases: [(at % 3) + 1], safeA: 0, mode: 'FAST' })),
      timeZone: 'Europe/Rome',
      storage: folder.path,
    },
    new KeptLog(),
  );
  return port;
}

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function serve(kind: ServerKind, chargers: number): Promise<void> {
  const port = kind === 'site' ? await site(chargers) : await listening(kind === 'ours' ? ours(chargers) : bare());
  process.on('message', (asked: Asked) => {
    if (asked === 'cpu') {
      const { user, system } = process.cpuUsage();
      process.send?.(user + system);
    } else {
      globalThis.gc?.();
      const { heapUsed, external } = process.memoryUsage();
      process.send?.(heapUsed + external);
    }
  });
  process.on('disconnect', () => process.exit());
  process.send?.(port);
}

if (require.main === module) {
  const [kind, chargers] = process.argv.slice(2);
  serve(kind as ServerKind, Number(chargers)).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
}
