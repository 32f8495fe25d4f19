import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { createServer } from 'node:tls';
import { BROKER_RETRY_MS } from '../../../core/meters/back-off.js';
import { AUTHORITY, SERVER } from '../../means/certificates.js';
import { FakeClock } from '../../means/fake-clock.js';
import { HouseMeters } from '../../means/house-meters.js';
import { temporaryFolder } from '../../means/open-hub.js';

describe('the broker of a meter that an authority of the user’s vouches for', () => {
  const folder = temporaryFolder('meter');
  const meters = new HouseMeters();
  const broker = createServer(SERVER);
  after(async () => {
    await meters.close();
    broker.close();
    folder.remove();
  });

  it('is connected to once its file is there, which came late', { timeout: 20_000 }, async () => {
    broker.listen(0, '127.0.0.1');
    await once(broker, 'listening');
    const { port } = broker.address() as AddressInfo;
    const [clock, caFile] = [new FakeClock(), join(folder.path, 'ca.pem')];
    const url = `mqtts://127.0.0.1:${port}`;
    const kept = meters.read(
      [{ type: 'mqtt', role: 'grid', url, caFile, points: { powerW: { topic: 'p' } } }],
      3,
      clock,
    );
    await kept.troubled(/ca\.pem/);
    writeFileSync(caFile, AUTHORITY);
    const connected = once(broker, 'secureConnection');
    await clock.advance(BROKER_RETRY_MS);
    const [socket] = await connected;
    socket.destroy();
  });
});
