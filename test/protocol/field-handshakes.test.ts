import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { openSite, type Site } from '../../core/index.js';
import { KeptLog } from '../means/kept-log.js';
import { freePort, temporaryFolder } from '../means/open-hub.js';

const KEY = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';

/** Requests as chargers of the field write them, line by line. */
const HANDSHAKES = [
  {
    thread: 'Grizzl-E Smart, lbbrhzn/ocpp #442',
    id: 'GRS-17',
    lines: [
      'GET /GRS-17 HTTP/1.1',
      'Host: hub:9000',
      KEY,
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      'User-Agent: TinyWebsockets Client',
      'Origin: https://github.com/gilmaimon/TinyWebsockets',
    ],
  },
  {
    thread: 'no subprotocol behind a path, steve #1109',
    id: 'GRS-18',
    lines: [
      'GET /steve/websocket/CentralSystemService/GRS-18 HTTP/1.1',
      'Host: hub',
      'Upgrade: websocket',
      'Connection: Upgrade',
      KEY,
      'Sec-WebSocket-Version: 13',
    ],
  },
  {
    thread: 'Autel MaxiCharger without Connection, lbbrhzn/ocpp, pull request 1984',
    id: 'AUTEL1',
    lines: [
      'GET /AUTEL1 HTTP/1.1',
      'Host: hub:9000',
      'Upgrade: websocket',
      KEY,
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Protocol: ocpp1.6',
    ],
    protocol: 'ocpp1.6',
  },
  {
    thread: 'LINCHR at the root of the path, lbbrhzn/ocpp #1402',
    id: 'LINCHR7123050003103101050209A00',
    lines: [
      'GET /LINCHR7123050003103101050209A00 HTTP/1.1',
      'Host: hub:9000',
      'Upgrade: websocket',
      'Connection: Upgrade',
      KEY,
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Protocol: ocpp1.6',
    ],
    protocol: 'ocpp1.6',
  },
  {
    thread: 'a name that is no ASCII, as it is',
    id: 'Säule',
    lines: [
      'GET /Säule HTTP/1.1',
      'Host: hub:9000',
      'Upgrade: websocket',
      'Connection: keep-alive, Upgrade',
      KEY,
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Protocol: ocpp1.6',
    ],
    protocol: 'ocpp1.6',
  },
] as const;

/** Sends the head, and once switched one masked frame; resolves with the head of the answer and the text behind it. */
function converse(port: number, lines: readonly string[], frame: string): Promise<{ head: string; text: string }> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n`));
    let heard = '';
    let sent = false;
    socket.setTimeout(10_000, () => reject(new Error(`no answer: ${heard}`)));
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
      if (!heard.includes('\r\n\r\n')) return;
      const [head = '', text = ''] = heard.split('\r\n\r\n');
      if (!sent) {
        sent = true;
        const bytes = Buffer.from(frame);
        socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | bytes.length, 0, 0, 0, 0]), bytes]));
      }
      if (!text.includes('currentTime')) return;
      socket.destroy();
      resolve({ head, text });
    });
  });
}

describe('handshakes as chargers of the field write them, at a whole site', () => {
  const folder = temporaryFolder('handshakes');
  let site: Site;
  let port: number;
  before(async () => {
    port = await freePort();
    const chargers = HANDSHAKES.map(({ id }) => ({ id, name: id, maxA: 16 }));
    const ocpp = { port, bind: '127.0.0.1' };
    const config = { phases: 1, fuseA: 63, ocpp, meters: [], chargers, storage: folder.path } as const;
    site = await openSite(config, new KeptLog());
  });
  after(async () => {
    await site.close();
    folder.remove();
  });

  for (const { thread, id, lines, ...rest } of HANDSHAKES)
    it(`${thread}: taken, and answered`, async () => {
      const { head, text } = await converse(port, lines, '[2,"h","Heartbeat",{}]');
      assert.match(head, /^HTTP\/1\.1 101 /);
      assert.equal(/Sec-WebSocket-Protocol: (\S+)/i.exec(head)?.[1], 'protocol' in rest ? rest.protocol : undefined);
      assert.match(text, /\[3,"h",\{"currentTime":/);
      const trace = await site.query({ what: 'trace', charger: id });
      assert.ok(JSON.stringify(trace).includes('Heartbeat'));
    });
});
