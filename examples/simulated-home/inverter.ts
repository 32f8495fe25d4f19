/** A solar inverter with an HTTP interface in the home network, as a Fronius has: GetPowerFlowRealtimeData of its Solar API. */
import { type HttpServer, listenHttp } from './listen-http.js';

/** Resolves when it listens; rejects when the port is taken. */
export function startInverter(host: string, port: number, sunW: () => number): Promise<HttpServer> {
  return listenHttp(host, port, (request, response) => {
    const known = request.url?.split('?')[0] === '/solar_api/v1/GetPowerFlowRealtimeData.fcgi';
    response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
    const powerW = Math.round(sunW());
    // A Fronius says null, not 0, when it sleeps.
    const site = { P_PV: powerW > 0 ? powerW : null, P_Grid: null, P_Load: null, P_Akku: null };
    response.end(known ? JSON.stringify({ Body: { Data: { Site: site } }, Head: { Status: { Code: 0 } } }) : '{}');
  });
}
