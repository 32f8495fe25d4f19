/** A solar inverter with an HTTP interface in the home network, as a Fronius has: GetPowerFlowRealtimeData of its Solar API. */
import { createServer } from 'node:http';

export interface Inverter {
  readonly port: number;
  close(): Promise<void>;
}

/** Resolves when it listens; rejects when the port is taken. */
export function startInverter(host: string, port: number, sunW: () => number): Promise<Inverter> {
  const server = createServer((request, response) => {
    const known = request.url?.split('?')[0] === '/solar_api/v1/GetPowerFlowRealtimeData.fcgi';
    response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
    const powerW = Math.round(sunW());
    // A Fronius says null, not 0, when it sleeps.
    const site = { P_PV: powerW > 0 ? powerW : null, P_Grid: null, P_Load: null, P_Akku: null };
    response.end(known ? JSON.stringify({ Body: { Data: { Site: site } }, Head: { Status: { Code: 0 } } }) : '{}');
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      server.on('error', () => undefined);
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address ? address.port : 0,
        close: () =>
          new Promise((closed) => {
            server.closeAllConnections();
            server.close(() => closed());
          }),
      });
    });
  });
}
