import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { openCentralSystem } from '../../core/chargers/central-system.js';
import type { ChargerGateway } from '../../core/ports/charger-gateway.js';
import { AUTHORITY, CP1, CP2, SELF_SIGNED_CP1, SERVER } from '../means/certificates.js';
import { ChargePoint } from '../means/charge-point.js';
import { chargerFacts, OcppHouse, QUICK } from '../means/ocpp-house.js';

describe('OCPP security profiles 2 and 3', () => {
  const house = new OcppHouse();
  let gateway: ChargerGateway;
  let server: Server;
  let base: string;
  before(async () => {
    gateway = openCentralSystem(house, {
      ...QUICK,
      chargers: [chargerFacts('CP1'), chargerFacts('TLS')],
      requiresCertificate: (chargerId) => chargerId === 'CP1',
    });
    house.passwords.set('TLS', 'secret');
    server = createServer({ ...SERVER, ca: AUTHORITY, requestCert: true, rejectUnauthorized: false });
    server.on('upgrade', (request, socket, head) => gateway.upgrade(request, socket, head));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `wss://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(async () => {
    await gateway.close();
    server.closeAllConnections();
    server.close();
  });
  const boots = async (point: ChargePoint): Promise<void> => {
    const answer = await point.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' });
    assert.equal(answer['status'], 'Accepted');
    await point.close();
  };

  it('086 TLS - Server-side Certificate - Valid Certificate', async () => {
    const headers = { authorization: `Basic ${Buffer.from('TLS:secret').toString('base64')}` };
    await boots(await ChargePoint.connect(`${base}/TLS`, { ca: AUTHORITY, headers }));
    await assert.rejects(ChargePoint.connect(`${base}/TLS`, { ca: AUTHORITY }), /HTTP 401/);
  });

  it('087 TLS - Client-side Certificate - Valid Certificate', async () => {
    await boots(await ChargePoint.connect(`${base}/CP1`, { ca: AUTHORITY, ...CP1 }));
  });

  for (const [name, client] of [
    ['no certificate', {}],
    ['the certificate of another charger', CP2],
    ['a certificate it signed itself', SELF_SIGNED_CP1],
  ] as const) {
    it(`refuses a charger with ${name}`, async () => {
      await assert.rejects(ChargePoint.connect(`${base}/CP1`, { ca: AUTHORITY, ...client }), /HTTP 403/);
    });
  }
});
